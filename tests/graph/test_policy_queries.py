"""Questions about policy documents, over the sample documents of data/corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.queries import load, run, texts
from kg.graph.store import open_store


def column(store: Path, name: str, asked: dict[str, str], wanted: str) -> list[str | None]:
    table = run(open_store(store), load(name), asked)
    return [row[table.columns.index(wanted)] for row in texts(table)]


@pytest.mark.parametrize(
    ("name", "asked", "wanted", "holds"),
    [
        ("basis-chain", {"title": "养老服务补助"}, "basis", "中华人民共和国老年人权益保障法"),
        ("basis-chain", {"title": "养老服务补助"}, "law", "law"),
        ("co-citation", {"title": "老年人权益保障法"}, "other", "湖南省养老服务条例"),
        ("documents-of-region", {"region": "湖南省", "year": "2024"}, "title", "湖南省先进制造业促进条例（摘编）"),
        ("documents-of-region", {"region": "雁峰区"}, "title", "雁峰区关于引进紧缺型创新型人才暂行办法"),
        ("policies-by-industry", {"industry": "制造业"}, "industry", "工程机械"),
        ("policies-by-industry", {"industry": "制造业"}, "industry", "输变电装备产业"),
        ("policies-by-industry", {"industry": "电气机械和器材制造业"}, "industry", "输变电产业"),
        ("policies-in-force", {"date": "2026-01-01"}, "title", "衡阳市居家社区养老服务补助办法"),
        ("what-repealed", {"policy": "扶持办法"}, "policy", "衡阳市输变电产业扶持办法"),
        ("citations-of-repealed", {}, "cited", "衡阳市输变电产业扶持办法"),
        ("policy-figures", {}, "figure", "documents known only by citation"),
    ],
)
def test_answers_hold(corpus_store: Path, name: str, asked: dict[str, str], wanted: str, holds: str) -> None:
    assert holds in column(corpus_store, name, asked, wanted)


@pytest.mark.parametrize(
    ("name", "asked", "wanted", "lacks"),
    [
        ("policies-by-industry", {"industry": "制造业"}, "industry", "养老服务"),
        ("policies-in-force", {"date": "2026-01-01"}, "title", "衡阳市社区养老补贴暂行办法"),
        ("documents-of-region", {"region": "湖南省"}, "region", "衡阳市"),
        ("documents-of-region", {"region": "湖南省", "year": "2024"}, "year", "2023"),
    ],
)
def test_answers_lack(corpus_store: Path, name: str, asked: dict[str, str], wanted: str, lacks: str) -> None:
    assert lacks not in column(corpus_store, name, asked, wanted)


def test_figures_add_up(corpus_store: Path) -> None:
    table = run(open_store(corpus_store), load("policy-figures"))
    figures = {figure: int(count or 0) for figure, count in texts(table)}
    with_text, cited = figures["documents with their text"], figures["documents known only by citation"]
    assert figures["documents"] == with_text + cited
