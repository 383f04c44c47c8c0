"""A learned second opinion on open-ended names: how likely each fact is, and names that the rules leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.extract.places_of import region_of
from kg.extract.tagger import scoring, tokens, weights
from kg.extract.tagger.inference import Found, Lattice, lattice
from kg.extract.tagger.scoring import Evidence, Scorer
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Parsed, Span


@dataclass(frozen=True, slots=True)
class Named:
    """The role of a fact that holds the open-ended name, and the label that the model has for such names."""

    role: str
    label: str


NAMED: Mapping[FactKind, Named] = MappingProxyType(
    {
        FactKind.REGION_PROGRAMME: Named("programme", "PRG"),
        FactKind.REGION_INDUSTRY: Named("industry", "IND"),
        FactKind.PROJECT: Named("project", "PRJ"),
        FactKind.ENTERPRISE_INDUSTRY: Named("enterprise", "ENT"),
        FactKind.ENTERPRISE_REGION: Named("enterprise", "ENT"),
        FactKind.HONOUR: Named("honour", "HON"),
    }
)
# What the tagger may add by itself, and the rule that its facts name.
ADDED = {
    "PRG": (FactKind.REGION_PROGRAMME, Kind.PROGRAMME, "tagger:programme"),
    "IND": (FactKind.REGION_INDUSTRY, Kind.INDUSTRY, "tagger:industry"),
    "PRJ": (FactKind.PROJECT, Kind.PROJECT, "tagger:project"),
}


def available() -> bool:
    """Whether this installation has a model; without one the rules stand alone."""
    return weights.path().exists() and scoring.path().exists()


def facts(document: Document, parsed: Sequence[Parsed], context: Context, found: Sequence[Fact]) -> Iterator[Fact]:  # noqa: ARG001
    """The facts with their scores, then those that only the tagger finds; without a model the facts as they are.

    Raises DataError where the model is there and cannot be read.
    """
    model, scorer = weights.load(), scoring.load()
    if model is None or scorer is None or not parsed:
        yield from found
        return
    opinion = Opinion(parsed, lattice(model, read(parsed)))
    for fact in found:
        held = opinion.of(fact)
        yield replace(fact, score=scorer.score(held)) if held else fact
    yield from _added(opinion, scorer, context, found)


def read(parsed: Sequence[Parsed]) -> tokens.Tokens:
    """The words of a document's sentences, side by side."""
    return tokens.of([p.doc for p in parsed], [p.text for p in parsed], [_regions(p) for p in parsed])


def _regions(parsed: Parsed) -> list[tuple[int, int]]:
    return [(m.span.start - parsed.start, m.span.end - parsed.start) for m in parsed.of(Kind.REGION) if m.span]


class Opinion:
    """What the lattice of a document says of places in it."""

    def __init__(self, parsed: Sequence[Parsed], held: Lattice) -> None:
        self.parsed = parsed
        self.lattice = held
        self.by_start = {p.start: at for at, p in enumerate(parsed)}

    def of(self, fact: Fact) -> Evidence | None:
        """Of a fact's open-ended name; None for other kinds of facts, and where the name has no place in the text."""
        named = NAMED.get(fact.kind)
        span = fact.mention(named.role).span if named else None
        at = self.by_start.get(fact.evidence.start)
        if named is None or span is None or at is None:
            return None
        if not self.lattice.knows(named.label):
            return Evidence(named.label, fact.score, 0.5, 0.5)
        words = self._words(at, span)
        if words is None:
            return None
        exact, coverage = self.lattice.score(*words, named.label), self.lattice.coverage(*words, named.label)
        return Evidence(named.label, fact.score, exact, coverage)

    def _words(self, at: int, span: Span) -> tuple[int, int] | None:
        """The words of a sentence that a span touches."""
        start, end = span.start - self.parsed[at].start, span.end - self.parsed[at].start
        held = self.lattice.held
        first, last = held.sentences[at]
        touched = (held.ends[first:last] > start) & (held.starts[first:last] < end)
        if not touched.any():
            return None
        inside = touched.nonzero()[0]
        return first + int(inside[0]), first + int(inside[-1]) + 1

    def names(self) -> Iterator[tuple[Parsed, Span, Found]]:
        """The likely names of the document in order, each with its sentence and place."""
        held, at = self.lattice.held, 0
        for found in self.lattice.names():
            while held.sentences[at][1] <= found.start:
                at += 1
            parsed = self.parsed[at]
            yield parsed, parsed.span(int(held.starts[found.start]), int(held.ends[found.end - 1])), found


def candidates(opinion: Opinion, context: Context, found: Sequence[Fact]) -> Iterator[tuple[Fact, Evidence]]:
    """Facts of names where no rule finds any open-ended name, with what is known of them."""
    taken = bytearray(max((p.sentence.span.end for p in opinion.parsed), default=0))
    for span in (span for fact in found for span in _places(fact)):
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    for parsed, span, name in opinion.names():
        if name.label not in ADDED or parsed.sentence.is_heading or any(taken[span.start : span.end]):
            continue
        kind, named, rule = ADDED[name.label]
        region = region_of(parsed, span.start, span.end, context)
        mention = Mention(named, parsed.text[span.start - parsed.start : span.end - parsed.start], span)
        fact = Fact(kind, {NAMED[kind].role: mention, "region": region}, parsed.sentence.span, rule)
        coverage = opinion.lattice.coverage(name.start, name.end, name.label)
        yield fact, Evidence(name.label, 0.0, name.score, coverage)


def _added(opinion: Opinion, scorer: Scorer, context: Context, found: Sequence[Fact]) -> Iterator[Fact]:
    if context.genre is Genre.POLICY or not scorer.least:
        return
    for fact, held in candidates(opinion, context, found):
        score = scorer.score(held)
        if score >= scorer.least.get(held.label, 2.0):
            yield replace(fact, score=score)


def _places(fact: Fact) -> Iterator[Span]:
    named = NAMED.get(fact.kind)
    span = fact.mention(named.role).span if named else None
    if span:
        yield span
