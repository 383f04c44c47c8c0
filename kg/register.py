"""The register of administrative divisions (GB/T 2260) and the finding of their names in text.

Source: data/register/README.md. Names that several places share have several candidates; nothing here chooses.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import ahocorasick

from kg.model import Span
from kg.resources import data


@dataclass(frozen=True, slots=True)
class Division:
    """One division: six-digit code, official full name, common short name, level, code of its parent."""

    code: str
    name: str
    short: str
    level: str  # country, province, prefecture, county
    parent: str


@cache
def divisions() -> Mapping[str, Division]:
    """Every division by its code, in order of code."""
    with data("register", "divisions.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Division(**row) for row in csv.DictReader(file)}


@cache
def _names() -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for division in divisions().values():
        for name in dict.fromkeys((division.name, division.short)):
            if len(name) > 1 and (name == division.name or division.level in {"province", "prefecture"}):
                found.setdefault(name, []).append(division)
    return {name: tuple(held) for name, held in found.items()}


# Words that point to a region by who speaks: settled by kg.resolve.places.
DEICTIC = (
    "全国", "我国", "国内", "全省", "我省", "省内", "全区", "我区", "全市", "我市", "全县", "我县", "全州", "我州",
    "自治区", "本市", "本省", "本区", "本县",
)  # fmt: skip


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name in (*_names(), *DEICTIC):
        automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton


def find(text: str) -> Iterator[Span]:
    """The longest names of divisions in `text`, from left to right, never overlapping."""
    for end, name in _automaton().iter_long(text):
        yield Span(end + 1 - len(name), end + 1)


def candidates(name: str) -> tuple[Division, ...]:
    """The divisions that `name` may mean, full or short, in order of code; empty where none is known."""
    return _names().get(name, ())


def ancestors(code: str) -> Iterator[str]:
    """`code` and the codes above it, narrowest first."""
    while code:
        yield code
        held = divisions().get(code)
        code = held.parent if held else ""
