"""Literals of N-Quads, in the canonical form that pyoxigraph would give them anyway."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from kg.terms import XSD

_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
    | {chr(n): f"\\u{n:04X}" for n in range(0x20) if chr(n) not in "\n\r\t\b\f"}
    | {"\x7f": "\\u007F"}
)
_MONTH = r"(?:0[1-9]|1[0-2])"
_DATES = (
    ("date", re.compile(rf"\d{{4}}-{_MONTH}-(?:0[1-9]|[12]\d|3[01])")),
    ("gYearMonth", re.compile(rf"\d{{4}}-{_MONTH}")),
    ("gYear", re.compile(r"\d{4}")),
)


def _escaped(text: str) -> str:
    plain = text.isprintable() and '"' not in text and "\\" not in text
    return text if plain else text.translate(_ESCAPES)


def string(text: str) -> str:
    return f'"{_escaped(text)}"'


def zh(text: str) -> str:
    return f'"{_escaped(text)}"@zh'


def en(text: str) -> str:
    return f'"{_escaped(text)}"@en'


def number(value: Decimal) -> str:
    """A decimal without exponent, trailing zeros or a negative zero: 5530000000000, -0.27."""
    return f'"{plain(value)}"^^<{XSD}decimal>'


def plain(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def integer(value: int) -> str:
    return f'"{value}"^^<{XSD}integer>'


def date(text: str) -> str:
    """A day, a month or a year with its datatype; what is none of them, as 2025-02-29, stays a plain string."""
    for name, form in _DATES:
        if form.fullmatch(text):
            return f'"{text}"^^<{XSD}{name}>' if name != "date" or is_day(text) else string(text)
    return string(text)


def is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar, as 2024-02-29 is and 2025-02-29 is not."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
