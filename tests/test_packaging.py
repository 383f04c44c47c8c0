"""A wheel built from the sdist carries ontology, queries and data, and answers without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the sdist, unpacked the way pip would."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # builds the wheel from the sdist
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(out.glob("*.tar.gz"))) == 1
    (wheel,) = out.glob("*.whl")
    target = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(target)
    return target


def run(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    environment.pop("KG_STORE", None)
    command = [sys.executable, "-P", "-m", "kg", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment)


def test_the_wheel_holds_the_three_folders(installed: Path) -> None:
    for name in ("ontology/kg.ttl", "queries/observations.rq", "data/register/divisions.csv"):
        assert (installed / "kg" / "_resources" / name).is_file()


def test_the_wheel_builds_and_answers_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    text = "2026年湖南省政府工作报告\n一、2025年工作回顾\n全省地区生产总值达到5.53万亿元。\n"
    (tmp_path / "notes" / "report.txt").write_text(text, encoding="utf-8")
    built = run(installed, tmp_path, "build", "notes", "--store", "store")
    assert built.returncode == 0, built.stdout + built.stderr
    asked = run(installed, tmp_path, "query", "observations", "--store", "store", "--format", "csv")
    assert asked.returncode == 0, asked.stderr
    assert "地区生产总值" in asked.stdout
    assert "湖南省" in asked.stdout
