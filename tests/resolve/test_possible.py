"""Names that a person should look at side by side, and those that are plainly two."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Kind
from kg.resolve.possible import KINDS, Named, fold, possible


def pairs(kind: Kind, *names: str) -> list[tuple[str, str]]:
    things = [Named(name, f"x/{number}", ("430000",)) for number, name in enumerate(names)]
    return [(pair.one.name, pair.other.name) for pair in possible(kind, things)]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.ENTERPRISE, "瑞珑", "瑞珑电子"),
        (Kind.ENTERPRISE, "瑞珑集团", "瑞珑集团有限公司"),
        (Kind.ENTERPRISE, "瑞珑电子", "贵州瑞珑电子"),
        (Kind.ENTERPRISE, "瑞珑（贵阳）电子", "瑞珑(贵阳)电子"),
        (Kind.PROGRAMME, "“黔货出山”", "黔货出山行动"),
        (Kind.PROGRAMME, "黔货出山行动", "“黔货出山”行动"),
        (Kind.PROGRAMME, "“黔货出山”", "“黔货出山”行动"),
        (Kind.INDUSTRY, "输变电产业", "输变电产业集群"),
        (Kind.INDUSTRY, "装备制造业", "装备制造产业链"),
        (Kind.PROJECT, "云雾储能电站", "云雾储能电站项目"),
        (Kind.PROJECT, "“云雾”储能电站", "云雾储能电站"),
        (Kind.PROJECT, "云雾储能电站", "长沙云雾储能电站"),
        (Kind.POLICY, "关于促进茶产业高质量发展的意见", "青岚省人民政府关于促进茶产业高质量发展的意见"),
        (Kind.POLICY, "电力监管条例", "中华人民共和国电力监管条例"),
        (Kind.POLICY, "青岚省〈茶〉办法（试行）", "青岚省《茶》办法(试行)"),
        (Kind.HONOUR, "文明城市", "文明城市称号"),
        (Kind.HONOUR, "全国“最美乡村”", "全国最美乡村"),
    ],
)
def test_possibly_one(kind: Kind, one: str, other: str) -> None:
    assert [set(pair) for pair in pairs(kind, one, other)] == [{one, other}]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.ENTERPRISE, "瑞珑电子", "昊翎电子"),
        (Kind.ENTERPRISE, "瑞珑电子", "瑞珑电子贵阳制造公司"),
        (Kind.ENTERPRISE, "瑞珑集团", "瑞珑集团置业"),
        (Kind.ENTERPRISE, "贵州瑞珑电子", "湖南瑞珑电子"),
        (Kind.ENTERPRISE, "银行", "长沙银行"),
        (Kind.PROGRAMME, "“黔货出山”行动", "“黔货出山”工程"),
        (Kind.PROGRAMME, "强基行动", "强基工程"),
        (Kind.INDUSTRY, "输变电产业", "输变电装备产业"),
        (Kind.INDUSTRY, "林业", "林产业"),
        (Kind.PROJECT, "长沙云雾储能电站", "株洲云雾储能电站"),
        (Kind.PROJECT, "云雾储能电站一期", "云雾储能电站二期"),
        (Kind.POLICY, "青岚省人民政府关于促进茶产业高质量发展的意见", "紫川省人民政府关于促进茶产业高质量发展的意见"),
        (Kind.HONOUR, "文明城市", "卫生城市"),
    ],
)
def test_plainly_two(kind: Kind, one: str, other: str) -> None:
    assert pairs(kind, one, other) == []


@pytest.mark.parametrize(
    ("places", "others", "near"),
    [
        (("430100",), ("430100",), True),
        (("430000",), ("430102",), True),  # a province, a district of it
        (("云雾山高新区",), ("云雾山高新区",), True),
        (("430100",), ("430200",), False),
        (("430000",), ("520100",), False),
        ((), ("430000",), False),
    ],
)
def test_projects_of_one_name_are_one_where_their_places_meet(
    places: tuple[str, ...], others: tuple[str, ...], near: bool
) -> None:
    found = possible(Kind.PROJECT, [Named("市民中心", "x/1", places), Named("市民中心", "x/2", others)])
    assert [pair.why for pair in found] == ["the same name in two places"] * near


def test_of_many_each_is_held_against_the_fullest() -> None:
    names = ["装备制造", "装备制造业", "装备制造产业", "装备制造产业集群"]
    assert pairs(Kind.INDUSTRY, *names) == sorted((name, "装备制造产业集群") for name in names[:3])


def test_a_short_name_that_fits_two_firms_is_shown_with_both() -> None:
    assert pairs(Kind.ENTERPRISE, "瑞珑", "瑞珑电子", "瑞珑置业") == [("瑞珑", "瑞珑电子"), ("瑞珑", "瑞珑置业")]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("“云雾”", "云雾", "only marks and spaces differ"),
        ("云雾", "云雾行动", "the name goes on"),
        ("“云雾”工程", "云雾工程", "only marks and spaces differ"),
    ],
)
def test_why(one: str, other: str, why: str) -> None:
    (pair,) = possible(Kind.PROGRAMME, [Named(one, "x/1"), Named(other, "x/2")])
    assert pair.why == why


NAMES = st.text(alphabet="瑞珑电子产业集群行动项目“”（） 长沙", min_size=1, max_size=8)


@given(st.sampled_from(KINDS), st.lists(NAMES, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_matter(kind: Kind, names: list[str], random: Random) -> None:
    things = [Named(name, f"x/{number}", ("430000",)) for number, name in enumerate(names)]
    found = possible(kind, things)
    random.shuffle(things)
    assert possible(kind, things) == found
    assert all(pair.one != pair.other and len(pair.one.name) <= len(pair.other.name) for pair in found)


@given(NAMES)
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
