"""Policy documents read from the pages of government sites score as they do when read from their plain text.

The pages and the annotated texts lie beside the project (../shared); the test is skipped where they are missing.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import QUERY
from kg.pipeline import extract_file
from scripts.rows import row

PAGES = {
    "policy-天河港澳青年办法": "17_",
    "policy-户籍家庭住房保障通知": "13_",
    "policy-特困人员救助供养通知": "28_",
    "policy-老年人助餐配餐服务管理办法": "30_",
    "policy-长期护理保险试行办法": "32_",
}
ASKED = ("policies", "policy-relations", "policy-industries")
MARGIN = 0.03


@pytest.fixture(scope="module")
def figures(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """F1 of each query, for the texts and for the pages."""
    gold = tmp_path_factory.mktemp("gold")
    for stem in PAGES:
        for name in (f"{stem}.txt", f"{stem}.jsonl"):
            shutil.copyfile(shared / "gold" / "dev" / name, gold / name)
    texts = {stem: gold / f"{stem}.txt" for stem in PAGES}
    pages = {stem: next((shared / "corpus" / "policies").glob(f"{start}*.html")) for stem, start in PAGES.items()}
    return {kind: _scored(gold, paths, shared) for kind, paths in (("text", texts), ("page", pages))}


def _scored(gold: Path, paths: dict[str, Path], shared: Path) -> dict[str, float]:
    rows: dict[str, list[dict[str, object]]] = {query: [] for query in ASKED}
    for stem, path in paths.items():
        text = (gold / f"{stem}.txt").read_text(encoding="utf-8")
        for query, found in _rows(path):
            if evidence := _found(str(found["evidence"]), text):
                rows[query].append({**found, "document": stem, "evidence": evidence})
    held, out = gold / "rows.json", gold / "figures.json"
    held.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(shared / "scripts" / "score.py"), "--rows", str(held), "--gold", str(gold)]
    subprocess.run([*command, "--json", str(out)], check=True, capture_output=True)
    return {query: float(held["f1"]) for query, held in json.loads(out.read_text())["queries"].items()}


def _rows(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    done = extract_file(path, ["policies"])
    for fact in done.facts:
        yield QUERY[fact.kind], row(fact, path.stem, done.document.text)


def _found(evidence: str, text: str) -> str:
    """The stretch of `text` that says the same but for white space; empty where there is none."""
    places = [i for i, character in enumerate(text) if not character.isspace()]
    at = "".join(text[i] for i in places).find("".join(evidence.split()))
    return text[places[at] : places[at + len("".join(evidence.split())) - 1] + 1] if at >= 0 else ""


@pytest.mark.parametrize("query", ASKED)
def test_a_page_is_read_as_well_as_its_text(figures: dict[str, dict[str, float]], query: str) -> None:
    assert figures["page"][query] >= figures["text"][query] - MARGIN


@pytest.mark.parametrize("query", ASKED)
def test_the_texts_are_read(figures: dict[str, dict[str, float]], query: str) -> None:
    assert figures["text"][query] >= 0.93
