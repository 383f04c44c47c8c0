"""Fitting the tagger: a linear chain for each label, by L-BFGS over all of the data in numpy alone.

The same data give the same weights. The features are those that `kg.extract.tagger.weights` sums at run time; what they
are of a word is worked out once for each word, so that a round over 200,000 words takes some tenths of a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tagger_gold import Annotated, Name

from kg.extract import tagger
from kg.extract.tagger.tokens import FLAGS, PAIRS, WHOLE, WORDS, Tokens, pair, told
from kg.extract.tagger.weights import Floats
from kg.extract.tagger.weights import text as weights_text

LABELS = ("PRG", "PRJ", "IND")  # of firms and honours there are too few for a model of their names
PARTS = "OBI"
STATES = tuple(f"{part}-{label}" for label in LABELS for part in PARTS)
SIZE = len(STATES)
Ints = NDArray[np.int64]
_MANY = 1_000_003  # more than there are words
MEMORY = 8  # steps that L-BFGS looks back on
BEND = 0.1  # of the second derivative, what each time that a feature is asked adds to it
ENOUGH = 1e-4  # a round that gains less than this share ends it
# Chains have blocks of their own, and a name never goes on from outside.
ALLOWED = np.array([[a[2:] == b[2:] and (a[0], b[0]) != ("O", "I") for b in STATES] for a in STATES])
OPENING = ALLOWED[::3].any(axis=0)


class Lesson(NamedTuple):
    """The words of a document's sentences, the state of each in every chain (N x labels), and how much it counts."""

    held: Tokens
    states: Ints
    weight: float


def lesson(document: Annotated, weight: float = 1.0) -> Lesson | None:
    """Names that the annotators left open are none: where two readers must agree, hardly one of them stays."""
    if not document.parsed:
        return None
    held = tagger.read(document.parsed)
    columns = [_states(held, document.names, label) for label in LABELS]
    return Lesson(held, np.array(columns, dtype=np.int64).T, weight)


def _states(held: Tokens, names: Sequence[Sequence[Name]], label: str) -> list[int]:
    states = [0] * len(held.starts)
    for (first, last), found in zip(held.sentences, names, strict=True):
        starts = {int(held.starts[at]): at for at in range(first, last)}
        ends = {int(held.ends[at]): at for at in range(first, last)}
        named = {name for name in found if name.label == label and not name.optional}
        for name in sorted(named, key=lambda n: (n.start - n.end, n.start)):
            at, end = starts.get(name.start), ends.get(name.end)
            if at is not None and end is not None and not any(states[at : end + 1]):
                states[at : end + 1] = [1] + [2] * (end - at)
    return states


def fit(
    lessons: Sequence[Lesson],
    *,
    ridge: float,
    rounds: int,
    least: int = 2,
    extra: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The text of a model. Features that occur less than `least` times are left out; `extra` are features of words."""
    data = gather(lessons, least, extra or {})
    size = len(data.names)
    scale = 1 / (ridge + BEND * _times(data))
    found = _minimum(lambda table: loss(data, table, ridge), np.zeros((size + SIZE, SIZE)), scale, rounds)
    rows = {(data.names[at], state): float(found[at, s]) for at in range(1, size) for s, state in enumerate(STATES)}
    pairs = product(enumerate(STATES), repeat=2)
    moves = {(a, b): float(found[size + i, j]) * ALLOWED[i, j] for (i, a), (j, b) in pairs}
    return weights_text(STATES, moves, rows, extra or {})


def _times(data: Data) -> Floats:
    """How often each row of the table is asked."""
    held = np.zeros((len(data.names) + SIZE, 1))
    for sums in data.sums:
        times = np.diff(np.append(sums.bounds, len(sums.order)))
        held[sums.targets, 0] += np.add.reduceat(times[sums.back], sums.edges)
    held[len(data.names) :] = len(data.gold)
    return held


# --- the data as arrays


class Sums(NamedTuple):
    """How rows of a table add up: entries `rows` are summed from each of `firsts` on; `of` says which sum a word takes.

    `order`, `bounds` and `back`, `edges`, `targets` undo it for the gradient: words by sum, entries by row.
    """

    rows: Ints
    firsts: Ints
    of: Ints
    order: Ints
    bounds: Ints
    back: Ints
    edges: Ints
    targets: Ints


@dataclass(frozen=True)
class Data:
    names: list[str]  # of the rows of the table; row 0 has none and stays zero
    sums: list[Sums]
    gold: Floats  # N x states
    weight: Floats  # N
    starts: Ints  # of the clauses, the longest first
    active: list[int]  # how many clauses have a word at each step
    pairs: Floats  # states x states, the moves of the gold


def gather(lessons: Sequence[Lesson], least: int, extra: Mapping[str, Sequence[str]]) -> Data:
    vocabulary: dict[str, int] = {"": 0}
    columns: dict[str, list[Ints]] = {name: [] for name in (*WORDS, *PAIRS, "flags")}
    gold: list[Ints] = []
    weight: list[Floats] = []
    places: list[tuple[int, int]] = []
    size = 0
    for held, states, counts in lessons:
        used = np.unique(held.by_word["here"])  # whatever else stands somewhere stands here, too, or is empty
        ids = np.zeros(len(held.words.texts), dtype=np.int64)
        ids[used] = [vocabulary.setdefault(held.words.texts[at], len(vocabulary)) for at in used.tolist()]
        kept = np.array([at for a, b in held.clauses for at in range(a, b)], dtype=np.int64)
        here = ids[held.by_word["here"]]
        for name in WORDS:
            columns[name].append(ids[held.by_word[name]][kept])
        for name, by in PAIRS.items():
            columns[name].append((here * _MANY + np.roll(here, -by))[kept])
        columns["flags"].append(sum(held.flags[name] * 10**at for at, name in enumerate(FLAGS))[kept])  # type: ignore[index]
        gold.append(states[kept])
        weight.append(np.full(len(kept), counts))
        for a, b in held.clauses:
            places.append((size, size + b - a))
            size += b - a
    words = list(vocabulary)
    names = [""]
    sums = []
    for name in WORDS:
        more = extra if name in WHOLE else {}
        texts = [[f"{name}/{feature}" for feature in (*told(word, name), *more.get(word, ()))] for word in words]
        sums.append(_sums(np.concatenate(columns[name]), lambda at, texts=texts: texts[at], least, names))
    sums.append(_sums(np.concatenate(columns["flags"]), _answers, 1, names))
    for name in PAIRS:
        both = lambda at, name=name: [f"{name}/{pair(words[at // _MANY], words[at % _MANY])}"]  # noqa: E731
        sums.append(_sums(np.concatenate(columns[name]), both, least, names))
    return Data(names, sums, *_targets(np.concatenate(gold), np.concatenate(weight), places))


def _answers(digits: int) -> list[str]:
    """All answers to FLAGS, which are the digits of a number."""
    return [f"{name}/{digits // 10**at % 10}" for at, name in enumerate(FLAGS)]


def _sums(ids: Ints, texts: Callable[[int], Sequence[str]], least: int, names: list[str]) -> Sums:
    """What words with these numbers add up, each number the features of `texts`; adds their names to `names`."""
    used, of = np.unique(ids, return_inverse=True)
    times = np.bincount(of)
    told_of = [texts(each) for each in used.tolist()]
    seen: Counter[str] = Counter()
    for features, count in zip(told_of, times.tolist(), strict=True):
        for feature in features:
            seen[feature] += count
    numbers = {name: at for at, name in enumerate(sorted(f for f, n in seen.items() if n >= least), start=len(names))}
    names += list(numbers)
    lists = [[0, *(numbers[f] for f in features if f in numbers)] for features in told_of]
    rows = np.array([row for each in lists for row in each], dtype=np.int64)
    sizes = np.array([len(each) for each in lists])
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    order = np.argsort(of, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(times)[:-1]])
    owner = np.repeat(np.arange(len(lists)), sizes)
    by_row = np.argsort(rows, kind="stable")
    targets, edges = np.unique(rows[by_row], return_index=True)
    return Sums(rows, firsts, of, order, bounds, owner[by_row], edges, targets)


def _targets(
    gold: Ints, weight: Floats, places: Sequence[tuple[int, int]]
) -> tuple[Floats, Floats, Ints, list[int], Floats]:
    ordered = sorted(places, key=lambda place: (place[0] - place[1], place[0]))
    starts = np.array([a for a, _ in ordered])
    lengths = np.array([b - a for a, b in ordered])
    active = [int((lengths > step).sum()) for step in range(int(lengths.max()))]
    states = np.zeros((len(gold), SIZE))
    for at in range(len(LABELS)):
        states[np.arange(len(gold)), 3 * at + gold[:, at]] = 1.0
    pairs = np.zeros((SIZE, SIZE))
    for step in range(1, len(active)):
        rows = starts[: active[step]] + step
        pairs += (states[rows - 1] * weight[rows, None]).T @ states[rows]
    return states, weight, starts, active, pairs * ALLOWED


# --- the loss and its minimum


def loss(data: Data, table: Floats, ridge: float) -> tuple[float, Floats]:
    """Minus the log likelihood of the gold, with ridge; and its gradient."""
    free = table[: len(data.names)].astype(np.float32)  # half of the memory, and the memory is what takes the time
    narrow = np.zeros(data.gold.shape, dtype=np.float32)
    for held in data.sums:
        narrow += np.add.reduceat(free.take(held.rows, axis=0), held.firsts).take(held.of, axis=0)
    total = narrow.astype(np.float64)
    moves = np.where(ALLOWED, np.exp(np.where(ALLOWED, table[len(data.names) :], 0.0)), 0.0)
    by_label = total.reshape(len(total), -1, 3)
    most = by_label.max(axis=2, keepdims=True)
    factors = np.exp(by_label - most).reshape(total.shape)
    forward, scaled, logs = np.zeros_like(factors), np.zeros_like(factors), np.zeros((len(factors), len(LABELS)))
    for step, count in enumerate(data.active):
        rows = data.starts[:count] + step
        reached = (forward[rows - 1] @ moves if step else OPENING) * factors[rows]
        scale = reached.reshape(count, -1, 3).sum(axis=2)
        wide = np.repeat(scale, 3, axis=1)
        forward[rows], scaled[rows], logs[rows] = reached / wide, factors[rows] / wide, np.log(scale)
    backward = np.ones_like(factors)
    expected = np.zeros_like(moves)
    for step in range(len(data.active) - 1, 0, -1):
        rows = data.starts[: data.active[step]] + step
        onward = scaled[rows] * backward[rows]
        expected += (forward[rows - 1] * data.weight[rows, None]).T @ onward
        backward[rows - 1] = onward @ moves.T
    moved = table[len(data.names) :] * ALLOWED
    told = (total * data.gold).reshape(by_label.shape).sum(axis=2) - logs - most[:, :, 0]
    likelihood = float((data.weight[:, None] * told).sum()) + float((moved * data.pairs).sum())
    slope = (data.weight[:, None] * (forward * backward - data.gold)).astype(np.float32)
    gradient = np.zeros_like(table)
    for held in data.sums:
        by_sum = np.add.reduceat(slope.take(held.order, axis=0), held.bounds)
        gradient[held.targets] += np.add.reduceat(by_sum.take(held.back, axis=0), held.edges)
    gradient[len(data.names) :] = (expected * moves - data.pairs) * ALLOWED
    gradient += ridge * table
    gradient[0] = 0.0
    return ridge / 2 * float((table * table).sum()) - likelihood, gradient


def _minimum(slope_of: Callable[[Floats], tuple[float, Floats]], start: Floats, scale: Floats, rounds: int) -> Floats:
    """L-BFGS with backtracking (Nocedal and Wright, algorithm 7.5).

    `scale` is a guess at the inverse of the second derivatives: rare features may go further in a step than frequent
    ones, which saves three rounds in four.
    """
    at, (value, slope) = start, slope_of(start)
    steps: list[tuple[Floats, Floats, float]] = []
    for _ in range(rounds):
        way = -_bent(slope, steps, scale)
        down = float((way * slope).sum())
        size = 1.0
        for _ in range(12):
            there = at + size * way
            with np.errstate(all="ignore"):  # a step too long is halved, whatever it overflows
                new, there_slope = slope_of(there)
            if new <= value + 1e-4 * size * down:  # never true of what is no number
                break
            size /= 2
        else:
            return at
        move, turn = there - at, there_slope - slope
        curve = float((move * turn).sum())
        if curve > 1e-10:
            steps = [*steps[1 - MEMORY :], (move, turn, 1 / curve)]
        done = value - new < ENOUGH * abs(new)
        at, value, slope = there, new, there_slope
        if done:
            break
    return at


def _bent(slope: Floats, steps: Sequence[tuple[Floats, Floats, float]], scale: Floats) -> Floats:
    held = slope.copy()
    factors = []
    for move, turn, inverse in reversed(steps):
        factor = inverse * float((move * held).sum())
        factors.append(factor)
        held -= factor * turn
    held *= scale
    if steps:
        _, turn, inverse = steps[-1]
        held /= inverse * float((turn * turn * scale).sum())
    for (move, turn, inverse), factor in zip(steps, reversed(factors), strict=True):
        held += (factor - inverse * float((turn * held).sum())) * move
    return held
