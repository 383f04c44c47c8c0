"""A sentence cut into pieces with one quantity each: at ，；： and brackets, and between quantities at 、 and 和."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.statistics.lexicon import words
from kg.extract.statistics.quantity import Quantity
from kg.values.units import UnitType

_BOUNDARY = re.compile(r"[，；：。！？,;:!?…]|——|[（(]|[）)]")
_NUMBERING = re.compile(r"\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、]|\d{1,2}[.．](?!\d)\s*|[①-⑳])")
_OPEN, _CLOSE = frozenset("（("), frozenset("）)")
_JOINTS = ("以及", "、", "和", "及", "与", "或", "，")
_DASHES = "—-~～－–至"
COUNTS = frozenset({UnitType.COUNT, None})


@dataclass(frozen=True, slots=True)
class Piece:
    """One quantity with what stands before and behind it up to the neighbours; offsets in the sentence."""

    start: int
    end: int
    quantity: Quantity
    joint: (
        str  # what parts it from the piece before: "、" or "-" inside a clause, "，" "；" "（" between, "" at the start
    )
    clause: int  # the number of its clause


@dataclass(frozen=True, slots=True)
class Clause:
    start: int
    end: int
    opener: str  # the mark before it


def clauses(text: str, quantities: Sequence[Quantity]) -> Iterator[Clause]:
    """Stretches between commas, semicolons and colons; a bracket is a clause of its own where it holds a quantity."""
    numbering = _NUMBERING.match(text)
    start, opener, skip_to = (numbering.end() if numbering else 0), "", 0
    for found in _BOUNDARY.finditer(text):
        at, mark = found.start(), found.group()
        if at < max(skip_to, start) or any(q.start <= at < q.end for q in quantities):
            continue
        if mark in _OPEN:
            close = _closing(text, at)
            if not any(at < q.start < close and q.rank is None for q in quantities):
                skip_to = close  # part of a name: 污水治理（管控）率
                continue
        elif mark in _CLOSE and opener not in _OPEN:
            continue
        yield Clause(start, at, opener)
        start, opener = found.end(), mark
    yield Clause(start, len(text), opener)


def _closing(text: str, at: int) -> int:
    ends = [end for mark in _CLOSE if (end := text.find(mark, at)) >= 0]
    return min(ends, default=at)


def pieces(text: str, quantities: Sequence[Quantity], starts: Mapping[int, str]) -> Iterator[Piece]:
    """The pieces of a sentence in order; `starts` are its words by the offsets at which they begin."""
    for number, clause in enumerate(clauses(text, quantities)):
        held = [q for q in quantities if clause.start <= q.start < clause.end]
        start, joint = clause.start, clause.opener
        for index, quantity in enumerate(held):
            following = held[index + 1] if index + 1 < len(held) else None
            if following is None:
                yield Piece(start, clause.end, quantity, joint, number)
                continue
            cut = _cut(text, quantity, following, starts)
            if cut is None:
                continue  # 10亿元以上重大产业项目47个: the first says of what kind the counted are
            yield Piece(start, cut[0], quantity, joint, number)
            start, joint = _after_joint(text, cut[1], clause.end)


def _after_joint(text: str, at: int, end: int) -> tuple[int, str]:
    for joint in _JOINTS:
        if text.startswith(joint, at) and at < end:
            return at + len(joint), "、"
    while at < end and text[at] in _DASHES:
        at += 1
    return at, "-"


def _cut(text: str, quantity: Quantity, following: Quantity, starts: Mapping[int, str]) -> tuple[int, int] | None:
    """Where the piece of `quantity` ends and the next begins; None where it is part of the other's name."""
    after = quantity.end
    gap = text[after : following.start]
    if not gap or quantity.rank is not None or gap.startswith(_JOINTS):
        return after, after
    at = _first_joint(gap, after, starts) if gap.endswith("等") else _last_joint(gap, after, starts)
    if at > 0:
        return after + at, after + at
    if quantity.type in COUNTS:
        return (after, after) if _says(starts.get(after, gap[:2])) else (following.start, after)
    if quantity.type is UnitType.RATIO or following.rank is not None or _is_verbal(gap):
        return after, after
    return None


def _first_joint(gap: str, offset: int, starts: Mapping[int, str]) -> int:
    """The joint before an enumeration that the next quantity closes: 16个区域和甲、乙等8个流域."""
    return next((at for at, char in enumerate(gap) if char in "、和及与" and at and offset + at in starts), -1)


def _last_joint(gap: str, offset: int, starts: Mapping[int, str]) -> int:
    """The joint before the next quantity's own words: the last 、, or 和 right before it."""
    at = max(gap.rfind("、"), gap.rfind("以及"), gap.rfind("，"))
    for joint in ("和", "及", "与", "或"):
        near = gap.rfind(joint)
        if near > at and len(gap) - near <= 4 and offset + near in starts:
            at = near
    return at


def _says(word: str) -> bool:
    """Whether a word opens a predicate, so that what is counted stands before the number."""
    return any(word in words(role) for role in ("predicate", "up", "down", "level", "hedge", "closing"))


_VERBAL = re.compile(
    r"(?:提|增|降|减|升|扩|上|下|到|至|拓|压|缩|建|实|用|支|发|投|带|拉|撬|惠|培|新|完|达|并|共|分别|，|占|其中|左|奖|救|补|资|扶|跃)"
)


def _is_verbal(gap: str) -> bool:
    return bool(_VERBAL.match(gap))
