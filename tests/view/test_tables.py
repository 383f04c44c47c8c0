import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.view.tables import Row, csv_text, html_table, json_text, table, tsv_text, wrapped

COLUMNS = ("policy", "industry", "document", "evidence")
ROWS: list[Row] = [
    {
        "policy": "青岚省促进办法",
        "industry": "银杏产业",
        "document": "notice",
        "evidence": "支持银杏产业，“扩大”种植。",
    },
    {"policy": "另一份, 文件", "industry": None, "document": "notice", "evidence": '他说:"好"\n第二行'},
]


def test_table_puts_the_evidence_under_its_row() -> None:
    lines = list(table(COLUMNS, ROWS, 60))
    assert lines[0].split() == ["policy", "industry"]
    assert lines[3] == "    └ “支持银杏产业，“扩大”种植。” — notice"


def test_table_of_no_rows_is_its_head() -> None:
    assert list(table(("a", "b"), [])) == ["a  b", "─  ─"]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5), st.integers(40, 120))
def test_no_line_is_wider_than_the_terminal(cells: list[str], width: int) -> None:
    columns = [f"c{number}" for number in range(len(cells))]
    row: dict[str, object] = dict(zip(columns, cells, strict=True))
    assert all(cell_len(line) <= width for line in table(columns, [row], width))


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in "".join(table(("a",), [{"a": "红\x1b[31m色\n二"}]))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("地区生产总值", 6, ["地区生", "产总值"]),
        ("银杏产业，扩大", 8, ["银杏产", "业，扩大"]),  # no line begins with a comma
        ("kind and status", 9, ["kind and", "status"]),
        ("abcdefgh", 4, ["abcd", "efgh"]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    assert list(wrapped(text, width)) == lines


def test_csv_is_rfc_4180() -> None:
    text = "".join(csv_text(COLUMNS, ROWS))
    assert text.endswith("\r\n")
    assert '"另一份, 文件",,notice,"他说:""好""\n第二行"\r\n' in text
    assert next(csv.reader(io.StringIO(text, newline=""))) == list(COLUMNS)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=2, max_size=2))
def test_csv_and_json_give_back_what_went_in(cells: list[str]) -> None:
    rows = [{"a": cells[0], "b": cells[1]}]
    back = list(csv.reader(io.StringIO("".join(csv_text(("a", "b"), rows)), newline="")))
    assert back == [["a", "b"], cells]
    assert json.loads("".join(json_text(("a", "b"), rows))) == rows


def test_json_is_a_list_of_objects() -> None:
    rows: list[Row] = [{"a": Decimal("1.50"), "b": None}, {"a": Decimal(7), "b": "文"}]
    assert json.loads("".join(json_text(("a", "b"), rows))) == [{"a": 1.5, "b": None}, {"a": 7, "b": "文"}]
    assert json.loads("".join(json_text(("a",), []))) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("123456789012345678901234567890.10"), "123456789012345678901234567890.1"),
        (Decimal("5.53E+12"), "5530000000000"),
        (Decimal("0.1"), "0.1"),
        (10**400, "1" + "0" * 400),
        (True, "true"),
        (0.5, "0.5"),
        (float("nan"), "null"),
        (None, "null"),
        ("4.8", '"4.8"'),
    ],
)
def test_numbers_of_json_have_all_their_digits(value: object, text: str) -> None:
    assert "".join(json_text(("a",), [{"a": value}])) == f'[\n {{"a": {text}}}\n]\n'


def test_csv_may_begin_with_a_byte_order_mark() -> None:
    assert "".join(csv_text(("甲",), [{"甲": True}], bom=True)).encode() == "甲\r\ntrue\r\n".encode("utf-8-sig")


def test_tsv_has_a_tab_between_cells_only() -> None:
    assert "".join(tsv_text(("a", "b"), [{"a": "x\ty", "b": "1\n2"}])) == "a\tb\nx y\t1 2\n"


def test_html_table_escapes_and_tells_what_it_leaves_out() -> None:
    text = html_table(("a",), [{"a": "<b>"}] * 3, most=2)
    assert "&lt;b&gt;" in text
    assert "2 of 3 rows" in text
    assert "<p>a &lt; b</p><p>c</p>" in html_table(("a",), [], note="a < b\nc")
