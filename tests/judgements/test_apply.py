"""What judgements make of facts: what stays, under which name, and that no order shows."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.quads import RELATIONS
from kg.judgements.apply import KEY, apply, judge
from kg.judgements.judgement import PAIRS, Judgement
from kg.judgements.names import conflicts
from kg.model import ROLES, Fact, FactKind, Kind, Mention
from tests.judgements.samples import DOCUMENT, REGION, fact, firm, growth, judgements, programme, project


def after(facts: list[Fact], *lines: str) -> tuple[Fact, ...]:
    return apply(DOCUMENT, facts, judgements(*lines))


def labels(facts: tuple[Fact, ...], role: str) -> list[str]:
    return [one.mention(role).label for one in facts]


def test_without_judgements_facts_are_as_they_were() -> None:
    facts = (firm("瑞珑"), firm("瑞珑"))
    assert apply(DOCUMENT, facts, ()) == facts
    assert apply(DOCUMENT, facts, judgements("reject,enterprise-region,瑞珑,,notice-4")) == facts


@pytest.mark.parametrize(
    ("line", "stay"),
    [
        ("reject,region-programme,湖南省,“两新”", ["云雾行动"]),
        ("reject,region-programme,“两新”", ["云雾行动"]),
        ("reject,region-programme,湖南省", []),
        ("reject,region-programme,全省", []),  # as written in the text
        ("reject,region-programme,「两新」", ["云雾行动"]),
        ("reject,region-programme,“两新”,湖南省", ["“两新”", "云雾行动"]),  # two names stand in their order
        ("reject,region-programme,湖南省,“两新”,notice-3", ["云雾行动"]),
        ("reject,region-programme,湖南省,“两新”,notice-4", ["“两新”", "云雾行动"]),
        ("reject,region-programme,两新", ["“两新”", "云雾行动"]),
        ("reject,project,“两新”", ["“两新”", "云雾行动"]),
    ],
)
def test_reject(line: str, stay: list[str]) -> None:
    assert labels(after([programme("“两新”"), programme("云雾行动")], line), "programme") == stay


@pytest.mark.parametrize(
    ("lines", "scores"),
    [
        (["accept,region-programme,“两新”"], [1.0]),
        (["accept,region-programme,“三新”"], [0.5]),
        # the narrower counts
        (["reject,region-programme,“两新”", "accept,region-programme,湖南省,“两新”"], [1.0]),
        (["accept,region-programme,“两新”", "reject,region-programme,湖南省,“两新”"], []),
        (["reject,region-programme,湖南省,“两新”", "accept,region-programme,“两新”,,notice-3"], [1.0]),
        (["accept,region-programme,湖南省,“两新”", "reject,region-programme,“两新”,,notice-3"], []),
        # as narrow: out
        (["accept,region-programme,湖南省", "reject,region-programme,“两新”"], []),
    ],
)
def test_accept_and_which_judgement_counts(lines: list[str], scores: list[float]) -> None:
    assert [one.score for one in after([programme("“两新”")], *lines)] == scores
    assert [one.score for one in after([programme("“两新”")], *lines[::-1])] == scores


@pytest.mark.parametrize(
    ("line", "stay"),
    [
        ("reject,observation,湖南省,地区生产总值 4.8%", ["5"]),
        ("reject,observation,湖南省,地区生产总值", []),
        ("reject,observation,地区生产总值", []),
        ("reject,observation,湖南省,财政收入", ["4.8", "5"]),
    ],
)
def test_a_figure_is_named_by_metric_and_value(line: str, stay: list[str]) -> None:
    assert [str(one["value"]) for one in after([growth("4.8"), growth("5")], line)] == stay


def test_a_rank_is_named_by_metric_and_rank() -> None:
    held = fact(FactKind.RANKING, about=REGION, metric=Mention(Kind.METRIC, "总量"), rank=9, scope=REGION)
    assert after([held], "reject,ranking,湖南省,总量 9") == ()
    assert after([held], "reject,ranking,湖南省,总量 8") == (held,)


def test_a_policy_is_named_with_or_without_marks_and_issuer() -> None:
    policy = Mention(Kind.POLICY, "《青岚省茶产业促进办法》")
    held = fact(FactKind.POLICY, policy=policy, issuer="青岚省人民政府")
    assert after([held], "reject,policy,《青岚省茶产业促进办法》") == ()
    assert after([held], "reject,policy,青岚省茶产业促进办法,青岚省人民政府") == ()
    bare = fact(FactKind.POLICY, policy=policy, number="青政发〔2024〕7号")
    assert after([bare], "reject,policy,青岚省茶产业促进办法,青岚省人民政府") == (bare,)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["same,enterprise,瑞珑,瑞珑电子"], ["瑞珑电子", "瑞珑电子", "昊翎光电"]),
        (["same,enterprise,瑞珑电子,瑞珑"], ["瑞珑电子", "瑞珑电子", "昊翎光电"]),
        # all that are one take the longest name, one that this document lacks too
        (
            ["same,enterprise,瑞珑,瑞珑电子", "same,enterprise,瑞珑电子,瑞珑电子科技"],
            ["瑞珑电子科技"] * 2 + ["昊翎光电"],
        ),
        (["same,enterprise,瑞珑,瑞珑电子,notice-3"], ["瑞珑电子", "瑞珑电子", "昊翎光电"]),
        (["same,enterprise,瑞珑,瑞珑电子,notice-4"], ["瑞珑", "瑞珑电子", "昊翎光电"]),
        (["same,programme,瑞珑,瑞珑电子"], ["瑞珑", "瑞珑电子", "昊翎光电"]),
        (["same,enterprise,瑞珑,昊翎"], ["昊翎", "瑞珑电子", "昊翎光电"]),  # as long: the first by code point
    ],
)
def test_same(lines: list[str], names: list[str]) -> None:
    facts = [firm("瑞珑", at=0), firm("瑞珑电子", at=50), firm("昊翎光电", at=90)]
    assert labels(after(facts, *lines), "enterprise") == names


def test_same_makes_one_fact_of_two_and_keeps_the_surer() -> None:
    facts = [programme("云雾", 0.5), programme("云雾行动", 0.8)]
    (one,) = after(facts, "same,programme,云雾,云雾行动")
    assert (one.mention("programme").label, one.score) == ("云雾行动", 0.8)


def test_a_judgement_on_a_name_that_was_replaced_still_counts() -> None:
    facts = [firm("瑞珑"), firm("瑞珑电子", at=50)]
    assert after(facts, "same,enterprise,瑞珑,瑞珑电子", "reject,enterprise-region,瑞珑,湖南省") == ()


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        # one of the two is the label: the other takes its own name again
        (["not-same,enterprise,瑞珑,瑞珑电子科技"], ["瑞珑", "瑞珑电子科技", "瑞珑电子科技"]),
        # neither is: the longer is more likely to be meant by it
        (["not-same,enterprise,瑞珑,瑞珑电子"], ["瑞珑", "瑞珑电子科技", "瑞珑电子科技"]),
        # people have tied one of them to it
        (
            ["not-same,enterprise,瑞珑,瑞珑电子", "same,enterprise,瑞珑,瑞珑电子科技"],
            ["瑞珑电子科技", "瑞珑电子", "瑞珑电子科技"],
        ),
        (["not-same,enterprise,瑞珑,瑞珑电子,notice-4"], ["瑞珑电子科技"] * 3),
        (["not-same,enterprise,瑞珑,昊翎"], ["瑞珑电子科技"] * 3),
        (
            ["not-same,enterprise,瑞珑,瑞珑电子", "not-same,enterprise,瑞珑电子,瑞珑电子科技"],
            ["瑞珑", "瑞珑电子", "瑞珑电子科技"],
        ),
    ],
)
def test_not_same_undoes_what_the_document_brought_together(lines: list[str], names: list[str]) -> None:
    full = "瑞珑电子科技"
    facts = [firm("瑞珑", full), firm("瑞珑电子", full, 50), firm(full, at=90)]
    assert labels(after(facts, *lines), "enterprise") == names
    assert labels(after(facts, *lines[::-1]), "enterprise") == names


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        (["same,project,云雾电站,云雾储能电站"], [KEY, KEY, "2021"]),
        (["same,project,云雾电站,云雾储能电站,notice-3"], ["", "", "2021"]),
        (["same,project,云雾储能电站,云雾储能电站"], ["", KEY, KEY]),
        (["same,project,云雾储能电站,云雾储能电站", "same,project,云雾电站,云雾储能电站"], [KEY, KEY, KEY]),
    ],
)
def test_names_that_hold_only_where_they_are_said_take_one_key(lines: list[str], keys: list[str]) -> None:
    facts = [project("云雾电站"), project("云雾储能电站", at=50), project("云雾储能电站", "2021", 90)]
    assert [one.mention("project").key for one in after(facts, *lines)] == keys


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("reject,enterprise-region,瑞珑,湖南省", True),
        ("accept,enterprise-region,湖南省", True),
        ("accept,enterprise-region,昊翎", False),
        ("reject,enterprise-region,瑞珑,湖南省,notice-4", False),
        ("same,enterprise,瑞珑,昊翎", True),
        ("not-same,enterprise,瑞珑电子,昊翎", True),
        ("not-same,enterprise,瑞珑置业,昊翎", False),
        ("same,programme,瑞珑,昊翎", False),
    ],
)
def test_a_judgement_is_heard_where_it_speaks_of_something(line: str, heard: bool) -> None:
    held = judgements(line)
    assert judge(DOCUMENT, [firm("瑞珑", "瑞珑电子")], held).heard == (held if heard else ())


def test_the_text_of_a_mention_stays() -> None:
    (one,) = after([firm("瑞珑")], "same,enterprise,瑞珑,瑞珑电子")
    assert one.mention("enterprise").text == "瑞珑"


def test_pairs_are_the_subject_and_object_of_the_graph() -> None:
    assert set(PAIRS) == set(FactKind)
    for kind, (_, subject, object_) in RELATIONS.items():
        assert PAIRS[kind] == (subject, object_)
    for kind, roles in PAIRS.items():
        must, may = ROLES[kind]
        assert set(roles) <= must | may


NAMES = ("瑞珑", "瑞珑电子", "瑞珑电子科技", "昊翎", "昊翎光电")
FIRMS = st.lists(
    st.builds(firm, st.sampled_from(NAMES), st.sampled_from(("", *NAMES)), st.sampled_from((0, 50))), max_size=6
)
LINES = st.one_of(
    st.builds(
        "{},enterprise,{},{},{}".format,
        st.sampled_from(("same", "not-same")),
        st.sampled_from(NAMES[:3]),
        st.sampled_from(NAMES[3:]),
        st.sampled_from(("", "notice-3")),
    ),
    st.sampled_from([f"not-same,enterprise,{a},{b}" for a in NAMES for b in NAMES if a != b]),
    st.builds(
        "{},enterprise-region,{},{},{}".format,
        st.sampled_from(("accept", "reject")),
        st.sampled_from(NAMES),
        st.sampled_from(("", "湖南省")),
        st.sampled_from(("", "notice-3")),
    ),
)
JUDGEMENTS = st.lists(LINES, max_size=6).map(lambda lines: judgements(*lines))
AGREED = JUDGEMENTS.filter(lambda held: not list(conflicts(held)))


@given(FIRMS, AGREED)
def test_applying_twice_is_applying_once(facts: list[Fact], held: tuple[Judgement, ...]) -> None:
    once = apply(DOCUMENT, facts, held)
    assert apply(DOCUMENT, once, held) == once


@given(FIRMS, AGREED, st.randoms(use_true_random=False))
def test_the_order_of_judgements_does_not_matter(
    facts: list[Fact], held: tuple[Judgement, ...], random: Random
) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)
    assert apply(DOCUMENT, facts, shuffled) == apply(DOCUMENT, facts, held)


@given(FIRMS, AGREED)
def test_what_is_judged_apart_has_two_names(facts: list[Fact], held: tuple[Judgement, ...]) -> None:
    said: dict[str, set[str]] = {}
    for one in apply(DOCUMENT, facts, held):
        mention = one.mention("enterprise")
        said.setdefault(mention.label, {mention.label}).add(mention.text)
    for judgement in held:
        if judgement.verdict == "not-same":
            assert not any({judgement.name, judgement.other} <= texts for texts in said.values())
