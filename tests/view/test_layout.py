import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.view.layout import Place, layout, short, size
from kg.view.picture import Edge, Node, NodeKind, Picture

KINDS = (NodeKind("Thing", "事物", "thing"),)


def picture(count: int, pairs: list[tuple[int, int]]) -> Picture:
    nodes = tuple(Node(f"n{number}", f"名称第{number}号", "Thing") for number in range(count))
    edges = tuple(Edge(f"n{one % count}", f"n{other % count}", "关系") for one, other in pairs)
    return Picture("图", KINDS, nodes, edges)


STAR = picture(40, [(0, other) for other in range(1, 40)])


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=15))
def test_every_thing_has_a_place_and_always_the_same(count: int, pairs: list[tuple[int, int]]) -> None:
    held = picture(count, pairs)
    places = layout(held)
    assert set(places) == {node.id for node in held.nodes}
    assert places == layout(held)


RINGS = replace(STAR, centre="n0")


def test_what_is_around_a_thing_stands_class_by_class() -> None:
    kinds = (*KINDS, NodeKind("Other", "其他", "other"))
    nodes = tuple(replace(node, kind=kinds[number % 2].id) for number, node in enumerate(RINGS.nodes))
    places = layout(replace(RINGS, kinds=kinds, nodes=nodes))
    assert places["n0"] == Place(0, 0)
    angles = sorted((math.atan2(places[n.id].x, -places[n.id].y / 1.6) % math.tau, n.kind) for n in nodes[1:])
    kept = [kind for _, kind in angles]
    assert sum(one != other for one, other in itertools.pairwise(kept)) <= 2


@pytest.mark.parametrize("count", [6, 8, 12, 15, 19, 22, 30, 43])
def test_no_line_runs_through_the_disc_of_another_thing(count: int) -> None:
    star = replace(picture(count + 1, [(0, other) for other in range(1, count + 1)]), centre="n0")
    places = [place for name, place in layout(star).items() if name != "n0"]
    for one, other in itertools.permutations(places, 2):
        reach = math.hypot(*other)
        along = (one.x * other.x + one.y * other.y) / reach
        if 0 < along < reach:
            assert abs(one.x * other.y - one.y * other.x) / reach > 10  # a disc of one line is 18 wide


def test_two_hops_are_laid_out_by_forces() -> None:
    chain = replace(picture(3, [(0, 1), (1, 2)]), centre="n0")
    assert set(layout(chain)) == {"n0", "n1", "n2"}


@pytest.mark.parametrize("held", [STAR, RINGS, picture(9, []), picture(30, [(n, n + 1) for n in range(29)])])
def test_names_do_not_stand_upon_each_other(held: Picture) -> None:
    places = list(layout(held).values())
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            assert abs(one.x - other.x) > 20 or abs(one.y - other.y) > 15


def test_nothing_has_no_place() -> None:
    assert layout(Picture("空", (), (), ())) == {}


def test_long_names_are_cut() -> None:
    assert short("关于印发某某省支持银杏产业高质量发展若干措施的通知") == "关于印发某某省支持银杏产业高质量发…"
    assert short("银杏产业") == "银杏产业"


def test_discs_grow_with_lines_but_not_without_end() -> None:
    assert size(1) < size(9) < size(10_000) == size(100_000)
