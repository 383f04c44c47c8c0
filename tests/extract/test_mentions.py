"""Regions and titles in a sentence."""

from __future__ import annotations

import pytest

from kg.extract.mentions import find
from kg.model import Kind, Sentence, Span

START = 7  # where the sentence stands in its document


def mentions(text: str) -> list[tuple[Kind, str]]:
    return [(m.kind, m.text) for m in find(Sentence(Span(START, START + len(text)), text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("衡阳市印发《养老服务办法》。", [(Kind.REGION, "衡阳市"), (Kind.POLICY, "养老服务办法")]),
        # the region of a title is the title's
        ("按照《湖南省养老服务条例》执行。", [(Kind.POLICY, "湖南省养老服务条例")]),
        ("印发《关于印发〈某办法〉的通知》。", [(Kind.POLICY, "关于印发〈某办法〉的通知")]),
        ("印发《关于印发《某办法》的通知》。", [(Kind.POLICY, "关于印发《某办法》的通知")]),
        ("《甲办法》《乙办法》", [(Kind.POLICY, "甲办法"), (Kind.POLICY, "乙办法")]),
        ("《没有收尾的标题", []),
        ("《》", []),
        ("全省和湘潭经开区", [(Kind.REGION, "全省"), (Kind.REGION, "湘潭经开区")]),
        ("没有名称。", []),
    ],
)
def test_find(text: str, expected: list[tuple[Kind, str]]) -> None:
    assert mentions(text) == expected


def test_spans_are_of_the_document() -> None:
    text = "衡阳市印发《养老服务办法》。"
    for mention in find(Sentence(Span(START, START + len(text)), text)):
        assert mention.span is not None
        assert text[mention.span.start - START : mention.span.end - START] == mention.text
