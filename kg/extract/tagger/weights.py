"""A linear model of names as the tagger uses it: weights of features, weights of neighbouring states."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kg.errors import DataError
from kg.extract.tagger.scoring import model
from kg.extract.tagger.tokens import FLAGS, MOST, PAIRS, WORDS, Tokens, apart
from kg.extract.tagger.words import features

Floats = NDArray[np.float64]
Table = NDArray[np.float32]  # half of the memory, and summed faster
T = TypeVar("T", int, NDArray[np.int64])
MAGIC = "kg names 1"
_KEPT = 65536  # words whose rows are kept: a document has some thousand, a corpus shares most of them


@dataclass(frozen=True, slots=True)
class Weights:
    """States are O, B-LABEL, I-LABEL; every array has them as its last axis. Row 0 of a table is zero: unknown."""

    states: tuple[str, ...]
    transitions: Floats  # from state x to state
    features: Mapping[str, int]  # of words -> row of each table of `words`
    words: Mapping[str, Table]  # question of WORDS -> table
    flags: Mapping[str, Floats]  # question of FLAGS -> table by value
    paired: Mapping[str, int]  # words that stand in pairs, numbered from 1
    pairs: Mapping[str, tuple[NDArray[np.int64], Floats]]  # question of PAIRS -> keys in order, table

    seen: dict[str, list[int]] = field(default_factory=dict, compare=False)  # a cache of `rows`

    def rows(self, word: str) -> list[int]:
        """The rows of a word's features, row 0 where it has none that the model knows."""
        if word not in self.seen:
            if len(self.seen) >= _KEPT:
                self.seen.clear()
            self.seen[word] = [row for feature in features(word) if (row := self.features.get(feature))] or [0]
        return self.seen[word]


@cache
def load() -> Weights | None:
    """The model of this installation; None where there is none."""
    return read(model()) if model().exists() else None


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
    held: dict[str, dict[str, list[float]]] = {question: {} for question in (*WORDS, *FLAGS, *PAIRS)}
    for name, *cells in names:
        question, _, feature = name.partition("/")
        held[question][feature] = [float(cell or 0) for cell in cells]
    zero = [0.0] * len(states)
    known = sorted({feature for question in WORDS for feature in held[question]})
    paired = sorted({word for question in PAIRS for both in held[question] for word in apart(both)})
    numbers = {word: number for number, word in enumerate(paired, start=1)}
    return Weights(
        states,
        np.array([[float(cell or 0) for cell in row[1:]] for row in moves]),
        {feature: number for number, feature in enumerate(known, start=1)},
        {q: np.array([zero, *(held[q].get(f, zero) for f in known)], dtype=np.float32) for q in WORDS},
        {q: np.array([held[q].get(str(value), zero) for value in range(MOST)]) for q in FLAGS},
        numbers,
        {q: _keyed(held[q], numbers, zero) for q in PAIRS},
    )


def _keyed(
    held: Mapping[str, list[float]], numbers: Mapping[str, int], zero: list[float]
) -> tuple[NDArray[np.int64], Floats]:
    """The keys of pairs in order, and their table, one row longer."""
    rows = {_key(numbers[a], numbers[b], len(numbers)): cells for (a, b), cells in ((apart(n), held[n]) for n in held)}
    keys = sorted(rows)
    return np.array(keys, dtype=np.int64), np.array([zero, *(rows[key] for key in keys)])


def _key(one: T, other: T, count: int) -> T:
    return one * (count + 1) + other


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
    lists = [weights.rows(word) for word in held.words]
    sizes = np.array([len(each) for each in lists])
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    flat = np.array([row for each in lists for row in each])
    total = np.zeros((len(held.starts), len(weights.states)))
    for question in WORDS:
        by_word = np.add.reduceat(weights.words[question][flat], firsts)
        total += by_word[held.by_word[question]]
    for question in FLAGS:
        total += weights.flags[question][held.flags[question]]
    return total + _of_pairs(weights, held)


def _of_pairs(weights: Weights, held: Tokens) -> Floats:
    numbers = np.array([weights.paired.get(word, 0) for word in held.words])[held.by_word["here"]]
    total = np.zeros((len(numbers), len(weights.states)))
    for question, by in PAIRS.items():
        known, table = weights.pairs[question]
        other = np.roll(numbers, -by)
        keys = np.where((numbers > 0) & (other > 0), _key(numbers, other, len(weights.paired)), -1)
        at = np.searchsorted(known, keys)
        found = np.append(known, -2)[at] == keys
        total += table[np.where(found, at + 1, 0)]
    return total
