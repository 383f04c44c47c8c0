"""From rows of queries/picture/*.rq to a Picture: things with their figures, lines with their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from kg.view.picture import Detail, Edge, Node, NodeKind, Picture, Quote

Row = Mapping[str, object]

# The order of the legend, and so of the colours.
_ORDER = (
    "AdministrativeDivision", "PolicyDocument", "Industry", "Programme", "Enterprise", "Project", "Honour",
    "GovernmentBody", "FunctionalZone", "Metric", "RegionBloc", "StatisticalObject", "Region", "Organization",
)  # fmt: skip
METRIC = "Metric"


def network(title: str, rows: Mapping[str, Sequence[Row]]) -> Picture:
    """The picture of a whole graph; `rows` holds the answers by the name of their query."""
    lines = [*_relations(rows["relations"]), *_figures(rows["observations"])]
    drawn = {end for edge in lines for end in (edge.source, edge.target)}
    lines += (edge for edge in _relations(rows["parents"]) if edge.source in drawn and edge.target in drawn)
    nodes = {node.id: node for node in _nodes(rows) if node.id in drawn or node.details}
    edges = tuple(edge for edge in lines if edge.source in nodes and edge.target in nodes)
    return Picture(
        title, tuple(_kinds(rows["classes"], {n.kind for n in nodes.values()})), tuple(nodes.values()), edges
    )


def folded(picture: Picture, centre: str = "") -> Picture:
    """Without the metrics that describe one thing only: their figures stand in that thing's panel."""
    described: dict[str, set[str]] = {}
    for edge in picture.edges:
        described.setdefault(edge.target, set()).add(edge.source)
    lone = {n.id for n in picture.nodes if n.kind == METRIC and len(described.get(n.id, ())) < 2 and n.id != centre}
    nodes = tuple(node for node in picture.nodes if node.id not in lone)
    edges = tuple(edge for edge in picture.edges if edge.target not in lone)
    return replace(picture, nodes=nodes, edges=edges)


def _nodes(rows: Mapping[str, Sequence[Row]]) -> Iterator[Node]:
    """Every thing once, in order of its id; the first class stands where there are several."""
    names = {str(row["thing"]): str(row["name"]) for row in rows["things"]}
    classes = {str(row["thing"]): _local(row["class"]) for row in reversed(rows["things"])}
    details = _details(rows, names)
    aliases: dict[str, list[str]] = {}
    for row in rows["aliases"]:
        aliases.setdefault(str(row["thing"]), []).append(str(row["alias"]))
    for key in sorted(names):
        yield Node(key, names[key], classes[key], tuple(details.get(key, ())), tuple(aliases.get(key, ())))


def _kinds(rows: Sequence[Row], used: set[str]) -> Iterator[NodeKind]:
    labels = {_local(row["class"]): (str(row["zh"]), str(row["en"])) for row in rows}
    for kind in (*_ORDER, *sorted(used - set(_ORDER))):
        if kind in used:
            yield NodeKind(kind, *labels.get(kind, (kind, kind)))


def amount(value: str, unit: str, kind: str = "level", comparator: str = "=") -> str:
    """A number as people write it: 5530000000000 元 is 5.53万亿元; changes carry their sign, bounds their mark.

    >>> amount("5530000000000", "元"), amount("-4.3", "%", "change"), amount("30", "家", comparator=">=")
    ('5.53万亿元', '-4.3%', '≥30家')
    """
    number = Decimal(value)
    magnitude, word = next((held for held in _MAGNITUDES if abs(number) >= held[0]), (Decimal(1), ""))
    shown = format(round(number / magnitude, 4).normalize(), "f") if word else format(number, "f")
    sign = "+" if kind == "change" and number > 0 and unit != "倍" else ""
    return {">=": "≥", "<=": "≤", "~": "≈"}.get(comparator, "") + sign + shown + word + unit


_MAGNITUDES = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


def _local(iri: object) -> str:
    return str(iri).rsplit("#", 1)[-1]


def _quotes(rows: Iterable[Row]) -> tuple[Quote, ...]:
    held = (Quote(str(row["evidence"]), str(row["document"])) for row in rows if row.get("evidence"))
    return tuple(dict.fromkeys(held))


def _relations(rows: Sequence[Row]) -> Iterator[Edge]:
    for (source, label, target), held in groupby(rows, key=lambda row: (row["source"], row["label"], row["target"])):
        yield Edge(str(source), str(target), str(label), _quotes(held))


def _figure(row: Row) -> tuple[str, str]:
    """When and whether it was or is to be; how much."""
    when = [str(row["period"])] if row["period"] else []
    if row["status"] == "target":
        when.append("目标")
    much = amount(str(row["value"]), str(row["unit"]), str(row["kind"]), str(row["comparator"]))
    return f"（{' '.join(when)}）" if when else "", much


def _figures(rows: Sequence[Row]) -> Iterator[Edge]:
    """A line from what is described to the metric, with the first figures."""
    ordered = sorted(rows, key=lambda row: (str(row["about"]), str(row["metric"])))
    for (about, metric), group in groupby(ordered, key=lambda row: (row["about"], row["metric"])):
        held = list(group)
        said = list(dict.fromkeys(much + when for when, much in map(_figure, held)))
        note = "；".join(said[:2]) + (f" 等{len(said)}项" if len(said) > 2 else "")
        yield Edge(str(about), str(metric), "指标", _quotes(held), note)


def _details(rows: Mapping[str, Sequence[Row]], names: Mapping[str, str]) -> dict[str, list[Detail]]:
    """What the panel of a thing lists, each value once with all its sentences."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows["policies"]:
        found.setdefault((str(row["policy"]), str(row["label"]), str(row["value"])), []).append(row)
    for row in rows["rankings"]:
        label, value = f"{row['metric']}（{row['scope']}）", f"第{row['rank']}位"
        found.setdefault((str(row["about"]), label, value), []).append(row)
    for row in rows["observations"]:
        when, much = _figure(row)
        label = names.get(str(row["metric"]), "") + when
        found.setdefault((str(row["about"]), label, much), []).append(row)
    details: dict[str, list[Detail]] = {}
    for (key, label, value), held in found.items():
        details.setdefault(key, []).append(Detail(label, value, _quotes(held)))
    return details
