"""The words of the grammar of statistics, from data/lexicon/statistics-words.csv, and the units."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from kg.errors import DataError
from kg.extract.patterns import alternatives
from kg.resources import data
from kg.values import units

ROLES = frozenset(
    {
        "hedge", "after", "up", "down", "to", "level", "adverb", "keep", "drop", "predicate", "designate",
        "person", "nocount", "target", "generic", "cut", "bare", "closing", "short",
    }
)  # fmt: skip


@cache
def words(role: str) -> Mapping[str, str]:
    """The words of a role, longest first, each with its value (a comparator, or empty)."""
    held = _all()[role]
    return {word: held[word] for word in sorted(held, key=lambda w: (-len(w), w))}


@cache
def _all() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {role: {} for role in ROLES}
    path = data("lexicon", "statistics-words.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            if row["role"] not in ROLES:
                raise DataError(f"{path.name}:{number}", f"unknown role {row['role']!r}", f"one of {sorted(ROLES)}")
            found[row["role"]][row["word"]] = row["value"]
    return found


@cache
def unit_table() -> Mapping[str, units.Unit]:
    """Units by their written form."""
    path = data("register", "units.csv")
    with path.open(encoding="utf-8", newline="") as file:
        try:
            return units.table(csv.DictReader(file))
        except ValueError as error:
            raise DataError(path.name, str(error)) from error


def any_of(*roles: str) -> str:
    """A regular expression for any word of the roles, the longest first."""
    return f"(?:{alternatives(word for role in roles for word in words(role))})"
