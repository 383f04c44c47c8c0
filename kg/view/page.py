"""A picture as one HTML file that needs no network: cytoscape.js, style, script and data are inside it."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.view.colours import STATUS, colours, line
from kg.view.layout import PER_LINE, layout, short, size
from kg.view.picture import Picture, Quote, degrees

_ASSETS = Path(__file__).resolve().parent / "assets"
_QUOTES = 5  # sentences shown for one line; the page says how many more there are
_LABELLED = 60  # up to this many things every line carries its name from the start


def page(picture: Picture) -> str:
    """The HTML of `picture`. Names and sentences of the documents enter as data only, never as markup."""
    parts = {
        "title": html.escape(picture.title),
        "style": _asset("page.css"),
        "library": _asset("cytoscape.min.js"),
        "script": _asset("page.js"),
        "data": _json(_payload(picture)),
    }
    # Split once at the marks, so that what is put in is never searched for marks again.
    pieces = _asset("page.html").split("@@")
    return "".join(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces))


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _json(payload: object) -> str:
    """JSON for a script element: no text of a document may end the element or open a comment in it.

    https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
    """
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _payload(picture: Picture) -> dict[str, object]:
    degree = degrees(picture.edges)
    places = layout(picture)
    shade = colours(picture.kinds)
    said = _Sentences()
    return {
        "title": picture.title,
        "centre": picture.centre,
        "leftOut": picture.left_out,
        "perLine": PER_LINE,
        "labelled": len(picture.nodes) <= _LABELLED,
        "status": [{"id": key, "label": label, "colour": colour} for key, (label, colour) in STATUS.items()],
        "kinds": [{"id": k.id, "zh": k.zh, "en": k.en, "colour": shade[k.id]} for k in picture.kinds],
        "nodes": [
            {
                "id": node.id,
                "label": node.label,
                "short": short(node.label),
                "kind": node.kind,
                "size": round(size(degree[node.id]), 1),
                "x": places[node.id].x,
                "y": places[node.id].y,
                "details": [{"label": d.label, "value": d.value, **said.of(d.quotes)} for d in node.details],
            }
            for node in picture.nodes
        ],
        "edges": [
            {
                "source": e.source,
                "target": e.target,
                "label": e.label,
                "note": e.note,
                "colour": line(e.label),
                **said.of(e.quotes),
            }
            for e in picture.edges
        ],
        "sentences": said.table,  # comes last: the calls above fill it
    }


class _Sentences:
    """Each sentence once, by number: many lines and figures come from one sentence."""

    def __init__(self) -> None:
        self.table: list[tuple[str, str]] = []
        self._numbers: dict[Quote, int] = {}

    def of(self, quotes: Sequence[Quote]) -> dict[str, object]:
        """The numbers of the first sentences, and how many there are beyond them."""
        return {"quotes": [self._number(quote) for quote in quotes[:_QUOTES]], "more": max(0, len(quotes) - _QUOTES)}

    def _number(self, quote: Quote) -> int:
        if quote not in self._numbers:
            self._numbers[quote] = len(self.table)
            self.table.append((quote.text, quote.document))
        return self._numbers[quote]
