from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import terms
from kg.errors import DataError
from kg.resources import folder


def test_a_term_of_the_ontology() -> None:
    assert terms.kg("Observation") == "<https://w3id.org/zhengce-kg/ontology#Observation>"
    assert terms.code("stage", "done") == "<https://w3id.org/zhengce-kg/code/stage#done>"


@pytest.mark.parametrize(
    ("find", "arguments"),
    [(terms.kg, ("Observaton",)), (terms.code, ("stage", "halted")), (terms.external, (terms.OA, "exactly"))],
)
def test_a_misspelt_term_fails(find: object, arguments: tuple[str, ...]) -> None:
    assert callable(find)
    with pytest.raises(DataError, match="no term of the ontology"):
        find(*arguments)


@pytest.mark.parametrize(
    ("written", "one"),
    [
        (" 生产总值 ", "生产总值"),
        ("智 赋 万 企", "智赋万企"),
        ("Smart City 建设", "Smart City建设"),
        ('"两新"工作', "“两新”工作"),
        ("「两新」工作", "“两新”工作"),
        ('5"管', '5"管'),
        ("ＡＩ产业", "AI产业"),
        ("自贸区(湖南)", "自贸区（湖南）"),
        ("GDP(USD)", "GDP(USD)"),
    ],
)
def test_one_spelling(written: str, one: str) -> None:
    assert terms.canonical(written) == one


@given(st.text())
def test_the_one_spelling_stays(name: str) -> None:
    assert terms.canonical(terms.canonical(name)) == terms.canonical(name)


@given(st.lists(st.text(), min_size=1))
def test_iris_are_ascii_and_opaque(parts: list[str]) -> None:
    iri = terms.thing("policy", *parts)
    assert iri.isascii()
    assert iri.startswith("<https://w3id.org/zhengce-kg/id/policy/")
    assert iri == terms.thing("policy", *parts)


def test_parts_do_not_run_together() -> None:
    assert terms.thing("policy", "ab", "c") != terms.thing("policy", "a", "bc")


def test_a_prefix_means_one_namespace_everywhere() -> None:
    """Those of the files of the ontology and those of exports and queries."""
    for path in sorted(folder("ontology").glob("*.ttl")):
        for prefix, namespace in re.findall(r"^@prefix (\w+): <(.*?)>", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert terms.PREFIXES.get(prefix, namespace) == namespace, f"{path.name}: {prefix}"


def test_every_union_is_a_class() -> None:
    """As OWL 2 DL wants it of a class without a name."""
    text = (folder("ontology") / "kg.ttl").read_text(encoding="utf-8")
    assert text.count("owl:unionOf (") == text.count("[ a owl:Class ; owl:unionOf (") > 0
