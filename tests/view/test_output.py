"""Where text goes: files that are whole, what is no file, and an output that takes nothing."""

import errno
import io
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.view.output import ReaderGone, print_lines, width, write
from kg.view.progress import progress


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write(["新", "的"], path)
    assert path.read_text(encoding="utf-8") == "新的"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_file_is_as_it_was_where_the_text_breaks_off(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "new"
        raise KgError("text", "went wrong")

    path = tmp_path / "graph.ttl"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(KgError, match="went wrong"):
        write(broken(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["graph.ttl"]


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_a_link(tmp_path: Path, there: bool) -> None:
    target, link = tmp_path / "far" / "graph.ttl", tmp_path / "link.ttl"
    target.parent.mkdir()
    if there:
        target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write(["new"], link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("linked", [True, False])
def test_what_is_no_file_is_written_into(tmp_path: Path, linked: bool) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write(["text"], link if linked else pipe)
    reader.join(60)
    assert read == [b"text"]
    assert pipe.is_fifo()


def test_what_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (tmp_path, tmp_path / "none" / "graph.ttl", tmp_path / "loop" / "graph.ttl"):
        with pytest.raises(KgError, match=r"cannot be written .*; name another file with -o"):
            write(["text"], path)


class Full(io.TextIOWrapper):
    """A stream that takes nothing."""

    def __init__(self, error: OSError) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")
        self.error = error

    def write(self, _text: str, /) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "raised"), [(OSError(errno.ENOSPC, "No space left"), KgError), (BrokenPipeError(), ReaderGone)]
)
def test_an_output_that_takes_nothing(error: OSError, raised: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Full(error))
    with pytest.raises(raised, match="No space left" if raised is KgError else "^$"):
        print_lines(["line"])


def test_a_closed_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    print_lines(["line"], err=True)
    with pytest.raises(KgError, match="standard output: is closed"):
        print_lines(["line"])
    with pytest.raises(KgError, match="standard output: is closed"):
        write(["line"])
    assert width() > 0
    with progress() as step:
        step(1, 2, "line")
