"""Train the tagger of names and write its card: `make model`, or

    python scripts/train_tagger.py [--gold ../shared/gold] [--corpus ../shared/corpus] [--out data/models]

GOLD holds folders of annotated documents (STEM.txt beside STEM.jsonl); CORPUS, if it is there, holds reports/ and news/
that nobody annotated: what the rules find in them counts as a third of an annotation. The same inputs give the same
bytes. Figures and scores come from a cross-validation by document.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from rows import QUERY, row
from tagger_fit import LABELS, Sequences, fit, sequences
from tagger_gold import Annotated, annotated, found_by_rules
from tagger_scores import Judged, judged, reliability, view
from tagger_scores import fit as fit_scores

from kg.errors import KgError
from kg.extract import tagger
from kg.extract.tagger.scoring import Scorer
from kg.extract.tagger.weights import Weights, read
from kg.model import Fact
from kg.resolve import identity

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SETTINGS = {"gold_times": 3, "c1": 0.1, "c2": 0.1, "rounds": 60, "optional": "name"}
# What a name that only the tagger finds may be asked to score at least; the cross-validation chooses.
GRID = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
QUERY_OF = {"PRG": "region-programmes", "IND": "region-industries", "PRJ": "projects"}
QUERIES = (
    "region-programmes",
    "region-industries",
    "projects",
    "enterprise-industries",
    "enterprise-regions",
    "honours",
)

NEVER = 2.0
Figures = dict[str, float]
Learned = list[tuple[str, Sequences]]  # of each document its name and what a learner sees of it


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gold", type=Path, default=SHARED / "gold")
    arguments.add_argument("--corpus", type=Path, default=SHARED / "corpus")
    arguments.add_argument("--measure", type=Path, default=SHARED / "scripts" / "score.py")
    arguments.add_argument("--out", type=Path, default=ROOT / "data" / "models")
    arguments.add_argument("--folds", type=int, default=5)
    arguments.add_argument("--rounds", type=int, default=int(SETTINGS["rounds"]))
    try:
        train(arguments.parse_args())
    except KgError as error:
        sys.exit(f"train_tagger: {error}")
    return 0


def train(options: argparse.Namespace) -> None:
    if options.folds < 2:
        raise KgError("--folds", f"{options.folds} leaves no document unseen", "give 2 or more")
    measure = _measure(options.measure)
    if not options.gold.is_dir():
        raise KgError(str(options.gold), "no such folder", "name the gold annotations: make model GOLD=FOLDER")
    gold = annotated([options.gold, *sorted(path for path in options.gold.iterdir() if path.is_dir())])
    silver = list(found_by_rules(_texts(options.corpus), _passages(gold)))
    _say(f"{len(gold)} annotated documents, {len(silver)} that only the rules have read")
    seen: Learned = [(d.document.stem, sequences(d, str(SETTINGS["optional"]))) for d in gold]
    guessed: Learned = [(d.document.stem, sequences(d, "name")) for d in silver]
    folds = _folds(gold, options.folds)
    models = [_fold(fold, seen, guessed, options.rounds) for fold in folds]
    verdicts = [
        [list(judged(d, model, measure)) for d in gold if d.document.stem in fold]
        for fold, model in zip(folds, models, strict=True)
    ]
    text = _fit([s for _, s in seen], [s for _, s in guessed], options.rounds)
    options.out.mkdir(parents=True, exist_ok=True)
    model = options.out / "names.tsv.gz"
    model.write_bytes(_packed(text))
    scorer = fit_scores([each for fold in verdicts for document in fold for each in document], {})
    figures, least = _figures(gold, folds, models, verdicts, measure)
    _write(options.out / "scores.json", {"weights": scorer.weights, "least": least})
    _write(options.out / "card.json", _card(gold, silver, model, options.rounds) | figures)


def _fold(fold: Sequence[str], seen: Learned, guessed: Learned, rounds: int) -> Weights:
    """The model that has seen no document of the fold."""
    rest = [[held for stem, held in learned if stem not in fold] for learned in (seen, guessed)]
    return _unpacked(_fit(*rest, rounds))


def _fit(seen: Iterable[Sequences], guessed: Iterable[Sequences], rounds: int) -> str:
    _say("fitting")
    times, c1, c2 = int(SETTINGS["gold_times"]), float(SETTINGS["c1"]), float(SETTINGS["c2"])
    return fit(seen, guessed, times=times, c1=c1, c2=c2, rounds=rounds)


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def _unpacked(text: str) -> Weights:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "names.tsv.gz"
        file.write_bytes(_packed(text))
        return read(file)


def _folds(gold: Sequence[Annotated], count: int) -> list[list[str]]:
    """Names of documents, dealt out in order; passages of one report in two folders stay together."""
    stems = sorted({document.document.stem for document in gold})
    return [stems[at::count] for at in range(count)]


def _texts(corpus: Path) -> list[Path]:
    return [path for part in ("reports", "news") for path in sorted((corpus / part).glob("*.txt"))]


def _passages(gold: Iterable[Annotated]) -> dict[str, list[tuple[int, int]]]:
    held: dict[str, list[tuple[int, int]]] = {}
    for document in gold:
        held.setdefault(document.document.stem, []).extend(tuple(p) for p in document.gold[0]["passages"])
    return held


def _measure(path: Path) -> ModuleType:
    """The scorer of the fact contract."""
    spec = importlib.util.spec_from_file_location("score", path)
    if not path.exists() or spec is None or spec.loader is None:
        raise KgError(str(path), "the scorer of the fact contract is not here", "name it with --measure FILE")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ------------------------------------------------------------------------------------------------ the card


class Unseen(NamedTuple):
    """A document with what a model and scores that never saw it add to the rules' facts: each with its score."""

    document: Annotated
    added: list[tuple[float, str, Fact]]


def _figures(
    gold: Sequence[Annotated],
    folds: Sequence[Sequence[str]],
    models: Sequence[Weights],
    verdicts: Sequence[Sequence[Sequence[Judged]]],
    measure: ModuleType,
) -> tuple[dict[str, object], dict[str, float]]:
    """Rules alone and with the tagger on unseen documents, and the least scores that do not lower the F1."""
    unseen: list[Unseen] = []
    scored: list[tuple[float, Judged]] = []
    for at, (fold, model) in enumerate(zip(folds, models, strict=True)):
        others = [e for n, part in enumerate(verdicts) if n != at for document in part for e in document]
        scorer = fit_scores(others, {})
        scored += [(scorer.score(each.held), each) for document in verdicts[at] for each in document]
        unseen += [Unseen(d, list(_additions(d, model, scorer))) for d in gold if d.document.stem in fold]
    alone = _table(unseen, {}, measure)
    least = {label: chosen for label in QUERY_OF if (chosen := _least(label, unseen, alone, measure))}
    plain = [each for each in scored if each[1].held.opinion is None]
    asked = [each for each in scored if each[1].held.opinion is not None and each[1].held.given > 0]
    return {
        "least score of names that only the tagger finds": least,
        "rules alone": alone,
        "rules with tagger": _table(unseen, least, measure),
        "reliability of the rules' names": reliability(plain),
        "reliability of the rules' names, with the tagger's opinion": reliability(asked),
        "reliability of names that only the tagger finds": reliability([e for e in scored if e[1].held.given <= 0]),
    }, least


def _least(label: str, unseen: Sequence[Unseen], alone: Mapping[str, Figures], measure: ModuleType) -> float | None:
    """The lowest score at which the additions of a label do not lower its F1; None where none is high enough."""
    query = QUERY_OF[label]
    for least in GRID:
        if not any(score >= least for each in unseen for score, held, _ in each.added if held == label):
            return None
        if _table(unseen, {label: least}, measure)[query]["f1"] >= alone[query]["f1"]:
            return least
    return None


def _additions(document: Annotated, model: Weights, scorer: Scorer) -> Iterator[tuple[float, str, Fact]]:
    for fact, held in tagger.candidates(view(document, model), document.context, document.facts):
        yield scorer.score(held), held.label, fact


def _table(unseen: Sequence[Unseen], least: Mapping[str, float], measure: ModuleType) -> dict[str, Figures]:
    """Precision, recall and F1 of each query, and the mean of the F1s under `macro`."""
    rows: dict[str, list[dict[str, object]]] = {query: [] for query in QUERIES}
    documents = {}
    for n, (held, added) in enumerate(unseen):
        stem = f"{n} {held.document.stem}"  # passages of one report may stand in two folders
        documents[stem] = {"meta": held.gold[0], "facts": held.gold[1:], "text": held.document.text}
        facts = [*held.facts, *(fact for score, label, fact in added if score >= least.get(label, NEVER))]
        for fact in identity.settle(held.document, facts, held.context):
            rows[QUERY[fact.kind]].append(row(fact, stem, held.document.text))
    figures = measure.score(documents, rows)["queries"]
    table: dict[str, Figures] = {
        query: {key: round(figures[query][key], 3) for key in ("gold", "precision", "recall", "f1")}
        for query in QUERIES
        if query in figures
    }
    return {**table, "macro": {"f1": round(sum(f["f1"] for f in table.values()) / max(1, len(table)), 3)}}


def _card(gold: Sequence[Annotated], silver: Sequence[Annotated], model: Path, rounds: int) -> dict[str, object]:
    return {
        "model": "linear-chain CRF over jieba's words, and logistic regression of each fact's probability",
        "labels": list(LABELS),
        "settings": SETTINGS | {"rounds": rounds},
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "annotations": [{"document": d.document.stem, "sha256": d.digest} for d in gold],
        "texts read by the rules": [{"document": d.document.stem, "sha256": d.document.sha256} for d in silver],
    }


def _write(path: Path, held: Mapping[str, object]) -> None:
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
