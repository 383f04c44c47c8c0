from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import KgError, QueryError
from kg.graph.export import Format, export
from kg.graph.network import to_networkx
from kg.graph.store import memory

if TYPE_CHECKING:
    from pyoxigraph import Store

PARSED = {
    Format.TURTLE: RdfFormat.TURTLE,
    Format.NQUADS: RdfFormat.N_QUADS,
    Format.TRIG: RdfFormat.TRIG,
    Format.NTRIPLES: RdfFormat.N_TRIPLES,
    Format.JSONLD: RdfFormat.JSON_LD,
}


def _text(store: Store, form: str, document: str | None = None) -> str:
    return "".join(export(store, form, document))


@pytest.mark.parametrize("form", PARSED)
def test_nothing_is_lost(store: Store, form: Format) -> None:
    quads = list(parse(_text(store, form), format=PARSED[form]))
    with_graphs = form in {Format.NQUADS, Format.TRIG, Format.JSONLD}
    assert {str(q) if with_graphs else str(q.triple) for q in quads} == {
        str(q) if with_graphs else str(q.triple) for q in store
    }


@pytest.mark.parametrize("form", Format)
def test_the_same_bytes_whatever_the_order(store: Store, chunks: tuple[str, ...], form: Format) -> None:
    assert _text(store, form) == _text(memory(tuple(reversed(chunks))), form)


def test_n_quads_are_sorted(store: Store) -> None:
    lines = _text(store, "nquads").splitlines()
    assert lines == sorted(set(lines))


def test_turtle_is_readable(store: Store) -> None:
    text = _text(store, "turtle")
    assert "\nenterprise:" in text
    assert ' a kg:Enterprise ;\n    rdfs:label "青松电气集团"@zh ;' in text
    assert "kg:presentIn division:430100 .  # 长沙市\n" in text
    assert text.index("a kg:SourceDocument") < text.index("a kg:PolicyDocument") < text.index("a kg:Evidence")
    assert text.index("a kg:Evidence") < text.index("a owl:Class")


@pytest.mark.parametrize("form", Format)
def test_one_document(store: Store, form: Format) -> None:
    text = _text(store, form, "report-湖南")
    assert "青松电气集团" in text
    assert "电力法" not in text
    assert "湖南省" in text


def test_one_document_stands_alone(store: Store) -> None:
    from rdflib import RDFS, Graph

    from kg.graph.queries import load

    graph = Graph().parse(data=_text(store, "turtle", "report-湖南"), format="turtle")
    assert len(list(graph.query(load("observations").text))) == 4
    assert len(list(graph.query(load("divisions").text))) == 2
    assert not {o for _, p, o in graph if p == RDFS.label and str(o) == "青岚省人民政府"}


def test_mistakes(store: Store) -> None:
    with pytest.raises(KgError, match="pdf: is no export format; use one of turtle, nquads"):
        _text(store, "pdf")
    with pytest.raises(QueryError, match=r"report-湖北: .*did you mean report-湖南"):
        _text(store, "turtle", "report-湖北")
    with pytest.raises(QueryError, match="kg query sources"):
        _text(store, "turtle", "xyz")


def test_the_network_is_of_things_alone(store: Store) -> None:
    graph = to_networkx(store)
    labels = {data["label"] for _, data in graph.nodes(data=True)}
    assert {"湖南省", "青松电气集团", "输变电产业", "生产总值", "青岚省输变电产业促进办法"} <= labels
    types = {data["type"] for _, data in graph.nodes(data=True)}
    assert not types & {"Evidence", "Observation", "RelationStatement", "MetricSeries"}
    label = {iri: data["label"] for iri, data in graph.nodes(data=True)}
    edges = {(label[a], held["relation"], label[b]) for a, b, held in graph.edges(data=True)}
    assert ("青松电气集团", "operatesIn", "输变电产业") in edges
    assert ("湖南省", "metric", "生产总值") in edges
    assert ("长沙市", "parent", "湖南省") in edges


def test_graphml_is_xml(store: Store) -> None:
    tree = ET.parse(io.StringIO(_text(store, "graphml")))
    graph = to_networkx(store)
    assert len(tree.findall(".//{*}node")) == graph.number_of_nodes()
    edges = tree.findall(".//{*}edge")
    assert len(edges) == graph.number_of_edges() == len({edge.attrib["id"] for edge in edges})


def test_graphml_comes_back_as_the_network(store: Store) -> None:
    import networkx as nx

    graph = to_networkx(store)
    back = nx.parse_graphml(_text(store, "graphml"), force_multigraph=True)
    assert sorted(back.nodes(data="label")) == sorted(graph.nodes(data="label"))
    assert sorted(back.edges(data="relation")) == sorted(graph.edges(data="relation"))
    assert len({key for *_, key in back.edges}) == graph.number_of_edges()
