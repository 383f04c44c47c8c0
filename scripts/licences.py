"""The licence of everything the package needs at run time, as docs/dependencies.md lists it.

python scripts/licences.py [--write]
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"


def needed(name: str, seen: set[str] | None = None, extras: frozenset[str] = frozenset()) -> set[str]:
    """The names of all distributions that `name` needs, itself left out."""
    seen = set() if seen is None else seen
    for line in requires(name) or ():
        requirement = Requirement(line)
        wanted = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in (extras or {""})
        )
        key = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if not wanted or key in seen:
            continue
        try:
            distribution(key)
        except PackageNotFoundError:
            continue
        seen.add(key)
        needed(key, seen, frozenset(requirement.extras))
    return seen


def licence(held: Distribution) -> str:
    """The licence as the package states it: expression, classifier, or the first line of its text."""
    stated = held.metadata
    classifiers = [c.split(" :: ")[-1] for c in stated.get_all("Classifier") or () if c.startswith("License ::")]
    text = (stated["License"] or "").strip().splitlines()
    return stated["License-Expression"] or ", ".join(classifiers) or (text[0] if text else "not stated")


def table() -> str:
    rows = [distribution(name) for name in sorted(needed("zhengce-kg"))]
    lines = [f"| {held.metadata['Name']} | {held.version} | {licence(held)} |" for held in rows]
    return "\n".join(["| package | version | licence |", "|---|---|---|", *lines])


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    print(table())
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        page = re.sub(r"(<!-- table -->\n).*?(\n<!-- end -->)", lambda m: m[1] + table() + m[2], page, flags=re.DOTALL)
        PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
