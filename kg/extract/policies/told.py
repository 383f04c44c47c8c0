"""Who issued a document of others and when, by the sentences that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.policies import bodies, calendar
from kg.extract.policies.citations import Citation
from kg.model import Context, Genre, Kind, Mention, Parsed

# Verbs by which somebody issues a document. 推动出台 and 制定 count; 落实 and 实施 name no issuer.
_ISSUE = "出台|印发|发布|颁布|颁发|公布|制定|编制|制订|推出|下发|修订|签署"
_ISSUES = re.compile(
    rf"(?P<verb>(?:{_ISSUE})(?:(?:并|和|、)?(?:{_ISSUE}|实施|完善|落实))*)(?:了|好)?(?:新版|新修订的?|修订后的|首部|首个)?$"
)
_BETWEEN = re.compile(r"^(?:[、和及与,，]|以及|等|\s|系列|一系列)*$")
_DATE_AT = re.compile(rf"(?P<date>{calendar.DATE})")


_BY_NUMBER = re.compile(r"以[^，以]{2,24}号$")  # 市政府以某府〔2021〕5号印发
_ASIDE = re.compile(r"[（(][^（）()]*[)）]$")  # 市场监管总局（国家标准委）
_ADVERBS = re.compile(
    r"(?:先后|陆续|正式|起草|联合|积极|及时|批准|对外|已经|已|率先|共同|牵头|推动|研究|组织|又|还|相继|进一步|统一|同步|也|新|近日|日前|专门|随即|分别|"
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
    for position, citation in enumerate(cited):
        lead = _lead(held.text, citation.start)
        following = next((c.start for c in cited[position + 1 :] if c.start >= citation.end), len(held.text))
        yield from _passive(held, citation, following, context)
        if "大" in held.text:
            yield from _congress(held, citation, last_end, following, context)
        if attributed := _attributed(held, citation, context):
            yield attributed
        between = held.text[last_end : citation.start]
        if chained and _BETWEEN.match(between):
            yield Issue(citation, *before)
        else:
            found = _ISSUES.search(lead.rstrip())
            chained = found is not None
            if found:
                opening = lead[: found.start()]
                day = _day(opening) or reviewed or _yearless(opening, context)
                told = re.split(r"[，,。；;]", opening)[-1]
                same = () if _ADVERBS.sub("", told.strip()) else before[0]  # 省政府出台《甲》，制定《乙》
                before = (_subject(held, opening, citation.start - len(lead) + len(opening), context) or same, day)
                yield Issue(citation, *before)
        last_end = citation.end


_FAR = 400  # the longest clause that is read before a title


def _lead(text: str, end: int) -> str:
    return text[max(0, end - _FAR) : end]


_OF = re.compile(
    rf"(?P<date>{calendar.DATE})?(?P<who>[^，。；（）《》]{{2,80}}?)(?:于)?(?P<late>{calendar.DATE})?"
    r"(?:发布|公布|颁布|印发|批准|制定|出台|发布实施|公布施行|下发)的$"
)


# 2009年颁布的《…》
_OF_DAY = re.compile(
    rf"(?P<date>{calendar.DATE})(?:正式)?(?:发布|公布|颁布|印发|制定|出台|下发|(?:审议|表决|修订|修正)?通过|修订|修正)的(?:原)?$"
)
_THIS = re.compile(r"该(?P<suffix>局|委|厅|部|办|署|院|中心)(?!门)")
_FROM = re.compile(r"(?:从|据)(?!化)")  # 从市民政局获悉; but 从化区
_ORDERED = re.compile(r"令?(?:\d{4}年)?第[^，。]{1,8}号$")


def _attributed(held: Parsed, citation: Citation, context: Context) -> Issue | None:
    """1989年国务院发布的《…》: issuer and date in the attribute of a title."""
    clause = _settled(held.text, re.split(r"[，。；（）》]", _lead(held.text, citation.start))[-1], citation.start)
    found = _OF.search(clause)
    dated = _OF_DAY.search(clause)
    if not found:
        return Issue(citation, (), calendar.iso(dated["date"])) if dated else None
    who = _ORDERED.sub("", found["who"])  # 1994年国务院令第158号发布的《…》
    names = tuple(name for name in bodies.before(who) if bodies.is_anchored(name))
    day = calendar.iso(found["date"] or found["late"] or (dated["date"] if dated else ""))
    mentions = tuple(bodies.mention(name, context) for name in names)
    return Issue(citation, mentions, day) if names or dated else None


def _settled(text: str, clause: str, end: int) -> str:
    """The clause with 该局 at its head named as the body before it is: 记者从市民政局获悉，该局…."""
    found = _THIS.match(clause)
    if not found:
        return clause
    before = text[: text.rfind(clause, 0, end)]
    for mark in reversed([m.end() for m in re.finditer(found["suffix"], before)]):
        if names := bodies.before(_FROM.sub("，", before[:mark])):
            return names[-1] + clause[found.end() :]
    return clause


def _subject(held: Parsed, lead: str, end: int, context: Context) -> tuple[Mention, ...]:
    """The body or region right before the verb, else one that fills a clause before it; else who speaks."""
    clause = re.split(r"[。；;！]", lead)[-1]
    for place, part in enumerate(reversed(re.split(r"[，,：:]", clause))):
        told = _settled(held.text, part.strip(), end)
        bare = _ASIDE.sub("", _ADVERBS.sub("", _BY_NUMBER.sub("", told)))
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


_YEARLESS = re.compile(
    rf"(?:^|[，,；。：\s）)])(?P<date>(?:今年|去年)(?:{calendar.MONTH})?|{calendar.MONTH}{calendar.DAY})(?:[，,]|(?=[\u4e00-\u9fa5]))(?!起|前|以|至|之|年?底)"
)


def _yearless(opening: str, context: Context) -> str:
    """The day of the clause that leaves its year to the day of the news: 6月8日，市政府印发."""
    found = _YEARLESS.search(re.split(r"[。；;]", opening)[-1])
    return _told(found["date"], context) if found else ""


# 《…》由某局、某局联合印发; 突发事件评估办法由某部制定. Who only leads the drafting (牵头编制) issues nothing.
_GIVES = "制定|制订|印发|公布|发布|颁布|颁发|编制|出台|下发|推出"
_BY = re.compile(
    rf"^[，,]?(?:已|现|正式|近日|日前|是|(?:于|在)?(?:{calendar.TOLD}))*由(?P<who>[^，。；《》]{{2,60}}?)"
    rf"(?:于|在)?(?P<date>{calendar.TOLD})?(?:联合|共同|正式|研究|统一)*"
    rf"(?:{_GIVES})(?:(?:并|和|、)?(?:{_GIVES}|实施))*(?=$|[，。；、）)\s])"
)
# 《…》已于6月1日印发; 6月1日，《…》正式发布.
_GIVEN = re.compile(
    rf"^[，,]?(?:已|现|将|近日|日前|正式|联合|经[^，。；《》]{{2,30}}(?:同意|批准|通过)[，,]?)*(?:于(?P<date>{calendar.TOLD}))?"
    r"(?:正式|联合|对外|印发|公布|并|以[^，。]{4,24}号)*(?:印发|公布|发布|颁布|出台)(?:实施|施行)?(?=$|[，。；、）)\s])"
)
_ON_DAY = re.compile(
    rf"(?:^|[，,；])(?:已|现|并|将)*于(?P<date>{calendar.TOLD})(?:正式|联合|对外)*(?:印发|公布|发布|颁布|出台)(?:实施|施行)?(?=$|[，。；、）)\s])"
)
# （2019年4月3日某市人民政府令第40号公布）
_BRACKET = re.compile(
    rf"^》?\s*[（(](?P<date>{calendar.DATE})[^（）()，；]{{0,40}}?(?:公布|发布|印发|颁布|通过|批准)(?=[，；\s）)]|施行)"
)
_SITS = re.compile(
    r"(?P<body>人大常委会|人民代表大会常务委员会|人民代表大会)(?:第[一二三四五六七八九十百\d]+次(?:全体)?会议)?"
    rf"(?:[，,]?(?:于|在)?(?P<late>{calendar.TOLD}))?(?:审议|表决|全票|高票|会议|[，,])*(?:通过|批准)"
)
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百\d]+届")
_OBJECT = re.compile(r"^(?:了)?(?:关于)?(?:新修订的?|修订后的|新的|新版|修改后的)?$")
_BEHIND = re.compile(r"^》?(?:\s*[（(]|[，,]?(?:已|业)?(?:于[^，。；]{4,12})?(?:经|由))")


def _passive(held: Parsed, citation: Citation, following: int, context: Context) -> Iterator[Issue]:
    """Who gives a document out, and when, by the words behind its title."""
    tail = held.text[citation.end : following].lstrip("》")
    lead = _lead(held.text, citation.start)
    if found := _BRACKET.match(held.text[citation.name_end : following]):
        yield Issue(citation, (), calendar.iso(found["date"]))
    if found := _BY.match(tail):
        names = tuple(name for name in bodies.split(found["who"]) if bodies.is_anchored(name))
        day = _told(found["date"] or "", context) or _dated_lead(lead, context)
        if names:
            yield Issue(citation, tuple(bodies.mention(name, context) for name in names), day)
    elif found := _GIVEN.match(tail) or _ON_DAY.search(tail):
        day = _told(found["date"] or "", context) or _dated_lead(lead, context)
        yield Issue(citation, (), day)


def _congress(held: Parsed, citation: Citation, begin: int, following: int, context: Context) -> Iterator[Issue]:
    """What a congress or its committee passed, told before the title, behind it or in the bracket behind it."""
    lead, tail = held.text[begin : citation.start], held.text[citation.name_end : following]
    for text, active in ((lead, True), (tail, False)):
        for found in _SITS.finditer(text):
            told = _ORDINAL.sub("", text[: found.end("body")])
            clause = re.split(r"[。；]", text[: found.start()])[-1]
            if not (_OBJECT.match(text[found.end() :]) if active else _BEHIND.match(clause)):
                continue
            names = tuple(name for name in bodies.before(told)[-1:] if bodies.is_anchored(name))
            dates = [m.group() for m in re.finditer(calendar.TOLD, clause)]
            day = _told(found["late"] or (dates[-1] if dates else ""), context)
            if names or day:
                yield Issue(citation, tuple(bodies.mention(name, context) for name in names), day)
            return


def _dated_lead(lead: str, context: Context) -> str:
    """The day that opens the clause of a title: 6月1日，《…》正式发布."""
    found = re.search(rf"(?:^|[。；])[^，。；]{{0,6}}?(?P<date>{calendar.TOLD})[，,]?$", lead)
    return _told(found["date"], context) if found else ""


def _told(text: str, context: Context) -> str:
    return calendar.told(text, context.year, context.date, past=True) if text else ""
