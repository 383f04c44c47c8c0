"""The tagger as a component of a spaCy pipeline, for those who work with Docs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.errors import DataError
from kg.extract.tagger import scoring, tokens, weights
from kg.extract.tagger.inference import Lattice, lattice
from kg.extract.tagger.scoring import EVEN, Evidence, Opinion, Scorer
from kg.extract.tagger.weights import Weights

NAME = "kg_names"
OWN = "tagger"  # the id of spans that only the tagger finds


@Language.factory(NAME, assigns=["doc.spans"], requires=["doc.spans"])
def create(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's factory protocol
    """Raises DataError where this installation has no model."""
    model, scorer = weights.load(), scoring.load()
    if model is None or scorer is None:
        raise DataError(str(scoring.model()), "there is no model", "make model")
    return Component(model, scorer)


class Component:
    """Reads doc.spans["rules"] (names as the rules found them, with their labels) and doc.spans["regions"].

    Writes doc.spans["names"]: the rules' names and those that only the tagger finds and is sure of (id_ "tagger"), with
    attrs["scores"] beside them, each between 0 and 1. Either group may be missing. Names of different labels may
    overlap.
    """

    def __init__(self, model: Weights, scorer: Scorer) -> None:
        self.model = model
        self.scorer = scorer

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 256) -> Iterator[Doc]:
        held: list[Doc] = []
        for doc in stream:
            held.append(doc)
            if len(held) == batch_size:
                yield from self._tagged(held)
                held = []
        if held:
            yield from self._tagged(held)

    def _tagged(self, docs: list[Doc]) -> Iterator[Doc]:
        regions = [[(s.start_char, s.end_char) for s in _group(doc, "regions")] for doc in docs]
        held = lattice(self.model, tokens.of(docs, [doc.text for doc in docs], regions))
        names = held.names()
        for doc, (first, last) in zip(docs, held.held.sentences, strict=True):
            rules = list(_group(doc, "rules"))
            taken = {(span.label_, token.i) for span in rules for token in span}
            own = [
                Span(doc, name.start - first, name.end - first, label=name.label, span_id=OWN)
                for name in names
                if first <= name.start < last
            ]
            fresh = [span for span in own if not any((span.label_, token.i) in taken for token in span)]
            scored = [(span, self._score(held, span, first)) for span in (*rules, *fresh)]
            sure = [each for at, each in enumerate(scored) if at < len(rules) or each[1] >= self._least(each[0])]
            doc.spans["names"] = [span for span, _ in sure]
            doc.spans["names"].attrs["scores"] = [score for _, score in sure]
            yield doc

    def _least(self, span: Span) -> float:
        return self.scorer.least.get(span.label_, 2.0)

    def _score(self, held: Lattice, span: Span, first: int) -> float:
        start, end, label = first + span.start, first + span.end, span.label_
        given = 0.0 if span.id_ == OWN else 1.0
        if not held.knows(label):
            return self.scorer.score(Evidence(label, given, EVEN))
        said = Opinion(held.score(start, end, label), held.coverage(start, end, label))
        return self.scorer.score(Evidence(label, given, said))


def _group(doc: Doc, name: str) -> Iterable[Span]:
    return cast("Iterable[Span]", doc.spans.get(name, ()))
