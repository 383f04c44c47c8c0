"""What stands beside a firm's name: the region it moves to, and the branch that a list of firms leads or makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from kg.extract.enterprise_goods import goods_mention
from kg.extract.enterprise_names import branch_to, region_at
from kg.extract.enterprise_words import words
from kg.extract.patterns import alternatives
from kg.model import Mention, Parsed, Span

_PLACED = re.compile(
    r"(?:[将把][^，。；]{0,8}?|已|也|均|先后|成功|正式|总部|签约|全国|区域|纷纷|相继)*(?:落户|入驻|进驻|迁入|迁至|落地|落子)(?:于|在|到)?"
)


_ITEM_AFTER = re.compile(r"[、和与及][^、，。；和与及等将把]{1,14}")
ITEM_BEFORE = re.compile(r"(?P<item>[^、，。；：（）和与及等的了]{2,16})[、和与]$")
_ITEMS_BEFORE = re.compile(ITEM_BEFORE.pattern.removesuffix("$"))


def list_end(text: str, at: int) -> int:
    """The end of a list of which an item ends at `at`."""
    return _ends(text).get(at, at)


@lru_cache(maxsize=16)
def _ends(text: str) -> Mapping[int, int]:
    """Where each list ends, by the offsets where its items end."""
    held: dict[int, int] = {}
    for item in reversed(list(_ITEM_AFTER.finditer(text))):
        held[item.start()] = held.get(item.end(), item.end())
    return held


@lru_cache(maxsize=16)
def _begins(text: str) -> Mapping[int, int]:
    """Where each list begins, by the offsets where its items begin."""
    held: dict[int, int] = {}
    for item in _ITEMS_BEFORE.finditer(text):
        held[item.end()] = held.get(item.start(), item.start())
    return held


def place(parsed: Parsed, span: Span) -> Mention | None:
    """The region that a firm, or the list it is in, moves to; else the one right before its name."""
    end = list_end(parsed.text, span.end)
    for at in dict.fromkeys((span.end, end)):
        if (found := _PLACED.match(parsed.text, at)) and (here := region_at(parsed, found.end(), starts=True)):
            return here
    return region_at(parsed, span.start, starts=True) or region_at(parsed, span.start, starts=False)


_LINE = re.compile(
    r"(?:产业|行业|领域|方面|赛道|产业链|板块|产业集群)?，?(?:已|先后|相继|成功|我区|我市|我县|全区|全市|全县)*$"
)


def branch(parsed: Parsed, span: Span) -> Mention | None:
    """The industry that the list of firms is said to lead, or that gathers them: 为龙头的X产业, X产业集聚了A、B."""
    text = parsed.text
    if (found := _leading().match(text, span.end)) and (branch := branch_to(parsed, *found.span("line"))):
        return branch
    if found := _of_line().match(text, span.end):
        return goods_mention(parsed, *found.span("line"))
    start = _begins(text).get(span.start, span.start)
    verbs = list(_GATHERS.finditer(text, max(0, start - 4), span.start))
    if not verbs:
        return None
    first = verbs[0].start()
    line = _LINE.search(text, max(0, first - _NEAR), first)
    return branch_to(parsed, max(0, line.start() - 10), line.start()) if line else None


_NEAR = 60
_GATHERS = re.compile(r"集聚了?|聚集了?|拥有|形成了?|涌现出?了?|培育了?|引进了?|引育了?|汇聚了?|落户了?")


@cache
def _of_line() -> re.Pattern[str]:
    """A、B等…泵业企业: a line of goods before 企业."""
    goods = alternatives(words("product") | words("sure") - words("firm"))
    return re.compile(
        rf"[^，。；等]{{0,40}}?等[\d数多十百]*家?(?:{alternatives(words('class'))}|[\d一二两三四五六七八九十]+[余多]?家|一批|行业)*"
        rf"(?P<line>[\u4e00-\u9fff]{{0,4}}?(?:{goods}|制造|加工))类?(?:生产|制造)?(?:企业|公司|厂家)"
    )


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(
        rf"[^，。；]{{0,40}}?为(?:{alternatives(words('lead'))})的(?P<line>[^，。；、的]{{2,14}}?)(?:产业|集群|产业链|产业集群|板块)"
    )
