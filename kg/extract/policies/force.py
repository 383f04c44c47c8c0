"""When documents of others take effect and expire, by the sentence that names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.policies import calendar
from kg.extract.policies.citations import Citation
from kg.extract.policies.particulars import ACT
from kg.model import Context, Parsed

_ENDS = r"(?=$|[，。；、！）)：\s]|后|以来|之后)"
# A clause that speaks of the document still: 并自…, 将于…, 该办法自…, 《办法》自…, 新规自….
_SAME = re.compile(
    r"^(?:并|且|将|均|已|也|现|正式|其中|该|新|《[^《》]{1,12}》|(?:通知|意见|办法|规定|条例|方案|政策|新规|新政|细则|措施|法律|文件)(?:明确)?)*$"
)
_FROM = re.compile(rf"(?:自|从|于)?\s*(?P<date>{calendar.TOLD})\s*(?:起|开始)*\s*{ACT}{_ENDS}")
# 《…》正式施行 without a day: the year that a report looks back on.
_NOW = re.compile(r"^(?:已|现)?(?:全面)?(?:正式)?(?:施行|生效)")
_DATED = re.compile(rf"^(?:正式)?(?:施行|实施)[（(](?P<date>{calendar.DATE})[)）]")
# 2024年1月1日起正式施行的《…》
_ATTRIBUTE = re.compile(
    rf"(?:自|从|于)?(?P<date>{calendar.TOLD})\s*(?:起|开始)*\s*{ACT}的(?:新修订的?|新的|新版|修订后的)?$"
)
_ENDED = re.compile(rf"^(?:已|将)?(?:于|自)(?P<date>{calendar.DATE})(?:起|零时起)?(?:废止|失效|停止执行)")
_LASTS = re.compile(
    rf"(?:^|(?<=[，,]))[，,]?(?:该[\u4e00-\u9fa5]{{2}})?有效期(?:限)?(?:为|至|到|截至)?\s*(?:(?P<date>{calendar.DATE})|{calendar.TERM})"
)


@dataclass(frozen=True, slots=True)
class Term:
    """When a document of others takes effect or expires, by the sentence that names it."""

    citation: Citation
    role: str  # effective, expires
    value: str
    derived: str = ""


def effects(held: Parsed, cited: Sequence[Citation], context: Context, reviewed: str) -> Iterator[Term]:
    """Documents of others that the sentence says took effect, with their term."""
    for position, citation in enumerate(cited):
        following = next(
            (c.start for c in cited[position + 1 :] if not c.abbreviated and c.start >= citation.end), len(held.text)
        )
        before = cited[position - 1].end if position else 0
        tail = held.text[citation.name_end : following]
        day, end = _stated(tail, context, reviewed)
        if not day and (found := _ATTRIBUTE.search(held.text[before : citation.start])):
            day = _day(found["date"], context)
        if day:
            yield Term(citation, "effective", day)
        if ended := _ENDED.match(held.text[citation.end : following]):
            yield Term(citation, "expires", calendar.iso(ended["date"]))
        if lasts := _LASTS.search(tail[end:]):
            if lasts["date"] and (last := calendar.iso(lasts["date"])):
                yield Term(citation, "expires", last)
            elif lasts["amount"] and calendar.is_day(day):
                last = calendar.later(day, lasts["amount"], lasts["measure"])
                yield Term(citation, "expires", last, f"{day} + {lasts['amount']}{lasts['measure']}")


def _stated(tail: str, context: Context, reviewed: str) -> tuple[str, int]:
    """The day that the words behind a title give, and where those words end; the bracket behind it counts."""
    closed = tail.lstrip("》")
    shift = len(tail) - len(closed)
    for found in _FROM.finditer(tail):
        clause = re.split(r"[，。；：（()）]", tail[: found.start()])[-1].lstrip("》")
        if _SAME.match(clause.strip()) and (day := _day(found["date"], context)):
            return day, found.end()
    if dated := _DATED.match(closed):
        return calendar.iso(dated["date"]), shift + dated.end()
    if reviewed and (now := _NOW.match(closed)):
        return reviewed, shift + now.end()
    behind = re.match(r"》?(?:\s*[（(][^（）()]*[)）])?", tail)
    return "", behind.end() if behind else 0


def _day(text: str, context: Context) -> str:
    return calendar.told(text, context.year, context.date, past=False)
