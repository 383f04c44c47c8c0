"""How likely each word begins, continues or stays out of a name, and how likely a stretch is a name as it stands.

Forward and backward sums over clauses of equal length side by side (Rabiner 1989, with scaling), since no name goes on
past a mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from kg.extract.tagger.tokens import Tokens
from kg.extract.tagger.weights import Floats, Weights, emissions

_LEAST = 0.05  # a name begins only where this much speaks for it
_LONGEST = 16  # words in a name


class Found(NamedTuple):
    """Words [start, end) of the batch as a name of `label`, and the probability of exactly these."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """The states of a batch: all arrays N x states, zero between clauses."""

    weights: Weights
    held: Tokens
    forward: Floats  # scaled: each row sums to 1
    backward: Floats  # scaled: forward x backward is the probability of a state
    factors: Floats  # exp(emission) of each state, divided by the scale of its row

    def states(self) -> Floats:
        """The probability of each state for each word."""
        return self.forward * self.backward

    def begin(self, label: str) -> int:
        return self.weights.states.index(f"B-{label}")

    def knows(self, label: str) -> bool:
        return f"B-{label}" in self.weights.states

    def score(self, start: int, end: int, label: str) -> float:
        """The probability that words [start, end), all of one clause, are a name of `label`, no more and no less."""
        return next((p for stop, p in self._ends(start, label, end) if stop == end), 0.0)

    def coverage(self, start: int, end: int, label: str) -> float:
        """How likely the words are part of a name of `label`, on average."""
        first = self.begin(label)
        inside = self.forward[start:end, first : first + 2] * self.backward[start:end, first : first + 2]
        return float(inside.sum() / (end - start)) if end > start else 0.0

    def _ends(self, start: int, label: str, stop: int) -> Iterator[tuple[int, float]]:
        """The ends of names that begin at `start`, with their probabilities."""
        moves, begin = _moves(self.weights), self.begin(label)
        inner = begin + 1
        held, state = float(self.forward[start, begin]), begin
        for end in range(start + 1, stop + 1):
            if end == len(self.factors) or not self.factors[end].any():  # the clause ends here
                yield end, held
                return
            out = moves[state] * self.factors[end] * self.backward[end]
            yield end, held * float(out.sum() - out[inner])
            held *= float(moves[state, inner] * self.factors[end, inner])
            state = inner

    def names(self) -> list[Found]:
        """The likely names, in order; of those that overlap the likeliest."""
        states = self.states()
        found: list[Found] = []
        for at, state in enumerate(self.weights.states):
            if not state.startswith("B-"):
                continue
            for start in np.flatnonzero(states[:, at] >= _LEAST).tolist():
                end, score = max(self._ends(start, state[2:], start + _LONGEST), key=lambda each: each[1])
                if score >= _LEAST:
                    found.append(Found(start, end, state[2:], score))
        taken: list[Found] = []
        for each in sorted(found, key=lambda f: (-f.score, f.start, f.label)):
            if all(each.end <= other.start or other.end <= each.start for other in taken):
                taken.append(each)
        return sorted(taken)


def lattice(weights: Weights, held: Tokens) -> Lattice:
    total = emissions(weights, held)
    factors = np.exp(total - total.max(axis=1, keepdims=True))
    shape = factors.shape
    forward, backward, scaled = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    moves = _moves(weights)
    for length, starts in _by_length(held.clauses):
        rows = starts[:, None] + np.arange(length)
        forward[rows], backward[rows], scaled[rows] = _sums(factors[rows], moves)
    return Lattice(weights, held, forward, backward, scaled)


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
