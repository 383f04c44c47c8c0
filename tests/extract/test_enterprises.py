"""Named firms: where they are, which branch they work in, and what is no firm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract import enterprises
from kg.extract.enterprise_words import ROLES, central, is_brand, words
from kg.model import Kind, Mention
from tests.extract.industry_texts import GUIZHOU, facts, pairs

OURS = "贵州省"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # lists that are called firms
        ("支持黔芯微、吉利德能等龙头企业做大做强。", [("黔芯微", OURS), ("吉利德能", OURS)]),
        ("打造以黔特、筑缆、恒盾等输变电企业为核心的产业集群。", [("黔特", OURS), ("筑缆", OURS), ("恒盾", OURS)]),
        ("遵义酒业集团等多家市属国企完成重组。", [("遵义酒业集团", "遵义市")]),
        ("吸引中国华能、中粮集团等中央企业落户遵义。", [("中国华能", "遵义市"), ("中粮集团", "遵义市")]),
        # titles that only firms bear
        ("组建省物流集团。", [("贵州省物流集团", OURS)]),
        ("贵州农商联合银行挂牌开业。", [("贵州农商联合银行", OURS)]),
        # brands beside what is built
        ("遵义瓮泰锂业等重大项目建成投产。", [("瓮泰锂业", "遵义市")]),
        ("黔缆电缆产业园开工建设。", [("黔缆电缆", OURS)]),
        ("启动贵州石化全面技改升级项目。", [("贵州石化", OURS)]),
        ("遵义中石油炼化一体化等项目开工。", [("中石油", "遵义市")]),
        # no firms
        ("支持民营企业、中小企业等各类企业发展。", []),
        ("依法平等保护民营企业产权。", []),
        ("在景区管理、演艺经纪等领域引育一批领军企业。", []),
        ("化工、建材等重点企业扭亏为盈。", []),
        ("组建紧密型城市医疗集团12个。", []),
        ("上市公司、商业银行等机构参与。", []),
        ("遵义绿色化工基地、贵阳白云机场扩建等项目开工。", []),
        ("兰海高速公路改扩建、石阡水库扩建等工程建成。", []),
        ("推动义务教育集团化办学。", []),
    ],
)
def test_regions(text: str, wanted: list[tuple[str, str]]) -> None:
    assert pairs(facts(enterprises.facts, text), "enterprise", "region") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("打造以黔特、筑缆等输变电企业为核心的产业集群。", [("黔特", "输变电"), ("筑缆", "输变电")]),
        ("支持黔芯微等龙头企业做大做强。", []),
        ("黔特电气贵阳变压器有限公司等输变电企业签约。", [("黔特电气贵阳变压器有限公司", "输变电")]),
        ("组建省物流集团。", [("贵州省物流集团", "物流")]),
        ("遵义瓮泰锂业等重大项目建成投产。", [("瓮泰锂业", "锂业")]),
        ("遵义中石油炼化一体化等项目开工。", [("中石油", "炼化一体化")]),
    ],
)
def test_branches(text: str, wanted: list[tuple[str, str]]) -> None:
    assert pairs(facts(enterprises.facts, text), "enterprise", "industry") == wanted


def test_the_fullest_name_of_the_document() -> None:
    text = "推进恒盾电缆产业园建设。打造以黔特、恒盾等输变电企业为核心的产业集群。"
    assert {name for name, _ in pairs(facts(enterprises.facts, text), "enterprise", "region")} == {"恒盾电缆", "黔特"}


def test_a_firm_of_the_whole_country_is_nowhere() -> None:
    china = replace(GUIZHOU, speaker=Mention(Kind.REGION, "中国", None, "中国", "100000"))
    assert facts(enterprises.facts, "组建中国长江集团。", china) == []


def test_long_numbers_are_read_once() -> None:
    """A number of any length before no goods: a pattern that tries its every cut would never finish."""
    assert facts(enterprises.facts, f"推进恒飞{'7' * 4000}号项目建设。") == []


def test_long_lists_are_walked_once() -> None:
    """Each member of a list is a firm once; members that hold 和, and no close, are not cut in every way."""
    names = [f"{first}{last}药业" for first in "泰瓮缆" for last in "骁沛霆"]
    found = pairs(facts(enterprises.facts, f"支持{'、'.join(names)}等龙头企业做大做强。"), "enterprise", "region")
    assert found == [(name, OURS) for name in names]
    assert facts(enterprises.facts, f"推进恒飞化学{'和甲甲' * 60}建设。") == []


def test_spans_are_exact() -> None:
    text = "组建省物流集团。"
    (fact, *_) = facts(enterprises.facts, text)
    span = fact.mention("enterprise").span
    assert span is not None
    assert span.of(text) == "省物流集团"


def test_words() -> None:
    assert all(words(role) for role in ROLES)
    assert central()["中石油"] == central()["中国石油"]
    assert is_brand("黔芯微")
    assert not is_brand("旅游")
    with pytest.raises(ValueError, match="no role"):
        words("nonsense")
