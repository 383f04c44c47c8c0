"""Named strategies, campaigns, reforms and schemes, and the regions that carry them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.places_of import regions_of
from kg.extract.programmes import labels, named
from kg.extract.programmes.clauses import flatten
from kg.model import Context, Document, Fact, FactKind, Kind, Mention, Parsed
from kg.register import divisions


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    for sentence in parsed:
        flat = flatten(sentence)
        for name in (*named.names(flat), *(labels.names(flat) if flat.quotes else ())):
            yield from _facts(sentence, flat.raw[name.start : name.end] + name.head, name, context)


def _facts(sentence: Parsed, text: str, name: named.Name, context: Context) -> Iterator[Fact]:
    span = sentence.span(name.start, name.end)
    inside = any(m.key in divisions() and m.span and span.contains(m.span) for m in sentence.of(Kind.REGION))
    for region in regions_of(sentence, span.start, span.end if inside else span.start, context):
        yield Fact(
            FactKind.REGION_PROGRAMME,
            {"region": region, "programme": Mention(Kind.PROGRAMME, text, span)},
            sentence.sentence.span,
            f"programmes.{name.rule}",
            name.score,
        )
