"""Judgements as files: CSV in UTF-8 with the columns of `COLUMNS`, one judgement a line.

Two files count in every build: data/judgements.csv, the project's own, and the user's (`find`).
"""

from __future__ import annotations

import csv
import getpass
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kg.errors import DataError
from kg.judgements.judgement import Judgement, parse, refuse
from kg.judgements.names import conflicts
from kg.resources import data

COLUMNS = ("judgement", "kind", "name", "other", "document", "who", "when", "note")
DEFAULT = Path("judgements.csv")
VARIABLE = "KG_JUDGEMENTS"


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: the judgements that are new in the file, those it had, and how many it has now."""

    path: str
    new: tuple[Judgement, ...]
    known: tuple[Judgement, ...]
    total: int


def own() -> Path:
    """The project's own file of judgements."""
    return data("judgements.csv")


def users(given: Path | str | None = None) -> Path:
    """The user's file: as given, else as $KG_JUDGEMENTS says, else judgements.csv in the current folder."""
    return Path(given or os.environ.get(VARIABLE) or DEFAULT)


def find(given: Path | str | None = None) -> tuple[Path, ...]:
    """The files that count. Only judgements.csv in the current folder may be missing: what was named must be there."""
    path = users(given)
    asked = given or os.environ.get(VARIABLE)
    held = [own(), path] if asked or path.exists() else [own()]
    return tuple({file.resolve(): file for file in held}.values())


def load(*paths: Path) -> tuple[Judgement, ...]:
    """The judgements of all files, each once, in an order of their own.

    Raises DataError naming file, line and way out where a line breaks the form or two contradict each other; of several
    such lines a DefectsError.
    """
    held: list[Judgement] = []
    for path in paths:
        found, defects = read(path)
        refuse(str(path), defects)
        held += found
    refuse(", ".join(map(str, paths)), conflicts(held))
    return once(held)


def once(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Each judgement once, as it was first written down, sorted."""
    first: dict[Judgement, Judgement] = {}
    for judgement in judgements:
        first.setdefault(judgement, judgement)
    return tuple(sorted(first.values()))


def read(
    path: Path, *, filled: bool = False, who: str = "", when: str = ""
) -> tuple[tuple[Judgement, ...], tuple[DataError, ...]]:
    """The judgements of a file in its order, and what is wrong with its other lines.

    `filled` reads a list of `kg review`: lines without a judgement are passed over, columns beside `COLUMNS` may stand
    there, and `who` and `when` fill what is empty. Raises DataError where the file as a whole cannot be read.
    """
    held: list[Judgement] = []
    defects: list[DataError] = []
    for place, head, cells in _rows(path, filled=filled):
        try:
            row = _row(place, head, cells, filled=filled)
            if not filled or row["judgement"].strip():
                held.append(parse({**row, "who": row["who"] or who, "when": row["when"] or when}, place))
        except DataError as error:
            defects.append(error)
    return tuple(held), tuple(defects)


def _rows(path: Path, *, filled: bool) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each line with its place (FILE:LINE, the line where it ends), the head, and its cells. Empty lines are none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise DataError(str(path), "there is no such file", "kg review --apply makes one") from error
    except UnicodeDecodeError as error:
        raise DataError(str(path), "is not UTF-8", "save it as CSV UTF-8") from error
    except OSError as error:
        raise DataError(str(path), f"cannot be read ({error.strerror or error})", "name another file") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [name.strip() for name in next(reader, [])]
        _check_head(path, head, filled=filled)
        yield from ((f"{path}:{reader.line_num}", head, cells) for cells in reader if cells)
    except csv.Error as error:
        raise DataError(f"{path}:{reader.line_num}", f"is no CSV ({error})", "mend its quotation marks") from error


def _check_head(path: Path, head: Sequence[str], *, filled: bool) -> None:
    lost = [name for name in COLUMNS if name not in head]
    if lost:
        raise DataError(f"{path}:1", f"lacks the columns {', '.join(lost)}", f"its first line is {','.join(COLUMNS)}")
    strange = [name for name in head if name not in COLUMNS]
    if strange and not filled:
        way_out = "a list of kg review is given back with kg review --apply"
        raise DataError(f"{path}:1", f"has the unknown columns {', '.join(strange)}", way_out)


def _row(place: str, head: Sequence[str], cells: Sequence[str], *, filled: bool) -> dict[str, str]:
    """The cells by column. Spreadsheets leave out empty cells at the end of a line: in a filled list they are empty."""
    if len(cells) > len(head):
        raise DataError(place, "has more cells than the head", "put names with a comma into quotation marks")
    if len(cells) < len(head) and not filled:
        raise DataError(place, "has fewer cells than the head", "write a comma for each empty cell")
    return {**dict.fromkeys(head, ""), **dict(zip(head, cells, strict=False))}


def take(path: Path, judgements: Path | str | None = None, who: str = "", when: str = "") -> Added:
    """Add the judgements of a filled list of `kg review` to the user's file (`users`); see `add`.

    `who` and `when` stand for what the list leaves empty: else the user of this machine, today. Raises DataError, or
    DefectsError for several lines, where one breaks the form; nothing is written then.
    """
    found, defects = read(path, filled=True, who=who or getpass.getuser(), when=when or _today())
    refuse(str(path), defects)
    return add(users(judgements), found)


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()


def add(path: Path, judgements: Sequence[Judgement]) -> Added:
    """Put judgements into a file, which is made where missing: each once, sorted; who judged first stays.

    Raises DataError where the file breaks its form or old and new contradict each other: nothing is written then.
    """
    held = load(path) if path.exists() else ()
    others = load(own()) if own().resolve() != path.resolve() else ()
    refuse(str(path), conflicts([*others, *held, *judgements]))
    given = once(judgements)
    new = tuple(judgement for judgement in given if judgement not in held)
    merged = once([*held, *new])
    if new or not path.exists():
        _write(path, merged)
    return Added(str(path), new, tuple(judgement for judgement in given if judgement in held), len(merged))


def _write(path: Path, judgements: Sequence[Judgement]) -> None:
    """The file becomes visible when it is whole."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(
                (str(j.verdict), j.kind, j.name, j.other, j.document, j.who, j.when, j.note) for j in judgements
            )
        beside.replace(path)
    except OSError as error:
        why = error.strerror or str(error)
        raise DataError(str(path), f"cannot be written ({why})", "name another file with --judgements") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
