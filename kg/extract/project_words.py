"""The words of projects: verbs that govern their names, nouns that head them, words that end or open a name.

Data: data/lexicon/projects-verbs.csv, projects-heads.csv, projects-words.csv.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import DataError
from kg.extract.patterns import alternatives
from kg.resources import data

_STAGES = {"", "planned", "building", "done"}
_CLASSES = {"adverb", "mixed", "function", "opener", "tail", "adjective", "abstract", "coinage", "generic", "joined",
            "superlative", "common", "plain"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb and how firmly it says, before or after a name, that the name is a project.

    0: it only bounds the name; 1: something that exists and is worked on; 2: something is built or run;
    3: so plainly that the name needs no head noun (…开工, …投产).
    """

    text: str
    before: int
    after: int
    stage: str
    inside: str  # yes: also a part of names (发展), a verb only where a phrase starts or after a head noun;
    # bare: a verb only where a phrase starts (整治)


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that heads names of projects, and what must stand before it to make a name.

    `needs`: ``modifier`` any word that is no common adjective (白石滩水库, 工业博物馆); ``specific`` three characters
    (高山病防治基地); ``proper`` a proper name (乌蒙大道扩容工程).
    """

    text: str
    group: str
    needs: str


def _rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    path = data("lexicon", name)
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            if None in row.values() or None in row:
                raise DataError(f"{path.name}:{number}", "a row with the wrong number of columns")
            yield number, row


@cache
def verbs() -> Mapping[str, Verb]:
    """Every verb by its text."""
    held: dict[str, Verb] = {}
    for number, row in _rows("projects-verbs.csv"):
        if (
            row["stage"] not in _STAGES
            or row["inside"] not in {"", "yes", "bare"}
            or row["before"] not in "0123"
            or row["after"] not in "0123"
        ):
            raise DataError(f"projects-verbs.csv:{number}", f"unknown stage or strength: {row}")
        verb = Verb(row["verb"], int(row["before"]), int(row["after"]), row["stage"], row["inside"])
        held[verb.text] = verb
    return held


@cache
def heads() -> Mapping[str, Head]:
    """Every head noun by its text."""
    held: dict[str, Head] = {}
    for number, row in _rows("projects-heads.csv"):
        if row["needs"] not in {"modifier", "specific", "proper"}:
            raise DataError(f"projects-heads.csv:{number}", f"unknown need {row['needs']!r}")
        held[row["head"]] = Head(row["head"], row["class"], row["needs"])
    return held


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one class of projects-words.csv."""
    return _classes()[kind]


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    held: dict[str, set[str]] = {name: set() for name in sorted(_CLASSES)}
    for number, row in _rows("projects-words.csv"):
        if row["class"] not in held:
            raise DataError(f"projects-words.csv:{number}", f"unknown class {row['class']!r}")
        held[row["class"]].add(row["word"])
    return {name: frozenset(found) for name, found in held.items()}


@cache
def superlative() -> re.Pattern[str]:
    """What says that a thing is the first or the largest of its class."""
    return re.compile(alternatives(words("superlative")))
