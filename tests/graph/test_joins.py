"""Which nodes are one document: by number, by title with issuer and year; and which stay apart."""

from __future__ import annotations

import pytest

from kg.graph.joins import Known, Reason, core, joined, normal
from kg.graph.kinds import broader

# Of each node: label, number, issuer, year.
Given = tuple[str, str, str, str]


def known(*given: Given, repeals: tuple[int, int] | None = None) -> list[Known]:
    found = []
    for place, (label, number, issuer, year) in enumerate(given):
        apart = frozenset({f"<{repeals[1]}>"}) if repeals and repeals[0] == place else frozenset()
        numbers, issuers, years = (frozenset(filter(None, (value,))) for value in (normal(number), issuer, year))
        found.append(Known(f"<{place}>", label, numbers, issuers, years, apart))
    return found


ABOUT = "关于加快推进渔港综合管理改革工作的意见"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("渔港办法", "省政府令第181号", "", ""), ("渔港办法", "省政府令第181号", "", ""), Reason.NUMBER),
        (
            ("乐河市渔港办法", "乐河市政府令第18号", "", ""),
            ("乐河市渔港办法", "乐河市人民政府令第18号", "", ""),
            Reason.NUMBER,
        ),
        ((f"国务院{ABOUT}", "国发〔2021〕9号", "国务院", ""), (ABOUT, "国发[2021]9号", "", ""), Reason.NUMBER),
        ((f"国务院{ABOUT}", "国发〔2021〕9号", "国务院", ""), (ABOUT, "", "", ""), Reason.TITLE),
        ((f"国务院{ABOUT}", "", "国务院", "2021"), (ABOUT, "", "国务院", "2021"), Reason.TITLE),
        (("中华人民共和国渔港法", "", "", ""), ("渔港法", "", "", ""), Reason.TITLE),
        (("乐河市渔港办法", "乐府〔2021〕9号", "", ""), ("乐河市渔港办法", "", "", ""), Reason.TITLE),
        # A notice and what it gives out share a number and are two.
        (
            ("关于印发乐河市渔港办法的通知", "乐府〔2021〕9号", "", ""),
            ("乐河市渔港办法", "乐府〔2021〕9号", "", ""),
            None,
        ),
        # One title, two years, two issuers, two numbers.
        ((ABOUT, "", "国务院", "2021"), (ABOUT, "", "国务院", "2022"), None),
        ((ABOUT, "", "乐河市民政局", ""), (ABOUT, "", "北山省民政厅", ""), None),
        ((ABOUT, "乐府〔2021〕9号", "", ""), (ABOUT, "乐府〔2022〕7号", "", ""), None),
        (("关于做好工作的通知", "", "", ""), ("关于做好工作的通知", "", "", ""), None),  # too common a title
        (("乐河市渔港办法", "", "", ""), ("北山市渔港办法", "", "", ""), None),
        (("乐河市渔港办法", "乐府〔2021〕9号", "", ""), ("乐河市养犬规定", "乐府〔2021〕9号", "", ""), None),
    ],
)
def test_joins_of_two(one: Given, other: Given, reason: Reason | None) -> None:
    for pair in (known(one, other), known(other, one)):
        assert [join.reason for join in joined(pair)] == ([reason] if reason else [])


def test_what_fits_two_stays_apart() -> None:
    nodes = known((ABOUT, "", "国务院", "2021"), (ABOUT, "", "国务院", "2022"), (ABOUT, "", "", ""))
    assert not list(joined(nodes))


def test_what_one_repeals_is_another() -> None:
    nodes = known(("乐河市渔港办法", "", "", "2021"), ("乐河市渔港办法", "", "", ""), repeals=(0, 1))
    assert not list(joined(nodes))


def test_every_member_leads_straight_to_one_node() -> None:
    nodes = known(
        (f"国务院{ABOUT}", "国发〔2021〕9号", "国务院", "2021"), (ABOUT, "国发〔2021〕9号", "", ""), (ABOUT, "", "", "")
    )
    assert {(join.member, join.canonical) for join in joined(nodes)} == {("<1>", "<0>"), ("<2>", "<0>")}
    assert list(joined(nodes)) == list(joined(list(reversed(nodes))))


@pytest.mark.parametrize(
    ("label", "compared"),
    [
        ("国务院关于渔港的意见", "关于渔港的意见"),
        ("中华人民共和国渔港法（2021年修订）", "渔港法"),
        ("关于印发〈渔港办法（试行）〉的通知", "关于印发渔港办法试行的通知"),
    ],
)
def test_titles_as_compared(label: str, compared: str) -> None:
    assert core(label) == compared


def test_a_number_that_is_none() -> None:
    assert normal("渔港") == ""


@pytest.mark.parametrize(
    ("name", "main"),
    [
        ("社会餐饮服务", "餐饮"),
        ("输变电装备产业", "输变电装备"),
        ("低空经济产业", "低空经济"),
        ("无人机制造业", "制造业"),
        ("商场", ""),
    ],
)
def test_kinds_of_industries(name: str, main: str) -> None:
    assert broader(name) == main
