from __future__ import annotations

from dataclasses import replace

import pytest

from kg.graph.things import node, scene
from kg.model import Kind, Mention
from tests.graph.world import GUIZHOU, HUNAN, ORDER, ORDER_CONTEXT, REPORT, REPORT_CONTEXT

HERE = scene(REPORT, REPORT_CONTEXT)
THERE = scene(ORDER, replace(ORDER_CONTEXT, speaker=GUIZHOU))


@pytest.mark.parametrize(
    ("mention", "type_", "label"),
    [
        (HUNAN, "AdministrativeDivision", "湖南省"),
        (Mention(Kind.REGION, "湖南", key="430000"), "AdministrativeDivision", "湖南省"),
        (Mention(Kind.REGION, "枫林镇"), "AdministrativeDivision", "枫林镇"),
        (Mention(Kind.REGION, "云雾山经开区"), "FunctionalZone", "云雾山经开区"),
        (Mention(Kind.REGION, "中部地区"), "RegionBloc", "中部地区"),
        (Mention(Kind.REGION, "枫林村"), "Region", "枫林村"),
        (Mention(Kind.POLICY, "《枫林镇章程》"), "PolicyDocument", "枫林镇章程"),
        (Mention(Kind.BODY, "省发展改革委"), "GovernmentBody", "省发展改革委"),
        (Mention(Kind.THING, "民营经济"), "StatisticalObject", "民营经济"),
    ],
)
def test_class_and_label(mention: Mention, type_: str, label: str) -> None:
    found = node(mention, HERE)
    assert found.type.endswith(f"#{type_}>")
    assert found.label == label


def test_a_register_code_is_the_name() -> None:
    assert node(HUNAN, HERE).iri == "<https://w3id.org/zhengce-kg/id/division/430000>"


@pytest.mark.parametrize(
    "mention",
    [
        HUNAN,
        Mention(Kind.METRIC, "生产总值"),
        Mention(Kind.REGION, "雁峰区"),
        Mention(Kind.PROGRAMME, "“湘智出海”行动"),
        Mention(Kind.POLICY, "中华人民共和国电力法"),
        Mention(Kind.POLICY, "预算法"),
        Mention(Kind.POLICY, "枫林市人民政府关于加快茶产业发展的意见"),
        Mention(Kind.POLICY, "关于加快茶产业发展的意见", key="枫政发〔2031〕6号"),
        Mention(Kind.BODY, "国务院办公厅"),
        Mention(Kind.BODY, "湖南省财政厅"),
        Mention(Kind.BODY, "省财政厅", key="430000"),
        Mention(Kind.ENTERPRISE, "青松电气集团"),
    ],
)
def test_one_thing_in_two_documents(mention: Mention) -> None:
    assert node(mention, HERE) == node(mention, THERE)


@pytest.mark.parametrize(
    "mention",
    [
        Mention(Kind.REGION, "朝阳区"),  # several places of the register bear the name
        Mention(Kind.POLICY, "实施细则"),
        Mention(Kind.POLICY, "政府工作报告"),
        Mention(Kind.POLICY, "关于加快茶产业发展的意见"),
        Mention(Kind.BODY, "省财政厅"),
        Mention(Kind.BODY, "民政局"),
        Mention(Kind.PROJECT, "轨道交通3号线"),
        Mention(Kind.THING, "民营经济"),
    ],
)
def test_what_cannot_be_told_to_be_one_stays_two(mention: Mention) -> None:
    assert node(mention, HERE) != node(mention, THERE)
    assert node(mention, HERE).label == node(mention, THERE).label


def test_the_key_of_a_concept_is_no_scope() -> None:
    assert node(Mention(Kind.METRIC, "GDP", key="gdp"), HERE) == node(Mention(Kind.METRIC, "GDP"), HERE)


def test_a_full_name_that_one_division_bears_needs_no_key() -> None:
    assert node(Mention(Kind.REGION, "中国"), HERE).iri == "<https://w3id.org/zhengce-kg/id/division/100000>"
    assert "division" not in node(Mention(Kind.REGION, "长沙"), HERE).iri


def test_kinds_stay_apart() -> None:
    assert node(Mention(Kind.PROGRAMME, "数字湖南"), HERE).iri != node(Mention(Kind.PROJECT, "数字湖南"), HERE).iri


def test_spelling_does_not_matter() -> None:
    quoted = Mention(Kind.PROGRAMME, '"湘智出海" 行动')
    assert node(quoted, HERE) == node(Mention(Kind.PROGRAMME, "「湘智出海」行动"), HERE)
