"""The words of a sentence and what each does: names, the verbs and adverbs between them, the joints of lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kg.extract.project_cut import END, WORD, Mark, Word, cut, known
from kg.extract.project_heads import ends_with_head
from kg.extract.project_words import Verb, heads, verbs, words
from kg.model import Parsed

_LONGEST_HEAD = 8  # characters
_LONGEST_WORD = 3  # tokens that one verb may be cut into
_SPAN = re.compile(
    r"[\u4e00-\u9fff]{2,5}?(?:±?\d+千伏)?(?:特高压|直流|交流|高速|高铁|铁路|公路|城际|管道|段|航道|航线)"
)
_BODIES = frozenset({"银行", "公司", "集团", "基金", "协会", "联盟", "机构", "局", "委员会"})  # 投资银行: no verb
_OBJECTS = frozenset({"布局", "构建", "谋划", "打造", "规划"})  # verbs with their object behind them
_RATES = frozenset({"率", "比例", "占比", "区"})  # 建成率, 建成区: no verb


_SYLLABLES = frozenset({"都", "上"})
_WAVERING = _SYLLABLES | {"到", "系统"}  # what stands beside them says what they do


class _Entry(NamedTuple):
    """Of a token: whether a longer word may begin with it, its verb, what it does where it is no verb, and whether
    that is to be an adverb only outside of names.
    """

    opens: bool
    verb: Verb | None
    mark: Mark
    mixed: bool


_LISTING = frozenset({Mark.COMMA, Mark.AND})
_INNER = _LISTING | {Mark.NAME, Mark.ETC}
_JOINT = "、"  # all that stands to the left in a list
_FIXED = {"、": Mark.COMMA, "和": Mark.AND, "及": Mark.AND, "与": Mark.AND, "以及": Mark.AND, "暨": Mark.AND,
          "等": Mark.ETC, "等等": Mark.ETC, "的": Mark.OF}  # fmt: skip


def marked(parsed: Parsed) -> list[Word]:
    """The words of the clauses that may name a project; a clause without any sign of one is a single END."""
    tokens = cut(parsed)
    held: list[Word] = []
    at, count = 0, len(tokens)
    while at < count:
        word = tokens[at]
        text, start, end, mark, _ = word
        entry = _entry(text) if mark is Mark.NAME else mark
        if entry is mark:  # most words, by far
            at += 1
        elif isinstance(entry, Mark):
            word, at = WORD(Word, (text, start, end, entry, None)), at + 1
        else:
            bare = not held or held[-1].mark not in _INNER
            word, at = _next(tokens, at, entry, bare=bare, tail="" if bare else _tail(held))
            if word.mark is Mark.NAME and word.text in _SYLLABLES and not bare and _is_stub(held[-1].text):
                first = held.pop()
                word = Word(first.text + word.text, first.start, word.end)
        held.append(word)
    return held


def _tail(held: Sequence[Word]) -> str:
    """What stands of a name at the end of `held`, as far as a head noun may reach; 、 where a list goes on."""
    text = ""
    for word in reversed(held):
        if word.mark is not Mark.NAME:
            return text or _JOINT * (word.mark in _LISTING)
        text = word.text + text
        if len(text) >= _LONGEST_HEAD:
            break
    return text


def _next(tokens: Sequence[Word], at: int, entry: _Entry, *, bare: bool, tail: str) -> tuple[Word, int]:
    """The next word, of several tokens where those make one verb, and where the one after it begins."""
    first = tokens[at]
    opens, verb, fixed, mixed = entry
    if opens:
        for count in range(min(_LONGEST_WORD, len(tokens) - at), 1, -1):
            text = "".join([t.text for t in tokens[at : at + count]])
            if text not in _joined():
                continue
            if mark := _verbal(text, tokens, at + count, bare=bare, tail=tail):
                return Word(text, first.start, tokens[at + count - 1].end, mark, _verb(text)), at + count
            if text not in verbs():
                return Word(text, first.start, tokens[at + count - 1].end), at + count
    if (first.text == "到" and _is_span(tokens, at)) or (first.text in _SYLLABLES and _is_syllable(tokens, at, tail)):
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


def _is_syllable(tokens: Sequence[Word], at: int, tail: str) -> bool:
    """Whether 都, 上 is a part of a name that the segmenter could not read: before a word of a name, behind what begins
    one or, 上, behind 建设.
    """
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows is None or follows.mark is not Mark.NAME or _entry(follows.text) is not Mark.NAME:
        return False
    if tail == _JOINT:
        return tokens[at].text == "上"
    if tail:
        last = tokens[at - 1].text
        return _is_stub(last) and (tokens[at].text == "都" or tail in {last, _JOINT + last})
    verb = _verb(tokens[at - 1].text) if at and not tail else None
    return verb is not None and verb.before > 1 and tokens[at].text == "上"


def _is_stub(text: str) -> bool:
    """Whether a text may be the beginning of a name that the segmenter could not read."""
    return text.isalpha() and (len(text) == 1 or not known(text)) and text not in _FIXED


def _acts_next(tokens: Sequence[Word], at: int) -> bool:
    """Whether the next word is what is done 系统, by system (系统治理), and not to a system (预警系统建设)."""
    verb = _verb(tokens[at].text) if at < len(tokens) else None
    return verb is not None and (verb.after < 2 or verb.text in _OBJECTS)


def _built_next(tokens: Sequence[Word], at: int) -> bool:
    """Whether the next word says that something was built: 全面|建成."""
    verb = _verb(tokens[at].text) if at < len(tokens) else None
    rated = at + 1 < len(tokens) and tokens[at + 1].text in _RATES  # 重点建设区
    return verb is not None and not verb.inside and verb.after > 1 and not rated


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


@lru_cache(maxsize=65536)
def _entry(text: str) -> _Entry | Mark:
    """What a token does, where it does the same everywhere."""
    found = _Entry(text in _prefixes(), _verb(text), *_plain_mark(text))
    return found if found.opens or found.verb or found.mixed or text in _WAVERING else found.mark


def _plain_mark(text: str) -> tuple[Mark, bool]:
    """What a word that is no verb does, and whether it is an adverb only outside of names."""
    if text in _FIXED:
        return _FIXED[text], False
    if END.fullmatch(text):
        return Mark.END, False
    if text in words("adverb"):
        return Mark.HOLD, False
    return (Mark.WALL if text in words("function") else Mark.NAME), text in words("mixed")
