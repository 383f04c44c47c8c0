"""A learned second opinion on open-ended names: how likely each fact is, and names that the rules leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.places_of import region_of
from kg.extract.tagger import scoring
from kg.extract.tagger.scoring import EVEN, Evidence, Opinion, Scorer
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Parsed, Span

if TYPE_CHECKING:  # arrays are loaded only where the model is asked
    from kg.extract.tagger.inference import Found, Lattice
    from kg.extract.tagger.tokens import Tokens


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


class Candidate(NamedTuple):
    """A likely name, and what is known of it."""

    parsed: Parsed
    span: Span
    held: Evidence


def available() -> bool:
    """Whether this installation has a model; without one the rules stand alone."""
    return scoring.model().exists() and scoring.path().exists()


def facts(
    document: Document,  # noqa: ARG001 - the signature of every stage
    parsed: Sequence[Parsed],
    context: Context,
    found: Sequence[Fact],
    *,
    learned: bool = False,
) -> Iterator[Fact]:
    """The facts with calibrated scores, and the names that the rules leave out and the model is sure of.

    Without `learned`, and where this installation has no model, the facts stay as they are. DataError where its files
    are there and cannot be read.
    """
    scorer = scoring.load() if learned else None
    view = look(parsed) if scorer and parsed else None
    if scorer is None or view is None:
        yield from found
        return
    for fact in found:
        held = view.of(fact)
        yield replace(fact, score=scorer.score(held)) if held else fact
    yield from _added(view, scorer, context, found)


def look(parsed: Sequence[Parsed]) -> View | None:
    """What the model of names says of a document; None where there is no model."""
    from kg.extract.tagger import inference, weights

    model = weights.load()
    return View(parsed, inference.lattice(model, read(parsed))) if model else None


def read(parsed: Sequence[Parsed]) -> Tokens:
    """The words of a document's sentences, side by side."""
    from kg.extract.tagger import tokens

    return tokens.of([p.doc for p in parsed], [p.text for p in parsed], [_regions(p) for p in parsed])


def _regions(parsed: Parsed) -> list[tuple[int, int]]:
    return [(m.span.start - parsed.start, m.span.end - parsed.start) for m in parsed.of(Kind.REGION) if m.span]


class View:
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
            return Evidence(named.label, fact.score, EVEN)
        words = self._words(at, span)
        if words is None:
            return None
        return Evidence(named.label, fact.score, self.says(*words, named.label))

    def says(self, start: int, end: int, label: str) -> Opinion:
        return Opinion(self.lattice.score(start, end, label), self.lattice.coverage(start, end, label))

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


def candidates(view: View, found: Sequence[Fact]) -> Iterator[Candidate]:
    """Likely names where no rule finds a name of the kind."""
    size = max((p.sentence.span.end for p in view.parsed), default=0)
    taken = {label: bytearray(size) for label in ADDED}
    for label, span in (place for fact in found for place in _places(fact)):
        if label in taken:
            taken[label][span.start : span.end] = b"\1" * (span.end - span.start)
    for parsed, span, name in view.names():
        if name.label in ADDED and not parsed.sentence.is_heading and not any(taken[name.label][span.start : span.end]):
            coverage = view.lattice.coverage(name.start, name.end, name.label)
            yield Candidate(parsed, span, Evidence(name.label, 0.0, Opinion(name.score, coverage)))


def fact_of(candidate: Candidate, context: Context, score: float = 1.0) -> Fact:
    """The fact that a name is, placed as the rules place theirs."""
    parsed, span, held = candidate
    kind, named, rule = ADDED[held.label]
    mention = Mention(named, parsed.text[span.start - parsed.start : span.end - parsed.start], span)
    region = region_of(parsed, span.start, span.end, context)
    return Fact(kind, {NAMED[kind].role: mention, "region": region}, parsed.sentence.span, rule, score)


def _added(view: View, scorer: Scorer, context: Context, found: Sequence[Fact]) -> Iterator[Fact]:
    if context.genre is Genre.POLICY or not scorer.least:
        return
    for candidate in candidates(view, found):
        score = scorer.score(candidate.held)
        if score >= scorer.least.get(candidate.held.label, 2.0):
            yield fact_of(candidate, context, score)


def _places(fact: Fact) -> Iterator[tuple[str, Span]]:
    named = NAMED.get(fact.kind)
    span = fact.mention(named.role).span if named else None
    if named and span:
        yield named.label, span
