"""A sentence made ready for the grammar: folded, names hidden, its words, times, regions and quantities at hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from kg.extract.statistics.clauses import Piece
from kg.extract.statistics.head import NATION
from kg.extract.statistics.quantities import find
from kg.extract.statistics.quantity import Quantity
from kg.model import Context, Kind, Mention, Parsed, Span
from kg.values import periods
from kg.values.numbers import fold
from kg.values.periods import Time

# Names in 《》, short quotes and square brackets hold numbers that count nothing: “1+2”, 〔2021〕19号.
_HIDDEN = re.compile(
    r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]|【[^】]*】|“[^”，。；]{1,24}”|‘[^’，。；]{1,24}’"
    r"|\"[^\"，。；]{1,16}\"|「[^」，。]{1,24}」"
)
_OPENERS = re.compile(r"[《〔\[【“‘\"「]")
_MAYBE = re.compile(
    r"[\d０-９]|[百千万萬亿億][余多元人吨亩斤分]|成以上|成[，。]|倍|过半|一半|番|分之|首位|榜首|第[一二三四五六七八九十]"
    r"|前[三五十]|冠军|亚军|[国球界洲部内省市区]最[多高低大长快小少强深]|[二三四五六七八九]十|[一二三四五六七八九]百"
)
# What may follow a number and still leave it the last word of its clause.
_LANDINGS = frozenset(
    {"", "大关", "台阶", "关口", "门槛", "新台阶", "的台阶", "的大关", "大台阶", "水平", "的水平", "规模", "安排"}
)
_STEPS = re.compile(r"[两二三四五六\d]个(?:新|大)?(?:台阶|大关)")
_LEVEL = re.compile(r"的?(?:较[低高]|合理|历史|国际|相对|低|高)[一-龥]{0,2}(?:水平|区间)")
_ASIDE = re.compile(r"^[（(][^（）()\d]{1,12}[）)]次?")  # 100条（个）幸福河湖, 40万人次（牵头单位：…）
_ELLIPSIS = "\u25a1"  # stands for each hidden character


def maybe(text: str) -> bool:
    """Whether a sentence can hold a quantity or a rank at all: a cheap look that skips most sentences."""
    return _MAYBE.search(text) is not None


def mask(text: str) -> str:
    """`text` with the insides of names hidden, of the same length."""
    if _OPENERS.search(text) is None:
        return text
    return _HIDDEN.sub(lambda found: _ELLIPSIS * len(found.group()), text)


@dataclass
class Line:
    """The views of one sentence, each made when first asked for. Offsets are those of the sentence."""

    item: Parsed
    context: Context

    @property
    def original(self) -> str:
        return self.item.text

    @cached_property
    def text(self) -> str:
        return fold(self.item.text)

    @cached_property
    def masked(self) -> str:
        return mask(self.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return find(self.masked)

    @cached_property
    def words(self) -> dict[int, str]:
        """jieba's words by the offset at which they begin."""
        return dict(zip((0, *self.item.ends), self.item.words, strict=False))

    @cached_property
    def starts(self) -> frozenset[int]:
        return frozenset(self.words)

    @cached_property
    def times(self) -> list[Time]:
        return list(periods.find(self.text, self.context.year))

    @cached_property
    def regions(self) -> list[Mention]:
        shift = self.item.start
        return [
            replace(m, span=Span(m.span.start - shift, m.span.end - shift))
            for m in self.item.of(Kind.REGION)
            if m.span is not None
        ]

    @property
    def national(self) -> bool:
        """Whether the country speaks, so that 全国 is whom a number describes."""
        return self.context.speaker.key in {"", NATION}

    def right(self, piece: Piece) -> str:
        """What stands behind the quantity in its piece; empty where nothing does that matters."""
        right = self.text[piece.quantity.end : piece.end].strip(" \u3000")
        right = _ASIDE.sub("", right)
        if right.startswith("安排、"):
            return ""
        if right.startswith("、"):  # 、居全国前列 is said of the same
            return ""
        landed = right.strip('”’）)"') in _LANDINGS or _STEPS.fullmatch(right) or _LEVEL.fullmatch(right)
        return "" if landed else right

    def clause_start(self, at: int) -> int:
        """Where the clause that `at` stands in begins."""
        return max(self.text.rfind(mark, 0, at) for mark in "，；：。") + 1
