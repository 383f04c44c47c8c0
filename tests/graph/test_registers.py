from __future__ import annotations

from pyoxigraph import RdfFormat, parse

from kg import terms
from kg.graph.registers import ontology, references, registers
from kg.register import divisions


def test_only_what_is_mentioned_and_what_is_above_it() -> None:
    text = registers(references(f"<s> <p> {terms.division('430408')} <g> ."))
    held = {code for code in divisions() if f'"{code}"' in text}
    assert held == {"100000", "430000", "430400", "430408"}


def test_all_divisions() -> None:
    text = registers()
    assert text.count("ontology#code>") == len(divisions())
    assert text.splitlines() == sorted(set(text.splitlines()))


def test_an_industry_leads_to_its_class_and_the_classes_above() -> None:
    iri = terms.thing("industry", terms.canonical("输变电产业"), "")
    text = registers({iri})
    assert "电气机械和器材制造业" in text
    assert '"制造业"@zh' in text
    assert "广播" not in text


def test_an_alias_leads_to_the_common_name() -> None:
    alias, main = (terms.thing("metric", name, "") for name in ("GDP", "地区生产总值"))
    text = registers({alias})
    assert f"{alias} <{terms.SKOS}exactMatch> {main}" in text
    assert '"gross domestic product"@en' in text
    assert "人均" not in text


def test_a_unit_of_qudt() -> None:
    assert "qudt.org/vocab/unit/PERCENT" in registers({terms.thing("unit", "%")})


def test_labels_go_where_those_of_documents_are() -> None:
    for line in registers({terms.division("430000")}).splitlines():
        named = terms.LABEL in line or terms.TYPE in line
        assert (f"<{terms.NAMES}>" in line) == named


def test_the_ontology_parses_and_has_labels() -> None:
    quads = list(parse(ontology(), format=RdfFormat.N_QUADS))
    assert {quad.graph_name.value for quad in quads if quad.graph_name.value} == {terms.ONTOLOGY}
    assert any(getattr(quad.object, "language", None) == "zh" for quad in quads)
