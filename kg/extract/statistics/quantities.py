"""Quantities as they stand in a sentence: number, magnitude, unit and the hedges behind, or a rank with its scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.extract.statistics.lexicon import alternatives, any_of, unit_table, words
from kg.values import numbers
from kg.values.units import Unit, UnitType

PERCENT, PLACES = "%", "位"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A literal of the sentence: `start` to `end` covers number, unit and the hedge behind it."""

    start: int
    end: int
    value: Decimal
    unit: str
    type: UnitType | None  # None: a number without a unit (450万困难群众), or a rank
    comparator: str = "="
    change: bool = False  # 翻一番: the literal itself says change
    rank: int | None = None
    scope: str = ""  # what the rank is in, as written
    upper: bool = False  # the upper end of a range


_CHINESE_NO_K = "零〇一二三四五六七八九十百两半"
_CHINESE = _CHINESE_NO_K + "千"
_MAGNITUDE = r"万亿|千亿|百亿|十亿|千万|百万|十万|亿万|万|亿|百(?=[余多])|千(?=[余多])|千(?![瓦米克伏卡安赫焦])|百"


@cache
def _pattern() -> re.Pattern[str]:
    unit = alternatives(unit_table())
    per = r"(?:/(?:" + unit + r"|年|日|月|天|时|人|次))*"
    after = any_of("after")
    return re.compile(
        rf"(?P<half>[一过]半)(?=[，。；、以的]|以上)|(?P<times>翻(?:了)?(?P<fold>[一两二三四]|\d)番(?:半)?|实现翻番|翻番)"
        rf"|(?P<of>[二三四五六七八九十]分之[一二三四五六七八九])(?P<ofafter>{after})?"
        rf"|(?P<part>百分之|千分之)?"
        rf"(?P<number>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:[{_CHINESE_NO_K}万亿]|千(?![瓦米克伏卡安赫焦]))+(?:点[{_CHINESE}]+)?)"
        rf"(?P<mid>[多余来几])?(?P<magnitude>{_MAGNITUDE})?(?P<mid2>[多余来])?"
        rf"(?P<unit>{unit})?(?P<per>{per})(?P<after>{after})?(?P<after2>{after})?"
    )


_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]+)"
_RANK = re.compile(
    rf"(?:第{_NUMERAL}(?:位|名)?|首位|榜首|前{_NUMERAL}(?:位|名|强)?|(?<=[国球界洲])\d{{2,3}}强|冠军|亚军|季军)"
    r"(?![一二三四五六七八九十百\d])(?!(?:个)?[一-龥]?(?:产业|方阵|季度|书记|批|时间|次|家|届|轮|条|期|线|课|号|医院|高级|代|项|台|座|艘|部|款|颗|枚|辆|店|先|任|席|架|章|编|节|款|类|种|阶段|步|年|天|月|大|档|的|梯队|生产力|要务|动力|资源|责任))"
)
_WHERE = (
    r"(?:全国|全球|世界|亚洲|国际|国内|[东中西北南]部|中西部|东北|西北|西南|华北|华东|华中|华南|沿海|内地|同类|主要|长江|黄河|长三角|珠三角"
    r"|京津冀|粤港澳|中部六省|各|副省级|省会|地级|计划单列)"
)
_SCOPE = (
    rf"(?:{_WHERE}[一-龥]{{0,6}}?(?:地区|省份|省区|城市|各省|省区市|省市|流域|经济带|主产区|产区)|{_WHERE}(?!重点)"
    r"|(?:全)?(?:国|省|市|区|县|球|疆|州|自治区)|省内|市内)(?:各省|城市|同类)?(?:的)?"
)
_TRIGGER = (
    r"(?:稳居|高居|位居|位列|位于|居于|居|列|排名|排|名列|跃居|跃升|升至|升到|上升|提升|跃至|保持|由|从|至|(?<!作)为|获|夺得|夺取|摘得"
    r"|跻身|进入|稳定|退居|重返|前移|到|连续\w{1,3}年|首次|均|都|是|达|晋升|挺进|荣获|蝉联|取得|进位|跃上|进|占)(?:至|到|在|为|于)?"
)
_BEFORE = re.compile(rf"(?P<trigger>{_TRIGGER})?(?P<scope>{_SCOPE})?(?:排名|位居|居|列|位列|名列|中)?$")


def find(text: str) -> list[Quantity]:
    """The quantities and ranks of a folded text, left to right, not overlapping."""
    ranks = list(_ranks(text))
    found = [q for q in _numbers(text) if not any(r.start < q.end and q.start < r.end for r in ranks)]
    around = zip(found, [None, *found], [*found[1:], None], strict=False)
    found = [q for q, before, after in around if not _qualifies(q, before, after)]
    return sorted([*_unitless(text, found), *found, *ranks], key=lambda q: q.start)


def _qualifies(quantity: Quantity, before: Quantity | None, after: Quantity | None) -> bool:
    """70个30亿元以上项目: a measure right behind a count says of what kind the counted are; 12批1181项: the batches."""
    if before is not None and before.end == quantity.start and before.type is UnitType.COUNT:
        return quantity.type is not UnitType.COUNT
    return (
        after is not None
        and quantity.end == after.start
        and quantity.type is UnitType.COUNT is after.type
        and quantity.unit in {"批", "轮", "期", "类", "大类"}
    )


_LISTED = re.compile(r"(?:\d+(?:\.\d+)?(?:、|和))+$")


def _unitless(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Numbers of a list that share the unit of the last: 分别提高20.9、36.2、54个百分点."""
    for quantity in found:
        window = max(0, quantity.start - 40)
        if text[quantity.start - 1 : quantity.start] not in "、和" or quantity.start == 0:
            continue
        if listed := _LISTED.search(text, window, quantity.start):
            for number in re.finditer(r"\d+(?:\.\d+)?", listed.group()):
                start = listed.start() + number.start()
                yield replace(quantity, start=start, end=listed.start() + number.end(), value=Decimal(number.group()))


def _numbers(text: str) -> Iterator[Quantity]:
    before: re.Match[str] | None = None
    lower: Quantity | None = None  # held back until it is known whether a range goes on
    for found in _pattern().finditer(text):
        previous, before = before, found
        quantity = None if _names_something(found, text) else _special(found) or _plain(found, text)
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
    if start and text[start - 1] in "第前〔[._+×*号〈":
        return True
    if following.isascii() and following.isalnum():
        return True
    if found["unit"] in {"次", "届", "期", "轮"} and text.endswith("连续", 0, start):
        return True
    return _ORDINALS.search(text, max(0, start - 12), start) is not None


_ORDINALS = re.compile(r"第(?:\d+[、和及至])+$")  # 第2、4、5项
_DASHES = frozenset({"—", "——", "-", "~", "～", "－", "–", "至"})


def _is_range(low: re.Match[str], high: Quantity, text: str) -> bool:
    return text[low.end() : high.start] in _DASHES and bool(low["number"])


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


def _special(found: re.Match[str]) -> Quantity | None:
    start, end = found.span()
    if found["half"]:
        return Quantity(start, end, Decimal(50), PERCENT, UnitType.RATIO, ">=" if found["half"] == "过半" else "=")
    if found["times"]:
        folds = numbers.read(found["fold"] or "一") or Decimal(1)
        return Quantity(start, end, (Decimal(2) ** int(folds) - 1) * 100, PERCENT, UnitType.RATIO, change=True)
    if found["of"]:
        below, _, above = found["of"].partition("分之")
        share = (numbers.read(above) or Decimal(0)) / (numbers.read(below) or Decimal(1)) * 100
        comparator = words("after").get(found["ofafter"] or "", "=")
        return Quantity(start, end, round(share, 2), PERCENT, UnitType.RATIO, comparator)
    return None


def _plain(found: re.Match[str], text: str) -> Quantity | None:
    start, end = found.span()
    if start and (text[start - 1].isascii() and (text[start - 1].isalnum() or text[start - 1] == "-")):
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
    comparator = next((c for h in hedges if (c := _hedge(h))), "=")
    return _shaped(Quantity(start, end, value, "", None, comparator), unit, found["part"])


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
    """A number without a unit counts things where it has a magnitude and a noun follows: 450万困难群众."""
    end = max(found.end("number"), found.end("magnitude"), found.end("mid"), found.end("mid2"))
    if not found["magnitude"] or found["magnitude"] in {"百", "千"}:
        return False
    if end >= len(text) or text[end] in "，。；、":
        return True  # 参保人数突破5100万
    return bool(re.match(r"[一-龥]", text[end])) and text[end] not in "级大年月日号里以左上的"


_BARE = frozenset({"半", "十", "百", "千", "万", "亿", "百万", "千万", "万亿", "千亿", "百亿", "十亿", "亿万"})


def _counts(found: re.Match[str], unit: Unit | None, value: Decimal, text: str) -> bool:
    """Whether a Chinese numeral counts: 六百余家, 三成, 百分之五, 超万亿元; not 一个, 十大, 三项, 每万人."""
    number, start = found["number"], found.start()
    if found["part"] or (unit is not None and unit.type in {UnitType.TENTH, UnitType.RATIO}):
        return True
    if unit is None:
        return number not in _BARE and value >= 10
    if number in _BARE:
        hedged = text[max(0, start - 1) : start] in {"超", "破", "过", "近", "上", "逾", "约", "达", "数"}
        return (
            bool(found["mid"] or found["mid2"] or found["after"] or hedged)
            and text[found.end() : found.end() + 1] != "级"
        )
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


_TITLES = {"冠军": 1, "亚军": 2, "季军": 3, "榜首": 1, "头名": 1}


def _ranks(text: str) -> Iterator[Quantity]:
    for found in _RANK.finditer(text):
        window = max(0, found.start() - 20)
        before = _BEFORE.search(text, window, found.start())
        if before is None or not (before["trigger"] or before["scope"]):
            continue
        written, trigger = found.group(), before["trigger"] or ""
        if written in _TITLES:
            if written != "榜首" and trigger not in {"获", "夺得", "夺取", "摘得", "荣获", "蝉联"}:
                continue
            rank = _TITLES[written]
        else:
            value = numbers.read(written.strip("第位名前强").replace("首", "一"))
            if value is None:
                continue
            rank = int(value)
        yield Quantity(before.start(), found.end(), Decimal(rank), PLACES, None, rank=rank, scope=before["scope"] or "")
