"""Where each thing of a picture stands: the same picture always gets the same places.

Connected parts are laid out one by one by forces (Fruchterman and Reingold, 1991), pushed apart until no two names
overlap, and packed in rows, the largest first. What stands around one thing is laid in rings around it, class by
class, so that it can be read like a list. Distances are CSS pixels at zoom 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kg.view.picture import Picture, degrees

CHARACTER = 12.0  # width of a Chinese character of a name
LINE = 15.0  # height of a line of a name
PER_LINE = 9  # characters of a name in one line
LONGEST = 18  # characters of a name on the page; the rest is in the panel
_GAP = 60.0  # between parts
_SIDES = 1.6  # width to height of the whole
_RING = 74.0  # from ring to ring
_AROUND = 0.95  # how much of a ring may be filled: names stand wide at its top and bottom


class Place(NamedTuple):
    """The middle of a thing."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Box:
    """Half the width and half the height that a thing and its name take."""

    width: float
    height: float


class _Frame(NamedTuple):
    """The rectangle that a part takes."""

    left: float
    top: float
    width: float
    height: float


class _Row(NamedTuple):
    top: float
    bottom: float


class _Column(NamedTuple):
    left: float
    right: float
    bottom: float  # where the next part of the column begins


def size(degree: int) -> float:
    """The diameter of a thing's disc."""
    return min(70.0, 12.0 + 6.0 * math.sqrt(degree))


def short(label: str) -> str:
    """A name as it fits beside its disc."""
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"


def layout(picture: Picture) -> dict[str, Place]:
    """The place of every thing, by its id."""
    degree = degrees(picture.edges)
    boxes = {node.id: _box(short(node.label), size(degree[node.id])) for node in picture.nodes}
    around = _rings(picture)
    if around:
        return around
    parts = [_apart(_forces(part, picture), boxes) for part in _parts(picture)]
    return dict(_pack(parts, boxes))


def _box(label: str, diameter: float) -> _Box:
    lines = max(1, math.ceil(len(label) / PER_LINE))
    width = max(diameter, min(len(label), PER_LINE) * CHARACTER) + 10
    return _Box(width / 2, (diameter + lines * LINE + 10) / 2)


def _rings(picture: Picture) -> dict[str, Place]:
    """Places around the centre; empty where there is no centre, or something is not tied to it.

    The slots of all rings are filled in the order of their angle, the things in the order of class and name: so each
    class has a sector of its own.
    """
    tied = {end for e in picture.edges if picture.centre in {e.source, e.target} for end in (e.source, e.target)}
    others = [node for node in picture.nodes if node.id != picture.centre]
    if not picture.centre or not others or not {node.id for node in others} <= tied:
        return {}
    order = {kind.id: number for number, kind in enumerate(picture.kinds)}
    ordered = sorted(others, key=lambda node: (order[node.kind], node.label, node.id))
    slots = sorted(_slots(len(ordered)))
    places = {picture.centre: Place(0.0, 0.0)}
    for node, (angle, radius) in zip(ordered, slots, strict=True):
        x, y = radius * math.sin(angle) * _SIDES, -radius * math.cos(angle)  # from twelve o'clock, clockwise
        places[node.id] = Place(round(x, 1), round(y, 1))
    return places


def _slots(count: int) -> Iterator[tuple[float, float]]:
    """Angle and radius of `count` slots, ring after ring, the innermost first.

    No two slots stand on one ray where rings leave room for it: a line from the centre to an outer thing through an
    inner one would look like a chain. So rings hold multiples of what the innermost holds, each turned to the gaps.
    """
    radius, left, taken = 150.0, count, list[float]()
    first = min(_capacity(radius), count)
    while left:
        whole = _capacity(radius) // first * first if taken else first
        held, turn = min(left, whole), _turn(whole, taken)
        ring = [(number * whole // held + turn) / whole for number in range(held)]  # the last ring has empty slots
        yield from ((angle * math.tau, radius) for angle in ring)
        taken += ring
        radius, left = radius + _RING, left - held


def _capacity(radius: float) -> int:
    return int(math.tau * radius * _AROUND / (PER_LINE * CHARACTER + 14))


def _turn(held: int, taken: Sequence[float]) -> float:
    """How far to turn a ring of `held` slots, in slots: to the middle of the widest gap that `taken` angles leave.

    Angles are parts of a full turn.
    """
    if not taken:
        return 0.5
    offsets = sorted(round(angle * held % 1, 9) % 1 for angle in taken)
    width, start = max(((after - offset), -offset) for offset, after in pairwise([*offsets, offsets[0] + 1]))
    return (width / 2 - start) % 1


def _parts(picture: Picture) -> list[list[str]]:
    """The connected parts, largest first; within one the order of the picture."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in picture.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in picture.edges)
    order = {node.id: number for number, node in enumerate(picture.nodes)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), order[part[0]]))


def _forces(part: Sequence[str], picture: Picture) -> dict[str, Place]:
    """Rough places by attraction and repulsion, in pixels around 0."""
    import networkx as nx

    if len(part) == 1:
        return {part[0]: Place(0.0, 0.0)}
    held = set(part)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(part)
    graph.add_edges_from(
        (edge.source, edge.target) for edge in picture.edges if edge.source in held and edge.source != edge.target
    )
    reach = 62.0 * math.sqrt(len(part))
    found = nx.spring_layout(graph, seed=7, iterations=200, k=3 / math.sqrt(len(part)), scale=reach, method="force")
    return {name: Place(float(found[name][0]) * _SIDES, float(found[name][1])) for name in part}


def _apart(places: Mapping[str, Place], boxes: Mapping[str, _Box], rounds: int = 200) -> dict[str, Place]:
    """Push things apart whose names overlap, until none do or the rounds are over.

    Boxes count as ellipses and part along the line of their middles: parting rectangles along one axis would
    line crowded things up in columns.
    """
    moved = dict(places)
    for _ in range(rounds):
        pushes = list(_overlaps(moved, boxes))
        if not pushes:
            break
        for one, other, dx, dy in pushes:
            moved[one] = Place(moved[one].x - dx, moved[one].y - dy)
            moved[other] = Place(moved[other].x + dx, moved[other].y + dy)
    return moved


def _overlaps(places: Mapping[str, Place], boxes: Mapping[str, _Box]) -> Iterator[tuple[str, str, float, float]]:
    """Pairs whose ellipses overlap and half the push that parts them; a sweep from left to right."""
    active: list[str] = []
    for name in sorted(places, key=lambda name: (places[name].x - boxes[name].width, name)):
        place, box = places[name], boxes[name]
        active = [held for held in active if places[held].x + boxes[held].width > place.x - box.width]
        for held in active:
            across, down = boxes[held].width + box.width, boxes[held].height + box.height
            dx, dy = place.x - places[held].x, place.y - places[held].y
            apart = math.hypot(dx / across, dy / down)  # 1 where the ellipses touch
            if apart >= 0.98:  # near enough: the last hundredth would cost most of the rounds
                continue
            if apart < 0.05:  # one upon the other: any way will do, as long as it is always the same
                yield held, name, across / 4, down / 8
            else:
                push = min(1.0, (1 - apart) / apart) / 2
                yield held, name, dx * push, dy * push
        active.append(name)


def _pack(parts: Sequence[Mapping[str, Place]], boxes: Mapping[str, _Box]) -> Iterator[tuple[str, Place]]:
    """The parts in rows of columns, so that the whole is about `_SIDES` times as wide as high.

    The first part of a row gives its height; the parts after it stand one below the other as long as they fit.
    """
    frames = [_frame(part, boxes) for part in parts]
    area = sum((frame.width + _GAP) * (frame.height + _GAP) for frame in frames)
    limit = max(max((frame.width for frame in frames), default=0.0), math.sqrt(area * _SIDES))
    row = _Row(0.0, 0.0)
    column = _Column(0.0, 0.0, 0.0)
    for part, frame in zip(parts, frames, strict=True):
        if column.bottom + frame.height > row.bottom:  # the column is full
            column = _Column(column.right + _GAP if column.right else 0.0, column.right, row.top)
        if column.left and column.left + frame.width > limit:  # and the row as well
            row = _Row(row.bottom + _GAP, 0.0)
            column = _Column(0.0, 0.0, row.top)
        row = _Row(row.top, max(row.bottom, column.bottom + frame.height))
        for name, place in part.items():
            x, y = place.x - frame.left + column.left, place.y - frame.top + column.bottom
            yield name, Place(round(x, 1), round(y, 1))
        right = max(column.right, column.left + frame.width)
        column = _Column(column.left, right, column.bottom + frame.height + _GAP)


def _frame(part: Mapping[str, Place], boxes: Mapping[str, _Box]) -> _Frame:
    left = min(place.x - boxes[name].width for name, place in part.items())
    top = min(place.y - boxes[name].height for name, place in part.items())
    right = max(place.x + boxes[name].width for name, place in part.items())
    bottom = max(place.y + boxes[name].height for name, place in part.items())
    return _Frame(left, top, right - left, bottom - top)
