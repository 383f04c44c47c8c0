"""Policy documents: their particulars, their relations, the industries they touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Context, Document, Fact, Parsed


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:
    """Policies, policy-relations and policy-industries of a document."""
    from kg.extract.policies.gather import of

    yield from of(document, parsed, context)
