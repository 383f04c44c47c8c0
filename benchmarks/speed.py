"""What a build costs on one core, beside jieba's cut of the same text in the same run.

    python benchmarks/speed.py [FOLDER] [--rounds 5] [--json FILE]

FOLDER holds UTF-8 text files; the default is data/corpus, repeated to 200,000 characters. Rounds are interleaved
(jieba, build, jieba, build …) and medians are printed, because machines drift.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import jieba

from kg import pipeline
from kg.extract import nlp, sentences, tagger
from kg.graph import quads, store
from kg.model import Document
from kg.read import read, walk
from kg.resolve import context as contexts
from kg.resolve import identity, places

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")


def timed(seconds: dict[str, float], name: str, work: Callable[[], T]) -> T:
    start = time.perf_counter()
    result = work()
    seconds[name] += time.perf_counter() - start
    return result


def one(document: Document, seconds: dict[str, float]) -> str:
    """The stages of kg.pipeline.extract one by one, each on the clock."""
    cut = timed(seconds, "sentences", lambda: sentences.split(document))
    context = timed(seconds, "context", lambda: contexts.of(document, cut))
    tokens = timed(seconds, "spaCy over jieba, mentions", lambda: nlp.parse(cut))
    parsed = timed(seconds, "places", lambda: places.settle(tokens, context))
    found = [
        fact
        for name, extractor in pipeline.EXTRACTORS.items()
        for fact in timed(seconds, f"extract {name}", lambda: list(extractor(document, parsed, context)))  # noqa: B023
    ]
    found = timed(seconds, "tagger", lambda: list(tagger.facts(document, parsed, context, found, learned=True)))
    facts = timed(seconds, "identity", lambda: tuple(identity.settle(document, found, context)))
    return timed(seconds, "quads", lambda: quads.nquads(document, facts, context))


def cold_query(folder: Path, rounds: int) -> float:
    """Median seconds of `kg query policy-industries` from a cold start."""
    command = [sys.executable, "-m", "kg", "query", "policy-industries", "--store", str(folder), "--format", "csv"]
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", nargs="?", type=Path, default=ROOT / "data" / "corpus")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()

    documents = [read(path) for path in walk([options.folder])]
    total = sum(len(d.text) for d in documents)
    documents *= max(1, -(-200_000 // total))
    total = sum(len(d.text) for d in documents)
    cutter = jieba.Tokenizer()
    cutter.initialize()
    nlp.language()
    one(documents[0], defaultdict(float))  # lexicons and registers are loaded once

    rounds: list[dict[str, float]] = []
    for _ in range(options.rounds):
        seconds: dict[str, float] = defaultdict(float)
        timed(seconds, "jieba.lcut", lambda: [cutter.lcut(d.text) for d in documents])
        texts = [one(d, seconds) for d in documents]
        with tempfile.TemporaryDirectory() as folder:
            timed(seconds, "store", lambda: store.write(Path(folder) / "store", texts))  # noqa: B023
        rounds.append(seconds)
    medians = {name: statistics.median(r[name] for r in rounds) for name in rounds[0]}
    build = statistics.median(sum(v for n, v in r.items() if n != "jieba.lcut") for r in rounds)
    ratio = statistics.median(r["jieba.lcut"] / sum(v for n, v in r.items() if n != "jieba.lcut") for r in rounds)

    print(f"{len(documents)} documents, {total:,} characters, one core, medians of {options.rounds} rounds")
    print(f"{'stage':32}{'characters/s':>14}{'share':>9}")
    for name, value in medians.items():
        share = "" if name == "jieba.lcut" else f"{value / build:9.1%}"
        print(f"{name:32}{total / value:14,.0f}{share}")
    print(f"{'whole build':32}{total / build:14,.0f}   {ratio:.3f} × jieba.lcut in the same run")
    with tempfile.TemporaryDirectory() as folder:
        store.write(Path(folder) / "store", texts)
        cold = cold_query(Path(folder) / "store", options.rounds)
    print(f"a query from the command line, from a cold start: {cold:.2f} s")
    if options.json:
        figures = {"characters": total, "seconds": medians, "build_characters_per_second": total / build,
                   "times_jieba": ratio, "cold_query_seconds": cold}  # fmt: skip
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
