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
_FORWARD = re.compile(r"(?:规划|纲要|计划|方案|要点|行动|目标|意见|通知)(?:（[^）]*）)?$")


def moments(parsed: Sequence[Parsed], context: Context) -> Iterator[Moment]:
    """A moment for each sentence, in order."""
    state = _start(context)
    for item in parsed:
        if context.genre is Genre.REPORT:
            state = _titled(item, context) or _opened(state, item, context) or state
        yield state


def _start(context: Context) -> Moment:
    forward = context.genre is Genre.POLICY or bool(
        context.genre is not Genre.REPORT and _FORWARD.search(context.title)
    )
    return Moment(TARGET if forward else ACTUAL, "")


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
    if _BACK_SPAN.match(text) and (state.status == ACTUAL or "过去" in text[:6]):
        return Moment(ACTUAL, _years(year, -5, -1))
    if _BACK_YEAR.match(text) and (state.status == ACTUAL or "过去" in text[:12]):
        return Moment(ACTUAL, str(year - 1) if year else "")
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
