from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from kg.graph.quads import nquads
from kg.model import Fact, FactKind, Kind, Mention, Span, Value
from kg.terms import GRAPH, NAMES
from tests.graph.world import (
    GDP,
    HUNAN,
    INDUSTRY,
    METHODS,
    NOTICE,
    ORDER,
    ORDER_CONTEXT,
    REPORT,
    REPORT_CONTEXT,
    fact,
    observation,
    order_facts,
    report_facts,
)


def _text(facts: tuple[Fact, ...]) -> str:
    return nquads(REPORT, facts, REPORT_CONTEXT)


def _order(*facts: Fact) -> str:
    return nquads(ORDER, facts, ORDER_CONTEXT)


def test_the_world_has_every_kind_of_fact() -> None:
    assert {fact.kind for fact in (*report_facts(), *order_facts())} == set(FactKind)


def test_lines_are_sorted_and_single(chunks: tuple[str, ...]) -> None:
    for chunk in chunks:
        lines = chunk.splitlines()
        assert lines == sorted(set(lines))


def test_it_is_n_quads_in_the_form_of_the_store(chunks: tuple[str, ...]) -> None:
    for chunk in chunks:
        assert {f"{quad} ." for quad in parse(chunk, format=RdfFormat.N_QUADS)} == set(chunk.splitlines())


def test_two_graphs_that_of_the_document_and_that_of_names(chunks: tuple[str, ...]) -> None:
    for chunk in chunks:
        graphs = {quad.graph_name.value for quad in parse(chunk, format=RdfFormat.N_QUADS) if quad.graph_name.value}
        assert NAMES in graphs
        (own,) = graphs - {NAMES}
        assert own.startswith(f"{GRAPH}document/")


@given(st.permutations(report_facts()))
def test_the_order_of_facts_does_not_show(facts: list[Fact]) -> None:
    assert _text(tuple(facts)) == _text(report_facts())


def test_a_fact_found_twice_counts_once_with_the_surer_score() -> None:
    sure = report_facts()[0]
    text = _text((replace(sure, rule="second", score=0.5), sure))
    assert text.count("ontology#value>") == 1
    assert text.count("ontology#rule>") == 2
    assert "ontology#score>" not in text


def test_a_policy_with_its_issuer_is_not_there_a_second_time_without() -> None:
    def described(start: str, **roles: Value) -> Fact:
        return fact(FactKind.POLICY, ORDER, start, policy=METHODS, **roles)

    full, dated = described("根据", issuer="青岚省人民政府", number="7号"), described("根据", effective="2024-04-01")
    for bare in (described("根据"), described("根据", issuer="青岚省人民政府")):
        assert _order(bare, full, dated) == _order(full, dated, bare) == _order(full, dated)
    for other in (described("申报"), replace(described("根据"), roles={"policy": NOTICE})):
        assert _order(full, other).count("#PolicyDescription>") == 2
    assert _order(described("根据")).count("#PolicyDescription>") == 1
    # A day that is stated and also worked out stays stated: a stated last day counts.
    assert (
        _order(described("根据", expires="2029-04-01"), described("根据", expires="2029-04-01", derived="5年")).count(
            "#PolicyDescription>"
        )
        == 2
    )


def test_the_path_does_not_show() -> None:
    moved = replace(REPORT, path="/elsewhere/report-湖南.txt")
    assert nquads(moved, report_facts(), REPORT_CONTEXT) == _text(report_facts())


def test_another_text_is_another_document() -> None:
    changed = replace(REPORT, sha256="0" * 64)
    own = {line for line in nquads(changed, report_facts(), REPORT_CONTEXT).splitlines() if NAMES not in line}
    assert own.isdisjoint(_text(report_facts()).splitlines())


def test_an_industry_of_two_provinces_is_two_series() -> None:
    facts = (observation(REPORT, "输变电", INDUSTRY, GDP, "1 元 level actual = 2025"),)
    elsewhere = replace(REPORT_CONTEXT, speaker=Mention(Kind.REGION, "贵州省", key="520000"))
    here, there = (_series(nquads(REPORT, facts, context)) for context in (REPORT_CONTEXT, elsewhere))
    assert here != there


def test_a_region_has_one_series_of_a_metric_whoever_speaks() -> None:
    facts = (observation(REPORT, "去年", HUNAN, GDP, "1 元 level actual = 2025"),)
    elsewhere = replace(REPORT_CONTEXT, speaker=Mention(Kind.REGION, "贵州省", key="520000"))
    here, there = (_series(nquads(REPORT, facts, context)) for context in (REPORT_CONTEXT, elsewhere))
    assert here == there


def _series(text: str) -> set[str]:
    return {line.split()[0] for line in text.splitlines() if "ontology#observation>" in line}


@pytest.mark.parametrize("facts", [report_facts, order_facts])
def test_quads_a_fact_stay_few(facts: Callable[[], tuple[Fact, ...]]) -> None:
    """The store is most of a build: its time goes with the number of quads (docs/architecture.md)."""
    marginal = Counter(fact.kind for fact in facts())
    text = _text(()) if facts is report_facts else ""
    quads = len(_text(facts()).splitlines()) - len(text.splitlines())
    assert quads / sum(marginal.values()) < 15.5


def test_plain_text_in_a_role_becomes_a_thing() -> None:
    roles: dict[str, Value] = {
        "about": "民营经济", "metric": "生产总值", "value": Decimal(1), "unit": "元",
        "kind": "level", "status": "actual", "comparator": "=",
    }  # fmt: skip
    text = _text((Fact(FactKind.OBSERVATION, roles, Span(0, 3), "test"),))
    assert '"民营经济"@zh' in text
    assert "StatisticalObject" in text


def test_evidence_with_odd_characters_comes_back() -> None:
    odd = replace(REPORT, text='一\t"二"\\三\r\n四\u2028五。')
    fact = replace(report_facts()[0], evidence=Span(0, len(odd.text)))
    text = nquads(odd, (fact,), REPORT_CONTEXT)
    quads = list(parse(text, format=RdfFormat.N_QUADS))
    assert odd.text in {getattr(quad.object, "value", "") for quad in quads}
