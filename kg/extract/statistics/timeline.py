"""Where in its course a document is: looking back on a year or five, or setting out what is to come.

Work reports say it in headings (一、2025年工作回顾) and in the sentences that open a part (五年来, …;
今年主要预期目标是…). Other documents are told by their kind: a plan sets out, news looks back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Context, Genre, Parsed
from kg.values.periods import Role, find, plan

ACTUAL, TARGET = "actual", "target"


@dataclass(frozen=True, slots=True)
class Moment:
    """The status and period that hold for a sentence unless it says otherwise."""

    status: str
    period: str  # empty where none can be known


_ADDRESS = re.compile(r"^(?:各位代表|同志们|各位委员)[！，：!,:]?|^[　\s]+")
_TITLE = re.compile(r"^(?:第[一二三四五六七八九十]+[章节部]分?|[一二三四五六七八九十]{1,3}、)")
_SUBTITLE = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]|^\d{1,2}[.．、]")
_REVIEW = re.compile(r"回顾|成就|成绩|完成情况|执行情况|发展情况|成效|总结")
_OUTLOOK = re.compile(
    r"目标|考虑|规划|思路|任务|安排|重点工作|部署|预期|要求|建议|计划|展望|主要工作|年工作$|实事|开好局"
)
_PLAN_NAME = re.compile(
    r"[“\"]?((?:十[一二三四五六七]?|[一二三四五六七八九])五)(?:[”\"]|(?=规划|计划|时期))|第(十[一二三四五六七]?)个五年"
)

_BACK_YEAR = re.compile(
    r"[^，。]{0,8}(?:过去(?:的)?一年|一年来|刚刚过去的|过去的(?:19|20)\d\d年|这一年)|回顾(?:过去)?一年"
)
_BACK_SPAN = re.compile(r"[^，。未今]{0,8}(?:五年来|过去(?:的)?五年|这五年|五年间|本届政府任期)")
_PLAN = re.compile(
    r"[^，。今年]{0,8}[“\"](?P<plan>(?:十[一二三四五六七]?|[一二三四五六七八九])五)[”\"](?!规划)"
    r"(?:时期|期间|以来|发展|末|(?:这|的)(?:五年|极?不))"
)
_AHEAD_YEAR = re.compile(
    r"(?:综合[^，]{0,8}，)?[^，。]{0,8}(?P<year>今年|新的一年|(?:19|20)\d\d年)[^，。]{0,24}"
    r"(?:目标|要|工作|任务|安排|总体要求|开局|关键|重点|抓好|将)"
    r"|[^，。]{0,16}(?:主要预期目标|预期目标|发展主要目标|发展的主要目标)[是为：]"
)
_AHEAD_SPAN = re.compile(r"展望(?!20)|[^，。]{0,2}(?:未来|今后)五年")
_FORWARD = re.compile(r"(?:规划|纲要|计划|方案|要点|行动|目标|意见|通知|决定|办法)(?:（[^）]*）)?$")
# Outside of work reports: a document that orders or plans, and in it the sentences that tell what has been.
_ORDERS = re.compile(
    r"^专栏|各省、自治区、直辖市|各区人民政府|现印发给|请认真贯彻|(?:规划|纲要|方案|计划)》?(?:的通知|（\d{4})"
)
# A sentence without a subject that begins with what is to be done, as plans are written.
_IMPERATIVE = re.compile(
    r"(?:专栏\d*\s*|[（(][一二三四五六七八九十]+[）)]|\d+[.．]|[一二三四五六七八九十]+、)?(?:全面|大规模|继续|系统|进一步|深入|积极|着力|大力|稳步|加快|持续|切实|严格|合理)*(?:加强|推进|完善|实施|建立|开展|强化|坚持|提高|优化"
    r"|加快|推动|深化|落实|严格|推行|合理|保护|控制|制定|促进|改革|鼓励|支持|健全|构建|统筹|建设|限期|继续|提升|编制|力争|确保|扩大|规范|引导|发挥)"
)
_NARRATES = re.compile(r"记者|报道|新华社|答记者问|据介绍|获悉|讯")
_PAST = re.compile(
    r"已(?!批|建成的)|了(?!解)|截至|累计|去年|上年|以来|增长到|提高到了|期间，[^。]*(?:完成|达到|增长|下降)|分别为|取得|目前|现有|原来|由原|[从由](?:19|20)\d\d年的"
    r"|超额完成|有所(?:改善|好转|提高|下降|增强|缓解)"
)


def moments(parsed: Sequence[Parsed], context: Context) -> Iterator[Moment]:
    """A moment for each sentence, in order."""
    if context.genre is Genre.REPORT:
        yield from _course(parsed, context)
        return
    forward = _is_forward(parsed, context)
    for item in parsed:
        yield Moment(TARGET if forward and not _PAST.search(item.text) else ACTUAL, "")


def _course(parsed: Sequence[Parsed], context: Context) -> Iterator[Moment]:
    """The course of a report. Where no heading parts it, what a sentence opens lasts for its paragraph."""
    start = Moment(ACTUAL, "")
    titles = [_titled(item, context) for item in parsed]
    parted = any(titles)
    state, paragraph = start, -1
    for item, title in zip(parsed, titles, strict=True):
        if not parted and item.sentence.paragraph != paragraph:
            state, paragraph = start, item.sentence.paragraph
        state = title or _opened(state, item, context) or state
        yield state


def _is_forward(parsed: Sequence[Parsed], context: Context) -> bool:
    """Whether a document that is no report sets out what is to be done."""
    if context.genre is Genre.POLICY or _FORWARD.search(context.title):
        return True
    opening = [item.text for item in parsed[:16]]
    head = "".join(opening)[:600]
    if _NARRATES.search(head):
        return False
    ordering = sum(1 for text in opening if _IMPERATIVE.match(text))
    return bool(_ORDERS.search(head)) or 2 * ordering >= len(opening)


def _titled(item: Parsed, context: Context) -> Moment | None:
    """What a heading opens; None for a sentence that is none, or a heading that does not say."""
    text = item.text[:70]
    short = len(item.text) < 40 and not item.text.endswith(("。", "：", "报告", "！"))
    if not (item.sentence.is_heading or _TITLE.match(text) or short):
        return None
    title = text.partition("。")[0][:60]
    back, ahead = _REVIEW.search(title), _OUTLOOK.search(title)
    dated = _PLAN_NAME.search(title) or any(find(title, context.year))
    if not (back or ahead) or not dated or (_SUBTITLE.match(text) and not item.sentence.is_heading):
        return None
    looks_back = bool(back and (not ahead or back.start() < ahead.start() or "回顾" in title))
    return Moment(ACTUAL if looks_back else TARGET, _first_period(title, context, ahead=not looks_back))


def _opened(state: Moment, item: Parsed, context: Context) -> Moment | None:
    """What the sentence opens by its first words; None where it goes on with the part it stands in."""
    text = _ADDRESS.sub("", item.text[:90])
    year = context.year
    if text.endswith("报告") or item.text.startswith("——"):
        return None  # the title of the document
    if found := _PLAN.match(text):
        span = plan(found["plan"])
        return Moment(ACTUAL if year and int(span[-4:]) < year else TARGET, span)
    if _AHEAD_SPAN.match(text):
        return Moment(TARGET, _years(year, 0, 4))
    if state.status == ACTUAL or "过去" in text[:12]:
        if _BACK_SPAN.match(text):
            return Moment(ACTUAL, _years(year, -5, -1))
        if _BACK_YEAR.match(text):
            return Moment(ACTUAL, str(year - 1) if year else "")
    return _ahead(state, text, year)


def _ahead(state: Moment, text: str, year: int | None) -> Moment | None:
    found = _AHEAD_YEAR.match(text)
    if found and (year is None or found["year"] in {None, "今年", "新的一年", f"{year}年"}):
        keeps = found["year"] is None and state.status == TARGET and "/" in state.period
        return state if keeps else Moment(TARGET, str(year) if year else "")
    return None


def _years(year: int | None, first: int, last: int) -> str:
    return f"{year + first}/{year + last}" if year else ""


def _first_period(title: str, context: Context, *, ahead: bool) -> str:
    """The first period that a heading names; else the year before or the year of the document."""
    named = [(time.start, time.period) for time in find(title, context.year) if time.role is not Role.BASE]
    named += [(m.start(), plan(m[1] or m[2] + "五")) for m in _PLAN_NAME.finditer(title)]
    named = [pair for pair in named if pair[1]]
    if named:
        return min(named)[1]
    if context.year is None:
        return ""
    return str(context.year if ahead else context.year - 1)
