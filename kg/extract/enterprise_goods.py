"""Firms before what they make: BRAND光伏组件项目, BRAND生物医药产业园, and the branch that the goods say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.enterprise_brands import Line, is_name, opens
from kg.extract.enterprise_names import branch_to
from kg.extract.enterprise_words import central, words
from kg.extract.industry_register import terms
from kg.extract.patterns import alternatives
from kg.model import Kind, Mention, Parsed, Span

_WORKS = r"(?:项目|工程|基地|工厂|产业园|科技园|生产线|产线|总部|[一二三四五六]期|研发|改?扩建|技改)"
_MEMBERS = r"(?:[、和][^，。；：、等]{2,24}+){0,20}"
_LISTED = rf"{_MEMBERS}等[^，。；、]{{0,14}}?(?:项目|工程)"
# What stands before the goods and is no part of their name.
_SIZE = re.compile(
    r"(?:年产|年加工|总投资)?(?:\d[\d.]*+(?:[万亿]?(?:吨|台|套|辆|只|件|平方米|千瓦|亿元|立方米|瓦时)|GW[hH]?|MW)?(?:/年)?|高性能|高效|新一代|高端|先进|大型|新型|的)+"
)


def making(parsed: Parsed, line: Line) -> Iterator[tuple[Span, Mention]]:
    """Each firm that stands before its goods, where something is built or a list of works is closed."""
    text = line.text
    at = 0
    after = {start + 1 for start in line.rare if text[start] in _LEADS}  # the cutter glues 以 to a coinage
    starts = {found.start() for found in _centrals().finditer(text)}
    for start in sorted(line.rare | after | starts):
        if start < at or not opens(line, start):
            continue
        for end in _names(line, start):
            found = _built().match(text, end) or (
                _central_works().match(text, end) if _central(text, start, end) else None
            )
            goods = _goods(parsed, found) if found else None
            if found and goods:
                yield Span(start, end), goods
                at = end
                break


# No character of grammar or of a unit stands in the name of goods.
_FREE = r"[^\Wa-zA-Z\d_等和与及的个千伏]"
# What is named by where it stands and not by who builds it.
_SITED = (
    r"煤电|火电|水电|风电(?!装备|叶片|整机|设备)|光伏(?=发电|电站|项目|基地|[、和等])|核电|抽水蓄能|储能(?=电站|项目|[、和等])"
    r"|煤制|输变电|农业|文旅|旅游|文创|物流|养殖|种植|冷链|数据中心|算力|智算|炼化|供水|供热|环保|垃圾"
)
_LEADS = frozenset("的和与及以在由对将把")


@cache
def _centrals() -> re.Pattern[str]:
    return re.compile(alternatives(central()))


def is_about_works(text: str) -> bool:
    return _gate().search(text) is not None


def _central(text: str, start: int, end: int) -> bool:
    return text[start:end] in central()


def _goods(parsed: Parsed, found: re.Match[str]) -> Mention | None:
    if "line" in found.re.groupindex:
        return branch_to(parsed, *found.span("line"))
    goods = found["goods"]
    plain = goods in words("sure") or goods in words("loose")  # BRAND石化: the goods are the name's own suffix
    return None if plain and not found["size"] else goods_mention(parsed, *found.span("goods"))


def _names(line: Line, start: int) -> Iterator[int]:
    """Where a name that begins at `start` may end: a central enterprise, a coinage with its suffix or without."""
    text = line.text
    for size in range(2, 7):
        if text[start : start + size] in central():
            yield start + size
    for end in (start + 2, start + 3):
        if is_name(line, start, end) and text[end - 1] not in PLACES:
            found = _suffix().match(text, end)
            if found and found[0] in words("sure") and _gate().match(text, found.end()):
                return  # BRAND电缆产业园: the suffix is the name's
            if found and len(found[0]) < _FIELD and not _GENERIC.match(text, found.end()) and not _longer(text, found):
                yield found.end()
            yield end


def _longer(text: str, found: re.Match[str]) -> bool:
    """Whether a suffix is the beginning of a longer term of industries: 生物 of 生物医药."""
    return any(text[found.start() : end] in terms() for end in range(found.end() + 1, found.start() + 9))


PLACES = frozenset("高铁港桥路线河江湖山库站园城镇区县村岛湾寺院峡渠坝泉岭口田林所沟洲滩海")  # ends of names of places


_FIELD = 3  # so long a suffix (新能源) belongs to the goods


_GENERIC = re.compile(r"(?:组件|装备|材料|设备|机床|器件|系统|产业)")


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(alternatives(words("sure") | words("loose")))


@cache
def _gate() -> re.Pattern[str]:
    return re.compile(_WORKS)


@cache
def _central_works() -> re.Pattern[str]:
    """中核甲县、乙期等大型煤电项目: the works of a central enterprise in a list that says their branch."""
    return re.compile(rf"[^，。；、等]{{2,8}}{_MEMBERS}等(?P<line>[^，。；、]{{2,14}}?)(?:项目|工程)")


@cache
def _built() -> re.Pattern[str]:
    goods = alternatives(words("product") | {name for name, term in terms().items() if not term.weak})
    places = "".join(sorted(PLACES))
    return re.compile(
        rf"(?P<size>{_SIZE.pattern})?(?P<goods>(?!{_FREE}{{0,4}}?(?:{_SITED}))(?![{places}]){_FREE}{{0,4}}?(?:{goods})+)"
        rf"(?=(?:制造|生产|研发|智能|产业化)?{_WORKS}|{_LISTED})"
    )


def goods_mention(parsed: Parsed, start: int, end: int) -> Mention:
    text = parsed.text[start:end]
    return Mention(Kind.INDUSTRY, text, parsed.span(start, end), "", terms()[text].key if text in terms() else "")
