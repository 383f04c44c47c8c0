"""Classes of words by the company that they keep in texts that nobody annotated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extract import nlp

LEAST = 4  # a word that is rarer tells too little of its company
NEIGHBOURS = 1000  # the most frequent words are the company that counts, before and after
DIMENSIONS = 50
CLASSES = (200, 800)  # rough and fine
ROUNDS = 12
Floats = NDArray[np.float64]


def clusters(texts: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    """The classes of each frequent word, one of every size, as features. The same texts give the same classes."""
    cut = nlp.language().tokenizer.words  # type: ignore[attr-defined]
    lines = [["", *cut(line), ""] for path in texts for line in path.read_text(encoding="utf-8").splitlines() if line]
    times = Counter(word for line in lines for word in line if word)
    words = sorted((w for w, n in times.items() if n >= LEAST and w.isprintable()), key=lambda w: (-times[w], w))
    if len(words) < 2 * max(CLASSES):
        return {}
    places = _vectors(lines, words)
    found = [_classes(places, count) for count in CLASSES]
    return {
        word: tuple(f"c{count}={each[at]}" for count, each in zip(CLASSES, found, strict=True))
        for at, word in enumerate(words)
    }


def _vectors(lines: Iterable[list[str]], words: list[str]) -> Floats:
    """How much more often than chance each word stands beside each of its company, in few dimensions."""
    number = {word: at for at, word in enumerate(words)}
    company = {word: at for at, word in enumerate(["", *words[: NEIGHBOURS - 1]])}
    counts = np.zeros((len(words), 2 * NEIGHBOURS))
    for line in lines:
        for before, after in pairwise(line):
            if after in number and before in company:
                counts[number[after], company[before]] += 1
            if before in number and after in company:
                counts[number[before], NEIGHBOURS + company[after]] += 1
    chance = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / max(1.0, counts.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        held = np.nan_to_num(np.log(counts / chance), neginf=0.0, posinf=0.0).clip(min=0.0)
    _, ways = np.linalg.eigh(held.T @ held)
    places = held @ ways[:, -DIMENSIONS:]
    return places / np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-9)


def _classes(places: Floats, count: int) -> list[int]:
    """k-means on the sphere, from the most frequent words on."""
    middles = places[:count].copy()
    nearest = np.zeros(len(places), dtype=np.int64)
    for _ in range(ROUNDS):
        nearest = (places @ middles.T).argmax(axis=1)
        for at in range(count):
            inside = places[nearest == at]
            if len(inside):
                middle = inside.sum(axis=0)
                middles[at] = middle / max(1e-9, float(np.linalg.norm(middle)))
    return nearest.tolist()
