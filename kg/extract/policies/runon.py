"""The head of a document run together in one line: title, number, date, addressees, as copies of notices have it.

国务院办公厅关于加强…的通知国办发〔2014〕56号各省、自治区、直辖市人民政府：
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.policies import calendar, titles
from kg.extract.policies.lexicon import genres
from kg.extract.policies.lines import Particular
from kg.extract.policies.titles import Title
from kg.model import Parsed, Span
from kg.values import document_numbers as numbers

_FIRST = 4  # sentences in which a head may stand
_LONGEST = 220  # characters of a head up to its number
_SERIAL = re.compile(r"[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\]）)】]\s*第?\s*\d{1,5}\s*号")
_CODE = re.compile(r"[\u4e00-\u9fa5·]{1,14}")
_DATED = re.compile(rf"\s*[（(]\s*(?P<date>{calendar.DATE})\s*[)）]")
# Whom a document is sent to: 各省、自治区、直辖市人民政府：
_SENT = re.compile(
    r"\s*(?:各|有关|全|驻|[\u4e00-\u9fa5]{2,20}?(?:人民政府|委员会|委|厅|局|办公室|集团|公司|总署|部)(?=[、，：:]))[^。《]{0,200}?[：:]"
)
# Genres that are sent by themselves; of two ends the one of these is the title's.
_SENDING = frozenset("通知 意见 决定 批复 复函 函 通报 公告 通告 命令 决议".split())  # noqa: SIM905
_SUBJECT = re.compile(r"^[\u4e00-\u9fa5、\s]{2,60}?(?:关于|转发|批转)")


@dataclass(frozen=True, slots=True)
class Head:
    title: Title
    evidence: Span
    span: Span
    particulars: tuple[Particular, ...]


def find(parsed: Sequence[Parsed]) -> Head | None:
    """The head among the first sentences; None where the text has none of this kind."""
    for held in parsed[:_FIRST]:
        if found := _numbered(held) or _addressed(held):
            return found
    return None


def _numbered(held: Parsed) -> Head | None:
    serial = _SERIAL.search(held.text[:_LONGEST])
    if serial is None:
        return None
    before = held.text[: serial.start()]
    ends = [end for end in _ends(before) if _CODE.fullmatch(before[end:].strip())]
    sent = [end for end in ends if before.endswith(tuple(_SENDING), 0, end)]
    for end in reversed(sent or ends):
        number = numbers.parse(before[end:].strip() + serial.group())
        if number and (title := _title(before[:end], numbered=True)):
            span = held.sentence.span
            found = [Particular("number", str(number), span, True, None, "number in the head")]
            if dated := _DATED.match(held.text, serial.end()):
                found.append(Particular("issued", calendar.iso(dated["date"]), span, True, None, "date in the head"))
            return Head(title, span, held.span(0, end), tuple(found))
    return None


def _addressed(held: Parsed) -> Head | None:
    for end in _ends(held.text[:_LONGEST]):
        if held.text.endswith(tuple(_SENDING), 0, end) and _SENT.match(held.text, end):
            if title := _title(held.text[:end]):
                return Head(title, held.sentence.span, held.span(0, end), ())
            return None
    return None


def _title(text: str, *, numbered: bool = False) -> Title | None:
    """A title that names who issues it: 某市人民政府关于…, or none where a number follows; running text is none."""
    if not (_SUBJECT.match(text) or (numbered and text.startswith("关于"))) or re.search(r"[。；！？：]", text):
        return None
    title = titles.parse(text)
    known = title.issuers or title.region or (numbered and text.startswith("关于"))
    return title if title.is_policy and known else None


def _ends(text: str) -> tuple[int, ...]:
    """Where a noun of genre ends in the text."""
    return tuple(sorted({found.end(1) for found in _nouns().finditer(text)}))


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"(?=({'|'.join(genres())}))")
