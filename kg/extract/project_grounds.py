"""Whether a name in a phrase is a project: how firmly its verbs must say it, given what the name is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.patterns import alternatives
from kg.extract.project_cut import known
from kg.extract.project_heads import LABELS
from kg.extract.project_names import Name
from kg.extract.project_phrases import Phrase
from kg.extract.project_proper import is_common, is_plain, is_route, is_zone, of_trade
from kg.extract.project_words import Head, superlative, words

NEVER = 4
_LONG = 5  # characters before a head that name one thing even where they join two: 甲乙交易和创新中心
_SHORT = 2  # characters before a head that say little: 城北新城
_TITLE = 10  # the same outside of closed lists
# How long words of the trade and these heads must be to name one thing: 环境应急救援实训基地, but no 实训基地.
_TRADE_LENGTH = 8
_OF_TRADE = frozenset({"platform", "network", "site", "venue"})
HEADLESS = 3  # how firm a verb must be for a name without a head noun

# 等关键区域生态修复工程, 等重点行业领域整治工程: what is listed are places and trades, not works.
_AREA = re.compile("区域|地区|流域|领域|行业|城市|企业|河湖|海湾|屏障")
RUN = frozenset({"用好", "运营", "运行", "发挥", "依托", "管好"})  # only what is there is run
_CHOSEN = frozenset({"入选", "列入", "获评", "荣获", "评为", "纳入", "跻身", "获得", "授予", "认定"})
_EVENT = re.compile(r"(?:论坛|交易会|博览会|洽谈会|展会|峰会|大会|年会|会议|节|赛|运会)(?:[\u4e00-\u9fff]{0,4}平台)?$")
_NO_WORKS = re.compile(
    "(?:品牌|活动|模式|政策|行动|战略|论坛|展会|赛事|会议|城市|机制|制度|改革|做法|经验)(?:作用|优势|功能|建设)?$"
)  # 等旅游品牌
_BLOCS = frozenset({"经济带", "经济区"})  # wider than what is built
_SLOGANS = frozenset({"先行区", "引领区"})  # 高质量发展先行区
_WORK = re.compile(r"^(?!.*(?:重点|重大|标志性)).*(?:工程|期)$")
_LAKE = re.compile("[湖江河海池泊]$")
_WORKED = re.compile("(?:改扩建|迁建|扩建|修缮)(?:工程|项目)?$")
_CLOSER = re.compile(r"(?:项目|工程|设施|建设|任务)(?:前期|前期工作|建设|实施|落地)?$|项目”$")
# Where the head noun may as well name a programme, an honour or a school: what a place in the name asks, and what less.
_GROUP_NEEDS = {"works": (1, 3), "designation": (1, 2), "institution": (2, 2), "network": (1, 2)}
_BUILT = frozenset({"transport", "water", "energy"})
_JOINED = re.compile("[和及与]")
_EVERY = re.compile(r"(.)\1通$|(?<![促先引推])进$|(?<![海线水])上$")  # 市市通高铁, 上平台
_FIGURES = re.compile(r"“(?!\d{5})[\d+\-A-Z×]+”")  # “1+2”
_MEASURED = re.compile(r"[45]G|\d+(?![A-Za-z]|号|\d|\.|万吨|万千瓦|千瓦|千伏|米|亿)")
# Parts of counts and of grades, a firm with what it does, a strong province, a trade that is changed.
_UNLIKELY = re.compile(
    r"级以上|[领使场强]馆$|[孤半群列]岛$|[峡山低]谷$|公司.{3}|集团.*管理.|[强大][省市国县区]$|[超达增]\d|^“\d+个\d+”|^[省市县乡区州]$"
    r"|[\u4e00-\u9fff]中心(?:城市|镇|任务|工作|环节)$|A级(?:旅游)?景区$|攻坚战$|社会$|^“一.一.”$|(?:生态|电力|能源)系统$|(?:大..){2}$"
)
_TRADE = re.compile(r"(?:产业|行业|制造业|企业|农业|工业|体制|机制|制度)[\u4e00-\u9fff]{0,4}(?:改造|升级|整治|提升)$")
_FIRST = re.compile("首[个条座家列]")
# “五个中心”, “两重”项目: a slogan's count, a programme.
_SLOGAN = re.compile(r".*“[^”]*[一二两三四五六七八九十][^”]*(?:中心|基地|项目|高地|园区|平台)[^”]*”$")
_PROGRAMME = re.compile(
    r"“[^”]*”(?:项目|工程|体系|高校|.期)|“.{1,2}”|“[一二两三四五六七八九十双]{1,2}[^”]”.{0,3}"
)  # “五好”园区
_SERVICE = re.compile(rf"“[^”、+一二两三四五六七八九十]{{2,}}[{LABELS}](?<!通办)”")  # “黔事办”
_DEVICE = re.compile(r"“[^”]+号”$")  # “远望七号”: a ship, a device


def strength(phrase: Phrase) -> int:
    """How firmly the verbs and the closing of a phrase say that its names are projects (see `project_words.Verb`)."""
    held = 0
    for verb in phrase.before:
        held = max(held, verb.before)
    for verb in phrase.after:
        held = max(held, verb.after)
    closes = phrase.closing
    return HEADLESS if held and closes and _CLOSER.search(closes) and not _AREA.search(closes) else held


def accepted(phrase: Phrase, found: Sequence[Name], firmness: int, *, strict: bool) -> list[Name]:
    """The projects among the names of one phrase. `strict` asks a proper name of each."""
    if (phrase.closing and _NO_WORKS.search(phrase.closing)) or _holds_honour(phrase, found):
        return []
    if all(not name.counted and _EVENT.search(name.text) for name in found):
        return []
    if strict and any(name.head is None and name.placed and _LAKE.search(name.text) for name in found):
        return []  # waters that a policy watches: 甲湖、乙水库
    if strict and not any(max(v.before, v.after) and v.text not in RUN for v in (*phrase.before, *phrase.after)):
        return []  # a policy names the offices and services that it works with
    chosen = any(v.stage == "planned" for v in (*phrase.before, *phrase.after))  # 争创示范区: an honour
    sure = [
        not _refused(name) and firmness >= _needed(name, strict=strict) and not (chosen and _is_title(name))
        for name in found
    ]
    if not any(sure):
        return []
    kinds = {name.head.text for name, is_sure in zip(found, sure, strict=True) if is_sure and name.head and name.proper}
    sure = [s or _same_kind(name, kinds) for name, s in zip(found, sure, strict=True)]
    share = sum(sure) / len(sure)
    return [name for name, is_sure in zip(found, sure, strict=True) if is_sure or _sibling(name, firmness, share)]


def _holds_honour(phrase: Phrase, found: Sequence[Name]) -> bool:
    """Whether the zones of a phrase are those that are chosen for something: 甲区经开区入选首批试点."""
    chosen = bool(phrase.after) and phrase.after[0].text in _CHOSEN and not any(v.before > 1 for v in phrase.before)
    groups = {name.head.group for name in found if name.head}
    return chosen and bool(groups) and groups <= {"site", "designation"}


def _is_title(name: Name) -> bool:
    """Whether a name is that of a zone of a kind, without a place's own: 国家新型工业化示范区."""
    return name.head is not None and name.head.group == "designation" and not name.placed


def _same_kind(name: Name, kinds: set[str]) -> bool:
    """Whether a name has the head noun of a sure one beside it, and a word of its own: 雷州新城 beside 龙川新城."""
    if name.head is None or name.head.text not in kinds or _refused(name) or name.head.group == "works":
        return False
    return not is_plain(name.modifier)


def _needed(name: Name, *, strict: bool) -> int:
    if name.proper:
        return _for_proper(name)
    if name.known and not strict:
        classed = name.shared and name.head is not None and name.head.needs != "proper"
        return min(2 if classed else HEADLESS, _for_common(name))
    if strict:
        return _for_policy(name)
    return _for_common(name)


def _for_policy(name: Name) -> int:
    """The same in a policy, which names few things that are there: services of a trade that it has built."""
    if name.head is None or name.head.group not in {"platform", "network"} or name.shared:
        return NEVER
    return 2 if len(of_trade(name.text)) >= _TRADE_LENGTH and not is_plain(name.modifier) else NEVER


def _for_proper(name: Name) -> int:
    """How firmly the verbs must say it where a name has something proper in it."""
    if name.head is None:
        return _for_headless(name.text)
    if name.head.group in _GROUP_NEEDS and not (name.shared and name.listed):
        placed, other = _GROUP_NEEDS[name.head.group]
        if name.head.group == "works" and _JOINED.search(name.text):
            return other
        return placed if name.placed else other
    if name.shared:
        return 1
    if name.head.needs == "proper":
        return 1 if name.placed and name.head.text not in _BLOCS else 2
    return 0


def _for_headless(text: str) -> int:
    if is_route(text) or _SERVICE.fullmatch(text):
        return 1
    return 0 if _DEVICE.fullmatch(text) else NEVER if _abstract(text) else HEADLESS


def _for_common(name: Name) -> int:
    """The same where a name is made of common words."""
    joined = bool(_JOINED.search(name.text)) and len(name.modifier) < (_LONG if name.listed else _TITLE)
    if name.head is None or name.shared or is_common(name.modifier) or joined:
        return 1 if name.shared and (name.named or _of_class(name)) and not is_common(name.modifier) else NEVER
    if is_plain(name.modifier) and name.head.needs != "modifier":
        return 2 if name.head.group in _OF_TRADE and len(of_trade(name.text)) >= _TRADE_LENGTH else NEVER
    return _for_kind(name, name.head)


def _for_kind(name: Name, head: Head) -> int:
    """The same by the kind of the head noun."""
    institution = head.group == "institution"
    long = len(name.modifier) > _SHORT
    if is_zone(head.text) and len(name.modifier) > 1:
        return 0
    if head.needs == "modifier" or (_WORKED.search(name.text) and head.needs != "proper"):
        return 2 if institution else 1
    if head.group == "designation":
        return 2 if long and head.text not in _SLOGANS else NEVER
    if head.group == "works" and head.needs == "proper":
        return HEADLESS if long and _WORK.search(name.text) else NEVER
    if name.listed and len(name.modifier) > 1 and head.group != "works":
        return 2 if institution else 1
    return NEVER if head.needs == "proper" else 2 if long else HEADLESS


def _of_class(name: Name) -> bool:
    """Whether a list gives a name its class and the name is no word: 清水滩 of 清水滩、黄泥坝等灌区, no 供热等管网."""
    if name.head is None or name.head.group not in _BUILT or name.head.needs != "modifier":
        return False
    return name.listed and len(name.modifier) > 1 and not known(name.modifier) and not is_plain(name.modifier)


def _refused(name: Name) -> bool:
    if _UNLIKELY.search(name.text) or (name.head is not None and _TRADE.search(name.text)):
        return True
    if name.head is not None and name.text == name.modifier + name.head.text and is_common(name.modifier):
        return True
    if name.counted or not name.modifier or superlative().search(name.text) or _EVERY.search(name.modifier):
        return True
    if name.head is None and (_FIRST.search(name.text) or _MEASURED.match(name.text)):
        return True
    if name.head is not None and name.head.text == "自贸区" and not name.placed:  # with countries: a treaty
        return True
    return bool(_SLOGAN.match(name.text) or _PROGRAMME.fullmatch(name.text) or _FIGURES.match(name.text))


def _sibling(name: Name, firmness: int, share: float) -> bool:
    """A name in a list with projects, `share` of them sure: a head noun or a label is enough; where a closed list has
    projects for the most part, no more is needed.
    """
    if _refused(name):
        return False
    if name.listed and firmness >= HEADLESS and share >= 0.5 and (name.head or name.known or name.proper):
        return not _abstract(name.text) and not is_common(name.text)
    if name.head is None:
        return name.listed and name.text.startswith("“") and name.text.endswith("”")
    if name.shared:
        return not is_plain(name.text)
    plain = is_common(name.modifier) if name.head.needs == "modifier" else is_plain(name.modifier)
    return firmness >= 1 and name.head.needs != "proper" and not plain


@cache
def _abstract_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('abstract'))})$")


def _abstract(text: str) -> bool:
    return bool(_abstract_end().search(text))
