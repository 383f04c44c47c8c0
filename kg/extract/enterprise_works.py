"""Firms named beside what they build: a region, a brand, and a project, or a plant that is extended."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from kg.extract.enterprise_names import Firm, branch_from, branch_to, mention_of, region_at
from kg.extract.enterprise_words import central, frequency, is_brand, is_common, words
from kg.extract.industry_register import words as industry_words
from kg.extract.patterns import alternatives
from kg.model import Kind, Mention, Parsed, Span

_CLAUSE = re.compile(r"[^，,。；;：:！!？?\n（）()]+")
_BUILDS = re.compile(r"项目|工程|开工|投产|建成|竣工|投运|达产|攻克|打破|产业园|技改|扩建|[一二三四]期")
_EXPANDS = re.compile(r"[一二三四]期|改?扩建|(?:全面)?技改|(?:全面)?技术改造")
_CAPACITY = re.compile(r"[\d.]+(?:万吨|亿立方米|万千瓦|兆瓦|万台|万辆|亿吨|GWh|GW|MW)(?:/年)?")


def built(parsed: Parsed) -> Iterator[Firm]:
    """The firms that a clause about works names, in order of the text."""
    if not _BUILDS.search(parsed.text) or "有限公司" in parsed.text:
        return
    for clause in _CLAUSE.finditer(parsed.text):
        if _BUILDS.search(clause[0]):
            for index in _words(parsed, *clause.span()):
                yield from _at(parsed, index, clause.end())
            yield from _capacity(parsed, clause.start(), clause.end())


def _words(parsed: Parsed, start: int, end: int) -> range:
    """The words, by number, that lie between two offsets."""
    return range(bisect_left(parsed.ends, start) + 1 if start else 0, bisect_right(parsed.ends, end))


def _at(parsed: Parsed, index: int, end: int) -> Iterator[Firm]:
    """The firm whose name begins with the token at `index`, where a region or the start of an item precedes it."""
    text, start = parsed.text, _start(parsed, index)
    region = region_at(parsed, start, starts=False)
    if not region and not _opens(parsed, index):
        return
    here = region_at(parsed, start, starts=True)
    name = _known_at(text, start)
    if here and here.span:
        close = _regional(text, here.span.end - parsed.start)
        if close:
            yield Firm(mention_of(parsed, Span(start, close)), "works", here)
    elif name:
        if region or _EXPANDS.match(text, name):
            yield Firm(mention_of(parsed, Span(start, name)), "works", region, branch_from(parsed, name, end))
    elif index + 1 < len(parsed.words) and parsed.words[index + 1] in words("suffix"):
        yield from _suffixed(parsed, index, region)
    else:
        yield from _branded(parsed, index, region, end)


def _start(parsed: Parsed, index: int) -> int:
    return parsed.ends[index - 1] if index else 0


def _suffixed(parsed: Parsed, index: int, region: Mention | None) -> Iterator[Firm]:
    """BRAND科技, BRAND电工: after a region, or before what is built there."""
    brand, suffix = parsed.words[index : index + 2]
    start, close = _start(parsed, index), parsed.ends[index + 1]
    if is_common(brand) or not 2 <= len(brand) <= 4 or brand[0] in _TECHNICAL:
        return
    new = is_brand(brand)
    placed = region is not None and (new or frequency(brand) < 300)
    if placed or (new and _works().match(parsed.text, close)) or _EXPANDS.match(parsed.text, close):
        industry = branch_to(parsed, close - len(suffix), close) if suffix.endswith("业") else None
        yield Firm(mention_of(parsed, Span(start, close)), "works", region, industry)


def _branded(parsed: Parsed, index: int, region: Mention | None, end: int) -> Iterator[Firm]:
    """REGION BRAND PRODUCT in a list of projects, or BRAND…技改项目."""
    text, brand = parsed.text, parsed.words[index]
    start, stop = _start(parsed, index), parsed.ends[index]
    item = re.match(r"[^、和等]*", text[stop:end])
    rest = item[0] if item else ""
    if not is_brand(brand) or brand[-1] in _PLACE_ENDS or _NO_FIRM.search(rest):
        return
    if region and len(rest) >= 2 and _PROJECTS.search(text[stop:end]):
        yield Firm(mention_of(parsed, Span(start, stop)), "works", region, branch_from(parsed, stop, end))
    elif rest and re.search(r"(?:技改|改?扩建)(?:项目|工程)?$", rest):
        yield Firm(mention_of(parsed, Span(start, stop)), "works")


def _regional(text: str, start: int) -> int:
    """The end of a name of region and suffix (上海石化) that is being extended; 0 where there is none."""
    found = _suffix().match(text, start)
    return found.end() if found and _EXPANDS.match(text, found.end()) else 0


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(alternatives(words("suffix")))


_NO_FIRM = re.compile(
    r"^[\d“”]|高速|铁路|高铁|机场|水库|大桥|公路|灌区|古城|老城|景区|工程有限|^[港区县镇市乡村江河湖]"
)
_PROJECTS = re.compile(r"等.{0,16}(?:项目|工程)")
_TECHNICAL = frozenset("制产储输变发供售加")  # 制氢装备, 储热材料: coinages, no brands
_PLACE_ENDS = frozenset("高铁港桥路线河江山湖库站园城镇区县村岛湾寺馆院峡渠坝泉岭口田林厂所")


@cache
def _works() -> re.Pattern[str]:
    return re.compile(alternatives(words("works")))


def _opens(parsed: Parsed, index: int) -> bool:
    """Whether an item of a list, or the object of a verb, begins at this token."""
    if index == 0:
        return True
    left = parsed.words[index - 1]
    return (
        left in words("verb")
        or left in industry_words("push")
        or left in {"启动", "开工"}
        or not re.search(r"\w", left)
        or left in {"和", "与", "及"}
    )


def _known_at(text: str, start: int) -> int:
    """The end of the central enterprise's name at `start`, 0 where there is none."""
    found = _central().match(text, start)
    return found.end() if found else 0


@cache
def _central() -> re.Pattern[str]:
    return re.compile(alternatives(central()))


def _capacity(parsed: Parsed, start: int, end: int) -> Iterator[Firm]:
    """BRAND REGION 400万吨PRODUCT项目: the brand before a region that a capacity follows, and its equals before it."""
    text = parsed.text
    for region in parsed.of(Kind.REGION):
        if not region.span:
            continue
        a, b = region.span.start - parsed.start, region.span.end - parsed.start
        if not start <= a < b <= end:
            continue
        size = _CAPACITY.match(text, b) or re.match(rf"[、和][^、和]{{4,8}}?{_CAPACITY.pattern}", text[b:end])
        brand = re.search(r"(?<![^、和，。；,;])[\u4e00-\u9fff]{2,4}$", text[start:a])
        if not size or not brand or is_common(brand[0]) or brand[0] in words("verb"):
            continue
        after = size.end() if size.re is _CAPACITY else b + size.end()
        span = Span(start + brand.start(), start + brand.end())
        yield Firm(mention_of(parsed, span), "capacity", region, branch_from(parsed, after, end))
