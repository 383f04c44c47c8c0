"""How likely each word begins, continues or stays out of a name, and how likely a stretch is a name as it stands.

Forward and backward sums over clauses of equal length side by side (Rabiner 1989, with scaling), since no name goes on
past a mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from kg.extract.tagger.tokens import Tokens
from kg.extract.tagger.weights import PARTS, Floats, Weights, emissions

_LEAST = 0.15  # a name begins only where this much speaks for it
_LONGEST = 16  # words in a name


class Found(NamedTuple):
    """Words [start, end) of the batch as a name of `label`, and the probability of exactly these."""

    start: int
    end: int
    label: str
    score: float


class Chain(NamedTuple):
    """The names of a label: N factors each.

    `begins` is how much speaks for a beginning as far as the word, `sums` adds up how likely words are to be part
    of one. `stops` and `goes` are what stopping before a word, or going on with it, multiplies the first by: after the
    word that the name begins with, and after any other of its words.
    """

    begins: Floats
    sums: list[float]  # of the probabilities that the words before are part of a name, read one by one and so no array
    stops: tuple[Floats, Floats]
    goes: tuple[Floats, Floats]


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
        chain = self.chains[label]
        inner = end > start + 1
        went = chain.goes[0][start + 1] * chain.goes[1][start + 2 : end].prod() if inner else 1.0
        return float(chain.begins[start] * went * chain.stops[inner][end])

    def coverage(self, start: int, end: int, label: str) -> float:
        """How likely the words are part of a name of `label`, on average."""
        sums = self.chains[label].sums
        return (sums[end] - sums[start]) / (end - start) if end > start else 0.0

    def names(self) -> list[Found]:
        """The likely names, in order; of those of a label that overlap the likeliest."""
        return sorted(name for label in self.chains for name in self._of(label))

    def _of(self, label: str) -> Iterator[Found]:
        chain = self.chains[label]
        starts = np.flatnonzero(self.states[f"B-{label}"] >= _LEAST)
        scores = np.zeros((_LONGEST, len(starts)))
        went = chain.begins[starts]
        for size in range(_LONGEST):
            after = np.minimum(starts + size + 1, len(chain.begins) - 1)
            scores[size] = went * chain.stops[size > 0][after]
            went = went * chain.goes[size > 0][after]
        sizes = scores.argmax(axis=0) + 1
        best = scores.max(axis=0)
        found = [
            Found(start, start + size, label, score)
            for start, size, score in zip(starts.tolist(), sizes.tolist(), best.tolist(), strict=True)
            if score >= _LEAST
        ]
        taken = bytearray(len(self.held.starts))
        for each in sorted(found, key=lambda f: (-f.score, f.start)):
            if not any(taken[each.start : each.end]):
                taken[each.start : each.end] = b"\1" * (each.end - each.start)
                yield each


def lattice(weights: Weights, held: Tokens) -> Lattice:
    total = emissions(weights, held)
    by_label = total.reshape(len(total), -1, PARTS)
    factors = np.exp(by_label - by_label.max(axis=2, keepdims=True)).reshape(total.shape)
    moves = _moves(weights)
    forward, scaled, backward = _sums(factors, moves, held.clauses)
    probabilities = forward * backward
    states = {state: probabilities[:, at] for at, state in enumerate(weights.states)}
    sums = _Sums(weights.states, forward, scaled, scaled * backward, moves)
    chains = {state[2:]: _chain(state[2:], sums, states) for state in weights.states if state.startswith("B-")}
    return Lattice(held, states, chains)


class _Sums(NamedTuple):
    """Forward sums, scaled factors, those with all that may follow, and the factors between states."""

    states: tuple[str, ...]
    forward: Floats
    scaled: Floats
    onward: Floats
    moves: Floats


def _chain(label: str, sums: _Sums, states: Mapping[str, Floats]) -> Chain:
    begin, inner = sums.states.index(f"B-{label}"), sums.states.index(f"I-{label}")
    out = sums.moves.copy()
    out[:, inner] = 0.0
    over = ~sums.scaled[:, begin - 1 : inner + 1].any(axis=1)  # no word of a clause: a name before it stops for certain
    stops = [np.where(over, 1.0, sums.onward @ out[state]) for state in (begin, inner)]
    goes = [sums.scaled[:, inner] * sums.moves[state, inner] for state in (begin, inner)]
    inside = states[f"B-{label}"] + states[f"I-{label}"]
    added = [0.0, *np.cumsum(inside).tolist()]
    return Chain(sums.forward[:, begin], added, (stops[0], stops[1]), (goes[0], goes[1]))


def _moves(weights: Weights) -> Floats:
    """exp of the transitions, each label's in a block of its own; a name never goes on from outside."""
    moves: Floats = np.exp(weights.transitions)
    for before, state in product(range(len(moves)), repeat=2):
        one, other = weights.states[before], weights.states[state]
        if one[2:] != other[2:] or (one[0], other[0]) == ("O", "I"):
            moves[before, state] = 0.0
    return moves


def _sums(factors: Floats, moves: Floats, clauses: Sequence[tuple[int, int]]) -> tuple[Floats, Floats, Floats]:
    """Forward sums, scaled factors and backward sums: zero, zero and one for words of no clause.

    The first words of all clauses side by side, then the second words, …; the longest clauses come first, so that each
    step takes the first rows of the one before.
    """
    held = np.array(clauses, dtype=np.int64).reshape(-1, 2)
    held = held[np.argsort(held[:, 0] - held[:, 1], kind="stable")]
    lengths = held[:, 1] - held[:, 0]
    counts = [int((lengths > step).sum()) for step in range(int(lengths.max(initial=0)))]
    order = np.concatenate([held[:count, 0] + step for step, count in enumerate(counts)] or [np.zeros(0, np.int64)])
    inside = factors[order]
    forward, scaled, backward = np.zeros_like(inside), np.zeros_like(inside), np.ones_like(inside)
    same = np.kron(np.eye(len(moves) // PARTS), np.ones((PARTS, PARTS)))  # sums the states of each label
    ends = np.cumsum(counts).tolist()
    for step, (count, end) in enumerate(zip(counts, ends, strict=True)):
        here = slice(end - count, end)
        before = ends[step - 1] - counts[step - 1] if step else 0
        reached = (forward[before : before + count] @ moves if step else _opening(moves)) * inside[here]
        scale = reached @ same
        forward[here], scaled[here] = reached / scale, inside[here] / scale
    back = moves.T.copy()
    for step in range(len(counts) - 1, 0, -1):
        here, before = slice(ends[step] - counts[step], ends[step]), ends[step - 1] - counts[step - 1]
        backward[before : before + counts[step]] = (scaled[here] * backward[here]) @ back
    whole = np.zeros_like(factors), np.zeros_like(factors), np.ones_like(factors)
    for all_words, found in zip(whole, (forward, scaled, backward), strict=True):
        all_words[order] = found
    return whole


def _opening(moves: Floats) -> Floats:
    """No clause begins inside of a name: states that nothing outside leads to."""
    return np.asarray(moves[::PARTS].sum(axis=0) > 0, dtype=np.float64)
