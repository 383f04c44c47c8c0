from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, URIRef

from kg.graph import quads
from kg.graph.things import node, scene
from kg.resources import folder
from kg.terms import CODE, KG, PREFIXES, kg
from tests.graph import world

if TYPE_CHECKING:
    from rdflib.term import Node


def _read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(folder("ontology") / f"{name}.ttl")
    return graph


CORE = _read("kg")
TERMS = sorted(
    {
        subject
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
        for subject in CORE.subjects(RDF.type, kind)
        if isinstance(subject, URIRef)
    }
)


def _languages(term: Node, *properties: URIRef) -> set[str | None]:
    return {getattr(value, "language", None) for p in properties for value in CORE.objects(term, p)}


@pytest.mark.parametrize("term", TERMS)
def test_label_and_definition_in_both_languages(term: URIRef) -> None:
    assert _languages(term, RDFS.label) == {"zh", "en"}
    assert _languages(term, SKOS.definition, RDFS.comment) == {"zh", "en"}
    assert all(str(value).strip() for value in CORE.objects(term, SKOS.definition))


def test_labels_tell_terms_of_a_sort_apart() -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        labels = [str(o) for s in CORE.subjects(RDF.type, kind) for o in CORE.objects(s, RDFS.label)]
        assert len(labels) == len(set(labels))


def test_names_keep_their_form() -> None:
    for term in TERMS:
        if term.startswith(KG):
            first = "[A-Z]" if (term, RDF.type, OWL.Class) in CORE else "[a-z]"
            assert re.fullmatch(f"{first}[A-Za-z0-9]*", term.removeprefix(KG))


def test_domains_ranges_and_parents_are_described() -> None:
    known = set(TERMS)
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
        for value in CORE.objects(None, predicate):
            if isinstance(value, URIRef) and str(value).startswith((KG, CODE)):
                assert value in known


@pytest.mark.parametrize("name", ["shapes", "alignments"])
def test_other_files_speak_of_terms_that_exist(name: str) -> None:
    known = set(CORE.subjects())
    for triple in _read(name):
        for term in triple:
            if isinstance(term, URIRef) and str(term).startswith((KG, CODE)):
                assert term in known, term


def test_alignments_leave_the_core_alone() -> None:
    assert {o for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in _read("alignments").objects(None, p)}
    for value in CORE.objects(None, RDFS.subClassOf):
        assert isinstance(value, BNode) or str(value).startswith((KG, str(SKOS)))


@pytest.mark.parametrize("standard", ["schema.org", "ns/org#", "regorg#", "eli/", "prov#", "linked-data/cube#", "sdmx",
                                      "ns/oa#", "foaf", "purl.org/dc/terms", "geosparql"])  # fmt: skip
def test_each_standard_is_aligned(standard: str) -> None:
    assert any(standard in str(o) for o in _read("alignments").objects())


def test_every_shape_says_what_is_wrong_in_both_languages() -> None:
    shapes = _read("shapes")
    for shape in shapes.objects(None, SH.property):
        assert {getattr(m, "language", None) for m in shapes.objects(shape, SH.message)} == {"zh", "en"}


def test_every_statement_and_thing_has_a_shape() -> None:
    targets = set(_read("shapes").objects(None, SH.targetClass))
    closed = set(CORE.subjects(OWL.equivalentClass, None))
    above = {KG + name for name in ("Statement", "Organization")}
    classes = {c for c in CORE.subjects(RDF.type, OWL.Class) if isinstance(c, URIRef) and str(c) not in above}
    assert classes - closed == targets


def _closure(*graphs: Graph) -> Graph:
    """The OWL 2 RL closure; owlrl writes what contradicts into the graph."""
    from owlrl import DeductiveClosure, OWLRL_Semantics  # type: ignore[import-untyped]

    whole = Graph()
    for graph in graphs:
        whole += graph
    DeductiveClosure(OWLRL_Semantics).expand(whole)
    return whole


def _errors(graph: Graph) -> list[str]:
    return [str(o) for _, p, o in graph if "agent-ont#error" in str(p)]


def _data(change: tuple[str, str] = ("", "")) -> Graph:
    text = quads.nquads(world.REPORT, world.report_facts(), world.REPORT_CONTEXT)
    triples = re.sub(r" <[^<>]*> \.$", " .", text.replace(*change) if change[0] else text, flags=re.MULTILINE)
    return Graph().parse(data=triples, format="nt")


def test_ontology_alignments_and_data_agree() -> None:
    assert _errors(_closure(_read("kg", "alignments"), _data())) == []


def test_a_contradiction_would_be_seen() -> None:
    enterprise = node(world.COMPANY, scene(world.REPORT, world.REPORT_CONTEXT)).iri
    body = Graph().parse(data=f"{enterprise} <{RDF.type}> {kg('GovernmentBody')} .", format="nt")
    assert _errors(_closure(CORE, _data(), body))


def test_prefixes_are_those_of_the_files() -> None:
    for path in sorted(folder("ontology").glob("*.ttl")):
        for name, iri in re.findall(r"@prefix (\S+): <([^>]+)>", path.read_text(encoding="utf-8")):
            assert PREFIXES.get(name, iri) == iri or (path.stem == "alignments" and name == "qudt")


def test_the_documentation_names_every_class() -> None:
    page = Path(__file__).parent.parent / "docs" / "ontology.md"
    text = page.read_text(encoding="utf-8")
    for term in TERMS:
        if (term, RDF.type, OWL.Class) in CORE:
            assert f"`{term.removeprefix(KG)}`" in text, term
