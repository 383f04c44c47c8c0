"""Documents named without 《》: laws of the nation by their names, ordinances and plans by the verb before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from kg.extract.policies import bodies
from kg.extract.policies.lexicon import laws


@dataclass(frozen=True, slots=True)
class Bare:
    """A name in a sentence; `made` where only a verb of making or keeping shows that it is one."""

    start: int
    end: int
    made: bool = False


_H = r"[\u4e00-\u9fa5]"
# What may follow 法 only where it ends no name: 公司法人, 法律, 法规; but 刑法规定.
_ON = re.compile(r"律|规(?!定)|院|人(?!民)|制(?!定)|治|庭|官|学|案|定(?!了)|理")
_MADE_UNDER = re.compile(r"(?:的)?(?:实施|施行)(?:条例|细则|办法|规定)")  # 外商投资法实施条例 is a document of its own
_SHORT = 3  # characters; a shorter name may be the end of another word
_BEFORE_SHORT = re.compile(
    r"(?:^|[^\u4e00-\u9fa5]|[、和及与或对据照按依行彻实反守改订合由于施国是除循背习传过以将把新]|制定|适用)$"
)

# A law or regulation named without 《》: after a verb of compliance, or by its full national name.
_COMPLY = (
    "贯彻落实|贯彻实施|贯彻|落实|实施|执行|依照|根据|依据|按照|遵守|违反|符合|"
    "施行|宣传|修订|修改|制定|出台|颁布|学习|适用|完善"
)
_LAW = re.compile(
    rf"(?:(?:{_COMPLY})(?:好|了|新修订的|新修正的|新修改的|修订后的|《)?|(?<=[、和及]))"
    r"(?P<name>民法典|刑法|(?!其|依照|根据|依据|按照|贯彻|落实|违反|适用|修改|修订|实施|执行|出台|印发|颁布|制定|完善|并|和)(?:中华人民共和国)?"
    r"(?:(?![和及与、的])[\u4e00-\u9fa5]){2,18}?(?:条例|(?<![办方做看想说语无司立执守违犯合非依书])法(?:典)?))"
    r"(?=$|[，,。；;、（(和及与等]|第[一二三四五六七八九十百\d]+条|的?规定|有关规定|相关规定|精神|要求)"
)
# 一、各地要严格执行道路运输条例: what a name begins after, where the pattern began earlier; a verb inside a name
# (民事强制执行法) has neither a beginning nor an adverb before it.
_AFTER = re.compile(
    r".*(?:依照|依据|根据|按照|遵守|违反)"
    r"|(?:.*(?:严格|认真|全面|坚决|切实|[要应须]))?(?:执行|落实|贯彻|适用|修改|修订|制定|出台)+"
)
_FULL = re.compile(rf"(?P<name>中华人民共和国{_H}{{2,20}}?(?:法典|法(?!典)|条例)(?!律|规(?!定)|院|人|制|定|治|庭|官))")
_NOT_LAW = re.compile(
    r"(?:国家|有关|相关|法律|其他|各项|以下|上述|本|该|宪法和|等|规章)(?:法|条例)$|[了《》“”]|^(?:依|守|司|执|普|立|用)法$|各种|法律"
)

_VERBS = "出台|制定|制订|印发|颁布|编制|修订|发布|推出"
_MORE = rf"(?:(?:和|并|、)?(?:{_VERBS}|实施|完善|落实|执行|修编|修改|公布))*(?:了|好)?"
_GENRES = "条例|办法|规定|细则|意见|方案|规划|行动计划|提升计划|发展计划|规划纲要|纲要|目录|措施|硬措施|指引|指南|建议"
_NAME = r"(?P<name>[^，。；：、！？《》（）()\s]{2,24}?(?:（[^（）]{1,12}）[^，。；：、！？《》（）()\s]{2,16}?)?"
# A document made: 出台政府投资项目全生命周期管理办法. The name must say more than its genre.
_MADE = re.compile(rf"(?:{_VERBS}){_MORE}{_NAME}(?:{_GENRES}))(?=$|[，。；、！）]|等|和|及|与)")
# A document kept to: 落实文化旅游产业高质量发展十二条措施.
_KEPT = re.compile(
    rf"(?:落实|贯彻|实施|执行|对接|聚焦|按照|依据|根据|完成)(?:实施|落实)?(?:好|国家新一轮|国家|省|新一轮|新修订的)?{_NAME}"
    r"(?:条例|办法|规定|规划|规划纲要|实施意见|指导意见|工作方案|实施方案|总体方案|建设方案|行动方案|行动计划|目录|条措施|硬措施|指南))"
    r"(?=$|[，。；、！]|和|及|等)"
)
# Names that begin in the middle of a phrase, or say of the document only that it is to be made.
_STARTS = re.compile(
    r"^(?:如下|[的了和或与在从由将以于该本其各此并也已对就按]|有关|相关|具体|相应|配套|一系列|一揽子|系列|若干|指导性|适合|符合|针对|差异化|"
    r"详细|科学|简明|个性化|行之|切实|有力|有效|进一步|全面|组织|加快|更|最|多|某|两项|三项|新的|国家有关|国务院的|自己|本地区|区域限制|修订后|"
    r"中央关于|规章|综合性|建设活动|兼并重组的)"
)
_ENDS = re.compile(
    r"(?:有关|相关|具体|各项|配套|相应|法律|法规|政策|标准|技术|许可证|明确|国务院|国家|部门)的?(?:规定|办法|措施|意见|方案|规划)$|"
    r"的(?:规定|措施|对策|计划|规划|目录|方案|法律和规定)$|(?:政策|接续|支持|保障|激励|优惠|防范|管控|实施|应对)(?:政策)?措施$|"
    r"(?:目标|指标|要求|标准|制度|规则|规章|条例|政策|规划|计划|事项|法律)和[^和]{0,8}(?:办法|方案|措施|细则|规划|规定|意见)$|"
    r"(?<!管理)(?<!若干)(?<!暂行)(?<!试行)(?<!处罚)(?<!监督)(?<!禁止)(?<![一二三四五六七八九十]项)(?<!工作)(?<!审查)(?<!程序)规定$"
)
_NAMED_STEPS = re.compile(r"(?:条|若干|硬|“[^”]+”(?:政策)?|[一二三四五六七八九十\d]条(?:政策)?)措施$")
# Words of which any plan may consist; a name made of nothing else names none.
_COMMON = re.compile(
    r"(?:专项|综合|整治|治理|改善|达标|限期|应急|处置|总体|实施|工作|行动|年度|重点|空间|发展|建设|产能|置换|减排|技术|具体|行业|"
    r"整改|扶持|保障|考核|管理|监督|评价|安全|提升|清单|项目|地区|本|区域|水质|控制|总量|总|推进|推广|城市|村庄|村镇|县域|体系|产业|"
    r"促进|改革|试点|长远|中长期|长期|近期|三年|五年|各类|相应|补偿|支持|政策|运营|任务|分工|的|和|与|及|指导|若干|暂行|试行|改进|优化)*"
    rf"(?:{_GENRES})"
)


# 国务院关于加强…的决定, 全国人大常委会关于《…》第…条的解释: who issues, what about, the genre, and no 《》 around.
_ABOUT = re.compile(
    r"关于(?P<about>(?:(?!关于)[^《》，。；：！？“”\s]|《[^《》]*》|“[^“”]*”){4,60}?)的(?P<genre>(?:若干|实施|指导|补充|重大|暂行|具体)?"
    r"(?:决定|决议|意见|通知|解释|批复|规定|办法|建议|公告|通告|方案|命令|复函|实施细则))"
    r"(?=$|[，。；：、！（(《\s]|精神|要求|等|和|及|与|以及|以|明确|提出|规定|第[一二三四五六七八九十\d]+条|的(?!通知|公告|通告|函|决定|批复))"
)
_NOTE = re.compile(r"(?:[（(][^（）()]*[)）]|\s)*")
# 突发事件损害评估办法由某部制定: the name at the head of its clause, who makes it behind.
_MADE_BY = re.compile(
    rf"(?:^|[，。；：、\s])(?P<name>[^，。；：、！？《》（）()\s]{{4,24}}?(?:{_GENRES}))由"
    r"(?P<who>[^，。；《》]{2,30}?)(?:共同|组织|负责|联合|会同[^，。；]{2,20})*(?:制定|制订|拟订|公布|发布|编制|印发|颁布)(?=$|[，。；并后])"
)
_NEW = re.compile(r"(?:新修订的?|修订后的?|新的|最新|近日|日前|其中)+")


def find(text: str) -> Iterator[Bare]:
    """Every name of a document that stands without 《》, none within another; not in order."""
    taken = bytearray(len(text))  # 1 for each character of a name
    about = _about(text) if "关于" in text else ()
    made_by = _made_by(text) if "由" in text else ()
    for found in (*about, *_national(text), *_by_verb(text), *made_by):
        if 1 not in taken[found.start : found.end]:
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            yield found


def _about(text: str) -> Iterator[Bare]:
    for found in _ABOUT.finditer(text):
        lead = text[: found.start()]
        held = bodies.before(lead)
        start = lead.rfind(held[0]) if held else -1
        rest = text[found.end("genre") :]
        whole = start == 0 and _NOTE.fullmatch(rest) is not None  # the line of a document's own title
        if start >= 0 and not whole and all(map(bodies.is_anchored, held)) and not re.search(r"[《“]", lead[start:]):
            # 省政府关于… is no title yet: who 省政府 is stands beside it
            yield Bare(found.start() if any(map(bodies.is_deictic, held)) else start, found.end("genre"))


def _made_by(text: str) -> Iterator[Bare]:
    for found in _MADE_BY.finditer(text):
        makers = bodies.split(found["who"])
        if names(found["name"]) and makers and all(map(bodies.is_anchored, makers)):  # 另行制定 is still to be done
            start = found.start("name") + (new.end() if (new := _NEW.match(found["name"])) else 0)
            yield Bare(start, found.end("name"))


def _national(text: str) -> Iterator[Bare]:
    for found in _FULL.finditer(text):
        if not _NOT_LAW.search(found["name"]):
            yield _whole(text, *found.span("name"))
    for last, name in _automaton().iter_long(text):
        start, end = last + 1 - len(name), last + 1
        local = start > 0 and text[start - 1] in "省市区县州盟旗我" and name.endswith("条例")  # 某省物业管理条例
        if (
            local
            or _ON.match(text, end)
            or (len(name) <= _SHORT and not _BEFORE_SHORT.search(text[max(start - 2, 0) : start]))
        ):
            continue
        yield _whole(text, start, end)


def _whole(text: str, start: int, end: int) -> Bare:
    more = _MADE_UNDER.match(text, end)
    return Bare(start, more.end() if more else end)


def _by_verb(text: str) -> Iterator[Bare]:
    for found in _LAW.finditer(text):
        begin, end = found.span("name")
        begin += lead.end() if (lead := _AFTER.match(found["name"])) else 0
        if not _NOT_LAW.search(text[begin:end]) and end - begin > _SHORT:
            yield _whole(text, begin, end)
    for pattern in (_MADE, _KEPT):
        for found in pattern.finditer(text):
            if names(found["name"]):
                yield Bare(*found.span("name"), made=True)


def names(name: str) -> bool:
    """Whether a phrase that ends in a genre names a document: 废铅蓄电池回收管理办法, but not 专项治理方案."""
    if _STARTS.match(name) or _COMMON.fullmatch(name) or len(name) < 6:
        return False
    if name.endswith("措施"):
        return bool(_NAMED_STEPS.search(name))
    return not _ENDS.search(name)


@cache
def _automaton() -> ahocorasick.Automaton:
    found = ahocorasick.Automaton()
    for name in laws():
        found.add_word(name, name)
    found.make_automaton()
    return found
