"""Rows of a query as text: for people (a table that knows how wide Chinese is) and for programs (CSV, TSV, JSON)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from math import isfinite

from rich.cells import cell_len, chop_cells

from kg.graph.queries import as_text

Row = Mapping[str, object]

# What stays together at the end of a line: a word of Latin letters or digits, a character with the marks after it.
_PIECE = re.compile(r"(?:[!-~]+|[“‘（《【〔]*[^ ])[，。；：、！？）》”’】〕…]* *| +")
_UNDER = ("evidence",)  # long columns that stand under their row
_NARROWEST = 6  # cells that a column keeps at least
_GUTTER = "  "


def table(columns: Sequence[str], rows: Sequence[Row], width: int = 100) -> Iterator[str]:
    """Lines for people: columns within `width` terminal cells, the evidence of a row indented under it."""
    upper = [column for column in columns if column not in _UNDER and column != "document"] or list(columns)
    lower = [column for column in columns if column not in upper]
    if "evidence" not in columns:
        upper, lower = list(columns), []
    cells = [[_printable(row.get(column)) for column in upper] for row in rows]
    widths = _widths([upper, *cells], width)
    yield from _line(upper, widths)
    yield _GUTTER.join("─" * held for held in widths)
    for row, line in zip(rows, cells, strict=True):
        yield from _line(line, widths)
        if lower:
            yield from _under(row, width)


def _under(row: Row, width: int) -> Iterator[str]:
    document = _printable(row.get("document"))
    words = f"“{_printable(row.get('evidence'))}”" + (f" — {document}" if document else "")
    for number, piece in enumerate(wrapped(words, max(20, width - 6))):
        yield ("    │ " if number else "    └ ") + piece


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` cells: broken between Chinese characters, but not within a word, nor
    before a closing mark."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and cell_len(line) + cell_len(piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        *full, line = chop_cells(line + piece, width) if cell_len(piece) > width else [line + piece]
        yield from full
    yield line.rstrip()


def _line(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The cells side by side; one that is too long goes on below itself."""
    columns = [list(wrapped(cell, width)) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(len(column) for column in columns)):
        parts = [column[number] if number < len(column) else "" for column in columns]
        padded = (part + " " * (width - cell_len(part)) for part, width in zip(parts, widths, strict=True))
        yield _GUTTER.join(padded).rstrip()


def _widths(lines: Sequence[Sequence[str]], width: int) -> list[int]:
    """As wide as the widest cell; where that is too much in all, the widest columns give way."""
    wanted = [max(1, *(cell_len(cell) for cell in column)) for column in zip(*lines, strict=True)]
    room = width - len(_GUTTER) * (len(wanted) - 1)
    while sum(wanted) > room and max(wanted) > _NARROWEST:
        widest = wanted.index(max(wanted))
        second = max([held for held in wanted if held < wanted[widest]], default=_NARROWEST)
        peers = wanted.count(wanted[widest])
        cut = min(wanted[widest] - max(second, _NARROWEST), -(-(sum(wanted) - room) // peers))
        wanted = [held - max(1, cut) if held == wanted[widest] else held for held in wanted]
    return wanted


def html_table(columns: Sequence[str], rows: Sequence[Row], most: int = 100, note: str = "") -> str:
    """For a notebook: the first `most` rows, how many there are, and a note."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{escape(_text(row.get(c)))}</td>' for c in columns) + "</tr>"
        for row in rows[:most]
    )
    notes = [f"{most} of {len(rows)} rows"] * (len(rows) > most) + note.splitlines()
    more = "".join(f"<p>{escape(held)}</p>" for held in notes)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def csv_text(columns: Sequence[str], rows: Sequence[Row], *, delimiter: str = ",", bom: bool = False) -> Iterator[str]:
    """RFC 4180: a header, records ended by CRLF, quotes where needed. Line by line.

    With `bom` a byte order mark comes first: without it Excel takes UTF-8 for the code page of its machine.
    """
    yield "\ufeff" * bom
    for line in ([*columns], *([_text(row.get(column)) for column in columns] for row in rows)):
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow(line)
        yield buffer.getvalue()


def tsv_text(columns: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    """Tab separated (IANA text/tab-separated-values): no quotes; tabs and line ends in a value become spaces."""
    yield "\t".join(columns) + "\n"
    for row in rows:
        yield "\t".join(" ".join(_text(row.get(column)).split()) for column in columns) + "\n"


def json_text(columns: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    """A list of objects, one a line; numbers are numbers with all their digits, what is not bound is null."""
    yield "["
    for number, row in enumerate(rows):
        held = ", ".join(f"{_quoted(column)}: {_json(row.get(column))}" for column in columns)
        yield (",\n " if number else "\n ") + "{" + held + "}"
    yield "\n]\n" if rows else "]\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _json(value: object) -> str:
    if isinstance(value, float) and not isfinite(value):
        return "null"  # JSON has no NaN and no infinity
    if isinstance(value, Decimal | int | float):  # true and false are int
        return as_text(value)
    return "null" if value is None else _quoted(str(value))


def _printable(value: object) -> str:
    """For a terminal: line ends and control characters of a document are spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in _text(value)).split())


def _text(value: object) -> str:
    return as_text(value) if isinstance(value, bool | Decimal) else "" if value is None else str(value)
