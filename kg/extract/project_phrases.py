"""A sentence as noun phrases between verbs, with the verbs that govern each: where names of projects are looked for.

推进｜A、B及C等重大项目｜建设 is one phrase of three names and a closing, between the verbs 推进 and 建设.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from kg.extract.nlp import language
from kg.extract.project_words import Verb, alternatives, heads, verbs, words
from kg.model import Parsed

_WHOLE = re.compile(r"——+|“[^“”\n]{1,24}”|《[^《》\n]*》|（[^（）\n，]{1,12}）|\([^()\n，]{1,12}\)")
_END = re.compile(r"[，,。；;：:！!？?\n…\s]+|—+(?=—)|(?<=—)—|——+")
_WORKS = (
    "(?:全面)?(?:新建|改?扩建|改扩建|扩能|(?:提质)?扩容|(?:提质|升级|扩能|电气化)?改造(?:提升)?|技改(?:升级)?|整治|修缮|加固|主体"
    "|恢复重建)"
)
_LONGEST_HEAD = 8  # characters
_LONGEST_VERB = 3  # tokens


class Mark(StrEnum):
    """What a word does in its clause."""

    NAME = "name"
    VERB = "verb"
    HOLD = "hold"  # bounds a phrase, but a verb may stand behind it: adverbs
    WALL = "wall"  # bounds a phrase and hides the verbs behind it: prepositions, conjunctions of clauses
    COMMA = "comma"  # 、
    AND = "and"
    ETC = "etc"
    OF = "of"
    END = "end"


class Word(NamedTuple):
    """A word, or a quoted or bracketed stretch as one, with its place in the sentence."""

    text: str
    start: int
    end: int
    mark: Mark = Mark.NAME
    verb: Verb | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words between verbs. `clause` counts the stretches between commas; `index` the phrases of the sentence."""

    words: tuple[Word, ...]
    before: tuple[Verb, ...]
    after: tuple[Verb, ...]
    clause: int
    index: int


@cache
def head_at_end() -> re.Pattern[str]:
    """A head noun at the end of a text, with the numbers and works that may follow it (二期, 扩能改造, 主体工程)."""
    return re.compile(
        rf"(?P<head>{alternatives(heads())})"
        r"(?P<extent>”?(?:[（(][^（）()]{1,12}[）)])?(?:[Ⅰ-Ⅻ一二三四五六七八九十\d]+期)?(?:[\u4e00-\u9fff]{0,3}段)?"
        rf"(?:(?:{_WORKS})?(?:工程|项目)?)?)$"
    )


_INNER = frozenset({Mark.NAME, Mark.COMMA, Mark.AND, Mark.ETC, Mark.OF})
_VERBAL = frozenset({Mark.VERB, Mark.HOLD})


def phrases(parsed: Parsed) -> Iterator[Phrase]:
    """The phrases of a sentence in order."""
    held = tuple(marked(parsed))
    clause = index = at = 0
    last: Phrase | None = None
    while at < len(held):
        if held[at].mark is not Mark.NAME:
            clause += held[at].mark is Mark.END
            at += 1
            continue
        end = at
        while end < len(held) and held[end].mark in _INNER:
            end += 1
        inner = held[at:end]
        after = () if inner[-1].mark is Mark.COMMA else tuple(_run(held[end:]))
        before = _before(held, at, last)
        for part in _lists(inner):
            last = Phrase(part, before, after, clause, index)
            yield last
        index += 1
        at = end


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


def _before(held: Sequence[Word], at: int, last: Phrase | None) -> tuple[Verb, ...]:
    """The verbs before a phrase, nearest first; after 推进A开放、 those of the phrase before hold on."""
    if last and at and held[at - 1].mark in {Mark.COMMA, Mark.AND}:
        return (*_run(held[: at - 1][::-1]), *last.before)
    return tuple(_run(held[:at][::-1]))


def _run(words_: Sequence[Word]) -> Iterator[Verb]:
    """The verbs at the start of `words_`, adverbs between them left out."""
    for word in words_:
        if word.mark not in _VERBAL:
            return
        if word.verb:
            yield word.verb


def marked(parsed: Parsed) -> Iterator[Word]:
    """The words of a sentence with what they do: quoted stretches whole, verbs of several tokens as one."""
    tokens = _tokens(parsed)
    at, bare, headed = 0, True, False  # bare: nothing of a name stands to the left; headed: a head noun does
    tail = ""
    while at < len(tokens):
        word, at = _next(tokens, at, bare=bare, headed=headed)
        yield word
        bare = word.mark not in {Mark.NAME, Mark.ETC}
        tail = tail[-_LONGEST_HEAD:] + word.text if word.mark is Mark.NAME else ""
        headed = bool(_head_word().search(tail))


@cache
def _head_word() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(heads())}|期|段|工程|[）)])$")


def _next(tokens: Sequence[Word], at: int, *, bare: bool, headed: bool) -> tuple[Word, int]:
    first = tokens[at]
    for count in range(min(_LONGEST_VERB, len(tokens) - at), 0, -1):
        text = "".join(t.text for t in tokens[at : at + count])
        verb = _verb(text)
        if (text in words("joined") or text in words("opener")) and (not verb or not bare):
            return Word(text, first.start, tokens[at + count - 1].end), at + count
        if (
            verb
            and _follows(tokens, at + count) not in _RATES
            and (bare or not verb.inside or (headed and verb.inside == "yes"))
        ):
            return Word(text, first.start, tokens[at + count - 1].end, Mark.VERB, verb), at + count
    return first._replace(mark=_mark(first.text, bare=bare, headed=headed)), at + 1


_RATES = {"率", "比例", "占比", "区"}


def _follows(tokens: Sequence[Word], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


@cache
def _verb(text: str) -> Verb | None:
    """The verb of that text; 建成投产 and 全力支持 where jieba makes one word of two."""
    if text in verbs() or len(text) < 3:
        return verbs().get(text)
    for at in range(1, len(text)):
        first, second = text[:at], verbs().get(text[at:])
        if second and first in words("adverb"):
            return second
        if second and (lead := verbs().get(first)) and len(first) > 1 and len(second.text) > 1:
            return Verb(
                text,
                max(lead.before, second.before),
                max(lead.after, second.after),
                second.stage or lead.stage,
                second.inside and lead.inside,
            )
    return None


def _mark(text: str, *, bare: bool, headed: bool) -> Mark:
    if text in _FIXED:
        return _FIXED[text]
    if _END.fullmatch(text):
        return Mark.END
    if text in words("adverb") or (text in words("mixed") and (bare or headed)):
        return Mark.HOLD
    return Mark.WALL if text in words("function") else Mark.NAME


_FIXED = {"、": Mark.COMMA, "和": Mark.AND, "及": Mark.AND, "与": Mark.AND, "以及": Mark.AND, "暨": Mark.AND,
          "等": Mark.ETC, "等等": Mark.ETC, "的": Mark.OF}  # fmt: skip


def _tokens(parsed: Parsed) -> Sequence[Word]:
    """The tokens of the sentence, those inside one pair of quotes or brackets joined, 和 cut from unknown words."""
    return [part for token in _joined(parsed) for part in _without_and(token)]


def _without_and(token: Word) -> Iterator[Word]:
    if len(token.text) > 1 and token.text[0] in "和及与" and not known(token.text):
        yield Word(token.text[0], token.start, token.start + 1)
        yield Word(token.text[1:], token.start + 1, token.end)
    else:
        yield token


def known(text: str) -> bool:
    """Whether jieba's dictionary has the word."""
    return bool(language().tokenizer.jieba.FREQ.get(text))  # type: ignore[union-attr]


def _joined(parsed: Parsed) -> Sequence[Word]:
    whole = [found.span() for found in _WHOLE.finditer(parsed.text)]
    held: list[Word] = []
    for token in parsed.doc:
        start, end = token.idx, token.idx + len(token)
        while whole and whole[0][1] <= start:
            whole.pop(0)
        if whole and start < whole[0][1] and end > whole[0][0]:
            first, last = whole[0]
            if held and held[-1].end > first:
                held[-1] = Word(parsed.text[held[-1].start : max(last, end)], held[-1].start, max(last, end))
            else:
                held.append(Word(parsed.text[min(first, start) : max(last, end)], min(first, start), max(last, end)))
        else:
            held.append(Word(token.text, start, end))
    return held
