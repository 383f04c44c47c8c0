"""Shapes of names of projects that the first rules did not foresee: each case stands for a class counted over texts."""

from __future__ import annotations

import pytest

from kg.extract import nlp, projects, sentences
from kg.extract.project_gazetteer import is_place
from kg.model import Context, Document, Fact, Genre, Kind, Mention
from kg.resolve import places

GUIZHOU = Mention(Kind.REGION, "贵州省", None, "贵州省", "520000")
CHINA = Mention(Kind.REGION, "中国", None, "中国", "100000")


def found(text: str, genre: Genre = Genre.REPORT, speaker: Mention = GUIZHOU) -> list[Fact]:
    document = Document("test", "test.txt", "", "text/plain", text)
    context = Context(genre, speaker, "2026-01-20", 2026)
    parsed = places.settle(nlp.parse(sentences.split(document)), context)
    return list(projects.facts(document, parsed, context))


def named(text: str, genre: Genre = Genre.REPORT, speaker: Mention = GUIZHOU) -> list[str]:
    return [str(fact.mention("project").label) for fact in found(text, genre, speaker)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # zones that the state designates have each a name of its own, whatever it is made of
        ("支持观山申建桥头综保区。", ["桥头综保区"]),
        ("石板综保区药品进口额居全省首位。", ["石板综保区"]),
        ("加快国家级经开区建设。", []),
        # what the segmenter takes for 都 and 上 in names that it does not know
        ("建成运营甲拉、洛木都口岸。", ["甲拉口岸", "洛木都口岸"]),
        ("开工建设上青岩水利枢纽工程。", ["上青岩水利枢纽工程"]),
        ("在推进建设上下功夫。", []),
        # a name before more than three common words, and none before what is around it or done there
        ("遵义茅台机场千吨级货物通达海外。", ["遵义茅台机场"]),
        ("提升“黔算通”平台数据共享力度。", ["“黔算通”平台"]),
        ("开展都柳江运河两岸环境综合治理行动。", []),
        # two facilities that 与 joins
        ("推动遵义综合保税区与安顺航空口岸联动发展。", ["遵义综合保税区", "安顺航空口岸"]),
        # the number of a road is no count
        ("沿江416国道全线贯通。", ["沿江416国道"]),
        # works at a house of common words that are completed
        ("档案馆改扩建顺利完成。", []),
        ("民俗馆改扩建顺利完成。", ["民俗馆改扩建"]),
        # a part that a place bounds: the head is what both share
        ("建好乌江、赤水河国家文化公园贵州段。", ["乌江国家文化公园贵州段", "赤水河国家文化公园贵州段"]),
        # members of a list that the dictionary has as names take its class
        ("推进花溪、青岩等大尺度郊野公园建设。", ["花溪大尺度郊野公园", "青岩大尺度郊野公园"]),
        # works that a label names
        ("推进遵义朗星科技车载屏、铜仁梵锰材料等“八大产业项目”建设。", ["遵义朗星科技车载屏", "铜仁梵锰材料"]),
        ("推进乌江国家文化公园贵州重点建设区建设。", ["乌江国家文化公园贵州重点建设区"]),
        ("加快筹设贵州山地大学。", ["贵州山地大学"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国家建立电子病历共享服务系统，实现互认。", ["电子病历共享服务系统"]),
        ("建成全国特种设备运行监管信息平台（以下称监管平台）。", ["特种设备运行监管信息平台"]),
        ("建立信息平台。", []),
        ("对下列湖库实施总量控制，包括：贵州省红枫湖、百花水库。", []),
    ],
)
def test_policies(text: str, expected: list[str]) -> None:
    assert named(text, Genre.POLICY, CHINA) == expected


def test_what_is_for_those_who_come_from_overseas_is_where_they_come_to() -> None:
    assert [fact.mention("region").label for fact in found("建成台湾青年茶文化产业园。")] == ["贵州省"]


@pytest.mark.parametrize(("word", "expected"), [("霍尔果斯", True), ("绥芬河", True), ("龥", False), ("A座", False)])
def test_dictionary_is_searched_within_a_character(word: str, expected: bool) -> None:
    assert is_place(word) is expected
