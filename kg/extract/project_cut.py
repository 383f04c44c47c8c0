"""The tokens of the clauses of a sentence that may name a project."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from kg.extract.nlp import language
from kg.extract.project_heads import signs
from kg.extract.project_words import Verb, heads
from kg.model import Parsed

_WHOLE = re.compile(r"——+|“[^“”\n]{1,24}”|《[^《》\n]*》|（[^（）\n，]{1,12}）|\([^()\n，]{1,12}\)")
END = re.compile(r"[，,。；;：:！!？?\n…\s．]+|——+")
_JOINTS = "和及与"


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


WORD = tuple.__new__  # half of what Word(...) costs, for every word of a text


def known(text: str) -> bool:
    """Whether jieba's dictionary has the word."""
    return bool(language().tokenizer.jieba.FREQ.get(text))  # type: ignore[union-attr]


def cut(parsed: Parsed) -> list[Word]:
    """The tokens of live clauses, those inside one pair of quotes or brackets joined, joints cut from unknown words."""
    sentence = parsed.text
    whole = [found.span() for found in _WHOLE.finditer(sentence)]
    ends = parsed.ends
    held: list[Word] = []
    at = quoted = 0  # the next token, and the next of `whole`
    for live_start, live_end in _live(sentence, whole):
        at = max(at, bisect_right(ends, live_start))
        start = ends[at - 1] if at else 0
        while at < len(ends) and start < live_end:
            end = ends[at]
            while quoted < len(whole) and whole[quoted][1] <= start:
                quoted += 1
            if quoted < len(whole) and start < whole[quoted][1] and end > whole[quoted][0]:
                _join(held, sentence, whole[quoted], start, end)
            else:
                text = sentence[start:end]
                if _has_joint(text):
                    held.extend(_without_joint(text, start, end))
                else:
                    held.append(WORD(Word, (text, start, end, Mark.NAME, None)))
            at, start = at + 1, end
        held.append(Word("", start, start, Mark.END))
    return held


def _join(held: list[Word], text: str, whole: tuple[int, int], start: int, end: int) -> None:
    first, last = min(whole[0], start), max(whole[1], end)
    if held and held[-1].end > first:
        first = held.pop().start
    held.append(Word(text[first:last], first, last))


@lru_cache(maxsize=65536)
def _has_joint(text: str) -> bool:
    return text[0] in _JOINTS or text[-1] in "等超" or text.endswith("建设")


def _without_joint(text: str, start: int, end: int) -> Iterator[Word]:
    """和湘黔 as 和 and 湘黔, 湖等 as 湖 and 等, where the dictionary has no such word; 工程建设 as 工程 and 建设."""
    if end - start > 1 and text[0] in _JOINTS and not known(text):
        yield Word(text[0], start, start + 1)
        yield Word(text[1:], start + 1, end)
    elif end - start > 1 and text[-1] in "等超" and not known(text):
        yield Word(text[:-1], start, end - 1)
        yield Word(text[-1], end - 1, end)
    elif text.endswith("建设") and text[:-2] in heads():
        yield Word(text[:-2], start, end - 2)
        yield Word("建设", end - 2, end)
    else:
        yield Word(text, start, end)


def _live(text: str, whole: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The clauses that have a sign of a project, as [start, end) with their closing marks."""
    ends = signs(text)
    if not ends:
        return []
    held: list[tuple[int, int]] = []
    start = 0
    for found in END.finditer(text):
        end = found.end()
        if whole and any(a < found.start() < b for a, b in whole):
            continue
        _add(held, ends, start, end)
        start = end
    _add(held, ends, start, len(text))
    return held


def _add(held: list[tuple[int, int]], ends: Sequence[int], start: int, end: int) -> None:
    at = bisect_left(ends, start + 1)
    if at < len(ends) and ends[at] <= end:
        held.append((start, end))
