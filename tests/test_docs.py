"""The documentation says what is so: its commands run, its links lead somewhere, nothing named is missing."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph.queries import listing

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "data").rglob("*.md")])
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder where data/corpus is, as it is for who stands in a checkout."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    return tmp_path


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_tour_runs(page: Path, workplace: Path) -> None:
    lines = [line for block in blocks(page, "sh") for line in block.splitlines() if line.startswith("kg ")]
    assert len(lines) == 10
    for line in lines:
        command = [sys.executable, "-m", *shlex.split(line, comments=True)]
        done = subprocess.run(command, cwd=workplace, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert (workplace / "kg.ttl").stat().st_size
    assert (workplace / "hengyang.html").stat().st_size


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_python_runs(page: Path, workplace: Path) -> None:
    (block,) = blocks(page, "python")
    guarded = "if __name__ == '__main__':\n" + "".join(f"    {line}\n" for line in block.splitlines())
    (workplace / "tour.py").write_text(guarded, encoding="utf-8")  # processes are spawned: they import this file
    done = subprocess.run(
        [sys.executable, "tour.py"], cwd=workplace, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "湖南省" in done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_both_readmes_show_the_same_commands() -> None:
    def commands(page: Path) -> list[str]:
        return [line.split("#")[0].rstrip() for block in blocks(page, "sh") for line in block.splitlines()]

    english, chinese = map(commands, READMES)
    assert english == chinese


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_queries_named_exist(page: Path) -> None:
    known = {query.name for query in listing()}
    for name in re.findall(r"\bkg query ([a-z][a-z-]*[a-z])(?![\w./|-])", page.read_text(encoding="utf-8")):
        assert name in known
