"""A picture as a still SVG: where scripts may not run, as in a notebook that is not trusted."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from kg.view.colours import colours
from kg.view.layout import Place, layout, short, size
from kg.view.picture import Picture, degrees

_MARGIN = 70.0
_NAMED = 80  # up to this many things all have their names; beyond, those with more than a few lines


def svg(picture: Picture) -> str:
    """SVG 1.1 without script, links or fonts of its own."""
    places = layout(picture)
    left = min((p.x for p in places.values()), default=0.0) - _MARGIN
    top = min((p.y for p in places.values()), default=0.0) - _MARGIN
    width = max((p.x for p in places.values()), default=0.0) + _MARGIN - left
    height = max((p.y for p in places.values()), default=0.0) + _MARGIN - top
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" '
        f'width="{min(width, 1000):.0f}" role="img" font-family="sans-serif" text-anchor="middle">'
        f"<title>{escape(picture.title)}</title>"
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}" fill="#fff"/>'
    )
    return head + "".join((*_lines(picture, places), *_things(picture, places))) + "</svg>"


def data_uri(picture: Picture) -> str:
    """The SVG as the source of an image."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg(picture).encode()).decode()


def _lines(picture: Picture, places: dict[str, Place]) -> Iterator[str]:
    for edge in picture.edges:
        (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
        yield f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#c3ccd6"/>'


def _things(picture: Picture, places: dict[str, Place]) -> Iterator[str]:
    degree, shade = degrees(picture.edges), colours(picture.kinds)
    few = len(picture.nodes) <= _NAMED
    for node in picture.nodes:
        (x, y), radius = places[node.id], size(degree[node.id]) / 2
        disc = f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{shade[node.kind]}">'
        yield f"{disc}<title>{escape(node.label)}</title></circle>"
        if few or degree[node.id] >= 5:
            yield f'<text x="{x}" y="{y + radius + 13:.1f}" font-size="12">{escape(short(node.label))}</text>'
