"""What commands share: formats, options that several take, and how a command line is run.

A run ends in an exit code, and in one line on standard error for what its user can mend.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.errors import KgError
from kg.view.output import ReaderGone, forget, print_lines

_INTERRUPTED = 130  # 128 + SIGINT, as shells say it


class RowFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"


class ReviewFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"


class ExplainFormat(StrEnum):
    TABLE = "table"
    JSON = "json"


Store = Annotated[Path, typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="Folder of the store.")]
STORE = Path("kg-store")
Judgements = Annotated[
    Path | None,
    typer.Option(
        "--judgements",
        envvar="KG_JUDGEMENTS",
        metavar="FILE",
        help="What people have judged, a CSV file; else judgements.csv in this folder, if it is there.",
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else to standard output.")
]
Bom = Annotated[
    bool,
    typer.Option("--bom", help="Begin the CSV with a byte order mark: Excel shows Chinese wrongly without."),
]


def only_csv(bom: bool, form: StrEnum) -> None:
    """Raises KgError where a byte order mark is asked for in a format that has none."""
    if bom and form != "csv":
        raise KgError("--bom", f"is for CSV, not for {form}", "add --format csv, or leave --bom out")


def run(app: typer.Typer, arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; what users can mend is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = app(given or ["--help"], prog_name="kg", standalone_mode=False)
    except KgError as error:
        for defect in getattr(error, "defects", ()):  # several lines of a file, each with its own
            _fail(str(defect))
        return _fail(str(error))
    except typer.TyperException as error:
        return _fail(_usage(error))
    except ReaderGone:
        return 141
    except OSError as error:  # a full disk, above all; what concerns one file is a KgError with its name
        forget()
        return _fail(f"kg: {error.strerror or error}; make room, or write elsewhere")
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    if code == _INTERRUPTED:  # typer turns Ctrl-C into this code
        return _fail("interrupted; a store that was there is as it was", code)
    return code if isinstance(code, int) else 0


def _usage(error: Any) -> str:
    """A wrong command line in one line."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "kg"
    problem = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
    if "unexpected extra argument" in problem and path.endswith(" query"):
        problem += "; give parameters with -p NAME=VALUE"
    return f"{path}: {problem}; see {path} --help"


def _fail(line: str, code: int = 2) -> int:
    with suppress(KgError, ReaderGone):  # nobody to tell: the code stays
        print_lines([" ".join(line.split())], err=True)
    return code
