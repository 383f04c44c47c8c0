"""The words of a sentence in the roles they play in lists of industries: word, verb, stop, 、, 等."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.extract.industry_register import terms, words
from kg.model import Parsed

_CLAUSE = re.compile(r"[^，,。；;：:！!？?]+")
NUMBER = re.compile(r"\d[\d.%％~～+]*[GgDd]?|[一二三四五六七八九十百千万亿两第]+[大个条类]?")


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


WORDS = frozenset({Role.WORD, Role.MODIFIER})


class Piece(NamedTuple):
    """A token in its role; offsets in the sentence."""

    start: int
    end: int
    role: Role


def pieces(parsed: Parsed, hits: Sequence[tuple[int, int]], marks: Sequence[int]) -> Iterator[Piece]:
    """The words of a sentence in their roles, without the clauses that hold none of `marks` (offsets, ascending)."""
    text = parsed.text
    ends = parsed.ends
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
            elif number in cut or "等" in word or word[:2] == "产业":
                yield from _parts(text, start, end, [(a, b) for a, b in hits if a < end and start < b])
                role = Role.ETC if word.endswith("等") else Role.WORD
            elif number in within:
                role = Role.WORD
                yield Piece(start, end, role)
            elif word == "做" and text[end : end + 1] in _RESULTS:  # 做强, which jieba may cut
                role, end = Role.VERB, end + 1
                yield Piece(start, end, role)
            elif word in _PLUS and role is Role.WORD and _lists(text, start, end):
                role = Role.COMMA
                yield Piece(start, end, role)
            else:
                role, end = _sized(text, start, end, role) if word[0] in _COUNTS else (_role(word), end)
                yield Piece(start, end, role)
            start = end


_PLUS = frozenset("+＋")
_QUOTED = re.compile(r"[^“”‘’，。；]+[”’](?![、和等])")


def _lists(text: str, start: int, end: int) -> bool:
    """Whether a plus sign lists two: “跨境电商+海外仓”; not “水产+”, nor where the quoted is one of a list."""
    opened = text.rfind("“", 0, start)
    return opened >= 0 and text[opened - 1 : opened] != "、" and bool(_QUOTED.match(text, end))


_RESULTS = frozenset("大强优精细活实热旺")
_COUNTS = frozenset("0123456789两三四五六七八九十")

# A count that closes a list as 等 does: 甲、乙、丙三大主导产业, 甲、乙5条产业链.
_CLOSING_COUNT = re.compile(
    r"(?P<count>(?:\d+|[两三四五六七八九十]+)(?:大|个|条|类))"
    r"(?:新兴|未来|先导|主导|支柱|优势|特色|重点|传统|战略性|标志性|[百千万]亿级?|国家级|世界级|先进)*"
    r"(?:制造业集群|产业集群|产业链|产业|集群|行业|赛道)(?!链|集群|带|园|基地|头部|企业|项目|人才)"
)
_MANY = re.compile(r"(?:\d+|[两三四五六七八九十]+)[大条]")  # 等8条产业链; 等8个产业园 counts places


def _sized(text: str, start: int, end: int, before: Role) -> tuple[Role, int]:
    """The role of a number and where it ends; a count after an item closes its list, one after 等 says how many."""
    if before is Role.ETC and (_MANY.match(text, start) or _CLOSING_COUNT.match(text, start)):
        return Role.MODIFIER, end
    found = _CLOSING_COUNT.match(text, start) if before is Role.WORD else None
    if found and found.end("count") >= end:
        return Role.ETC, found.end("count")
    return _role(text[start:end]), end


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
    if word in words("stop") or (NUMBER.fullmatch(word) and not _GENERATION.fullmatch(word)):
        return Role.STOP
    if len(word) > 3 and word[-2:] in words("stop") and word not in terms():
        return Role.STOP
    return Role.WORD if re.search(r"\w", word) or word in "+＋" else Role.MARK


_GENERATION = re.compile(r"\d+[GgDd]")  # 6G


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
