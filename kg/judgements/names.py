"""Which names people have put together, and whether they contradict each other.

`same` is an equivalence: A = B and B = C make A = C, whatever the order of the lines. In one document the judgements
that hold everywhere count together with those for that document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.errors import DataError
from kg.judgements.judgement import Judgement, Verdict

Name = tuple[str, str]  # kind and name
Links = Mapping[Name, Mapping[Name, Judgement]]

_WAY_OUT = "strike one of them, or give each its document"


def within(judgements: Iterable[Judgement], document: str) -> tuple[Judgement, ...]:
    """The judgements that hold in the documents of this file name."""
    return tuple(j for j in judgements if j.document in {"", document})


def fullest(judgements: Iterable[Judgement]) -> dict[Name, str]:
    """For each name that is judged the same as another, the longest name of the thing (of equals the first)."""
    links = _links(judgements)
    found: dict[Name, str] = {}
    for start in links:
        if start not in found:
            members = _path_to_all(links, start)
            full = min((name for _, name in members), key=lambda name: (-len(name), name))
            found.update(dict.fromkeys(members, full))
    return found


def conflicts(judgements: Sequence[Judgement]) -> Iterator[DataError]:
    """What cannot hold together, each naming the lines: a fact accepted and rejected, names the same and not."""
    said: dict[tuple[str, str, str, str], Judgement] = {}
    for judgement in judgements:
        if judgement.verdict.of_names:
            continue
        key = (judgement.kind, judgement.name, judgement.other, judgement.document)
        former = said.setdefault(key, judgement)
        if former.verdict is not judgement.verdict:
            yield DataError(former.place, f"“{former}” contradicts {judgement.place} “{judgement}”", _WAY_OUT)
    yield from _torn(judgements)


def _torn(judgements: Sequence[Judgement]) -> Iterator[DataError]:
    told: set[Judgement] = set()
    for document in dict.fromkeys(["", *sorted({j.document for j in judgements})]):
        held = within(judgements, document)
        links = _links(held)
        for apart in held:
            if apart.verdict is Verdict.NOT_SAME and apart not in told:
                one, other = (apart.kind, apart.name), (apart.kind, apart.other)
                path = _path_to_all(links, one).get(other) if one in links else None
                if path:
                    told.add(apart)
                    places = " and ".join(f"{j.place} “{j}”" for j in path)
                    yield DataError(apart.place, f"“{apart}” contradicts {places}", _WAY_OUT)


def _links(judgements: Iterable[Judgement]) -> Links:
    links: dict[Name, dict[Name, Judgement]] = {}
    for judgement in sorted(j for j in judgements if j.verdict is Verdict.SAME):
        one, other = (judgement.kind, judgement.name), (judgement.kind, judgement.other)
        links.setdefault(one, {}).setdefault(other, judgement)
        links.setdefault(other, {}).setdefault(one, judgement)
    return links


def _path_to_all(links: Links, start: Name) -> dict[Name, tuple[Judgement, ...]]:
    """Every name that is one with `start`, with the judgements that lead to it: the fewest that do."""
    found: dict[Name, tuple[Judgement, ...]] = {start: ()}
    queue = [start]
    for name in queue:  # grows as names are found
        for near, by in sorted(links[name].items()):
            if near not in found:
                found[near] = (*found[name], by)
                queue.append(near)
    return found
