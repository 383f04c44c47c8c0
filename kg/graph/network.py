"""The graph of things and their direct relations, for networkx: without statements, evidence and offsets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.terms import CODE, DCTERMS, ID, KG, RDF, RDFS

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Quad, Store

# Literals of a thing that become attributes of its node.
_ATTRIBUTES = {
    f"{RDFS}label": "label",
    f"{KG}code": "code",
    f"{KG}documentNumber": "number",
    f"{KG}issued": "issued",
    f"{KG}effective": "effective",
    f"{KG}expires": "expires",
    f"{KG}stem": "document",
    f"{DCTERMS}date": "date",
}
# Parts of the plumbing between a fact and its source.
_PLUMBING = tuple(f"{ID}{kind}/" for kind in ("statement", "evidence", "series", "unit"))


def to_networkx(store: Store) -> nx.MultiDiGraph[str]:
    """Labelled things and their direct relations; see `network`."""
    return network(store)


def network(quads: Iterable[Quad]) -> nx.MultiDiGraph[str]:
    """Nodes are IRIs with `label`, `type` and what else is known; edges have `relation`, and a number as key.

    Metrics are tied to what they describe by an edge `metric`. The order of nodes and edges is that of their IRIs.
    GraphML writes a key as the id of its edge, and there an id is unique in the file: so no two edges share a key.
    """
    import networkx as nx

    held = sorted({(_iri(q.subject), q.predicate.value, _plain(q.object)) for q in quads}, key=str)
    nodes = _nodes(held)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted(nodes):
        if "type" in nodes[iri] and "label" in nodes[iri]:
            graph.add_node(iri, **dict(sorted(nodes[iri].items())))
    shown = [edge for edge in sorted(_edges(held)) if edge[0] in graph and edge[2] in graph]
    for number, (subject, predicate, object_) in enumerate(shown):
        graph.add_edge(subject, object_, key=number, relation=predicate)
    return graph


Held = list[tuple[str, str, "str | tuple[str]"]]


def _iri(term: Any) -> str:
    return str(term).strip("<>")


def _plain(term: Any) -> str | tuple[str]:
    """An IRI as it is; a literal in a tuple, so that the two never meet."""
    from pyoxigraph import NamedNode

    return term.value if isinstance(term, NamedNode) else (getattr(term, "value", str(term)),)


def _is_thing(iri: str) -> bool:
    return iri.startswith(ID) and not iri.startswith(_PLUMBING)


def _nodes(held: Held) -> dict[str, dict[str, str]]:
    nodes: dict[str, dict[str, str]] = {}
    for subject, predicate, object_ in held:
        if not _is_thing(subject):
            continue
        node = nodes.setdefault(subject, {})
        if predicate == f"{RDF}type" and isinstance(object_, str):
            node.setdefault("type", object_.removeprefix(KG))
        elif predicate in _ATTRIBUTES and isinstance(object_, tuple):
            node.setdefault(_ATTRIBUTES[predicate], object_[0])
        elif isinstance(object_, str) and object_.startswith(CODE) and predicate.startswith(KG):
            node.setdefault(predicate.removeprefix(KG), object_.partition("#")[2])
    return nodes


def _edges(held: Held) -> set[tuple[str, str, str]]:
    """Direct relations of things, and the two ends of a series joined as `metric`."""
    edges: set[tuple[str, str, str]] = set()
    about: dict[str, str] = {}
    metric: dict[str, str] = {}
    for subject, predicate, object_ in held:
        if not isinstance(object_, str):
            continue
        if predicate == f"{KG}about":
            about[subject] = object_
        elif predicate == f"{KG}metric":
            metric[subject] = object_
        elif _is_thing(subject) and _is_thing(object_) and predicate != f"{RDF}type":
            edges.add((subject, predicate.removeprefix(KG).rpartition("#")[2].rpartition("/")[2], object_))
    return edges | {(about[series], "metric", metric[series]) for series in about if series in metric}
