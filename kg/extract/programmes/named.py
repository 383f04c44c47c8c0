"""Programmes named by their closing word, without quotation marks: 提振消费专项行动, 公立医院改革."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import HIDDEN, Flat, Verb, clauses, past_lead, verbs

THRESHOLD = 0.5
JOINT = re.compile(r"以及|[、和与及暨]")
_VERSION = re.compile(r"\d(?:\.\d)?版")
# 的 and 之 between words, not inside of one (博物馆之城).
_OF = re.compile(r"的|之(?![江路都城家乡声星光窗夜风])")
# Things that are built: their 工程 and 建设 are projects.
_FACILITY = re.compile(
    r"水库|高速|铁路|公路|联网|电网|管网|机场|水利|灌区|港[区口]|大桥|隧道|电站|航线|干线|改扩建|扩容工程|期工程|厂房|河道"
)
_NATIONAL = re.compile(r"国家|全国")
# What no noun phrase holds: a clause that lost its verb.
_CLAUSAL = re.compile(r"[把将让使被就是而从了]|通过|依靠|我们|必须|始终|其中|只要|不断|抓|更大力度")


class Name(NamedTuple):
    """A programme's name in the sentence, what found it, and how sure that is.

    `head` is the closing word where it stands apart from the name (“甲”“乙”行动), else empty.
    """

    start: int
    end: int
    head: str
    rule: str
    score: float


class Found(NamedTuple):
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


def _heads(flat: Flat, start: int, end: int) -> Iterator[Found]:
    """The closing words of a clause that end a programme's name, each with its own object."""
    known = lexicon.heads()
    governing = verbs(flat, start, end)
    left, verb, held = start, "subject", None
    for word in lexicon.head_pattern().finditer(flat.text, start, end):
        if word.end() not in flat.ends:
            continue
        chosen = _governor([v for v in governing if left <= v.start and _governs(v, word.start())])
        if chosen and held:
            yield held
            held = None
        if chosen:
            left, verb = chosen.end, chosen.kind
        found = Found(left, word.start(), word.end(), known[word.group()], verb)
        if _score(flat, found) < THRESHOLD:
            continue
        held = found
        joint = JOINT.match(flat.text, found.end)
        if joint:
            yield held
            left, held = joint.end(), None
    if held:
        yield held


def _governs(verb: Verb, head: int) -> bool:
    """Before the head; only a verb that carries out may touch it (开展学习教育), others modify it (提升行动)."""
    return verb.end < head or (verb.end == head and verb.kind == "carry")


def _governor(held: list[Verb]) -> Verb | None:
    """The verb whose object the name is: the last that carries out, else the first, with the verbs right after it."""
    if not held:
        return None
    carry = [i for i, v in enumerate(held) if v.kind == "carry"]
    at = carry[-1] if carry else 0
    chosen = held[at]
    for verb in held[at + 1 :]:
        if verb.start != chosen.end or (chosen.kind == "carry" and verb.kind != "push"):
            break
        chosen = Verb(chosen.start, verb.end, min(chosen.kind, verb.kind, key=lexicon.VERB_CLASSES.index))
    return chosen


def _score(flat: Flat, found: Found) -> float:
    begin = begin_of(flat, found.left, found.start)
    modifier = flat.text[begin : found.start]
    if HIDDEN in modifier or not _names(modifier):
        return 0.0
    score = lexicon.grades().get((found.kind, "plain", found.verb), 0.0)
    if found.verb == "subject" and not _is_subject(flat, found, begin):
        return 0.0
    if found.kind == "pilot" and (_NATIONAL.match(modifier) or _counted(flat, found, begin)):
        return 0.0
    if found.kind in {"works", "building"} and _FACILITY.search(modifier + flat.text[found.start : found.end]):
        return score - 0.4
    if found.kind == "system" and score >= 0.3 and len(modifier) >= 6 and not JOINT.search(modifier):
        return score + 0.25
    return score


def _names(modifier: str) -> bool:
    """Whether what stands before a closing word tells it from others of its kind."""
    return len(modifier) >= 2 and modifier[0] not in "、和与及" and not lexicon.generic_pattern().fullmatch(modifier)


def _is_subject(flat: Flat, found: Found, begin: int) -> bool:
    modifier = flat.text[begin : found.start]
    return not _CLAUSAL.search(modifier) and bool(lexicon.predicate_pattern().match(flat.text, found.end))


def _counted(flat: Flat, found: Found, begin: int) -> bool:
    """16处…试点, …试点15个: so many sites, none of them named."""
    return (
        flat.text[found.left : begin][-1:] in {"个", "处", "项", "家", "批"}
        or flat.text[found.end : found.end + 1].isdigit()
    )


def begin_of(flat: Flat, left: int, head: int) -> int:
    """Past adverbs and counts, and past what a 的 outside of quotes parts from the name."""
    begin = past_lead(flat, left, head)
    found = list(_OF.finditer(flat.text, begin, head - 1))
    if found and head - found[-1].end() >= 4:
        begin = past_lead(flat, found[-1].end(), head)
    return begin


def _items(flat: Flat, found: Found) -> Iterator[Name]:
    """The name that a closing word ends, or each member of the list that shares it."""
    begin = begin_of(flat, found.left, found.start)
    version = _VERSION.match(flat.text, found.end)
    end = version.end() if version else found.end
    whole = Name(begin, end, "", f"{found.kind}-{found.verb}", _score(flat, found))
    if shared := lexicon.shared_pattern().fullmatch(flat.text, begin, found.start):
        head = flat.text[shared.start("mod") : end].removeprefix("一批").removeprefix("重点")
        yield from _elements(flat, begin, shared.end("list"), whole._replace(head=head))
    elif found.kind in {"reform", "cleanup"} and "、" in flat.text[begin : found.start]:
        last = flat.text.rindex("、", begin, found.start) + 1
        yield from _elements(flat, begin, last - 1, whole._replace(head=flat.text[found.start : end]))
        yield whole._replace(start=last)
    else:
        yield whole


def _elements(flat: Flat, begin: int, end: int, name: Name) -> Iterator[Name]:
    at = begin
    for joint in [*JOINT.finditer(flat.text, begin, end), None]:
        stop = joint.start() if joint else end
        if stop - at >= 2:
            yield name._replace(start=at, end=stop, rule=f"{name.rule}-list")
        at = joint.end() if joint else end
