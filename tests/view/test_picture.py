from kg.view.picture import Edge, Node, NodeKind, Picture, around, capped, degrees, without_loners

KINDS = (NodeKind("Region", "地区", "region"), NodeKind("Industry", "产业", "industry"))
NODES = (
    Node("hub", "青岚省", "Region"),
    Node("a", "银杏产业", "Industry"),
    Node("b", "核桃产业", "Industry"),
    Node("far", "云雾市", "Region"),
    Node("lone", "孤山", "Region"),
)
EDGES = (Edge("hub", "a", "发展产业"), Edge("hub", "b", "发展产业"), Edge("far", "a", "发展产业"))
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
    assert capped(WHOLE, 5) is WHOLE


def test_cap_keeps_the_centre() -> None:
    assert ids(capped(around(WHOLE, ["b"]), 1)) == {"b"}
