"""Which names of a document are one thing: short and full names of a firm, a programme with and without its noun.

Only what the document itself makes plain is joined: where two longer names fit a short one, it stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kg import register
from kg.model import Context, Document, Fact, Kind, Mention, Value

_QUOTES = re.compile("[“”\"']")
_LABEL = re.compile(r"“([^“”]+)”")
# A name that one of these closes is whole; only more of the kind may follow it (华兴集团 = 华兴集团有限公司).
_CLOSED = re.compile(r"(?:集团|公司|银行|厂|所|院|局|社)$")
_CLOSING = re.compile(r"(?:集团|股份|控股|有限|责任|总|公司)+")


def settle(document: Document, facts: Iterable[Fact], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    """The facts with the fullest names of the document, each statement of a sentence once, in the given order."""
    held = tuple(facts)
    labels = _labels(held)
    fullest = {
        Kind.ENTERPRISE: _firms(labels[Kind.ENTERPRISE]),
        Kind.PROGRAMME: _programmes(labels[Kind.PROGRAMME]),
    }
    seen: set[tuple[object, ...]] = set()
    for fact in held:
        settled = _renamed(fact, fullest)
        said = _statement(settled)
        if said not in seen:
            seen.add(said)
            yield settled


def _labels(facts: Sequence[Fact]) -> Mapping[Kind, tuple[str, ...]]:
    """The names of the kinds that have fuller ones, each once, in order of the facts."""
    held: dict[Kind, dict[str, None]] = {Kind.ENTERPRISE: {}, Kind.PROGRAMME: {}}
    for fact in facts:
        for value in fact.roles.values():
            if isinstance(value, Mention) and value.kind in held:
                held[value.kind][value.label] = None
    return {kind: tuple(names) for kind, names in held.items()}


def _renamed(fact: Fact, fullest: Mapping[Kind, Mapping[str, str]]) -> Fact:
    renamed: dict[str, Value] = {
        role: replace(value, name=fullest[value.kind][value.label])
        for role, value in fact.roles.items()
        if isinstance(value, Mention) and value.kind in fullest and value.label in fullest[value.kind]
    }
    return replace(fact, roles={**fact.roles, **renamed}) if renamed else fact


def _statement(fact: Fact) -> tuple[object, ...]:
    """What a fact says, whichever of two equal words of the sentence says it."""
    return (fact.kind, fact.evidence, frozenset([(role, _said(value)) for role, value in fact.roles.items()]))


def _said(value: Value) -> tuple[str, ...]:
    if isinstance(value, Mention):
        return (value.kind, value.label, value.key)
    return (type(value).__name__, str(value))


def _firms(names: Sequence[str]) -> dict[str, str]:
    """The fullest name of each firm that has a longer one."""
    pairs = ((name, _only([other for other in names if _extends(name, other)])) for name in names)
    return {name: full for name, full in pairs if full}


def _extends(short: str, full: str) -> bool:
    """Whether `full` is the longer name of the same firm; with a place in what it adds it is a branch of its own."""
    if len(full) <= len(short) or not full.startswith(short):
        return False
    rest = full[len(short) :]
    if _CLOSED.search(short):
        return bool(_CLOSING.fullmatch(rest))
    return not any(True for _ in register.find(rest))


def _only(names: Sequence[str]) -> str:
    """The longest of names of which each begins the next; empty where they part ways, or where there is none."""
    held = sorted(names, key=lambda name: (len(name), name))
    chained = all(longer.startswith(shorter) for shorter, longer in pairwise(held))
    return held[-1] if held and chained else ""


def _programmes(names: Sequence[str]) -> dict[str, str]:
    """“X”行动 for “X” and for X行动, where the document has no other noun after “X”."""
    found: dict[str, str] = {}
    labelled = [name for name in names if "“" in name and _LABEL.search(name)]
    bare = {name: _QUOTES.sub("", name) for name in labelled}
    for name in names:
        if name in bare:
            quoted: list[str] = []
        else:
            plain = _QUOTES.sub("", name)
            quoted = [other for other in labelled if bare[other] == plain]
        label = _LABEL.fullmatch(name)
        longer = [o for o in labelled if o != name and o.startswith(name)] if label else []
        if full := _only(longer) or _only(quoted):
            found[name] = full
    return found
