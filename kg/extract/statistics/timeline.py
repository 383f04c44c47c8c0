"""Where in its course a document is: looking back on a year or five, or setting out what is to come.

Work reports say it in headings (一、2025年工作回顾) and in the sentences that open a part (五年来, …; 今年主要预期目标是…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Context, Genre, Parsed
from kg.values.periods import Role, find, plan


@dataclass(frozen=True, slots=True)
class Moment:
    """The status and period that hold for a sentence unless it says otherwise."""

    status: str  # actual, target
    period: str  # empty where none can be known


_REVIEW = re.compile(r"回顾|成就|成绩|完成情况|执行情况|发展情况|成效")
_OUTLOOK = re.compile(
    r"目标|考虑|规划|思路|任务|安排|重点工作|部署|预期|要求|建议|计划|展望|主要工作|工作重点|实事|政府工作$"
)
_TITLE = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[、）)]|^第[一二三四五六七八九十]+[章节部]")
_LOOKS_BACK_YEAR = re.compile(
    r"^[^，。]{0,8}(?:过去一年|一年来|过去的一年|过去的20\d\d年|这一年)|^20\d\d年，我们|^回顾(?:过去)?一年"
)
_LOOKS_BACK_SPAN = re.compile(
    r"^[^，。]{0,10}(?:五年来|过去五年|过去的五年|这五年|五年间|五年的|回望“十四五”|“十四五”(?:时期|期间|以来)|本届政府)"
)
_AHEAD_YEAR = re.compile(
    r"^(?:综合[^，]{0,8}，)?(?:[^，。]{0,6}(?:做好|完成|建议|实现))?(?:今年|20\d\d年|新的一年)[^，。]{0,24}(?:目标|要|工作|任务|安排|总体要求|开局|关键|重点|抓好)"
    r"|^[^，。]{0,14}(?:主要预期目标|预期目标|主要目标)[是为：]"
)
_AHEAD_PLAN = re.compile(
    r"^[^，。]{0,8}[“\"]?(十[五六七]五)[”\"]?(?:时期|期间|发展)?[^。]{0,6}(?:是|要|主要|具有|经济社会)|^展望|^未来五年|^今后五年"
)
_PLAN_NAME = re.compile(r"[“\"]?(十[一二三四五六七]?五)[”\"]?")
_FORWARD_TITLE = re.compile(r"规划|纲要|计划|方案|要点|行动|目标")


def moments(parsed: Sequence[Parsed], context: Context) -> Iterator[Moment]:
    """A moment for each sentence, in order."""
    state = _start(context)
    for item in parsed:
        state = _next(state, item, context)
        yield state


def _start(context: Context) -> Moment:
    forward = context.genre is Genre.POLICY or (
        context.genre is not Genre.REPORT and bool(_FORWARD_TITLE.search(context.title[-8:]))
    )
    return Moment("target" if forward else "actual", "")


def _next(state: Moment, item: Parsed, context: Context) -> Moment:
    text = item.text[:60]
    if context.genre is not Genre.REPORT:
        return state
    if (item.sentence.is_heading or _TITLE.match(text)) and (opened := _titled(text, context)):
        return opened
    if len(item.text) < 40 and not item.text.endswith("。") and (opened := _titled(text, context)):
        return opened
    year = context.year
    if _AHEAD_PLAN.match(text) and not _LOOKS_BACK_SPAN.match(text):
        return Moment("target", _plan_in(text, context))
    if _LOOKS_BACK_SPAN.match(text) and state.status == "actual":
        return Moment("actual", f"{year - 5}/{year - 1}" if year else "")
    if _LOOKS_BACK_YEAR.match(text) and (state.status == "actual" or "过去" in text[:10]):
        return Moment("actual", str(year - 1) if year else "")
    if _AHEAD_YEAR.match(text) and (year is None or str(year - 1) not in text[:20]):
        return Moment("target", str(year) if year else "")
    return state


def _titled(text: str, context: Context) -> Moment | None:
    """What a heading opens; None for one that does not say."""
    title = text.partition("。")[0][:40]
    back, ahead = _REVIEW.search(title), _OUTLOOK.search(title)
    if not back and not ahead:
        return None
    if (
        not _PLAN_NAME.search(title)
        and not any(find(title, context.year))
        and not title.endswith(("回顾", "任务", "安排", "目标"))
    ):
        return None
    if back and (not ahead or back.start() < ahead.start()):
        return Moment("actual", _first_period(title, context, ahead=False))
    return Moment("target", _first_period(title, context, ahead=True))


def _first_period(title: str, context: Context, *, ahead: bool) -> str:
    """The first period that a heading names; else the year before or the year of the document."""
    named = [(time.start, time.period) for time in find(title, context.year) if time.role is not Role.BASE]
    named += [(m.start(), plan(m.group(1))) for m in _PLAN_NAME.finditer(title)]
    if named:
        return min(named)[1]
    if context.year is None:
        return ""
    return str(context.year if ahead else context.year - 1)


def _plan_in(text: str, context: Context) -> str:
    if found := _PLAN_NAME.search(text):
        return plan(found.group(1))
    return f"{context.year}/{context.year + 4}" if context.year else ""
