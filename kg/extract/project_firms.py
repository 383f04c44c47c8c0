"""Whose a project is: a firm in its name, or one that the sentence says builds it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from kg.extract import enterprise_names, enterprise_works, project_gazetteer
from kg.extract.enterprise_words import central, is_brand, is_common, words
from kg.extract.patterns import alternatives
from kg.extract.project_names import Name
from kg.extract.project_proper import is_located, is_route
from kg.model import Kind, Mention, Parsed

_EXTENDED = re.compile(r"[一二三四五六七八九十]+期|改?扩建|(?:全面)?技改|(?:全面)?技术改造|总部|搬迁")
_BUILDS = re.compile(
    r"(?:计划|拟|将|已|正)?(?:总?投资|出资|斥资)?(?:[约近超]?\d[\d.]*[万亿]+元)?"
    r"(?:投资|建设|承建|新建|兴建|打造|实施|开发|运营|牵头|参与|的)+"
)
# What the state builds, and what bears a river's or a route's coined name: 引江入湖, 甲乙扩容.
_PUBLIC = re.compile(
    r"高速|高铁|铁路|公路|扩容|水库|水电|灌区|港区|机场|遗址|博物馆|电网|主网架|直流|特高压|保护|传承|[江河湖][^、]{0,3}(?:段|整治)|[水电气煤油][东西南北入]|协同|互济|[入引].|R\d"
)
_MAKING = frozenset({"site", "platform"})
_RAISING = frozenset({"works", "energy"})  # what a firm's brand may stand before; a place stands before the others


def firms_of(parsed: Parsed) -> tuple[Mention, ...]:
    """The firms that the sentence names, longest name first."""
    found = chain(enterprise_names.find(parsed), enterprise_works.built(parsed))
    held = {firm.mention.text: firm.mention for firm in found}
    return tuple(sorted(held.values(), key=lambda m: (-len(m.text), m.text)))


def may_be_firms(name: Name, text: str) -> bool:
    """Whether a firm is worth looking for: beside what firms build, or where the sentence speaks of firms."""
    return name.head is None or name.head.group in _MAKING | _RAISING or "集团" in text or "公司" in text


def firm_of(parsed: Parsed, name: Name, firms: Sequence[Mention]) -> Mention | None:
    """The firm that a project's name holds or begins with, else the one that builds it."""
    span = parsed.span(name.start, name.end)
    inside = [m for m in firms if m.span and span.contains(m.span) and m.span != span]
    if inside:
        return inside[0]
    if other := next((m for m in firms if m.text in name.text and m.text != name.text), None):
        return other
    return next(chain(_leading(parsed, name), _builder(parsed, name, firms)), None)


def _leading(parsed: Parsed, name: Name) -> Iterator[Mention]:
    """The firm at the start of a name, or after the region there: 中石油, 贵州能源, an unknown brand."""
    regions = [m.span for m in parsed.of(Kind.REGION) if m.span and m.span.start == parsed.start + name.start]
    after = regions[0].end - parsed.start if regions else name.start
    for at in dict.fromkeys((name.start, after)):
        found = _central().match(parsed.text, at, name.end)
        if found and (len(found[0]) > 2 or name.known or _goes_on(parsed, found.end(), name)):
            yield _mention(parsed, at, found.end())
    found = _suffix().match(parsed.text, after, name.end)
    if found and _goes_on(parsed, found.end(), name):  # 贵州能源, 长江存储
        yield _mention(parsed, after if found["brand"] else name.start, found.end())
    yield from _branded(parsed, name, after)


def _goes_on(parsed: Parsed, at: int, name: Name) -> bool:
    """Whether what follows a firm's suffix is what a firm has: 三期, 技改, a place."""
    if at >= name.end:
        return False
    placed = any(m.span and m.span.start - parsed.start == at for m in parsed.of(Kind.REGION))
    return placed or _EXTENDED.match(parsed.text, at) is not None


def _branded(parsed: Parsed, name: Name, start: int) -> Iterator[Mention]:
    """A word that no dictionary has, before what a firm makes or extends."""
    if name.head is not None and name.head.group not in (_MAKING if name.shared else _RAISING):
        return
    at = bisect_right(parsed.ends, start)
    word, end = (parsed.words[at], parsed.ends[at]) if start < name.end else ("", start)
    if not word or end - len(word) != start or end >= name.end or is_located(word, word):
        return
    if not is_brand(word) and not (name.listed and _is_brand_known(word)):
        return
    if not _PUBLIC.search(word + parsed.text[end : name.end]) and not parsed.text[end].isdecimal():
        yield _mention(parsed, start, end)


def _is_brand_known(text: str) -> bool:
    """Whether the dictionary has a word as a name, and not as a place's."""
    return project_gazetteer.is_known_brand(text) and not is_route(text) and not is_common(text)


def _builder(parsed: Parsed, name: Name, firms: Sequence[Mention]) -> Iterator[Mention]:
    """甲集团投资建设的乙水库, 甲集团乙项目: the firm before the verb."""
    for firm in firms:
        if firm.span and firm.span.end <= parsed.start + name.start:
            between = parsed.text[firm.span.end - parsed.start : name.start]
            if _BUILDS.fullmatch(between):
                yield firm


@cache
def _central() -> re.Pattern[str]:
    return re.compile(alternatives(central()))


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(rf"(?P<brand>[\u4e00-\u9fff]{{0,3}}?)(?:{alternatives(words('suffix'))})")


def _mention(parsed: Parsed, start: int, end: int) -> Mention:
    return Mention(Kind.ENTERPRISE, parsed.text[start:end], parsed.span(start, end))
