"""Mentions of regions get the official name and code that the document's context gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg import register
from kg.model import Context, Kind, Mention, Parsed


def settle(parsed: Iterable[Parsed], context: Context) -> tuple[Parsed, ...]:
    return tuple(replace(p, mentions=tuple(_settle(m, context) for m in p.mentions)) for p in parsed)


def _settle(mention: Mention, context: Context) -> Mention:
    if mention.kind is not Kind.REGION:
        return mention
    if mention.text in {"全国", "我国", "国内"}:
        return replace(mention, name="中国", key="100000")
    if mention.text in register.DEICTIC:
        return replace(mention, name=context.speaker.name, key=context.speaker.key)
    held = register.candidates(mention.text)
    return replace(mention, name=held[0].name, key=held[0].code) if len(held) == 1 else mention
