"""Fitting the tagger: a linear chain (L-BFGS over all of the data, so the same data give the same weights)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tagger_gold import Annotated, Name

from kg.errors import KgError
from kg.extract import tagger
from kg.extract.tagger.tokens import Tokens, attributes
from kg.extract.tagger.weights import text as weights_text

LABELS = ("PRG", "PRJ", "IND")  # of firms and honours the gold has too few for a model of their names
STATES = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))


class Sequences(NamedTuple):
    """Clauses of a document as a learner sees them: for each the attributes of its words, and their states."""

    attributes: list[list[list[str]]]
    states: list[list[str]]


def sequences(document: Annotated, optional: str) -> Sequences:
    """`optional`: what a name is taken for that the annotators left open: name, nothing, or skip (its clause)."""
    if not document.parsed:
        return Sequences([], [])
    held = tagger.read(document.parsed)
    rows = list(attributes(held))
    states = _states(held, document.names, optional)
    kept = [(a, b) for a, b in held.clauses if "?" not in states[a:b]]
    return Sequences([rows[a:b] for a, b in kept], [states[a:b] for a, b in kept])


def _states(held: Tokens, names: Sequence[Sequence[Name]], optional: str) -> list[str]:
    states = ["O"] * len(held.starts)
    for (first, last), found in zip(held.sentences, names, strict=True):
        starts = {int(held.starts[at]): at for at in range(first, last)}
        ends = {int(held.ends[at]): at for at in range(first, last)}
        named = {name for name in found if name.label in LABELS}
        for name in sorted(named, key=lambda n: (n.optional, n.start - n.end, n.start, n.label)):
            at, end = starts.get(name.start), ends.get(name.end)
            if at is None or end is None or any(state not in "O?" for state in states[at : end + 1]):
                continue
            if name.optional and optional == "nothing":
                continue
            skip = name.optional and optional == "skip"
            states[at : end + 1] = ["?"] * (end + 1 - at) if skip else _as(name.label, end + 1 - at)
    return states


def _as(label: str, size: int) -> list[str]:
    return [f"B-{label}", *[f"I-{label}"] * (size - 1)]


def fit(
    gold: Iterable[Sequences], silver: Iterable[Sequences], *, times: int, c1: float, c2: float, rounds: int
) -> str:
    """The text of a model. Gold counts `times` as much as what the rules found."""
    try:
        import pycrfsuite
    except ImportError as error:
        raise KgError("python-crfsuite", "is not installed", "pip install -e '.[dev]'") from error
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": rounds, "feature.possible_transitions": True})
    for repeat, held in ((times, gold), (1, silver)):
        for clauses in held:
            for rows, states in zip(*clauses, strict=True):
                for _ in range(repeat):
                    trainer.append(rows, states)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.crfsuite"
        trainer.train(str(file))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(file))
        info = tagger.info()
        return weights_text(STATES, info.transitions, info.state_features)


def documents(held: Iterable[Annotated], optional: str) -> Iterator[Sequences]:
    for document in held:
        yield sequences(document, optional)
