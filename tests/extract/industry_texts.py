"""Sentences parsed as the pipeline does, for the tests of industries and firms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.extract import mentions, nlp, sentences
from kg.model import Context, Document, Fact, Genre, Kind, Mention, Parsed, Sentence, Span
from kg.resolve import places

GUIZHOU = Context(Genre.REPORT, Mention(Kind.REGION, "贵州省", None, "贵州省", "520000"), "2026-01-20", 2026)

Extractor = Callable[[Document, Sequence[Parsed], Context], Iterator[Fact]]


def parse(text: str) -> Parsed:
    """One sentence that begins at offset 100 of its document, its regions settled for 贵州省."""
    sentence = Sentence(Span(100, 100 + len(text)), text)
    parsed = Parsed(sentence, nlp.language().make_doc(text), mentions.find(sentence))
    return places.settle([parsed], GUIZHOU)[0]


def facts(extractor: Extractor, text: str, context: Context = GUIZHOU) -> list[Fact]:
    """What an extractor finds in a document of this text."""
    document = Document("report", "report.txt", "", "text/plain", text)
    parsed = places.settle(nlp.parse(sentences.split(document)), context)
    return list(extractor(document, parsed, context))


def pairs(found: Sequence[Fact], first: str, second: str) -> list[tuple[str, str]]:
    return [
        (fact.mention(first).label, fact.mention(second).label) for fact in found if {first, second} <= set(fact.roles)
    ]
