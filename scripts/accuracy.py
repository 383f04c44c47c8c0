"""Precision and recall by question on annotated documents, as docs/accuracy.md shows them.

    python scripts/accuracy.py ../shared [--write]

SHARED holds gold/dev, gold/train and scripts/score.py. Each part is built, exported as N-Quads and scored through the
project's own queries. With --write the tables in docs/accuracy.md are replaced.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from kg.graph.export import export
from kg.graph.store import open_store
from kg.pipeline import build

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"


def score(shared: Path, part: str) -> str:
    """The table that score.py prints for gold/PART."""
    gold = shared / "gold" / part
    with tempfile.TemporaryDirectory() as folder:
        store, graph = Path(folder) / "store", Path(folder) / "graph.nq"
        build(sorted(gold.glob("*.txt")), store=store)
        graph.write_text("".join(export(open_store(store), "nquads")), encoding="utf-8")
        command = [sys.executable, str(shared / "scripts" / "score.py"), "--graph", str(graph), "--gold", str(gold)]
        command += ["--queries", str(ROOT / "queries")]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    for part in ("dev", "train"):
        table = score(options.shared, part)
        print(f"gold/{part}\n{table}\n")
        page = re.sub(rf"(<!-- {part} -->\n```\n).*?(\n```)", lambda m: m[1] + table + m[2], page, flags=re.DOTALL)  # noqa: B023
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
