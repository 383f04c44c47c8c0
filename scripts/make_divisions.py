"""Make data/register/divisions.csv from jionlp's china_location.txt and our corrections.

    pip download jionlp==1.5.31 --no-deps
    unzip -p jionlp-1.5.31-*.whl jionlp/dictionary/china_location.zip > china_location.zip
    unzip china_location.zip
    python scripts/make_divisions.py china_location.txt > data/register/divisions.csv

The source is a tree by tabs, ``name code short``, down to the village; divisions have a code, down to the county.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

CHINA = "100000"
CORRECTIONS = Path(__file__).resolve().parent.parent / "data" / "register" / "corrections.csv"
# Codes 71 to 79 below a prefecture are areas of statistics (经开区, 管理区): no divisions of GB/T 2260.
_STATISTICAL = re.compile(r"\d{4}7[1-9]")
# Rows of the source that group what a province governs itself.
_GROUPS = re.compile(r"省直辖|自治区直辖|直辖县|市辖区")


class Row(NamedTuple):
    code: str
    name: str
    short: str
    level: str
    parent: str


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("source", type=Path)
    rows = divisions(arguments.parse_args().source.read_text(encoding="utf-8").splitlines())
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(rows)
    return 0


def divisions(lines: Iterable[str]) -> list[Row]:
    """Every division from the country to the counties, in order of code."""
    named = corrected(dict(coded(lines)))
    return [Row(CHINA, "中国", "中国", "country", ""), *(_row(code, *named[code], named) for code in sorted(named))]


def coded(lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Code, (name, short name) of the lines that stand for a division."""
    for line in lines:
        parts = [part.strip() for part in line.split("\t") if part.strip()]
        if line.startswith("\t\t\t") or len(parts) != len(("name", "code", "short")):
            continue
        name, code, short = parts
        if not _GROUPS.match(name) and not _STATISTICAL.fullmatch(code):
            yield code, (name, short)


def corrected(named: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """The divisions after the changes that the source does not know (data/register/corrections.csv)."""
    held = dict(named)
    with CORRECTIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["was"]:
                del held[row["was"]]
            if row["code"]:
                held[row["code"]] = (row["name"], row["name"][:-1])
    return held


def _row(code: str, name: str, short: str, named: Mapping[str, tuple[str, str]]) -> Row:
    if code.endswith("0000"):
        return Row(code, name, short, "province", CHINA)
    if code.endswith("00"):
        return Row(code, name, _first(short), "prefecture", code[:2] + "0000")
    prefecture = code[:4] + "00"
    return Row(code, name, _first(short), "county", prefecture if prefecture in named else code[:2] + "0000")


def _first(short: str) -> str:
    """Of several short names the longest: 巴州/巴音郭楞 gives 巴音郭楞."""
    return max(short.split("/"), key=len)


if __name__ == "__main__":
    sys.exit(main())
