"""Expressions of time and the periods they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.periods import Role, find, plan


@pytest.mark.parametrize(
    ("text", "period", "role"),
    [
        ("2025年", "2025", Role.IN),
        ("截至2025年底", "2025", Role.AT),
        ("到2030年", "2030", Role.BY),
        ("从2017年的", "2017", Role.FROM),
        ("比2020年", "2020", Role.BASE),
        ("较上年", "2025", Role.BASE),
        ("去年", "2025", Role.IN),
        ("去年前三季度", "2025-Q1/2025-Q3", Role.IN),
        ("上半年", "2026-H1", Role.IN),
        ("今年7月底的", "2026-07", Role.IN),
        ("2021年1月至6月", "2021-01/2021-06", Role.IN),
        ("“十四五”时期", "2021/2025", Role.SPAN),
        ("“十五五”末", "2030", Role.BY),
        ("五年来", "2021/2025", Role.SPAN),
        ("过去一年", "2025", Role.SPAN),
        ("2020年到2025年", "2020/2025", Role.SPAN),
        ("2016-2020年", "2016/2020", Role.SPAN),
        ("一九五二年", "1952", Role.IN),
        ("2024年3月5日", "2024-03-05", Role.IN),
    ],
)
def test_find(text: str, period: str, role: Role) -> None:
    (found,) = find(text, 2026)
    assert (found.period, found.role) == (period, role)
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize("text", ["年均增长", "五大产业", "第三季度末尾的第十五届", "两年多的时间"])
def test_what_is_no_year(text: str) -> None:
    assert all(not found.period or "Q" in found.period for found in find(text, 2026))


@pytest.mark.parametrize("text", ["去年", "今年", "过去五年", "上半年"])
def test_without_a_year_nothing_is_guessed(text: str) -> None:
    assert [found.period for found in find(text, None)] == [""]


@pytest.mark.parametrize(
    ("name", "span"),
    [("一五", "1953/1957"), ("二五", "1958/1962"), ("三五", "1966/1970"), ("“十四五”", "2021/2025"), ("百五", "")],
)
def test_plans(name: str, span: str) -> None:
    assert plan(name) == span


@given(st.integers(min_value=1900, max_value=2099), st.integers(min_value=1, max_value=12))
def test_months(year: int, month: int) -> None:
    (found,) = find(f"{year}年{month}月", 2026)
    assert found.period == f"{year}-{month:02d}"
