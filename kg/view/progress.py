"""A bar for builds that take their time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 2.0  # seconds before a bar is worth showing


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None]]:
    """A function to call after each step with (done, all, name); draws on standard error if that is a terminal."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda _done, _total, _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)
    began = time.monotonic()

    def step(done: int, total: int, name: str) -> None:
        bar.update(task, completed=done, total=total, description=name[-50:])
        if time.monotonic() - began > _PATIENCE and not bar.live.is_started:
            bar.start()

    try:
        yield step
    finally:
        bar.stop()
