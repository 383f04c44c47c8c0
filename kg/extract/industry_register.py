"""The industries known by name: GB/T 4754-2017 and our scheme of policy industries, and the words of their grammar.

Source and state of the registers: data/register/README-industries.md. Words: data/lexicon/industries-words.csv.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ahocorasick

from kg.errors import DataError
from kg.resources import data

# The words of the grammar by what they do in it.
ROLES = {
    "develop": "verbs that say by themselves that their object is built up: 发展, 壮大",
    "push": "verbs that may say so: 推进, 支持",
    "stop": "other words that no name holds",
    "part": "those that no member of a list holds either: 的, 增长",
    "opening": "words that end a name elsewhere and may begin the member of a list: 国际商务, 立体交通",
    "modifier": "words stripped from the head of a name: 重点, 国家级",
    "attribute": "words that may stand before a term in a name: 现代, 绿色",
    "vague": "words that name nothing before 产业: 特色, 优势",
    "class": "what a list of industries is called",
    "generic": "names of no industry in particular",
    "wide": "names of whole sectors and of public services: a scheme for one is no industry of the region",
    "head": "suffixes of names",
    "nohead": "words that end like a suffix and are none: 企业, 事业",
    "grows": "what says of the name before it that it grows: 增加值, 提质",
    "fresh": "what says so of goods, too: 兴起, 壮大",
    "built": "what 打造 makes of the name before it: 基地, 高地",
    "strong": "what a region strong in it is: 强省",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A name of an industry: the key and preferred name of its concept; `weak` names are also those of products."""

    name: str
    key: str  # id of a policy industry, else a code of GB/T 4754-2017
    preferred: str
    weak: bool = False


@cache
def terms() -> Mapping[str, Term]:
    """Every term by its name; where both registers have a name the policy industry holds, which refers to the code."""
    held: dict[str, Term] = {}
    for name, code in _standard():
        for form in (name, name.replace("和", "及"), name.replace("和", "与")):
            held[form] = Term(form, code, name, weak=True)
    for row in _rows(data("register", "policy-industries.csv")):
        for name in (row["zh"], *filter(None, row["aliases"].split("|"))):
            held[name] = Term(name, row["id"], row["zh"], weak=bool(row["weak"]))
    return held


def _standard() -> Iterator[tuple[str, str]]:
    """Names of the standard, broadest last, so that 建筑业 is the section; short groups (教育) are no names."""
    rows = sorted(_rows(data("register", "industries.csv")), key=lambda row: -len(row["code"]))
    rows.sort(key=lambda row: row["level"] == "section")
    for row in rows:
        if len(row["zh"]) > 2 and not row["zh"].startswith("其他") and not _public(row["code"]):
            yield row["zh"], row["code"]


def _public(code: str) -> bool:
    """Whether a code is of education, health, culture or administration: their groups (学前教育, 博物馆) name tasks."""
    return code in {"P", "Q", "R", "S", "T"} or (code.isdigit() and code[:2] >= "82")


@cache
def words(role: str) -> frozenset[str]:
    """The words of a role in the grammar of industry names (see ROLES)."""
    if role not in ROLES:
        raise ValueError(f"no role {role!r} among {', '.join(ROLES)}")
    path = data("lexicon", "industries-words.csv")
    rows = list(_rows(path))
    if unknown := sorted({row["role"] for row in rows} - set(ROLES)):
        raise DataError(str(path), f"unknown roles {unknown}", f"use one of {', '.join(ROLES)}")
    return frozenset(row["word"] for row in rows if row["role"] == role)


@cache
def automaton() -> ahocorasick.Automaton:
    """Finds what can begin or end a name: terms, heads and class words; one pass tells whether to look closer."""
    return _automaton({*terms(), *words("head"), *words("class")})


@cache
def term_automaton() -> ahocorasick.Automaton:
    """Finds the terms."""
    return _automaton(terms())


def _automaton(words_: Iterable[str]) -> ahocorasick.Automaton:
    found = ahocorasick.Automaton()
    for word in sorted(words_):
        found.add_word(word, word)
    found.make_automaton()
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
