"""Every quote of the graph with the place it claims, for `kg verify`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.terms import KG, OA, PROV

if TYPE_CHECKING:
    from pyoxigraph import Store


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """``text[start:end] == exact`` must hold in the text of the document whose bytes have `sha256`."""

    document: str  # stem; the manifest of the store knows its path
    sha256: str
    start: int
    end: int
    exact: str


_QUERY = f"""
SELECT ?document ?sha256 ?start ?end ?exact WHERE {{
  ?source <{KG}stem> ?document ; <{KG}sha256> ?sha256 .
  ?sentence <{PROV}wasDerivedFrom> ?source ; <{OA}start> ?start ; <{OA}end> ?end ; <{OA}exact> ?exact .
}}
"""


def quotes(store: Store) -> Iterator[Quote]:
    """The evidence of all statements, by document and place."""
    rows: Any = store.query(_QUERY, use_default_graph_as_union=True)
    yield from sorted(_quote(*(term.value for term in row)) for row in rows)


def _quote(document: str, sha256: str, start: str, end: str, exact: str) -> Quote:
    return Quote(document, sha256, int(start), int(end), exact)
