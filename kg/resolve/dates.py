"""Dates of documents: of signature, of publication, of the newest event that a text tells."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_DAY = r"(?P<year>(?:19|20)\d\d)\s*[年\-/.]\s*(?P<month>\d{1,2})\s*[月\-/.]\s*(?P<day>\d{1,2})\s*日?"
_DATE = re.compile(_DAY)
_ALONE = re.compile(r"[（(]?\s*" + _DAY + r"\s*[）)]?")
_CHINESE = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
# A date with one of these after it lies ahead, or is a term: it tells not when the text was written.
_AHEAD = re.compile(r"\s*(?:前|底前|起|以前|之前|止|至)")


def first(text: str) -> str:
    """The first whole date of `text` as ISO, empty where it has none or names no day of the calendar."""
    found = _DATE.search(unicodedata.normalize("NFKC", text))
    return _iso(found) if found else _chinese(text)


def alone(line: str) -> str:
    """The date of a line that holds nothing else: the signature of an official document."""
    found = _ALONE.fullmatch(line.strip())
    if found:
        return _iso(found)
    return _chinese(line) if _CHINESE.fullmatch(line.strip()) else ""


_TOLD = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])日")


def latest_year(text: str) -> int | None:
    """The year of the newest day that the text tells as past; None where it gives no whole date."""
    years = [int(found["year"]) for found in _TOLD.finditer(text) if not _AHEAD.match(text, found.end())]
    return max(years) if years else None


def _iso(found: re.Match[str]) -> str:
    return _day(int(found["year"]), int(found["month"]), int(found["day"]))


def _chinese(text: str) -> str:
    found = _CHINESE.search(text)
    if not found:
        return ""
    return _day(int("".join(str(_DIGITS[c]) for c in found[1])), _small(found[2]), _small(found[3]))


def _day(year: int, month: int, day: int) -> str:
    """A day as ISO; empty where the calendar has no such day, as no 2月29日 in 2025."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _small(text: str) -> int:
    """Numbers up to 99 in Chinese: 二十一 is 21; 0, which no day and no month has, where it is none: 十十, 二三."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    if not ten:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
