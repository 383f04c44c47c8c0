"""Runs of words and the lists they form, from which names of industries (and firms) are read.

A sentence is cut at punctuation, regions, numbers, verbs and function words; what stays together is a run; runs joined
by 、 or 和 form a list, which 等 may close with a class word (A、B等产业).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from kg.extract.industry_register import terms, words
from kg.model import Parsed

_NUMBER = re.compile(r"[\d.%％~～+]+[GgDd]?|[一二三四五六七八九十百千万亿两第]+[大个条类]?")


class Role(StrEnum):
    WORD = "word"
    MODIFIER = "modifier"
    VERB = "verb"
    STOP = "stop"
    MARK = "mark"
    QUOTE = "quote"
    COMMA = "、"
    AND = "和"
    ETC = "等"


class Piece(NamedTuple):
    """A token in its role; offsets in the sentence."""

    start: int
    end: int
    role: Role


class Run(NamedTuple):
    """Words between two boundaries; `ends` are the ends of its words."""

    start: int
    end: int
    ends: tuple[int, ...]


class Listed(NamedTuple):
    """Runs named as equals, the class they are given, and where the list begins."""

    runs: tuple[Run, ...]
    klass: Run | None
    verb: str
    start: int


def pieces(parsed: Parsed, hits: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    regions = [(m.span.start - parsed.start, m.span.end - parsed.start) for m in parsed.mentions if m.span]
    for token in parsed.doc:
        start, end = token.idx, token.idx + len(token.text)
        if any(a < end and start < b for a, b in regions):
            yield Piece(start, end, Role.STOP)
            continue
        cut = next((b for a, b in hits if start < b < end and b - a > 2), 0)
        if token.text.startswith("产业") and len(token.text) > 3:
            cut = start + 2
        for a, b in ((start, cut), (cut, end)) if cut else ((start, end),):
            inside = any(c <= a and b <= d and d - c > b - a for c, d in hits)
            yield Piece(a, b, Role.WORD if inside or cut else _role(parsed.text[a:b]))


@cache
def _role(word: str) -> Role:
    for role, held in _FIXED:
        if word in held:
            return role
    if word in words("develop") or (len(word) > 3 and word[-2:] in words("develop")):
        return Role.VERB
    if word in words("modifier"):
        return Role.MODIFIER
    if word in words("stop") or _NUMBER.fullmatch(word):
        return Role.STOP
    if len(word) > 3 and word[-2:] in words("stop") and word not in terms():
        return Role.STOP
    return Role.WORD if re.search(r"\w", word) or word in "+＋" else Role.MARK


_FIXED = (
    (Role.COMMA, frozenset("、")),
    (Role.AND, frozenset({"和", "与", "及", "以及", "暨"})),
    (Role.ETC, frozenset({"等"})),
    (Role.QUOTE, frozenset('“”‘’"')),
)


def lists(text: str, pieces: Sequence[Piece]) -> Iterator[Listed]:
    at, verb = 0, ""
    while at < len(pieces):
        piece = pieces[at]
        if piece.role in {Role.WORD, Role.MODIFIER}:
            listed, at = _list(pieces, at, verb, piece.start)
            if listed.runs:
                yield listed
            verb = ""
        else:
            if piece.role is Role.VERB:
                verb = text[piece.start : piece.end]
            elif piece.role is not Role.QUOTE and text[piece.start : piece.end] not in _TRANSPARENT:
                verb = ""
            at += 1


_TRANSPARENT = frozenset({"了", "好", "以", "一批", "成", "出"})  # between a verb and its object
_SEPARATORS = frozenset({Role.COMMA, Role.AND})


def _list(pieces: Sequence[Piece], at: int, verb: str, start: int) -> tuple[Listed, int]:
    runs: list[Run] = []
    joins: list[Role] = []
    while True:
        run, at = _run(pieces, at)
        if run is None:
            break
        runs.append(run)
        after = _skip_quotes(pieces, at)
        if after < len(pieces) and pieces[after].role in _SEPARATORS:
            following = _skip_quotes(pieces, after + 1)
            if following < len(pieces) and pieces[following].role in {Role.WORD, Role.MODIFIER}:
                joins.append(pieces[after].role)
                at = following
                continue
        break
    klass = None
    after = _skip_quotes(pieces, at)
    if runs and after < len(pieces) and pieces[after].role is Role.ETC:
        klass, at = _run(pieces, _skip_quotes(pieces, after + 1))
        at = max(at, after + 1)
    return Listed(tuple(_joined(runs, joins)), klass, verb, start), max(at, 1)


def _run(pieces: Sequence[Piece], at: int) -> tuple[Run | None, int]:
    """The run that starts at `at`, without the modifiers at its head; None where it has no word of its own."""
    while at < len(pieces) and pieces[at].role is Role.MODIFIER:
        at += 1
    first = at
    while at < len(pieces) and pieces[at].role in {Role.WORD, Role.MODIFIER}:
        at += 1
    if first == at:
        return None, at
    held = pieces[first:at]
    return Run(held[0].start, held[-1].end, tuple(p.end for p in held)), at


def _skip_quotes(pieces: Sequence[Piece], at: int) -> int:
    while at < len(pieces) and pieces[at].role is Role.QUOTE:
        at += 1
    return at


def _joined(runs: Sequence[Run], joins: Sequence[Role]) -> Iterator[Run]:
    """In a list with 、 a 和 inside an item joins it (A和B、C、D); before the last item it separates.

    Where an earlier item is joined so, the last is too: 粮食和食品加工、棉花和纺织服装等.
    """
    inner = Role.COMMA in joins and Role.AND in joins[:-1]
    held: Run | None = None
    for run, join in zip(runs, (Role.COMMA, *joins), strict=False):
        if held is not None and join is Role.AND and inner:
            held = Run(held.start, run.end, (*held.ends, *run.ends))
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held
