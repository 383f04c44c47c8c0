"""A learned second opinion on open-ended names: how likely each fact is, and names that the rules leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

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
    """The facts with calibrated scores. `learned` asks the model of names, too, and adds the names that it is sure of.

    Without the files of the model the facts stay as they are; DataError where they are there and cannot be read.
    """
    scorer = scoring.load()
    if scorer is None or (learned and not available()):
        yield from found
        return
    view = look(parsed) if learned and parsed else None
    for fact in found:
        held = view.of(fact) if view else alone(fact)
        yield replace(fact, score=scorer.score(held)) if held else fact
    if view:
        yield from _added(view, scorer, context, found)


def alone(fact: Fact) -> Evidence | None:
    """What the rules alone say of a fact's open-ended name; None of other kinds of facts."""
    named = NAMED.get(fact.kind)
    return Evidence(named.label, fact.score) if named else None


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


def candidates(view: View, context: Context, found: Sequence[Fact]) -> Iterator[tuple[Fact, Evidence]]:
    """Facts of names where no rule finds any open-ended name, with what is known of them."""
    taken = bytearray(max((p.sentence.span.end for p in view.parsed), default=0))
    for span in (span for fact in found for span in _places(fact)):
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    for parsed, span, name in view.names():
        if name.label not in ADDED or parsed.sentence.is_heading or any(taken[span.start : span.end]):
            continue
        kind, named, rule = ADDED[name.label]
        region = region_of(parsed, span.start, span.end, context)
        mention = Mention(named, parsed.text[span.start - parsed.start : span.end - parsed.start], span)
        fact = Fact(kind, {NAMED[kind].role: mention, "region": region}, parsed.sentence.span, rule)
        yield fact, Evidence(name.label, 0.0, view.says(name.start, name.end, name.label))


def _added(view: View, scorer: Scorer, context: Context, found: Sequence[Fact]) -> Iterator[Fact]:
    if context.genre is Genre.POLICY or not scorer.least:
        return
    for fact, held in candidates(view, context, found):
        score = scorer.score(held)
        if score >= scorer.least.get(held.label, 2.0):
            yield replace(fact, score=score)


def _places(fact: Fact) -> Iterator[Span]:
    named = NAMED.get(fact.kind)
    span = fact.mention(named.role).span if named else None
    if span:
        yield span
