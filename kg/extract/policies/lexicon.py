"""The words of policy documents, from data/lexicon/policies-*.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache

from kg.errors import DataError
from kg.resources import data

ROLES = frozenset({"number", "issuer", "issued", "published", "effective", "expires", "title"})


def _rows(name: str, columns: tuple[str, str]) -> Iterator[tuple[str, str]]:
    path = data("lexicon", name)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if set(row) != set(columns) or not row[columns[0]]:
                raise DataError(str(path), f"a row is not {','.join(columns)}: {row}")
            yield row[columns[0]], row[columns[1]]


@cache
def genres() -> Mapping[str, str]:
    """Nouns that close the title of a policy document, longest first, each with its class (law, plan, notice …)."""
    return dict(sorted(_rows("policies-genres.csv", ("noun", "class")), key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def labels() -> Mapping[str, str]:
    """Labels of a metadata line (发文字号：), longest first, each with the particular that it states."""
    held = dict(sorted(_rows("policies-labels.csv", ("label", "role")), key=lambda pair: (-len(pair[0]), pair[0])))
    if unknown := set(held.values()) - ROLES:
        raise DataError("policies-labels.csv", f"unknown roles {sorted(unknown)}", f"use {sorted(ROLES)}")
    return held


@cache
def bodies() -> tuple[str, ...]:
    """National bodies whose names carry no region, longest first."""
    return tuple(
        sorted((name for name, _ in _rows("policies-bodies.csv", ("name", "note"))), key=lambda n: (-len(n), n))
    )


@cache
def laws() -> tuple[str, ...]:
    """Short names of the laws of the nation and of regulations of the State Council; written from memory, 2025."""
    return tuple(sorted(name for name, _ in _rows("policies-laws.csv", ("name", "note"))))
