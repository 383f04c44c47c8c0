"""Building and verifying a store: what is built, what is skipped, and that the way there never shows."""

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kg import library, pipeline
from kg.errors import DataError, KgError, StoreError
from kg.graph.store import manifest
from kg.judgements.judgement import Judgement
from kg.model import Document, FactKind
from kg.pipeline import NothingBuiltError, build
from kg.read import read
from kg.verify import verify

REPORT = "2026年湖南省政府工作报告\n一、2025年工作回顾\n全省地区生产总值达到5.53万亿元，增长4.8%。\n"
NOTICE = "湖南省人民政府关于印发《湖南省茶产业促进办法》的通知\n现将《湖南省茶产业促进办法》印发给你们，请遵照执行。\n"


@pytest.fixture(autouse=True)
def _no_judgements_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_JUDGEMENTS", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents in a folder of their own."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "report.txt").write_text(REPORT, encoding="utf-8")
    (texts / "notice.txt").write_text(NOTICE, encoding="gb18030")
    return texts


def nquads(store: Path) -> str:
    return "".join(library.export(store, "nquads"))


def test_build_reports_what_it_did(folder: Path, tmp_path: Path) -> None:
    report = build([folder], tmp_path / "store")
    assert report.documents == 2
    assert report.characters == len(REPORT) + len(NOTICE)
    assert report.facts[FactKind.OBSERVATION] >= 2
    assert set(report.facts) == set(FactKind)
    assert report.skipped == ()
    assert report.store == str(tmp_path / "store")


def test_the_same_bytes_in_any_order(folder: Path, tmp_path: Path) -> None:
    """Processes and hash seeds: tests/test_cli.py."""
    files = sorted(folder.iterdir())
    for number, paths in enumerate(([folder], files[::-1], [*files, folder])):
        assert build(paths, tmp_path / str(number)).documents == 2
    first, *others = (nquads(tmp_path / str(number)) for number in range(3))
    assert others == [first, first]


def test_a_file_that_cannot_be_read_is_skipped_and_named(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    report = build([folder], tmp_path / "store")
    assert report.documents == 2
    assert [Path(skip.path).name for skip in report.skipped] == ["empty.txt", "noise.txt", "scan.pdf"]
    assert all(skip.reason for skip in report.skipped)


def test_a_path_that_does_not_exist_ends_the_build_before_it_begins(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NothingBuiltError, match=r"gone\.txt: does not exist; check the path"):
        build([folder, tmp_path / "gone.txt"], tmp_path / "store")
    with pytest.raises(NothingBuiltError, match=r"gone\.txt, .*lost: do not exist; check the path"):
        build([tmp_path / "gone.txt", folder, tmp_path / "lost"], tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_what_is_no_document_is_named_and_the_rest_is_built(folder: Path, tmp_path: Path) -> None:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    os.mkfifo(folder / "pipe.txt")
    build([folder / "report.txt"], folder / "other-store")
    report = build([folder], tmp_path / "store")
    assert report.documents == 2
    assert [Path(skip.path).name for skip in report.skipped] == ["loop.txt", "pipe.txt"]
    assert "links" in report.skipped[0].reason
    assert "pipe" in report.skipped[1].reason


@pytest.mark.parametrize("jobs", [1, 2])
def test_names_that_are_no_utf8(jobs: int, folder: Path, tmp_path: Path) -> None:
    for name, content in (("report.txt", None), ("copy.txt", REPORT), ("empty.txt", "")):
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + "报".encode("gb18030") + name.encode()))
        (folder / "report.txt").rename(path) if content is None else path.write_text(content, encoding="utf-8")
    told: list[str] = []
    report = build([folder], tmp_path / "store", jobs, lambda _done, _all, name: told.append(name))
    assert report.documents == 2
    assert [Path(skip.path).name for skip in report.skipped] == [r"\xb1\xa8empty.txt", r"\xb1\xa8report.txt"]
    held = manifest(tmp_path / "store")["documents"]
    assert [document["stem"] for document in held] == ["notice", r"\xb1\xa8copy"]
    assert r"\xb1\xa8copy" in {row["document"] for row in library.query(tmp_path / "store", "observations")}
    "".join([nquads(tmp_path / "store"), *told, *(skip.reason for skip in report.skipped)]).encode()
    assert not verify(tmp_path / "store").problems


@pytest.mark.parametrize("error", [ValueError("broken rule"), RecursionError("too deep"), MemoryError()])
def test_an_error_in_one_document_leaves_the_others(
    error: Exception, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract_file = pipeline.extract_file

    def fails(path: Path, *, judgements: Sequence[Judgement], learned: bool) -> pipeline.Extraction:
        if path.name == "notice.txt":
            raise error
        return extract_file(path, judgements=judgements, learned=learned)

    monkeypatch.setattr(pipeline, "extract_file", fails)
    report = build([folder], tmp_path / "store")
    assert report.documents == 1
    (skip,) = report.skipped
    assert type(error).__name__ in skip.reason


def test_a_broken_data_file_ends_the_build(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path, **_: object) -> pipeline.Extraction:
        raise DataError("data/x.csv", "is broken", f"mend it before {path}")

    monkeypatch.setattr(pipeline, "extract_file", fails)
    with pytest.raises(DataError):
        build([folder], tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_the_same_content_is_built_once(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "report.txt", folder / "zz-copy.txt")
    report = build([folder, folder], tmp_path / "store")
    assert report.documents == 2
    (skip,) = report.skipped
    assert Path(skip.path).name == "zz-copy.txt"
    assert "report.txt" in skip.reason


def test_two_files_of_one_name_are_two_documents(folder: Path, tmp_path: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "report.txt").write_text(REPORT.replace("5.53", "5.1"), encoding="utf-8")
    assert build([folder], tmp_path / "store").documents == 3
    rows = library.query(tmp_path / "store", "observations", {"document": "report"})
    assert {row["value"] for row in rows} >= {5_530_000_000_000, 5_100_000_000_000}
    assert not verify(tmp_path / "store").problems


def test_progress_is_told_after_each_file(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    told: list[tuple[int, int, str]] = []
    build([folder], tmp_path / "store", progress=lambda done, total, name: told.append((done, total, Path(name).name)))
    assert told == [(1, 3, "empty.txt"), (2, 3, "notice.txt"), (3, 3, "report.txt")]


def test_a_store_in_the_folder_is_no_document(folder: Path) -> None:
    for _ in range(2):
        report = build([folder], folder / "kg-store")
        assert report.documents == 2
        assert not report.skipped


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: [folder / "gone.txt"],
        lambda folder: [folder / "nothing"],
        lambda folder: [folder / "bad"],
    ],
    ids=["missing", "empty folder", "unreadable files"],
)
def test_where_nothing_can_be_built_the_old_store_stays(
    make: Callable[[Path], list[Path]], folder: Path, tmp_path: Path
) -> None:
    build([folder], tmp_path / "store")
    before = nquads(tmp_path / "store")
    (folder / "nothing").mkdir()
    (folder / "bad").mkdir()
    for name in ("one.txt", "two.txt"):
        (folder / "bad" / name).write_bytes(b" ")
    with pytest.raises(NothingBuiltError):
        build(make(folder), tmp_path / "store")
    assert nquads(tmp_path / "store") == before


def test_a_folder_with_other_files_is_not_taken_for_a_store(folder: Path) -> None:
    with pytest.raises(StoreError):
        build([folder / "report.txt"], folder)
    assert sorted(path.name for path in folder.iterdir()) == ["notice.txt", "report.txt"]


def test_the_manifest_knows_files_and_skips(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    build([folder], tmp_path / "store")
    held = manifest(tmp_path / "store")
    assert [document["stem"] for document in held["documents"]] == ["notice", "report"]
    assert [Path(skip["path"]).name for skip in held["skipped"]] == ["empty.txt"]
    assert str(tmp_path) not in nquads(tmp_path / "store"), "paths are no content"


JUDGED = "judgement,kind,name,other,document,who,when,note\n"


@pytest.fixture
def judgements(tmp_path: Path) -> Path:
    """The growth of the GDP is rejected."""
    path = tmp_path / "ours.csv"
    path.write_text(JUDGED + "reject,observation,湖南省,地区生产总值4.8%,,李雷,2026-11-24,\n", encoding="utf-8")
    return path


def test_judgements_are_applied_on_every_build(folder: Path, tmp_path: Path, judgements: Path) -> None:
    for _ in range(2):
        report = build([folder], tmp_path / "store", judgements=judgements)
        assert len(report.settings.judgements) == 1
        rows = library.query(tmp_path / "store", "observations", {"document": "report"})
        assert {row["value"] for row in rows} == {5_530_000_000_000}
    made = library.explain(folder / "report.txt", "生产总值", judgements)
    assert [fact["roles"]["value"] for fact in made["sentences"][0]["facts"]] == ["5530000000000"]


def test_judgements_reach_every_process(folder: Path, tmp_path: Path, judgements: Path) -> None:
    build([folder], tmp_path / "one", 1, judgements=judgements)
    build([folder], tmp_path / "two", 2, judgements=judgements)
    assert nquads(tmp_path / "one") == nquads(tmp_path / "two")
    assert "4.8" not in nquads(tmp_path / "two").replace(REPORT.splitlines()[2], "")


def test_judgements_lie_in_the_current_folder_and_are_no_document(
    folder: Path, tmp_path: Path, judgements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(judgements, folder / "judgements.csv")
    monkeypatch.chdir(folder)
    report = build(["."], tmp_path / "store")
    assert (report.documents, report.skipped, len(report.settings.judgements)) == (2, (), 1)


def test_a_judgement_that_speaks_of_nothing_is_named(folder: Path, tmp_path: Path, judgements: Path) -> None:
    lines = ("reject,honour,文明城市,,", "reject,honour,卫生城市,,elsewhere")  # the latter's document is not built
    with judgements.open("a", encoding="utf-8") as file:
        file.writelines(f"{line},李雷,2026-11-24,\n" for line in lines)
    report = build([folder], tmp_path / "store", judgements=judgements)
    assert [f"{held.place} {held}" for held in report.unheard] == [f"{judgements}:3 reject honour: 文明城市"]


def test_the_manifest_has_the_hash_of_the_judgements(folder: Path, tmp_path: Path, judgements: Path) -> None:
    build([folder], tmp_path / "store", judgements=judgements)
    own, ours = manifest(tmp_path / "store")["judgements"]
    assert Path(own["path"]).name == "judgements.csv"
    assert ours == {"path": str(judgements), "sha256": hashlib.sha256(judgements.read_bytes()).hexdigest()}


@pytest.mark.parametrize("line", ["maybe,honour,x,,,李雷,2026-11-24,", "reject,honour,x,,,,,"])
def test_broken_judgements_end_the_build_before_it_begins(
    line: str, folder: Path, tmp_path: Path, judgements: Path
) -> None:
    judgements.write_text(JUDGED + line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"ours\.csv:2: "):
        build([folder], tmp_path / "store", judgements=judgements)
    assert not (tmp_path / "store").exists()


def test_facts_below_the_score_are_left_out_and_counted(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract_file = pipeline.extract_file

    def doubtful(path: Path, *, judgements: Sequence[Judgement], learned: bool) -> pipeline.Extraction:
        made = extract_file(path, judgements=judgements, learned=learned)
        return replace(made, facts=tuple(replace(fact, score=0.4) for fact in made.facts[:1]) + made.facts[1:])

    monkeypatch.setattr(pipeline, "extract_file", doubtful)
    whole = build([folder], tmp_path / "store", learned=False)
    cut = build([folder], tmp_path / "store", min_score=0.5, learned=False)
    assert (whole.below, cut.below) == (0, 2)
    assert sum(whole.facts.values()) - sum(cut.facts.values()) == 2
    assert manifest(tmp_path / "store")["min_score"] == 0.5
    assert build([folder], tmp_path / "store", min_score=0.4, learned=False).below == 0


@pytest.mark.parametrize("score", [-0.1, 1.1])
def test_a_threshold_lies_between_nought_and_one(score: float, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="is no score; give a number from 0 to 1"):
        build([folder], tmp_path / "store", min_score=score)


def test_verify_holds_after_a_build(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "store")
    done = verify(tmp_path / "store")
    assert (done.documents, done.problems) == (2, ())
    assert done.quotes >= 2


def test_verify_finds_what_changed_and_what_is_gone(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "store")
    (folder / "report.txt").write_text(REPORT + "又及。", encoding="utf-8")
    (folder / "notice.txt").unlink()
    problems = verify(tmp_path / "store").problems
    assert [Path(problem.path).name for problem in problems] == ["notice.txt", "report.txt"]
    assert "changed" in problems[1].reason


def test_verify_finds_a_quote_that_is_not_there(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of another version may place the same bytes differently."""
    build([folder / "report.txt"], tmp_path / "store")

    def shifted(path: Path) -> Document:
        document = read(path)
        return replace(document, text=" " + document.text)

    monkeypatch.setattr("kg.verify.read", shifted)
    assert verify(tmp_path / "store").problems


def test_explain_tells_of_each_stage(folder: Path) -> None:
    made = library.explain(folder / "report.txt", "生产总值")
    assert made["context"]["speaker"] == "湖南省"
    (sentence,) = made["sentences"]
    assert sentence["text"] == REPORT[sentence["start"] : sentence["end"]]
    assert "".join(sentence["words"]) == sentence["text"]
    at = REPORT.index("全省")
    wanted = {"kind": "region", "text": "全省", "span": [at, at + 2], "name": "湖南省", "key": "430000"}
    assert wanted in sentence["mentions"]
    values = {fact["roles"]["value"] for fact in sentence["facts"] if fact["kind"] == "observation"}
    assert values >= {"5530000000000", "4.8"}
    assert all(fact["rule"] for fact in sentence["facts"])


def test_explain_says_where_no_sentence_fits(folder: Path) -> None:
    with pytest.raises(KgError, match="no sentence holds 没有这句"):
        library.explain(folder / "report.txt", "没有这句")
