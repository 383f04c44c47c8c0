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


def colours(kinds: Iterable[NodeKind]) -> dict[str, str]:
    """A colour for each class; the rare ones share a grey."""
    return {kind.id: _SHADES.get(kind.id, _OTHER) for kind in kinds}
