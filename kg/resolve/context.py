"""Who speaks in a document, and when: what 我区, 全省, 去年 and 本办法 lean on.

Read from the head of the document (title, dateline, number, issuer), from its metadata, and where those are silent
from its signature and from what it calls its own (我市). Nothing is guessed: 中国 speaks where nobody narrower does,
and `year` is None where the text gives none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from kg.model import Context, Document, Genre, Sentence
from kg.resolve import dates, headlines
from kg.resolve.speakers import speaker

_MAX_DATE = 30  # characters of a line that gives a date of publication
_PUBLISHED = re.compile(r"(?:发布|公布|成文|印发)?(?:时间|日期)[:：]|(?:19|20)\d\d[-年/.]\d")
_SESSION = re.compile(r"((?:19|20)\d\d年\d{1,2}月\d{1,2}日)在")
_PROMULGATED = re.compile(r"[（(]((?:19|20)\d\d年\d{1,2}月\d{1,2}日)[^（）()]{0,80}(?:公布|通过|发布)")
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年[^，。]{0,8}工作报告")
# 2025年统计公报 tells of 2025, whenever it came out.
_BULLETIN_YEAR = re.compile(r"((?:19|20)\d\d)年[^，。]*(?:公报|运行情况|发展情况)$")
# 国发〔2014〕14号 was written in 2014; further down stand the numbers of others.
_NUMBER_YEAR = re.compile(r"[〔\[(]((?:19|20)\d\d)[〕\])]\d+号")
_NUMBER_AT = 150  # characters of the head that may hold the document's own number
_REVIEW_YEAR = re.compile(r"((?:19|20)\d\d)年(?:国内|政府|主要)?工作(?:的)?(?:回顾|和)")


def of(document: Document, sentences: Sequence[Sentence]) -> Context:
    """The context of `document`; `sentences` are those of kg.extract.sentences."""
    lines = headlines.title_lines(document, sentences)
    genre = headlines.genre(document, lines)
    title = headlines.title(document, lines, genre)
    date = _date(document, lines, genre)
    year = _report_year(document, title, date) if genre is Genre.REPORT else _year(document, title, date, genre)
    return Context(genre, speaker(document, lines, title, genre), date, year, title)


def _date(document: Document, lines: Sequence[str], genre: Genre) -> str:
    """Of the session for a report, of signature for a policy document, else of publication."""
    head = headlines.head(document)
    if genre is Genre.REPORT and (held := _SESSION.search(head)):
        return dates.first(held[1])
    if genre is Genre.POLICY and (signed := next(filter(None, map(dates.alone, _plain_lines(document))), "")):
        return signed
    if published := dates.first(document.metadata.get("date", "")):
        return published
    short = (line for line in lines if len(line) <= _MAX_DATE and _PUBLISHED.match(line))
    if published := next(filter(None, map(dates.first, short)), ""):
        return published
    promulgated = _PROMULGATED.search(head)
    return dates.first(promulgated[1]) if promulgated and genre is Genre.POLICY else ""


def _plain_lines(document: Document) -> Iterator[str]:
    for line in document.text.splitlines():
        if line.strip():
            yield unicodedata.normalize("NFKC", line.strip())


def _year(document: Document, title: str, date: str, genre: Genre) -> int | None:
    if genre is Genre.NEWS and (found := _BULLETIN_YEAR.search(title)):
        return int(found[1])
    if date:
        return int(date[:4])
    if genre is Genre.NEWS:
        return dates.latest_year(document.text)
    numbered = _NUMBER_YEAR.search(document.metadata.get("number", "") or headlines.head(document)[:_NUMBER_AT])
    return int(numbered[1]) if numbered else None


def _report_year(document: Document, title: str, date: str) -> int | None:
    """A report of early 2026 is the report of 2026: its title, its session, its heading (2025年工作回顾), its name."""
    if found := _TITLE_YEAR.search(title):
        return int(found[1])
    if date:
        return int(date[:4])
    text = unicodedata.normalize("NFKC", document.text[:3000]).replace(" ", "")
    if found := _REVIEW_YEAR.search(text):
        return int(found[1]) + 1
    found = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", document.stem)
    return int(found[1]) if found else None
