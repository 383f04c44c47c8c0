"""A sentence read piece by piece: each quantity with its name, kind, period and status; each rank with its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.statistics import behind, heads, proportions
from kg.extract.statistics.behind import Behind, Found
from kg.extract.statistics.clauses import Piece, pieces
from kg.extract.statistics.head import Head
from kg.extract.statistics.line import Line
from kg.extract.statistics.naming import Name, Naming, about
from kg.extract.statistics.quantity import Quantity
from kg.extract.statistics.setting import Setting, opens
from kg.extract.statistics.timeline import Moment
from kg.model import Mention, Span
from kg.values.periods import Role
from kg.values.units import UnitType


@dataclass(frozen=True, slots=True)
class Observed:
    """A number with all that the sentence says of it."""

    name: Name
    quantity: Quantity
    value: Decimal  # signed where it is a change
    unit: str
    kind: str
    status: str
    comparator: str
    period: str
    base: str
    rule: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in an order."""

    name: Name
    rank: int
    quantity: Quantity
    period: str


def read(line: Line, moment: Moment) -> Iterator[Observed | Ranked]:
    """The observations and rankings of a sentence, in order."""
    yield from _proportions(line, moment)
    if not line.quantities:
        return
    held = list(pieces(line.masked, line.quantities, line.words))
    setting, naming = Setting(line, moment), Naming(line)
    index = 0
    while index < len(held):
        piece = held[index]
        if piece.quantity.start in naming.spent:
            index += 1
            continue
        at = Span(piece.start, piece.quantity.start)
        head = heads.read(line.text, at, line.starts, line.times, line.regions, national=line.national)
        setting.take(piece, head)
        whom = about(line, head, setting.about)
        group = _group(line, held, index)
        if piece.quantity.rank is not None:
            period, _ = setting.period(head)
            yield from _ranked(naming, group, head, whom, period)
        else:
            right = line.right(group[-1]) if len(group) == 1 else ""
            found = (
                behind.read(Behind(line, naming, piece, head, whom, right))
                if right
                else _plain(naming, group, head, whom)
            )
            yield from _observed(list(found), setting, head, bare=not right)
        index += len(group)


def _proportions(line: Line, moment: Moment) -> Iterator[Observed]:
    """Numbers without a unit that set parts against each other, each with the time that stands before it."""
    setting, begin = Setting(line, moment), 0
    for found in proportions.find(line.masked):
        at, number = found.place, found.number
        begin = max(begin, line.clause_start(at.start))
        timed = [t for t in line.times if t.role is not Role.BASE and t.end <= number.start]
        local = next((t for t in reversed(timed) if t.start >= begin), None)
        setting.time = next((t for t in reversed(timed) if t.end < begin and opens(line.text, t.start)), None)
        head = Head(at.start, at.end, number.start, kind="level", local=local, reached=True, origin=found.origin)
        period, status = setting.period(head)
        begin = number.end if found.origin else begin
        quantity = Quantity(number.start, number.end, found.value, found.unit, UnitType.RATIO, found.comparator)
        name = Name(found.name, at, None)
        yield Observed(
            name, quantity, found.value, found.unit, "level", status, found.comparator, period, "", "proportion"
        )


def _ranked(naming: Naming, group: Sequence[Piece], head: Head, whom: Mention | None, period: str) -> Iterator[Ranked]:
    """One rank for all names of a list, or one for each: 甲、乙产量从第8位、第4位…"""
    named = naming.ranked(group[0], head, whom)
    each = len(group) == len(named) > 1
    for index, piece in enumerate(group):
        if piece.quantity.rank is not None:
            for name in named[index : index + 1] if each else named:
                yield Ranked(name, piece.quantity.rank, piece.quantity, period)


def _group(line: Line, held: Sequence[Piece], index: int) -> list[Piece]:
    """The pieces that share the head of the one at `index`: 分别增长 | 1% | 、2% | 、3%."""
    group = [held[index]]
    for piece in held[index + 1 :]:
        before = line.text[piece.start : piece.quantity.start].strip()
        bare = not before
        if piece.quantity.upper and before in {"", "到"} and piece.joint == "-":
            return [*group, piece]
        last = group[-1]
        ranked = piece.quantity.rank is not None
        if piece.joint != "、" or not bare or ranked is (last.quantity.rank is None):
            break
        if ranked and piece.quantity.scope_at >= piece.quantity.start:
            break  # with a scope of its own, hence something else
        apart = "分别" in line.text[group[0].start : group[0].quantity.start]  # 分别达1.35亿人次、453.8万吨
        if line.right(last) or (last.quantity.type is not piece.quantity.type and not apart):
            break
        group.append(piece)
    return group[:1] if len(group) > 1 and line.right(group[-1]) else group


def _plain(naming: Naming, group: Sequence[Piece], head: Head, whom: Mention | None) -> Iterator[Found]:
    """Numbers that close their clause: named by what stands before the first."""
    if not head.named and naming.line.text.startswith("的", group[-1].quantity.end):
        return  # 60%的书屋实现24小时营业
    if group[-1].quantity.upper:  # both ends of a range have one name
        named = naming.of(group[:-1], head, whom)
        named = [*named, named[-1]]
    else:
        named = _each_region(naming, group, naming.of(group, head, whom), head)
    rule = "list" if len(group) > 1 else "head"
    for piece, each in zip(group, named, strict=True):
        yield Found(piece.quantity, head, tuple(each), rule)


def _each_region(naming: Naming, group: Sequence[Piece], named: list[list[Name]], head: Head) -> list[list[Name]]:
    """广州、深圳…分别达300万、200万: one number for each of the regions that the list opens with."""
    if len(group) == 1:
        return named
    begin = group[0].start
    listed = [r for r in naming.line.regions if r.span is not None and begin <= r.span.start < r.span.end <= head.start]
    if len(listed) != len(group) or len({name.text for names in named for name in names}) != 1:
        return named
    return [[replace(name, about=region) for name in names] for names, region in zip(named, listed, strict=True)]


def _observed(found: Sequence[Found], setting: Setting, head: Head, *, bare: bool) -> Iterator[Observed]:
    if not any(each.names for each in found):
        return
    period, status = setting.period(head)
    for each in found:
        for name in each.names:
            quantity = each.quantity
            if quantity.type is None and bare and not _unit_of(name.text):
                continue
            unit = quantity.unit or (_unit_of(name.text) if quantity.type is None else "")
            if not unit:
                continue
            kind = "change" if quantity.change else each.head.kind or _default_kind(quantity)
            if (quantity.type is UnitType.MONTH and kind != "change") or _DEADLINE.search(name.text):
                continue
            yield Observed(
                name=name,
                quantity=quantity,
                value=quantity.value * (each.head.sign if kind == "change" else 1),
                unit=unit,
                kind=kind,
                status=status,
                comparator=_comparator(quantity, each.head),
                period=period,
                base=each.head.base,
                rule=each.rule,
            )


def _comparator(quantity: Quantity, head: Head) -> str:
    if quantity.upper:
        return "<="
    return quantity.comparator if quantity.comparator != "=" else head.comparator or "="


_DEADLINE = re.compile(r"之日起|日起$|[后前]$|起$|^比")  # 自收到之日起10个工作日内: a term, no measurement
_UNITS_OF = (
    ("人数", "人"), ("人口", "人"), ("人次", "人次"), ("用户", "户"), ("户数", "户"),
    ("从业人员", "人"), ("就业", "人"),
)  # fmt: skip


def _unit_of(name: str) -> str:
    """The unit that a name tells where the number has none: 参保人数突破700万."""
    return next((unit for tail, unit in _UNITS_OF if name.endswith(tail)), "")


def _default_kind(quantity: Quantity) -> str:
    return "change" if quantity.unit.endswith(("百分点", "千分点")) else "level"
