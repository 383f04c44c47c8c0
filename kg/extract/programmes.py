"""Not built yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Context, Document, Fact, Parsed


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    yield from ()
