"""Where text goes: a terminal, a pipe that may be closed, a file that must be whole."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from kg.errors import KgError


class ReaderGone(Exception):  # noqa: N818 - no error: it has read enough
    """Whoever read standard output stopped reading."""


def width() -> int:
    """Cells of the terminal; wide where the output goes elsewhere."""
    return shutil.get_terminal_size((100 if sys.stdout and sys.stdout.isatty() else 160, 24)).columns


def print_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Lines for people, to standard output or standard error."""
    stream: TextIO | None = sys.stderr if err else sys.stdout
    if err and stream is None:
        return  # nobody to tell
    with _reader(stream):
        for line in lines:
            print(line, file=stream)
        print(end="", file=stream, flush=True)


def write(pieces: Iterable[str], output: Path | None = None) -> None:
    """The pieces as UTF-8 with their own line ends; a file only becomes visible when it is whole.

    A link is followed, and a file keeps its mode; what is there and no file (a pipe, a device) is written into.
    """
    if output is None:
        with _reader(sys.stdout):
            for piece in pieces:
                sys.stdout.buffer.write(piece.encode())
            sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(output))
    try:
        if target.exists() and not target.is_file():
            _into(target, pieces)
        else:
            _replace(target, pieces)
    except OSError as error:
        why = error.strerror or str(error)
        raise KgError(str(output), f"cannot be written ({why})", "name another file with -o") from error


def _into(path: Path, pieces: Iterable[str]) -> None:
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece.encode())


def _replace(path: Path, pieces: Iterable[str]) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _into(beside, pieces)
        if path.exists():
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def _reader(stream: TextIO | None) -> Iterator[None]:
    """Whoever reads the output may stop (`kg query | head`): that ends the command, and is no error to print.

    Raises KgError where the output is closed, or its disk is full.
    """
    if stream is None:  # closed by who started us (`kg query >&-`)
        raise KgError("standard output", "is closed", "leave it open, or write to a file with -o")
    try:
        yield
    except BrokenPipeError:
        forget()
        raise ReaderGone from None
    except OSError as error:
        forget()
        why = error.strerror or str(error)
        raise KgError("standard output", f"cannot be written ({why})", "write elsewhere") from error


def forget() -> None:
    """Let go of what standard output could not take: Python flushes it at exit, and would complain again."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
