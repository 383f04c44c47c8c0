"""Names of one document that are one thing, and those that stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Span
from kg.resolve import identity

DOCUMENT = Document("test", "test.txt", "", "text/plain", "")
REGION = Mention(Kind.REGION, "遵义市", None, "遵义市", "520300")
CONTEXT = Context(Genre.REPORT, REGION)


def firm(name: str, start: int = 0) -> Fact:
    mention = Mention(Kind.ENTERPRISE, name, Span(start, start + len(name)))
    return Fact(FactKind.ENTERPRISE_REGION, {"enterprise": mention, "region": REGION}, Span(start, start + 40), "test")


def programme(name: str, start: int = 0) -> Fact:
    mention = Mention(Kind.PROGRAMME, name, Span(start, start + len(name)))
    return Fact(FactKind.REGION_PROGRAMME, {"programme": mention, "region": REGION}, Span(start, start + 40), "test")


def labels(facts: list[Fact], role: str) -> list[str]:
    return [fact.mention(role).label for fact in identity.settle(DOCUMENT, facts, CONTEXT)]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["瑞珑", "瑞珑电子"], ["瑞珑电子", "瑞珑电子"]),
        (["瑞珑", "瑞珑电子", "瑞珑电子股份有限公司"], ["瑞珑电子股份有限公司"] * 3),
        (["瑞珑电子", "昊翎光电"], ["瑞珑电子", "昊翎光电"]),
        # two firms begin alike: which of them is meant stays open
        (["瑞珑", "瑞珑电子", "瑞珑置业"], ["瑞珑", "瑞珑电子", "瑞珑置业"]),
        # a branch in a place is a firm of its own, and so is what follows a whole name
        (["瑞珑电子", "瑞珑电子贵阳制造公司"], ["瑞珑电子", "瑞珑电子贵阳制造公司"]),
        (["瑞珑集团", "瑞珑集团置业"], ["瑞珑集团", "瑞珑集团置业"]),
        (["瑞珑集团", "瑞珑集团有限公司"], ["瑞珑集团有限公司", "瑞珑集团有限公司"]),
    ],
)
def test_firms(names: list[str], expected: list[str]) -> None:
    facts = [firm(name, 50 * at) for at, name in enumerate(names)]
    assert labels(facts, "enterprise") == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["“黔货出山”", "“黔货出山”行动"], ["“黔货出山”行动", "“黔货出山”行动"]),
        (["黔货出山行动", "“黔货出山”行动"], ["“黔货出山”行动", "“黔货出山”行动"]),
        (["“黔货出山”", "“黔货出山”行动", "“黔货出山”工程"], ["“黔货出山”", "“黔货出山”行动", "“黔货出山”工程"]),
        (["黔货出山", "“黔货”出山行动"], ["黔货出山", "“黔货”出山行动"]),
        (["强基工程", "教育强基工程"], ["强基工程", "教育强基工程"]),
    ],
)
def test_programmes(names: list[str], expected: list[str]) -> None:
    facts = [programme(name, 50 * at) for at, name in enumerate(names)]
    assert labels(facts, "programme") == expected


def test_the_text_of_a_mention_stays() -> None:
    first, _ = identity.settle(DOCUMENT, [firm("瑞珑"), firm("瑞珑电子", 50)], CONTEXT)
    assert (first.mention("enterprise").text, first.mention("enterprise").name) == ("瑞珑", "瑞珑电子")


def test_a_statement_of_a_sentence_stands_once() -> None:
    twice = [firm("瑞珑"), firm("瑞珑")]
    assert list(identity.settle(DOCUMENT, twice, CONTEXT)) == twice[:1]
    elsewhere = [firm("瑞珑"), firm("瑞珑", 50)]
    assert list(identity.settle(DOCUMENT, elsewhere, CONTEXT)) == elsewhere


@given(st.lists(st.sampled_from(["瑞珑", "瑞珑电子", "昊翎", "昊翎光电", "瑞珑置业"]), max_size=8))
def test_settling_twice_changes_nothing(names: list[str]) -> None:
    facts = [firm(name, 50 * at) for at, name in enumerate(names)]
    once = list(identity.settle(DOCUMENT, facts, CONTEXT))
    assert list(identity.settle(DOCUMENT, once, CONTEXT)) == once
