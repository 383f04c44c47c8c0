"""Programmes of the country that regions carry out under its name, and the 平安, 法治, 美丽 … of a region's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.patterns import alternatives
from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import BRACKETED, Flat
from kg.extract.programmes.named import Name

# A name that qualifies a thing: 乡村振兴示范县, “一带一路”沿线国家.
_NO_TAIL = (
    r"(?![”’]?(?:示范|片区|局|学院|试验|沿线|国家|相关|公司|集团|合作伙伴|车站|领域|条例|补贴|经贸|工作队|重点帮扶县|投资"
    r"|名单|建设名单|等?方式|成果应用|项目))"
)
_CLOSING = r"(?:战略|(?<=脱贫攻坚)战|机制)?"
# Two provinces by their short names that work together: 闽宁协作, 粤桂东西部协作.
_PROVINCE = "[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁蒙]"
_PAIR = re.compile(rf"{_PROVINCE}{{2}}(?:东西部|对口|扶贫|产业|战略)?(?:协作|合作){_NO_TAIL}(?!社)")
# Electricity of one region for another: 西电东送, 宁电入湘, 川电外送.
_POWER = re.compile(
    rf"(?<=[推促]进|推动|加快|实施|深化|做好|扩大)(?:[东西南北外]电(?:[东西南北]送|入{_PROVINCE})|{_PROVINCE}电(?:外送|[东西南北]送|[入送]{_PROVINCE}))"
)
# A field that is to raise a place: 科技兴农, 文旅兴县产业强县.
_RAISING = re.compile(
    rf"(?<=[推促]进|推动|实施|深化)[\u4e00-\u9fff]{{2}}[兴润][省市州县区乡农海林企边疆{_PROVINCE[1:-1]}](?:[\u4e00-\u9fff]{{2}}强[省市州县区])?(?=[，。；、])"
)
# Deeds that a government promises for a year: 十件民生实事, 20项重点惠民实事.
_DEEDS = re.compile(r"(?:\d+|[一二三四五六七八九十百]+|“\d+\+\d+”)[件项大个](?:省级|市级|重点|重大)?(?:民生|惠民)实事")
_MARKED = (
    ("实事", _DEEDS),
    ("作", _PAIR),
    ("电", _POWER),
    ("兴", _RAISING),
    ("润", _RAISING),
)  # by a character that each of their names holds
# What a region wants to be or to have: 建设全域无废城市, 打造湖区开放先行区.
# What is only striven for: 争取更多项目纳入“两重”.
_SOUGHT = re.compile(r"争取[^，。；]*$|纳入[^，。；]*$|(?:通过|采取|采用|以)“?$")
_CIVIC = re.compile(r"(?:平安|法治|美丽|绿美|健康|诚信|书香|文明|幸福|信用|数字|创新型)$")
_CIVIC_LIST = re.compile(
    r"(?:[、和]?(?:平安|法治|美丽|健康|诚信|书香|文明|幸福|信用|数字)[\u4e00-\u9fff]{2,3})*建设(?![者用项])"
)


def names(flat: Flat, taken: list[tuple[int, int]]) -> Iterator[Name]:
    """The names that no other rule has found; `taken` are the places of those that one has."""
    held = list(taken)
    patterns = (_pattern(), *(pattern for mark, pattern in _MARKED if mark in flat.raw))
    for found in (match for pattern in patterns for match in pattern.finditer(flat.raw)):
        start, end = found.span()
        sought = _SOUGHT.search(flat.text, max(0, start - 24), start)
        if not sought and flat.text[start] != BRACKETED and not any(s < end and start < e for s, e in held):
            held.append((start, end))
            yield Name(start, end, "", "national", 0.8)
    for start, end in sorted(flat.regions):
        civic = _CIVIC.search(flat.text, 0, start)
        closing = _CIVIC_LIST.match(flat.text, end)
        if civic and closing and not any(s < end and civic.start() < e for s, e in held):
            stop = end + 2 if flat.text.startswith("建设", end) else end
            yield Name(civic.start(), stop, "" if stop > end else "建设", "civic", 0.7)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(lexicon.national())}){_CLOSING}{_NO_TAIL}")
