"""The words of many sentences side by side, with what stands around each: one array a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.extract.industry_register import term_automaton
from kg.extract.tagger.words import features, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc

Ints = NDArray[np.int64]
Place = tuple[int, int]  # offsets in a sentence

_BREAKS = frozenset("，。；：！？,;:!?\n")
_GAP = 2  # empty words between sentences, so that a window never sees the next one
# Questions answered by a word: the word itself and its neighbours, the verbs before and after it in its clause, the
# first and last word of the clause, the word after 等.
WINDOW = {"here": 0, "before": -1, "after": 1, "second before": -2, "second after": 2}
WORDS = (*WINDOW, "verb", "next verb", "opening", "closing", "class")
# Of the words that stand further off only themselves and their classes count.
WHOLE = frozenset({"here", "before", "after"})
PAIRS = {"left": -1, "right": 1}
FLAGS = ("quote", "distance", "listed", "closed", "region", "region before", "region after", "term", "term before",
         "term after")  # fmt: skip
MOST = 6  # answers of a flag


@dataclass(frozen=True, slots=True)
class Tokens:
    """N words of a batch. `words` are the K different ones; every array of `by_word` holds indices into them."""

    words: tuple[str, ...]
    by_word: Mapping[str, Ints]  # question of WORDS -> N
    flags: Mapping[str, Ints]  # question of FLAGS -> N, small numbers
    starts: Ints  # N offsets in the word's sentence
    ends: Ints
    sentences: tuple[Place, ...]  # the words of each sentence, half open
    clauses: tuple[Place, ...]  # the words of each clause, half open; marks between clauses belong to none


def of(docs: Sequence[Doc], texts: Sequence[str], regions: Sequence[Sequence[Place]]) -> Tokens:
    """The batch of some sentences; `texts` are theirs, `regions` the places of regions in each."""
    orth, lengths, places = _joined(docs)
    distinct, ids = np.unique(orth, return_inverse=True)
    words = tuple(docs[0].vocab.strings[int(each)] if each else "" for each in distinct)
    ends = np.cumsum(lengths)
    text = ("\n" * _GAP).join(["", *texts, ""])
    breaks = np.array([not word or word in _BREAKS for word in words], dtype=bool)[ids]
    clause = _Clauses(ids, breaks)
    base = np.array([ends[a - 1] for a, _ in places], dtype=np.int64)
    sentence = np.repeat(np.arange(len(places)), [b - a for a, b in places])
    offset = np.zeros(len(ids), dtype=np.int64)
    inside = np.concatenate([np.arange(a, b) for a, b in places]) if places else np.zeros(0, dtype=np.int64)
    offset[inside] = base[sentence]
    in_region = _marked(len(text), ((base[n] + s, base[n] + e) for n, held in enumerate(regions) for s, e in held))
    in_term = _marked(len(text), ((end + 1 - len(word), end + 1) for end, word in term_automaton().iter_long(text)))
    last = np.maximum(ends - 1, 0)
    flags = _flags(words, ids, clause)
    for name, held in (("region", np.minimum(in_region[last], 1)), ("term", in_term[last])):
        flags |= {name: held, f"{name} before": _shifted(held, -1), f"{name} after": _shifted(held, 1)}
    by_word = {name: _shifted(ids, by) for name, by in WINDOW.items()} | clause.words(words)
    return Tokens(words, by_word, flags, ends - lengths - offset, ends - offset, places, clause.places())


def attributes(held: Tokens) -> Iterator[list[str]]:
    """What a learner sees of each word, as text; `kg.extract.tagger.weights` reads the same from the arrays."""
    near = [(name, [f"{name}/{f}" for f in features(word)]) for name in sorted(WHOLE) for word in held.words]
    texts: dict[str, list[list[str]]] = {name: [] for name in WORDS}
    for name, found in near:
        texts[name].append(found)
    for name in WORDS:
        if name not in WHOLE:
            texts[name] = [[f"{name}/{f}" for f in features(w) if f.startswith(("w=", "is="))] for w in held.words]
    here = held.by_word["here"].tolist()
    for at in range(len(here)):
        out = [f for name in WORDS for f in texts[name][held.by_word[name][at]]]
        out += [f"{name}/{held.flags[name][at]}" for name in FLAGS]
        for name, by in PAIRS.items():
            other = here[at + by] if 0 <= at + by < len(here) else here[0]
            out.append(f"{name}/{pair(held.words[here[at]], held.words[other])}")
        yield out


def pair(word: str, other: str) -> str:
    return f"{word}|{other}"


def apart(both: str) -> tuple[str, str]:
    """The words of a pair; one of them may be | itself."""
    at = both.index("|", 1) if len(both) > 1 else 0
    return both[:at], both[at + 1 :]


def _joined(docs: Sequence[Doc]) -> tuple[NDArray[np.uint64], Ints, tuple[Place, ...]]:
    """The hash and length of every word, with empty words of length 1 around each sentence."""
    from spacy.symbols import LENGTH, ORTH  # type: ignore[import-not-found]  # compiled, without stubs

    gap = np.array([[0, 1]] * _GAP, dtype=np.uint64)
    parts: list[NDArray[np.uint64]] = [gap]
    places: list[Place] = []
    at = _GAP
    for doc in docs:
        parts += [np.asarray(doc.to_array([ORTH, LENGTH]), dtype=np.uint64), gap]
        places.append((at, at + len(doc)))
        at += len(doc) + _GAP
    table = np.concatenate(parts)
    return table[:, 0], table[:, 1].astype(np.int64), tuple(places)


def _marked(size: int, places: Iterator[Place]) -> Ints:
    """1 for characters in a place, 2 for the last of one."""
    held = np.zeros(size, dtype=np.int64)
    for start, end in places:
        held[start:end] = 1
        held[end - 1] = 2
    return held


def _shifted(values: Ints, by: int) -> Ints:
    """The value `by` words further on; the ends of a batch are empty words, so what rolls over is empty, too."""
    return np.roll(values, -by) if by else values


class _Clauses:
    """Where the clause of each word begins and ends."""

    def __init__(self, ids: Ints, breaks: NDArray[np.bool_]) -> None:
        at = np.arange(len(ids))
        self.ids, self.breaks, self.at = ids, breaks, at
        self.start = np.minimum(np.maximum.accumulate(np.where(breaks, at + 1, 0)), at)
        self.end = np.minimum.accumulate(np.where(breaks, at, len(ids))[::-1])[::-1]

    def places(self) -> tuple[Place, ...]:
        first = np.flatnonzero(~self.breaks & (self.start == self.at))
        return tuple(zip(first.tolist(), self.end[first].tolist(), strict=True))

    def last(self, mask: NDArray[np.bool_]) -> Ints:
        """The nearest marked word before each word in its clause, else -1."""
        found = _shifted(np.maximum.accumulate(np.where(mask, self.at, -1)), -1)
        return np.where((found >= self.start) & (found < self.at), found, -1)

    def next(self, mask: NDArray[np.bool_]) -> Ints:
        """The nearest marked word after each word in its clause, else -1."""
        found = _shifted(np.minimum.accumulate(np.where(mask, self.at, len(self.at))[::-1])[::-1], 1)
        return np.where((found < self.end) & (found > self.at), found, -1)

    def words(self, words: Sequence[str]) -> dict[str, Ints]:
        empty = int(self.ids[0])
        verbs = np.array([is_verb(word) for word in words], dtype=bool)[self.ids]
        closes = self.next(np.array([word == "等" for word in words], dtype=bool)[self.ids])
        after = np.where(closes >= 0, np.minimum(closes + 1, len(self.ids) - 1), 0)
        places = {
            "verb": self.last(verbs),
            "next verb": self.next(verbs),
            "opening": self.start,
            "closing": np.maximum(self.end - 1, 0),
            "class": np.where(closes >= 0, after, -1),
        }
        return {name: np.where(where >= 0, self.ids[where], empty) for name, where in places.items()}


def _flags(words: Sequence[str], ids: Ints, clause: _Clauses) -> dict[str, Ints]:
    """Depth of quotation, distance from the verb, whether 、 stands before in the clause and 等 after."""
    step = np.array([("“" in word) - ("”" in word) for word in words], dtype=np.int64)[ids]
    opened = np.cumsum(step) - step
    floor = np.maximum.accumulate(np.where(ids == ids[0], opened, -len(ids)))  # what an odd quote left open
    verbs = np.array([is_verb(word) for word in words], dtype=bool)[ids]
    verb = clause.last(verbs)
    commas = np.array([word == "、" for word in words], dtype=bool)[ids]
    etc = np.array([word == "等" for word in words], dtype=bool)[ids]
    return {
        "quote": np.clip(opened - floor, 0, 2),
        "distance": np.clip(clause.at - np.where(verb >= 0, verb + 1, clause.start), 0, 5),
        "listed": (clause.last(commas) >= 0).astype(np.int64),
        "closed": (clause.next(etc) >= 0).astype(np.int64),
    }
