"""Training on a few sentences of our own: the same bytes each time, and an error with its way out."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.extract.tagger import scoring, weights

ROOT = Path(__file__).parent.parent.parent
SCRIPT = ROOT / "scripts" / "train_tagger.py"

SENTENCES = {
    "甲": [
        ("我们实施春风送岗行动，就业形势稳定。", "region-programmes", "programme", "春风送岗行动"),
        ("全省大力发展竹木加工产业，产值提高。", "region-industries", "industry", "竹木加工产业"),
    ],
    "乙": [
        ("我们开展清河净水行动，水质变好。", "region-programmes", "programme", "清河净水行动"),
        ("全省加快发展茶油产业，品牌更响。", "region-industries", "industry", "茶油产业"),
    ],
    "丙": [
        ("我们推进书香进村行动，阅读成风。", "region-programmes", "programme", "书香进村行动"),
        ("全省培育壮大陶瓷产业，出口增加。", "region-industries", "industry", "陶瓷产业"),
    ],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for stem, held in SENTENCES.items():
        text = "\n".join(["湖南省政府工作报告", *(sentence for sentence, *_ in held)]) + "\n"
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
        meta = {"q": "_meta", "document": stem, "queries": "all", "passages": [[0, len(text)]]}
        facts = [{"q": q, "region": "湖南省", role: name, "evidence": s} for s, q, role, name in held]
        lines = [json.dumps(each, ensure_ascii=False) for each in (meta, *facts)]
        (folder / f"{stem}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def train(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_the_same_annotations_give_the_same_bytes(gold: Path, shared: Path, tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite", reason="python-crfsuite is only needed to train")
    common = ["--gold", str(gold), "--corpus", str(tmp_path), "--measure", str(shared / "scripts" / "score.py")]
    outs = [tmp_path / "one", tmp_path / "two"]
    for out in outs:
        done = train(*common, "--out", str(out), "--folds", "3", "--rounds", "20")
        assert done.returncode == 0, done.stderr
    for name in ("names.tsv.gz", "scores.json", "card.json"):
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes()
    model = weights.read(outs[0] / "names.tsv.gz")
    assert {"B-PRG", "I-PRG", "B-IND", "I-IND"} <= set(model.states)
    assert scoring.read(outs[0] / "scores.json").weights
    card = json.loads((outs[0] / "card.json").read_text(encoding="utf-8"))
    assert [each["document"] for each in card["annotations"]] == sorted(SENTENCES)
    assert set(card["rules alone"]) == set(card["rules with tagger"])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--gold", "nowhere"], r"nowhere: no such folder; .*make model GOLD=FOLDER"),
        (["--folds", "1"], r"--folds: 1 leaves no document unseen; give 2 or more"),
        (["--measure", "nowhere.py"], r"nowhere\.py: the scorer .*--measure FILE"),
    ],
)
def test_what_is_missing_is_said_in_one_line(options: list[str], expected: str, gold: Path, tmp_path: Path) -> None:
    measure = tmp_path / "score.py"
    measure.write_text("", encoding="utf-8")
    done = train("--gold", str(gold), "--measure", str(measure), "--out", str(tmp_path / "out"), *options)
    assert done.returncode == 1
    assert re.fullmatch(rf"train_tagger: {expected}\n", done.stderr)


def test_a_folder_without_annotations_is_named(tmp_path: Path) -> None:
    measure = tmp_path / "score.py"
    measure.write_text("", encoding="utf-8")
    done = train("--gold", str(tmp_path), "--measure", str(measure), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "no gold annotations here" in done.stderr


# --- what the project ships


@pytest.mark.skipif(not scoring.model().exists(), reason="this installation has no model")
def test_the_shipped_model_is_small_and_holds_words_and_no_text() -> None:
    raw = scoring.model().read_bytes()
    assert len(raw) < 15_000_000
    names = [line.split("\t")[0] for line in gzip.decompress(raw).decode().split("\n")[2:]]
    assert not [name for name in names if re.search(r"[\u4e00-\u9fff]{10}", name)]
    card = json.loads((scoring.model().parent / "card.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch("[0-9a-f]{64}", each["sha256"]) for each in card["annotations"])
