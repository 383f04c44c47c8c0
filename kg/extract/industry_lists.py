"""Runs of words and the lists they form, from which names of industries (and firms) are read.

A sentence is cut at punctuation, regions, numbers, verbs and function words; what stays together is a run; runs joined
by 、 or 和 form a list, which 等 may close with a class word (A、B等产业).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from kg.extract.industry_register import terms, words
from kg.model import Parsed

_CLAUSE = re.compile(r"[^，,。；;：:！!？?]+")
_NUMBER = re.compile(r"\d[\d.%％~～+]*[GgDd]?|[一二三四五六七八九十百千万亿两第]+[大个条类]?")


class Role(StrEnum):
    WORD = "word"
    MODIFIER = "modifier"
    VERB = "verb"
    STOP = "stop"
    REGION = "region"
    MARK = "mark"
    QUOTE = "quote"
    COMMA = "、"
    AND = "和"
    ETC = "等"


_WORDS = frozenset({Role.WORD, Role.MODIFIER})


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
    end: int  # of 等, else of the last run
    closed: bool  # by 等
    broken: bool  # its first run is the rest of an item that holds a word of no name: 认证|评估


def pieces(parsed: Parsed, hits: Sequence[tuple[int, int]], marks: Sequence[int]) -> Iterator[Piece]:
    """The words of a sentence in their roles, without the clauses that hold none of `marks` (offsets, ascending)."""
    text = parsed.text
    ends = tuple(accumulate(parsed.doc.to_array("LENGTH").tolist()))
    regions = tuple((m.span.start - parsed.start, m.span.end - parsed.start) for m in parsed.mentions if m.span)
    places = frozenset(at for a, b in regions for at in _words(ends, a, b))
    within, cut = _hits(ends, hits)
    for clause in _CLAUSE.finditer(text):
        first, last = clause.span()
        if bisect_left(marks, first) == bisect_left(marks, last):
            continue
        at = bisect_right(ends, first)
        start = ends[at - 1] if at else 0
        yield Piece(start, start, Role.MARK)
        role = Role.MARK
        for number in range(at, bisect_left(ends, last) + 1):
            end = ends[number]
            word = text[start:end]
            if end <= start:  # the rest of a count
                continue
            if number in places:
                role = Role.REGION
                yield Piece(start, end, role)
            elif number in cut or "等" in word or word.startswith("产业"):
                yield from _parts(text, start, end, [(a, b) for a, b in hits if a < end and start < b])
                role = Role.ETC if word.endswith("等") else Role.WORD
            elif number in within:
                role = Role.WORD
                yield Piece(start, end, role)
            else:
                role, end = _sized(text, start, end, role)
                yield Piece(start, end, role)
            start = end


# A count that closes a list as 等 does: 甲、乙、丙三大主导产业, 甲、乙5条产业链.
_CLOSING_COUNT = re.compile(
    r"(?P<count>(?:\d+|[两三四五六七八九十]+)(?:大|个|条|类))"
    r"(?:新兴|未来|先导|主导|支柱|优势|特色|重点|传统|战略性|标志性|[百千万]亿级?|国家级|世界级|先进)*"
    r"(?:制造业集群|产业集群|产业链|产业|集群|行业|赛道)(?!链|集群|带|园|基地|头部|企业|项目|人才)"
)
_MANY = re.compile(r"(?:\d+|[两三四五六七八九十]+)[大条]")  # 等8条产业链; 等8个产业园 counts places


def _sized(text: str, start: int, end: int, before: Role) -> tuple[Role, int]:
    """The role of a word and where it ends; a count after an item closes its list, one after 等 says how many."""
    word = text[start:end]
    if word[0] in "0123456789两三四五六七八九十":
        if before is Role.ETC and _MANY.match(text, start):
            return Role.MODIFIER, end
        found = _CLOSING_COUNT.match(text, start) if before is Role.WORD else None
        if found and found.end("count") >= end:
            return Role.ETC, found.end("count")
    return _role(word), end


def _words(ends: Sequence[int], start: int, end: int) -> range:
    """The words, by number, that share a character with [start, end); `ends` are the ends of all words."""
    return range(bisect_right(ends, start), bisect_left(ends, end) + 1)


def _hits(ends: Sequence[int], hits: Sequence[tuple[int, int]]) -> tuple[frozenset[int], frozenset[int]]:
    """The words, by number, that are parts of a longer hit, and those that a hit begins or ends inside of."""
    within: list[int] = []
    cut: list[int] = []
    for start, end in hits:
        touched = _words(ends, start, end)
        first = ends[touched.start - 1] if touched.start else 0
        if first != start or ends[touched.stop - 1] != end:
            cut.extend(touched)
        elif len(touched) > 1:
            within.extend(touched)
    return frozenset(within), frozenset(cut)


def _parts(text: str, start: int, end: int, near: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """A word as one piece, or as two or three where a hit ends in it or jieba has joined what is two words."""
    within = {b for a, b in near if start < b < end and b - a > 2}
    bounds = sorted({start, end, *_cuts(text[start:end], start), *within})
    for a, b in pairwise(bounds):
        inside = any(c <= a and b <= d and d - c > b - a for c, d in near)
        yield Piece(a, b, Role.WORD if inside else _role(text[a:b]))


def _cuts(word: str, start: int) -> Iterator[int]:
    """Where jieba's word holds two of ours: 产业基地, and 等 that it takes for the end or head of a word."""
    if word.startswith("产业") and len(word) > 3:
        yield start + 2
    if len(word) > 1 and word.endswith("等") and word not in _EQUAL:
        yield start + len(word) - 1
    if len(word) > 2 and word.startswith("等"):
        yield start + 1


_EQUAL = frozenset(
    {"平等", "高等", "同等", "初等", "中等", "对等", "上等", "相等", "均等", "优等", "特等", "一等", "二等", "头等"}
)


@lru_cache(maxsize=1 << 16)
def _role(word: str) -> Role:
    for role, held in _FIXED:
        if word in held:
            return role
    if _is_verb(word) or (len(word) > 3 and _is_verb(word[-2:])):
        return Role.VERB
    if word in words("modifier"):
        return Role.MODIFIER
    if word in words("stop") or _NUMBER.fullmatch(word):
        return Role.STOP
    if len(word) > 3 and word[-2:] in words("stop") and word not in terms():
        return Role.STOP
    return Role.WORD if re.search(r"\w", word) or word in "+＋" else Role.MARK


def _is_verb(word: str) -> bool:
    return word in words("develop") or word in words("push")


def builds_up(verb: str) -> bool:
    """Whether a verb says by itself that its object is built up (发展, 稳步发展, 壮大); 推进 and 支持 do not."""
    return verb in words("develop") or verb[-2:] in words("develop")


_FIXED = (
    (Role.COMMA, frozenset("、")),
    (Role.AND, frozenset({"和", "与", "及", "以及", "暨"})),
    (Role.ETC, frozenset({"等"})),
    (Role.QUOTE, frozenset('“”‘’"')),
)


def lists(text: str, pieces: Sequence[Piece]) -> Iterator[Listed]:
    """The lists of a sentence, each with the verb that governs it.

    A verb reaches over regions (打造长沙、株洲X基地) and, to its object, over 的 (发展一批带动力强的X).
    """
    at, verb, ruling = 0, "", ""
    while at < len(pieces):
        piece = pieces[at]
        if piece.role in _WORDS:
            broken = at > 1 and pieces[at - 1].role is Role.STOP and pieces[at - 2].role in _SEPARATORS
            listed, at = _list(pieces, at, verb, piece.start)
            if listed.runs:
                yield listed._replace(broken=broken)
            # A number inside an item breaks it (湘南第一支部景区), not the rule of the verb over the list.
            stopped = at < len(pieces) and _NUMBER.fullmatch(text[pieces[at].start : pieces[at].end])
            verb = listed.verb if stopped and len(listed.runs) > 1 else ""
            continue
        word = text[piece.start : piece.end]
        if piece.role is Role.VERB:
            verb = ruling = word
        elif word == "的" and pieces[at - 1].role is not Role.VERB:
            verb = ruling
        elif piece.role is Role.MARK:
            verb = ruling = ""
        elif not (_transparent(pieces, at, word) or _NUMBER.fullmatch(word)):
            verb = ""
        at += 1


def _transparent(pieces: Sequence[Piece], at: int, word: str) -> bool:
    """Whether a verb reaches its object over this piece: 了, a quotation mark, a region, the 、 between regions."""
    if pieces[at].role in _THROUGH or word in _TRANSPARENT:
        return True
    return pieces[at].role in _SEPARATORS and at > 0 and pieces[at - 1].role is Role.REGION


_THROUGH = frozenset({Role.QUOTE, Role.REGION})
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
            if following < len(pieces) and pieces[following].role in _WORDS:
                joins.append(pieces[after].role)
                at = following
                continue
        break
    klass, closed, end = None, False, runs[-1].end if runs else start
    after = _skip_quotes(pieces, at)
    if runs and after < len(pieces) and pieces[after].role is Role.ETC:
        closed, end = True, pieces[after].end
        klass, at = _run(pieces, _skip_quotes(pieces, after + 1))
        at = max(at, after + 1)
    return Listed(tuple(_joined(runs, joins)), klass, verb, start, end, closed, broken=False), max(at, 1)


def _run(pieces: Sequence[Piece], at: int) -> tuple[Run | None, int]:
    """The run that starts at `at`, without the modifiers at its head; None where it has no word of its own."""
    while at < len(pieces) and pieces[at].role is Role.MODIFIER:
        at += 1
    first = at
    while at < len(pieces) and pieces[at].role in _WORDS:
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
