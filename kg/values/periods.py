"""Expressions of time in official Chinese, read to ISO periods: 2025, 2021/2025, 2025-06, 2025-Q1/2025-Q3.

`find` needs the year that 今年 means; without it 去年 and the like are found but have no period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.values.numbers import read


class Role(StrEnum):
    """How the expression is bound to what follows."""

    IN = "in"  # 2025年, 去年, 前三季度
    AT = "at"  # 截至2025年底: a state read at that time
    BY = "by"  # 到2030年: a time in view
    FROM = "from"  # 从2017年
    BASE = "base"  # 比2017年, 较上年: what a change is measured against
    SPAN = "span"  # 五年来, “十四五”时期, 2020年到2025年


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time in a text: its place, its period (empty where it cannot be known), its role."""

    start: int
    end: int
    period: str
    role: Role

    @property
    def first(self) -> str:
        return self.period.partition("/")[0]

    @property
    def last(self) -> str:
        return self.period.rpartition("/")[2]


_YEAR = r"(?:1[89]\d\d|20\d\d|一九[〇零○一二三四五六七八九]{2}|二[〇零○]{1}[〇零○一二三四五六七八九]{2})年?"
_FULL_YEAR = _YEAR.replace("年?", "年")
_RELATIVE = r"(?:去年|上年|前年|今年|本年|当年|明年)"
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月"
_PLAN = r"[“\"「]?(?:[一二三四五六七八九]|十[一二三四五六七八]?)五[”\"」]?"
_EXPRESSION = re.compile(
    rf"(?P<lead>截至|截止到?|截止|到|至|从|自|比|较)?"
    rf"(?:(?P<span>(?P<from>{_FULL_YEAR}|{_YEAR}(?=[—\-－–]))(?:[—\-－–至到])(?P<to>{_FULL_YEAR}))"
    rf"|(?P<year>{_FULL_YEAR}|{_RELATIVE})"
    rf"(?:(?P<m1>{_MONTH}|\d{{1,2}}(?=[—\-－–至到]\d{{1,2}}月))(?:[—\-－–至到](?P<m2>{_MONTH}))?(?P<day>\d{{1,2}}日)?"
    rf"|(?P<quarters>前[一二三]季度)|(?P<quarter>第?[一二三四]季度)|(?P<half>上半年|下半年))?"
    rf"|(?P<bare>前[一二三]季度|上半年|下半年|(?<!第)[一二三四]季度)"
    rf"|(?P<plan>{_PLAN})(?=期间|时期|以来|末|[，、]|这五年|规划期|收官|五年|，)"
    rf"|(?P<past>(?:这|过去|近|前|最近)?(?P<n>[一二两三四五六七八九十]|\d{{1,2}})年(?:多)?(?:来|以来|间|中|期间|里)|(?:过去|近|这|刚过去的|前)(?P<n2>[一二两三四五六七八九十]|\d{{1,2}})年|过去一年|过去的一年)"
    rf")(?P<tail>底|末|初|年底|年末|中期)?(?P<after>以来|期间|时期|前|年)?的?"
)
_PLAN_ORDER = {
    name: order
    for order, name in enumerate(
        (
            "一",
            "二",
            "三",
            "四",
            "五",
            "六",
            "七",
            "八",
            "九",
            "十",
            "十一",
            "十二",
            "十三",
            "十四",
            "十五",
            "十六",
            "十七",
        ),
        1,
    )
}
_LEADS = {
    "截至": Role.AT,
    "截止": Role.AT,
    "截止到": Role.AT,
    "到": Role.BY,
    "至": Role.BY,
    "从": Role.FROM,
    "自": Role.FROM,
    "比": Role.BASE,
    "较": Role.BASE,
}
_RELATIVE_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}


def plan(name: str) -> str:
    """The span of a five-year plan by its short name: 十四五 → 2021/2025, 一五 → 1953/1957."""
    order = _PLAN_ORDER.get(name.strip('“”"「」').removesuffix("五"))
    if order is None:
        return ""
    start = {1: 1953, 2: 1958}.get(order, 2001 + 5 * (order - 10))
    return f"{start}/{start + 4}"


def find(text: str, year: int | None) -> Iterator[Time]:
    """The expressions of time in `text`, left to right; `year` is what 今年 means."""
    for found in _EXPRESSION.finditer(text):
        parts = found.groupdict()
        period, role = _period(parts, year)
        lead = _LEADS.get(parts["lead"] or "")
        if lead is not None:
            role = lead
        yield Time(found.start(), found.end(), period, role)


def _period(parts: dict[str, str | None], year: int | None) -> tuple[str, Role]:
    if parts["span"]:
        return f"{_year(parts['from'] or '', year)}/{_year(parts['to'] or '', year)}", Role.SPAN
    if parts["plan"]:
        span = plan(parts["plan"])
        return (span.rpartition("/")[2], Role.BY) if parts["tail"] else (span, Role.SPAN)
    if parts["past"]:
        return _past(parts, year), Role.SPAN
    if parts["bare"]:
        return (_within(str(year), parts["bare"]) if year else ""), Role.IN
    base = _year(parts["year"] or "", year)
    if base and parts["m1"]:
        return _months(base, parts["m1"], parts["m2"], parts["day"]), Role.IN
    within = parts["quarters"] or parts["quarter"] or parts["half"]
    return (_within(base, within) if base and within else base), Role.IN


def _year(written: str, year: int | None) -> str:
    if written in _RELATIVE_YEARS:
        return str(year + _RELATIVE_YEARS[written]) if year else ""
    value = read(written.rstrip("年"))
    return str(value) if value is not None else ""


def _past(parts: dict[str, str | None], year: int | None) -> str:
    """五年来 of a report of 2026 is 2021/2025: the last year that is over closes it."""
    count = read(parts["n"] or parts["n2"] or "一")
    if year is None or count is None:
        return ""
    return str(year - 1) if count == 1 else f"{year - int(count)}/{year - 1}"


def _months(year: str, first: str, last: str | None, day: str | None) -> str:
    start = f"{year}-{_number(first):02d}"
    if last:
        return f"{start}/{year}-{_number(last):02d}"
    return f"{start}-{int(day.rstrip('日')):02d}" if day else start


def _number(month: str) -> int:
    return int(read(month.rstrip("月")) or 0)


_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def _within(year: str, part: str) -> str:
    if part in {"上半年", "下半年"}:
        return f"{year}-H{1 if part == '上半年' else 2}"
    last = next(number for name, number in _QUARTERS.items() if name in part)
    return f"{year}-Q1/{year}-Q{last}" if part.startswith("前") else f"{year}-Q{last}"
