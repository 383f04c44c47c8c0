"""A number or a rank as it stands in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.values.units import UnitType

PERCENT, PLACES = "%", "位"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A literal of the sentence: `start` to `end` covers number, unit and the hedge behind it."""

    start: int
    end: int
    value: Decimal
    unit: str
    type: UnitType | None  # None: a number without a unit (20万困难群众), or a rank
    comparator: str = "="
    change: bool = False  # 翻一番: the literal itself says change
    rank: int | None = None
    scope: str = ""  # what the rank is in, as written
    scope_at: int = -1  # where that is written; before the rank itself where it was said of an earlier one
    upper: bool = False  # the upper end of a range
