"""What a list is called that 等 closes, and whether that makes industries of its members: 等产业, 等赛道."""

from __future__ import annotations

import re

from kg.extract.industry_lists import Listed
from kg.extract.industry_pieces import builds_up

_CLASS = re.compile(
    r".{0,6}?(?:未来|新兴|优势|特色|支柱|主导|传统|战略性|细分|重点|标志性)*"
    r"(?:产业(?:集群|链条?|带)?|集群|行业|新?业态|新?模式|手工业|服务业|制造业|加工业|农业|工业|经济|装备|新?赛道"
    r"|(?:经济|消费)?增长[点极]|旅游|服务贸易)"
)


def class_end(text: str, listed: Listed, named: int, strong: int) -> int:
    """The end of the class word that follows 等: 等新兴产业|加速; 0 where what follows is no class of industries.

    A class that is only part of another word (产业园区, 行业耦合) needs half of the items named by themselves.
    """
    klass = listed.klass
    if klass is None:
        return 0
    found = _CLASS.match(text[klass.start : klass.end])
    if not found:
        return _field_end(text, listed, strong)
    end = klass.start + found.end()
    if _OTHER.match(text, end):
        return 0
    sure = found[0].endswith(_SURE) and not text.startswith(_PART, end)
    enough = named >= (1 if end == klass.end else (len(listed.runs) + 1) // 2)
    return end if sure or enough else 0


# Fields that are spoken of as industries: 等领域布局, 等领域持续领跑; what 发展 has for its object is no consumption.
_FIELD = re.compile(r"(?:重点|关键|前沿|新兴|优势|细分|特色|未来|产业)*领域")
_LIVES = re.compile(
    r"布局|服务供给|催生|集聚|培育|发展|产业|企业(?:加|集|成|快)|(?:持续|加速|加快|稳步|全面|率先|竞相)?(?:发展|领跑|领先|抢占|突破发展|崛起|壮大|成势|形成|涌现|走在|拓展)"
)
_SPENT = re.compile(r"(?:新型|新兴|特色|潜力)*(?:服务)?消费(?=[，。；、]|$)")


def _field_end(text: str, listed: Listed, strong: int) -> int:
    """The end of 领域 where at least half of what it closes are industries, and they are built up or live."""
    if listed.klass is None or strong < (len(listed.runs) + 1) // 2:
        return 0
    start = listed.klass.start
    found = _FIELD.match(text, start)
    if found and (_LIVES.match(text, found.end()) or (listed.verb and _STOPS.match(text, found.end()))):
        return found.end()
    spent = _SPENT.match(text, start) if builds_up(listed.verb) else None
    return spent.end() if spent else 0


_STOPS = re.compile(r"[，。；、,;]|$")
_SURE = ("产业", "集群", "产业链", "业态", "手工业", "制造业", "服务业")
_PART = ("园", "基地", "区")
_OTHER = re.compile(
    r"固废|固体废|废[弃水气物]|(?:创新|公共|服务|研发|孵化|应用)?(?:平台|中心|载体)|街区|作物|牧业|企业|产品|技术|人才|项目|设施|主体|大会|隐患|纠纷|和?领域|拓展"
)
