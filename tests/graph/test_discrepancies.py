"""The three checks of the query `discrepancies`, over documents written for them."""

from __future__ import annotations

import pytest

from kg.graph.quads import nquads
from kg.graph.queries import load, run, texts
from kg.graph.registers import registers
from kg.graph.store import memory
from kg.model import Document
from kg.pipeline import extract

_REPORT = "2026年湖南省政府工作报告\n——2026年1月20日在湖南省人民代表大会上\n一、2025年工作回顾\n"
_NEWS = "湖南2025年经济数据\n2026年1月25日，记者从省统计局获悉，"


def found(*written: str) -> list[tuple[str | None, ...]]:
    """Check, metric, value and other value of each discrepancy between the texts."""
    chunks = []
    for number, text in enumerate(written):
        stem = f"document-{number}"
        made = extract(Document(stem, f"{stem}.txt", f"{number:064}", "text/plain", text), ["statistics"])
        chunks.append(nquads(made.document, made.facts, made.context))
    table = run(memory([*chunks, registers()]), load("discrepancies"))
    columns = [table.columns.index(name) for name in ("check", "metric", "value", "other_value")]
    return [tuple(row[column] for column in columns) for row in texts(table)]


@pytest.mark.parametrize(
    ("report", "news", "expected"),
    [
        ("全省地区生产总值5.53万亿元。", "2025年全省生产总值5.8万亿元。", [
            ("documents", "地区生产总值", "5530000000000", "5800000000000"),
        ]),
        ("全省地区生产总值5.53万亿元。", "2025年全省生产总值5.5万亿元。", []),  # rounded
        ("全省地区生产总值5.53万亿元。", "2025年全省生产总值超过5.5万亿元。", []),  # a bound that holds
        ("低保标准从2020年的100元提高到2025年的200元，提高90%。", "", [("change", "低保标准", "90", "100→200 = 100")]),
        ("低保标准从2020年的100元提高到2025年的200元，提高100%。", "", []),
        ("产品合格率从2020年的50%提高到2025年的60%，提高15个百分点。", "", [
            ("change", "产品合格率", "15", "50→60 = 10"),
        ]),
        ("机电出口300亿元，货物出口1000亿元，机电出口占货物出口比重达40%。", "", [
            ("part", "机电出口占货物出口比重", "40", "30000000000/100000000000 = 30"),
        ]),
        ("全省地区生产总值5万亿元，第二产业增加值6万亿元。", "", [
            ("part", "第二产业增加值", "6000000000000", "5000000000000"),
        ]),
        ("全省地区生产总值5万亿元，第二产业增加值2万亿元。", "", []),
        ("全省生产总值增速高于全国0.5个百分点。", "2025年全省生产总值增速提高0.3个百分点。", []),  # another base
    ],
)  # fmt: skip
def test_what_cannot_all_hold(report: str, news: str, expected: list[tuple[str, ...]]) -> None:
    written = [_REPORT + report, *([_NEWS + news] if news else [])]
    assert found(*written) == expected
