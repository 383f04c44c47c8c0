"""Names of different documents that may be one thing: found by form, for people to judge, never merged here.

Two names are possibly the same where they differ only in quotation marks, brackets and spaces; in a closing word that
their kind may have or lack (data/lexicon/review-suffixes.csv: 输变电产业, 输变电产业集群); in a region or an issuer
before the name; or, of firms, where one is the beginning of the other. Two regions that differ keep names apart, two
nouns after a programme's label (“X”行动, “X”工程), and of projects places of which none lies in the other.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from kg import register
from kg.model import Kind
from kg.resources import data
from kg.terms import canonical

KINDS = (Kind.ENTERPRISE, Kind.HONOUR, Kind.INDUSTRY, Kind.POLICY, Kind.PROGRAMME, Kind.PROJECT)

_MARKS = re.compile(r"[“”‘’\"'《》〈〉（）()\s·]")
_QUOTED = re.compile(r"“([^“”]{3,})”(.*)")
# A name that one of these closes is whole: after it only more of the legal form may follow.
_WHOLE = re.compile(r"(?:集团|公司|银行|厂|所|院|局|社)$")
_FORM = re.compile(r"(?:集团|股份|控股|有限|责任|总|公司)+")
_TITLE = re.compile(r"(.*?)(关于.{6,})", re.DOTALL)
_STATE = "中华人民共和国"
_SHORTEST = {Kind.ENTERPRISE: 4}  # characters that a name keeps when its region goes


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A thing of the graph. `places` are codes or names of the regions it lies in, for projects."""

    name: str
    iri: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two things that may be one, the shorter name first, and what speaks for it."""

    one: Named
    other: Named
    why: str


def possible(kind: Kind, things: Iterable[Named]) -> tuple[Pair, ...]:
    """The pairs among the things of a kind, sorted; of many that may be one each is paired with the fullest."""
    held = sorted(set(things))
    found = dict.fromkeys(_alike(kind, held))
    if kind is Kind.ENTERPRISE:
        found |= dict.fromkeys(_beginnings(held))
    pairs = {tuple(sorted((a, b), key=_length)): None for a, b in found}
    return tuple(sorted(Pair(a, b, _why(a.name, b.name)) for a, b in pairs))


def _length(thing: Named) -> tuple[int, Named]:
    return (len(thing.name), thing)


def _why(one: str, other: str) -> str:
    if one == other:
        return "the same name in two places"
    if fold(one) == fold(other):
        return "only marks and spaces differ"
    if other.startswith(one):
        return "the name goes on"
    return "the name begins before" if other.endswith(one) else "only closing words or a region differ"


def fold(name: str) -> str:
    """A name without its quotation marks, brackets and spaces."""
    return _MARKS.sub("", canonical(name))


# ------------------------------------------------------------------------------------------------------ equal kernels


def _alike(kind: Kind, things: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Pairs of things with one kernel, of which at most one says more."""
    kernels: dict[str, dict[str, list[Named]]] = {}
    for thing in things:
        kernel, more = _kernel(kind, thing.name)
        kernels.setdefault(kernel, {}).setdefault(more, []).append(thing)
    for groups in kernels.values():
        if kind is Kind.PROJECT:
            yield from _neighbours(groups)
            continue
        fullest = {more: max(held, key=_length) for more, held in groups.items()}
        yield from ((thing, fullest[more]) for more, held in groups.items() for thing in held if thing != fullest[more])
        if "" in fullest:
            yield from ((fullest[""], full) for more, full in fullest.items() if more)


def _neighbours(groups: Mapping[str, Sequence[Named]]) -> Iterator[tuple[Named, Named]]:
    """Projects are held against each other one by one, by where they are: a 体育馆 stands in every town."""
    held = [(more, thing) for more, things in groups.items() for thing in things]
    for (one, first), (other, second) in combinations(held, 2):
        if (one == other or not one or not other) and _near(first.places, second.places):
            yield first, second


def _near(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of the places is, or lies in, one of the others."""
    return any(a == b or a in register.ancestors(b) or b in register.ancestors(a) for a in some for b in others)


def _kernel(kind: Kind, name: str) -> tuple[str, str]:
    """What two names of one thing have in common, and what only one of them may say more."""
    if kind is Kind.PROGRAMME and (found := _QUOTED.fullmatch(canonical(name))):
        return fold(found[1]), found[2]
    text = fold(name)
    if kind is Kind.POLICY:
        return _title(text)
    bare, closing = _closed(kind, text)
    if kind is Kind.PROGRAMME:
        return bare, closing
    place = _place(bare, _SHORTEST.get(kind, 2)) if kind in {Kind.ENTERPRISE, Kind.PROJECT} else ""
    return bare[len(place) :], place


def _title(text: str) -> tuple[str, str]:
    if text.startswith(_STATE) and len(text) > len(_STATE) + 2:
        return text[len(_STATE) :], ""
    found = _TITLE.fullmatch(text)
    return (found[2], found[1]) if found else (text, "")


def _closed(kind: Kind, text: str) -> tuple[str, str]:
    """The name without the longest closing word of its kind, where two characters stay, and that word."""
    for suffix in _suffixes().get(kind, ()):
        if text.endswith(suffix) and len(text) >= len(suffix) + 2:
            return text[: -len(suffix)], suffix
    return text, ""


def _place(text: str, shortest: int) -> str:
    """The region that a name begins with, where enough of it stays."""
    first = next(register.find(text), None)
    return text[: first.end] if first and first.start == 0 and len(text) - first.end >= shortest else ""


@cache
def _suffixes() -> Mapping[str, tuple[str, ...]]:
    """Closing words by kind, the longest first."""
    held: dict[str, list[str]] = {}
    with data("lexicon", "review-suffixes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            held.setdefault(row["kind"], []).append(row["suffix"])
    return {kind: tuple(sorted(words, key=lambda word: (-len(word), word))) for kind, words in held.items()}


# ---------------------------------------------------------------------------------------------------- short names


def _beginnings(things: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Firms of which one name begins the other: 瑞珑, 瑞珑电子. A branch in another place is a firm of its own."""
    folded = sorted((fold(thing.name), thing) for thing in things)
    for at, (short, one) in enumerate(folded):
        for full, other in folded[at + 1 :]:
            if not full.startswith(short):
                break
            if len(short) > 1 and _goes_on(short, full[len(short) :]):
                yield one, other


def _goes_on(short: str, rest: str) -> bool:
    if not rest:
        return False
    if _WHOLE.search(short):
        return bool(_FORM.fullmatch(rest))
    return not any(True for _ in register.find(rest))
