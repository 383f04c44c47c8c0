"""Names made of a coined brand and a suffix (BRAND药业), read character by character: words do not cut at a brand.

A brand is a coinage: two to four characters that no dictionary has as a word. How sure a name is depends on its
suffix: 药业 and 证券 are borne by firms alone, 智能 and 材料 by fields of technology, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

import ahocorasick

from kg.extract.enterprise_words import frequency, is_common, words
from kg.extract.industry_register import words as industry_words
from kg.extract.patterns import alternatives
from kg.model import Kind, Parsed, Span


class Sure(IntEnum):
    """How sure a name is by its shape: COINED names stand alone, the others need what says that they are firms."""

    RARE = 1  # a word of the dictionary, or a region, before a firm's suffix: 东方证券
    LOOSE = 2  # a coinage before a suffix that is also one of fields
    COINED = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """A stretch of a sentence that is shaped like a firm's name."""

    span: Span
    sure: Sure


_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_GRAMMAR = frozenset(
    "的了和与及等以由为在是把被将对从到该每其这那个最更不向于或并而且之也都就着过所有无未已年月日全各多做"
)
_ENDS = frozenset("式化型性级类等基链网业兆")  # no coinage ends so: 内卷式, 煤基
_BILATERAL = re.compile(r"中[荷沙德新法日韩俄意英美瑞泰马越老哈乌欧非外缅巴印白匈塞葡西埃以]$")
_NEW = 40  # jieba counts a word that is hardly ever met less often than this
_RARE = 4000
_PARTS = {2: _NEW, 3: 300, 4: 100}  # a word so common is no part of a coinage of this length


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with what the search for names asks of it, by offsets in the text."""

    text: str
    ends: Mapping[int, str]  # the word that ends at an offset
    rare: frozenset[int]  # where words begin that are hardly ever met, and single characters
    inside: frozenset[int]  # offsets inside a word of the dictionary: no name begins or ends there
    regions: tuple[Span, ...]


def line_of(parsed: Parsed) -> Line:
    ends = dict(zip(parsed.ends, parsed.words, strict=True))
    spans = [m.span for m in parsed.of(Kind.REGION) if m.span]
    regions = tuple(Span(s.start - parsed.start, s.end - parsed.start) for s in spans)
    rare: list[int] = []
    inside: list[int] = []
    for end, word in ends.items():
        begin, count = end - len(word), frequency(word)
        if begin + 1 == end or count < _NEW:
            rare.append(begin)
        if count:
            inside.extend(range(begin + 1, end))
    return Line(parsed.text, ends, frozenset(rare), frozenset(inside), regions)


def suffixes(text: str) -> tuple[Shape, ...]:
    """The suffixes in a text, run together where several stand in a row (新材料科技), that may close a name."""
    longest: dict[int, str] = {}
    for last, word in _automaton().iter(text):
        if len(word) > len(longest.get(last + 1, "")):
            longest[last + 1] = word
    if not longest:
        return ()
    begins = {end - len(word) for end, word in longest.items()}
    held = []
    for end, word in longest.items():
        if end in begins or _field().match(text, end):
            continue
        start = end - len(word)
        while start in longest:
            start -= len(longest[start])
        sure = Sure.COINED if word in words("sure") else Sure.LOOSE
        if sure is Sure.COINED or any(is_coined(text[start - size : start]) for size in (2, 3, 4) if start >= size):
            held.append(Shape(Span(start, end), sure))
    return tuple(held)


def shapes(line: Line, found: Iterable[Shape]) -> Iterator[Shape]:
    """The names that are closed by these suffixes, in order of the text."""
    for suffix in found:
        at = suffix.span.start
        if suffix.span.end in line.inside:
            continue
        start = _brand_before(line, at)
        if start is not None:
            yield Shape(Span(start, suffix.span.end), suffix.sure)
        elif suffix.sure is Sure.COINED and (start := _known_before(line, at)) is not None:
            yield Shape(Span(start, suffix.span.end), Sure.RARE)


def _brand_before(line: Line, end: int) -> int | None:
    """Where the coinage that ends at `end` begins, None where there is none."""
    for start in range(end - 2, max(-1, end - 5), -1):
        if is_name(line, start, end) and opens(line, start):
            return start
    return None


def is_name(line: Line, start: int, end: int) -> bool:
    """Whether a stretch is a coinage that cuts no word and touches no region."""
    return (
        start >= 0
        and end not in line.inside
        and is_coined(line.text[start:end])
        and not any(region.start < end and start < region.end for region in line.regions)
    )


@lru_cache(1 << 16)
def is_coined(brand: str) -> bool:
    """Whether two to four characters are no word, nor words put together."""
    if not 2 <= len(brand) <= 4 or not _CHINESE.fullmatch(brand) or _GRAMMAR & set(brand):
        return False
    if (
        brand[-1] in _ENDS
        or _BILATERAL.match(brand)
        or frequency(brand) >= _NEW
        or brand in words("known")
        or is_common(brand)
        or is_common(brand[-1])
    ):
        return False
    pairs = (brand[at : at + 2] for at in range(len(brand) - 1)) if len(brand) > 2 else ()
    part = _PARTS[len(brand)]
    return not any(frequency(pair) >= part or is_common(pair) or pair in _no_part() for pair in pairs)


@cache
def _no_part() -> frozenset[str]:
    return words("known") | words("common") | words("verb")


def opens(line: Line, at: int) -> bool:
    """Whether a name may begin here: after a mark, a word of grammar, a region, or a word that ends here."""
    if at == 0 or not _CHINESE.match(line.text[at - 1]) or line.text[at - 1] in _LEADING:
        return True
    word = line.ends.get(at, "")
    known = len(word) > 1 and (frequency(word) > 0 or word in words("known"))
    return known or any(region.end == at for region in line.regions)


_LEADING = frozenset("的了和与及以由为在是把将对向省市区县镇乡州家户即如像有")


def _known_before(line: Line, end: int) -> int | None:
    for region in line.regions:
        if region.end == end:
            return region.start
    word = line.ends.get(end, "")
    start = end - len(word)
    if not 2 <= len(word) <= 4 or not _CHINESE.fullmatch(word) or _GRAMMAR & set(word) or is_common(word):
        return None
    plain = word in words("common") or word in words("verb") or word in words("known") or word in _plain()
    return start if not plain and frequency(word) < _RARE and opens(line, start) else None


@cache
def _plain() -> frozenset[str]:
    return words("class") | words("kind") | words("loose") | industry_words("push") | industry_words("develop")


@cache
def _automaton() -> ahocorasick.Automaton:
    found = ahocorasick.Automaton()
    for word in sorted(words("sure") | words("loose")):
        found.add_word(word, word)
    found.make_automaton()
    return found


@cache
def _field() -> re.Pattern[str]:
    return re.compile(alternatives(words("field")))
