"""Dates of effect and expiry, terms, and who issued what and when, from running sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.policies import bodies, calendar
from kg.extract.policies.citations import Citation
from kg.extract.policies.lines import HEAD_LINES
from kg.extract.policies.own import SELF, SELF_NOUNS, Own
from kg.model import Context, Genre, Kind, Mention, Parsed, Span

_ACT = r"(?:正式)?(?:施行|实施|执行|生效|试行|实行)"
_DAY = r"(?:印发|公布|发布|颁布|颁发|下发|发文|通过|批准|签发)(?:之)?日"
_FROM = re.compile(
    rf"(?:自|从|于|定于)\s*(?:(?P<date>{calendar.DATE})|(?P<event>{_DAY}))(?:\s*[（(][^（）()]*[)）])?\s*(?:起)?"
    rf"(?:\s*(?:满)?(?P<days>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?P<unit>日|天|个月)(?:后|起))?\s*(?:开始|起)?[^，。；]{{0,6}}?{_ACT}"
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
    return bool(_SUBJECT.search(lead) or re.search(rf"{_ACT}[^。；]{{0,8}}$", lead) or not lead.strip())


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


# Verbs by which somebody issues a document. 推动出台 and 制定 count; 落实 and 实施 name no issuer.
_ISSUE = "出台|印发|发布|颁布|颁发|公布|制定|编制|制订|推出|下发|起草|修订|签署"
_ISSUES = re.compile(
    rf"(?P<verb>(?:{_ISSUE})(?:(?:并|和|、)?(?:{_ISSUE}|实施|完善|落实))*)(?:了|好)?(?:新版|新修订的?|修订后的|首部|首个)?$"
)
_BETWEEN = re.compile(r"^(?:[、和及与,，]|以及|等|\s|系列|一系列)*$")
_DATE_AT = re.compile(rf"(?P<date>{calendar.DATE})")


_BY_NUMBER = re.compile(r"以[^，以]{2,24}号$")  # 市政府以某府〔2021〕5号印发
_ADVERBS = re.compile(
    r"(?:先后|陆续|正式|联合|积极|及时|已经|已|率先|共同|牵头|推动|研究|组织|又|还|相继|进一步|统一|同步|也|新|近日|日前|专门|随即|分别|"
    r"(?:会同|联合|商)(?:有关|相关|多个|其他)(?:部门|部委|单位|方面))+$"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """Somebody issues the cited document."""

    citation: Citation
    issuers: tuple[Mention, ...]
    issued: str


def issues(held: Parsed, cited: Sequence[Citation], context: Context, reviewed: str) -> Iterator[Issue]:
    """我区出台《…》《…》, 国务院颁布《…》: verb before a list of titles, its subject the last body or region before."""
    chained = False
    before: tuple[tuple[Mention, ...], str] = ((), "")
    last_end = 0
    for citation in cited:
        lead = held.text[: citation.start]
        if attributed := _attributed(held, citation, context):
            yield attributed
        between = held.text[last_end : citation.start]
        if chained and _BETWEEN.match(between):
            yield Issue(citation, *before)
        else:
            found = _ISSUES.search(lead.rstrip())
            chained = found is not None
            if found:
                before = (_subject(held, lead[: found.start()], context), _day(lead[: found.start()]) or reviewed)
                yield Issue(citation, *before)
        last_end = citation.end


_OF = re.compile(
    rf"(?P<date>{calendar.DATE})?(?P<who>[^，。；（）《》]{{2,80}}?)(?:于)?(?P<late>{calendar.DATE})?"
    r"(?:发布|公布|颁布|印发|批准|制定|出台|发布实施|公布施行|下发)的$"
)


_ORDERED = re.compile(r"令?(?:\d{4}年)?第[^，。]{1,8}号$")


def _attributed(held: Parsed, citation: Citation, context: Context) -> Issue | None:
    """1989年国务院发布的《…》: issuer and date in the attribute of a title."""
    clause = re.split(r"[，。；（）》]", held.text[: citation.start])[-1]
    found = _OF.search(clause)
    if not found:
        return None
    who = _ORDERED.sub("", found["who"])  # 1994年国务院令第158号发布的《…》
    names = tuple(name for name in bodies.before(who) if bodies.is_anchored(name))
    day = calendar.iso(found["date"] or found["late"] or "")
    mentions = tuple(bodies.mention(name, context) for name in names)
    return Issue(citation, mentions, day) if names else None


def _subject(held: Parsed, lead: str, context: Context) -> tuple[Mention, ...]:
    """The body or region right before the verb, else one that fills a clause before it; else who speaks."""
    clause = re.split(r"[。；;！]", lead)[-1]
    for place, part in enumerate(reversed(re.split(r"[，,：:]", clause))):
        bare = _ADVERBS.sub("", _BY_NUMBER.sub("", part.strip()))
        names = tuple(name for name in bodies.before(bare) if bodies.is_anchored(name))
        if names and (place == 0 or bodies.split(bare)):
            return tuple(bodies.mention(name, context) for name in names)
        regions = [m for m in held.of(Kind.REGION) if m.name and m.span and bare.endswith(m.text)]
        if regions and (place == 0 or bare == regions[-1].text):
            return (regions[-1],)
    if context.genre in {Genre.REPORT, Genre.PRESS} and context.speaker.name:
        return (context.speaker,)
    return ()


# Dates that tell of no issue: of another document, of a span, of a deadline.
_OTHER_DAY = re.compile(
    rf"(?:{calendar.DATE})[^，。；》]{{0,60}}的《[^》]*》|《[^》]*》|[（(][^（）()]*[)）]|\d{{4}}\s*[-—－–~至到]+\s*(?:{calendar.DATE})|"
    rf"(?:{calendar.DATE})(?:[-—－–~至到]|底?之?以?前|年?底|起|以来|版|年版|以后|度)"
)


def _day(lead: str) -> str:
    """The last date of the clause, as ISO; empty where it has none."""
    clause = _OTHER_DAY.sub("", re.split(r"[。；;]", lead)[-1])
    dates = [m["date"] for m in _DATE_AT.finditer(clause)]
    return calendar.iso(dates[-1]) if dates else ""


# 新修改的《…》正式施行; 公布《…》，自2021年3月1日起施行，有效期5年.
_IN_FORCE = re.compile(
    rf"^(?:[，,]?(?:将|并|已|均)?(?:自|于|从)(?P<date>{calendar.DATE})(?:起|开始)?(?:正式)?{_ACT}|(?:已|于|自)?(?P<bare>[^，。；]{{0,14}}?)(?:起|开始)?(?:正式)?(?:施行|生效))"
)
_LASTS = re.compile(
    rf"[，,]?(?:该[\u4e00-\u9fa5]{{2}})?有效期(?:限)?(?:为|至|到|截至)?\s*(?:(?P<date>{calendar.DATE})|{calendar.TERM})"
)


@dataclass(frozen=True, slots=True)
class Term:
    """When a document of others takes effect or expires, by the sentence that names it."""

    citation: Citation
    role: str  # effective, expires
    value: str
    derived: str = ""


def effects(held: Parsed, cited: Sequence[Citation], reviewed: str) -> Iterator[Term]:
    """Documents of others that the sentence says took effect, with their term."""
    for citation in cited:
        end, day = citation.end, ""
        if found := _IN_FORCE.match(held.text[end:]):
            day = calendar.iso(found["date"] or found["bare"] or "") or (
                "" if found["date"] or found["bare"] else reviewed
            )
            end += found.end()
            if day:
                yield Term(citation, "effective", day)
        if lasts := _LASTS.match(held.text[end:]):
            if lasts["date"] and (last := calendar.iso(lasts["date"])):
                yield Term(citation, "expires", last)
            elif lasts["amount"] and calendar.is_day(day):
                last = calendar.later(day, lasts["amount"], lasts["measure"])
                yield Term(citation, "expires", last, f"{day} + {lasts['amount']}{lasts['measure']}")
