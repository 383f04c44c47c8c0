"""When the file's own document takes effect and expires, from its running sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.policies import calendar
from kg.extract.policies.lines import HEAD_LINES
from kg.extract.policies.own import SELF, SELF_NOUNS, Own
from kg.model import Parsed, Span

ACT = r"(?:正式)?(?:施行|实施|执行|生效|试行|实行)"
_DAY = r"(?:印发|公布|发布|颁布|颁发|下发|发文|通过|批准|签发)(?:之)?日"
_FROM = re.compile(
    rf"(?:自|从|于|定于)\s*(?:(?P<date>{calendar.DATE})|(?P<event>{_DAY}))(?:\s*[（(][^（）()]*[)）])?\s*(?:起)?"
    rf"(?:\s*(?:满)?(?P<days>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?P<unit>日|天|个月)(?:后|起))?\s*(?:开始|起)?[^，。；]{{0,6}}?{ACT}"
)
_TERM = re.compile(
    rf"(?:有效期|试行期|实施期|执行期|施行期)(?:限)?(?:暂定)?(?:为|是)?\s*{calendar.TERM}|试行\s*(?P<amount2>\d|[一二两三四五])\s*(?P<measure2>年)"
)
_UNTIL = re.compile(
    rf"(?:有效期(?:限)?|执行期限?|实施期限?|施行|实施|执行|有效)?(?:截止|截至|止|到|至)(?:于|到)?\s*(?P<date>{calendar.DATE})(?:止|为止|终止|失效|前有效)?"
)
_PROCLAIM = re.compile(r"现(?:予|将|予以)?(?:[^。]{0,20})?(?:公布|发布|印发|颁布)")
_SUBJECT = re.compile(rf"本(?:{SELF_NOUNS})(?:规定)?(?:的)?[^，。；]{{0,2}}$")
_STARTS = re.compile(
    r"^(?:第[一二三四五六七八九十百零]+条|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[\d.]+|附则)?[\s\u3000]*(?:自|从|有效期)"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """When the main document takes effect or expires, by one sentence."""

    role: str  # effective, expires
    value: str
    evidence: Span
    rule: str
    derived: str = ""


def terms(own: Own, parsed: Sequence[Parsed]) -> Iterator[Stated]:
    """When the main document takes effect and expires; what the text only lets compute is marked as derived.

    A stated date wins over a computed one: 自印发之日起施行 says nothing new where a metadata line gives 实施日期.
    What a cover notice says of effect and term holds for the document that it gives out.
    """
    known = {(p.of_cover, p.role): p.value for p in own.particulars}
    issued = known.get((True, "issued")) or known.get((False, "issued")) or ""
    effective, expires = known.get((False, "effective"), ""), known.get((False, "expires"), "")
    begun = ""
    pending: list[tuple[re.Match[str], Parsed]] = []
    for index, held in enumerate(parsed):
        if not _speaks_of_itself(held.text, index):
            continue
        if stated := _effect(held, issued, known=bool(effective)):
            begun = begun or stated.value
            yield stated
        until = _UNTIL.search(held.text)
        if until and _close(held.text, until.start()) and (day := calendar.iso(until["date"])):
            yield Stated("expires", day, held.sentence.span, "stated end")
        elif (term := _TERM.search(held.text)) and _close(held.text, term.start()):
            pending.append((term, held))
    start = begun or effective or issued
    for term, held in pending if calendar.is_day(start) and not expires else ():
        amount, measure = term["amount"] or term["amount2"], term["measure"] or term["measure2"]
        end = calendar.later(start, amount, measure)
        yield Stated("expires", end, held.sentence.span, "term", f"{start} + {amount}{measure}")


def _speaks_of_itself(text: str, index: int) -> bool:
    return bool(SELF.search(text) or _STARTS.match(text) or (_PROCLAIM.search(text) and index < 2 * HEAD_LINES))


def _close(text: str, start: int) -> bool:
    """Whether a term stands by the document's own coming into force: …起施行，有效期5年; 本通知有效期1年."""
    lead = re.split(r"[。；;]", text[:start])[-1]
    return bool(_SUBJECT.search(lead) or re.search(rf"{ACT}[^。；]{{0,8}}$", lead) or not lead.strip())


def _effect(held: Parsed, issued: str, *, known: bool) -> Stated | None:
    """The day of effect that a sentence states, or lets compute from the day of issue where none is `known`."""
    span = held.sentence.span
    for found in _FROM.finditer(held.text):
        lead = held.text[: found.start()]
        if not (_SUBJECT.search(lead) or _STARTS.match(held.text) or re.search(r"[，,]\s*$", lead)):
            continue
        if found["date"]:
            return Stated("effective", calendar.iso(found["date"]), span, "stated day of effect")
        if known or not calendar.is_day(issued):
            return None
        if not found["days"]:
            return Stated("effective", issued, span, "day of issue", f"{found['event']} = {issued}")
        count = calendar.number(found["days"])
        months = found["unit"] == "个月"
        day = calendar.later(issued, str(count), "月") if months else calendar.after(issued, count)
        return Stated("effective", day, span, "days after issue", f"{issued} + {found['days']}{found['unit']}")
    return None
