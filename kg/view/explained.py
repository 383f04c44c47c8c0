"""What `kg explain` found in a document, as text for people. The shape of its argument: kg.pipeline.explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def explained(held: Mapping[str, Any]) -> Iterator[str]:
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
