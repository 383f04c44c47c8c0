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
    from spacy.strings import StringStore
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
# How many answers each question about a word's place has.
MOST = {"quote": 3, "distance": 6, "listed": 2, "closed": 2, "region": 2, "region before": 2, "region after": 2,
        "term": 3, "term before": 3, "term after": 3}  # fmt: skip
FLAGS = tuple(MOST)


_KEPT = 65536  # words that are kept: a document has some thousand, a corpus shares most of them


class Words:
    """Words by number, with what is asked of each by itself, which is worked out once."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self.known: dict[int, int] = {0: 0}  # spaCy's hash of a word -> its number
        self.traits = np.array([_traits("")], dtype=np.int64)

    def numbers(self, hashes: Sequence[int], strings: StringStore) -> Ints:
        fresh = [each for each in hashes if each not in self.known]
        if fresh:
            texts = [strings[each] for each in fresh]
            self.known |= {each: at for at, each in enumerate(fresh, start=len(self.texts))}
            self.texts += texts
            self.traits = np.concatenate([self.traits, np.array([_traits(text) for text in texts], dtype=np.int64)])
        return np.array([self.known[each] for each in hashes], dtype=np.int64)


def _traits(word: str) -> tuple[int, ...]:
    """Whether the word breaks clauses, whether it may govern a name, its quotation marks, whether it is 、 or 等."""
    return (not word or word in _BREAKS, is_verb(word), ("“" in word) - ("”" in word), word == "、", word == "等")


_BREAK, _VERB, _QUOTE, _COMMA, _ETC = range(5)


class _Held:
    """The words of this process, in one place: they are dropped when they get too many."""

    words = Words()


@dataclass(frozen=True, slots=True)
class Tokens:
    """N words of a batch. Every array of `by_word` holds numbers of `words`, which may be more than the batch's."""

    words: Words
    by_word: Mapping[str, Ints]  # question of WORDS -> N
    flags: Mapping[str, Ints]  # question of FLAGS -> N, small numbers
    starts: Ints  # N offsets in the word's sentence
    ends: Ints
    sentences: tuple[Place, ...]  # the words of each sentence, half open
    clauses: tuple[Place, ...]  # the words of each clause, half open; marks between clauses belong to none


def of(docs: Sequence[Doc], texts: Sequence[str], regions: Sequence[Sequence[Place]]) -> Tokens:
    """The batch of some sentences; `texts` are theirs, `regions` the places of regions in each."""
    if len(_Held.words.texts) > _KEPT:
        _Held.words = Words()
    words = _Held.words
    orth, lengths, places = _joined(docs)
    distinct, of_distinct = np.unique(orth, return_inverse=True)
    ids = words.numbers(distinct.tolist(), docs[0].vocab.strings)[of_distinct]
    ends = np.cumsum(lengths)
    text = ("\n" * _GAP).join(["", *texts, ""])
    traits = words.traits[ids]
    clause = _Clauses(ids, traits)
    base = np.array([ends[a - 1] for a, _ in places], dtype=np.int64)
    offset = np.zeros(len(ids), dtype=np.int64)
    counts = np.array([b - a for a, b in places], dtype=np.int64)
    inside = np.arange(len(ids))[~_gaps(len(ids), places)]
    offset[inside] = np.repeat(base, counts)
    in_region = _marked(len(text), [(base[n] + s, base[n] + e) for n, held in enumerate(regions) for s, e in held])
    in_term = _marked(len(text), [(end + 1 - len(word), end + 1) for end, word in term_automaton().iter_long(text)])
    last = np.maximum(ends - 1, 0)
    flags = _flags(ids, clause)
    for name, held in (("region", np.minimum(in_region[last], 1)), ("term", in_term[last])):
        flags |= {name: held, f"{name} before": _shifted(held, -1), f"{name} after": _shifted(held, 1)}
    by_word = {name: _shifted(ids, by) for name, by in WINDOW.items()} | clause.words()
    return Tokens(words, by_word, flags, ends - lengths - offset, ends - offset, places, clause.places())


def _gaps(size: int, places: Sequence[Place]) -> NDArray[np.bool_]:
    """The empty words around sentences."""
    step = np.zeros(size + 1, dtype=np.int64)
    if places:
        held = np.array(places)
        step[held[:, 0]] += 1
        step[held[:, 1]] -= 1
    return np.asarray(np.cumsum(step)[:size] == 0)


def attributes(held: Tokens) -> Iterator[list[str]]:
    """What a learner sees of each word, as text; `kg.extract.tagger.weights` reads the same from the arrays."""
    words = held.words.texts
    here = held.by_word["here"].tolist()
    for at in range(len(here)):
        asked = ((name, words[held.by_word[name][at]]) for name in WORDS)
        out = [f"{name}/{feature}" for name, word in asked for feature in told(word, name)]
        out += [f"{name}/{held.flags[name][at]}" for name in FLAGS]
        for name, by in PAIRS.items():
            other = here[at + by] if 0 <= at + by < len(here) else here[0]
            out.append(f"{name}/{pair(words[here[at]], words[other])}")
        yield out


def told(word: str, question: str) -> Sequence[str]:
    """The features of a word that count in answer to a question: of words further off itself and its classes."""
    held = features(word)
    return held if question in WHOLE else [feature for feature in held if feature.startswith(("w=", "is="))]


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


def _marked(size: int, places: Sequence[Place]) -> Ints:
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

    def __init__(self, ids: Ints, traits: Ints) -> None:
        at = np.arange(len(ids))
        self.ids, self.traits, self.at = ids, traits, at
        self.breaks = traits[:, _BREAK] > 0
        self.start = np.minimum(np.maximum.accumulate(np.where(self.breaks, at + 1, 0)), at)
        self.end = np.minimum.accumulate(np.where(self.breaks, at, len(ids))[::-1])[::-1]
        self.verb = self.last(traits[:, _VERB] > 0)
        self.etc = self.next(traits[:, _ETC] > 0)

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

    def words(self) -> dict[str, Ints]:
        closes = self.etc
        places = {
            "verb": self.verb,
            "next verb": self.next(self.traits[:, _VERB] > 0),
            "opening": self.start,
            "closing": np.maximum(self.end - 1, 0),
            "class": np.where(closes >= 0, np.minimum(closes + 1, len(self.ids) - 1), -1),
        }
        return {name: np.where(where >= 0, self.ids[where], 0) for name, where in places.items()}


def _flags(ids: Ints, clause: _Clauses) -> dict[str, Ints]:
    """Depth of quotation, distance from the verb, whether 、 stands before in the clause and 等 after."""
    step = clause.traits[:, _QUOTE]
    opened = np.cumsum(step) - step
    floor = np.maximum.accumulate(np.where(ids == 0, opened, -len(ids)))  # what an odd quote left open
    return {
        "quote": np.clip(opened - floor, 0, 2),
        "distance": np.clip(clause.at - np.where(clause.verb >= 0, clause.verb + 1, clause.start), 0, 5),
        "listed": (clause.last(clause.traits[:, _COMMA] > 0) >= 0).astype(np.int64),
        "closed": (clause.etc >= 0).astype(np.int64),
    }
