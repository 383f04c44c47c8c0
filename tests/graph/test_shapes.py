from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.graph.shapes import check
from kg.graph.store import memory

if TYPE_CHECKING:
    from pyoxigraph import Store


def test_what_is_built_keeps_to_the_shapes(store: Store) -> None:
    before = len(store)
    report = check(store)
    assert report.conforms
    assert report.violations == ()
    assert len(store) == before


XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("right", "wrong", "path", "message"),
    [
        (f'"9"^^<{XSD}integer>', f'"0"^^<{XSD}integer>', "kg:rank", "排名须有且只有一个不小于 1 的位次"),
        ("code/kind#change", "code/kind#growth", "kg:measureKind", "观测须为水平或变化之一"),
        ('comparator> "~"', 'comparator> "≈"', "kg:comparator", "比较符须为"),
        ('period> "2026"', 'period> "明年"', "kg:period", "时期须为"),
        ('period> "2026"', 'period> ""', "kg:period", "时期须为"),
        ('period> "2026"', 'period> "/2025"', "kg:period", "时期须为"),
        ('period> "2026"', 'period> "2025/"', "kg:period", "时期须为"),
        ('period> "2026"', 'period> "2025-13"', "kg:period", "时期须为"),
        ("ontology#observation>", "ontology#observes>", "^kg:observation", "观测须属于且只属于一个指标序列"),
        ("oa#exact>", "oa#text>", "oa:exact", "依据须有且只有一段非空原文"),
        ("ontology#evidence>", "ontology#proof>", "kg:evidence", "陈述须有且只有一个依据"),
        ("ontology#rule>", "ontology#by>", "kg:rule", "陈述须注明得出它的规则"),
        ('"青松电气集团"@zh', '"Qingsong"@en', "rdfs:label", "须有且只有一个中文名称"),
        (f'"2024-04-01"^^<{XSD}date>', '"四月"', "kg:effective", "施行日期须为日、月或年"),
        ('sha256> "', 'sha256> "x', "kg:sha256", "SHA-256"),
    ],
)
def test_what_breaks_a_shape_is_named(chunks: tuple[str, ...], right: str, wrong: str, path: str, message: str) -> None:
    text = "".join(chunks)
    assert right in text
    report = check(memory([text.replace(right, wrong)]))
    assert not report.conforms
    found = [violation for violation in report.violations if violation.path == path]
    assert found
    assert all(message in violation.zh and violation.en for violation in found)
    assert all(violation.focus.startswith("https://w3id.org/zhengce-kg/id/") for violation in found)


def test_the_reader_is_told_where(chunks: tuple[str, ...]) -> None:
    text = "".join(chunks).replace("code/kind#change", "code/kind#growth")
    violation = check(memory([text])).violations[0]
    assert "生产总值" in violation.label
    assert violation.value.endswith("code/kind#growth")
