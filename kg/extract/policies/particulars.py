"""Dates of effect and expiry, terms, and who issued what and when, from running sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.policies import bodies, calendar
from kg.extract.policies.citations import Citation
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
_STARTS = re.compile(
    r"^(?:第[一二三四五六七八九十百零]+条|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[\d.]+|附则)?[\s\u3000]*(?:自|从|有效期)"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One particular of one document by one sentence."""

    cover: bool  # of the cover notice, else of the main document
    role: str
    value: str
    evidence: Span
    rule: str
    derived: str = ""


def terms(own: Own, parsed: Sequence[Parsed]) -> Iterator[Stated]:
    """When the file's documents take effect and expire; what the text only lets compute is marked as derived.

    A stated date wins over a computed one: 自印发之日起施行 says nothing new where a metadata line gives 实施日期.
    """
    known = {(p.of_cover, p.role): p.value for p in own.particulars}
    issued = known.get((True, "issued")) or known.get((False, "issued")) or ""
    labelled = {role: known.get((False, role), "") for role in ("effective", "expires")}
    begun: dict[bool, str] = {}
    pending: list[tuple[bool, re.Match[str], Parsed]] = []
    for index, held in enumerate(parsed):
        cover = _speaks_of_cover(own, index, held.text)
        if cover is None:
            continue
        for stated in _effect(held, cover, issued, labelled["effective"]):
            begun.setdefault(cover, stated.value)
            yield stated
        until = _UNTIL.search(held.text) if "有效" in held.text or re.search(_ACT, held.text) else None
        if until and re.search(r"有效|执行|施行|实施|止", until.group()) and (day := calendar.iso(until["date"])):
            yield Stated(cover, "expires", day, held.sentence.span, "stated end")
        elif term := _TERM.search(held.text):
            pending.append((cover, term, held))
    for cover, term, held in pending:
        start = begun.get(cover) or labelled["effective"] or begun.get(not cover) or issued
        if labelled["expires"] or not calendar.is_day(start):
            continue
        amount, measure = term["amount"] or term["amount2"], term["measure"] or term["measure2"]
        end = calendar.later(start, amount, measure)
        yield Stated(cover, "expires", end, held.sentence.span, "term", f"{start} + {amount}{measure}")


def _speaks_of_cover(own: Own, index: int, text: str) -> bool | None:
    """Whether the sentence states something of the cover notice (True) or of the main document (False); None: of neither."""
    if own.has_cover and index < own.attached_at:
        noun = SELF.search(text)
        if noun and own.cover.title.genre.endswith(noun["noun"]):
            return False  # the cover's term is that of what it gives out
        return False if _PROCLAIM.search(text) or noun or _STARTS.match(text) else None
    if SELF.search(text) or _STARTS.match(text) or (_PROCLAIM.search(text) and index < 40):
        return False
    return None


def _effect(held: Parsed, cover: bool, issued: str, labelled: str) -> Iterator[Stated]:
    for found in _FROM.finditer(held.text):
        lead = held.text[: found.start()]
        subject = re.search(rf"本(?:{SELF_NOUNS})(?:规定)?(?:的)?[^，。；]{{0,2}}$", lead)
        if not (subject or _STARTS.match(held.text) or _PROCLAIM.search(lead)) and not re.search(r"[，,]\s*$", lead):
            continue
        if found["date"]:
            day = calendar.iso(found["date"])
            if day and not found["days"]:
                yield Stated(cover, "effective", day, held.sentence.span, "stated day of effect")
            return
        if labelled or not issued:
            return
        if not found["days"]:
            yield Stated(cover, "effective", issued, held.sentence.span, "day of issue", f"{found['event']} = {issued}")
        elif calendar.is_day(issued):
            count = calendar.number(found["days"])
            day = calendar.later(issued, str(count), "月") if found["unit"] == "个月" else calendar.after(issued, count)
            yield Stated(
                cover,
                "effective",
                day,
                held.sentence.span,
                "days after issue",
                f"{issued} + {found['days']}{found['unit']}",
            )
        return


# Verbs by which somebody issues a document. 推动出台 and 制定 count; 落实 and 实施 name no issuer.
_ISSUE = "出台|印发|制定印发|发布|颁布|颁发|公布|制定|编制|制订|推出|下发|联合印发|联合发布|联合出台|起草|研究制定|修订|修订出台|制定实施|出台实施|颁布实施|签署"
_ISSUES = re.compile(rf"(?P<verb>(?:{_ISSUE}))(?:实施|完善|落实|出台|印发)?(?:了|好)?(?:新版|新修订的?|首部|首个)?$")
_BETWEEN = re.compile(r"^(?:[、和及与,，]|以及|等|\s|系列|一系列)*$")
_DATE_AT = re.compile(rf"(?P<date>{calendar.DATE})")


_ADVERBS = re.compile(
    r"(?:先后|陆续|正式|联合|积极|及时|已经|已|率先|共同|牵头|推动|研究|组织|又|还|相继|进一步|统一|同步|也|新|近日|日前|专门|随即)+$"
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


def _subject(held: Parsed, lead: str, context: Context) -> tuple[Mention, ...]:
    """The body or region right before the verb, else one that fills a clause before it; else who speaks."""
    clause = re.split(r"[。；;！]", lead)[-1]
    for place, part in enumerate(reversed(re.split(r"[，,：:]", clause))):
        bare = _ADVERBS.sub("", part.strip())
        names = tuple(name for name in bodies.before(bare) if bodies.is_anchored(name))
        if names and (place == 0 or bodies.split(bare)):
            return tuple(bodies.mention(name, context) for name in names)
        regions = [m for m in held.of(Kind.REGION) if m.name and m.span and bare.endswith(m.text)]
        if regions and (place == 0 or bare == regions[-1].text):
            return (regions[-1],)
    if context.genre in {Genre.REPORT, Genre.PRESS} and context.speaker.name:
        return (context.speaker,)
    return ()


def _day(lead: str) -> str:
    """The last date of the clause, as ISO; empty where it has none."""
    dates = [m["date"] for m in _DATE_AT.finditer(re.split(r"[。；;]", lead)[-1])]
    return calendar.iso(dates[-1]) if dates else ""


_IN_FORCE = re.compile(r"^(?:已|于|自)?(?P<date>[^，。；]{0,14}?)(?:起|开始)?(?:正式)?(?:施行|生效)")


def effects(held: Parsed, cited: Sequence[Citation], reviewed: str) -> Iterator[tuple[Citation, str]]:
    """Documents of others that the sentence says took effect: 新修改的《…》正式施行."""
    for citation in cited:
        found = _IN_FORCE.match(held.text[citation.end :])
        if found and (day := calendar.iso(found["date"]) or ("" if found["date"] else reviewed)):
            yield citation, day
