"""Programmes named by their closing word: 提振消费专项行动, 公立医院改革, “智赋万企”行动."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import HIDDEN, Flat, Verb, clauses, past_lead, verbs

THRESHOLD = 0.5
_JOINT = re.compile(r"以及|[、和与及暨]")
_VERSION = re.compile(r"\d(?:\.\d)?版")
_OF = re.compile(r"[的之](?!江|路|都|城|家|乡|声|星|光|窗|夜)")
# Things that are built: their 工程 and 建设 are projects.
_FACILITY = re.compile(
    r"水库|高速|铁路|公路|联网|电网|管网|机场|水利|灌区|港[区口]|大桥|隧道|电站|[^路航干]线(?!上|路)|改扩建|扩容工程|[0-9]期|医院迁建|厂房|河道"
)
_NATIONAL = re.compile(r"^(?:国家|全国)")


class Name(NamedTuple):
    """A programme's name in the sentence, what found it, and how sure that is.

    `head` is the closing word where it stands apart from the name (“甲”“乙”行动), else empty.
    """

    start: int
    end: int
    head: str
    rule: str
    score: float


class _Found(NamedTuple):
    """A closing word with the verb that governs it and where its object begins."""

    left: int
    start: int
    end: int
    kind: str
    verb: str


def names(flat: Flat) -> Iterator[Name]:
    for start, end in clauses(flat):
        for found in _heads(flat, start, end):
            yield from _items(flat, found)


def _heads(flat: Flat, start: int, end: int) -> Iterator[_Found]:
    """The closing words of a clause that end a programme's name, each with its own object."""
    known = lexicon.heads()
    governing = verbs(flat, start, end)
    left, verb, held = start, "subject", None
    for word in lexicon.head_pattern().finditer(flat.text, start, end):
        if word.end() not in flat.ends:
            continue
        chosen = _governor([v for v in governing if left <= v.start and v.end < word.start()])
        if chosen and held:
            yield held
            held = None
        if chosen:
            left, verb = chosen.end, chosen.kind
        found = _Found(left, word.start(), word.end(), known[word.group()], verb)
        if _score(flat, found) < THRESHOLD:
            continue
        held = found
        joint = _JOINT.match(flat.text, found.end)
        if joint:
            yield held
            left, held = joint.end(), None
    if held:
        yield held


def _governor(held: list[Verb]) -> Verb | None:
    """The verb whose object the name is: the last that carries out, else the first, with the verbs right after it."""
    if not held:
        return None
    carry = [i for i, v in enumerate(held) if v.kind == "carry"]
    at = carry[-1] if carry else 0
    chosen = held[at]
    for verb in held[at + 1 :]:
        if verb.start != chosen.end:
            break
        chosen = Verb(chosen.start, verb.end, _stronger(chosen.kind, verb.kind))
    return chosen


def _stronger(one: str, other: str) -> str:
    return min(one, other, key=lexicon.VERB_CLASSES.index)


def _score(flat: Flat, found: _Found) -> float:
    form = "quoted" if HIDDEN in flat.text[found.left : found.start] else "plain"
    score = lexicon.grades()[found.kind, form, found.verb]
    begin = _begin(flat, found.left, found.start)
    modifier = flat.text[begin : found.start]
    if form == "plain":
        if lexicon.generic_pattern().fullmatch(modifier) or len(modifier) < 2 or modifier[0] in "、和与及":
            return 0.0
        if found.kind in {"works", "building"} and _FACILITY.search(modifier + flat.text[found.start : found.end]):
            return score - 0.4
        if found.kind == "pilot" and _NATIONAL.match(modifier):
            return 0.0
    return score


def _begin(flat: Flat, left: int, head: int) -> int:
    """Past adverbs and counts, and past what a 的 outside of quotes parts from the name."""
    begin = past_lead(flat, left, head)
    if found := list(_OF.finditer(flat.text, begin, head - 1)):
        if head - found[-1].end() >= 4:
            begin = past_lead(flat, found[-1].end(), head)
    return begin


def _items(flat: Flat, found: _Found) -> Iterator[Name]:
    begin = _begin(flat, found.left, found.start)
    version = _VERSION.match(flat.text, found.end)
    end = version.end() if version else found.end
    yield Name(begin, end, "", f"{found.kind}-{found.verb}", _score(flat, found))
