"""A document's text cut into sentences and headings, each with the headings above it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.model import Document, Sentence, Span

# A sentence ends at 。！？ (with closing quotes or brackets after it), an ellipsis, or the end of a line.
_END = re.compile(r"[。！？!?]+[”’」』）)》\"']*|…{2}[”’」』）)]*")
# Wide spaces between two sentences of a one-line page stand for line ends: two or more ideographic spaces.
_BREAK = re.compile(r"\n|[\u3000]{2,}")
_MAX_HEADING = 60  # characters; a longer line is a paragraph

# Levels of numbering in official documents (GB/T 9704: 一、 （一） 1. （1）), outermost first; 章 and 节 before them.
_NUMBERING: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(r"第[一二三四五六七八九十百]+[编章]")),
    (1, re.compile(r"第[一二三四五六七八九十百]+节")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (3, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (4, re.compile(r"\d{1,2}[.．、](?!\d)")),
)
_CLOSING = ("。", "！", "？", "!", "?", "；", ";", "，", ",", "：", ":")


class _Heading(NamedTuple):
    level: int
    text: str


def split(document: Document) -> tuple[Sentence, ...]:
    """The sentences of `document` in order; noise lines and blank stretches give none.

    Every sentence's text is ``document.text[span]``, without white space at its ends.
    """
    return tuple(_sentences(document))


def _sentences(document: Document) -> Iterator[Sentence]:
    headings: list[_Heading] = []
    starts = [span.start for span in document.noise]
    for number, line in enumerate(_lines(document.text)):
        if _is_noise(line, document.noise, starts):
            continue
        text = line.of(document.text)
        level = heading_level(text)
        if level is not None:
            headings = [h for h in headings if h.level < level]
            yield Sentence(line, text, tuple(h.text for h in headings), is_heading=True, paragraph=number)
            headings.append(_Heading(level, text))
            continue
        above = tuple(h.text for h in headings)
        lead = _leading_heading(text)
        for span in _cut(document.text, line):
            yield Sentence(span, span.of(document.text), (*above, lead) if lead else above, paragraph=number)


def heading_level(line: str) -> int | None:
    """The level of a line that is a heading, None for a line that is text."""
    if len(line) > _MAX_HEADING or line.endswith(_CLOSING):
        return None
    for level, pattern in _NUMBERING:
        if pattern.match(line):
            return level
    return None


def _leading_heading(paragraph: str) -> str:
    """The heading that opens a paragraph and runs on: （三）大力发展产业。… gives its first sentence."""
    if not any(pattern.match(paragraph) for _, pattern in _NUMBERING):
        return ""
    end = _END.search(paragraph)
    return paragraph[: end.start()] if end and end.start() <= _MAX_HEADING else ""


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for found in _BREAK.finditer(text):
        if span := _trim(text, start, found.start()):
            yield span
        start = found.end()
    if span := _trim(text, start, len(text)):
        yield span


def _cut(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for found in _END.finditer(text, line.start, line.end):
        if span := _trim(text, start, found.end()):
            yield span
        start = found.end()
    if span := _trim(text, start, line.end):
        yield span


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _is_noise(line: Span, noise: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, line.start) - 1
    return at >= 0 and noise[at].contains(line)
