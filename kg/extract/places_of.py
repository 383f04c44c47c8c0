"""The region of a name: written before it, inside its head, as the subject of its sentence, or that of the speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from kg.model import Context, Kind, Mention, Parsed, Span

CHINA = "100000"
# A region after one of these is a partner, a source or a goal, not the place of what follows.
_OBLIQUE = re.compile(r"(?:与|和|同|跟|向|对|从|赴|对接|融入|承接|援助|对口支援|学习|来自|联合)$")
_NOT_OBLIQUE = re.compile(r"(?:面向|方向|相对|推进|支持)$")
_SEGMENT = frozenset("；;。：:！？!?\n")
_CLAUSE = _SEGMENT | frozenset("，,")
# What may stand between two regions that are named as one (辽宁省沈阳市) or as equals (廊坊、张家口).
_JOINED = re.compile(r"[、]|和|与|及|以及|等地?|")
_LINK = re.compile(r"(?:地区|境内|市内|本地|等地|等市|[\d一二两三四五六七八九十]+(?:市|地|州|县|省))?(?:的|[“\"])?")
# What may open a clause before its subject.
_OPENING = re.compile(
    r"(?:其中|目前|截至目前|近年来|[去今]年|同时|此外|另外|支持|推动|推进|在|[①-⑩]"
    r"|[（(]?[一二三四五六七八九十\d]+[）).、])*"
)

# A region in the name of a body or a thing is not the subject of its clause: 支持某市实验室建设，开展…
_BODY = re.compile(
    r"[^，。；、的]{0,12}?(?:实验室|科学中心|研究院|研究所|大学|学院|学校|医院|公司|集团|银行|机场|港|铁路|高铁|高速|博物馆|新区|经济区|开发区|高新区)"
)


def region_of(parsed: Parsed, start: int, end: int, context: Context) -> Mention:
    """The region of the name at document offsets ``[start, end)``: the first of `regions_of`."""
    return regions_of(parsed, start, end, context)[0]


def regions_of(parsed: Parsed, start: int, end: int, context: Context, *, subject: bool = False) -> tuple[Mention, ...]:
    """The regions of the name at document offsets ``[start, end)``; several where they are named as equals.

    In this order: the narrowest region in the name itself, regions right before it, the nearest region before it in
    its clause, the subject of an earlier clause up to a semicolon, and the region that speaks. 全国 and its like
    qualify a title (全国首批) and place nothing; where the country speaks it is the answer anyway. A name that is the
    `subject` of its clause is placed by no earlier clause.
    """
    known = [m for m in parsed.of(Kind.REGION) if m.span and m.key != CHINA]
    inside = [m for m in known if m.span and start <= m.span.start and m.span.end <= end]
    if inside:
        return (_narrowest(inside),)
    before = [m for m in known if m.span and m.span.end <= start]
    clause = _last(_CLAUSE, parsed, start)
    near = [m for m in before if m.span and m.span.start >= clause]
    if near and near[-1].span and _LINK.fullmatch(_between(parsed, near[-1].span.end, start)):
        return tuple(_equals(parsed, near))
    free = [m for m in near if not _oblique(parsed, m)]
    if free:
        return tuple(_equals(parsed, free))
    if subject:
        return (context.speaker,)
    segment = _last(_SEGMENT, parsed, start)
    subjects = [m for m in before if m.span and m.span.start >= segment and _opens_clause(parsed, m)]
    return (subjects[-1],) if subjects else (context.speaker,)


def _narrowest(inside: list[Mention]) -> Mention:
    """Of 湖南省衡阳市… the last; of regions that stand apart in a name the first."""
    held = inside[0]
    for mention in inside[1:]:
        if held.span and mention.span and held.span.end == mention.span.start:
            held = mention
    return held


def _equals(parsed: Parsed, regions: list[Mention]) -> Iterator[Mention]:
    """The last region and those named as its equals, in order of the text; of 湖南省衡阳市 only the narrower."""
    held = [regions[-1]]
    begin = regions[-1].span.start if regions[-1].span else 0
    for mention in reversed(regions[:-1]):
        if not mention.span:
            break
        gap = _between(parsed, mention.span.end, begin)
        begin = mention.span.start
        if gap == "":  # each of a list may have its own: 浙江宁波、湖北宜昌
            continue
        if not _JOINED.fullmatch(gap):
            break
        held.append(mention)
    yield from reversed(held)


def _oblique(parsed: Parsed, mention: Mention) -> bool:
    if mention.span is None:
        return False
    left = parsed.text[: mention.span.start - parsed.start][-4:]
    return bool(_OBLIQUE.search(left)) and not _NOT_OBLIQUE.search(left) and not _after_region(parsed, mention.span)


def _after_region(parsed: Parsed, span: Span) -> bool:
    """Whether 和 or 与 before the region joins it to another: 廊坊和张家口."""
    return any(m.span and m.span.end == span.start - 1 for m in parsed.of(Kind.REGION))


def _opens_clause(parsed: Parsed, mention: Mention) -> bool:
    if mention.span is None:
        return False
    clause = _last(_CLAUSE, parsed, mention.span.start)
    if _BODY.match(parsed.text, mention.span.end - parsed.start):
        return False
    return bool(_OPENING.fullmatch(_between(parsed, clause, mention.span.start)))


def _last(marks: frozenset[str], parsed: Parsed, before: int) -> int:
    """The document offset after the last of these characters before `before`, else the start of the sentence."""
    begins = _begins(parsed.text, marks)
    return parsed.start + begins[max(0, bisect_right(begins, before - parsed.start) - 1)]


@lru_cache(maxsize=8)  # of one sentence many names are asked for
def _begins(text: str, marks: frozenset[str]) -> tuple[int, ...]:
    """Where the stretches of the text begin that these characters part."""
    return (0, *(at + 1 for at, character in enumerate(text) if character in marks))


def _between(parsed: Parsed, start: int, end: int) -> str:
    return parsed.text[start - parsed.start : end - parsed.start]
