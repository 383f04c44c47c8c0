"""Write notebooks/tour.ipynb anew: the cells below, run, with their output.

    python scripts/make_notebook.py

The notebook is made, not edited, so that what it shows is what the code gives; tests/test_notebooks.py runs it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
_IMAGE = re.compile(r"<img[^>]*>")
TARGET = ROOT / "notebooks" / "tour.ipynb"

CELLS: list[tuple[str, str]] = [
    (
        "markdown",
        (
            "# From a folder of documents to answers\n\n"
            "The sample documents of this project, built into a graph, asked, and drawn. Every row says which document "
            "and which sentence it comes from."
        ),
    ),
    (
        "code",
        (
            "from kg.library import Graph\n"
            "from kg.pipeline import build\n"
            "from kg.resources import data\n\n"
            'report = build([data("corpus")], store="build/tour/store")\n'
            "report.documents, sum(report.facts.values()), report.skipped"
        ),
    ),
    ("markdown", "## Which policies cite which industries?"),
    ("code", 'graph = Graph.open("build/tour/store")\ngraph.to_dataframe("policy-industries").head(10)'),
    ("markdown", "## What did each region reach in 2025, and what does it promise for 2026?"),
    ("code", 'graph.to_dataframe("metric-over-regions", metric="地区生产总值")'),
    ("markdown", "## Which documents still rest on something that was repealed?"),
    ("code", 'graph.to_dataframe("citations-of-repealed")'),
    ("markdown", "## A question of one's own, in SPARQL"),
    (
        "code",
        (
            'graph.sparql("""\n'
            "SELECT ?region (COUNT(DISTINCT ?industry) AS ?industries) WHERE {\n"
            "  ?place kg:hasIndustry ?industry ; rdfs:label ?region .\n"
            "} GROUP BY ?region ORDER BY DESC(?industries) ?region LIMIT 5\n"
            '""")'
        ),
    ),
    ("markdown", "## The graph for networkx"),
    (
        "code",
        (
            "import networkx as nx\n\n"
            "network = graph.to_networkx()\n"
            "central = sorted(nx.degree_centrality(network).items(), key=lambda item: (-item[1], item[0]))\n"
            "[(network.nodes[node]['label'], round(share, 3)) for node, share in central[:5]]"
        ),
    ),
    ("markdown", "## A picture\n\nDrag, zoom, click a thing to see its sentences."),
    ("code", "graph"),
]


def notebook() -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for number, (kind, text) in enumerate(CELLS):
        cell = nbformat.v4.new_markdown_cell(text) if kind == "markdown" else nbformat.v4.new_code_cell(text)
        cell["id"] = f"cell-{number}"
        made.cells.append(cell)
    return made


def main() -> int:
    made = notebook()
    NotebookClient(made, timeout=300, resources={"metadata": {"path": str(ROOT)}}).execute()
    for cell in made.cells:
        cell.metadata.pop("execution", None)  # times of day
        # The live picture holds all of cytoscape.js; the notebook in the repository keeps the still one.
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            if "<iframe" in html:
                output["data"]["text/html"] = _IMAGE.search(html)[0]  # type: ignore[index] - it is always there
    made.metadata.pop("language_info", None)
    TARGET.write_text(nbformat.writes(made) + "\n", encoding="utf-8")
    print(TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
