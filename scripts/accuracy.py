"""Precision and recall by question on annotated documents, as docs/accuracy.md shows them.

    python scripts/accuracy.py ../shared [--write]

SHARED holds gold/dev, gold/train, corpus and scripts/score.py. Each part is built, exported as N-Quads and scored
through the project's own queries; so are the annotations of data/annotations that no rule was fitted to. With --write
the tables in docs/accuracy.md are replaced, that of the speed included.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from annotations import unpack

from kg.graph.export import export
from kg.graph.store import open_store
from kg.pipeline import build

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
_OPEN = '"optional": true'
UNSEEN = ("names-c", "numbers-b", "blind", "blind-policies")  # nobody who writes rules reads these


def score(shared: Path, gold: Path) -> str:
    """The table that score.py prints for a gold folder."""
    with tempfile.TemporaryDirectory() as folder:
        store, graph = Path(folder) / "store", Path(folder) / "graph.nq"
        build(sorted(gold.glob("*.txt")), store=store)
        graph.write_text("".join(export(open_store(store), "nquads")), encoding="utf-8")
        command = [sys.executable, str(shared / "scripts" / "score.py"), "--graph", str(graph), "--gold", str(gold)]
        command += ["--queries", str(ROOT / "queries")]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


def blind(shared: Path, name: str, *, strict: bool = False) -> str:
    """The same for stand-off annotations, whose texts lie in the corpus; if `strict`, a fact left open is an error."""
    with tempfile.TemporaryDirectory() as folder:
        if unpack(ROOT / "data" / "annotations" / name, shared / "corpus", Path(folder)):
            sys.exit(f"accuracy: texts of {name} are missing below {shared / 'corpus'}")
        for path in Path(folder).glob("*.jsonl") if strict else ():
            kept = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if _OPEN not in line]
            path.write_text("".join(kept), encoding="utf-8")
        return score(shared, Path(folder))


def agreement(shared: Path) -> str:
    command = [sys.executable, str(ROOT / "scripts" / "agreement.py"), str(shared)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


def speed(shared: Path) -> str:
    command = [
        sys.executable,
        str(ROOT / "benchmarks" / "speed.py"),
        str(shared / "corpus" / "reports"),
        "--rounds",
        "3",
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    shared: Path = options.shared
    made: dict[str, Callable[[], str]] = {
        "dev": lambda: score(shared, shared / "gold" / "dev"),
        "train": lambda: score(shared, shared / "gold" / "train"),
        **{name: partial(blind, shared, name) for name in UNSEEN},
        "names-c-strict": partial(blind, shared, "names-c", strict=True),
        "control": lambda: agreement(shared),
        "speed": lambda: speed(shared),
    }
    for name, make in made.items():
        table = make()
        print(f"{name}\n{table}\n", flush=True)
        if options.write:
            page = PAGE.read_text(encoding="utf-8")
            place = rf"(<!-- {name} -->\n```\n).*?(\n```)"
            PAGE.write_text(re.sub(place, lambda m: m[1] + table + m[2], page, flags=re.DOTALL), encoding="utf-8")  # noqa: B023
    return 0


if __name__ == "__main__":
    sys.exit(main())
