"""Names at random with their sentences, to be read by eye: how good is the extraction on these documents?

    python scripts/sample.py FOLDER [--count 100] [--seed 1] > names.tsv

One line a name: kind, name, rule, score, document, its other roles, sentence. Each name of a kind is drawn once.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from pathlib import Path

from kg.model import Fact, FactKind, Mention
from kg.pipeline import Extraction, extract_file

NAMED = {
    FactKind.REGION_PROGRAMME: "programme",
    FactKind.REGION_INDUSTRY: "industry",
    FactKind.PROJECT: "project",
    FactKind.ENTERPRISE_REGION: "enterprise",
    FactKind.ENTERPRISE_INDUSTRY: "enterprise",
    FactKind.HONOUR: "honour",
}


def label(value: object) -> str:
    return value.label if isinstance(value, Mention) else str(value)


def line(fact: Fact, held: Extraction) -> str:
    role = NAMED[fact.kind]
    others = "; ".join(f"{name}={label(value)}" for name, value in fact.roles.items() if name != role and value)
    sentence = " ".join(fact.evidence.of(held.document.text).split())
    name = label(fact.roles[role])
    return "\t".join((role, name, fact.rule, f"{fact.score:.2f}", held.document.stem, others, sentence))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--count", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(options.folder.glob("*.txt")):
        held = extract_file(path, learned=True)
        for fact in held.facts:
            if fact.kind in NAMED:
                found[NAMED[fact.kind], label(fact.roles[NAMED[fact.kind]])].append(line(fact, held))
    draw = random.Random(options.seed)
    for key in draw.sample(sorted(found), min(options.count, len(found))):
        print(draw.choice(found[key]))
    kinds = sorted({kind for kind, _ in found})
    print(*(f"{kind}: {sum(k == kind for k, _ in found)} names" for kind in kinds), sep=", ", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
