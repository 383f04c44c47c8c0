"""Programmes named by a quotation: “智赋万企”行动, “三高四新”美好蓝图, “甲”“乙”行动, 制造业“智改数转”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import Flat, Verb, all_verbs, clauses, past_lead
from kg.extract.programmes.named import JOINT, THRESHOLD, Name

_LONGEST_PREFIX = 14
_COUNTED = re.compile(r"[一二三四五六七八九十两双\d][^，。]{0,6}")
# A label is no name: what is only called so, a time, a saying.
_NO_LABEL = re.compile(
    r"[“‘](?:[一二三四五六七八九十]{2,3}五|.)[”’]|[^”]*[，。！？、].{8,}|.*(?:经济|不动摇|维护|确立|意识|自信)[”’]$"
)
_OF = re.compile(r"的")


def names(flat: Flat) -> Iterator[Name]:
    for start, end in clauses(flat):
        left = start
        for group in _groups(flat, start, end):
            yield from _group(flat, left, end, group)
            left = group[-1][1]


def _groups(flat: Flat, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Quotations that follow each other directly or by 、 or 和: they share what follows the last."""
    held: list[tuple[int, int]] = []
    for quote in flat.quotes:
        if not start <= quote[0] < end:
            continue
        if held and not re.fullmatch(r"[、和与及]?", flat.text[held[-1][1] : quote[0]]):
            yield held
            held = []
        held.append(quote)
    if held:
        yield held


def _group(flat: Flat, left: int, end: int, group: list[tuple[int, int]]) -> Iterator[Name]:
    first, last = group[0][0], group[-1][1]
    verb = _governor(flat, left, first)
    kind = verb.kind if verb else "subject"
    begin = _prefix(flat, verb.end if verb else left, first)
    tail = lexicon.tail_pattern().match(flat.text, last, end)
    closed = tail is not None and tail.end("head") in flat.ends
    for number, (start, stop) in enumerate(group):
        at = begin if number == 0 else start
        if tail and closed:
            name = _closed(flat, at, stop, tail, kind)
        else:
            name = _bare(flat, (start, stop), at, kind)
        if name and name.score >= THRESHOLD and not _NO_LABEL.fullmatch(flat.raw, start, stop):
            yield name


def _closed(flat: Flat, begin: int, stop: int, tail: re.Match[str], verb: str) -> Name:
    """A label with its closing word, written right after it or shared with the labels after it."""
    head = flat.raw[tail.start("mod") : tail.end("head")]
    kind = lexicon.label_heads()[tail["head"]]
    score = lexicon.grades().get((kind, "quoted", verb), 0.0)
    whole = stop == tail.start() and not tail["etc"]
    return Name(begin, tail.end("head") if whole else stop, "" if whole else head, f"label-{kind}-{verb}", score)


def _bare(flat: Flat, quote: tuple[int, int], begin: int, verb: str) -> Name | None:
    """A label alone, which a verb or its own last word shows to be a programme."""
    inner = flat.raw[quote[0] + 1 : quote[1] - 1]
    kind = next((k for head, k in lexicon.heads().items() if inner.endswith(head) and len(inner) > len(head)), "label")
    if not _ends(flat, quote[1]):
        return None
    score = lexicon.grades().get((kind, "quoted", verb), 0.0)
    return Name(begin, quote[1], "", f"label-{kind}-{verb}-bare", score)


def _ends(flat: Flat, at: int) -> bool:
    """Whether the name ends with the quotation: a pause, a list, or a predicate follows."""
    following = flat.text[at : at + 1]
    return following in {"", "，", "。", "；", "、", "“", ",", ";"} or bool(
        JOINT.match(flat.text, at) or flat.text.startswith("等", at) or lexicon.predicate_pattern().match(flat.text, at)
    )


def _governor(flat: Flat, left: int, quote: int) -> Verb | None:
    """The nearest verb before the quotation, unless it is the last part of a modifier (评审, 提升)."""
    held = [verb for verb in all_verbs(flat, left, quote) if quote - verb.end <= _LONGEST_PREFIX]
    if not held:
        return None
    chosen = held[-1]
    for verb in reversed(held[:-1]):
        if verb.end != chosen.start:
            break
        chosen = Verb(verb.start, chosen.end, min(chosen.kind, verb.kind, key=lexicon.VERB_CLASSES.index))
    return chosen


def _prefix(flat: Flat, left: int, quote: int) -> int:
    """Where the modifiers before a quotation begin: 制造业“智改数转”, 省级第二期“双高计划”."""
    begin = left
    for found in [*JOINT.finditer(flat.text, left, quote), *_OF.finditer(flat.text, left, quote)]:
        begin = max(begin, found.end())
    begin = past_lead(flat, begin, quote)
    region = next((e for s, e in sorted(flat.regions) if s == begin and e < quote), begin)
    begin = past_lead(flat, region, quote)
    return begin if quote - begin <= _LONGEST_PREFIX else quote
