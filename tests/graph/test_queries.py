from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import QueryError
from kg.graph.export import export
from kg.graph.quads import nquads
from kg.graph.queries import Cell, Parameter, ParameterType, Query, as_text, listing, load, run, texts
from kg.graph.store import memory
from kg.graph.things import label
from kg.model import QUERY, Document, Fact, FactKind, Kind, Mention, Value
from kg.terms import PREFIXES
from tests.graph import world

if TYPE_CHECKING:
    from pyoxigraph import Store
    from rdflib import Graph

# The fact contract (docs/facts.md): these columns are fixed.
CONTRACT = {
    "observations": "about metric value unit kind status comparator period",
    "rankings": "about metric rank scope",
    "policies": "title number issuer issued effective expires",
    "policy-relations": "citing relation cited",
    "policy-industries": "policy industry",
    "region-programmes": "region programme",
    "region-industries": "region industry",
    "enterprise-industries": "enterprise industry",
    "enterprise-regions": "enterprise region",
    "projects": "project region enterprise stage",
    "honours": "holder honour",
}
# A value for every required parameter.
ASKED = {
    "industries-of-region": {"region": "湖南"},
    "policy-network": {"title": "促进办法"},
    "metric-over-regions": {"metric": "生产总值"},
    "metric-history": {"region": "湖南省"},
    "policies-in-force": {"date": "2026-01-01"},
    "everything-about": {"name": "长沙市"},
}
NAMES = [query.name for query in listing()]
Row = tuple[str | None, ...]


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_of_the_contract(name: str) -> None:
    assert load(name).columns == (*CONTRACT[name].split(), "document", "evidence")


def test_divisions_have_no_evidence() -> None:
    assert load("divisions").columns == ("region", "code", "parent", "level")


@pytest.mark.parametrize("query", listing(), ids=NAMES)
def test_every_query_says_what_it_asks(query: Query) -> None:
    for text in (query.title, query.description, *(parameter.description for parameter in query.parameters)):
        assert set(text) == {"zh", "en"}
        assert all(text.values())
    selected = re.search(r"SELECT (.*?)\bWHERE", query.text, re.DOTALL)
    assert selected
    variables = re.findall(r"\?(\w+)", re.sub(r"\(.*? AS (\?\w+)\)", r"\1", selected[1]))
    bound = {parameter.variable or parameter.name for parameter in query.parameters}
    assert set(query.columns) | bound == set(variables), "a column or parameter is missing from SELECT, or one too many"
    assert "ORDER BY" in query.text


def _facts() -> list[tuple[Document, Fact]]:
    held = ((world.REPORT, world.report_facts()), (world.ORDER, world.order_facts()))
    return [(document, fact) for document, facts in held for fact in facts]


def _expected(name: str) -> list[Row]:
    """The rows of a query straight from the facts, as scripts/rows.py gives them."""
    return sorted(
        (contract_row(fact, document, name) for document, fact in _facts() if QUERY[fact.kind] == name), key=str
    )


def contract_row(fact: Fact, document: Document, name: str) -> Row:
    roles = dict(fact.roles)
    if fact.kind is FactKind.POLICY:
        roles["title"] = roles["policy"]
    cells = [_cell(roles.get(column)) for column in CONTRACT[name].split()]
    return (*cells, document.stem, fact.evidence.of(document.text))


def _cell(value: object) -> str | None:
    if isinstance(value, Mention):
        return label(value)
    return None if value is None else format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize("name", CONTRACT)
def test_the_graph_says_what_the_facts_say(store: Store, name: str) -> None:
    rows = texts(run(store, load(name)))
    assert sorted(rows, key=str) == _expected(name)
    assert rows


@pytest.fixture(scope="module")
def turtle(store: Store) -> Graph:
    from rdflib import Graph

    return Graph().parse(data="".join(export(store, "turtle")), format="turtle")


@pytest.mark.parametrize("name", NAMES)
def test_the_exported_turtle_answers_alike_in_rdflib(store: Store, turtle: Graph, name: str) -> None:
    from rdflib import Literal

    query, asked = load(name), ASKED.get(name, {})
    bound = {}
    for parameter in query.parameters:
        if parameter.name in asked:
            language = "zh" if parameter.type is ParameterType.LABEL else None
            bound[parameter.variable or parameter.name] = Literal(asked[parameter.name], lang=language)
    found: Any = turtle.query(query.text, initNs=dict(PREFIXES), initBindings=bound)
    rows: list[Row] = [tuple(_plain(row[column]) for column in query.columns) for row in found]
    answer = texts(run(store, query, asked))
    assert sorted(rows, key=str) == sorted(answer, key=str)
    assert answer, "the world of the tests should have something to say to every query"


def _plain(term: Any) -> str | None:
    return None if term is None else str(term)


@pytest.mark.parametrize("name", NAMES)
def test_rows_come_in_one_order(store: Store, chunks: tuple[str, ...], name: str) -> None:
    other = memory(tuple(reversed(chunks)))
    asked = ASKED.get(name, {})
    assert run(store, load(name), asked) == run(other, load(name), asked)


@pytest.mark.parametrize(
    ("name", "asked", "column", "values"),
    [
        ("observations", {"about": "湖南省"}, "value", ["5400000000000", "4.8", "5500000000000", "5"]),
        ("observations", {"document": "notice-青岚"}, "comparator", ["="]),
        ("observations", {"about": "山东省"}, "value", []),
        ("policies-by-industry", {"industry": "变电"}, "policy", ["青岚省输变电产业促进办法"]),
        ("policies-by-industry", {"industry": "养老"}, "policy", []),
        ("industries-of-region", {"region": "湖南省"}, "place", ["长沙市"]),
        ("metric-over-regions", {"metric": "生产总值"}, "actual", ["4.8", "", "5400000000000…5500000000000"]),
        ("metric-over-regions", {"metric": "生产总值"}, "target", ["", "~5", ""]),
        ("metric-over-regions", {"metric": "营收"}, "actual", []),
        ("metric-over-regions", {"metric": "生产总值"}, "metric", ["地区生产总值"] * 3),  # 生产总值 is an alias
        ("metric-history", {"region": "湖南", "metric": "总值"}, "period", ["2025", "2026", "2025", "2025"]),
        ("policies-in-force", {"date": "2024-03-15"}, "number", ["青政发〔2024〕7号"]),
        ("policies-in-force", {"date": "2024-04-01"}, "effective", [None, "2024-04-01"]),
        ("policies-in-force", {"date": "2029-04-01"}, "expires", [None]),
        ("what-repealed", {}, "policy", ["青岚省输变电产业暂行规定"]),
        ("citations-of-repealed", {}, "citing", ["青岚省人民政府关于印发《青岚省输变电产业促进办法》的通知"]),
        ("discrepancies", {}, "other_value", [">=5500000000000"]),
        ("policy-network", {"title": "电力法"}, "citing", ["青岚省输变电产业促进办法"]),
        ("everything-about", {"name": "长沙"}, "relation", ["←所在地区", "发展产业", "实施", "获得荣誉"]),
        ("everything-about", {"name": "银杏储能电站"}, "thing", ["云雾山高新区"]),
        ("documents-of-issuer", {"issuer": "青岚"}, "issued", ["2024-03-01"]),
        ("policies", {"number": "青政发"}, "number", ["青政发〔2024〕7号"]),
        ("policies", {"number": "青政发〔2024〕8号"}, "number", []),  # no document without a number is given one
        ("enterprises-of-industry", {"industry": "输变电"}, "region", ["长沙市"]),
        ("divisions", {"code": "430100"}, "parent", ["湖南省"]),
        ("sources", {}, "statements", ["8", "11"]),
    ],
)
def test_answers(store: Store, name: str, asked: dict[str, str], column: str, values: list[str | None]) -> None:
    table = run(store, load(name), asked)
    assert [row[table.columns.index(column)] for row in texts(table)] == values


@pytest.mark.parametrize(
    ("expires", "derived", "day", "in_force"),
    [
        ("2028-05-31", "", "2028-05-31", True),  # 有效期至2028年5月31日: that day too
        ("2028-05-31", "", "2028-06-01", False),
        ("2028-05", "", "2028-05-31", True),
        ("2028-05", "", "2028-06-01", False),
        ("2028", "", "2028-12-31", True),
        ("2028", "", "2029-01-01", False),
        ("2028-06-01", "2023-06-01 + 5年", "2028-05-31", True),
        ("2028-06-01", "2023-06-01 + 5年", "2028-06-01", False),
    ],
)
def test_a_stated_last_day_counts(expires: str, derived: str, day: str, in_force: bool) -> None:
    roles: dict[str, Value] = {"derived": derived} if derived else {}
    held = world.fact(
        FactKind.POLICY, world.ORDER, "根据", policy=world.METHODS, effective="2023-06-01", expires=expires, **roles
    )
    store = memory([nquads(world.ORDER, [held], world.ORDER_CONTEXT)])
    assert bool(run(store, load("policies-in-force"), {"date": day}).rows) is in_force


BOTH = "云政发〔2024〕2号、白政发〔2024〕5号"
JOINT = Mention(Kind.POLICY, "云岭市、白水市湖泊保护办法")


@pytest.mark.parametrize(
    ("name", "asked", "wanted"),
    [
        ("documents-of-issuer", {"issuer": "云岭市"}, ["云岭市人民政府", JOINT.text, BOTH]),
        ("policies-by-industry", {}, ["养殖业", JOINT.text, BOTH, "云岭市人民政府、白水市人民政府"]),
        ("documents-of-region", {"region": "云岭市"}, ["云岭市", "2024", JOINT.text, BOTH]),
        ("policies-in-force", {"date": "2026-01-01"}, [JOINT.text, BOTH, "云岭市人民政府、白水市人民政府"]),
    ],
)
def test_a_document_with_two_numbers_is_one_row(name: str, asked: dict[str, str], wanted: list[str]) -> None:
    lines = ("云政发〔2024〕2号，云岭市人民政府。", "白政发〔2024〕5号，白水市人民政府。", "扶持湖边的养殖业。")
    held = world.document("measures", lines)
    facts = [
        *(
            world.fact(
                FactKind.POLICY,
                held,
                number[:2],
                policy=JOINT,
                number=number,
                issuer=Mention(Kind.BODY, issuer),
                issued="2024-03-01",
            )
            for number, issuer in (("白政发〔2024〕5号", "白水市人民政府"), ("云政发〔2024〕2号", "云岭市人民政府"))
        ),
        world.fact(FactKind.POLICY_INDUSTRY, held, "扶持", policy=JOINT, industry=Mention(Kind.INDUSTRY, "养殖业")),
    ]
    rows = texts(run(memory([nquads(held, facts, world.ORDER_CONTEXT)]), load(name), asked))
    assert [list(row[: len(wanted)]) for row in rows] == [wanted]


@pytest.mark.parametrize(
    ("base", "shown"),
    [("", ""), ("2024", ""), ("2020", "2020"), ("全国", "全国"), ("“十三五”", "“十三五”")],
)
def test_growth_against_another_base_stands_apart(base: str, shown: str) -> None:
    held = world.document("report", ("粮食产量增长3%。", "粮食产量另增7%。"))
    grain = Mention(Kind.METRIC, "粮食产量")
    plain = world.observation(held, "粮食产量增长", world.CHANGSHA, grain, "3 % change actual = 2025")
    other = world.observation(held, "粮食产量另增", world.CHANGSHA, grain, "7 % change actual = 2025")
    based = replace(other, roles={**other.roles, **({"base": base} if base else {})})
    store = memory([nquads(held, [plain, based], world.REPORT_CONTEXT)])
    table = run(store, load("metric-over-regions"), {"metric": "粮食"})
    at = [table.columns.index(column) for column in ("base", "actual")]
    apart = [("", "3"), (shown, "7")]
    assert [tuple(row[n] for n in at) for row in table.rows] == (sorted(apart) if shown else [("", "3…7")])


def test_the_metric_of_that_very_name_comes_first() -> None:
    held = world.document("report", ("人均粮食产量400公斤。", "粮食产量600万吨。"))
    facts = [
        world.observation(
            held, "人均", world.CHANGSHA, Mention(Kind.METRIC, "人均粮食产量"), "400 公斤 level actual = 2025"
        ),
        world.observation(
            held, "粮食", world.CHANGSHA, Mention(Kind.METRIC, "粮食产量"), "6000000 吨 level actual = 2025"
        ),
    ]
    store = memory([nquads(held, facts, world.REPORT_CONTEXT)])
    rows = run(store, load("metric-over-regions"), {"metric": "粮食产量"}).rows
    assert [row[0] for row in rows] == ["粮食产量", "人均粮食产量"]


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        ("5530000000000", 5530000000000),
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("4.8", Decimal("4.8")),
        ("0.1", Decimal("0.1")),
        ('"5530000000000"^^xsd:decimal', Decimal(5530000000000)),
        ('"7"^^xsd:long', 7),
        ("1.5e0", 1.5),
        ("true", True),
        ('"0"^^xsd:boolean', False),
        ('"2026-02-03"^^xsd:date', "2026-02-03"),
        ('"2025"^^xsd:gYear', "2025"),
        ('"430000"', "430000"),  # a code
        ('"湖南省"@zh', "湖南省"),
        ('"viel"^^xsd:decimal', "viel"),
        ('"NaN"^^xsd:decimal', "NaN"),
        ('"ja"^^xsd:boolean', "ja"),
        ("kg:Ranking", "https://w3id.org/zhengce-kg/ontology#Ranking"),
        ("?nothing", None),
    ],
)
def test_cells_have_the_type_of_their_term(term: str, cell: Cell) -> None:
    query = Query("own", Path("own.rq"), f"SELECT ?x WHERE {{ BIND({term} AS ?x) }}")
    ((got,),) = run(memory([]), query).rows
    assert (got, type(got)) == (cell, type(cell))


@pytest.mark.parametrize(
    ("cell", "text"),
    [(Decimal("4.80"), "4.8"), (Decimal("1E+3"), "1000"), (10**30, "1" + "0" * 30), (False, "false"), (None, "")],
)
def test_cells_as_text(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


def test_a_label_is_found_in_any_spelling(store: Store) -> None:
    assert run(store, load("region-programmes"), {"programme": '"湘智出海" 行动'}).rows
    assert run(store, load("policies"), {"title": "《青岚省 输变电产业促进办法》"}).rows


def test_a_parameter_is_never_part_of_the_text(store: Store) -> None:
    assert run(store, load("observations"), {"about": '湖南省"@zh . ?s ?p ?o . #'}).rows == ()


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda _: load("observation"), r"observation: there is no such query; did you mean observations"),
        (lambda _: load("xyz"), r"xyz: .*kg queries"),
        (lambda _: load("nowhere.rq"), r"nowhere.rq: there is no such file"),
        (lambda s: run(s, load("policies-in-force")), r"policies-in-force: needs the parameter date .*-p date="),
        (lambda s: run(s, load("policies-in-force"), {"date": ""}), r"needs the parameter date"),
        (lambda s: run(s, load("policies-in-force"), {"date": "morgen"}), r"date=morgen is not a day such as 2026-"),
        (lambda s: run(s, load("policies-in-force"), {"date": "2025"}), r"date=2025 is not a day"),
        (lambda s: run(s, load("policies-in-force"), {"date": "2026-02-31"}), r"date=2026-02-31 is not a day"),
        (
            lambda s: run(s, load("observations"), {"abuot": "x"}),
            r"abuot; it takes about, metric, document",
        ),
        (lambda s: run(s, load("sources"), {"x": "y"}), r"no parameter x; it takes none"),
    ],
)
def test_mistakes(store: Store, do: Callable[[Store], object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        do(store)


def _file(folder: Path, text: str) -> Query:
    path = folder / "mine.rq"
    path.write_text(text, encoding="utf-8")
    return load(str(path))


def test_a_file_without_a_head(store: Store, tmp_path: Path) -> None:
    table = run(store, _file(tmp_path, "SELECT (COUNT(?s) AS ?n) WHERE { ?s a kg:Ranking }"))
    assert table.columns == ("n",)
    assert table.rows == ((1,),)


def test_ask_and_construct(store: Store, tmp_path: Path) -> None:
    assert run(store, _file(tmp_path, "ASK { ?s a kg:Ranking }")).rows == ((True,),)
    table = run(store, _file(tmp_path, "CONSTRUCT { ?s a kg:Rank } WHERE { ?s a kg:Ranking }"))
    assert table.columns == ("subject", "predicate", "object")
    assert len(table.rows) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s WERE { ?s ?p ?o }", r"mine.rq: does not parse as SPARQL: error at 1:"),
        ("#+ columns: [a, b\nSELECT ?s WHERE { ?s ?p ?o }", r"mine.rq: its head of #\+ lines is broken"),
        ("#+ parameters: [{name: x, type: colour}]\nSELECT ?s { ?s ?p ?o }", r"its head .*colour"),
        ("#+ columns: [s, t]\nSELECT ?s WHERE { ?s ?p ?o }", r"the SELECT clause lacks the columns t"),
    ],
)
def test_a_broken_file(store: Store, tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as raised:
        run(store, _file(tmp_path, text))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { ?a ?b 'x#' .service<http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . Service Silent ?p { ?s ?p ?o } } # ask",
    ],
)
def test_no_other_server_is_asked(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match=r"asks another server \(SERVICE\); kg works offline"):
        run(store, Query("own", Path("own.rq"), text))


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?service ?p "SERVICE", """a "service" b""" }',
        "SELECT * { ?s <http://localhost/service/> ?o } # no SERVICE",
        "PREFIX service: <http://localhost/> SELECT * { ?s service:service service:a-service }",
        "SELECT * { ?s ?p 'it\\'s service' }",
    ],
)
def test_the_word_alone_is_no_service(store: Store, text: str) -> None:
    assert not run(store, Query("own", Path("own.rq"), text)).rows


def test_what_goes_wrong_while_rows_are_read(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    def broken(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("kg.graph.queries._table", broken)
    with pytest.raises(QueryError, match=r"own\.rq: cannot be run: the disk is gone"):
        run(store, Query("own", Path("own.rq"), "ASK {}"))


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match="cannot be read"):
        load(str(path))


@pytest.mark.parametrize(
    ("type_", "value", "rows"),
    [("number", "5.0", 1), ("number", "7", 0), ("iri", "https://w3id.org/zhengce-kg/id/division/430000", 1)],
)
def test_types_of_parameters(store: Store, type_: str, value: str, rows: int) -> None:
    head = (Parameter("x", {}, ParameterType(type_)),)
    where = "?o kg:value ?x" if type_ == "number" else "?x kg:code ?code"
    query = Query("q", Path("q.rq"), f"SELECT ?x WHERE {{ {where} }}", parameters=head)
    assert len(run(store, query, {"x": value}).rows) == rows


@pytest.mark.parametrize(("type_", "value"), [("number", "viel"), ("iri", "no iri")])
def test_values_of_the_wrong_type(store: Store, type_: str, value: str) -> None:
    head = (Parameter("x", {}, ParameterType(type_)),)
    query = Query("q", Path("q.rq"), "SELECT ?x WHERE { ?s ?p ?x }", parameters=head)
    with pytest.raises(QueryError, match=f"x={value} is not"):
        run(store, query, {"x": value})


def test_a_default_is_used(store: Store) -> None:
    head = (Parameter("x", {}, ParameterType.LITERAL, default="430000"),)
    query = Query("q", Path("q.rq"), "SELECT ?x WHERE { ?s kg:code ?x }", parameters=head)
    assert run(store, query).rows == (("430000",),)
    assert run(store, query, {"x": "430100"}).rows == (("430100",),)


def test_asking_waits_for_nothing_heavy() -> None:
    code = (
        "import sys, kg.graph.queries, kg.graph.store, kg.graph.export, kg.graph.evidence, kg.terms;"
        "print([m for m in ('spacy', 'jieba', 'rdflib', 'pyshacl', 'networkx', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
