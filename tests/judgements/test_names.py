"""What is judged the same is one whatever the order, and contradictions name their lines."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.judgements.names import conflicts, fullest
from tests.judgements.samples import judgements

PAIR = st.builds("same,enterprise,{}甲,{}乙".format, st.sampled_from("一二三四"), st.sampled_from("一二三四"))


@given(st.lists(PAIR, max_size=6), st.randoms(use_true_random=False))
def test_same_is_an_equivalence_whatever_the_order(lines: list[str], random: Random) -> None:
    full = fullest(judgements(*lines))
    for judgement in judgements(*lines):
        assert full["enterprise", judgement.name] == full["enterprise", judgement.other]
    shuffled = list(lines)
    random.shuffle(shuffled)
    assert fullest(judgements(*shuffled)) == full


@pytest.mark.parametrize(
    "lines",
    [
        ["accept,honour,长沙市,文明城市", "reject,honour,长沙市,文明城市"],
        ["accept,honour,文明城市,,n", "reject,honour,文明城市,,n"],
        ["same,enterprise,瑞珑,瑞珑电子", "not-same,enterprise,瑞珑电子,瑞珑"],
        ["same,enterprise,瑞珑,瑞珑电子,n", "not-same,enterprise,瑞珑电子,瑞珑"],
        ["same,enterprise,瑞珑,瑞珑电子", "not-same,enterprise,瑞珑电子,瑞珑,n"],
        ["same,policy,甲办法,乙办法", "same,policy,乙办法,丙办法", "not-same,policy,甲办法,丙办法"],
        ["same,policy,甲办法,乙办法,n", "same,policy,乙办法,丙办法", "not-same,policy,甲办法,丙办法"],
    ],
)
def test_a_contradiction_names_every_line(lines: list[str]) -> None:
    for order in (lines, lines[::-1]):
        (found,) = conflicts(judgements(*order))
        assert all(f"j.csv:{number}" in str(found) for number in range(2, 2 + len(lines)))
        assert found.way_out


@pytest.mark.parametrize(
    "lines",
    [
        ["accept,honour,长沙市,文明城市", "reject,honour,长沙市,文明城市,n"],
        ["accept,honour,长沙市,文明城市", "reject,honour,长沙市"],
        ["accept,honour,长沙市,文明城市", "accept,honour,长沙市,文明城市"],
        ["same,enterprise,瑞珑,瑞珑电子,n", "not-same,enterprise,瑞珑电子,瑞珑,m"],
        ["same,enterprise,瑞珑,瑞珑电子", "not-same,programme,瑞珑电子,瑞珑"],
        ["same,policy,甲办法,乙办法", "not-same,policy,乙办法,丙办法"],
    ],
)
def test_what_can_hold_together_is_no_contradiction(lines: list[str]) -> None:
    assert list(conflicts(judgements(*lines))) == []
