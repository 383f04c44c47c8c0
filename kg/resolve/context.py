"""Who speaks in a document, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import register
from kg.model import Context, Document, Genre, Kind, Mention, Sentence


def of(document: Document, sentences: Sequence[Sentence]) -> Context:  # noqa: ARG001
    """Bootstrap: the first region named at the head, the first year at the head."""
    head = document.stem + "\n" + document.text[:600]
    speaker = Mention(Kind.REGION, "中国", None, "中国", "100000")
    genre = Genre.REPORT if "工作报告" in head else Genre.PRESS if "新闻发布会" in head else Genre.NEWS
    if genre is not Genre.NEWS:
        for span in register.find(head):
            held = register.candidates(span.of(head))
            if len(held) == 1:
                speaker = Mention(Kind.REGION, held[0].name, None, held[0].name, held[0].code)
                break
    year = re.search(r"(20\d\d)年", head)
    return Context(genre, speaker, year.group(1) if year else "", int(year.group(1)) if year else None)
