from dataclasses import replace

from kg.view.picture import Edge, Node, NodeKind, Picture, Quote, around, capped, degrees, without_loners

KINDS = (NodeKind("Region", "地区", "region"), NodeKind("Industry", "产业", "industry"))
NODES = (
    Node("hub", "青岚省", "Region"),
    Node("a", "银杏产业", "Industry"),
    Node("b", "核桃产业", "Industry"),
    Node("far", "云雾市", "Region"),
    Node("lone", "孤山", "Region"),
)
SAID = (Quote("发展银杏产业。", "report"),)
EDGES = tuple(Edge(*ends, "发展产业", SAID) for ends in (("hub", "a"), ("hub", "b"), ("far", "a")))
WHOLE = Picture("图", KINDS, NODES, EDGES)


def ids(picture: Picture) -> set[str]:
    return {node.id for node in picture.nodes}


def test_degree_counts_a_line_to_itself_once() -> None:
    assert degrees((*EDGES, Edge("far", "far", "自指"))) == {"hub": 2, "a": 2, "b": 1, "far": 2}


def test_around_follows_lines_either_way() -> None:
    near = around(WHOLE, ["a"])
    assert ids(near) == {"a", "hub", "far"}
    assert near.centre == "a"
    assert ids(around(WHOLE, ["a"], hops=2)) == {"a", "hub", "far", "b"}


def test_around_leaves_out_lines_of_the_register_between_neighbours() -> None:
    held = replace(WHOLE, edges=(*EDGES, Edge("far", "hub", "上级行政区")))
    assert [edge.label for edge in around(held, ["a"]).edges] == ["发展产业", "发展产业"]
    assert "上级行政区" in {edge.label for edge in around(held, ["far"]).edges}


def test_around_drops_the_classes_that_are_gone() -> None:
    assert [kind.id for kind in around(WHOLE, ["lone"]).kinds] == ["Region"]


def test_loners_go_unless_they_are_the_centre() -> None:
    assert "lone" not in ids(without_loners(WHOLE))
    assert ids(without_loners(around(WHOLE, ["lone"]))) == {"lone"}


def test_cap_keeps_the_most_connected_and_counts_the_rest() -> None:
    few = capped(WHOLE, 2)
    assert ids(few) == {"hub", "a"}
    assert few.left_out == 3
    assert few.edges == EDGES[:1]


def test_what_the_cut_left_without_a_line_makes_room() -> None:
    pairs = [("x", "x1"), ("x", "x2"), ("x", "x3"), ("y", "y1"), ("y", "y2")]
    nodes = tuple(Node(key, key, "Region") for key in ("x", "x1", "x2", "x3", "y", "y1", "y2"))
    stars = Picture("图", KINDS, nodes, tuple(Edge(*pair, "关系", SAID) for pair in pairs))
    assert ids(capped(stars, 3)) == {"x", "x1", "x2"}  # y is second by lines, but would stand alone
    assert ids(capped(stars, 4)) == {"x", "x1", "x2", "x3"}


def test_what_is_small_enough_stays_as_it_is() -> None:
    assert capped(WHOLE, 5) is WHOLE


def test_cap_keeps_the_centre() -> None:
    assert ids(capped(around(WHOLE, ["b"]), 1)) == {"b"}
