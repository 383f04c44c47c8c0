"""`make demo`: the sample documents become a graph, the graph answers, and can be looked at."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from kg import library
from kg.errors import KgError
from kg.resources import data
from kg.view.output import print_lines, width, write
from kg.view.report import built
from kg.view.tables import table

_FOLDER = Path("build") / "demo"
# What an analyst would ask first: query, parameters, question.
_QUESTIONS: tuple[tuple[str, Mapping[str, str], str], ...] = (
    ("policy-industries", {}, "哪些政策涉及哪些产业？ Which policies cite which industries?"),
    ("policy-relations", {}, "政策之间有什么关系？ Which policies are based on, amend or repeal which others?"),
    (
        "metric-over-regions",
        {"metric": "地区生产总值"},
        "各地的生产总值是多少？ What is the GDP of each region?",
    ),
    ("industries-of-region", {"region": "衡阳市"}, "衡阳市发展哪些产业？ Which industries does Hengyang build up?"),
)
_SHOWN = 8  # rows of each answer


def demo(folder: Path = _FOLDER) -> None:
    """Build `data/corpus` into a store below `folder`, print four answers, write the Turtle and the picture there."""
    store = folder / "store"
    print_lines(built(library.build([data("corpus")], store)))
    for name, params, question in _QUESTIONS:
        rows = library.query(store, name, params)
        given = "".join(f" -p {key}={value}" for key, value in params.items())
        print_lines(["", question, f"$ kg query {name}{given} --store {store}", ""])
        print_lines(table(rows.columns, rows[:_SHOWN], width()))
        print_lines([f"… {len(rows) - _SHOWN} rows more"] if len(rows) > _SHOWN else [])
    write(library.export(store), folder / "kg.ttl")
    write([library.show(store)], folder / "kg.html")
    print_lines(
        [
            "",
            f"the graph as Turtle:          {folder / 'kg.ttl'}",
            f"a picture for any browser:    {folder / 'kg.html'}",
            f"more questions:               kg queries; export KG_STORE={store}",
        ]
    )


def main() -> int:
    """Run the demo from the command line."""
    try:
        demo()
    except KgError as error:
        print_lines([str(error)], err=True)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
