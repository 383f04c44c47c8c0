"""Dates to the day, terms of years and months, and what follows from them."""

from __future__ import annotations

import re
from datetime import date, timedelta

# The zero of a Chinese date is typed in many ways: 二〇一四, 二○一四, 二OO八, 二００八.
_ZEROS = "〇○零OＯ０0◯Ο"
_DIGITS = str.maketrans(_ZEROS + "一二三四五六七八九", "0" * len(_ZEROS) + "123456789")
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = rf"(?:(?:19|20)\d{{2}}|[一二][{_ZEROS}一二三四五六七八九]{{3}})"
DATE = rf"{_YEAR}\s*年(?:\s*{_DAY}\s*月(?:\s*{_DAY}\s*日)?)?|(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
_PARTS = re.compile(rf"(?P<y>{_YEAR})\s*[年\-/.](?:\s*(?P<m>{_DAY})\s*[月\-/.](?:\s*(?P<d>{_DAY})\s*日?)?)?")
# A date as news tells it, its year left to the day of the news: 7月1日, 今年7月1日, 去年12月.
TOLD = rf"{DATE}|(?:今年|去年|明年)(?:\s*{_DAY}\s*月)?(?:\s*{_DAY}\s*日)?|{_DAY}\s*月\s*{_DAY}\s*日"
_OF_YEAR = re.compile(rf"(?P<year>今年|去年|明年)?(?:\s*(?P<m>{_DAY})\s*月)?(?:\s*(?P<d>{_DAY})\s*日)?")
_SHIFT = {"去年": -1, "今年": 0, "明年": 1}
_AHEAD = 300  # days; a day this long before the news that tells of what is to come is one of the next year
MONTH, DAY = rf"{_DAY}\s*月", rf"{_DAY}\s*日"
TERM = r"(?P<amount>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s*个?(?P<measure>年半|年|月)"


def iso(text: str) -> str:
    """The first date in `text` as ISO, as exact as written (2024-03-04, 2024-03, 2024); empty where there is none."""
    found = _PARTS.search(text)
    if not found:
        return ""
    year = int(found["y"].translate(_DIGITS))
    month, day = (number(found[k]) if found[k] else None for k in ("m", "d"))
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return ""
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def told(text: str, year: int | None, today: str = "", *, past: bool) -> str:
    """The date that `text` is (see `TOLD`), as ISO; `year` is what 今年 means, `today` the day of the news.

    A day without a year needs `today`: of what is `past` it is the last such day, of what is to come the nearest.
    """
    if stated := iso(text):
        return stated
    found = _OF_YEAR.fullmatch(text.strip())
    if year is None or not found or not (found["year"] or today):
        return ""
    parts = [f"{year + _SHIFT.get(found['year'] or '', 0)}年"]
    parts += [f"{found[k]}{unit}" for k, unit in (("m", "月"), ("d", "日")) if found[k]]
    day = iso("".join(parts))
    if found["year"] or not is_day(day) or not is_day(today):
        return day
    apart = (date.fromisoformat(today) - date.fromisoformat(day)).days
    shift = -1 if past and apart < 0 else 1 if not past and apart > _AHEAD else 0
    return iso("".join([f"{year + shift}年", *parts[1:]]))


def number(text: str) -> int:
    """A small numeral, in digits or in Chinese: 31, 三十一, 两; 0 where it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace("两", "二")
    if "十" not in text:
        return int(text.translate(_DIGITS))
    tens, _, units = text.partition("十")
    if max(len(tens), len(units)) > 1 or units == "十":  # 二十十: no numeral
        return 0
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(units.translate(_DIGITS)) if units else 0)


def later(start: str, amount: str, measure: str) -> str:
    """The anniversary after a term: 2024-04-01, 5, 年 → 2029-04-01. `start` must be exact to the day."""
    months = 6 if amount == "半" else number(amount) * (1 if measure == "月" else 12) + (6 if measure == "年半" else 0)
    begin = date.fromisoformat(start)
    total = begin.year * 12 + begin.month - 1 + months
    year, month = divmod(total, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(begin.day, last)).isoformat()


def after(start: str, days: int) -> str:
    """The date `days` after `start`."""
    return (date.fromisoformat(start) + timedelta(days=days)).isoformat()


def is_day(text: str) -> bool:
    return len(text) == len("2024-04-01")
