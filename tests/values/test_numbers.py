"""Numerals: what they are worth, and that writing and reading agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values import numbers

_DIGITS = "零一二三四五六七八九"


def _section(value: int) -> str:
    out, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return out


def spell(value: int) -> str:
    """A whole number below 10¹² in Chinese."""
    out = ""
    for power, name in ((8, "亿"), (4, "万"), (0, "")):
        section = value // 10**power % 10**4
        if section:
            out += ("零" if out and section < 1000 else "") + _section(section) + name
    return out or "零"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5.53万亿", "5530000000000"),
        ("3,507.6亿", "350760000000"),
        ("六百", "600"),
        ("一亿五千万", "150000000"),
        ("十", "10"),
        ("三点五", "3.5"),
        ("一点二亿", "120000000"),
        ("二〇二五", "2025"),
        ("两千三百四十五万", "23450000"),
        ("一万零三百", "10300"),
        ("万亿", "1000000000000"),
        ("四亿", "400000000"),
    ],
)
def test_read(written: str, value: str) -> None:
    assert numbers.read(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "约", "三多", "5.5家", "点五", "一二百三四"])
def test_what_is_no_numeral(written: str) -> None:
    assert numbers.read(written) is None


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_spelt_and_read_again(value: int) -> None:
    assert numbers.read(spell(value)) == value


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["", "万", "亿", "万亿", "千万"]))
def test_arabic_with_magnitude(value: int, magnitude: str) -> None:
    assert numbers.read(f"{value}{magnitude}") == value * (numbers.magnitude(magnitude) or 0)


@given(st.text(alphabet="０１２３，。萬億畝12,增長", max_size=30))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(numbers.fold(text)) == len(text)


def test_a_wide_comma_between_groups_of_three_is_no_clause_mark() -> None:
    assert numbers.fold("７，５００万元") == "7,500万元"
    assert numbers.fold("增长７，其中") == "增长7，其中"
