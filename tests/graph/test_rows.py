"""The queries of the contract give what the extractors found, on real texts: nothing lost, nothing made up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.graph.quads import nquads
from kg.graph.queries import load, run, texts
from kg.graph.store import memory
from kg.model import QUERY, Document, Fact
from kg.pipeline import Extraction, extract_file
from kg.resources import data
from tests.graph.test_queries import CONTRACT, contract_row

DOCUMENTS = ("press-2020-雁峰区.txt", "notice-2025-输变电装备产业.html", "news-2026-园区.txt")


@pytest.fixture(scope="module")
def extractions() -> list[Extraction]:
    return [extract_file(Path(data("corpus", name))) for name in DOCUMENTS]


@pytest.mark.parametrize("name", CONTRACT)
def test_rows_of_the_graph_are_rows_of_the_facts(extractions: Sequence[Extraction], name: str) -> None:
    store = memory(nquads(made.document, made.facts, made.context) for made in extractions)
    facts: list[tuple[Document, Fact]] = [(made.document, fact) for made in extractions for fact in made.facts]
    expected = {contract_row(fact, document, name) for document, fact in facts if QUERY[fact.kind] == name}
    if name == "policies":  # a bare description is left out where the same sentence says more of the policy
        expected = {row for row in expected if not any(_says_less(row, other) for other in expected)}
    assert set(texts(run(store, load(name)))) == expected


def _says_less(row: tuple[str | None, ...], other: tuple[str | None, ...]) -> bool:
    return row != other and all(cell in (None, than) for cell, than in zip(row, other, strict=True))


def test_every_region_of_the_register_is_in_divisions(extractions: Sequence[Extraction]) -> None:
    store = memory(nquads(made.document, made.facts, made.context) for made in extractions)
    codes = {
        mention.key
        for made in extractions
        for fact in made.facts
        for _, mention in fact.mentions()
        if mention.kind == "region" and mention.key.isdigit()
    }
    held = {row[1] for row in run(store, load("divisions")).rows}
    assert codes - {"100000"} <= held
