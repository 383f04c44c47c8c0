"""Every named query over data/corpus gives the rows of tests/golden/NAME.csv.

After a change that is meant, write them anew with `KG_GOLDEN=write make test`, and read the difference in git: each
row is a claim about a text.
"""

import csv
import io
import os
from pathlib import Path

import pytest

from kg.graph.queries import listing, load, run, texts
from kg.graph.store import open_store

GOLDEN = Path(__file__).parent / "golden"
# Parameters of those queries that need them or say more with them.
PARAMETERS: dict[str, dict[str, str]] = {
    "everything-about": {"name": "衡阳市"},
    "industries-of-region": {"region": "衡阳市"},
    "metric-history": {"region": "湖南省"},
    "metric-over-regions": {"metric": "地区生产总值"},
    "policies-in-force": {"date": "2026-01-01"},
    "policy-network": {"title": "衡阳市支持输变电装备产业高质量发展若干措施"},
}
NAMES = [query.name for query in listing()]


def rows(store: Path, name: str) -> str:
    table = run(open_store(store), load(name), PARAMETERS.get(name, {}))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([["" if cell is None else cell for cell in row] for row in texts(table)])
    return out.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_those_expected(name: str, corpus_store: Path) -> None:
    got, path = rows(corpus_store, name), GOLDEN / f"{name}.csv"
    if os.environ.get("KG_GOLDEN") == "write":
        path.write_text(got, encoding="utf-8")
    assert got == path.read_text(encoding="utf-8")
    assert got.count("\n") > 1, "every named query has rows over the sample documents"


def test_no_row_is_expected_of_a_query_that_is_gone() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.csv")) == sorted(NAMES)
