"""The subject that a metric's name opens with: a quoted name, a place, a body (长沙机场 | 旅客年吞吐量)."""

from __future__ import annotations

import re

from kg.extract.statistics.head import Head
from kg.extract.statistics.lexicon import words
from kg.register import DEICTIC

# A place or body named with its region (上海港, 武汉都市圈, 天竺综保区) is whom the rest of the name describes.
_ZONES = (
    "都市圈|城市群|经济圈|经济区|先行示范区|一体化发展示范区|合作区|改革试点|产业园区?|工业园区?|科技园区?|综合保税区|综保区"
    "|保税区|保税港区|高新区|经开区|开发区|自贸区|自贸试验区"
)
_ENTITY = re.compile(
    rf"[^，、；：的\d]{{0,14}}?(?:{_ZONES}|港|机场|电厂|电站|集团|公司|银行|大学|证券交易所)(?=[^，、；：的\d]{{2}})"
)
_ZONE = re.compile(rf"[^，、；：的\d]{{2,14}}?(?:{_ZONES})(?=[^，、；：的\d]{{2}})")
_HINT = re.compile("[圈群区园点港场厂站团司行学所]")  # what an entity ends in
_DRIVES = re.compile(r"(?<=[^\d，；。]{2})(?:带动|拉动|撬动)(?=[^，；。]{4})")  # 以旧换新 | 带动 | 汽车零售额增长
_COMMON = re.compile(
    r"国家|省|市|级|全|各|新|重点|类|型|以上|等|个|跨|上市|国有|民营|外资|规[上模]|企业|国际|农村|综合|中小|普通|绿色|零碳|特色|示范"
)


def entity(head: Head, text: str, starts: frozenset[int]) -> None:
    if not head.named or _HINT.search(text, head.start, head.end) is None:
        return
    region = head.region
    near = region is not None and region.span is not None and region.span.end == head.start
    if region is not None and region.span is not None and near and region.text not in DEICTIC:
        found, begin = _ENTITY.match(text, head.start, head.end), region.span.start
    else:
        found, begin = _ZONE.match(text, head.start, head.end), head.start
        found = None if found and _COMMON.search(found.group()) else found
    several = found is not None and ("、" in text[found.end() : head.end] or text.endswith("等", 0, head.end))
    if found is None or found.end() not in starts or head.subject is not None or several:
        return
    head.subject, head.start = (begin, found.end()), found.end()


def _long(head: Head, text: str) -> bool:
    """A name that must hold a clause: a very long one, or one of growth that something else has driven."""
    length = head.end - head.start
    return length > 24 or (
        head.kind == "change" and length > 10 and _DRIVES.search(text, head.start, head.end) is not None
    )


def quoted_or_regional(head: Head, text: str, starts: frozenset[int]) -> bool:
    """“金芙蓉”基金赋能项目, 长沙…城市新增研发机构: a named subject goes to `subject`, its verb opens the name."""
    quoted = text[head.start] == "“" if head.named else False
    if not head.named or not (quoted or head.region is not None or _long(head, text)):
        return False
    closed = text.find("”", head.start, head.end) + 1 if quoted else head.start
    for at in range(head.end - 2, head.start, -1):
        if at not in starts or at < closed:
            continue
        for verb in words("cut"):
            if text.startswith(verb, at) and at + len(verb) <= head.end - 3 and at + len(verb) in starts:
                kept = verb in words("keep") and not (
                    head.kind == "change" and _DRIVES.search(text, head.start, at + 6)
                )
                named = head.region is not None and head.region.text not in DEICTIC and head.region.span is not None
                if quoted:
                    head.subject = (head.start, at)
                elif named and head.region is not None and head.region.span is not None:
                    begin = head.region.span.start
                    if head.region.span.end == head.start and at > head.start:
                        head.subject = (begin, at)  # 甲城全国茶业中心城市 | 新增研发机构
                head.start = at if kept else at + len(verb)
                return True
    return False
