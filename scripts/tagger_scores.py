"""Fitting the scores of facts: who found a name and what the lattice says of it, against the annotators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import ModuleType
from typing import NamedTuple

import numpy as np
from rows import row
from tagger_gold import Annotated

from kg.extract import tagger
from kg.extract.tagger.inference import lattice
from kg.extract.tagger.scoring import Evidence, Scorer, features
from kg.extract.tagger.weights import Weights
from kg.model import QUERY, Fact

RIDGE = 0.1
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


class Judged(NamedTuple):
    """What is known of a fact, whether it is right, how much it counts, and whether only the tagger finds it."""

    held: Evidence
    right: bool
    weight: float
    added: bool


def view(document: Annotated, model: Weights) -> tagger.View:
    return tagger.View(document.parsed, lattice(model, tagger.read(document.parsed)))


def judged(document: Annotated, model: Weights, measure: ModuleType, weight: float = 1.0) -> Iterator[Judged]:
    """The facts of a document, the rules' and those that only the tagger finds, as far as the annotators decided them.

    `measure` is the module of the fact contract's scorer.
    """
    held = view(document, model)
    for fact in document.facts:
        evidence, right = held.of(fact), is_right(fact, document, measure)
        if evidence and right is not None:
            yield Judged(evidence, right, weight, added=False)
    for candidate in tagger.candidates(held, document.facts):
        right = is_right(tagger.fact_of(candidate, document.context), document, measure)
        if right is not None:
            yield Judged(candidate.held, right, weight, added=True)


def is_right(fact: Fact, document: Annotated, measure: ModuleType) -> bool | None:
    """Whether the annotators were sure of the fact; None where it is outside of the passages."""
    query, text = QUERY[fact.kind], document.document.text
    got = row(fact, document.document.stem, text)
    if measure.inside(text, document.gold[0]["passages"], got["evidence"]) is not True:
        return None
    same = [
        bool(gold.get("optional"))
        for gold in document.gold[1:]
        if gold["q"] == query and measure.matches(query, measure.deciding(query), gold, got)
    ]
    return not all(same) if same else False


def fit(held: Sequence[Judged], least: Mapping[str, float]) -> Scorer:
    """Ridge logistic regression by Newton's method: the same data give the same weights."""
    names = sorted({name for each in held for name, _ in features(each.held)})
    column = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(held), len(names)))
    for at, each in enumerate(held):
        for name, value in features(each.held):
            matrix[at, column[name]] = value
    right = np.array([each.right for each in held], dtype=float)
    weight = np.array([each.weight for each in held])
    ridge = np.full(len(names), RIDGE)
    found = np.zeros(len(names))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-matrix @ found))
        slope = matrix.T @ (weight * (right - chance)) - ridge * found
        bend = (matrix * (weight * chance * (1 - chance))[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        found = found + step
        if np.abs(step).max() < 1e-9:
            break
    return Scorer({name: round(float(found[at]), 4) for name, at in column.items()}, dict(least))


def reliability(scored: Sequence[tuple[float, Judged]]) -> list[dict[str, float]]:
    """How often facts of about the same score are right."""
    table = []
    for low, high in pairwise(EDGES):
        inside = [(score, each) for score, each in scored if low <= score < high]
        total = sum(each.weight for _, each in inside)
        if inside:
            table.append(
                {
                    "from": low,
                    "to": min(high, 1.0),
                    "facts": len(inside),
                    "mean score": round(sum(s * e.weight for s, e in inside) / total, 3),
                    "right": round(sum(e.right * e.weight for _, e in inside) / total, 3),
                }
            )
    return table
