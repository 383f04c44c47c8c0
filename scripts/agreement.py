"""How far the annotators of data/annotations agree with the gold, by passages of gold/dev hidden in their work.

    python scripts/agreement.py ../shared

What they marked as required, in its first wording, is scored as if it were the rows of a graph.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from annotations import lines, unpack, write

ROOT = Path(__file__).resolve().parent.parent
CONTROL = ROOT / "data" / "annotations" / "control"


def narrowed(gold: Path, passages: list[list[int]], queries: object) -> list[dict[str, object]]:
    """The gold of a document within these passages and questions."""
    text = gold.with_suffix(".txt").read_text(encoding="utf-8")
    meta, *facts = lines(gold)
    within = [text[start:end] for start, end in passages]
    kept = [fact for fact in facts if any(str(fact["evidence"]) in passage for passage in within)]
    return [meta | {"passages": passages, "queries": queries}, *kept]


def rows(facts: list[dict[str, object]], stem: str) -> dict[str, list[dict[str, object]]]:
    """The required facts as rows of their questions."""
    held: dict[str, list[dict[str, object]]] = defaultdict(list)
    for fact in facts:
        if not fact.get("optional"):
            row = {k: v[0] if isinstance(v, list) else v for k, v in fact.items() if k not in {"q", "optional"}}
            held[str(fact["q"])].append(row | {"document": stem})
    return held


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shared", type=Path)
    shared: Path = arguments.parse_args().shared
    dev = shared / "gold" / "dev"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpack(CONTROL, dev, folder / "control")
        (folder / "gold").mkdir()
        given: dict[str, list[dict[str, object]]] = defaultdict(list)
        for path in sorted((folder / "control").glob("*.jsonl")):
            meta, *facts = lines(path)
            passages: list[list[int]] = meta["passages"]  # type: ignore[assignment]
            kept = narrowed(dev / path.name, passages, meta["queries"])
            write(folder / "gold" / path.name, kept)
            (folder / "gold" / f"{path.stem}.txt").write_bytes((dev / f"{path.stem}.txt").read_bytes())
            for query, some in rows(facts, path.stem).items():
                given[query] += some
        (folder / "rows.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, str(shared / "scripts" / "score.py"), "--rows", str(folder / "rows.json")]
        return subprocess.run([*command, "--gold", str(folder / "gold")], check=True).returncode


if __name__ == "__main__":
    sys.exit(main())
