"""Colours of the classes in a picture: told apart also by colour-blind readers, and legible on white."""

from __future__ import annotations

from collections.abc import Sequence

from kg.view.picture import NodeKind

# After Paul Tol's "bright" and "muted" schemes (SRON/EPS/TN/09-002, 2021).
_PALETTE = (
    "#4477AA", "#CC6677", "#228833", "#DDAA33", "#882255", "#33AACC",
    "#999933", "#AA4499", "#EE7733", "#117733", "#332288", "#888888",
)  # fmt: skip


def colours(kinds: Sequence[NodeKind]) -> dict[str, str]:
    """A colour for each class, by its place in the order given."""
    return {kind.id: _PALETTE[number % len(_PALETTE)] for number, kind in enumerate(kinds)}
