"""The names in a phrase: lists taken apart, heads shared, counts and tails cut off, proper names told from common ones.

甲乙、丙丁、戊己等3条高速公路 gives three names with the head of the closing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.extract.patterns import alternatives
from kg.extract.project_cut import Mark, Word, known
from kg.extract.project_gazetteer import is_listed, is_place
from kg.extract.project_heads import Ending, head_at_end
from kg.extract.project_phrases import Phrase
from kg.extract.project_proper import (
    Scene,
    ends_region,
    is_broken,
    is_coined,
    is_labelled,
    is_located,
    is_placed,
    is_plain,
    is_proper,
    is_route,
    starts_with_firm,
)
from kg.extract.project_trim import COUNT, trimmed
from kg.extract.project_words import Head, words

# A number with its unit at the end of a name is a count: 甲类工厂20家, 农田300万亩.
_COUNTED = re.compile(
    r"(?!1\d{4}热线|\d+号线|\d{3}[国省县]道)(?<![A-Z\d.第])\d[\d.]*[万亿]?(?:余|多)?(?:[\u4e00-\u9fff]{1,2}|平方公里|立方米|平方米|%)?$|率$"
    r"|^\d[\d.]*[万亿]?[余多]?[个条座家项所处]|\d{4}年"
)
_ENDS = re.compile("[至到—]")
_OPENING = re.compile(rf"^(?:一批|一大批|{COUNT.pattern})+")
_WHOLE = re.compile("(?:湾区|都市圈|经济带|城市群|一体化)$")  # blocs, whole without the head of their neighbour
_STUB = 3  # characters of a name that a class after the list completes
_SITES = frozenset({"site", "transport", "designation"})
_SHARED = 2  # characters of a head noun that two names may share
_SHORT = 4  # characters of a name that shares the head noun of the next


class Name(NamedTuple):
    """One name of a list, with its offsets in the sentence; `head` None where no head noun ends it."""

    text: str
    start: int
    end: int
    head: Head | None
    modifier: str  # what stands before the head; the whole text without a head
    counted: bool  # 5个, 一批 stood before it, or a number ends it
    proper: bool  # something in it looks like a proper name
    placed: bool  # a region, a river or a line's code in it: surely a proper name
    broken: bool  # words that the segmenter could not read
    listed: bool = False  # a member of a list that 等 and a class close
    shared: bool = False  # its head was taken from the next of the list or from the closing
    known: bool = False  # a word in it that the dictionary has as a name; told only of members of closed lists
    named: bool = False  # a counted closing says that the members of the list are named: A、B等10个产业园


def names(scene: Scene, phrase: Phrase) -> list[Name]:
    """The names of a phrase, in order."""
    closed = phrase.ends > 0
    listed = phrase.words[: phrase.ends] if closed else phrase.words
    closes = phrase.closing if closed else ""
    class_ = _class(closes) if closed else ""
    counted_ = bool(COUNT.match(closes))
    found: list[Name] = []
    shared: tuple[Word, ...] = ()
    for part in reversed(list(_split(scene, listed))):
        part_, counted = trimmed(scene, part)
        if not part_:
            continue
        name = _name(scene, part_, counted=counted, listed=closed, named=bool(class_) and counted_)
        if class_ and name.head and len(name.head.text) == 1 and len(name.text) <= _STUB:  # 许港等产业带
            name = name._replace(head=None, modifier=name.text)
        if name.head:
            shared = tuple(part_)
        elif shared and not closed and _shares(scene, name, part_, shared):
            name = _with_head(name, _common_end(scene, part_, shared))
        elif shared and not closed:
            shared = ()  # 甲、乙地区及丙经济带: 甲 shares nothing of 丙
        elif class_ and _takes_class(name, class_):
            name = _of_class(name, class_)
        found.append(name)
    return found[::-1]


def _class(text: str) -> str:
    """The class that a closing gives to names without a head: 高速公路 of 3条高速公路; none of 重大项目."""
    text = re.split("[、和及与]", text)[0]
    text = _OPENING.sub("", text)
    text = _ending("tail").sub("", text) or text
    found = head_at_end(text)
    if found and found.head.group == "works":  # 等3个铁路项目
        text = text[: found.start]
        found = head_at_end(text)
    if not found or found.head.group == "works":
        return ""
    modifier = text[: found.start]
    modifier = _leading("adjective").sub("", modifier)
    extent = re.sub("(?:工程|项目)$", "", found.extent)
    return modifier + found.head.text + extent


def _takes_class(name: Name, class_: str) -> bool:
    """Whether the class that closes a list is that of a name in it: of labels any (“黔惠办”等平台), of blocs none."""
    return not _WHOLE.search(name.text) and (is_labelled(name.text) or class_ not in words("generic"))


def _of_class(name: Name, class_: str) -> Name:
    """The name with the class that closes its list; a label needs no more than itself."""
    full = _with_head(name, class_)
    return full._replace(text=name.text) if name.text.endswith("”") and len(name.text) > _STUB else full


@cache
def _ending(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words(kind))})+$")


@cache
def _leading(kind: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(words(kind))})+")


def _common_end(scene: Scene, part: Sequence[Word], next_: Sequence[Word]) -> str:
    """What a name shares with the next of its list: 经济开发区 of 甲县、乙县经济开发区."""
    if end := _built_alike(part, next_):
        return "".join(w.text for w in next_[end:])
    for at, word in enumerate(next_[:-1]):
        if word.text[-1] == part[-1].text[-1] and at < 3:
            return "".join(w.text for w in next_[at + 1 :])
    found = head_at_end("".join(w.text for w in next_))
    ahead = [w for w in next_ if not found or w.start - next_[0].start < found.start]  # not 甲公园|乙省段
    last = max((at for at, word in enumerate(ahead) if is_proper(scene, word)), default=-1)
    if last == -1 and len(next_) > 2:
        last = 0
    if last in {-1, len(next_) - 1}:
        return "".join(w.text for w in next_)[found.start :] if found else ""
    return "".join(w.text for w in next_[last + 1 :])


def _built_alike(part: Sequence[Word], next_: Sequence[Word]) -> int:
    """Where a name of single characters, which the segmenter could not read, ends at the start of `next_`: 丙|丁 of
    丙丁产业走廊 beside 甲乙; no longer than its neighbour; 0 where there is none.
    """
    singles = next((at for at, w in enumerate(next_) if len(w.text) > 1), len(next_))
    length = len("".join(w.text for w in part))
    end = min(length, singles)
    return end if min(singles, end) > 1 and end < len(next_) else 0


def _shares(scene: Scene, name: Name, part: Sequence[Word], next_: Sequence[Word]) -> bool:
    """Whether a name without a head noun takes that of the next: proper through and through, or built alike
    (港口型、空港型物流枢纽).
    """
    if (is_labelled(name.text) and name.text[0] == "“" and name.text[-1] == "”") or _is_whole(name.text):
        return False
    located = len(name.text) <= _SHORT and is_located(name.text, name.text)
    if located or (name.proper and _ENDS.search(name.text[1:-1])):  # 甲城至乙县、丙丁戊铁路
        return True
    if part[-1].text[-1] in {w.text[-1] for w in next_[:3]} or name.broken:
        return True
    if all(is_proper(scene, w) or len(w.text) == 1 for w in part):
        return True
    return len(name.text) <= _SHORT and any(is_proper(scene, w) for w in next_) and not is_plain(name.text)


def _is_whole(text: str) -> bool:
    """Whether a name needs no head of its neighbour: blocs, 川电入沪."""
    return is_route(text) or _WHOLE.search(text) is not None


def _with_head(name: Name, tail: str) -> Name:
    found = head_at_end(tail)
    if not found:
        return name
    modifier = name.text + tail[: found.start]
    return name._replace(text=name.text + tail, head=found.head, modifier=modifier, shared=True)


def _split(scene: Scene, listed: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The names of a list: between 、 always, at 和 where what stands before it is a name."""
    held: list[Word] = []
    for word in listed:
        if word.text == "与" and not _is_facility(held):  # stands inside names: 甲区与乙县示范区
            held.append(word)
        elif held and word.text.startswith("“") and held[-1].text.endswith("”"):
            yield tuple(held)
            held = [word]
        elif word.mark is Mark.COMMA or (word.mark is Mark.AND and _ends_name(scene, held)):
            if held:
                yield tuple(held)
            held = []
        else:
            held.append(word)
    if held:
        yield tuple(held)


def _is_facility(held: Sequence[Word]) -> bool:
    """Whether a name of its own ends before 与: 甲州综合保税区."""
    found = head_at_end("".join(w.text for w in held))
    return found is not None and len(found.head.text) > _SHARED and found.head.group in _SITES


def _ends_name(scene: Scene, held: Sequence[Word]) -> bool:
    """Whether a name ends before 和, 及."""
    text = "".join(w.text for w in held)
    bare = len(text) > 1 and all(is_proper(scene, w) or len(w.text) == 1 for w in held)
    return head_at_end(text) is not None or bare or is_labelled(text) or text.endswith(("集团", "公司", "集群"))


def _name(scene: Scene, part: Sequence[Word], *, counted: bool, listed: bool, named: bool) -> Name:
    text = "".join(w.text for w in part)
    found = head_at_end(text)
    if found and len(found.head.text) == 1 and not _is_single(scene, part[-1], found):
        found = None
    head = found.head if found else None
    modifier = text[: found.start] if found else text
    ahead = [w for w in part if w.start - part[0].start < len(modifier) or found is None]
    placed = any(is_placed(scene, w) for w in part) or is_located(text, modifier)
    broken = is_broken(ahead)
    proper = placed or broken or starts_with_firm(text) or any(is_coined(w.text) for w in ahead)
    if head is not None and not proper:
        proper = any(is_place(w.text) for w in ahead)
    counted = counted or bool(_COUNTED.search(text))
    known_ = listed and any(is_listed(w.text) for w in ahead)
    return Name(
        text,
        part[0].start,
        part[-1].end,
        head,
        modifier,
        counted,
        proper,
        placed,
        broken,
        listed,
        known=known_,
        named=named,
    )


def _is_single(scene: Scene, last: Word, found: Ending) -> bool:
    """Whether a head noun of one character is a word here: not in 家园, 富矿, nor in a label (“港人治港”)."""
    if found.extent.startswith("”"):
        return False
    if found.start < 2 or ends_region(scene, last):  # 京港, 青岛
        return False
    free = last.text == found.head.text or len(last.text) > 2 or not known(last.text)
    return free or bool(found.extent) or is_proper(scene, last)
