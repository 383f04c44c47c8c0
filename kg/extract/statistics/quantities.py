"""Quantities as they stand in a sentence: number, magnitude, unit and the hedges behind, or a rank with its scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kg.extract.patterns import alternatives
from kg.extract.statistics import ranks
from kg.extract.statistics.lexicon import any_of, unit_table, words
from kg.extract.statistics.quantity import PERCENT, Quantity
from kg.values import numbers
from kg.values.units import Unit, UnitType

_CHINESE_NO_K = "零〇一二三四五六七八九十百两半"
_CHINESE = _CHINESE_NO_K + "千"
_MAGNITUDE = r"万亿|千亿|百亿|十亿|千万|百万|十万|亿万|万|亿|百(?=[余多])|千(?=[余多])|千(?![瓦米克伏卡安赫焦])|百"


@cache
def _pattern() -> re.Pattern[str]:
    unit = f"(?:{alternatives(unit_table())})"
    per = r"(?:[/每](?:" + unit + r"|年|日|月|天|时|人|次))*"
    after = any_of("after")
    return re.compile(
        rf"(?P<half>[一过]半)(?=[，。；、以的]|以上)|(?P<times>翻(?:了)?(?P<fold>[一两二三四]|\d)番(?:半)?|实现翻番|翻番)"
        rf"|(?P<of>[二三四五六七八九十]分之[一二三四五六七八九])(?P<ofafter>{after})?"
        rf"|(?<![\d./])(?P<fraction>\d/\d\d?)(?=的|强|[，。；、）]|$|{after})(?P<fractionafter>{after})?"
        rf"|(?P<part>百分之|千分之)?"
        rf"(?P<number>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:[{_CHINESE_NO_K}万亿]|千(?![瓦米克伏卡安赫焦]))+(?:点[{_CHINESE}]+)?)"
        rf"(?P<mid>[多余来几])?(?P<magnitude>{_MAGNITUDE})?(?P<mid2>[多余来])?"
        rf"(?P<unit>{unit})?(?P<per>{per})(?P<after>{after})?(?P<after2>{after})?"
    )


def find(text: str) -> list[Quantity]:
    """The quantities and ranks of a folded text, left to right, not overlapping."""
    ranked = list(ranks.find(text))
    found = [q for q in _numbers(text) if not any(r.start < q.end and q.start < r.end for r in ranked)]
    around = zip(found, [None, *found], [*found[1:], None], strict=False)
    found = [q for q, before, after in around if not _qualifies(q, before, after, text)]
    shared = list(_unitless(text, found))
    begins = {q.start for q in shared}
    found = [q for q in found if q.start not in begins]
    return sorted([*shared, *found, *ranked], key=lambda q: q.start)


_DIMENSION = re.compile(r"海拔|投资额|单体|投资|总投资|产值|装机|面积|年龄|户均|容量|载重|市值|营收|亩均|跨度")
_PREDICATE = re.compile(r"[，。；、]|居|位|增|下降|占|实现|全部|均|都")


def _qualifies(quantity: Quantity, before: Quantity | None, after: Quantity | None, text: str) -> bool:
    """20个10亿元以上项目: a measure right behind a count says of what kind the counted are; 3批200项: the batches.

    So do a hedge or a dimension before it: 3个过三千亿元城市, 100所海拔1500米以上农村中小学.
    """
    if before is not None and before.type is UnitType.COUNT and quantity.type is not UnitType.COUNT:
        between, following = text[before.end : quantity.start], text[quantity.end : quantity.end + 1]
        if not between:
            return True
        noun = "一" <= following <= "龥" and not _PREDICATE.match(text, quantity.end)
        if between in {"超", "过", "破", "近"} and noun:
            return True
        if (
            noun
            and len(between) <= 3
            and _DIMENSION.fullmatch(between)
            and text.endswith(("以上", "以下"), 0, quantity.end)
        ):
            return True
    return (
        after is not None
        and quantity.end == after.start
        and quantity.type is UnitType.COUNT is after.type
        and quantity.unit in {"批", "轮", "期", "类", "大类"}
    )


_LISTED = re.compile(r"(?:\d+(?:\.\d+)?(?:万亿|万|亿)?(?:、|和))+$")
_MEMBER = re.compile(r"(\d+(?:\.\d+)?)(万亿|万|亿)?")


def _unitless(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Numbers of a list that share the unit of the last: 分别提高17.6、28.4、40个百分点."""
    for quantity in found:
        window = max(0, quantity.start - 40)
        if text[quantity.start - 1 : quantity.start] not in "、和" or quantity.start == 0:
            continue
        if listed := _LISTED.search(text, window, quantity.start):
            for number in _MEMBER.finditer(listed.group()):
                value = Decimal(number[1]) * (numbers.magnitude(number[2] or "") or 1)
                start, end = listed.start() + number.start(), listed.start() + number.end()
                yield replace(quantity, start=start, end=end, value=value)


def _numbers(text: str) -> Iterator[Quantity]:
    before: re.Match[str] | None = None
    lower: Quantity | None = None  # held back until it is known whether a range goes on
    for found in _pattern().finditer(text):
        previous, before = before, found
        read = _plain if found["number"] else _special
        quantity = None if _names_something(found, text) else read(found, text)
        if quantity is None:
            continue
        if previous is not None and _is_range(previous, quantity, text):
            low = _lower(previous, quantity)
            if low is not None:
                lower, quantity = low, replace(quantity, comparator="<=", upper=True)
        if lower is not None:
            yield lower
        lower = quantity
    if lower is not None:
        yield lower


def _names_something(found: re.Match[str], text: str) -> bool:
    """Whether a number belongs to a name: 第15届, 前3位, 连续10次, %E5%B1 of an address."""
    start, following = found.start(), text[found.end() : found.end() + 1]
    if start and text[start - 1] in "第前〔[._+×*号〈每":
        return True
    if following.isascii() and (following.isalpha() or (following.isdigit() and not found["unit"])):
        return True  # 2万户6万人 are two
    if found["unit"] in {"次", "届", "期", "轮"} and text.endswith("连续", 0, start):
        return True
    return _ORDINALS.search(text, max(0, start - 12), start) is not None


_ORDINALS = re.compile(r"第(?:\d+[、和及至])+$")  # 第2、4、5项
_DASHES = frozenset({"—", "——", "-", "~", "～", "－", "–", "至"})


def _is_range(low: re.Match[str], high: Quantity, text: str) -> bool:
    between = text[low.end() : high.start]
    return bool(low["number"]) and (between in _DASHES or (between == "到" and not low["unit"]))  # 提高5到7元


def _lower(found: re.Match[str], high: Quantity) -> Quantity | None:
    """The lower end of a range, in the unit of the upper: 5—6个, 1.2亿—1.5亿元, 5%—5.5%."""
    value = _value(found)
    if value is None:
        return None
    unit = unit_table().get(found["unit"] or "")
    if unit is not None and unit.name != high.unit:
        return None
    if not found["magnitude"] and unit is None and high.value > 1000 * value:
        value *= 10 ** (len(str(int(high.value))) - len(str(int(value))))
    return replace(high, start=found.start(), end=found.end(), value=value, comparator=">=")


def _special(found: re.Match[str], text: str) -> Quantity | None:  # noqa: ARG001 - called as `_plain` is
    """What is no plain number: a half, a doubling, a fraction below one."""
    start, end = found.span()
    if found["half"]:
        return Quantity(start, end, Decimal(50), PERCENT, UnitType.RATIO, ">=" if found["half"] == "过半" else "=")
    if found["times"]:
        folds = numbers.read(found["fold"] or "一") or Decimal(1)
        return Quantity(start, end, (Decimal(2) ** int(folds) - 1) * 100, PERCENT, UnitType.RATIO, change=True)
    if found["of"]:
        below, _, above = found["of"].partition("分之")
        return _share(found, above, below, found["ofafter"])
    if found["fraction"]:
        above, _, below = found["fraction"].partition("/")
        return _share(found, above, below, found["fractionafter"]) if int(above) < int(below) else None
    return None


def _share(found: re.Match[str], above: str, below: str, after: str | None) -> Quantity:
    share = (numbers.read(above) or Decimal(0)) / (numbers.read(below) or Decimal(1)) * 100
    comparator = words("after").get(after or "", "=")
    return Quantity(*found.span(), round(share, 2), PERCENT, UnitType.RATIO, comparator)


def _plain(found: re.Match[str], text: str) -> Quantity | None:
    start, end = found.span()
    glued = start > 0 and text[start - 1].isascii() and (text[start - 1].isalnum() or text[start - 1] == "-")
    if glued and not text.endswith(("%-", "元-", "个-"), 0, start):  # 5G-A, but 5%-5.5%
        return None
    unit = unit_table().get(found["unit"] or "")
    if unit is not None and unit.type is UnitType.SKIP:
        if not (found["magnitude"] and unit.written in _NOUNS):
            return None
        unit, end = None, found.start("unit")
    value = _value(found)
    if value is None or (unit is None and found["part"] is None and not _bare(found, text)):
        return None
    chinese = not found["number"][0].isdigit()
    if chinese and not _counts(found, unit, value, text):
        return None
    if unit is not None and found["per"]:
        unit = replace(unit, name=unit.name + found["per"])
    hedges = [found["mid"] or found["mid2"] or "", found["after"] or "", found["after2"] or ""]
    if unit is None and found["part"] is None:
        hedges, end = hedges[:1], max(found.end("number"), found.end("magnitude"), found.end("mid"), found.end("mid2"))
    comparator = next((c for h in hedges if (c := _hedge(h))), ">=" if _STEP.match(text, end) else "=")
    return _shaped(Quantity(start, end, value, "", None, comparator), unit, found["part"])


_STEP = re.compile(r"(?:的)?(?:新|大)?(?:台阶|大关|关口|门槛)")  # 迈上3万亿元台阶
_NOUNS = frozenset({"人口", "人才", "人员", "户籍", "家庭", "个体"})


def _hedge(word: str) -> str:
    return ">=" if word in {"多", "余", "几"} else "~" if word == "来" else words("after").get(word, "")


def _value(found: re.Match[str]) -> Decimal | None:
    number, magnitude = found["number"], found["magnitude"] or ""
    if not number[0].isdigit():
        return numbers.read(number + magnitude)  # 一亿六千余万: the magnitude belongs to the last group only
    value = numbers.read(number)
    return None if value is None else value * (numbers.magnitude(magnitude) or 1)


def _bare(found: re.Match[str], text: str) -> bool:
    """A number without a unit counts things where it has a magnitude and a noun follows: 20万困难群众."""
    end = max(found.end("number"), found.end("magnitude"), found.end("mid"), found.end("mid2"))
    if not found["magnitude"] or found["magnitude"] in {"百", "千"}:
        return False
    if end >= len(text) or text[end] in "，。；、":
        return True  # 参保人数突破700万
    return bool(re.match(r"[一-龥]", text[end])) and text[end] not in "级大年月日号里以左上的"


_BARE = frozenset({"半", "十", "百", "千", "万", "亿", "百万", "千万", "万亿", "千亿", "百亿", "十亿", "亿万"})


_REACHING = (
    "超", "破", "过", "近", "上", "逾", "约", "达", "数",
    "达到", "迈入", "升至", "增至", "跃至", "接近", "增长到", "提高到",
)  # fmt: skip


def _counts(found: re.Match[str], unit: Unit | None, value: Decimal, text: str) -> bool:
    """Whether a Chinese numeral counts: 六百余家, 三成, 百分之五, 超万亿元; not 一个, 十大, 三项, 每万人."""
    number, start = found["number"], found.start()
    if found["part"] or (unit is not None and unit.type in {UnitType.TENTH, UnitType.RATIO}):
        return True
    if unit is None:
        return number not in _BARE and value >= 10
    if number in _BARE:
        hedged = text.endswith(_REACHING, 0, start)
        graded = unit.type is UnitType.GRADE or text[found.end() : found.end() + 1] == "级"
        return bool(found["mid"] or found["mid2"] or found["after"] or hedged) and not graded
    if unit.type is UnitType.MULTIPLE:
        return True
    return value >= 10 and unit.name not in {"届", "期", "次"}


def _shaped(quantity: Quantity, unit: Unit | None, part: str | None) -> Quantity:
    if part:
        return replace(quantity, unit=PERCENT if part == "百分之" else "‰", type=UnitType.RATIO)
    if unit is None:
        return quantity
    if unit.type is UnitType.TENTH:
        return replace(quantity, value=quantity.value * 10, unit=PERCENT, type=UnitType.RATIO)
    return replace(quantity, unit=unit.name, type=unit.type)
