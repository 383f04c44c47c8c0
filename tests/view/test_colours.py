from __future__ import annotations

import json
import re

import pytest

from kg.view.colours import STATUS, line
from kg.view.page import page
from kg.view.picture import Detail, Edge, Node, NodeKind, Picture


def test_kinds_of_relations_have_colours_of_their_own() -> None:
    shades = [line(label) for label in ("制定依据", "印发", "修改", "废止", "引用", "发展产业")]
    assert len(set(shades)) == len(shades)
    assert line("发展产业") == line("所在地区")


@pytest.mark.parametrize("status", STATUS)
def test_the_page_knows_how_to_show_a_status(status: str) -> None:
    nodes = (
        Node("a", "渔港办法", "PolicyDocument", (Detail("失效日期", "2020-01-01"),)),
        Node("b", "渔港旧办法", "PolicyDocument"),
    )
    kinds = (NodeKind("PolicyDocument", "政策文件", "policy document"),)
    text = page(Picture("渔港办法", kinds, nodes, (Edge("a", "b", "废止"),)))
    found = re.search(r'id="data"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert status in [held["id"] for held in data["status"]]
    assert data["edges"][0]["colour"] == line("废止")
