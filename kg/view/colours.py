"""Colours of the classes in a picture: told apart also by colour-blind readers, the same in every picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.view.picture import NodeKind

# After Paul Tol's "bright" and "muted" schemes (SRON/EPS/TN/09-002, 2021).
_SHADES: Mapping[str, str] = {
    "AdministrativeDivision": "#4477AA",
    "PolicyDocument": "#CC6677",
    "Industry": "#228833",
    "Programme": "#DDAA33",
    "Enterprise": "#882255",
    "Project": "#33AACC",
    "Honour": "#EE7733",
    "GovernmentBody": "#332288",
    "FunctionalZone": "#88AADD",
    "Metric": "#999933",
}
_OTHER = "#888888"
# What one policy document has to do with another, by the name of the line; other lines are pale.
_LINES: Mapping[str, str] = {
    "制定依据": "#4477AA",
    "印发": "#228833",
    "修改": "#DDAA33",
    "废止": "#CC3311",
    "引用": "#9988BB",
}
_PALE = "#c3ccd6"
# Whether a document is in force, as the rim of its dot; the page works it out for the day it is opened.
STATUS: Mapping[str, tuple[str, str]] = {
    "in-force": ("有效 in force", "#228833"),
    "expired": ("已失效 expired", "#EE9933"),
    "repealed": ("已废止 repealed", "#CC3311"),
}


def colours(kinds: Iterable[NodeKind]) -> dict[str, str]:
    """A colour for each class; the rare ones share a grey."""
    return {kind.id: _SHADES.get(kind.id, _OTHER) for kind in kinds}


def line(label: str) -> str:
    """The colour of a line by its name."""
    return _LINES.get(label, _PALE)
