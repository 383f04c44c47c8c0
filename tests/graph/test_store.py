from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import KgError, StoreError
from kg.graph.store import POINTER, manifest, open_store, write


def test_what_is_written_is_read(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    folder = tmp_path / "new" / "store"
    write(folder, chunks, {"documents": ["报告.txt"]})
    lines = {f"{quad} ." for quad in open_store(folder)}
    assert lines >= {line for chunk in chunks for line in chunk.splitlines()}
    assert manifest(folder) == {"documents": ["报告.txt"]}


def test_the_order_of_chunks_does_not_show(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    write(tmp_path / "one", chunks)
    write(tmp_path / "two", reversed(chunks))
    one, two = (sorted(map(str, open_store(tmp_path / name))) for name in ("one", "two"))
    assert one == two


def test_a_reader_keeps_the_build_it_opened(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    write(tmp_path, chunks[:1])
    reader = open_store(tmp_path)
    before = len(reader)
    write(tmp_path, chunks)
    assert len(reader) == before
    assert len(open_store(tmp_path)) > before


def test_builds_that_nobody_can_hold_open_go(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    for _ in range(4):
        write(tmp_path, chunks[:1])
    assert len(list(tmp_path.glob("build-*"))) == 2


def test_a_build_that_fails_leaves_the_former_one(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    def failing() -> Iterator[str]:
        yield chunks[1]
        raise KgError("text", "went wrong")

    write(tmp_path, chunks[:1])
    before = len(open_store(tmp_path))
    with pytest.raises(KgError, match="went wrong"):
        write(tmp_path, failing())
    assert len(open_store(tmp_path)) == before
    assert len(list(tmp_path.glob("build-*"))) == 1


def test_the_manifest_is_read_at_the_end(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    held: dict[str, object] = {}

    def counting() -> Iterator[str]:
        yield from chunks
        held["count"] = len(chunks)

    write(tmp_path, counting(), held)
    assert manifest(tmp_path) == {"count": 2}


def test_only_builds_that_the_pointer_names_are_removed(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    write(tmp_path, chunks[:1])
    (tmp_path / "build-mine").mkdir()
    (tmp_path / "build-mine" / "notes.txt").write_text("precious", encoding="utf-8")
    for _ in range(3):
        write(tmp_path, chunks[:1])
    assert (tmp_path / "build-mine" / "notes.txt").exists()
    assert len(list(tmp_path.glob("build-*"))) == 3


def test_a_pointer_that_names_another_folder_removes_nothing(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    store, other = tmp_path / "store", tmp_path / "build-mine"
    store.mkdir()
    other.mkdir()
    held = {"format": 1, "build": "build-gone", "former": "../build-mine", "manifest": {}}
    (store / POINTER).write_text(json.dumps(held), encoding="utf-8")
    for _ in range(3):
        write(store, chunks[:1])
    assert other.exists()


def test_two_builds_at_once_leave_each_other_alone(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    def with_another_build() -> Iterator[str]:
        yield chunks[0]
        for _ in range(3):
            write(tmp_path, chunks[1:])
        yield chunks[1]

    write(tmp_path, chunks[:1])
    write(tmp_path, with_another_build())
    assert {f"{quad} ." for quad in open_store(tmp_path)} >= {line for chunk in chunks for line in chunk.splitlines()}
    assert len(list(tmp_path.glob("build-*"))) == 2


def test_a_build_whose_process_was_killed_goes_with_the_next(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    code = (
        "import os, pathlib, signal, sys; from kg.graph.store import write\n"
        "def chunks():\n"
        "    yield ''\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "write(pathlib.Path(sys.argv[1]), chunks())"
    )
    write(tmp_path / "store", chunks)
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "store")], check=False)
    mine = tmp_path / "store" / "build-mine"
    mine.mkdir()
    (mine / "notes").touch()
    assert len(list((tmp_path / "store").glob("build-*"))) == 3
    write(tmp_path / "store", chunks)
    assert len(list((tmp_path / "store").glob("build-*"))) == 3  # the new one, the former one and what is not ours
    assert mine.exists()
    assert len(open_store(tmp_path / "store"))


def test_a_first_build_that_fails_leaves_the_folder_empty(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    def failing() -> Iterator[str]:
        yield chunks[0]
        with pytest.raises(StoreError, match="no build of it is finished yet"):
            open_store(tmp_path)
        raise KgError("text", "went wrong")

    with pytest.raises(KgError, match="went wrong"):
        write(tmp_path, failing())
    assert not list(tmp_path.iterdir())


def test_the_store_is_as_open_as_the_mask_lets_it_be(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    (tmp_path / "plain").mkdir()
    write(tmp_path / "store", chunks)
    (build,) = (tmp_path / "store").glob("build-*")
    assert build.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_name_that_is_no_utf8_is_kept(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    write(tmp_path, chunks, {"path": "\udcd6\udcd0.txt"})
    assert manifest(tmp_path) == {"path": "\udcd6\udcd0.txt"}


def test_a_folder_of_builds_without_a_pointer_is_no_store(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    (tmp_path / "build-mine").mkdir()
    with pytest.raises(StoreError, match="holds other files"):
        write(tmp_path, chunks)
    assert (tmp_path / "build-mine").exists()


def test_a_folder_of_other_things_is_refused(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    (tmp_path / "thesis.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(StoreError, match=r"holds other files.*choose an empty or a new folder"):
        write(tmp_path, chunks)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_refused(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    path = tmp_path / "store"
    path.write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="is a file"):
        write(path, chunks)
    with pytest.raises(StoreError, match=r"cannot be written|is a file"):
        write(path / "below", chunks)


@pytest.mark.parametrize("make", ["nothing", "empty", "file"])
def test_no_store_to_open(tmp_path: Path, make: str) -> None:
    path = tmp_path / "store"
    if make == "empty":
        path.mkdir()
    elif make == "file":
        path.write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match=r"store.*kg build"):
        open_store(path)


@pytest.mark.parametrize(
    "pointer",
    [
        '{"format": 0, "build": "build-x"}',
        "[]",
        "not json",
        '{"format": 1}',
        '{"format": 1, "build": "build-x"}',
        '{"format": 1, "build": null, "manifest": {}}',
        '{"format": 1, "build": "gone", "manifest": {}}',
    ],
)
def test_a_store_of_another_version_or_a_broken_one(tmp_path: Path, pointer: str) -> None:
    (tmp_path / POINTER).write_text(pointer, encoding="utf-8")
    with pytest.raises(StoreError, match="kg build"):
        open_store(tmp_path)


def test_a_broken_pointer_can_be_built_over(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    (tmp_path / POINTER).write_text("not json", encoding="utf-8")
    write(tmp_path, chunks)
    assert json.loads((tmp_path / POINTER).read_text(encoding="utf-8"))["format"] == 1
    assert len(open_store(tmp_path)) > 0
