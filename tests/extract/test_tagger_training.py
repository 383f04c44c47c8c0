"""Training on a few sentences of our own: the same bytes each time, and an error with its way out."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kg.extract import nlp
from kg.extract.tagger import inference, scoring, weights
from kg.model import Context, Document, Genre, Kind, Mention, Sentence, Span

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import tagger_fit  # type: ignore[import-not-found]  # noqa: E402 - scripts are no package
import tagger_gold  # type: ignore[import-not-found]  # noqa: E402

NAMES = [*tagger_gold.LABELS]
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


@pytest.fixture
def standoff(tmp_path: Path) -> Path:
    """A stand-off file whose text lies below tmp_path, and one whose text is nowhere."""
    text = "湖南省政府工作报告\n我们开展暖冬送炭行动，加快发展箬叶产业。\n"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "丁.txt").write_text(text, encoding="utf-8")
    folder = tmp_path / "annotations" / "fresh"
    folder.mkdir(parents=True)
    mark = hashlib.sha256(text.encode()).hexdigest()
    start, end = text.index("我们"), len(text) - 1
    meta = {"q": "_meta", "document": "丁", "queries": NAMES, "passages": [[start, end]], "sha256": mark}
    held = [
        {"q": "region-programmes", "region": "湖南省", "programme": "暖冬送炭行动", "evidence": [start, end]},
        {
            "q": "region-industries", "region": "湖南省", "industry": "箬叶产业", "optional": True,
            "evidence": [start, end],
        },
    ]  # fmt: skip
    for stem, hash_of in (("丁", mark), ("戊", "0" * 64)):
        lines = [json.dumps(each, ensure_ascii=False) for each in (meta | {"document": stem, "sha256": hash_of}, *held)]
        (folder / f"{stem}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder.parent


def test_the_same_annotations_give_the_same_bytes(gold: Path, standoff: Path, shared: Path, tmp_path: Path) -> None:
    common = ["--gold", str(gold), "--annotations", str(standoff), "--texts", str(tmp_path / "texts")]
    common += ["--measure", str(shared / "scripts" / "score.py"), "--folds", "3", "--rounds", "20"]
    outs = [tmp_path / "one", tmp_path / "two"]
    for out, jobs in zip(outs, ("1", "2"), strict=True):
        done = train(*common, "--out", str(out), "--jobs", jobs)
        assert done.returncode == 0, done.stderr
        assert "戊.jsonl: no text with its hash" in done.stderr
    for name in ("names.tsv.gz", "scores.json", "card.json"):
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes()
    model = weights.read(outs[0] / "names.tsv.gz")
    assert {"O-PRG", "B-PRG", "I-PRG", "B-IND", "I-IND"} <= set(model.states)
    assert scoring.read(outs[0] / "scores.json").weights
    card = json.loads((outs[0] / "card.json").read_text(encoding="utf-8"))
    assert [each["document"] for each in card["annotations"]] == [*sorted(SENTENCES), "丁"]
    assert list(card["figures"]) == ["annotations", "fresh", "gold"]
    assert all(set(held["rules alone"]) == set(held["rules with tagger"]) for held in card["figures"].values())


# --- fitting


def lessons(*texts: str) -> list[tagger_fit.Lesson]:
    """Names are what stands between < and >: each the label PRG."""
    cut, names = [], []
    for text in texts:
        plain = text.replace("<", "").replace(">", "")
        cut.append(Sentence(Span(0, len(plain)), plain))
        start = text.index("<")
        names.append((tagger_gold.Name(start, text.index(">") - 1, "PRG"),))
    document = Document("甲", "甲.txt", "0" * 64, "text/plain", "")
    speaker = Mention(Kind.REGION, "全省", None, "湖南省", "430000")
    parsed = nlp.parse(cut)
    held = tagger_gold.Annotated(document, Context(Genre.REPORT, speaker), parsed, tuple(names))
    lesson = tagger_fit.lesson(held)
    assert lesson
    return [lesson]


TAUGHT = ("我们实施<春风送岗行动>，推进<雨露浸润计划>。", "实施<春雨行动>，开展调研。", "持续实施<晨光计划>。")


def test_the_slope_is_that_of_the_loss() -> None:
    data = tagger_fit.gather(lessons(*TAUGHT), 1, {})
    table = np.random.default_rng(1).normal(size=(len(data.names) + tagger_fit.SIZE, tagger_fit.SIZE)) / 10
    table[0] = 0.0
    _, slope = tagger_fit.loss(data, table, 0.5)
    for row, column in [(1, 1), (7, 2), (len(data.names) - 1, 0), (len(data.names), 1), (len(data.names) + 1, 2)]:
        step = np.zeros_like(table)
        step[row, column] = 1e-2
        above, below = (tagger_fit.loss(data, table + way * step, 0.5)[0] for way in (1, -1))
        assert (above - below) / 2e-2 == pytest.approx(slope[row, column], abs=1e-3)


def test_a_model_has_learned_what_it_was_shown_and_sees_what_the_learner_saw(tmp_path: Path) -> None:
    taught = lessons(*TAUGHT)
    file = tmp_path / "names.tsv.gz"
    file.write_bytes(gzip.compress(tagger_fit.fit(taught, ridge=0.01, rounds=60, least=1).encode(), mtime=0))
    held = inference.lattice(weights.read(file), taught[0].held)
    likely = np.array(
        [[held.states[f"{part}-PRG"][at] for part in "OBI"] for a, b in taught[0].held.clauses for at in range(a, b)]
    )
    told = [int(taught[0].states[at, 0]) for a, b in taught[0].held.clauses for at in range(a, b)]
    assert likely.argmax(axis=1).tolist() == told
    assert likely.max(axis=1).min() > 0.8


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
    done = train(
        "--gold",
        str(tmp_path),
        "--annotations",
        str(tmp_path),
        "--measure",
        str(measure),
        "--out",
        str(tmp_path / "out"),
    )
    assert done.returncode == 1
    assert "no gold annotations here" in done.stderr


# --- what the project ships


@pytest.mark.skipif(not scoring.model().exists(), reason="this installation has no model")
def test_the_shipped_model_is_small_and_holds_words_and_no_text() -> None:
    raw = scoring.model().read_bytes()
    assert len(raw) < 15_000_000
    names = [line.split("\t")[0] for line in gzip.decompress(raw).decode().split("\n")[2:]]
    cut = nlp.language().tokenizer.words  # type: ignore[union-attr]
    long = {run for name in names for run in re.findall(r"[\u4e00-\u9fff]{8,}", name)}
    assert not [run for run in long if len(cut(run)) > 1]  # a long name is one word of the dictionary
    card = json.loads((scoring.model().parent / "card.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch("[0-9a-f]{64}", each["sha256"]) for each in card["annotations"])
