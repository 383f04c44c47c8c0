"""Clauses of a sentence, flattened so that what stands in quotes, brackets and titles hides no verb and no comma."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.programmes import lexicon
from kg.model import Kind, Parsed

HIDDEN = "○"  # stands for each character in quotes
BRACKETED = "□"  # stands for each character of a bracket or of a 《title》
_QUOTED = re.compile(r"[“‘「]([^”’」]{1,40})[”’」]")
_QUOTES = frozenset("“‘「")
_BRACKETS = re.compile(r"[（(][^）)]{0,40}[）)]")
_TITLES = re.compile(r"《[^》]*》")
_CLAUSE = re.compile(r"[^，。；：！？,;:!?\s]+")
JOINT = re.compile(rf"以及|[、暨]|{lexicon.AND}")
# Before a verb's adverbs: conjunctions, and the last characters of those who act (各级政府, 市场监管总局, 我们).
_SUBJECT_ENDS = frozenset("以为在把将要会来者内局厅部委院府省市区县州们年家业")
_JOINTS = frozenset("、和并同")
# The number of a point: （二十三）深化…, 四、推进…
_NUMBER = re.compile(r"(?:□+|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))+")
_ADVERBS = 60  # characters that the adverbs before a verb may take


class Verb(NamedTuple):
    """A governing verb: its place in the sentence and its class (`lexicon.verbs`)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Flat:
    """A sentence with its hidden stretches masked; `text` has the sentence's length, so offsets are the same."""

    text: str
    raw: str
    quotes: tuple[tuple[int, int], ...]  # [start, end) of each quotation with its marks
    ends: frozenset[int]  # where words end
    regions: frozenset[tuple[int, int]]  # where regions are named
    plan: bool = False  # of a plan, a notice or the news of one, where each measure has its name


def flatten(parsed: Parsed, *, plan: bool = False) -> Flat:
    raw = text = parsed.text
    quotes: tuple[tuple[int, int], ...] = ()
    if "《" in text:
        text = _TITLES.sub(lambda m: BRACKETED * len(m.group()), text)
    if not _QUOTES.isdisjoint(text):
        quotes = tuple(found.span() for found in _QUOTED.finditer(text))
        text = _QUOTED.sub(lambda m: f"“{HIDDEN * (len(m.group()) - 2)}”", text)
    if "（" in text or "(" in text:
        text = _BRACKETS.sub(lambda m: BRACKETED * len(m.group()), text)
    regions = frozenset(
        (m.span.start - parsed.start, m.span.end - parsed.start) for m in parsed.of(Kind.REGION) if m.span is not None
    )
    return Flat(text, raw, quotes, frozenset(parsed.ends), regions, plan)


def clauses(flat: Flat) -> Iterator[tuple[int, int]]:
    for found in _CLAUSE.finditer(flat.text):
        yield found.span()


def all_verbs(flat: Flat, start: int, end: int) -> Iterator[Verb]:
    """Every word of a stretch that may govern a name."""
    known = lexicon.verbs()
    for found in lexicon.verb_pattern().finditer(flat.text, start):  # what follows `end` shows whether it is a verb
        if found.end() > end:
            break
        if found.end() in flat.ends:
            yield Verb(found.start(), found.end(), known[found.group()])


def verbs(flat: Flat, start: int, end: int) -> tuple[Verb, ...]:
    """The governing verbs of a clause in order.

    A verb that carries out (实施, 开展) governs wherever it stands; any other must open the clause, or follow an
    adverb or another verb, for elsewhere it is part of a name (服务业扩能提质行动, 国有企业改革深化提升行动).
    """
    held: list[Verb] = []
    number = _NUMBER.match(flat.text, start, end)
    start = number.end() if number else start
    for verb in all_verbs(flat, start, end):
        if verb.kind == "carry" or _opens(flat, held[-1].end if held else start, verb, first=not held):
            held.append(verb)
    return tuple(held)


def _opens(flat: Flat, after: int, verb: Verb, *, first: bool) -> bool:
    """Whether only adverbs part the verb from `after`, or from a region, a body or a conjunction."""
    found = lexicon.adverbs_pattern().search(flat.text, max(after, verb.start - _ADVERBS), verb.start)
    begin = found.start() if found else verb.start
    if begin == after:
        return True
    beside = any(end == begin for _, end in flat.regions)  # 支持成都、绵阳深化…
    if not first:
        return verb.kind == "push" and (beside or flat.text[begin - 1] in _JOINTS)
    return flat.text[begin - 1] in _SUBJECT_ENDS or (after, begin) in flat.regions


def past_lead(flat: Flat, left: int, right: int) -> int:
    """Past the adverbs and counts that open a clause."""
    return _past(lexicon.lead_pattern(), flat, left, right)


def past_count(flat: Flat, left: int, right: int) -> int:
    """Past the counts that open an object."""
    return _past(lexicon.count_pattern(), flat, left, right)


def _past(pattern: re.Pattern[str], flat: Flat, left: int, right: int) -> int:
    while found := pattern.match(flat.text, left, right):
        left = found.end()
    return left
