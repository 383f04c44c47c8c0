"""Files and folders in, documents or one clear line out."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError
from kg.graph.store import POINTER
from kg.read import files, read, walk


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_walk_is_recursive_sorted_and_skips_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.html", "a/1.txt", ".hidden.txt", ".git/x.txt", "c.pdf"):
        write(tmp_path, name, "文")
    names = [path.relative_to(tmp_path).as_posix() for path in walk([tmp_path])]
    assert names == ["b.txt", "c.pdf", "a/1.txt", "a/2.html"]


def test_walk_gives_each_file_once_and_a_missing_path_as_it_is(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt", "文")
    missing = tmp_path / "no.txt"
    assert list(walk([file, tmp_path, missing])) == [file, missing]


def test_walk_of_an_empty_folder_is_empty(tmp_path: Path) -> None:
    assert list(walk([tmp_path])) == []


def test_walk_passes_by_a_store(tmp_path: Path) -> None:
    for name in ("a.txt", "b/kg-store.json", "b/build-1/pointer.txt", "b/notes.txt", "c.txt"):
        write(tmp_path, name, "文")
    assert [path.name for path in walk([tmp_path])] == ["a.txt", "c.txt"]
    assert files._STORE == POINTER


def test_walk_names_what_it_may_not_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "closed/a.txt", "文")
    file = write(tmp_path, "open/a.txt", "文")

    def guarded(listing: Callable[[Path | str], Any]) -> Callable[[Path | str], Any]:
        def refuse(path: Path | str) -> Any:
            if Path(path).name == "closed":
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return listing(path)

        return refuse

    monkeypatch.setattr(os, "scandir", guarded(os.scandir))
    monkeypatch.setattr(os, "listdir", guarded(os.listdir))
    assert list(walk([tmp_path])) == [file, tmp_path / "closed"]
    with pytest.raises(ReadError, match=r"closed: cannot be opened \(Permission denied\)"):
        read(tmp_path / "closed")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.symlink_to(path.with_name("gone.txt")), "is a link to nothing"),
        (os.mkfifo, "is no regular file"),
    ],
    ids=["loop", "link to nothing", "pipe"],
)
def test_what_is_no_regular_file_is_named_and_never_opened(
    make: Callable[[Path], None], problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    make(path)
    assert list(walk([tmp_path])) == [path]
    assert files.digest(path) == ""
    with pytest.raises(ReadError, match=problem):
        read(path)


def test_a_name_that_is_no_utf8_is_shown_with_escapes(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "报告".encode("gb18030") + b".txt"))
    path.write_text("某省工作报告", encoding="utf-8")
    (found,) = walk([tmp_path])
    document = read(found)
    assert document.stem == r"\xb1\xa8\xb8\xe6"
    assert document.path == rf"{tmp_path}/\xb1\xa8\xb8\xe6.txt"
    assert files.printable("报告.txt") == "报告.txt"


def test_read_text(tmp_path: Path) -> None:
    data = "某省工作报告\r\n正文。".encode("gb18030")
    held = read(write(tmp_path, "报告.txt", data))
    assert (held.stem, held.media_type, held.text) == ("报告", "text/plain", "某省工作报告\r\n正文。")
    assert held.sha256 == hashlib.sha256(data).hexdigest()
    assert held.metadata["encoding"] == "gb18030"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.md", "text/markdown"), ("a.HTM", "text/html"), ("a", "text/plain"), ("a.txt", "text/plain")],
)
def test_media_types(tmp_path: Path, name: str, media_type: str) -> None:
    assert read(write(tmp_path, name, "<p>正文写在这里。</p>")).media_type == media_type


def test_a_page_under_the_name_of_a_text_is_a_page(tmp_path: Path) -> None:
    held = read(write(tmp_path, "a.txt", "<!DOCTYPE html>\n<html><body><p>正文写在这里。</p></body></html>"))
    assert (held.media_type, held.text) == ("text/html", "正文写在这里。\n")


PAGE = "<html><head><title>某页</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("wide.txt", "\u3000\n", "has no text"),
        ("a.pdf", b"%PDF-1.7", "files of type .pdf are not read yet"),
        ("a.docx", b"PK\x03\x04", "files of type .docx are not read yet"),
        ("a.png", b"\x89PNG", "files of type .png are not read yet"),
        ("a.txt", b"%PDF-1.7 and so on", "is a PDF file"),
        ("b.txt", b"PK\x03\x04 and so on", "is a Office or ZIP file"),
        ("c.txt", bytes(range(256)) * 9, "is neither UTF-8 nor GB18030"),
        ("d.txt", "某省工作报告".encode()[:-1], "breaks off"),
        ("a.html", PAGE.format(head="", body="<div></div>"), "is a page without text"),
        ("b.html", PAGE.format(head="", body="<div id=app></div><script>go()</script>"), "made by scripts"),
        ("c.html", "<html><frameset><frame src='main.htm'></frameset></html>", "is a page of frames"),
        ("d.html", "<html><body><p>页面在这里断", "breaks off"),
        ("e.html", "<html><body>" + "<div>" * 2000 + "正文</body></html>", "is nested deeper"),
        ("f.html", "<html><body>" + "<div " * 2000 + "</body></html>", "is a page without text"),
    ],
)
def test_one_clear_line(tmp_path: Path, name: str, content: str | bytes, problem: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(ReadError, match=problem) as raised:
        read(path)
    line = str(raised.value)
    assert line.startswith(f"{path}: ")
    assert "; " in line
    assert "\n" not in line


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        read(tmp_path / "no.txt")
    with pytest.raises(ReadError, match="is a folder"):
        read(tmp_path)


def test_a_file_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    with pytest.raises(ReadError, match="more than"):
        read(write(tmp_path, "a.txt", "某省工作报告"))


def test_a_page_nested_by_the_megabyte_is_refused_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", "<html><body>" + "<div>" * 2_000_000 + "正文</body></html>")
    with pytest.raises(ReadError, match="is nested deeper"):
        read(path)
