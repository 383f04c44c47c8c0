"""The words that programmes are recognised by, from data/lexicon/programmes-*.csv."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache

from kg.errors import DataError
from kg.extract.patterns import alternatives
from kg.resources import data

# What follows a head and makes it part of another noun: the text of a plan, its results, who takes part in it.
_NO_HEAD = (
    r"(?![力家者员队组办委局厅部司处体性学图表书派会债贷款]|方案|意见|办法|规划|纲要|细则|指南|情况|经验|要求|精神"
    r"|会议|部署|开放|创新|措施|举措|发展稳定|发展成果|主体|单列|生育|项目库|专班|专员|小组|中心|基金|资金|报告|条例|标准"
    r"|领域|事项|周期|以来|期间|名单|单位|企业|城市|区域?|县|省(?!级)|基地|学校|平台|红利|质量|水平|能力|示范区|先行区|试验区"
    r"|目的地|储备|工具|目录|责任|需求|环境|设施|进展|进度|风险|难题|问题|年度|重组|定力|使命|大局|支点|机遇|擘画|科技力量|腹地|地位"
    r"|高度|眼光|思维|目标|牵引|原则|授权|试验|自觉|用地|转型|建设项目|建设领域|大会|理念|示范(?:学校|校|县|村|点|镇))"
)
# After a head that is a noun of action: part of a longer name, or of a thing (治理制度, 示范引领工程, 教育实践活动).
_NO_DEED = (
    r"(?:(?<=示范|治理|考核|评价|督察|督查|巡查|控制|教育|振兴|调查|培育)"
    r"(?!制度|机制|体系|工作(?!。)|活动|引领|应用|工程|村|片|带|点|社|学|单|基地|推广|实践|系统|项目|行动|发展行动|改造|修复|评估|统计|资格)"
    r"|(?<!示范|治理|考核|评价|督察|督查|巡查|控制|教育|振兴|调查|培育))"
)
# A governing verb that is part of a noun or of another word.
_NO_VERB = (
    r"(?!型|方案|细则|办法|意见|条例|主体(?!功能)|情况|以来|者|性|力度|指数|成果|规划|计划|机制|体系|能力|机构|单位)"
)

# Conjunctions, not the same characters inside of words: 和美乡村, 参与, 普及.
AND = r"(?:(?<![共温暖缓柔饱总祥谐])和(?![美谐平睦解气缓声])|(?<!参)与|(?<![普涉以触])及(?!时))"

VERB_CLASSES = ("carry", "push", "build", "other", "refuse")


def _rows(name: str, *columns: str) -> list[tuple[str, ...]]:
    path = data("lexicon", f"programmes-{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, start=2):
        if any(not row.get(column) for column in columns):
            raise DataError(f"{path}:{number}", f"needs {', '.join(columns)}", "fill every column of the row")
    return [tuple(row[column] for column in columns) for row in rows]


def _pairs(name: str, key: str, value: str) -> dict[str, str]:
    return {row[0]: row[1] for row in _rows(name, key, value)}


@cache
def verbs() -> Mapping[str, str]:
    """Governing verbs and their class: carry (实施, 开展), push (推进, 深化), build (建立, 健全), other."""
    return _pairs("verbs", "verb", "class")


@cache
def heads() -> Mapping[str, str]:
    """The closing words of programmes' names and their kind."""
    return _pairs("heads", "head", "kind")


@cache
def words(role: str) -> frozenset[str]:
    """General words by what they do to a name: generic, lead …"""
    return frozenset(word for word, held in _rows("words", "word", "role") if held == role)


@cache
def grades() -> Mapping[tuple[str, str, str], float]:
    """How often a name is a programme: by the kind of its head, plain or quoted, and the class of its verb.

    `subject` stands for a name without a governing verb.
    """
    return {
        (kind, form, verb): float(score) for kind, form, verb, score in _rows("grades", "kind", "form", "verb", "score")
    }


@cache
def verb_pattern() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(verbs())}){_NO_VERB}")


@cache
def head_pattern() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(heads())})(?:(?<=改革)(?!试点)|(?<!改革)){_NO_DEED}{_NO_HEAD}")


# 60项, 十二个, 一是: counts and numbers of points.
_COUNT = (
    r"\d[\d.万]*(?:余|多)?[项个条轮批件处所家户](?:以上)?|[一二三四五六七八九十]+(?:是|要)|[一二三四五六七八九十两几]+(?:项|个|批)"
    r"|等|[①-⑩]|\d{1,2}[.、](?!\d)|□+"
)


@cache
def lead_pattern() -> re.Pattern[str]:
    """What opens a clause and is no part of a name: adverbs, counts."""
    return re.compile(rf"(?:{alternatives(words('lead'))}|{_COUNT})")


@cache
def count_pattern() -> re.Pattern[str]:
    """What opens an object and is no part of a name; an adverb there is one (实施全民参保计划)."""
    return re.compile(rf"(?:{alternatives(words('count'))}|{_COUNT})")


@cache
def predicate_pattern() -> re.Pattern[str]:
    """What follows a name that is the subject of its clause: adverbs, then what became of it."""
    return re.compile(
        rf"(?:“○+”)?(?:{alternatives(words('lead'))}|省级|市县|在)*(?:{alternatives(words('predicate'))})"
    )


@cache
def done_pattern() -> re.Pattern[str]:
    """What follows a label that is the subject of its clause and shows it carried out: 全面推开, 惠及, 累计办理."""
    lead = f"(?:{alternatives(words('lead'))})"
    return re.compile(f"{lead}*(?:{alternatives(words('done'))})|{lead}+(?:推进|深化|落实|实施)")


@cache
def adverbs_pattern() -> re.Pattern[str]:
    """The adverbs right before a place in the text, with 以…为导向 and its like before them."""
    return re.compile(
        rf"(?:(?:{alternatives(words('role'))})?(?:{alternatives(words('lead'))}|[一二三四五六七八九十]+(?:是|要))*)$"
    )


@cache
def generic_pattern() -> re.Pattern[str]:
    """A modifier that names nothing: 省级重点, or with a single common noun 重大民生."""
    generic = rf"(?:{alternatives(words('generic'))}|\d+|年|[一二三四五六七八九十])*"
    content = f"(?:{alternatives(words('content'))})"
    return re.compile(f"{generic}(?:{content}(?:[、和与]{content})*)?{generic}")


@cache
def figures() -> frozenset[str]:
    """Figures of speech that stand in quotation marks: 组合拳, 升级版."""
    return words("figure")


@cache
def shared_pattern() -> re.Pattern[str]:
    """A list that shares the closing word after it: 零基预算、基层财政能力提升等(改革), 煤改电等一批重点民生(工程)."""
    mods = alternatives(words("shared"))
    return re.compile(
        rf"(?P<list>.{{2,}}?)(?:等(?P<numeral>[一二三四五六七八九十]大|\d+项)?(?P<mod>(?:{mods})*)|(?P<count>[一二三四五六七八九十][大条])(?:{mods})*)"
    )


@cache
def label_heads() -> Mapping[str, str]:
    """Closing words that only a quoted label makes a name, with the general ones."""
    return {**heads(), **_pairs("label-heads", "head", "kind")}


@cache
def tail_pattern(closings: int) -> re.Pattern[str]:
    """What follows a quotation and closes its name: modifiers, and this many closing words in a row."""
    closing = f"(?:{alternatives(label_heads())})"
    mod = rf"(?:(?!{AND})[^“”，。；、的等为\d○]){{0,14}}?"
    before = closing * (closings - 1)
    return re.compile(rf"(?P<etc>等)?(?P<mod>{mod}{before})(?P<head>{closing}){_NO_DEED}{_NO_HEAD}")


@cache
def sure_pattern(kinds: frozenset[str]) -> re.Pattern[str]:
    """A tail that closes with a word of these kinds, which are nothing but programmes."""
    closing = f"(?:{alternatives(head for head, kind in heads().items() if kind in kinds)})"
    mod = rf"(?:(?!{AND})[^“”，。；、的等为\d○]){{0,14}}?"
    return re.compile(rf"(?P<etc>等)?(?P<mod>{mod})(?P<head>{closing}){_NO_DEED}{_NO_HEAD}")


@cache
def national() -> frozenset[str]:
    """Strategies and campaigns that laws and plans of the country name, and regions carry out."""
    return frozenset(_pairs("national", "name", "source"))
