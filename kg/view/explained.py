"""What each stage made of a document: as plain values for programs, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kg.model import Context, Document, Fact, Mention, Parsed, Value


def explanation(
    document: Document, context: Context, sentences: Sequence[Parsed], facts: Sequence[Fact]
) -> dict[str, Any]:
    """Plain values: what was read, who speaks and when, and `sentences` with words, mentions, facts and rules."""
    return {
        "path": document.path,
        "document": document.stem,
        "media_type": document.media_type,
        "characters": len(document.text),
        "metadata": dict(document.metadata),
        "noise": [span.of(document.text) for span in document.noise],
        "context": {
            "genre": str(context.genre),
            "speaker": context.speaker.label,
            "date": context.date,
            "year": context.year,
            "title": context.title,
        },
        "sentences": [_explained(parsed, facts) for parsed in sentences],
    }


def _explained(parsed: Parsed, facts: Sequence[Fact]) -> dict[str, Any]:
    span = parsed.sentence.span
    held = [fact for fact in facts if fact.evidence.start < span.end and span.start < fact.evidence.end]
    return {
        "start": span.start,
        "end": span.end,
        "text": parsed.text,
        "heading": parsed.sentence.is_heading,
        "headings": list(parsed.sentence.headings),
        "words": [token.text for token in parsed.doc],
        "mentions": [_mentioned(mention) for mention in parsed.mentions],
        "facts": [_fact(fact) for fact in held],
    }


def _mentioned(mention: Mention) -> dict[str, Any]:
    span = [mention.span.start, mention.span.end] if mention.span else None
    return {"kind": str(mention.kind), "text": mention.text, "span": span, "name": mention.name, "key": mention.key}


def _fact(fact: Fact) -> dict[str, Any]:
    roles = {role: _plain(held) for role, held in fact.roles.items()}
    return {"kind": str(fact.kind), "roles": roles, "rule": fact.rule, "score": fact.score}


def _plain(value: Value) -> str:
    if isinstance(value, Mention):
        return value.label
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def lines(held: Mapping[str, Any]) -> Iterator[str]:
    """Lines: the document and who speaks in it, then each sentence with its words, mentions and facts."""
    context = held["context"]
    yield f"{held['path']}  ({held['media_type']}, {held['characters']:,} characters)"
    for name, value in held["metadata"].items():
        yield f"  {name}: {_one_line(value)}"
    said = [f"{name} {context[name]}" for name in ("genre", "speaker", "date", "year") if context[name]]
    yield "  context: " + ", ".join(said)
    if held["noise"]:
        yield "  left out as control lines: " + " | ".join(_one_line(text) for text in held["noise"])
    for sentence in held["sentences"]:
        yield ""
        yield from _sentence(sentence)


def _sentence(held: Mapping[str, Any]) -> Iterator[str]:
    mark = "heading" if held["heading"] else "sentence"
    yield f"{mark} [{held['start']}:{held['end']}] {_one_line(held['text'])}"
    if held["headings"]:
        yield "  under    " + " › ".join(held["headings"])
    yield "  words    " + "|".join(_one_line(word) for word in held["words"])
    for mention in held["mentions"]:
        settled = f" → {mention['name']}" if mention["name"] and mention["name"] != mention["text"] else ""
        key = f" ({mention['key']})" if mention["key"] else ""
        yield f"  mention  {mention['kind']}: {mention['text']}{settled}{key}"
    for fact in held["facts"]:
        roles = ", ".join(f"{role}={_one_line(value)}" for role, value in fact["roles"].items())
        yield f"  fact     {fact['kind']}: {roles}  [rule {fact['rule']}, score {fact['score']:g}]"
    if not held["facts"]:
        yield "  fact     none"


def _one_line(text: object) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
