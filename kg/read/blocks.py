"""An element of a page as lines of text, each with its line in the source; tables as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kg.model import Line

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
        "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u200b\ufeff]+")  # what a browser folds, and what nobody sees; U+3000 stays
_MAX_CELL = 400  # characters; a longer cell is a layout, not a table
_MAX_COLUMNS, _MAX_SPAN = 60, 500
_KEY = re.compile(r"[\u4e00-\u9fff\s\u3000]{2,12}[：:]")


@dataclass(frozen=True, slots=True)
class Text:
    """Text and where its lines stand in the source."""

    text: str = ""
    lines: tuple[Line, ...] = ()

    @staticmethod
    def line(text: str, number: int) -> Text:
        return Text(text + "\n", (Line(0, number),))

    def __add__(self, other: Text) -> Text:
        moved = (Line(line.start + len(self.text), line.number) for line in other.lines)
        return Text(self.text + other.text, (*self.lines, *moved))


def blocks(element: etree._Element) -> Text:
    """The text below `element`, a line for each block, without blank lines."""
    pieces: list[str] = []
    lines: list[Line] = []
    size = 0
    for number, text in _lines(element):
        lines.append(Line(size, number))
        pieces.append(text + "\n")
        size += len(text) + 1
    return Text("".join(pieces), tuple(lines))


def compact(element: etree._Element) -> str:
    """The text of an element on one line."""
    return _fold("".join(_words(element)))


def _words(element: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if isinstance(node.tag, str) and event == "start":
            yield " " if node.tag in _BLOCKS else ""
            yield node.text or ""
        if event == "end" and node is not element:
            yield node.tail or ""


def line_of(element: etree._Element) -> int:
    """The line of the source in which an element begins."""
    number = getattr(element, "sourceline", None)  # the stubs know it only as a property without a type
    return number if isinstance(number, int) else 1


def select(element: etree._Element, xpath: str) -> list[etree._Element]:
    """The elements that an XPath expression finds."""
    found = element.xpath(xpath)
    return [node for node in found if etree.iselement(node)] if isinstance(found, list) else []


def _fold(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" \u3000")


def _lines(element: etree._Element) -> Iterator[tuple[int, str]]:
    """(line in the source, text) of each block below `element`; without recursion, pages nest deep."""
    pieces: list[str] = []
    number = line_of(element)
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if not isinstance(node.tag, str):
            continue
        block = node.tag in _BLOCKS
        if block and (text := _fold("".join(pieces))):
            yield number, text
        if block:
            pieces = []
        if event == "start":
            if node.tag == "table" and _is_data(node):
                yield from _rows(node)
                walk.skip_subtree()
                continue
            pieces.append(node.text or "")
        if event == "end" and node is not element:
            pieces.append(node.tail or "")
        if not "".join(pieces[:-1]).strip():
            number = line_of(node)
    if text := _fold("".join(pieces)):
        yield number, text


def _is_data(table: etree._Element) -> bool:
    """Whether a table holds data; one that only places blocks of text on the page does not."""
    if table.find(".//table") is not None:
        return False
    return all(len(compact(cell)) <= _MAX_CELL for cell in table.iter("td", "th"))


def _rows(table: etree._Element) -> Iterator[tuple[int, str]]:
    for number, cells in _grid(table):
        if not any(cells):
            continue
        if all(_KEY.fullmatch(cell) for cell in cells[::2]) and len(cells) % 2 == 0:
            yield number, "\t".join(name + value for name, value in zip(cells[::2], cells[1::2], strict=True))
            continue
        yield number, "\t".join(cells)


def _grid(table: etree._Element) -> Iterator[tuple[int, list[str]]]:
    """Rows with cells that span rows or columns repeated in each of them."""
    hanging: dict[int, tuple[int, str]] = {}  # column -> (rows still to fill, text)
    for row in table.iter("tr"):
        cells: list[str] = []
        own = [cell for cell in row if isinstance(cell.tag, str) and cell.tag in {"td", "th"}]
        for cell in own:
            _fill(cells, hanging)
            text, rows = compact(cell), _span(cell, "rowspan")
            for copy in range(min(_span(cell, "colspan"), _MAX_COLUMNS - len(cells))):
                if rows > 1:
                    hanging[len(cells)] = (rows - 1, text)
                cells.append(text if copy == 0 or rows > 1 else "")
        _fill(cells, hanging)
        yield line_of(row), cells


def _fill(cells: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    while len(cells) in hanging:
        left, text = hanging.pop(len(cells))
        if left > 1:
            hanging[len(cells)] = (left - 1, text)
        cells.append(text)


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isdecimal() else 1
