"""A probability for each fact: logistic regression over who found it and what the lattice says of its name."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import DataError
from kg.resources import data

_BOUND = 6.0  # log odds beyond which the lattice says no more


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the lattice says of a name."""

    exact: float  # that just these words are a name
    coverage: float  # that its words are part of one, on average


EVEN = Opinion(0.5, 0.5)  # of kinds of names that the model does not know


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a name: the rules' score (0: only the tagger finds it), and the tagger's opinion."""

    label: str
    given: float
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by feature, and by label the least score of a name that only the tagger finds (none: never)."""

    weights: Mapping[str, float]
    least: Mapping[str, float]

    def score(self, held: Evidence) -> float:
        """Between 0 and 1; two digits are all that the data can tell."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in features(held))
        return round(1 / (1 + math.exp(-total)), 2)


def features(held: Evidence) -> Sequence[tuple[str, float]]:
    """Named values: a constant for the label, and the log odds of what is known.

    Which rule found a name says no more than its score does: with a weight for each rule the scores of unseen
    documents were worse.
    """
    known = (("exact", log_odds(held.opinion.exact)), ("coverage", log_odds(held.opinion.coverage)))
    if held.given <= 0:
        return ((f"{held.label} added", 1.0), *((f"{name} added", value) for name, value in known))
    return ((held.label, 1.0), ("given", log_odds(held.given)), *known)


def log_odds(probability: float) -> float:
    if probability <= 0:
        return -_BOUND
    if probability >= 1:
        return _BOUND
    return max(-_BOUND, min(_BOUND, math.log(probability / (1 - probability))))


def path() -> Path:
    return data("models", "scores.json")


def model() -> Path:
    """The file that kg.extract.tagger.weights reads."""
    return data("models", "names.tsv.gz")


@cache
def load() -> Scorer | None:
    """The weights of this installation; None where there are none."""
    return read(path()) if path().exists() else None


def read(file: Path) -> Scorer:
    """Raises DataError where the file does not hold weights."""
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        return Scorer(
            {str(k): float(v) for k, v in held["weights"].items()}, {str(k): float(v) for k, v in held["least"].items()}
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise DataError(str(file), f"holds no weights: {error!r}", "make model") from error
