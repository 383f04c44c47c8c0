"""Tables of a plan's indicators that a web page has run together into one line.

    指标 2015年 2020年 〔累计〕 属性 … 森林覆盖率（%）21.6623.04〔1.38〕约束性森林蓄积量（亿立方米）151165〔14〕约束性 …

The head names two years; a row is a name, a unit in brackets, a value for each year (glued together), perhaps what is
to be added in between, and whether the target binds. Where two glued numbers can be parted in several ways, the way
that makes them most alike is taken: an indicator does not change its order of magnitude in five years.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.statistics.lexicon import unit_table
from kg.model import Span
from kg.values import numbers
from kg.values.numbers import fold

_HEAD = re.compile(
    r"标\s*(?:（[^）]*）)?\s*(?P<first>(?:19|20)\d\d)年\s*(?P<second>(?:19|20)\d\d)年\s*"
    r"(?P<third>〔累计〕\d?|累计|(?:19|20)\d\d年比(?:19|20)\d\d年增长)?\s*(?:属\s*性)?"
)
_NOTE = re.compile(r"注[：:]")
_CELL = r"(?:[\d.>＞≥<＜≤〔〕\-－—\s]|左右|以上|以下|个百分点|%)"
_ROW = re.compile(
    rf"[（(](?P<unit>[%％]|[万亿]{{0,2}}[一-龥]{{1,4}})[）)](?P<cells>{_CELL}*)(?P<binds>约束性|预期性)?"
    rf"|(?P<bare>{_CELL}{{2,}}(?=约束性|预期性)|[\-－—]{{2}}〔[\d.]+〕)(?:约束性|预期性)?"
)
_NUMBERED = re.compile(r"^.*?\d{1,2}[.．](?:[一-龥]{2,6}?(?:质量|状况)(?=[一-龥]{4,}))?|^\d{1,2}(?=[一-龥])")
_FOOTNOTE = re.compile(r"(?<=[一-龥])\d(?=[一-龥]|$)")
_PAIR = re.compile(
    r"(?P<first>-|\d+(?:\.\d+)?)?(?P<sign>[>＞≥<＜≤])?(?P<second>\d+(?:\.\d+)?)(?P<after>左右|以上|以下)?-?"
)
_ADDED = re.compile(r"〔(\d+(?:\.\d+)?)〕")
_GROWTH = re.compile(r"(?P<value>[-－]?\d+(?:\.\d+)?)(?P<unit>%|个百分点)$")
_SIGNS = {">": ">=", "＞": ">=", "≥": ">=", "<": "<=", "＜": "<=", "≤": "<=", "以上": ">=", "以下": "<=", "左右": "~"}
_NEXT = re.compile(r"(?<=[%点])\d{1,2}$")  # the number of the next row
_FALLS = re.compile(r"(?:下降|减少|降低)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the table; `span` is the row's name in the text."""

    name: str
    span: Span
    value: Decimal
    unit: str
    kind: str
    status: str
    comparator: str
    period: str


def read(original: str) -> Iterator[Cell]:
    """The values of the table in a sentence; nothing where it holds none."""
    head = _HEAD.search(original)
    if head is None:
        return
    text = fold(original)
    note = _NOTE.search(text, head.end())
    end, at, group = note.start() if note else len(text), head.end(), ("", "")
    for found in _ROW.finditer(text, head.end(), end):
        if found["unit"] and _unit(found["unit"]) is None:
            continue  # 水质优良（一、二类）比例: a bracket of the name
        label = text[at : found.start()]
        name, begin = _name(label, at)
        at = found.end()
        if found["unit"] and not (found["cells"] or "").strip():
            group = (name, found["unit"])
            continue
        if found["unit"] or re.search(r"\d[.．]", label):
            group = group if found["bare"] and not re.match(r"\s*\d{1,2}[.．]", label) else ("", "")
        if not name:
            continue
        falls = bool(_FALLS.search(name) or _FALLS.search(group[0]))
        row = _Row(_FALLS.sub("", name), Span(begin, found.start()), found["unit"] or group[1], falls)
        yield from _cells(row, found["cells"] or found["bare"] or "", head)


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    span: Span
    unit: str  # as written, with its magnitude
    falls: bool


def _name(label: str, at: int) -> tuple[str, int]:
    """A row's name without its number, caption and footnotes, and where it begins."""
    numbered = _NUMBERED.match(label)
    skipped = numbered.end() if numbered else 0
    return _FOOTNOTE.sub("", label[skipped:]).strip(), at + skipped


def _unit(written: str) -> tuple[int, str] | None:
    """Factor and name of a unit: 亿立方米 → 10⁸, 立方米."""
    bare = written.replace("％", "%").lstrip("万亿")
    factor = numbers.magnitude(written[: len(written) - len(bare)])
    unit = unit_table().get(bare)
    return (factor, unit.name) if unit and factor and unit.name else None


def _cells(row: _Row, written: str, head: re.Match[str]) -> Iterator[Cell]:
    factor, unit = _unit(row.unit) or (1, "")
    first, second = head["first"], head["second"]
    between = f"{int(first) + 1}/{second}"
    text = _NEXT.sub("", re.sub(r"\s", "", written))
    if added := _ADDED.search(text):
        text = _ADDED.sub("", text)
        increase = Decimal(added[1]) * factor * (-1 if row.falls else 1)
        kind = "level" if row.name.startswith("新增") else "change"
        points = "个百分点" if kind == "change" and unit == "%" and not row.falls else unit
        yield Cell(row.name, row.span, increase, points, kind, "target", "=", between)
    growth: re.Match[str] | None = None
    if head["third"] and "比" in head["third"] and (growth := _GROWTH.search(text)):
        text = text[: growth.start()]
        if not growth["value"].startswith(("-", "－")) and (parted := _closest(growth["value"])):
            text, value = text + str(parted[0]), parted[1]  # ≥808个百分点: 80 and 8
        else:
            value = Decimal(growth["value"].replace("－", "-"))
        yield Cell(row.name, row.span, value, growth["unit"], "change", "target", "=", between)
    yield from _levels(row, text, (factor, unit), (first, second))


def _levels(row: _Row, text: str, unit: tuple[int, str], years: tuple[str, str]) -> Iterator[Cell]:
    found = _PAIR.fullmatch(text)
    if found is None:
        return
    before, after = found["first"], Decimal(found["second"])
    was: Decimal | None
    if before is None or (not found["sign"] and before != "-"):
        parted = _alike((before or "") + found["second"])
        if parted is None:
            return
        was, after = parted
    else:
        was = None if before == "-" else Decimal(before)
    if was is not None:
        yield Cell(row.name, row.span, was * unit[0], unit[1], "level", "actual", "=", years[0])
    comparator = _SIGNS.get(found["sign"] or found["after"] or "", "=")
    yield Cell(row.name, row.span, after * unit[0], unit[1], "level", "target", comparator, years[1])


def _splits(digits: str) -> Iterator[tuple[Decimal, Decimal]]:
    for at in range(1, len(digits)):
        left, right = digits[:at], digits[at:]
        if all(re.fullmatch(r"(?:0|[1-9]\d*)(?:\.\d+)?", part) for part in (left, right)):
            yield Decimal(left), Decimal(right)


def _alike(digits: str) -> tuple[Decimal, Decimal] | None:
    """Two glued numbers parted so that they are most alike in size and in decimals."""

    def unlike(pair: tuple[Decimal, Decimal]) -> float:
        places = [-int(n.as_tuple().exponent) for n in pair]
        return abs(math.log(float(pair[0] / pair[1]))) + 0.3 * abs(places[0] - places[1])

    return min((pair for pair in _splits(digits) if min(pair) > 0), key=unlike, default=None)


def _closest(digits: str) -> tuple[Decimal, Decimal] | None:
    """A level and the points added to it, parted where the second is the smaller by most."""
    return max(_splits(digits), key=lambda pair: pair[0] - pair[1], default=None)
