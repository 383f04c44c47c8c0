"""Head nouns of projects in text: at the end of a name, or anywhere in a sentence."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick

from kg.extract.project_words import Head, heads, verbs

# What may follow a head noun and still belong to the name: a closing quote, （安徽段）, 二期, 格拉段, 扩容工程.
_WORKS = (
    "(?:全面)?(?:新建|迁建|改?扩建|扩能(?:提质|升级)?|(?:提质)?扩容|(?:提质|升级|扩能|[\u4e00-\u9fff]{2}化)?改造(?:提升)?|技改(?:升级)?|整治|修缮|加固|主体"
    "|恢复重建)"
)
_EXTENT = re.compile(
    r"”?(?:集?群|网)?(?:[（(][^（）()]{1,16}[）)])?(?:[Ⅰ-Ⅻ一二三四五六七八九十\d]+期)?(?:[\u4e00-\u9fff]{2,4}[至到—][\u4e00-\u9fff]{2,4}段|[\u4e00-\u9fff]{0,3}段)?"
    rf"(?:{_WORKS}){{0,2}}(?:工程|项目)?"
)
_EXTENT_ENDS = frozenset("”）)群网期段建能容造升改级治缮固体程目质")
_LONGEST_EXTENT = 26
_LINE = re.compile("(?<![一沿在红主热战前])线(?:$|[、，。；建开通等北南东西延])")  # 一线, 线上: no lines
_STRONG = 3
LABELS = "号办通码云脑湾城港谷岛园街廊馆"  # last characters of labels that name a device, a service or a place


class Ending(NamedTuple):
    """A head noun at the end of a text: where it starts, and what follows it (二期, 扩能改造, 主体工程)."""

    start: int
    head: Head
    extent: str


@lru_cache(maxsize=4096)
def head_at_end(text: str) -> Ending | None:
    """The head noun that ends `text`, the one that starts first where one stands in another's extent."""
    found: Ending | None = None
    lowest = max(1, len(text) - _LONGEST_EXTENT) if text and text[-1] in _EXTENT_ENDS else len(text)
    for end in range(len(text), lowest - 1, -1):
        head = _longest(text, end)
        if head is None or (found and found.start <= end - len(head.text)):
            continue
        if end == len(text) or _EXTENT.fullmatch(text, end):
            found = Ending(end - len(head.text), head, text[end:])
    return found


def ends_with_head(text: str) -> bool:
    """Whether a head noun, its number or its brackets end the text: what a verb may follow."""
    return bool(text) and (text[-1] in "期段）)" or _longest(text, len(text)) is not None)


def _longest(text: str, end: int) -> Head | None:
    lengths = _lengths().get(text[end - 1 : end])
    if lengths is None:
        return None
    for length in lengths:
        if length <= end and (head := heads().get(text[end - length : end])):
            return head
    return None


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """For the last character of head nouns their lengths, longest first."""
    held: dict[str, set[int]] = {}
    for text in heads():
        held.setdefault(text[-1], set()).add(len(text))
    return {last: tuple(sorted(lengths, reverse=True)) for last, lengths in held.items()}


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    strong = (v.text for v in verbs().values() if max(v.before, v.after) == _STRONG)
    for text in (*heads(), *strong, *(f"{last}”" for last in LABELS)):
        automaton.add_word(text, text)
    automaton.make_automaton()
    return automaton


@lru_cache(maxsize=16)
def signs(text: str) -> tuple[int, ...]:
    """Where in `text` head nouns, and verbs that need none, end: offsets in order."""
    return tuple([end + 1 for end, word in _automaton().iter(text) if word != "线" or _LINE.match(text, end)])
