"""The register of administrative divisions (GB/T 2260) and the finding of regions' names in text.

Source: data/register/README.md. Names that several places share have several candidates; nothing here chooses.
Besides divisions a text names blocs (长三角) and functional zones (湘潭经开区); neither has a code of the register.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import DataError
from kg.model import Span
from kg.resources import data

CHINA = "100000"


@dataclass(frozen=True, slots=True)
class Division:
    """One division: six-digit code, official full name, common short name, level, code of its parent."""

    code: str
    name: str
    short: str
    level: str  # country, province, prefecture, county
    parent: str

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names in use: the short one; autonomous areas without their peoples (湘西州, 广西自治区)."""
        for ending, kinds in _KINDS.items():
            if self.name.endswith(ending) and self.name != self.short + ending:
                return (self.short, *(self.short + kind for kind in kinds))
        return (self.short,)


_KINDS: Mapping[str, tuple[str, ...]] = {
    "自治区": ("自治区",),
    "自治州": ("州", "自治州"),
    "自治县": ("县", "自治县"),
    "自治旗": ("旗",),
    "特别行政区": ("特区",),
}


@cache
def divisions() -> Mapping[str, Division]:
    """Every division by its code, in order of code."""
    return {row["code"]: Division(**row) for row in _table("divisions")}


@cache
def names() -> Mapping[str, tuple[Division, ...]]:
    """The divisions of each name; a full name never stands for a division that only uses it as an alias."""
    full: dict[str, list[Division]] = {}
    other: dict[str, list[Division]] = {}
    for division in divisions().values():
        full.setdefault(division.name, []).append(division)
        for alias in division.aliases:
            if len(alias) > 1:
                other.setdefault(alias, []).append(division)
    return {name: tuple(held) for name, held in ({**other, **full}).items()}


# Words that point to a region by who speaks: settled by kg.resolve.places.
DEICTIC = (
    "全国", "我国", "国内", "全省", "我省", "省内", "全区", "我区", "全市", "我市", "市内", "全县", "我县", "县内",
    "全州", "我州", "州内", "全盟", "我盟", "全旗", "我旗", "自治区", "本市", "本省", "本区", "本县", "本州",
    "本自治区",
)  # fmt: skip


@cache
def blocs() -> frozenset[str]:
    """Groups of divisions that have a name and no government: 中部地区, 长三角."""
    return frozenset(row["name"] for row in _table("blocs"))


@cache
def ordinary() -> frozenset[str]:
    """Names that are also words of every day (日照, 城区): names of places only where the context says so."""
    return frozenset(row["name"] for row in _table("ordinary"))


@cache
def known_zones() -> Mapping[str, str]:
    """Functional zones that are named without their city (雄安新区), with the code of the division they belong to."""
    return {row["name"]: row["parent"] for row in _table("zones")}


# Kinds of functional zones, and what may stand between the region and the kind.
_ZONE_KIND = (
    "经济技术开发区|经济开发区|经开区|高新技术产业开发区|高新技术产业园区|高新技术开发区|高新区|新区|"
    "自由贸易试验区|自贸试验区|自贸区|自由贸易港|自贸港|综合保税区|综保区|保税区|片区|航空港区|陆港区|港区|"
    "临空经济示范区|城乡一体化示范区|工业园区|开发区|合作示范区"
)


# How two characters begin that are no place between a city and 高新区: verbs, joints, ranks, kinds.
_NO_PLACE = (
    "[建推支加打发设作拓提促完优深实聚依争申获创办引参成开扩新和与及等的在将把对以为有是共、省市区县各两多全其先重]|"
    "国家|海关|高水|一批|乡村|示范|城市|产业|工业"
)


@cache
def _zone() -> re.Pattern[str]:
    known = "|".join(sorted(map(re.escape, known_zones()), key=lambda name: (-len(name), name)))
    middle = "国家级?|国际|综合|航空|临空|临港|空港|保税|边境|跨境|国家自主创新|(?:出口|来料)加工"
    place = rf"(?!{_NO_PLACE})[\u4e00-\u9fff]{{2}}"  # 连云港徐圩港区, 武汉东湖高新区
    return re.compile(rf"(?:{known}|(?:{middle}|{place})?(?:{_ZONE_KIND}))")


_PILOT_ZONE = re.compile(r"中国[（(](?P<region>[\u4e00-\u9fff]{2,4})[）)]自(?:由贸易|贸)试验区")
# 全区域 is no 全区: characters that make another word of the last one.
_CONTINUED = re.compile(r"(?<=[区县省])域|(?<=市)场|(?<=国)际")
# A newspaper or a school of that name is not the place.
_NAMESAKE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,2}(?:日报|晚报|晨报|商报)|新闻网|卫视|人民出版社|军区|大学(?!科技园|城)|[东西南北中]路)"
)
_DECOY, _NAME = 0, 1


@cache
def _kinds() -> Mapping[str, int]:
    """Every name that `find` knows, and every decoy, with which of the two it is."""
    listed = [name for name, held in names().items() if not all(_is_county_short(name, d) for d in held)]
    known = (*listed, *blocs(), *known_zones(), *DEICTIC, "中华人民共和国")
    return {**dict.fromkeys((row["word"] for row in _table("decoys")), _DECOY), **dict.fromkeys(known, _NAME)}


@cache
def _openings() -> tuple[re.Pattern[str], Mapping[str, Sequence[int]]]:
    """Where a name may begin, and how long those are that begin with the same two characters, the longest first.

    An automaton looks at each character of the text for longer than this: its root has a thousand branches.
    """
    sizes: dict[str, set[int]] = {}
    for word in _kinds():
        sizes.setdefault(word[:2], set()).add(len(word))
    first, second = (re.escape("".join(sorted({pair[n] for pair in sizes}))) for n in (0, 1))
    return re.compile(f"[{first}](?=[{second}])"), {pair: sorted(held, reverse=True) for pair, held in sizes.items()}


def _is_county_short(name: str, division: Division) -> bool:
    return division.level == "county" and name == division.short != division.name


def find(text: str) -> Iterator[Span]:
    """The longest names of regions in `text`, from left to right, never overlapping.

    Full names of all divisions, short names of provinces and prefectures, blocs, functional zones, and the words of
    `DEICTIC`. Short names of counties are words of every day too often: `kg.resolve.places` adds those that a
    document makes plain. Words that only hold a name (长治久安, 发展中国家) give nothing.
    """
    end = 0
    for start, stop, kind in _longest(text):
        if start < end or kind == _DECOY:
            continue
        if zone := _zone_end(text, start, stop):
            stop = zone  # noqa: PLW2901 - the name runs on
        elif _CONTINUED.match(text, stop):
            stop -= 1  # noqa: PLW2901 - 长沙市场 is 长沙 + 市场
            if text[start:stop] not in names():
                continue
        elif _NAMESAKE.match(text, stop):
            continue
        end = stop
        yield Span(start, stop)


def _longest(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and kind of the leftmost longest names, decoys with them."""
    opening, sizes = _openings()
    kinds = _kinds()
    end = 0
    for found in opening.finditer(text):
        start = found.start()
        if start < end:
            continue
        for size in sizes.get(text[start : start + 2], ()):
            word = text[start : start + size]
            if word in kinds:
                end = start + len(word)  # at the end of the text a name is met before its size is
                yield start, end, kinds[word]
                break


def _zone_end(text: str, start: int, stop: int) -> int | None:
    """Where the functional zone ends whose name begins with the region at ``[start, stop)``; None where none does."""
    if pilot := _PILOT_ZONE.match(text, start):
        stop = pilot.end()
    elif text[start:stop] in DEICTIC or text[start:stop] == "中国":
        return None
    tail = _zone().match(text, stop)
    if tail is None or _begins_anew(text, stop, tail[0]):
        return stop if pilot else None
    # 中部地区国家高新区 are many; a bloc has only zones that are known by name (川渝高竹新区).
    return tail.end() if text[start:stop] not in blocs() or tail[0] in known_zones() else None


def _begins_anew(text: str, stop: int, tail: str) -> bool:
    """Whether what follows is a name of its own: 上海|浦东新区, 湖南自贸试验区|长沙片区."""
    return tail in names() or any(division.level != "county" for division in candidates(text[stop : stop + 2]))


def zone_parent(name: str) -> str | None:
    """The region that a functional zone's own name begins with, empty for one of `known_zones`; None for no zone."""
    if name in known_zones():
        return ""
    if pilot := _PILOT_ZONE.match(name):
        return pilot["region"]
    first = next(_longest(name), None)
    if first is None or first[2] != _NAME or not _zone().fullmatch(name, first[1]):
        return None
    return name[: first[1]]


def candidates(name: str) -> tuple[Division, ...]:
    """The divisions that `name` may mean, full or short, in order of code; empty where none is known."""
    return names().get(name, ())


def ancestors(code: str) -> Iterator[str]:
    """`code` and the codes above it, narrowest first."""
    while code:
        yield code
        held = divisions().get(code)
        code = held.parent if held else ""


def _table(name: str) -> Iterator[dict[str, str]]:
    path = data("register", name + ".csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if None in row or None in row.values():
                raise DataError(str(path), f"a row has not the columns of its head: {row}", "mend the row")
            yield row
