"""What a picture is made of: things, lines between them, and the sentences behind both. No graph library, no store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document, word for word."""

    text: str
    document: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A property of a thing that is no line to another thing: a date, a number, a figure."""

    label: str
    value: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A thing; `kind` is the id of its NodeKind."""

    id: str
    label: str
    kind: str
    details: tuple[Detail, ...] = ()
    aliases: tuple[str, ...] = ()  # other names it is found by


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one thing to another, with its name in Chinese and the sentences that state it."""

    source: str
    target: str
    label: str
    quotes: tuple[Quote, ...] = ()
    note: str = ""  # what is said of it beside its name: the figures of a metric


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A class of things, as the legend names it."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything a page needs. `left_out` counts the things that were not drawn because there are too many."""

    title: str
    kinds: tuple[NodeKind, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0
    centre: str = ""  # id of the thing the picture is about; empty for a whole graph


def degrees(edges: Iterable[Edge]) -> Counter[str]:
    """How many lines end at each thing; a line to itself counts once."""
    return Counter(end for edge in edges for end in {edge.source: None, edge.target: None})


def around(picture: Picture, centres: Sequence[str], hops: int = 1) -> Picture:
    """The part of `picture` within `hops` lines of `centres`, whichever way they point; the first is its centre.

    A picture has several centres where several things share a name. Lines of the register (they have no sentence)
    stay only at a centre: between its neighbours they would hide what the documents say.
    """
    near = set(centres)
    for _ in range(hops):
        near |= {end for e in picture.edges if e.source in near or e.target in near for end in (e.source, e.target)}
    kept = _only(picture, near)
    edges = (e for e in kept.edges if e.quotes or e.source in centres or e.target in centres)
    return replace(kept, edges=tuple(edges), centre=centres[0])


def capped(picture: Picture, most: int) -> Picture:
    """At most `most` things, the most connected first (ties by name), and how many were left out.

    The centre always stays. What loses its last line by the cut makes room for the next that has one.
    """
    if len(picture.nodes) <= most:
        return picture
    degree = degrees(picture.edges)
    ranked = sorted(picture.nodes, key=lambda n: (n.id != picture.centre, -degree[n.id], n.label, n.id))
    kept = {node.id for node in without_loners(_only(picture, {node.id for node in ranked[:most]})).nodes}
    touched = {end for e in picture.edges if e.source in kept or e.target in kept for end in (e.source, e.target)}
    spare = (node.id for node in ranked if node.id in touched and node.id not in kept)
    chosen = _only(picture, kept | set(islice(spare, most - len(kept))))
    return replace(chosen, left_out=picture.left_out + len(picture.nodes) - len(chosen.nodes))


def without_loners(picture: Picture) -> Picture:
    """Without the things that no line touches; they are no part of a network."""
    degree = degrees(picture.edges)
    return _only(picture, {node.id for node in picture.nodes if degree[node.id] or node.id == picture.centre})


def _only(picture: Picture, kept: set[str]) -> Picture:
    nodes = tuple(node for node in picture.nodes if node.id in kept)
    kinds = {node.kind for node in nodes}
    return replace(
        picture,
        nodes=nodes,
        edges=tuple(edge for edge in picture.edges if edge.source in kept and edge.target in kept),
        kinds=tuple(kind for kind in picture.kinds if kind.id in kinds),
    )
