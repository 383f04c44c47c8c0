"""Units of statistics as they are written, and the forms that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class UnitType(StrEnum):
    """What a unit does in a sentence, not its dimension."""

    RATIO = "ratio"  # %, 个百分点
    TENTH = "tenth"  # 成: ten percent
    MULTIPLE = "multiple"  # 倍
    MONEY = "money"
    MEASURE = "measure"
    SPEC = "spec"  # 千伏: says of what make a thing is, hardly ever how much there is
    TIME = "time"
    MONTH = "month"  # 个月: a duration where something changed by it
    AGE = "age"
    SCORE = "score"
    GRADE = "grade"
    COUNT = "count"  # measure words: 家, 个, 项
    SKIP = "skip"  # not a unit: the word behind a number that would else be read as one (年, 号, 条例)


@dataclass(frozen=True, slots=True)
class Unit:
    written: str
    name: str  # the form that the graph keeps
    type: UnitType
    qudt: str = ""  # local name in http://qudt.org/vocab/unit/, empty where QUDT has none


def table(rows: Iterable[Mapping[str, str]]) -> dict[str, Unit]:
    """Units by their written form. Raises ValueError on an unknown type."""
    return {
        row["unit"]: Unit(row["unit"], row["canonical"], UnitType(row["type"]), row.get("qudt", "")) for row in rows
    }
