"""Mentions that every extractor leans on: names of regions and titles in 《》, with their places in the document."""

from __future__ import annotations

import re

from kg.model import Kind, Mention, Sentence, Span
from kg.register import find as find_regions

# A title may hold titles: 《关于印发〈办法〉的通知》, or carelessly 《…《…》…》.
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")


def find(sentence: Sentence) -> tuple[Mention, ...]:
    """Regions outside of titles, and titles, in order."""
    titles = [Span(*found.span()) for found in _TITLE.finditer(sentence.text)]
    start = sentence.span.start
    mentions = [
        Mention(Kind.POLICY, span.of(sentence.text)[1:-1], Span(start + span.start + 1, start + span.end - 1))
        for span in titles
    ]
    mentions.extend(
        Mention(Kind.REGION, span.of(sentence.text), Span(start + span.start, start + span.end))
        for span in find_regions(sentence.text)
        if not any(title.contains(span) for title in titles)
    )
    return tuple(sorted(mentions, key=lambda m: m.span or Span(0, 0)))
