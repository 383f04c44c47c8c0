"""A sentence as noun phrases between verbs, with the verbs that govern each: where names of projects are looked for.

推进｜A、B及C等重大项目｜建设 is one phrase of three names and a closing, between the verbs 推进 and 建设.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract.project_cut import Mark, Word
from kg.extract.project_tokens import marked
from kg.extract.project_trim import CLASSIFIER, CLASSIFIERS, COUNT
from kg.extract.project_words import Verb
from kg.model import Parsed


class Phrase(NamedTuple):
    """Words between verbs. `clause` counts the stretches between commas; `number` the phrases of the sentence.

    A list of names is closed by 等 or by a count at `ends`, 0 where nothing closes it; `closing` is what follows:
    3条高速公路, 重大项目.
    """

    words: tuple[Word, ...]
    before: tuple[Verb, ...]
    after: tuple[Verb, ...]
    clause: int
    number: int
    ends: int
    closing: str


_INNER = frozenset({Mark.NAME, Mark.COMMA, Mark.AND, Mark.ETC, Mark.OF})
_VERBS = 12  # words that a run of verbs and adverbs may have
_VERBAL = frozenset({Mark.VERB, Mark.HOLD})


def phrases(parsed: Parsed) -> Iterator[Phrase]:
    """The phrases of a sentence in order."""
    held = tuple(marked(parsed))
    clause = index = at = 0
    last: Phrase | None = None
    marks = [word.mark for word in held]
    while at < len(held):
        if marks[at] is not Mark.NAME:
            clause += marks[at] is Mark.END
            at += 1
            continue
        end = at + 1
        while end < len(held) and marks[end] in _INNER:
            end += 1
        inner = held[at:end]
        after = () if inner[-1].mark is Mark.COMMA else tuple(_run(held[end : end + _VERBS]))
        before = _before(held, at, last)
        if last and not before and not after and _continues(held, at, end):
            before = last.before
        for part in _lists(inner):
            last = Phrase(part, before, after, clause, index, *_closing(part))
            yield last
        index += 1
        at = end


def _closing(words_: tuple[Word, ...]) -> tuple[int, str]:
    """Where a list is closed and what follows, up to 和; nothing follows where it is told of something: 等地的."""
    marks = [w.mark for w in words_]
    if Mark.ETC not in marks:
        at = _inner_count(words_) if Mark.COMMA in marks else 0
        return at, "".join([w.text for w in words_[at:]]) if at else ""
    at = marks.index(Mark.ETC)
    return at, "" if Mark.OF in marks[at + 1 :] else "".join([w.text for w in words_[at + 1 :]])


def _inner_count(listed: Sequence[Word]) -> int:
    """Where a count closes a list without 等: 长江、长城、乌江三条文化带; 0 where none does."""
    for at in range(len(listed) - 1, 0, -1):
        if listed[at].mark is Mark.COMMA:
            return 0
        if listed[at - 1].mark is Mark.NAME and COUNT.fullmatch(listed[at].text) and _counts(listed, at):
            return at if at < len(listed) - 2 else 0
    return 0


def _counts(listed: Sequence[Word], at: int) -> bool:
    """Whether the number at `at` has its classifier: 3个 as one word or as two."""
    follows = listed[at + 1].text if at + 1 < len(listed) else ""
    return listed[at].text[-1] in CLASSIFIERS or bool(CLASSIFIER.fullmatch(follows))


def _lists(inner: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """Two closed lists that 和 joins (A等3条公路和B等2个项目) apart; one phrase otherwise."""
    marks = [w.mark for w in inner]
    if marks.count(Mark.ETC) == 2:
        first = marks.index(Mark.ETC)
        second = marks.index(Mark.ETC, first + 1)
        joints = [at for at in range(first, second) if marks[at] is Mark.AND]
        if joints and joints[0] > first:
            yield inner[: joints[0]]
            yield inner[joints[0] + 1 :]
            return
    yield inner


def _continues(held: Sequence[Word], at: int, end: int) -> bool:
    """Whether a list goes on over a comma without a verb of its own: 推进甲、乙等铁路，丙、丁等公路，以及戊水库."""
    first = at - 1 if at and held[at - 1].mark is Mark.AND else at
    if not any(w.mark is Mark.ETC for w in held[at:end]):
        return False
    last = first
    while last and held[last - 1].mark is Mark.END:
        last -= 1
    opens = last and held[last - 1].mark in _INNER and "".join(w.text for w in held[last:first]) == "，"
    return bool(opens) and (end == len(held) or held[end].mark is Mark.END)


def _before(held: Sequence[Word], at: int, last: Phrase | None) -> tuple[Verb, ...]:
    """The verbs before a phrase, nearest first; after 推进A开放、 those of the phrase before hold on."""
    if last and at and held[at - 1].mark in {Mark.COMMA, Mark.AND}:
        return last.before
    return tuple(_run(held[max(0, at - _VERBS) : at][::-1]))


def _run(words_: Sequence[Word]) -> Iterator[Verb]:
    """The verbs at the start of `words_`, adverbs between them left out."""
    for word in words_:
        if word.mark not in _VERBAL:
            return
        if word.verb:
            yield word.verb
