"""A linear model of names as the tagger uses it: weights of features, weights of neighbouring states."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kg.errors import DataError
from kg.extract.tagger.scoring import model
from kg.extract.tagger.tokens import FLAGS, MOST, PAIRS, WORDS, Tokens, Words, apart
from kg.extract.tagger.words import features

Floats = NDArray[np.float64]
Table = NDArray[np.float32]  # half of the memory, and summed faster
T = TypeVar("T", int, NDArray[np.int64])
MAGIC = "kg names 2"
CLASSED = "~"  # opens a line that tells the classes of a word
PARTS = 3  # O, B and I of each label


@dataclass(frozen=True, slots=True)
class Weights:
    """States are O-LABEL, B-LABEL, I-LABEL of each label, which is a chain of its own; every array has them as its last
    axis. Row 0 of a table is zero: unknown.
    """

    states: tuple[str, ...]
    transitions: Floats  # from state x to state
    features: Mapping[str, int]  # of words -> row of each table of `words`
    words: Mapping[str, Table]  # question of WORDS -> table
    flags: Floats  # table by the answers to all questions of FLAGS
    paired: Mapping[str, int]  # words that stand in pairs, numbered from 1
    pairs: Mapping[str, tuple[NDArray[np.int64], Floats]]  # question of PAIRS -> keys in order, table

    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of words by their company, as features
    kept: Summed = field(default_factory=lambda: Summed(), compare=False)  # noqa: PLW0108 - named further down

    def rows(self, word: str) -> list[int]:
        """The rows of a word's features, row 0 where it has none that the model knows."""
        return [
            row for feature in (*features(word), *self.classes.get(word, ())) if (row := self.features.get(feature))
        ] or [0]


class Summed:
    """What the weights of a word's features come to, by question and number of the word; and its number in pairs."""

    def __init__(self) -> None:
        self.words: Words | None = None
        self.tables: dict[str, Table] = {}
        self.pairs = np.zeros(0, dtype=np.int64)

    def update(self, weights: Weights, words: Words) -> None:
        """Take in the words that are new."""
        if self.words is not words:
            self.words, self.pairs = words, np.zeros(0, dtype=np.int64)
            self.tables = {question: np.zeros((0, len(weights.states)), dtype=np.float32) for question in WORDS}
        fresh = words.texts[len(self.pairs) :]
        if not fresh:
            return
        lists = [weights.rows(word) for word in fresh]
        firsts = np.concatenate([[0], np.cumsum([len(each) for each in lists])[:-1]])
        flat = np.array([row for each in lists for row in each])
        for question, table in self.tables.items():
            sums = np.add.reduceat(weights.words[question][flat], firsts)
            self.tables[question] = np.concatenate([table, sums])
        self.pairs = np.concatenate([self.pairs, [weights.paired.get(word, 0) for word in fresh]])


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
    names, table = _table([line for line in lines[2:] if line and not line.startswith(CLASSED)], len(states), file)
    classes = [line[1:].split("\t") for line in lines[2:] if line.startswith(CLASSED)]
    size = len(states)
    held: dict[str, dict[str, Floats]] = {question: {} for question in (*WORDS, *FLAGS, *PAIRS)}
    for name, cells in zip(names[size:], table[size:], strict=True):
        question, _, feature = name.partition("/")
        held[question][feature] = cells
    zero = np.zeros(size)
    known = sorted({feature for question in WORDS for feature in held[question]})
    paired = sorted({word for question in PAIRS for both in held[question] for word in apart(both)})
    numbers = {word: number for number, word in enumerate(paired, start=1)}
    return Weights(
        states,
        table[:size],
        {feature: number for number, feature in enumerate(known, start=1)},
        {q: np.array([zero, *(held[q].get(f, zero) for f in known)], dtype=np.float32) for q in WORDS},
        _by_flags(held, len(states)),
        numbers,
        {q: _keyed(held[q], numbers, zero) for q in PAIRS},
        {word: tuple(held) for word, *held in classes},
    )


def _table(lines: Sequence[str], size: int, file: Path) -> tuple[list[str], Floats]:
    """The names of rows and their cells; all cells are read at once, which saves most of a second."""
    split = [line.partition("\t") for line in lines]
    try:
        cells = np.array("\t".join(rest for _, _, rest in split).split("\t"), dtype=np.float64)
        table = cells.reshape(len(split), size)
    except ValueError as error:
        raise DataError(str(file), "has rows of the wrong length", "make model") from error
    if any(rest.count("\t") != size - 1 for _, _, rest in split) or len(split) < size:
        raise DataError(str(file), "has rows of the wrong length", "make model")
    return [name for name, _, _ in split], table


def _keyed(held: Mapping[str, Floats], numbers: Mapping[str, int], zero: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The keys of pairs in order, and their table."""
    rows = {_key(numbers[a], numbers[b], len(numbers)): cells for (a, b), cells in ((apart(n), held[n]) for n in held)}
    keys = sorted(rows)
    return np.array(keys, dtype=np.int64), np.array([rows[key] for key in keys] or [zero])


def _key(one: T, other: T, count: int) -> T:
    return one * (count + 1) + other


def text(
    states: Sequence[str],
    moves: Mapping[tuple[str, str], float],
    rows: Mapping[tuple[str, str], float],
    classes: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """The text of a model's file: a line of states, one for each state before it, one for each feature and each word
    that has classes.
    """
    held: dict[str, dict[str, float]] = {}
    for (attribute, state), weight in rows.items():
        if (cell := round(weight, 3)) and attribute.isprintable():
            held.setdefault(attribute, {})[state] = cell
    lines = [MAGIC, "\t".join(states)]
    lines += ["\t".join([a, *(_cell(moves.get((a, b), 0.0)) for b in states)]) for a in states]
    lines += ["\t".join([name, *(_cell(held[name].get(s, 0.0)) for s in states)]) for name in sorted(held)]
    lines += ["\t".join([f"{CLASSED}{word}", *classes[word]]) for word in sorted(classes)]
    return "\n".join(lines) + "\n"


def _cell(weight: float) -> str:
    return f"{weight:.3f}".rstrip("0").rstrip(".") if round(weight, 3) else "0"


def emissions(weights: Weights, held: Tokens) -> Floats:
    """The sum of the weights of each word's features: N x states."""
    weights.kept.update(weights, held.words)
    total = np.zeros((len(held.starts), len(weights.states)))
    for question in WORDS:
        total += weights.kept.tables[question].take(held.by_word[question], axis=0)
    key = np.zeros(len(held.starts), dtype=np.int64)
    for question in FLAGS:
        key = key * MOST[question] + held.flags[question]
    return total + weights.flags.take(key, axis=0) + _of_pairs(weights, held)


def _of_pairs(weights: Weights, held: Tokens) -> Floats:
    numbers = weights.kept.pairs[held.by_word["here"]]
    total = np.zeros((len(numbers), len(weights.states)))
    for question, by in PAIRS.items():
        known, table = weights.pairs[question]
        other = np.roll(numbers, -by)
        keys = np.where((numbers > 0) & (other > 0), _key(numbers, other, len(weights.paired)), -1)
        at = np.searchsorted(known, keys)
        held_at = np.flatnonzero(np.append(known, -2)[at] == keys)
        total[held_at] += table[at[held_at]]
    return total


def _by_flags(held: Mapping[str, Mapping[str, Floats]], size: int) -> Floats:
    """The sums of all answers to FLAGS at once; the last question counts by ones."""
    total = np.zeros((1, size))
    for question in FLAGS:
        table = np.array([held[question].get(str(value), np.zeros(size)) for value in range(MOST[question])])
        total = (total[:, None] + table).reshape(-1, size)
    return total
