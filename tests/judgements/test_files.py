"""Judgements as files: what is read, what is refused and how, and that nothing is half written."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError
from kg.judgements import files
from kg.judgements.files import COLUMNS, add, find, load, own, take
from kg.judgements.judgement import DefectsError, Verdict
from tests.judgements.samples import judgements

HEAD = ",".join(COLUMNS)
GOOD = "reject,honour,文明城市,,,李雷,2026-11-24,只是口号"


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(files.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "j.csv"
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return path


def test_the_own_file_is_there_and_says_nothing_yet() -> None:
    assert own().read_text(encoding="utf-8").splitlines()[0] == HEAD
    load(own())


def test_a_line_is_read_with_all_its_cells(tmp_path: Path) -> None:
    (held,) = load(written(tmp_path, GOOD))
    assert held.verdict is Verdict.REJECT
    assert (held.kind, held.name, held.other, held.document) == ("honour", "文明城市", "", "")
    assert (held.who, held.when, held.note) == ("李雷", "2026-11-24", "只是口号")
    assert held.place == f"{tmp_path / 'j.csv'}:2"


def test_names_are_canonical_and_each_judgement_is_once_in_one_order(tmp_path: Path) -> None:
    lines = [
        "same,enterprise,瑞珑电子,瑞珑,,李雷,2026-11-24,",
        "SAME,enterprise,瑞 珑,瑞珑电子,,韩梅梅,2026-11-25,",
        GOOD,
    ]
    held = load(written(tmp_path, *lines))
    assert load(written(tmp_path, *lines[::-1])) == held
    assert [(one.name, one.other) for one in held] == [("瑞珑", "瑞珑电子"), ("文明城市", "")]


@pytest.mark.parametrize(
    ("line", "problem", "way_out"),
    [
        (",honour,文明城市,,,李雷,2026-11-24,", "the judgement is missing", "same, not-same, accept, reject"),
        ("maybe,honour,文明城市,,,李雷,2026-11-24,", "'maybe' is no judgement", "same, not-same, accept, reject"),
        ("reject,enterprise,瑞珑,,,李雷,2026-11-24,", "'enterprise' is no kind for reject", "enterprise-region"),
        ("same,honours,甲,乙,,李雷,2026-11-24,", "'honours' is no kind for same", "honour"),
        ("same,region,甲,乙,,李雷,2026-11-24,", "same is not for a region", "data/register"),
        ("reject,,文明城市,,,李雷,2026-11-24,", "the kind for reject is missing", "write one of"),
        ("reject,honour,,文明城市,,李雷,2026-11-24,", "the name is missing", "write it"),
        ("same,enterprise,瑞珑,,,李雷,2026-11-24,", "same needs two names", "under other"),
        ("same,enterprise,瑞珑,瑞珑,,李雷,2026-11-24,", "瑞珑 is one enterprise already", "leave"),
        ("not-same,project,“甲”,「甲」,,李雷,2026-11-24,", "“甲” cannot be kept apart from itself", "two names"),
        ("reject,honour,文明城市,,,,2026-11-24,", "who judged is missing", "under who"),
        ("reject,honour,文明城市,,,李雷,,", "when it was judged is missing", "2026-11-24"),
        ("reject,honour,文明城市,,,李雷,2026/11/24,", "'2026/11/24' is no day", "2026-11-24"),
        ("reject,honour,文明城市,,,李雷", "has fewer cells than the head", "comma"),
        ("reject,honour,文明城市,,,李雷,2026-11-24,,再说", "has more cells than the head", "quotation marks"),
        ('reject,honour,"文明"城市,,,李雷,2026-11-24,', "is no CSV", "quotation marks"),
    ],
)
def test_a_defect_is_named_with_its_line_and_the_way_out(line: str, problem: str, way_out: str, tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, line)
    with pytest.raises(DataError) as caught:
        load(path)
    assert caught.value.subject == f"{path}:3"
    assert problem in caught.value.problem
    assert way_out in caught.value.way_out


def test_several_defects_are_each_named(tmp_path: Path) -> None:
    with pytest.raises(DefectsError) as caught:
        load(written(tmp_path, "maybe" + GOOD, GOOD, "no" + GOOD))
    assert [defect.subject.rpartition(":")[2] for defect in caught.value.defects] == ["2", "4"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "lacks the columns judgement, kind"),
        (b"judgement,kind,name\n", "lacks the columns other, document, who, when, note"),
        (f"{HEAD},score\n".encode(), "has the unknown columns score"),
        (f"{HEAD}\n{GOOD}".encode("gb18030"), "is not UTF-8"),
    ],
)
def test_a_file_that_is_none_is_refused(content: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "j.csv").write_bytes(content)
    with pytest.raises(DataError, match=problem):
        load(tmp_path / "j.csv")


def test_a_mark_of_byte_order_does_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(load(path)) == 1


def test_contradictions_within_and_between_files_are_errors(tmp_path: Path) -> None:
    one = written(tmp_path, GOOD)
    other = tmp_path / "other.csv"
    other.write_text(f"{HEAD}\n{GOOD.replace('reject', 'accept')}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(one, other)
    assert f"{one}:2" in str(caught.value)
    assert f"{other}:2" in str(caught.value)


def test_which_files_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find() == (own(),)
    (tmp_path / "judgements.csv").write_text(HEAD + "\n", encoding="utf-8")
    assert find() == (own(), Path("judgements.csv"))
    monkeypatch.setenv(files.VARIABLE, "there.csv")
    assert find() == (own(), Path("there.csv"))
    assert find("given.csv") == (own(), Path("given.csv"))
    assert find(own()) == (own(),)


def test_a_named_file_must_be_there() -> None:
    with pytest.raises(DataError, match="there is no such file"):
        load(*find("gone.csv"))


def test_add_keeps_each_judgement_once_sorted_with_who_came_first(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    first = add(path, judgements("reject,honour,文明城市", "accept,project,甲电站"))
    assert (len(first.new), len(first.known), first.total) == (2, 0, 2)
    before = path.read_bytes()
    again = add(path, judgements("accept,project,甲电站", "reject,honour,文明城市"))
    assert (len(again.new), len(again.known), again.total) == (0, 2, 2)
    assert path.read_bytes() == before
    add(path, judgements("same,enterprise,瑞珑,瑞珑电子"))
    assert load(path) == tuple(sorted(load(path)))
    assert len(load(path)) == 3


def test_the_order_of_adding_does_not_show(tmp_path: Path) -> None:
    lines = ("reject,honour,文明城市", "accept,project,甲电站", "same,enterprise,瑞珑,瑞珑电子")
    for name, order in (("a.csv", lines), ("b.csv", lines[::-1])):
        for line in order:
            add(tmp_path / name, judgements(line))
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


LIST = f"{HEAD},score,why,evidence"


def test_take_reads_a_filled_list(tmp_path: Path) -> None:
    lines = [
        ",honour,卫生城市,,,,,,0.5,rule,句子",
        "reject,honour,文明城市,,,,,,0.5,rule,“一句，两句”",
        "same,enterprise,瑞珑,瑞珑电子,,韩梅梅,2026-01-02,同一家,,why,句子",
        "",
        "accept,project,甲电站",
    ]
    path = written(tmp_path, *lines, head=LIST)
    taken = take(path, tmp_path / "mine.csv", "李雷", "2026-11-24")
    assert (len(taken.new), taken.total) == (3, 3)
    assert {(j.name, j.who, j.when) for j in load(tmp_path / "mine.csv")} == {
        ("文明城市", "李雷", "2026-11-24"),
        ("瑞珑", "韩梅梅", "2026-01-02"),
        ("甲电站", "李雷", "2026-11-24"),
    }


@pytest.mark.parametrize("existing", [True, False])
@pytest.mark.parametrize(
    "lines",
    [
        ["accept,honour,卫生城市,,,,,,,,", "perhaps,honour,文明城市,,,,,,,,"],
        ["accept,honour,卫生城市,,,,,,,,", "reject,honour,卫生城市,,,,,,,,"],
        ["accept,honour,卫生城市,,,,,,,,", "same,enterprise,瑞珑,瑞珑,,,,,,,"],
    ],
)
def test_take_writes_all_or_nothing(lines: list[str], existing: bool, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    if existing:
        add(mine, judgements("reject,honour,文明城市"))
    before = sorted(tmp_path.iterdir()), mine.exists() and mine.read_bytes()
    path = written(tmp_path, *lines, head=LIST)
    with pytest.raises(DataError):
        take(path, mine, "李雷", "2026-11-24")
    path.unlink()
    assert (sorted(tmp_path.iterdir()), mine.exists() and mine.read_bytes()) == before


def test_take_refuses_what_contradicts_the_file(tmp_path: Path) -> None:
    add(tmp_path / "mine.csv", judgements("reject,honour,文明城市"))
    before = (tmp_path / "mine.csv").read_bytes()
    path = written(tmp_path, "accept,honour,文明城市,,,,,,,,", head=LIST)
    with pytest.raises(DataError, match=r"mine\.csv:2.*j\.csv:2"):
        take(path, tmp_path / "mine.csv", "李雷", "2026-11-24")
    assert (tmp_path / "mine.csv").read_bytes() == before


def test_a_file_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be written"):
        add(tmp_path / "no" / "such" / "j.csv", judgements("reject,honour,文明城市"))
