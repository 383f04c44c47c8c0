"""Train the tagger of names and write its files: `make model`, or

    python scripts/train_tagger.py [--gold ../shared/gold] [--annotations data/annotations] [--texts ../shared/corpus]

GOLD holds folders of annotated documents (STEM.txt beside STEM.jsonl); the rules were fitted to them. ANNOTATIONS holds
folders of stand-off files whose texts stand below TEXTS (see scripts/annotations.py). The same inputs give the same
bytes. Figures and scores come from a cross-validation: by document, passages of one report in several folders together.
"""

from __future__ import annotations

import argparse
import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the sums are the same whatever the machine; set before numpy

import gzip
import hashlib
import importlib.util
import json
import multiprocessing
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from annotations import unpack
from rows import row
from tagger_clusters import clusters
from tagger_fit import LABELS, Lesson, fit, lesson
from tagger_gold import Annotated, annotated
from tagger_scores import Judged, judged, reliability, view
from tagger_scores import fit as fit_scores

from kg.errors import KgError
from kg.extract import tagger
from kg.extract.tagger.scoring import Scorer
from kg.extract.tagger.weights import Weights, read
from kg.model import QUERY, Fact
from kg.resolve import identity

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SETTINGS = {"ridge": 15.0, "rounds": 40, "least": 2}
# What a name that only the tagger finds may be asked to score at least; the cross-validation chooses.
GRID = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85)
QUERY_OF = {"PRG": "region-programmes", "IND": "region-industries", "PRJ": "projects"}
QUERIES = (
    "region-programmes",
    "region-industries",
    "projects",
    "enterprise-industries",
    "enterprise-regions",
    "honours",
)
GOLD, FRESH = "gold", "annotations"
HELD_OUT = frozenset({"control", "names-c", "blind"})  # what docs/accuracy.md measures with
# The rules were fitted to the gold, so what they leave there says little of what they leave elsewhere.
FITTED = 0.5
SHARES = (0.1, 0.25, 0.5)  # of the learning curve, beside all
NEVER = 2.0
Figures = dict[str, float]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gold", type=Path, default=SHARED / "gold")
    arguments.add_argument("--annotations", type=Path, default=ROOT / "data" / "annotations")
    arguments.add_argument("--texts", type=Path, default=SHARED / "corpus")
    arguments.add_argument("--measure", type=Path, default=SHARED / "scripts" / "score.py")
    arguments.add_argument("--out", type=Path, default=ROOT / "data" / "models")
    arguments.add_argument("--folds", type=int, default=5)
    arguments.add_argument("--rounds", type=int, default=int(SETTINGS["rounds"]))
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--curve", action="store_true", help="also the learning curve, which takes as long again")
    try:
        train(arguments.parse_args())
    except KgError as error:
        sys.exit(f"train_tagger: {error}")
    return 0


class Taught(NamedTuple):
    """A document, the kind of folder and the folder that it comes from, and what a learner sees of it."""

    source: str
    folder: str
    document: Annotated
    lesson: Lesson | None


def train(options: argparse.Namespace) -> None:
    if options.folds < 2:
        raise KgError("--folds", f"{options.folds} leaves no document unseen", "give 2 or more")
    measure = _measure(options.measure)
    if not options.gold.is_dir():
        raise KgError(str(options.gold), "no such folder", "name the gold annotations: make model GOLD=FOLDER")
    taught = list(documents(options))
    if not taught:
        way_out = "name the folder that holds them: make model GOLD=FOLDER"
        raise KgError(str(options.gold), "no gold annotations here", way_out)
    _say(f"{len(taught)} annotated documents")
    folds = _folds(taught, options.folds)
    wanted = [*([_seen(taught, fold) for fold in folds]), [t.lesson for t in taught if t.lesson]]
    *texts, whole = _fitted(wanted, options)
    unseen = _unseen(taught, folds, [_unpacked(text) for text in texts], measure)
    options.out.mkdir(parents=True, exist_ok=True)
    model = options.out / "names.tsv.gz"
    model.write_bytes(_packed(whole))
    scorer = fit_scores([each for one in unseen for each in one.verdicts], {})
    least = _least(unseen, measure)
    _write(options.out / "scores.json", {"weights": scorer.weights, "least": least})
    _write(options.out / "card.json", _card(taught, model, options) | _figures(unseen, least, measure))
    if options.curve:
        points = [*_curve(taught, folds, options, measure), _point(1.0, taught, unseen, measure)]
        _write(options.out / "curve.json", {"model": _digest(model), "learning curve": points})


def documents(options: argparse.Namespace) -> Iterator[Taught]:
    for folder in [options.gold, *_folders(options.gold)]:
        for document in annotated(folder):
            yield Taught(GOLD, folder.name, document, lesson(document))
    for folder in _folders(options.annotations):
        if folder.name in HELD_OUT:
            continue
        with tempfile.TemporaryDirectory() as beside:
            unpack(folder, options.texts, Path(beside))
            for document in annotated(Path(beside)):
                yield Taught(FRESH, folder.name, document, lesson(document))


def _folders(path: Path) -> list[Path]:
    return sorted(each for each in path.iterdir() if each.is_dir()) if path.is_dir() else []


def _folds(taught: Sequence[Taught], count: int) -> list[set[str]]:
    """Names of documents, dealt out in order; passages of one report in several folders stay together."""
    stems = sorted({each.document.document.stem for each in taught})
    return [set(stems[at::count]) for at in range(count)]


def _seen(taught: Sequence[Taught], fold: set[str]) -> list[Lesson]:
    return [each.lesson for each in taught if each.lesson and each.document.document.stem not in fold]


def _fitted(wanted: Sequence[Sequence[Lesson]], options: argparse.Namespace) -> list[str]:
    """The text of the model that each lot of lessons gives, side by side."""
    classes = clusters(sorted(options.texts.rglob("*.txt")))
    _say(f"fitting {len(wanted)} models; {len(classes)} words have classes")
    jobs = [(lessons, options.rounds, classes) for lessons in wanted]
    if options.jobs <= 1:
        return [_one(job) for job in jobs]
    with ProcessPoolExecutor(min(options.jobs, len(jobs)), mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(_one, jobs))


def _one(job: tuple[Sequence[Lesson], int, Mapping[str, Sequence[str]]]) -> str:
    lessons, rounds, classes = job
    return fit(lessons, ridge=SETTINGS["ridge"], rounds=rounds, least=int(SETTINGS["least"]), extra=classes)


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def _unpacked(text: str) -> Weights:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "names.tsv.gz"
        file.write_bytes(_packed(text))
        return read(file)


def _measure(path: Path) -> ModuleType:
    """The scorer of the fact contract."""
    spec = importlib.util.spec_from_file_location("score", path)
    if not path.exists() or spec is None or spec.loader is None:
        raise KgError(str(path), "the scorer of the fact contract is not here", "name it with --measure FILE")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ------------------------------------------------------------------------------------------------ the figures


class Unseen(NamedTuple):
    """A document as a model and scores see it that never saw it.

    `verdicts` are the facts that the annotators decided, `scored` the same with their scores, `added` what the tagger
    finds beside the rules, and `alone` what it finds by itself.
    """

    taught: Taught
    verdicts: list[Judged]
    scored: list[tuple[float, Judged]]
    added: list[tuple[float, str, Fact]]
    alone: list[tuple[float, str, Fact]]


def _unseen(
    taught: Sequence[Taught], folds: Sequence[set[str]], models: Sequence[Weights], measure: ModuleType
) -> list[Unseen]:
    parts = [[each for each in taught if each.document.document.stem in fold] for fold in folds]
    verdicts = [
        [list(judged(d.document, model, measure, FITTED if d.source == GOLD else 1.0)) for d in part]
        for part, model in zip(parts, models, strict=True)
    ]
    found = []
    for at, (part, model) in enumerate(zip(parts, models, strict=True)):
        scorer = fit_scores([e for n, held in enumerate(verdicts) if n != at for one in held for e in one], {})
        for each, held in zip(part, verdicts[at], strict=True):
            scored = [(scorer.score(verdict.held), verdict) for verdict in held]
            said = [list(_additions(each.document, model, scorer, facts)) for facts in (each.document.facts, ())]
            found.append(Unseen(each, held, scored, *said))
    return found


def _additions(
    document: Annotated, model: Weights, scorer: Scorer, facts: Sequence[Fact]
) -> Iterator[tuple[float, str, Fact]]:
    if document.parsed:
        for candidate in tagger.candidates(view(document, model), facts):
            score = scorer.score(candidate.held)
            yield score, candidate.held.label, tagger.fact_of(candidate, document.context, score)


def _honest(unseen: Sequence[Unseen]) -> list[Unseen]:
    """The documents to which no rule was fitted, if there are any."""
    return [each for each in unseen if each.taught.source == FRESH] or list(unseen)


def _least(unseen: Sequence[Unseen], measure: ModuleType) -> dict[str, float]:
    """The score that gives the highest F1 with the rules, for each label; none where nothing is higher than without."""
    honest = _honest(unseen)
    table = {least: _table(honest, dict.fromkeys(LABELS, least), measure, strict=True) for least in (*GRID, NEVER)}
    chosen = {}
    for label in LABELS:
        found = {least: held.get(QUERY_OF[label], {}).get("f1", 0.0) for least, held in table.items()}
        best = max(found, key=lambda least: (found[least], least))
        if best != NEVER:
            chosen[label] = best
    return chosen


def _figures(unseen: Sequence[Unseen], least: Mapping[str, float], measure: ModuleType) -> dict[str, object]:
    parts = {
        "gold": [each for each in unseen if each.taught.source == GOLD],
        "annotations": [each for each in unseen if each.taught.source == FRESH],
    }
    for folder in sorted({each.taught.folder for each in parts["annotations"]}):
        parts[folder] = [each for each in parts["annotations"] if each.taught.folder == folder]
    scored = [one for each in _honest(unseen) for one in each.scored]
    return {
        "least score of names that only the tagger finds": dict(least),
        "figures": {
            name: {
                "rules alone": _table(part, {}, measure),
                "tagger alone": _alone(part, measure),
                "rules with tagger": _table(part, least, measure),
            }
            for name, part in parts.items()
            if part
        },
        "reliability of the rules' names": reliability([each for each in scored if not each[1].added]),
        "reliability of names that only the tagger finds": reliability([each for each in scored if each[1].added]),
    }


def _table(
    unseen: Sequence[Unseen],
    least: Mapping[str, float],
    measure: ModuleType,
    *,
    rules: bool = True,
    strict: bool = False,
) -> dict[str, Figures]:
    """Precision, recall and F1 of each query, and the mean of the F1s under `macro`.

    A fact that annotators left open counts for nothing, as in the fact contract, or if `strict` as an error.
    """
    total: Counter[tuple[str, str]] = Counter()
    for each in unseen:
        said = each.added if rules else each.alone
        kept = tuple(at for at, (score, label, _) in enumerate(said) if score >= least.get(label, NEVER))
        known = (id(each), rules, strict, kept)
        if known not in _COUNTED:
            _COUNTED[known] = _counts(
                each.taught.document, [said[at][2] for at in kept], measure, rules=rules, strict=strict
            )
        total.update(_COUNTED[known])
    table: dict[str, Figures] = {}
    for query in QUERIES if rules else tuple(QUERY_OF.values()):
        gold, rows, hits = (total[query, what] for what in ("gold", "rows", "hits"))
        if gold or rows:
            precision, recall = hits / rows if rows else 0.0, hits / gold if gold else 0.0
            f1 = 2 * hits / (rows + gold)
            table[query] = {
                "gold": gold,
                "precision": round(precision, 3),
                "recall": round(recall, 3),
                "f1": round(f1, 3),
            }
    return {**table, "macro": {"f1": round(sum(f["f1"] for f in table.values()) / max(1, len(table)), 3)}}


Counts = dict[tuple[str, str], int]
_COUNTED: dict[tuple[int, bool, bool, tuple[int, ...]], Counts] = {}  # most names are the same at most thresholds


def _counts(held: Annotated, added: Sequence[Fact], measure: ModuleType, *, rules: bool, strict: bool) -> Counts:
    """Of each query the facts of the annotators, those of ours that they decided, and those that are right."""
    stem, text = held.document.stem, held.document.text
    sure = [fact for fact in held.gold[1:] if not (strict and fact.get("optional"))]
    rows: dict[str, list[dict[str, object]]] = {query: [] for query in QUERIES}
    for fact in identity.settle(held.document, [*(held.facts if rules else ()), *added], held.context):
        rows[QUERY[fact.kind]].append(row(fact, stem, text))
    documents = {stem: {"meta": held.gold[0], "facts": sure, "text": text}}
    figures = measure.score(documents, rows)["queries"]
    return {(query, what): figures[query][what] for query in figures for what in ("gold", "rows", "hits")}


def _curve(
    taught: Sequence[Taught], folds: Sequence[set[str]], options: argparse.Namespace, measure: ModuleType
) -> Iterator[dict[str, object]]:
    """Figures by the share of documents that a model learns from: every tenth, fourth, second document."""
    for share in SHARES:
        every = round(1 / share)
        kept = [each if at % every == 0 else each._replace(lesson=None) for at, each in enumerate(taught)]
        texts = _fitted([_seen(kept, fold) for fold in folds], options)
        unseen = _unseen(taught, folds, [_unpacked(text) for text in texts], measure)
        yield _point(share, kept, unseen, measure)


def _point(share: float, taught: Sequence[Taught], unseen: Sequence[Unseen], measure: ModuleType) -> dict[str, object]:
    honest, least = _honest(unseen), _least(unseen, measure)
    both, alone = _table(honest, least, measure), _alone(honest, measure)
    return {
        "share": share,
        "words": sum(len(each.lesson.states) for each in taught if each.lesson),
        "tagger alone": alone,
        "rules with tagger": {query: both[query]["f1"] for query in QUERY_OF.values() if query in both},
    }


def _alone(unseen: Sequence[Unseen], measure: ModuleType) -> dict[str, float]:
    """The best F1 of the tagger by itself at any score."""
    tables = [_table(unseen, dict.fromkeys(LABELS, least), measure, rules=False) for least in (0.2, *GRID)]
    return {query: max(table.get(query, {}).get("f1", 0.0) for table in tables) for query in QUERY_OF.values()}


def _card(taught: Sequence[Taught], model: Path, options: argparse.Namespace) -> dict[str, object]:
    return {
        "model": "a linear-chain CRF over jieba's words for each label, logistic regression of each fact's probability",
        "labels": list(LABELS),
        "settings": SETTINGS | {"rounds": options.rounds, "folds": options.folds},
        "sha256": _digest(model),
        "annotations": [
            {"folder": t.folder, "document": t.document.document.stem, "sha256": t.document.digest} for t in taught
        ],
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, held: Mapping[str, object]) -> None:
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
