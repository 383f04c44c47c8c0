"""The handle: rows, frames, networks and pictures of the sample documents."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.errors import QueryError, StoreError
from kg.library import Graph
from kg.view.rows import Rows


@pytest.fixture(scope="module")
def graph(corpus_store: Path) -> Graph:
    return kg.open(corpus_store)


def test_import_is_cheap() -> None:
    code = "import sys; before = set(sys.modules); import kg; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (
        done.stdout.strip() in {"['kg']", "['__future__', 'kg']", "['kg', 'typing']"} or "kg.library" not in done.stdout
    )
    assert "pyoxigraph" not in done.stdout


def test_names_at_the_top() -> None:
    assert set(kg.__all__) <= set(dir(kg))
    assert kg.Graph is Graph
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


def test_rows_are_mappings_in_a_sequence(graph: Graph) -> None:
    rows = graph.query("policy-industries")
    assert len(rows) > 3
    assert set(rows.columns) == {"policy", "industry", "document", "evidence"}
    assert isinstance(rows[:2], Rows)
    assert list(rows)[0] == rows[0]  # noqa: RUF015 - that both ways agree is the point
    assert str(rows[0]["industry"]) in str(rows)
    assert "<table>" in rows._repr_html_()


def test_numbers_are_numbers(graph: Graph) -> None:
    rows = graph.query("observations", about="湖南省")
    assert {type(row["value"]) for row in rows} == {Decimal}
    assert {type(row["rank"]) for row in graph.query("rankings")} == {int}
    assert {type(row["code"]) for row in graph.query("divisions")} == {str}


def test_an_answer_without_rows_says_what_was_not_found(graph: Graph) -> None:
    rows = graph.query("region-industries", region="衡阳")
    assert len(rows) == 0
    assert rows.hint == "region=衡阳: no match; did you mean 衡阳市?"
    assert rows.hint in str(rows)
    assert rows.hint in rows._repr_html_()
    assert graph.query("region-industries", region="衡阳市").hint == ""
    with pytest.warns(UserWarning, match="did you mean 衡阳市"):
        graph.to_dataframe("region-industries", region="衡阳")


def test_parameters_are_arguments(graph: Graph) -> None:
    rows = graph.query("everything-about", name="湖南省")
    assert rows
    assert len(graph.query("everything-about", name="没有的东西")) == 0
    with pytest.raises(QueryError):
        graph.query("everything-about")


def test_a_parameter_that_is_none_is_not_given(graph: Graph) -> None:
    assert graph.query("rankings", about=None) == graph.query("rankings")


def test_sparql_knows_the_prefixes(graph: Graph) -> None:
    rows = graph.sparql("SELECT (COUNT(?s) AS ?n) WHERE { ?s a kg:SourceDocument }")
    assert int(str(rows[0]["n"])) >= 12


def test_frame_has_numbers_where_the_column_is_one(graph: Graph) -> None:
    frame = graph.to_dataframe("observations")
    assert frame["value"].dtype.kind in "fi"
    assert len(frame) == len(graph.query("observations"))
    assert list(graph.to_dataframe("divisions")["code"].str.len().unique()) == [6]


def test_frame_without_pandas_says_what_to_install(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'zhengce-kg\[dataframe\]'"):
        graph.to_dataframe("observations")


def test_network_of_all_and_of_one(graph: Graph) -> None:
    whole, near = graph.to_networkx(), graph.to_networkx("衡阳市")
    assert 1 < len(near) < len(whole)
    labels = {data["label"] for _, data in near.nodes(data=True)}
    assert "衡阳市" in labels
    assert len(graph.to_networkx("衡阳市", hops=2)) > len(near)


def test_picture_of_one_thing_has_it_in_the_middle(graph: Graph) -> None:
    picture = graph.picture("衡阳市")
    (centre,) = (node for node in picture.nodes if node.id == picture.centre)
    assert centre.label == "衡阳市"
    assert {edge.source for edge in picture.edges} | {edge.target for edge in picture.edges} <= {
        node.id for node in picture.nodes
    }


def test_short_names_and_titles_in_their_marks_are_found(graph: Graph) -> None:
    assert graph.picture("衡阳").centre == graph.picture("衡阳市").centre
    title = next(node.label for node in graph.picture().nodes if node.kind == "PolicyDocument")
    assert graph.picture(f"《{title}》").centre


def test_what_is_not_there_is_said_with_what_is_near(graph: Graph) -> None:
    with pytest.raises(QueryError, match="衡阳市"):
        graph.picture("衡阳省")


def test_picture_keeps_to_its_limit(graph: Graph) -> None:
    picture = graph.picture(limit=20)
    assert 15 < len(picture.nodes) <= 20
    assert picture.left_out > 0


def test_every_line_of_a_picture_has_a_sentence_but_those_of_the_register(graph: Graph) -> None:
    assert {edge.label for edge in graph.picture().edges if not edge.quotes} <= {"上级行政区"}


def test_notebook_shows_a_picture(graph: Graph) -> None:
    assert "<iframe" in graph._repr_html_()
    assert repr(graph).startswith("Graph(")


def test_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        kg.open(tmp_path)
