"""What the lines around a document state of it: number line, metadata lines, signature, the bracket under the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.policies import bodies, calendar
from kg.extract.policies.lexicon import labels
from kg.model import Parsed, Span
from kg.values import document_numbers as numbers

HEAD_LINES = 60  # lines of a file that may be its head
Order = tuple[Parsed, str, str]  # the line that numbers an order, the number, the body

_DATE_LINE = re.compile(rf"^[（(]?(?:{calendar.DATE})[)）]?$")
_PRINTED = re.compile(rf"^(?P<body>.{{2,40}}?)\s*(?P<date>{calendar.DATE})\s*(?:印发|印制)$")
_PASSED = re.compile(rf"^[（(](?P<inside>.*(?:{calendar.DATE}).*(?:通过|公布|发布|批准|施行|修订|修正|印发).*)[)）]$")
_CONGRESS = re.compile(r"(?P<body>[\u4e00-\u9fa5]*人民代表大会(?:常务委员会)?)(?=第|通过|公布)")
_GIVEN = re.compile(r"(?:发布|公布|颁布|印发|批准)$")
_AMENDS = re.compile(r"修正|修订|修改|根据")
_COMES = re.compile(r"(?:施行|实施|执行|生效)$")
_UNDER_TITLE = 6  # lines in which a date in brackets stands under the title
_OFFICE = re.compile(r"总理|主席|部长|局长|署长|主任|会长|行长|[省市县区州]长|委员长")
_CLOSES = re.compile(r"^特此(?:公告|通告|通知|批复|函复|通报|决定)[。]?$")
_TERM_OF = re.compile(r"第[一二三四五六七八九十]+届")


@dataclass(frozen=True, slots=True)
class Particular:
    """Something stated of a policy document outside of running sentences."""

    role: str
    value: str
    evidence: Span
    of_cover: bool
    span: Span | None = None
    rule: str = ""


def particulars(parsed: Sequence[Parsed], at: int, order: Order | None) -> Iterator[Particular]:
    """All of them; `at` is the index of the sentence where an attached document begins, 0 where none does."""
    yield from _numbers(parsed, at)
    yield from _ordered(order)
    yield from _labelled(parsed)
    yield from signed(parsed, at)
    yield from _passed(parsed)


def _numbers(parsed: Sequence[Parsed], at: int) -> Iterator[Particular]:
    """Lines that are a number and nothing else, before the attached document begins."""
    for held in parsed[: min(at or HEAD_LINES, HEAD_LINES)]:
        number = numbers.parse(held.text) if len(held.text) < 60 else None
        if number and number.form in {numbers.Form.BRACKET, numbers.Form.ANNOUNCEMENT} and not label(held.text):
            yield Particular("number", str(number), held.sentence.span, True, held.sentence.span, "number line")
            return


def _ordered(order: Order | None) -> Iterator[Particular]:
    if order:
        held, number, body = order
        yield Particular("number", number, held.sentence.span, False, None, "head of an order")
        for name in bodies.split(body) or (body,):
            if not name.endswith("主席"):  # who signs a law is not who makes it
                yield Particular("issuer", name, held.sentence.span, False, None, "head of an order")


def is_date(text: str) -> bool:
    """Whether the line is a date and nothing else, as below a signature."""
    return _DATE_LINE.match(text) is not None


def label(text: str) -> str:
    """The label that a metadata line begins with (发文字号：); empty where it begins with none."""
    found = _label().match(text)
    return re.sub(r"\s+", "", found["label"]) if found else ""


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"[-·•\s]*(?P<label>{'|'.join(map(_spaced, labels()))})\s*[：:]")


def _spaced(name: str) -> str:
    return r"\s*".join(name)


def _labelled(parsed: Sequence[Parsed]) -> Iterator[Particular]:
    """Metadata lines (实施日期：…): effect and expiry belong to the attached document, the rest to the cover."""
    names = "|".join(map(_spaced, labels()))
    pattern = re.compile(
        rf"(?:^|[\s|·•-])(?P<label>{names})\s*[：:]\s*(?P<value>.*?)(?=(?:[\s|]+(?:{names})\s*[：:])|$)"
    )
    for held in parsed[: HEAD_LINES * 2]:
        if len(held.text) > 200:
            continue
        for found in pattern.finditer(held.text):
            role, value = labels()[re.sub(r"\s+", "", found["label"])], found["value"].strip(" |")
            if role != "title" and value:
                yield from _read(role, value, held)


def _read(role: str, value: str, held: Parsed) -> Iterator[Particular]:
    span = held.sentence.span
    if role == "number":
        if number := numbers.parse(value):
            yield Particular(role, str(number), span, True, None, "metadata line")
    elif role == "issuer":
        for body in bodies.split(value):
            yield Particular(role, body, span, True, None, "metadata line")
    elif day := calendar.iso(value):
        yield Particular(role, day, span, role not in {"effective", "expires"}, None, "metadata line")


def signed(parsed: Sequence[Parsed], at: int) -> Iterator[Particular]:
    """Signature: issuers, then the date alone on a line; a cover notice has it before the attached document."""
    for index, held in enumerate(parsed):
        if at and index >= at:
            break
        text = held.text
        if printed := _PRINTED.match(text):
            yield Particular(
                "published", calendar.iso(printed["date"]), held.sentence.span, True, None, "printing line"
            )
            continue
        if not _DATE_LINE.match(text):
            continue
        above = list(_above(parsed, index))
        if not above and index > 0 and not _closed(parsed, index):
            continue
        yield Particular("issued", calendar.iso(text), held.sentence.span, True, held.sentence.span, "signature")
        for line in reversed(above):
            for body in bodies.split(line.text):
                start = line.sentence.span.start + max(line.text.find(body), 0)
                span = Span(start, start + len(body)) if body in line.text else None
                yield Particular("issuer", body, line.sentence.span, True, span, "signature")
        return


def _above(parsed: Sequence[Parsed], index: int) -> Iterator[Parsed]:
    """The lines of bodies right above a date, nearest first."""
    for held in reversed(parsed[max(index - 12, 0) : index]):
        if not bodies.split(held.text) or len(held.text) > 120:
            return
        yield held


def _closed(parsed: Sequence[Parsed], index: int) -> bool:
    """Whether what stands above a date shows that it signs: who signs, 特此公告, or the end of the text."""
    near = [re.sub(r"\s+", "", p.text) for p in parsed[max(index - 2, 0) : index]]
    signs = _person(parsed[index - 1].text) or any(_OFFICE.fullmatch(text) for text in near)
    heads = parsed[index].text.startswith(("（", "(")) and index < _UNDER_TITLE
    return signs or heads or _CLOSES.match(near[-1]) is not None or index == len(parsed) - 1


def _person(text: str) -> bool:
    return bool(
        re.match(r"(?:市|省|区|县|州|主|部|局|署|总|委员会主|主任|会)?\s*(?:长|席|任|理|省长|市长)\s*[：:\s]", text)
    )


def _passed(parsed: Sequence[Parsed]) -> Iterator[Particular]:
    """The bracket below a title: （2021年7月27日国务院令第746号公布）, （1994年7月5日…会议通过）."""
    for held in parsed[:20]:
        found = _PASSED.match(held.text)
        if not found:
            continue
        yield from _told(found["inside"], held.sentence.span)
        return


def _told(inside: str, span: Span) -> Iterator[Particular]:
    """What the pieces of such a bracket say of the document itself; what amended it later is of another."""
    rule, day = "bracket under the title", ""
    for piece in re.split(r"[，,；;\s]+(?=根据|自|(?:19|20)\d{2}年|经)|[，,；;]", inside):
        told, given = calendar.iso(piece), tuple(_given(piece))
        if told and _COMES.search(piece):
            yield Particular("effective", told, span, False, None, rule)
        elif not day or not _AMENDS.search(piece):
            yield from (Particular(role, value, span, False, None, rule) for role, value in given)
            by_order = any(role == "number" for role, _ in given)  # passed by a meeting, given out by an order
            day = told if told and (by_order or not day) else day
    if day:
        yield Particular("issued", day, span, False, None, rule)


def _given(piece: str) -> Iterator[tuple[str, str]]:
    """Number and issuers in a piece of the bracket."""
    for _, number in numbers.find(piece):
        yield "number", str(number)
        if number.form is not numbers.Form.BRACKET:
            yield from (("issuer", name) for name in bodies.split(number.issuer) or (number.issuer,))
    if congress := _CONGRESS.search(_TERM_OF.sub("", piece.partition("日")[2])):
        yield "issuer", congress["body"]
    elif given := _GIVEN.search(piece):
        yield from (("issuer", name) for name in bodies.before(piece[: given.start()]) if bodies.is_anchored(name))
