"""A linear model of names as the tagger uses it: weights of features, weights of neighbouring states."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import DataError
from kg.extract.tagger.tokens import FLAGS, PAIRS, WORDS, Tokens, pair
from kg.extract.tagger.words import features
from kg.resources import data

Floats = NDArray[np.float64]
MAGIC = "kg names 1"


@dataclass(frozen=True, slots=True)
class Weights:
    """States are O, B-LABEL, I-LABEL; every array has them as its last axis."""

    states: tuple[str, ...]
    transitions: Floats  # from state x to state
    attributes: Mapping[str, Mapping[str, int]]  # question -> feature -> row of `table`
    table: Floats  # row 0 is zero: a feature that the model does not know


def path() -> Path:
    return data("models", "names.tsv.gz")


@cache
def load() -> Weights | None:
    """The model of this installation; None where there is none."""
    return read(path()) if path().exists() else None


def read(file: Path) -> Weights:
    """Raises DataError where the file is no model."""
    try:
        lines = gzip.decompress(file.read_bytes()).decode().split("\n")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DataError(str(file), f"cannot be read: {error}", "make model") from error
    if lines[0] != MAGIC:
        raise DataError(str(file), f"is no model of the form {MAGIC!r}", "make model")
    states = tuple(lines[1].split("\t"))
    rows = [line.split("\t") for line in lines[2:] if line]
    if any(len(row) != len(states) + 1 for row in rows):
        raise DataError(str(file), "has rows of the wrong length", "make model")
    moves, names = rows[: len(states)], rows[len(states) :]
    attributes: dict[str, dict[str, int]] = {name: {} for name in (*WORDS, *FLAGS, *PAIRS)}
    for number, row in enumerate(names, start=1):
        question, _, feature = row[0].partition("/")
        attributes[question][feature] = number
    table = np.array([[0.0] * len(states), *([float(cell or 0) for cell in row[1:]] for row in names)])
    return Weights(states, np.array([[float(cell or 0) for cell in row[1:]] for row in moves]), attributes, table)


def text(states: Sequence[str], moves: Mapping[tuple[str, str], float], rows: Mapping[tuple[str, str], float]) -> str:
    """The text of a model's file: a line of states, one for each state before it, one for each feature."""
    held: dict[str, dict[str, float]] = {}
    for (attribute, state), weight in rows.items():
        if (cell := round(weight, 3)) and attribute.isprintable():
            held.setdefault(attribute, {})[state] = cell
    lines = [MAGIC, "\t".join(states)]
    lines += ["\t".join([a, *(_cell(moves.get((a, b), 0.0)) for b in states)]) for a in states]
    lines += ["\t".join([name, *(_cell(held[name].get(s, 0.0)) for s in states)]) for name in sorted(held)]
    return "\n".join(lines) + "\n"


def _cell(weight: float) -> str:
    return f"{weight:.3f}".rstrip("0").rstrip(".") if round(weight, 3) else ""


def emissions(weights: Weights, held: Tokens) -> Floats:
    """The sum of the weights of each word's features: N x states."""
    lists = [features(word) for word in held.words]
    sizes = np.array([len(each) for each in lists])
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    flat = [feature for each in lists for feature in each]
    total = np.zeros((len(held.starts), len(weights.states)))
    for question in WORDS:
        rows = weights.attributes[question]
        by_word = np.add.reduceat(weights.table[[rows.get(feature, 0) for feature in flat]], firsts)
        total += by_word[held.by_word[question]]
    for question in FLAGS:
        rows, values = weights.attributes[question], held.flags[question]
        total += weights.table[[rows.get(str(value), 0) for value in range(int(values.max(initial=0)) + 1)]][values]
    return total + _of_pairs(weights, held)


def _of_pairs(weights: Weights, held: Tokens) -> Floats:
    here = held.by_word["here"]
    total = np.zeros((len(here), len(weights.states)))
    size = len(held.words)
    for question, by in PAIRS.items():
        rows = weights.attributes[question]
        keys, where = np.unique(here * size + np.roll(here, -by), return_inverse=True)
        found = [rows.get(pair(held.words[key // size], held.words[key % size]), 0) for key in keys.tolist()]
        total += weights.table[found][where]
    return total
