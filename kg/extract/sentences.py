"""A document's text cut into sentences and headings, each with the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.model import Document, Sentence, Span

# A sentence ends at 。！？ (with closing quotes or brackets after it), an ellipsis, or the end of a line. The marks
# of ASCII end one only after a Chinese character: they also stand in addresses (?id=1) and in formulas.
_END = re.compile(r"(?:[。！？]|(?<=[\u3400-\u9fff”’）》])[!?])[。！？!?]*[”’」』）)》\"']*|…{2}[”’」』）)]*")
# Wide spaces between two sentences of a one-line page stand for line ends: two or more ideographic spaces.
_BREAK = re.compile(r"[\n\r\f\v\u2028\u2029]|\u3000{2,}")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_MAX_HEADING = 60  # characters; a longer line is a paragraph
_MAX_PLAIN = 32  # the same for a heading without a number

# Levels of numbering in official documents (GB/T 9704: 一、 （一） 1. （1）), outermost first; 章 and 节 before them.
_NUMBERING: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(r"第[一二三四五六七八九十百]+(?:编|章|部分)")),
    (1, re.compile(r"第[一二三四五六七八九十百]+节")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (3, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (4, re.compile(r"\d{1,2}(?:[.．](?!\d)|、)")),
)
_PLAIN = 5  # the level of a heading without a number: below all numbered ones
# How a report names its parts where it does not number them: “十四五”时期发展成就和2025年工作回顾.
_PLAIN_HEADING = re.compile(
    r"(?:关于|首先报告)?[^，。；：！？、\t]{2,}"
    r"(?:回顾|成就|总体要求|目标|任务|安排|部署|总结|总则|附则|基本任务|基本方针|展望|保障措施|主要预期目标|的?工作)"
)
_CLOSING = ("。", "！", "？", "!", "?", "；", ";", "，", ",", "：", ":")
_OPENING = ("《", "（", "“", "〈")
_CONTINUING = ("》", "，", "。", "；", "、", "）", "”")
_NEAR = 4  # characters beside a line end that show whether the sentence goes on


class _Heading(NamedTuple):
    level: int
    text: str


def split(document: Document) -> tuple[Sentence, ...]:
    """The sentences of `document` in order; noise and blank stretches give none.

    Every sentence's text is ``document.text[span]``, without white space at its ends, and every other character is in
    exactly one sentence.
    """
    return tuple(_sentences(document))


def _sentences(document: Document) -> Iterator[Sentence]:
    headings: list[_Heading] = []
    for number, line in enumerate(_lines(document)):
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
    if len(line) > _MAX_HEADING or line.endswith(_CLOSING) or "\t" in line:
        return None
    for level, pattern in _NUMBERING:
        if pattern.match(line):
            return level
    if len(line) <= _MAX_PLAIN and _PLAIN_HEADING.fullmatch(line):
        return _PLAIN
    return None


def _leading_heading(paragraph: str) -> str:
    """The heading that opens a paragraph and runs on: （三）大力发展产业。… gives its first sentence."""
    if not any(pattern.match(paragraph) for _, pattern in _NUMBERING):
        return ""
    end = _END.search(paragraph)
    return paragraph[: end.start()] if end and end.start() <= _MAX_HEADING else ""


def _lines(document: Document) -> Iterator[Span]:
    """The lines outside of noise, without white space at their ends."""
    text = document.text
    start = 0
    for noise in (*document.noise, Span(len(text), len(text))):
        for found in _BREAK.finditer(text, start, noise.start):
            if _runs_on(text, found.start(), found.end()):
                continue
            if span := _trim(text, start, found.start()):
                yield span
            start = found.end()
        if span := _trim(text, start, noise.start):
            yield span
        start = max(start, noise.end)


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a line end breaks a sentence: pages set links on lines of their own (制定了《 / 规划纲要 / 》，…)."""
    before = text[max(0, start - _NEAR) : start].rstrip(" \t\r\u3000")
    after = text[end : end + _NEAR].lstrip(" \t\u3000")
    return before.endswith(_OPENING) or after.startswith(_CONTINUING)


def _cut(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for found in _END.finditer(text, line.start, line.end):
        if span := _trim(text, start, found.end()):
            yield span
        start = found.end()
    if span := _trim(text, start, line.end):
        yield span


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return Span(start, end) if start < end else None


def _is_blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE
