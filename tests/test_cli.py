"""The command line as its users meet it: output, exit codes, one line for an error."""

import csv
import errno
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg import cli, library
from kg.graph.export import Format

TEXT = "2026年湖南省政府工作报告\n一、2025年工作回顾\n全省生产总值达到5.53万亿元，增长4.8%。\n全省大力发展茶产业。\n"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def store(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "store"
    assert cli.main(["build", str(texts), "--store", str(folder)]) == 0
    return folder


@pytest.fixture(autouse=True)
def _no_store_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_STORE", raising=False)
    monkeypatch.delenv("KG_JUDGEMENTS", raising=False)


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A real process."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    env = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, encoding="utf-8")


def test_build_tells_documents_facts_and_skips(texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", str(texts), "--store", str(tmp_path / "store")]) == 0
    out = capsys.readouterr().out
    assert "observation" in out
    assert "1 document, " in out
    assert f"{texts / 'empty.txt'}: is empty" in out


def test_the_store_may_be_named_by_the_environment(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE", str(store))
    assert cli.main(["query", "observations"]) == 0
    assert "生产总值" in capsys.readouterr().out


def test_formats_of_rows(store: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    held = {}
    for form in ("csv", "tsv", "json"):
        done = run("query", "observations", "--store", store, "--format", form)
        assert (done.returncode, done.stderr) == (0, "")
        held[form] = done.stdout
    rows = list(csv.DictReader(io.StringIO(held["csv"], newline="")))
    assert {row["value"] for row in rows} == {"5530000000000", "4.8"}
    spelt = json.loads(held["json"], parse_int=str, parse_float=str)
    assert spelt == [{key: value or None for key, value in row.items()} for row in rows]
    assert {row["value"] for row in json.loads(held["json"])} == {5530000000000, 4.8}
    assert held["tsv"].splitlines()[0].split("\t") == list(rows[0])


def test_parameters(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["query", "everything-about", "-p", "name=湖南省", "--store", str(store)]) == 0
    assert "茶产业" in capsys.readouterr().out


def test_csv_for_excel_begins_with_a_byte_order_mark(store: Path, tmp_path: Path) -> None:
    asked = ["query", "observations", "--store", str(store), "--format", "csv"]
    plain, marked = run(*asked).stdout, run(*asked, "--bom").stdout
    assert marked == "\ufeff" + plain
    assert cli.main([*asked, "--bom", "-o", str(tmp_path / "held.csv")]) == 0
    assert (tmp_path / "held.csv").read_bytes().decode("utf-8-sig").splitlines() == plain.splitlines()
    listed = run("review", "--format", "csv", "--bom", "--store", store).stdout
    assert listed.startswith("\ufeffjudgement,")


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json"])
def test_a_value_that_matches_nothing_is_told_beside_an_empty_answer(
    form: str, store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = ["query", "region-industries", "-p", "region=湖南", "--store", str(store), "--format", form]
    assert cli.main(asked) == 0
    out, err = capfd.readouterr()
    assert err.endswith("region=湖南: no match; did you mean 湖南省?\n")
    assert "湖南" not in out
    assert form != "json" or json.loads(out) == []
    assert cli.main([*asked, "-o", str(tmp_path / "held")]) == 0
    assert capfd.readouterr() == ("", "0 rows\nregion=湖南: no match; did you mean 湖南省?\n")
    assert (tmp_path / "held").read_text(encoding="utf-8").split() == out.split()


def test_a_query_of_ones_own(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.rq").write_text("SELECT ?label WHERE { ?x a kg:Industry ; rdfs:label ?label }", encoding="utf-8")
    assert cli.main(["query", str(tmp_path / "mine.rq"), "--store", str(store)]) == 0
    assert "茶产业" in capsys.readouterr().out


@pytest.mark.parametrize("form", [form.value for form in Format])
def test_export_writes_every_format(form: str, store: Path, tmp_path: Path) -> None:
    assert cli.main(["export", "--format", form, "-o", str(tmp_path / "out"), "--store", str(store)]) == 0
    assert "湖南省" in (tmp_path / "out").read_text(encoding="utf-8") or form == "nquads"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_export_of_one_document(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "--document", "report", "--store", str(store)]) == 0
    assert "report" in capfd.readouterr().out


def test_check_and_verify_pass(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--store", str(store)]) == 0
    assert cli.main(["verify", "--store", str(store)]) == 0
    assert "all hold" in capsys.readouterr().out


def test_verify_fails_with_one_where_a_document_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, folder = tmp_path / "report.txt", tmp_path / "store"
    text.write_text(TEXT, encoding="utf-8")
    assert cli.main(["build", str(text), "--store", str(folder)]) == 0
    text.write_text(TEXT + TEXT, encoding="utf-8")
    assert cli.main(["verify", "--store", str(folder)]) == 1
    assert f"{text}: has changed" in capsys.readouterr().out


def test_check_fails_with_one_and_says_what_breaks(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.graph import shapes

    broken = shapes.Violation("青岚省", "https://x/1", "kg:code", "12", "代码应为六位。", "A code has six digits.")
    monkeypatch.setattr(shapes, "check", lambda _store: shapes.Report((broken,)))
    assert cli.main(["check", "--store", str(store)]) == 1
    out = capsys.readouterr().out
    assert "青岚省 has 12" in out
    assert "1 violation\n" in out


def test_explain(texts: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", str(texts / "report.txt"), "--sentence", "茶产业"]) == 0
    out = capfd.readouterr().out
    assert "mention  region: 全省 → 湖南省 (430000)" in out
    assert "[rule " in out
    assert cli.main(["explain", str(texts / "report.txt"), "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["document"] == "report"


def test_show_writes_a_page(store: Path, tmp_path: Path) -> None:
    assert cli.main(["show", "湖南省", "-o", str(tmp_path / "hunan.html"), "--store", str(store)]) == 0
    assert "茶产业" in (tmp_path / "hunan.html").read_text(encoding="utf-8")


def test_review_lists_takes_back_and_the_next_build_obeys(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "report.txt").write_text(TEXT.replace("茶产业", "油茶产业"), encoding="utf-8")
    (tmp_path / "texts" / "news.txt").write_text("湖南省大力发展油茶产业集群。\n", encoding="utf-8")
    store, filled, ours = tmp_path / "store", tmp_path / "list.csv", tmp_path / "ours.csv"
    build = ["build", str(tmp_path / "texts"), "--store", str(store)]
    asked = ["review", "--kind", "industry", "--store", str(store)]
    assert cli.main(build) == 0
    capfd.readouterr()
    assert cli.main(asked) == 0
    table = capfd.readouterr()
    assert all(text in table.out for text in ("油茶产业集群", "the name goes on", "news: 湖南省大力发展"))
    assert table.err == "1 to judge: kg review --format csv > list.csv\n"
    assert cli.main([*asked, "--format", "csv"]) == 0
    rows = capfd.readouterr().out
    assert rows.startswith("judgement,kind,name,other,document,who,when,note,score,why,evidence\r\n,industry,")
    filled.write_bytes(rows.replace("\r\n,industry", "\r\nsame,industry").encode())
    take = ["review", "--apply", str(filled), "--judgements", str(ours), "--who", "李雷"]
    assert cli.main(take) == 0
    out = capfd.readouterr().out
    assert out.startswith(f"{ours}: 1 new judgement, 1 in all\nthe next kg build will have\n")
    assert "made one" in out
    assert ",李雷,20" in ours.read_text(encoding="utf-8")
    assert cli.main(take) == 0
    assert capfd.readouterr().out == f"{ours}: 0 new judgements, 1 already there, 1 in all\n"
    assert cli.main([*build, "--judgements", str(ours), "--min-score", "0.5"]) == 0
    out = capfd.readouterr().out
    assert "0 facts left out: their score is below 0.5" in out
    assert "1 judgement applied: " in out
    assert cli.main(["query", "region-industries", "--store", str(store), "--format", "tsv"]) == 0
    held = capfd.readouterr().out.splitlines()[1:]
    assert [line.split("\t")[1] for line in held] == ["油茶产业集群", "油茶产业集群"]


def test_lines_that_cannot_be_taken_are_each_named_and_nothing_is_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    filled, ours = tmp_path / "list.csv", tmp_path / "ours.csv"
    head = "judgement,kind,name,other,document,who,when,note\n"
    filled.write_text(head + "accept,honour,甲\nno,honour,乙\nsame,honour,丙\n", encoding="utf-8")
    assert cli.main(["review", "--apply", str(filled), "--judgements", str(ours)]) == 2
    out, err = capfd.readouterr()
    first, second, last = err.splitlines()
    assert first == f"{filled}:3: 'no' is no judgement; write one of same, not-same, accept, reject"
    assert second == f"{filled}:4: same needs two names; write the second one under other"
    assert last == f"{filled}: 2 lines cannot be taken; mend them as said above"
    assert (out, ours.exists()) == ("", False)


def test_queries_are_listed_with_their_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["queries"]) == 0
    out = capsys.readouterr().out
    assert "everything-about" in out
    assert "name*" in out


BAD = {
    "no command": (["frobnicate"], "frobnicate"),
    "no such option": (["queries", "--loud"], "--loud"),
    "no path": (["build"], "PATH"),
    "missing path": (["build", "{tmp}/gone.txt", "--store", "{tmp}/s"], "{tmp}/gone.txt: does not exist"),
    "empty folder": (["build", "{tmp}/nothing", "--store", "{tmp}/s"], "{tmp}/nothing: no file"),
    "empty file": (["build", "{tmp}/empty.txt", "--store", "{tmp}/s"], "{tmp}/empty.txt: is empty"),
    "binary file": (["build", "{tmp}/binary.txt", "--store", "{tmp}/s"], "{tmp}/binary.txt: "),
    "other type": (["build", "{tmp}/sheet.xlsx", "--store", "{tmp}/s"], "{tmp}/sheet.xlsx: "),
    "html without text": (["build", "{tmp}/page.html", "--store", "{tmp}/s"], "{tmp}/page.html: "),
    "store is a file": (["build", "{tmp}/good.txt", "--store", "{tmp}/empty.txt"], "{tmp}/empty.txt: is a file"),
    "store is another folder": (["build", "{tmp}/good.txt", "--store", "{tmp}"], "{tmp}: holds other files"),
    "no processes": (["build", "{tmp}/good.txt", "--jobs", "0"], "--jobs"),
    "no store": (["query", "policies", "--store", "{tmp}/none"], "{tmp}/none: there is no store here; build one"),
    "no store to check": (["check", "--store", "{tmp}/none"], "{tmp}/none: "),
    "no store to verify": (["verify", "--store", "{tmp}/none"], "{tmp}/none: "),
    "no store to export": (["export", "--store", "{tmp}/none"], "{tmp}/none: "),
    "no store to show": (["show", "--store", "{tmp}/none"], "{tmp}/none: "),
    "store that is none": (["query", "policies", "--store", "{tmp}/nothing"], "{tmp}/nothing: is no store"),
    "unknown query": (["query", "policy", "--store", "{store}"], "policy: there is no such query; did you mean"),
    "query file missing": (["query", "{tmp}/none.rq", "--store", "{store}"], "{tmp}/none.rq: "),
    "query that does not parse": (["query", "{tmp}/bad.rq", "--store", "{store}"], "{tmp}/bad.rq: does not parse"),
    "parameter lacking": (["query", "everything-about", "--store", "{store}"], "needs the parameter name"),
    "parameter unknown": (["query", "rankings", "-p", "x=1", "--store", "{store}"], "has no parameter x"),
    "parameter without value": (
        ["query", "rankings", "-p", "about", "--store", "{store}"],
        "is no NAME=VALUE; it takes -p about=…",
    ),
    "parameter without -p": (
        ["query", "rankings", "about=湖南省"],
        "(about=湖南省); give parameters with -p NAME=VALUE",
    ),
    "query of another server": (["query", "{tmp}/far.rq", "--store", "{store}"], "{tmp}/far.rq: asks another server"),
    "one path is missing": (
        ["build", "{tmp}/good.txt", "{tmp}/lost", "--store", "{tmp}/s"],
        "{tmp}/lost: does not exist",
    ),
    "unknown row format": (["query", "rankings", "--format", "xml", "--store", "{store}"], "'xml' is not one of"),
    "mark in a table": (["query", "rankings", "--bom", "--store", "{store}"], "--bom: is for CSV, not for table"),
    "unknown graph format": (["export", "--format", "rdf", "--store", "{store}"], "'rdf' is not one of"),
    "unknown document": (["export", "--document", "none", "--store", "{store}"], "none: no document"),
    "unwritable output": (["export", "-o", "{tmp}/no/such/x.ttl", "--store", "{store}"], "x.ttl: cannot be written"),
    "output is a folder": (["show", "-o", "{tmp}/nothing", "--store", "{store}"], "nothing: cannot be written"),
    "unknown thing": (["show", "不存在的", "--store", "{store}"], "不存在的: nothing in the graph"),
    "no things": (["show", "--limit", "0", "--store", "{store}"], "--limit"),
    "score too high": (["build", "{tmp}/good.txt", "--min-score", "2"], "--min-score: 2 is no score"),
    "no judgements": (["build", "{tmp}/good.txt", "--judgements", "{tmp}/j.csv"], "{tmp}/j.csv: there is no such file"),
    "judgements that are none": (["build", "{tmp}/good.txt", "--judgements", "{tmp}/good.txt"], "lacks the columns"),
    "no store to review": (["review", "--store", "{tmp}/none"], "{tmp}/none: there is no store"),
    "no such kind to review": (["review", "--kind", "metric", "--store", "{store}"], "is no kind of fact or name"),
    "no list to take": (["review", "--apply", "{tmp}/none.csv"], "{tmp}/none.csv: there is no such file"),
    "list that is none": (["review", "--apply", "{tmp}/good.txt"], "{tmp}/good.txt:1: lacks the columns"),
    "explain nothing": (["explain", "{tmp}/gone.txt"], "{tmp}/gone.txt: does not exist"),
    "explain no sentence": (["explain", "{tmp}/good.txt", "-s", "没有"], "no sentence holds 没有"),
}


@pytest.fixture(scope="module")
def mess(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of bad input."""
    folder = tmp_path_factory.mktemp("mess")
    (folder / "nothing").mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "sheet.xlsx").write_bytes(b"PK\x03\x04rest")
    (folder / "page.html").write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    (folder / "far.rq").write_text("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", encoding="utf-8")
    (folder / "bad.rq").write_text("SELECT ?x WHERE {", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_input_is_one_line_and_exit_code_two(
    name: str, mess: Path, store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments, wanted = BAD[name]
    code = cli.main([part.format(tmp=mess, store=store) for part in arguments])
    out, err = capfd.readouterr()
    assert code == 2, err
    assert err.count("\n") == 1, err
    assert wanted.format(tmp=mess) in err
    assert ";" in err, "the line names the way out"
    assert "Traceback" not in out + err


def test_many_bad_files_are_each_named(mess: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    paths = [str(mess / name) for name in ("empty.txt", "binary.txt")]
    assert cli.main(["build", *paths, "--store", str(tmp_path / "store")]) == 2
    err = capfd.readouterr().err
    assert all(path in err for path in paths)
    assert "none of the 2 files could be built" in err
    assert not (tmp_path / "store").exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals as on POSIX")
def test_a_reader_that_stops_is_no_error(store: Path) -> None:
    command = [sys.executable, "-m", "kg", "export", "--format", "nquads", "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in {0, 141}  # a short answer may have fitted into the pipe


def test_a_full_disk_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(library, "queries", full)
    monkeypatch.setattr("kg.console.forget", lambda: None)
    assert cli.main(["queries"]) == 2
    assert capsys.readouterr().err == "kg: No space left on device; make room, or write elsewhere\n"


def test_an_interrupt_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(library, "queries", interrupted)
    assert cli.main(["queries"]) == 128 + signal.SIGINT
    assert capsys.readouterr().err.count("\n") == 1


HEAVY = {"spacy", "jieba", "rjieba", "rdflib", "pyshacl", "networkx", "pandas", "numpy", "lxml", "trafilatura"}


@pytest.mark.parametrize("arguments", [["--help"], ["queries"], ["query", "observations"], ["query", "--help"]])
def test_asking_starts_without_heavy_modules(arguments: list[str], store: Path) -> None:
    code = "import sys; from kg.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, *arguments]
    env = {**os.environ, "KG_STORE": str(store)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    assert not HEAVY & {name.partition(".")[0] for name in done.stderr.split()}


def test_builds_agree_byte_for_byte_across_hash_seeds(texts: Path, tmp_path: Path) -> None:
    exports = []
    for seed, jobs in (("1", "1"), ("2", "2")):
        folder = tmp_path / seed
        assert run("build", texts, "--store", folder, "--jobs", jobs, PYTHONHASHSEED=seed).returncode == 0
        exports.append(run("export", "--format", "nquads", "--store", folder, PYTHONHASHSEED=seed).stdout)
    assert exports[0] == exports[1] != ""


COMMANDS = ["build", "queries", "query", "export", "check", "verify", "explain", "review", "show"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([command, "--help"]) == 0
    assert f" kg {command}" in capsys.readouterr().out.split("Usage:")[1].partition("\n")[2]


def test_no_command_is_undocumented() -> None:
    page = (Path(__file__).parent.parent / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"## kg {command}" in page
    listed = {command.name or command.callback.__name__ for command in cli.app.registered_commands if command.callback}
    assert listed == set(COMMANDS)


def test_plain_kg_is_help_and_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    assert "Usage" in capsys.readouterr().out
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("kg ")
