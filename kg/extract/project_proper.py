"""Proper names told from common words, without a dictionary of names: by regions, rivers, labels, codes, and words that
the segmenter does not know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kg.extract.enterprise_words import central
from kg.extract.patterns import alternatives
from kg.extract.project_cut import Word, known
from kg.extract.project_gazetteer import is_place
from kg.extract.project_words import heads, words
from kg.model import Kind, Parsed, Span
from kg.register import CHINA, DEICTIC, zone_parent

_PLACE = re.compile(
    r"[^\W入沿跨过临护治巡靠环出进近远江河湖海矿荒]"
    r"(?:[江河湖海山峡岛湾洲峪岭寨沟川寺坪堡嘴垭塬圩垸淀]|湖区|流域|平原|盆地|半岛|沙漠|雪山|运河)$"
)
# Two short names of provinces in a row: 湘黔, 渝黔 (those that are words of every day left out); 川电入湘.
_PROVINCE = "[京津冀晋蒙辽沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘宁疆]"
_PARTS = "[东西南北中]"
_ABBREVIATED = re.compile(
    rf"{_PROVINCE}{{2}}|[电气煤]入|(?!京东|京西|沪东|沪西){_PROVINCE}{_PARTS}|{_PARTS}(?:[疆苏粤桂皖赣川豫鄂湘]|晋(?!升))"
)
# 甲乙镇, but no 乡镇, 城镇, 中心镇.
_TOWN = re.compile(r"[\u4e00-\u9fff]{2}(?<![乡城小集村心点制大强名重])[镇乡](?![村镇])")
_LINE = re.compile(r"[A-Z]\d{2,}|\d号线")  # G109, 22号线
_CODE = re.compile(r"(?!5A|4A|5G|AI|4K|8K)(?<!\d)(?:[A-Za-z]|\d)")
_UNBROKEN = frozenset("一二两三四五六七八九十百千万级国省市区县镇乡村大小新老年月日第和与及—-·")
_ROUTE = re.compile(
    "[东西南北川疆晋蒙藏][水气电煤油][东西南北外][送调输运]"
    rf"|[\u4e00-\u9fff]?[电气煤水]入{_PROVINCE}|引[\u4e00-\u9fff]{{1,3}}[济入补][\u4e00-\u9fff]{{1,3}}"
)
_ZONE = re.compile("综合?保税?区|经开区|高新区|保税区|边合区|跨合区")
_FIGURES = re.compile(r"“(?!\d{5})[\d+\-A-Z×]+”$")  # “1+2”
_LABEL = re.compile(r"“[^”]*”")


class Scene(NamedTuple):
    """What a sentence tells of its words, offsets in the sentence: where regions' own names stand, and where they end.

    全省 and 中国 are no names of a place; of a zone only the region that it begins with is one.
    """

    text: str
    own: tuple[tuple[int, int], ...]
    ends: frozenset[int]


def scene_of(parsed: Parsed) -> Scene:
    """The scene of a sentence."""
    spans = [(m, m.span) for m in parsed.of(Kind.REGION) if m.span is not None]
    own = [
        (span.start - parsed.start, _until(mention.text, span) - parsed.start)
        for mention, span in spans
        if mention.text not in DEICTIC and mention.key != CHINA
    ]
    return Scene(parsed.text, tuple(own), frozenset(span.end - parsed.start for _, span in spans))


def _until(text: str, span: Span) -> int:
    parent = zone_parent(text)
    return span.start + len(parent) if parent and text.startswith(parent) else span.end


def may_be_proper(scene: Scene, found: Sequence[Word]) -> bool:
    """Whether any stretch of these words can be a proper name: a quick look before their names are read."""
    if any(is_proper(scene, word) for word in found) or is_broken(found):
        return True
    text = "".join(word.text for word in found)
    if is_located(text, text) or _ZONE.search(text) or any(name in text for name in _central()):
        return True
    return any(is_place(word.text) for word in found)


def is_located(text: str, modifier: str) -> bool:
    """Whether a name has short names of provinces before its head noun, or the number of a line."""
    return bool(_ABBREVIATED.search(modifier) or _ROUTE.match(modifier) or _TOWN.search(modifier) or _LINE.search(text))


def is_zone(text: str) -> bool:
    """Whether a head noun is that of a zone that the state designates, each with a name of its own."""
    return _ZONE.fullmatch(text) is not None


def is_route(text: str) -> bool:
    """Whether a name says what is led from where to where: 川电入沪, 引江济汾."""
    return _ROUTE.fullmatch(text) is not None


def is_province(text: str) -> bool:
    """Whether a text is the one character that stands for a province: 沪, 鄂."""
    return len(text) == 1 and re.fullmatch(_PROVINCE, text) is not None


def starts_with_firm(text: str) -> bool:
    """Whether a name begins with that of a central enterprise."""
    return text.startswith(_central())


@cache
def _central() -> tuple[str, ...]:
    return tuple(name for name in central() if len(name) > 2)


def is_labelled(text: str) -> bool:
    """Whether something in quotation marks is in the text."""
    return bool(_LABEL.search(text))


def is_proper(scene: Scene, word: Word) -> bool:
    """Whether a word can stand only in a proper name."""
    return is_placed(scene, word) or is_coined(word.text)


def is_placed(scene: Scene, word: Word) -> bool:
    """Whether a word is a region's name, a river's, or the code of a line (G109, 22号线)."""
    if _ends_like_place(word.text):
        return True
    for start, until in scene.own:  # noqa: SIM110 - a generator costs more than the few regions of a sentence
        if start < word.end and word.start < until:
            return True
    return False


@lru_cache(maxsize=65536)
def _ends_like_place(text: str) -> bool:
    return _PLACE.search(text) is not None


def ends_region(scene: Scene, word: Word) -> bool:
    """Whether a region's name ends with the word (青岛): its last character heads nothing."""
    return word.end in scene.ends


@lru_cache(maxsize=65536)
def is_coined(text: str) -> bool:
    """Whether a word is a label, a code, or one that no dictionary knows and that is no coinage of officialese."""
    if _FIGURES.match(text):
        return False
    if _LABEL.search(text) or (_CODE.search(text) and not text.isdecimal()):
        return True
    if len(text) < 2 or text.isdecimal() or known(text) or text in heads() or is_plain(text):
        return False
    return not _coinage().search(text) and not re.fullmatch(r"[—\-·]+", text)


@cache
def _adjectives(*kinds: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(frozenset().union(*(words(kind) for kind in kinds)))})*")


def is_common(modifier: str) -> bool:
    """Whether a modifier is made of common adjectives alone: 老旧, 大型."""
    return bool(_adjectives("common").fullmatch(modifier))


def is_plain(modifier: str) -> bool:
    """Whether a modifier says no more than the trade: 数据产业, 科技创新."""
    return bool(_adjectives("common", "plain").fullmatch(modifier))


def of_trade(modifier: str) -> str:
    """A plain modifier without its common adjectives: 数据产业 of 国家级数据产业."""
    return _adjectives("common").sub("", modifier, count=1)


@cache
def _coinage() -> re.Pattern[str]:
    return re.compile(alternatives(words("coinage")))


def is_broken(ahead: Sequence[Word]) -> bool:
    """Two single characters in a row before the head: a name that the segmenter could not read (若|和|公路)."""
    last = False
    for word in ahead:
        single = len(word.text) == 1 and word.text not in _UNBROKEN
        if single and last:
            return True
        last = single
    return False
