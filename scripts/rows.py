"""Rows of the fact contract straight from the extractors, as JSON, for quick scoring while developing.

    python scripts/rows.py FOLDER [--only observations,rankings] > rows.json

The graph's own queries must give the same rows; tests/graph checks that they do.
"""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path

from kg.model import QUERY, Fact, FactKind, Mention
from kg.pipeline import extract_file

MODULES = {
    "observations": "statistics", "rankings": "statistics", "policies": "policies", "policy-relations": "policies",
    "policy-industries": "policies", "region-programmes": "programmes", "region-industries": "industries",
    "enterprise-industries": "enterprises", "enterprise-regions": "enterprises",
    "projects": "projects", "honours": "honours",
}  # fmt: skip


def row(fact: Fact, stem: str, text: str) -> dict[str, object]:
    out: dict[str, object] = {"document": stem, "evidence": fact.evidence.of(text), "rule": fact.rule}
    for role, value in fact.roles.items():
        name = "title" if fact.kind is FactKind.POLICY and role == "policy" else role
        out[name] = value.label if isinstance(value, Mention) else float(value) if isinstance(value, Decimal) else value
    return out


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--only", default="")
    options = arguments.parse_args()
    wanted = [q for q in options.only.split(",") if q]
    modules = list(dict.fromkeys(MODULES[q] for q in wanted)) or list(dict.fromkeys(MODULES.values()))
    rows: dict[str, list[dict[str, object]]] = {q: [] for q in (wanted or QUERY.values())}
    for path in sorted(options.folder.glob("*.txt")):
        done = extract_file(path, modules)
        for fact in done.facts:
            if QUERY[fact.kind] in rows:
                rows[QUERY[fact.kind]].append(row(fact, path.stem, done.document.text))
    json.dump(rows, sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
