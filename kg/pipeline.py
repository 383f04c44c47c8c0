"""The only place that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract import enterprises, honours, industries, nlp, policies, programmes, projects, sentences, statistics
from kg.model import Context, Document, Fact, Parsed, Sentence
from kg.read import read
from kg.resolve import context as contexts
from kg.resolve import identity, places

Extractor = Callable[[Document, Sequence[Parsed], Context], Iterator[Fact]]

EXTRACTORS: dict[str, Extractor] = {
    "statistics": statistics.facts,
    "policies": policies.facts,
    "programmes": programmes.facts,
    "industries": industries.facts,
    "enterprises": enterprises.facts,
    "projects": projects.facts,
    "honours": honours.facts,
}


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document gave: every station of its way, for the graph and for `kg explain`."""

    document: Document
    sentences: tuple[Sentence, ...]
    parsed: tuple[Parsed, ...]
    context: Context
    facts: tuple[Fact, ...]


def extract(document: Document, extractors: Sequence[str] = tuple(EXTRACTORS)) -> Extraction:
    """The facts of a document: a pure function of the document, the data files and the version."""
    cut = sentences.split(document)
    context = contexts.of(document, cut)
    parsed = places.settle(nlp.parse(cut), context)
    found = (fact for name in extractors for fact in EXTRACTORS[name](document, parsed, context))
    facts = tuple(identity.settle(document, found, context))
    return Extraction(document, cut, parsed, context, facts)


def extract_file(path: Path, extractors: Sequence[str] = tuple(EXTRACTORS)) -> Extraction:
    """Read one file and extract it. Raises ReadError where the file is no readable document."""
    return extract(read(path), extractors)
