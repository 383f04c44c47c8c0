from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.graph import literals
from kg.terms import XSD


def _parsed(literal: str) -> Literal:
    (quad,) = parse(f"<s:s> <s:p> {literal} .", format=RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, Literal)
    return quad.object


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("7.70", "7.7"), ("5.53E+12", "5530000000000"), ("-0.270", "-0.27"), ("-0", "0"), ("0.00", "0"), ("100", "100"),
        ("1E-7", "0.0000001"),
    ],
)  # fmt: skip
def test_decimals(value: str, text: str) -> None:
    assert literals.plain(Decimal(value)) == text


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=6))
def test_the_store_would_write_a_decimal_no_other_way(value: Decimal) -> None:
    held = _parsed(literals.number(value))
    assert held.value == literals.plain(value)
    assert Decimal(held.value) == value


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_strings_come_back(text: str) -> None:
    assert _parsed(literals.string(text)).value == text
    assert "\n" not in literals.string(text)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2024", "gYear"), ("2024-03", "gYearMonth"), ("2024-03-01", "date"),
        ("2024-13", "string"), ("2024-03-32", "string"), ("2025-02-29", "string"), ("2024-02-29", "date"),
        ("0000-01-01", "string"), ("三月", "string"), ("2021/2025", "string"),
    ],
)  # fmt: skip
def test_dates(text: str, datatype: str) -> None:
    held = _parsed(literals.date(text))
    assert held.value == text
    assert held.datatype == NamedNode(XSD + datatype)
