import pytest

from kg.view.network import Row, amount, folded, network

CLASSES: list[Row] = [
    {"class": "https://x#AdministrativeDivision", "zh": "行政区划", "en": "administrative division"},
    {"class": "https://x#Metric", "zh": "指标", "en": "metric"},
    {"class": "https://x#Industry", "zh": "产业", "en": "industry"},
]
THINGS: list[Row] = [
    {"thing": "r1", "name": "青岚省", "class": "https://x#AdministrativeDivision"},
    {"thing": "r2", "name": "云雾市", "class": "https://x#AdministrativeDivision"},
    {"thing": "m1", "name": "茶园面积", "class": "https://x#Metric"},
    {"thing": "m2", "name": "核桃产量", "class": "https://x#Metric"},
    {"thing": "i", "name": "茶产业", "class": "https://x#Industry"},
    {"thing": "unused", "name": "无关", "class": "https://x#Industry"},
]


def figure(about: str, metric: str, value: str, period: str | None = "2025", status: str = "actual") -> Row:
    return {
        "about": about, "metric": metric, "value": value, "unit": "亩", "kind": "level", "status": status,
        "comparator": "=", "period": period, "evidence": f"{metric}为{value}亩。", "document": "report",
    }  # fmt: skip


ROWS: dict[str, list[Row]] = {
    "aliases": [{"thing": "r2", "alias": "云雾"}],
    "classes": CLASSES,
    "things": THINGS,
    "relations": [
        {"source": "r1", "label": "发展产业", "target": "i", "evidence": "壮大茶产业。", "document": "a"},
        {"source": "r1", "label": "发展产业", "target": "i", "evidence": "做优茶产业。", "document": "b"},
    ],
    "parents": [{"source": "r2", "label": "上级行政区", "target": "r1"}],
    "observations": [
        figure("r1", "m1", "30000"),
        figure("r2", "m1", "8000", None, "target"),
        figure("r1", "m2", "5"),
    ],
    "rankings": [
        {"about": "r1", "metric": "茶园面积", "rank": "3", "scope": "中国", "evidence": "居全国第三。", "document": "a"}
    ],
    "policies": [],
}


def test_things_without_facts_are_left_out() -> None:
    assert {node.label for node in network("图", ROWS).nodes} == {"青岚省", "云雾市", "茶园面积", "核桃产量", "茶产业"}


def test_a_line_has_every_sentence_that_states_it() -> None:
    (edge,) = (edge for edge in network("图", ROWS).edges if edge.label == "发展产业")
    assert [quote.document for quote in edge.quotes] == ["a", "b"]


def test_figures_stand_in_the_panel_and_on_the_line() -> None:
    whole = network("图", ROWS)
    (region,) = (node for node in whole.nodes if node.id == "r1")
    assert [(d.label, d.value) for d in region.details] == [
        ("茶园面积（中国）", "第3位"),
        ("茶园面积（2025）", "3万亩"),
        ("核桃产量（2025）", "5亩"),
    ]
    assert {edge.note for edge in whole.edges if edge.target == "m1"} == {"3万亩（2025）", "8000亩（目标）"}


def test_a_metric_of_one_thing_is_folded_unless_it_is_asked_for() -> None:
    whole = network("图", ROWS)
    assert "m2" not in {node.id for node in folded(whole).nodes}
    assert {"m1", "m2"} <= {node.id for node in folded(whole, "m2").nodes}


def test_other_names_are_kept() -> None:
    (city,) = (node for node in network("图", ROWS).nodes if node.id == "r2")
    assert city.aliases == ("云雾",)


@pytest.mark.parametrize(
    ("value", "unit", "kind", "comparator", "shown"),
    [
        ("5530000000000", "元", "level", "=", "5.53万亿元"),
        ("460800000000", "元", "level", ">=", "≥4608亿元"),
        ("300000", "吨", "level", "~", "≈30万吨"),
        ("4.8", "%", "change", "=", "+4.8%"),
        ("-4.3", "%", "change", "<=", "≤-4.3%"),
        ("3", "倍", "change", "=", "3倍"),
        ("0", "户", "level", "=", "0户"),
    ],
)
def test_amounts_read_as_people_write_them(value: str, unit: str, kind: str, comparator: str, shown: str) -> None:
    assert amount(value, unit, kind, comparator) == shown
