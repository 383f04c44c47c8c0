from __future__ import annotations

import json
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


def test_the_remains_of_a_killed_build_are_ours(tmp_path: Path, chunks: tuple[str, ...]) -> None:
    (tmp_path / "build-killed").mkdir()
    write(tmp_path, chunks)
    assert not (tmp_path / "build-killed").exists()


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
    "pointer", ['{"format": 0, "build": "build-x"}', "[]", "not json", '{"format": 1, "build": "gone"}']
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
