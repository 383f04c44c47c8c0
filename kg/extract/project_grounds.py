"""Whether a name in a phrase is a project: how firmly its verbs must say it, given what the name is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.project_names import Name, closing
from kg.extract.project_phrases import Phrase
from kg.extract.project_proper import is_common, is_plain
from kg.extract.project_words import alternatives, words

NEVER = 4
HEADLESS = 3  # how firm a verb must be for a name without a head noun

# 等关键区域生态修复工程, 等重点行业领域整治工程: what is listed are places and trades, not works.
_AREA = re.compile("区域|地区|流域|领域|行业|城市|企业|河湖|海湾")
_NO_WORKS = re.compile("(?:品牌|活动|模式|政策|行动|战略|论坛|展会|赛事|会议|城市|机制|制度|做法|经验)$")  # 等旅游品牌
_CLOSER = re.compile(r"(?:项目|工程|设施|建设|任务)$")
# Where the head noun may as well name a programme, an honour or a school: what a place in the name asks, and what less.
_GROUP_NEEDS = {"works": (1, 3), "designation": (1, NEVER), "institution": (2, 2)}
_JOINED = re.compile("[和及与]")
_EVERY = re.compile(r"(.)\1通$|(?<![促先引推])进$|(?<![海线水])上$")  # 市市通高铁, 上平台
_FIGURES = re.compile(r"“[\d+\-A-Z×]+”")  # “1+2”
_MEASURED = re.compile(r"\d+(?!号|\d|\.|万吨|万千瓦|千瓦|千伏|米|亿)")
_FIRST = re.compile("首[个条座家列]")
# “五个中心”, “两重”项目: a slogan's count, a programme.
_SLOGAN = re.compile(r".*“[^”]*[一二两三四五六七八九十][^”]*(?:中心|基地|项目|高地|园区|平台)[^”]*”$")
_PROGRAMME = re.compile(r"“[^”]*”(?:项目|工程|体系|高校|.期)|“.{1,2}”")
_DEVICE = re.compile(r"“[^”]+号”$")  # “远望七号”: a ship, a device


def strength(phrase: Phrase) -> int:
    """How firmly the verbs and the closing of a phrase say that its names are projects (see `project_words.Verb`)."""
    held = max((*(v.before for v in phrase.before), *(v.after for v in phrase.after)), default=0)
    closes = closing(phrase)
    return HEADLESS if held and _CLOSER.search(closes) and not _AREA.search(closes) else held


def accepted(phrase: Phrase, found: Sequence[Name], firmness: int, *, strict: bool) -> list[Name]:
    """The projects among the names of one phrase. `strict` asks a proper name of each."""
    if _NO_WORKS.search(closing(phrase)):
        return []
    sure = [not _refused(name) and firmness >= _needed(name, strict=strict) for name in found]
    if not any(sure):
        return []
    share = sum(sure) / len(sure)
    return [name for name, is_sure in zip(found, sure, strict=True) if is_sure or _sibling(name, firmness, share)]


def _needed(name: Name, *, strict: bool) -> int:
    if name.proper:
        return _for_proper(name)
    return NEVER if strict else _for_common(name)


def _for_proper(name: Name) -> int:
    """How firmly the verbs must say it where a name has something proper in it."""
    if name.head is None:
        if _DEVICE.fullmatch(name.text):
            return 0
        return NEVER if _abstract(name.text) else HEADLESS
    if name.head.group in _GROUP_NEEDS and not (name.shared and name.listed):
        placed, other = _GROUP_NEEDS[name.head.group]
        if name.head.group == "works" and _JOINED.search(name.text):
            return other
        return placed if name.placed else other
    if name.shared:
        return 1
    return 2 if name.head.needs == "proper" else 0


def _for_common(name: Name) -> int:
    """The same where a name is made of common words."""
    if name.head is None or name.shared or is_common(name.modifier) or _JOINED.search(name.text):
        return 1 if name.named and name.shared and not is_common(name.modifier) else NEVER
    institution = name.head.group == "institution"
    if name.head.needs == "modifier":
        return 2 if institution else 1
    if is_plain(name.modifier):
        return NEVER
    if name.listed and len(name.modifier) > 1 and name.head.group not in {"works", "designation"}:
        return 2 if institution else 1
    specific = 2 if len(name.modifier) > 2 else 3
    return NEVER if name.head.needs == "proper" else specific


def _refused(name: Name) -> bool:
    if name.counted or not name.modifier or _superlative().search(name.text) or _EVERY.search(name.modifier):
        return True
    if name.head is None and (_FIRST.search(name.text) or _MEASURED.match(name.text)):
        return True
    return bool(_SLOGAN.match(name.text) or _PROGRAMME.fullmatch(name.text) or _FIGURES.match(name.text))


def _sibling(name: Name, firmness: int, share: float) -> bool:
    """A name in a list with projects, `share` of them sure: a head noun or a label is enough; where a closed list has
    projects for the most part, no more is needed.
    """
    if _refused(name):
        return False
    if name.listed and firmness >= HEADLESS and share >= 0.5:
        return not _abstract(name.text) and not is_common(name.text)
    if name.head is None:
        return name.text.startswith("“") and name.text.endswith("”")
    if name.shared:
        return not is_plain(name.text)
    plain = is_common(name.modifier) if name.head.needs == "modifier" else is_plain(name.modifier)
    return firmness >= 1 and name.head.needs != "proper" and not plain


@cache
def _superlative() -> re.Pattern[str]:
    return re.compile(alternatives(words("superlative")))


@cache
def _abstract_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('abstract'))})$")


def _abstract(text: str) -> bool:
    return bool(_abstract_end().search(text))
