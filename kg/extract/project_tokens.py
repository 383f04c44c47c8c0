"""The words of a sentence and what each does: names, the verbs and adverbs between them, the joints of lists."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from kg.extract.nlp import language
from kg.extract.project_heads import ends_with_head, signs
from kg.extract.project_words import Verb, heads, verbs, words
from kg.model import Parsed

_WHOLE = re.compile(r"——+|“[^“”\n]{1,24}”|《[^《》\n]*》|（[^（）\n，]{1,12}）|\([^()\n，]{1,12}\)")
_END = re.compile(r"[，,。；;：:！!？?\n…\s．]+|——+")
_LONGEST_HEAD = 8  # characters
_LONGEST_WORD = 3  # tokens that one verb may be cut into
_JOINTS = "和及与"
_SPAN = re.compile(
    r"[\u4e00-\u9fff]{2,5}?(?:±?\d+千伏)?(?:特高压|直流|交流|高速|高铁|铁路|公路|城际|管道|段|航道|航线)"
)
_BODIES = frozenset({"银行", "公司", "集团", "基金", "协会", "联盟", "机构", "局", "委员会"})  # 投资银行: no verb
_OBJECTS = frozenset({"布局", "构建", "谋划", "打造", "规划"})  # verbs with their object behind them
_RATES = frozenset({"率", "比例", "占比", "区"})  # 建成率, 建成区: no verb


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


_LISTING = frozenset({Mark.COMMA, Mark.AND})
_INNER = _LISTING | {Mark.NAME, Mark.ETC}
_JOINT = "、"  # all that stands to the left in a list
_FIXED = {"、": Mark.COMMA, "和": Mark.AND, "及": Mark.AND, "与": Mark.AND, "以及": Mark.AND, "暨": Mark.AND,
          "等": Mark.ETC, "等等": Mark.ETC, "的": Mark.OF}  # fmt: skip


def marked(parsed: Parsed) -> list[Word]:
    """The words of the clauses that may name a project; a clause without any sign of one is a single END."""
    tokens = _tokens(parsed)
    held: list[Word] = []
    at = 0
    bare, tail = True, ""  # bare: nothing of a name stands to the left; tail: what does
    while at < len(tokens):
        word = tokens[at]
        if word.mark is Mark.NAME and _entry(word.text) is not _PLAIN:
            word, at = _next(tokens, at, bare=bare, tail=tail)
        else:
            at += 1
        held.append(word)
        if word.mark is Mark.NAME:  # most words, by far
            bare, tail = False, tail[-_LONGEST_HEAD:] + word.text
        else:
            bare, tail = word.mark not in _INNER, _JOINT * (word.mark in _LISTING)
    return held


def known(text: str) -> bool:
    """Whether jieba's dictionary has the word."""
    return bool(language().tokenizer.jieba.FREQ.get(text))  # type: ignore[union-attr]


def _next(tokens: Sequence[Word], at: int, *, bare: bool, tail: str) -> tuple[Word, int]:
    """The next word, of several tokens where those make one verb, and where the one after it begins."""
    first = tokens[at]
    opens, verb, fixed, mixed = _entry(first.text)
    if opens:
        for count in range(min(_LONGEST_WORD, len(tokens) - at), 1, -1):
            text = "".join([t.text for t in tokens[at : at + count]])
            if text not in _joined():
                continue
            if mark := _verbal(text, tokens, at + count, bare=bare, tail=tail):
                return Word(text, first.start, tokens[at + count - 1].end, mark, _verb(text)), at + count
            if text not in verbs():
                return Word(text, first.start, tokens[at + count - 1].end), at + count
    if first.text == "到" and _is_span(tokens, at):
        return first, at + 1
    if verb and _verbal(first.text, tokens, at + 1, bare=bare, tail=tail):
        return Word(first.text, first.start, first.end, Mark.VERB, verb), at + 1
    if first.text == "系统" and _acts_next(tokens, at + 1):
        fixed = Mark.HOLD
    if mixed and (bare or tail == _JOINT or ends_with_head(tail) or _built_next(tokens, at + 1)):
        fixed = Mark.HOLD
    return (first if fixed is Mark.NAME else first._replace(mark=fixed)), at + 1


def _is_span(tokens: Sequence[Word], at: int) -> bool:
    """Whether 到 stands between the ends of a line (陇东到山东直流): no verb before it, a short name behind it."""
    return (
        at > 0
        and tokens[at - 1].mark is Mark.NAME
        and _SPAN.match("".join(t.text for t in tokens[at + 1 : at + 6])) is not None
    )


def _acts_next(tokens: Sequence[Word], at: int) -> bool:
    """Whether the next word is what is done 系统, by system (系统治理), and not to a system (预警系统建设)."""
    verb = _verb(tokens[at].text) if at < len(tokens) else None
    return verb is not None and (verb.after < 2 or verb.text in _OBJECTS)


def _built_next(tokens: Sequence[Word], at: int) -> bool:
    """Whether the next word says that something was built: 全面|建成."""
    verb = _verb(tokens[at].text) if at < len(tokens) else None
    return verb is not None and not verb.inside and verb.after > 1


def _verbal(text: str, tokens: Sequence[Word], after: int, *, bare: bool, tail: str) -> Mark | None:
    """VERB where the text is one here: not in 建成率, nor inside a name (智能设施|服务|平台)."""
    verb = _verb(text)
    if verb is None:
        return None
    follows = tokens[after].text if after < len(tokens) else ""
    if follows in _RATES or (verb.inside and follows in _BODIES):
        return None
    if bare or not verb.inside or (tail == _JOINT and verb.before):  # 甲合作中心、教育交流中心: no verb
        return Mark.VERB
    return Mark.VERB if verb.inside == "yes" and follows not in heads() and ends_with_head(tail) else None


@cache
def _joined() -> frozenset[str]:
    """The words that jieba may cut into several tokens."""
    return frozenset((*verbs(), *words("joined"), *words("opener")))


@cache
def _prefixes() -> frozenset[str]:
    """Their beginnings."""
    return frozenset(text[:end] for text in _joined() for end in range(1, len(text)))


@lru_cache(maxsize=65536)
def _verb(text: str) -> Verb | None:
    """The verb of that text; 建成投产 and 全力支持 where jieba makes one word of two."""
    if text in verbs() or len(text) < 3:
        return verbs().get(text)
    for at in range(1, len(text)):
        first, second = text[:at], verbs().get(text[at:])
        if second and first in words("adverb"):
            return second
        if second and (lead := verbs().get(first)) and len(first) > 1 and len(second.text) > 1:
            before, after = max(lead.before, second.before), max(lead.after, second.after)
            return Verb(text, before, after, second.stage or lead.stage, second.inside and lead.inside)
    return None


_PLAIN: tuple[bool, Verb | None, Mark, bool] = (False, None, Mark.NAME, False)  # a word of a name and nothing else


@lru_cache(maxsize=65536)
def _entry(text: str) -> tuple[bool, Verb | None, Mark, bool]:
    """Of a token: whether a longer word may begin with it, its verb, and what it does where it is no verb."""
    found = (text in _prefixes(), _verb(text), *_plain_mark(text))
    return _PLAIN if found == _PLAIN else found


def _plain_mark(text: str) -> tuple[Mark, bool]:
    """What a word that is no verb does, and whether it is an adverb only outside of names."""
    if text in _FIXED:
        return _FIXED[text], False
    if _END.fullmatch(text):
        return Mark.END, False
    if text in words("adverb"):
        return Mark.HOLD, False
    return (Mark.WALL if text in words("function") else Mark.NAME), text in words("mixed")


def _tokens(parsed: Parsed) -> list[Word]:
    """The tokens of live clauses, those inside one pair of quotes or brackets joined, joints cut from unknown words."""
    sentence = parsed.text
    whole = [found.span() for found in _WHOLE.finditer(sentence)]
    ends = list(accumulate(parsed.doc.to_array("LENGTH").tolist()))
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
                if text[0] in _JOINTS or text[-1] in "等超" or text.endswith("建设"):
                    held.extend(_without_joint(text, start, end))
                else:
                    held.append(Word(text, start, end))
            at, start = at + 1, end
        held.append(Word("", start, start, Mark.END))
    return held


def _join(held: list[Word], text: str, whole: tuple[int, int], start: int, end: int) -> None:
    first, last = min(whole[0], start), max(whole[1], end)
    if held and held[-1].end > first:
        first = held.pop().start
    held.append(Word(text[first:last], first, last))


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
    for found in _END.finditer(text):
        if any(a < found.start() < b for a, b in whole):
            continue
        _add(held, ends, start, found.end())
        start = found.end()
    _add(held, ends, start, len(text))
    return held


def _add(held: list[tuple[int, int]], ends: Sequence[int], start: int, end: int) -> None:
    at = bisect_left(ends, start + 1)
    if at < len(ends) and ends[at] <= end:
        held.append((start, end))
