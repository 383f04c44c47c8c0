from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.evidence import quotes
from tests.graph.world import ORDER, REPORT, order_facts, report_facts

if TYPE_CHECKING:
    from pyoxigraph import Store


def test_every_quote_is_the_text_at_its_place(store: Store) -> None:
    documents = {document.sha256: document for document in (REPORT, ORDER)}
    found = list(quotes(store))
    assert found == sorted(found)
    for quote in found:
        document = documents[quote.sha256]
        assert quote.document == document.stem
        assert document.text[quote.start : quote.end] == quote.exact


def test_each_sentence_once(store: Store) -> None:
    spans = {(ORDER.stem, *fact.evidence) for fact in order_facts()}
    spans |= {(REPORT.stem, *fact.evidence) for fact in report_facts()}
    assert [(quote.document, quote.start, quote.end) for quote in quotes(store)] == sorted(spans)
