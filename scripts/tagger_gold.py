"""What the tagger learns from: the names in annotated passages, beside what the rules find there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.extract import nlp, sentences
from kg.model import Context, Document, Fact, Parsed
from kg.pipeline import EXTRACTORS
from kg.read import read
from kg.resolve import context as contexts
from kg.resolve import places

LABELS = {
    "region-programmes": ("programme", "PRG"),
    "projects": ("project", "PRJ"),
    "region-industries": ("industry", "IND"),
    "enterprise-regions": ("enterprise", "ENT"),
    "enterprise-industries": ("enterprise", "ENT"),
    "honours": ("honour", "HON"),
}
MODULES = ("programmes", "industries", "enterprises", "projects", "honours")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence; `optional` where the annotators left it open."""

    start: int
    end: int
    label: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document's annotated sentences with the names in each; `facts` are the rules', `gold` the file's."""

    document: Document
    context: Context
    parsed: tuple[Parsed, ...]
    names: tuple[tuple[Name, ...], ...]
    facts: tuple[Fact, ...] = ()
    gold: tuple[dict[str, object], ...] = ()
    digest: str = ""  # SHA-256 of the annotation


def parse(document: Document) -> tuple[tuple[Parsed, ...], Context]:
    cut = sentences.split(document)
    context = contexts.of(document, cut)
    return places.settle(nlp.parse(cut), context), context


def annotated(folder: Path) -> list[Annotated]:
    """The documents of a gold folder whose names are annotated."""
    return [held for path in sorted(folder.glob("*.jsonl")) if (held := _annotated(path))]


def _annotated(path: Path) -> Annotated | None:
    raw = path.read_bytes()
    gold = [json.loads(line) for line in raw.decode("utf-8").splitlines() if line.strip()]
    if gold[0]["queries"] != "all" and not set(LABELS) <= set(gold[0]["queries"]):
        return None
    document = read(path.with_suffix(".txt"))
    parsed, context = parse(document)
    facts = tuple(f for module in MODULES for f in EXTRACTORS[module](document, parsed, context))
    inside = tuple(p for p in parsed if _within(p, gold[0]["passages"]))
    names = tuple(tuple(gold_names(p.text, gold[1:])) for p in inside)
    return Annotated(document, context, inside, names, facts, tuple(gold), hashlib.sha256(raw).hexdigest())


def _within(parsed: Parsed, passages: Iterable[tuple[int, int]]) -> bool:
    span = parsed.sentence.span
    return any(start <= span.start and span.end <= end + 1 for start, end in passages)


def gold_names(text: str, facts: Iterable[dict[str, object]]) -> Iterator[Name]:
    """Where the names of facts stand in the sentence that is their evidence, quotation marks included."""
    for fact in facts:
        evidence = str(fact["evidence"])
        if fact["q"] not in LABELS or (evidence not in text and text not in evidence):
            continue
        role, label = LABELS[str(fact["q"])]
        value = fact[role]
        for name in value if isinstance(value, list) else [value]:
            found = list(_occurrences(text, str(name)))
            yield from (Name(start, end, label, bool(fact.get("optional"))) for start, end in found)
            if found:
                break


def _occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    start = text.find(name)
    while name and start >= 0:
        end = start + len(name)
        opened = text[start - 1 : start] == "“"
        if opened and text[end : end + 1] == "”":
            yield start - 1, end + 1
        elif opened and name.count("”") > name.count("“"):
            yield start - 1, end
        else:
            yield start, end
        start = text.find(name, end)
