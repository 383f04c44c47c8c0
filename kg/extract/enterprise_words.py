"""Words of firms' names: data/lexicon/enterprises-words.csv, and the central state-owned enterprises by name.

The list of central enterprises follows the directory of the State-owned Assets Supervision and Administration
Commission (SASAC); it tells names from common words and says nothing else about them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from kg.errors import DataError
from kg.extract.industry_register import terms
from kg.extract.industry_register import words as industry_words
from kg.resources import data

# suffix: closes a firm's name after a brand; firm: closes one by itself; common: what before 集团 names no firm;
# class: what makes “等X企业” a list of named firms; works: what follows a firm where something is built;
# verb: what stands before the first of a list; known: common words that jieba's dictionary lacks.
# sure: a suffix that only firms bear after a brand; loose: one that fields of technology bear, too; field: what after
# a suffix makes it a field (科技 + 创新); acts: what follows a firm's name; moves: what only firms do; kind: what a
# firm is called before its name; lead: 以A、B为龙头; product: what closes the name of a product that a firm makes.
ROLES = (
    *("suffix", "firm", "common", "class", "works", "verb", "known"),
    *("sure", "loose", "field", "acts", "moves", "kind", "lead", "product"),
)


@cache
def words(role: str) -> frozenset[str]:
    """The words of a role (see ROLES)."""
    if role not in ROLES:
        raise ValueError(f"no role {role!r} among {ROLES}")
    path = data("lexicon", "enterprises-words.csv")
    rows = list(_rows(path))
    if unknown := sorted({row["role"] for row in rows} - set(ROLES)):
        raise DataError(str(path), f"unknown roles {unknown}", f"use one of {', '.join(ROLES)}")
    return frozenset(row["word"] for row in rows if row["role"] == role)


@cache
def central() -> Mapping[str, str]:
    """The central enterprises: the name in common use by each of their names."""
    held = {}
    for row in _rows(data("lexicon", "enterprises-central.csv")):
        for name in (row["name"], *filter(None, row["other"].split("|"))):
            held[name] = row["name"]
    return held


@cache
def frequency(word: str) -> int:
    """How often jieba's dictionary counts the word; 0 for a word it lacks."""
    from kg.extract.nlp import language

    return int(getattr(language().tokenizer, "jieba").FREQ.get(word) or 0)  # noqa: B009 - spaCy's protocol hides it


@cache
def is_brand(word: str) -> bool:
    """Whether a word of two to four characters is in no dictionary of ours: what is left are proper names."""
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", word) or word[0] in "等该" or frequency(word) > 0:
        return False
    return word not in words("known") and not is_common(word)


@cache
def is_common(word: str) -> bool:
    """Whether a word is a term of industries or one of the words around them."""
    return word in terms() or any(
        word in industry_words(role) for role in ("attribute", "modifier", "vague", "stop", "develop", "class", "built")
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
