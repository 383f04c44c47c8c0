"""Mentions that every extractor leans on: names of regions and titles in 《》, with their places in the document."""

from __future__ import annotations

import re

from kg.model import Kind, Mention, Sentence, Span
from kg.register import find as find_regions

# A title may hold titles: 《关于印发〈办法〉的通知》, or carelessly 《…《…》…》.
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")


def find(sentence: Sentence) -> tuple[Mention, ...]:
    """Regions outside of titles, and titles, in order."""
    text, start = sentence.text, sentence.span.start
    titles = [Span(*found.span()) for found in _TITLE.finditer(text)]
    regions = [
        Mention(Kind.REGION, span.of(text), Span(start + span.start, start + span.end))
        for span in find_regions(text)
        if not (titles and any(title.contains(span) for title in titles))
    ]
    if not titles:
        return tuple(regions)  # in order as they are found
    mentions = [Mention(Kind.POLICY, s.of(text)[1:-1], Span(start + s.start + 1, start + s.end - 1)) for s in titles]
    return tuple(sorted([*mentions, *regions], key=lambda m: m.span or Span(0, 0)))
