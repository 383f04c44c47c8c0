"""Why a query has no rows, and what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.graph.hints import hint, nearest
from kg.graph.quads import nquads
from kg.graph.queries import ParameterType, Query, listing, load, run
from kg.graph.store import memory
from kg.model import Kind, Mention
from tests.graph import world

if TYPE_CHECKING:
    from pyoxigraph import Store

# Nothing to be near to: days, numbers and years.
UNNAMED = {"date", "min_score", "year"}


@pytest.mark.parametrize(
    ("name", "given", "near"),
    [
        ("region-industries", {"region": "长沙"}, ["长沙市"]),
        ("region-industries", {"region": "长沙市"}, []),
        ("region-industries", {"industry": "输变店产业"}, ["输变电产业"]),
        ("region-programmes", {"programme": "湘智出海"}, ["“湘智出海”行动"]),
        ("region-programmes", {"programme": "湘智", "region": "长纱市"}, ["长沙市", "“湘智出海”行动"]),
        ("enterprise-regions", {"enterprise": "青松电气"}, ["青松电气集团"]),
        ("metric-over-regions", {"metric": "生产总直"}, ["生产总值 or 地区生产总值"]),
        ("metric-over-regions", {"metric": "总值"}, []),  # a part of a name is enough there
        ("metric-history", {"region": "湖北省", "metric": "总值"}, ["湖南省"]),
        ("observations", {"metric": "GDP"}, ["生产总值"]),
        ("observations", {"document": "report"}, ["report-湖南"]),
        ("policies", {"number": "青政发[2024]7号"}, ["青政发〔2024〕7号"]),
        ("policy-relations", {"cited": "《中华人民共和国电力》"}, ["中华人民共和国电力法"]),
        ("metric-history", {"region": "湖南", "metric": "生产总直"}, ["生产总值 or 地区生产总值"]),
        ("divisions", {"code": "430101"}, ["430100 or 430000"]),
        ("policies-in-force", {"date": "1990-01-01"}, []),
        ("region-industries", {"region": "长沙市", "min_score": "1"}, []),
        ("region-industries", {}, []),
    ],
)
def test_hints(store: Store, name: str, given: dict[str, str], near: list[str]) -> None:
    lines = hint(store, load(name), given).splitlines()
    assert [line.partition("did you mean ")[2] for line in lines] == [f"{names}?" for names in near]


@pytest.mark.parametrize(
    ("region", "line"),
    [
        ("湖南省", "region=湖南省: is in the store, but region-industries has nothing of it"),
        ("Atlantis", "region=Atlantis: no match, nor anything like it"),
    ],
)
def test_what_is_there_without_a_row_and_what_is_not_there(store: Store, region: str, line: str) -> None:
    assert hint(store, load("region-industries"), {"region": region}) == line


def test_a_name_that_is_part_of_another_may_have_another_itself(chunks: tuple[str, ...]) -> None:
    held = world.document("report", ("输变电产业单位GDP能耗0.3吨。",))
    use = world.observation(
        held, "输变", world.INDUSTRY, Mention(Kind.METRIC, "单位GDP能耗"), "0.3 吨 level actual = 2025"
    )
    store = memory([*chunks, nquads(held, [use], world.REPORT_CONTEXT)])
    asked = {"metric": "GDP"}
    assert not run(store, load("metric-over-regions"), asked).rows
    line = hint(store, load("metric-over-regions"), asked)
    assert line == "metric=GDP: no row; did you mean 地区生产总值 or 生产总值?"


def test_a_short_name_is_told_the_full_ones(store: Store) -> None:
    line = hint(store, load("policy-industries"), {"industry": "输变电"})
    assert line.endswith("policy-industries has nothing of it; did you mean 输变电产业?")  # the register knows 输变电


@pytest.mark.parametrize("query", listing(), ids=lambda query: str(query.name))
def test_every_parameter_that_names_something_says_where_the_names_are(store: Store, query: Query) -> None:
    for parameter in query.parameters:
        assert bool(parameter.names) != (parameter.name in UNNAMED), parameter.name
        if parameter.names:
            assert hint(store, query, {parameter.name: "没有的东西"})


@pytest.mark.parametrize("query", listing(), ids=lambda query: str(query.name))
def test_what_a_query_finds_is_never_called_unknown(store: Store, query: Query) -> None:
    """The names in a column of an answer are names that its parameter may have."""
    if any(parameter.required for parameter in query.parameters):
        return
    table = run(store, query)
    for parameter in query.parameters:
        if parameter.type is ParameterType.LABEL and parameter.name in table.columns and not parameter.variable:
            for row in table.rows:
                assert not hint(store, query, {parameter.name: str(row[table.columns.index(parameter.name)])})


@pytest.mark.parametrize(
    ("value", "names", "near"),
    [
        ("青岚", ["青岚省", "青岚县城区", "青松市"], ("青岚省", "青岚县城区")),
        ("青岚省银杏市", ["银杏市", "白水市"], ("银杏市",)),
        ("银杏店产业", ["扶持银杏产业若干措施", "扶持茶产业若干措施"], ("扶持银杏产业若干措施",)),
        ("白氷市", ["白水市", "云岭市"], ("白水市",)),
        ("全国", ["中国", "全国银杏普查"], ("中国", "全国银杏普查")),
        ("规上工业增加值", ["规模以上工业增加值"], ("规模以上工业增加值",)),
        ("甲乙", ["丙丁"], ()),
        ("甲", [], ()),
        ("甲乙", ["甲乙丁", "甲乙丙", "甲乙戊", "甲乙己"], ("甲乙丁", "甲乙丙", "甲乙己")),
    ],
)
def test_nearest(value: str, names: list[str], near: tuple[str, ...]) -> None:
    assert nearest(value, names) == nearest(value, reversed(names)) == near
