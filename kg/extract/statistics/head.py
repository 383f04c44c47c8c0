"""What the words before a quantity come to."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Mention
from kg.values.periods import Time

NATION = "100000"  # the code of the whole country


@dataclass(slots=True)
class Head:
    """The reading of a left context; offsets in the sentence. `start == end` where no name is left."""

    start: int
    end: int
    limit: int  # where the quantity begins
    kind: str = ""  # level, change, or empty where nothing says so
    sign: int = 1
    comparator: str = ""
    adverbs: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)  # what was stripped from the left
    base: str = ""
    local: Time | None = None  # a time between the name and the number: 从2017年的
    lead_time: Time | None = None  # a time before the name
    region: Mention | None = None
    moved: bool = False  # a verb of movement to a level: 扩大到, 增至
    reached: bool = False  # a verb that tells how things stand: 达到, 突破, 增至
    origin: bool = False  # 从 before the number: where a movement starts
    suffix: str = ""  # what closes a name beyond the words that were stripped: 完成年计划
    annual: tuple[int, int] | None = None  # 年均 and the verb behind it, as part of the name
    subject: tuple[int, int] | None = None  # a quoted name that the metric belongs to

    @property
    def named(self) -> bool:
        return self.end > self.start
