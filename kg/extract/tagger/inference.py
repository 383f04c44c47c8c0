"""How likely each word begins, continues or stays out of a name, and how likely a stretch is a name as it stands.

Forward and backward sums over clauses of equal length side by side (Rabiner 1989, with scaling), since no name goes on
past a mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from kg.extract.tagger.tokens import Tokens
from kg.extract.tagger.weights import Floats, Weights, emissions

_LEAST = 0.3  # a name begins only where this much speaks for it
_LONGEST = 16  # words in a name


class Found(NamedTuple):
    """Words [start, end) of the batch as a name of `label`, and the probability of exactly these."""

    start: int
    end: int
    label: str
    score: float


class Chain(NamedTuple):
    """The names of a label, word by word: lists of N factors, read one by one and so no arrays.

    `begins` is the probability that a name begins; `stops` and `goes` what stopping before a word, or going on with it,
    multiplies it by: first after the word that the name begins with, then after any other of its words.
    """

    begins: list[float]
    stops: tuple[list[float], list[float]]
    goes: tuple[list[float], list[float]]


@dataclass(frozen=True, slots=True)
class Lattice:
    """The states of a batch."""

    held: Tokens
    states: Mapping[str, Floats]  # state -> N probabilities
    chains: Mapping[str, Chain]  # by label

    def knows(self, label: str) -> bool:
        return label in self.chains

    def score(self, start: int, end: int, label: str) -> float:
        """The probability that words [start, end), all of one clause, are a name of `label`, no more and no less."""
        return next((p for stop, p in self._ends(start, label, end) if stop == end), 0.0)

    def coverage(self, start: int, end: int, label: str) -> float:
        """How likely the words are part of a name of `label`, on average."""
        inside = self.states[f"B-{label}"][start:end] + self.states[f"I-{label}"][start:end]
        return float(inside.sum() / (end - start)) if end > start else 0.0

    def _ends(self, start: int, label: str, last: int) -> Iterator[tuple[int, float]]:
        """The ends of names that begin at `start`, with their probabilities."""
        chain = self.chains[label]
        held = chain.begins[start]
        for end in range(start + 1, min(last + 1, len(chain.begins))):
            inner = end > start + 1
            yield end, held * chain.stops[inner][end]
            held *= chain.goes[inner][end]
            if held <= 0:
                return

    def names(self) -> list[Found]:
        """The likely names, in order; of those that overlap the likeliest."""
        found: list[Found] = []
        for label in self.chains:
            for start in np.flatnonzero(self.states[f"B-{label}"] >= _LEAST).tolist():
                end, score = max(self._ends(start, label, start + _LONGEST), key=lambda each: each[1])
                if score >= _LEAST:
                    found.append(Found(start, end, label, score))
        kept: list[Found] = []
        taken = bytearray(len(self.held.starts))
        for each in sorted(found, key=lambda f: (-f.score, f.start, f.label)):
            if not any(taken[each.start : each.end]):
                taken[each.start : each.end] = b"\1" * (each.end - each.start)
                kept.append(each)
        return sorted(kept)


def lattice(weights: Weights, held: Tokens) -> Lattice:
    total = emissions(weights, held)
    factors = np.exp(total - total.max(axis=1, keepdims=True))
    forward, backward, scaled = np.zeros_like(factors), np.zeros_like(factors), np.zeros_like(factors)
    moves = _moves(weights)
    for length, starts in _by_length(held.clauses):
        rows = starts[:, None] + np.arange(length)
        forward[rows], backward[rows], scaled[rows] = _sums(factors[rows], moves)
    probabilities = forward * backward
    states = {state: probabilities[:, at] for at, state in enumerate(weights.states)}
    sums = _Sums(weights.states, forward, scaled, scaled * backward, moves)
    chains = {state[2:]: _chain(state[2:], sums) for state in weights.states if state.startswith("B-")}
    return Lattice(held, states, chains)


class _Sums(NamedTuple):
    """Forward sums, scaled factors, those with all that may follow, and the factors between states."""

    states: tuple[str, ...]
    forward: Floats
    scaled: Floats
    onward: Floats
    moves: Floats


def _chain(label: str, sums: _Sums) -> Chain:
    begin, inner = sums.states.index(f"B-{label}"), sums.states.index(f"I-{label}")
    out = sums.moves.copy()
    out[:, inner] = 0.0
    over = ~sums.scaled.any(axis=1)  # no word of a clause: a name before it stops for certain
    stops = [np.where(over, 1.0, sums.onward @ out[state]).tolist() for state in (begin, inner)]
    goes = [(sums.scaled[:, inner] * sums.moves[state, inner]).tolist() for state in (begin, inner)]
    return Chain(sums.forward[:, begin].tolist(), (stops[0], stops[1]), (goes[0], goes[1]))


def _moves(weights: Weights) -> Floats:
    """exp of the transitions; a name never goes on from another label or from outside."""
    moves: Floats = np.exp(weights.transitions)
    for at, state in enumerate(weights.states):
        if state.startswith("I-"):
            before = [n for n, s in enumerate(weights.states) if s not in {state, f"B-{state[2:]}"}]
            moves[before, at] = 0.0
    return moves


def _by_length(clauses: Sequence[tuple[int, int]]) -> Iterator[tuple[int, np.ndarray]]:
    for length, held in groupby(sorted((end - start, start) for start, end in clauses), key=lambda each: each[0]):
        yield length, np.array([start for _, start in held])


def _sums(factors: Floats, moves: Floats) -> tuple[Floats, Floats, Floats]:
    """Forward, backward and scaled factors of clauses x length x states."""
    length = factors.shape[1]
    forward, scaled = np.zeros_like(factors), np.zeros_like(factors)
    for at in range(length):
        reached = forward[:, at - 1] @ moves * factors[:, at] if at else factors[:, 0] * _opening(moves)
        scale = reached.sum(axis=1, keepdims=True)
        forward[:, at], scaled[:, at] = reached / scale, factors[:, at] / scale
    backward = np.ones_like(factors)
    for at in range(length - 2, -1, -1):
        backward[:, at] = (scaled[:, at + 1] * backward[:, at + 1]) @ moves.T
    return forward, backward, scaled


def _opening(moves: Floats) -> Floats:
    """No clause begins inside of a name: states that nothing outside leads to."""
    return np.asarray(moves[0] > 0, dtype=np.float64)
