"""Numbers without a unit that set parts against each other: 三次产业结构由9.4∶40.2∶50.4调整为…, 城乡收入比缩小至2.4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.statistics.lexicon import words
from kg.extract.statistics.quantity import PERCENT
from kg.model import Span

_NUMBER = r"\d{1,2}(?:\.\d{1,2})?"
_THREE = rf"{_NUMBER}[:：∶]{_NUMBER}[:：∶]{_NUMBER}"
_YEAR = r"(?:(?:20|19)\d\d年(?:底|末)?的?)?"
_SECTORS = re.compile(
    rf"(?:三次|一二三次?|一、二、三)产业(?:增加值)?(?:结构|比重|比例|占比|比)?[^，。；\d]{{0,8}}?{_YEAR}(?P<first>{_THREE})"
    rf"(?:[^，。；\d]{{1,8}}?{_YEAR}(?P<second>{_THREE}))?"
)
_INCOMES = re.compile(
    rf"(?P<name>城乡(?:居民)?(?:人均)?(?:可支配)?收入(?:比值?|倍差|之比))(?P<way>[^，。；\d]{{0,10}}?){_YEAR}"
    r"(?P<first>\d\.\d{1,3})(?:[:：∶]1)?(?=[^\d%倍个])(?:[^，。；\d]{0,8}?(?P<second>\d\.\d{1,3})(?:[:：∶]1)?(?=[^\d%倍个]))?"
)
_FROM = re.compile(r"[由从]")
_HOLDS = re.compile(r"(?:[至到为是]|^)$")  # 缩小0.2 says by how much it fell
_AFTER = re.compile(r"(?:[:：∶]1)?(以内|以下|左右)")
_PARTS = ("第一产业比重", "第二产业比重", "第三产业比重")


@dataclass(frozen=True, slots=True)
class Proportion:
    """One part: its name and where that stands, its value, where the number stands, whether a movement starts there."""

    name: str
    place: Span
    value: Decimal
    unit: str
    number: Span
    origin: bool
    comparator: str = "="


def find(text: str) -> Iterator[Proportion]:
    """The proportions of a folded text, left to right."""
    if "产业" in text:
        for found in _SECTORS.finditer(text):
            yield from _sectors(found)
    if "收入" in text:
        for found in _INCOMES.finditer(text):
            yield from _incomes(found)


def _sectors(found: re.Match[str]) -> Iterator[Proportion]:
    for group in ("first", "second"):
        parts = [Decimal(part) for part in re.split("[:：∶]", found[group] or "") if part]
        if parts and abs(sum(parts, Decimal(-100))) > 2:
            continue  # no parts of a whole
        number, origin = Span(*found.span(group)), group == "first" and found["second"] is not None
        for name, value in zip(_PARTS, parts, strict=False):
            yield Proportion(name, Span(found.start(), found.start("first")), value, PERCENT, number, origin)


def _incomes(found: re.Match[str]) -> Iterator[Proportion]:
    moves = bool(_FROM.search(found["way"])) and found["second"] is not None
    if not (moves or _HOLDS.search(found["way"])):
        return
    place = Span(*found.span("name"))
    for group in ("first", "second") if moves else ("first",):
        number, origin = Span(*found.span(group)), moves and group == "first"
        after = _AFTER.match(found.string, number.end)
        comparator = words("after").get(after[1], "=") if after else "="
        yield Proportion(found["name"], place, Decimal(found[group]), "", number, origin, comparator)
