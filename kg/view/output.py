"""Where text goes: a terminal, a pipe that may be closed, a file that must be whole."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import KgError


class ReaderGone(Exception):  # noqa: N818 - no error: it has read enough
    """Whoever read standard output stopped reading."""


def width() -> int:
    """Cells of the terminal; wide where the output goes elsewhere."""
    return shutil.get_terminal_size((100 if sys.stdout.isatty() else 160, 24)).columns


def print_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Lines for people, to standard output or standard error."""
    stream = sys.stderr if err else sys.stdout
    with _reader():
        for line in lines:
            stream.write(line + "\n")
        stream.flush()


def write(pieces: Iterable[str], output: Path | None = None) -> None:
    """The pieces as UTF-8 with their own line ends; a file only becomes visible when it is whole."""
    if output is None:
        with _reader():
            for piece in pieces:
                sys.stdout.buffer.write(piece.encode())
            sys.stdout.buffer.flush()
        return
    beside = output.with_name(f".{output.name}.part")
    try:
        with beside.open("wb") as file:
            for piece in pieces:
                file.write(piece.encode())
        beside.replace(output)
    except OSError as error:
        why = error.strerror or str(error)
        raise KgError(str(output), f"cannot be written ({why})", "name another file with -o") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def _reader() -> Iterator[None]:
    """Whoever reads the output may stop (`kg query | head`): that ends the command, and is no error to print."""
    try:
        yield
    except BrokenPipeError:
        # Python flushes standard output at exit, and would complain of the closed pipe again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise ReaderGone from None
