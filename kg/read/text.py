"""Text and Markdown, kept code point for code point; and what every document's lines say about it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from kg.errors import ReadError
from kg.model import Document, Line, Span
from kg.resources import data

_LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r)?")
_HEAD_LINES = 40  # lines in which a text gives its source and date
_MAX_LINE = 80  # characters of a line of metadata or of a title
# Markdown: marks before a line's own words, and lines of nothing but links, images and their marks.
_MARKS = re.compile(r"\s*(?:#{1,6}|[*+-]|>)\s+")
_LINKS = re.compile(r"(?:!?\[(?:[^\[\]]|!?\[[^\[\]]*\]\([^)]*\))*\]\([^)]*\)|[\s*_|>#+\-—：:·、,]|\d+\.)+")
_SAVED_PAGE = re.compile(r"(Title|URL Source|Published Time|Markdown Content):\s*(.*)")
_KEPT = {"Title": "title", "URL Source": "url", "Published Time": "date"}


class Source(NamedTuple):
    """A file's content, decoded."""

    stem: str
    path: str
    sha256: str
    media_type: str
    content: str
    encoding: str


def document(source: Source) -> Document:
    """A document whose text is the file's, without the byte order mark."""
    text = source.content
    if not text.strip():
        raise ReadError(source.path, "has no text", "remove it, or download it again")
    markdown = source.media_type == "text/markdown"
    lines = tuple(_lines(text))
    skipped = (*noise(text), *(_markup(text, lines) if markdown else ()))
    merged = tuple(_merged(skipped))
    metadata = _metadata(text, lines) | (_saved_page(text, lines) if markdown else {})
    title = metadata.get("title", "") or _markdown_title(text, lines) if markdown else ""
    held = MappingProxyType({"encoding": source.encoding} | ({"title": title} if title else {}) | metadata)
    return Document(
        source.stem, source.path, source.sha256, source.media_type, text, title or _first_title(text, lines, merged),
        held, merged, lines,
    )  # fmt: skip


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for number, found in enumerate(_LINE.finditer(text), 1):
        if found.end() > start or not text:
            yield Line(start, number)
        start = found.end()


def noise(text: str) -> Iterator[Span]:
    """The control lines of a page (下载, 【字号：大 中 小】): data/lexicon/read-noise.csv."""
    for found in re.finditer(r"[^\n\r]+", text):
        line = found[0].strip()
        if line and len(line) <= _MAX_LINE and _noise().fullmatch(line):
            yield Span(*found.span())


@cache
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("read-noise")))


def _markup(text: str, lines: Iterable[Line]) -> Iterator[Span]:
    """Marks of headings and lists, and lines that hold only links: navigation."""
    for line in lines:
        found = _LINE.match(text, line.start)
        content = found[0].rstrip("\r\n") if found else ""
        if not content.strip():
            continue
        if _LINKS.fullmatch(content) or _SAVED_PAGE.match(content):
            yield Span(line.start, line.start + len(content))
        elif marks := _MARKS.match(content):
            yield Span(line.start, line.start + marks.end())


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order, those that overlap as one."""
    held: Span | None = None
    for span in sorted(spans):
        if held is not None and span.start <= held.end:
            held = Span(held.start, max(held.end, span.end))
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _content(text: str, line: Line) -> str:
    found = _LINE.match(text, line.start)
    return found[0].strip() if found else ""


def _metadata(text: str, lines: tuple[Line, ...]) -> dict[str, str]:
    """What the first lines give as 来源：X and 时间：X, the value on the line or on the next."""
    held: dict[str, str] = {}
    for number, line in enumerate(lines[:_HEAD_LINES]):
        name, colon, value = re.sub("[:：]", "：", _content(text, line), count=1).partition("：")
        key = line_keys().get(name.strip().lstrip("—- "))
        if not key or not colon or key in held:
            continue
        value = value.strip() or (_content(text, lines[number + 1]) if number + 1 < len(lines) else "")
        if 0 < len(value) <= _MAX_LINE:
            held[key] = value
    return held


@cache
def line_keys() -> Mapping[str, str]:
    return MappingProxyType({row["name"]: row["key"] for row in table("read-metadata") if row["source"] == "line"})


def _saved_page(text: str, lines: tuple[Line, ...]) -> dict[str, str]:
    """The head of a page that a browser tool saved as Markdown."""
    found = (_SAVED_PAGE.fullmatch(_content(text, line)) for line in lines[:_HEAD_LINES])
    held = {_KEPT[hit[1]]: hit[2].strip() for hit in found if hit and hit[1] in _KEPT and hit[2].strip()}
    if "title" in held:
        held["title"] = re.sub(r"\s+[-_|]\s+[^-_|]{2,30}$", "", held["title"])  # the name of the site
    return held


def _markdown_title(text: str, lines: Iterable[Line]) -> str:
    heads = (_content(text, line) for line in lines)
    return next((head[2:].strip() for head in heads if head.startswith("# ")), "")


def _first_title(text: str, lines: Iterable[Line], skipped: tuple[Span, ...]) -> str:
    """The first line with words, where it is short and no sentence."""
    for line in lines:
        content = _content(text, line)
        if not content or any(span.start <= line.start < span.end for span in skipped):
            continue
        return content if len(content) <= _MAX_LINE and not content.endswith(tuple("。；：，;:,！？")) else ""
    return ""


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of data/lexicon/NAME.csv."""
    with data("lexicon", name + ".csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
