"""Names of industries in a sentence: register terms, a grammar of suffixes, and lists (A、B、C等产业).

A sentence is cut into runs of words at punctuation, regions, numbers, verbs and function words; runs joined by 、 or 和
form a list; a run is a name where it ends in a term or a suffix of industries, or where its list is called one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from kg.extract.industry_register import automaton, terms, words
from kg.model import Kind, Mention, Parsed

_CLASS = re.compile(
    r"(?:未来|新兴|优势|特色|支柱|主导|传统|战略性|细分|重点|标志性)*"
    r"(?:产业(?:集群|链条?|带)?|集群|行业|新?业态|新?模式|赛道|手工业|服务业|制造业|加工业|农业|工业|经济|装备)"
)
_TOO_LONG = 14  # characters; a longer run holds more than a name
_NUMBER = re.compile(r"[\d.%％~～+]+[GgDd]?|[一二三四五六七八九十百千万亿两第]+[大个条类]?")


class Ground(StrEnum):
    """Why a stretch of text is taken for the name of an industry, strongest first."""

    CLASS = "class"  # its list is called 产业, 产业集群, 行业 …
    TERM = "term"  # it is, or ends in, a term of the registers
    HEAD = "head"  # it ends in a suffix of industries
    WEAK = "weak"  # it is a term that also names a product or a field of policy


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name with what stands around it, for extractors that decide by the clause."""

    mention: Mention
    ground: Ground
    verb: str  # the verb that governs the list the name stands in, empty where none does
    before: str  # the text before the list, up to 12 characters
    after: str  # the text after the name, up to 16 characters


class Role(StrEnum):
    WORD = "word"
    MODIFIER = "modifier"
    VERB = "verb"
    STOP = "stop"
    MARK = "mark"
    QUOTE = "quote"
    COMMA = "、"
    AND = "和"
    ETC = "等"


class Piece(NamedTuple):
    """A token in its role; offsets in the sentence."""

    start: int
    end: int
    role: Role


class Run(NamedTuple):
    """Words between two boundaries; `ends` are the ends of its words."""

    start: int
    end: int
    ends: tuple[int, ...]


class Listed(NamedTuple):
    """Runs named as equals, the class they are given, and where the list begins."""

    runs: tuple[Run, ...]
    klass: Run | None
    verb: str
    start: int


def find(parsed: Parsed) -> Iterator[Mention]:
    """The industries named in a sentence, in order; weak terms only where their list is called an industry.

    The mention's key is the id of the concept in the registers where its text is one of the concept's names; its
    `name` is filled where the text names it only in part (the 磷 of 磷、煤化工产业).
    """
    for candidate in candidates(parsed):
        if candidate.ground is not Ground.WEAK:
            yield candidate.mention


def candidates(parsed: Parsed) -> Iterator[Candidate]:
    """Every stretch that may name an industry, in order of the text, with its ground and surroundings."""
    text = parsed.text
    if next(automaton().iter(text), None) is None:
        return
    hits = tuple((end + 1 - len(word), end + 1) for end, word in _terms().iter_long(text))
    for listed in _lists(text, tuple(_pieces(parsed, hits))):
        yield from _of_list(parsed, listed, hits)


@cache
def _terms():  # type: ignore[no-untyped-def]  # noqa: ANN202 - pyahocorasick has no types
    import ahocorasick

    found = ahocorasick.Automaton()
    for name in terms():
        found.add_word(name, name)
    found.make_automaton()
    return found


# --- from tokens to lists of runs


def _pieces(parsed: Parsed, hits: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    regions = [(m.span.start - parsed.start, m.span.end - parsed.start) for m in parsed.mentions if m.span]
    for token in parsed.doc:
        start, end = token.idx, token.idx + len(token.text)
        if any(a < end and start < b for a, b in regions):
            yield Piece(start, end, Role.STOP)
        elif any(a <= start and end <= b and (b - a) > (end - start) for a, b in hits):
            yield Piece(start, end, Role.WORD)
        elif token.text.startswith("产业") and len(token.text) > 3:
            yield Piece(start, start + 2, Role.WORD)
            yield Piece(start + 2, end, Role.WORD)
        else:
            yield Piece(start, end, _role(token.text))


@cache
def _role(word: str) -> Role:
    for role, held in _FIXED:
        if word in held:
            return role
    if word in words("develop") or len(word) > 3 and word[-2:] in words("develop"):
        return Role.VERB
    if word in words("modifier"):
        return Role.MODIFIER
    if word in words("stop") or _NUMBER.fullmatch(word):
        return Role.STOP
    if len(word) > 3 and word[-2:] in words("stop") and word not in terms():
        return Role.STOP
    return Role.WORD if re.search(r"\w", word) or word in "+＋" else Role.MARK


_FIXED = (
    (Role.COMMA, frozenset("、")),
    (Role.AND, frozenset({"和", "与", "及", "以及", "暨"})),
    (Role.ETC, frozenset({"等"})),
    (Role.QUOTE, frozenset("“”‘’\"")),
)


def _lists(text: str, pieces: Sequence[Piece]) -> Iterator[Listed]:
    at, verb, start = 0, "", 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.role in {Role.WORD, Role.MODIFIER}:
            listed, at = _list(pieces, at, verb, piece.start)
            if listed.runs:
                yield listed
            verb, start = "", at
        else:
            if piece.role is Role.VERB:
                verb = text[piece.start : piece.end]
            elif piece.role is not Role.QUOTE and text[piece.start : piece.end] not in _TRANSPARENT:
                verb = ""
            at += 1


_TRANSPARENT = frozenset({"了", "好", "以", "一批", "成", "出"})  # between a verb and its object
_SEPARATORS = frozenset({Role.COMMA, Role.AND})


def _list(pieces: Sequence[Piece], at: int, verb: str, start: int) -> tuple[Listed, int]:
    runs: list[Run] = []
    joins: list[Role] = []
    while True:
        run, at = _run(pieces, at)
        if run is None:
            break
        runs.append(run)
        after = _skip_quotes(pieces, at)
        if after < len(pieces) and pieces[after].role in _SEPARATORS:
            following = _skip_quotes(pieces, after + 1)
            if following < len(pieces) and pieces[following].role in {Role.WORD, Role.MODIFIER}:
                joins.append(pieces[after].role)
                at = following
                continue
        break
    klass = None
    after = _skip_quotes(pieces, at)
    if runs and after < len(pieces) and pieces[after].role is Role.ETC:
        klass, at = _run(pieces, _skip_quotes(pieces, after + 1))
        at = max(at, after + 1)
    return Listed(tuple(_joined(runs, joins)), klass, verb, start), max(at, 1)


def _run(pieces: Sequence[Piece], at: int) -> tuple[Run | None, int]:
    """The run that starts at `at`, without the modifiers at its head; None where it has no word of its own."""
    while at < len(pieces) and pieces[at].role is Role.MODIFIER:
        at += 1
    first = at
    while at < len(pieces) and pieces[at].role in {Role.WORD, Role.MODIFIER}:
        at += 1
    if first == at:
        return None, at
    held = pieces[first:at]
    return Run(held[0].start, held[-1].end, tuple(p.end for p in held)), at


def _skip_quotes(pieces: Sequence[Piece], at: int) -> int:
    while at < len(pieces) and pieces[at].role is Role.QUOTE:
        at += 1
    return at


def _joined(runs: Sequence[Run], joins: Sequence[Role]) -> Iterator[Run]:
    """In a list with 、 a 和 inside an item joins it (A和B、C、D); before the last item it separates.

    Where an earlier item is joined so, the last is too: 粮食和食品加工、棉花和纺织服装等.
    """
    inner = Role.COMMA in joins and Role.AND in joins[:-1]
    held: Run | None = None
    for run, join in zip(runs, (Role.COMMA, *joins), strict=False):
        if held is not None and join is Role.AND and inner:
            held = Run(held.start, run.end, (*held.ends, *run.ends))
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


# --- from lists to names


def _of_list(parsed: Parsed, listed: Listed, hits: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    text = parsed.text
    klass = _class_end(text, listed.klass)
    last = listed.runs[-1]
    shared = not listed.klass and len(listed.runs) > 1 and text[last.start : last.end].find("产业") > 0
    before = text[max(0, listed.start - 12) : listed.start]
    for run in listed.runs:
        named = _name(text, run, hits)
        if klass or shared and not named and run.end - run.start <= 6:
            start, end, ground = run.start, (named[1] if named and shared else run.end), Ground.CLASS
            after = text[klass : klass + 16] if klass else text[last.end : last.end + 16]
        elif named:
            start, end, ground = named
            after = text[end : end + 16]
        else:
            continue
        if _generic(text[start:end]):
            continue
        full = _completed(text, start, end, last) if run is not last else ""
        yield Candidate(_mention(parsed, start, end, full), ground, listed.verb, before, after)
    if klass and listed.klass:
        named = _name(text, Run(listed.klass.start, klass, listed.klass.ends), hits)
        if named and not _generic(text[named[0] : named[1]]) and named[2] is not Ground.WEAK:
            yield Candidate(_mention(parsed, *named[:2], ""), named[2], listed.verb, before, text[klass : klass + 16])


def _class_end(text: str, klass: Run | None) -> int:
    """The end of the class word that follows 等: 等新兴产业|加速; 0 where what follows is no class of industries."""
    if klass is None:
        return 0
    found = re.match(r".{0,6}?" + _CLASS.pattern, text[klass.start : klass.end])
    return klass.start + found.end() if found else 0


def _name(text: str, run: Run, hits: Sequence[tuple[int, int]]) -> tuple[int, int, Ground] | None:
    """The part of a run that is the name of an industry, up to its last term or suffix."""
    found = [(a, b) for a, b in hits if run.start <= a and b <= run.end and b in run.ends]
    term = found[-1] if found else None
    head = max((end for end in run.ends if _has_head(text, run.start, end)), default=0)
    if term and term[1] >= head:
        start = run.start if term[1] - run.start <= _TOO_LONG and _starts(run, term[0]) else term[0]
        weak = terms()[text[term[0] : term[1]]].weak
        return start, term[1], Ground.WEAK if weak and start == term[0] else Ground.TERM
    if head and head - run.start <= _TOO_LONG:
        return run.start, head, Ground.HEAD
    return None


def _starts(run: Run, start: int) -> bool:
    return start == run.start or start in run.ends


def _has_head(text: str, start: int, end: int) -> bool:
    return any(text.endswith(word, start, end) and end - start > len(word) for word in words("head"))


def _generic(name: str) -> bool:
    return name in words("generic") or len(name) < 1


def _completed(text: str, start: int, end: int, last: Run) -> str:
    """The full name of a one-character item: 磷 of 磷、煤、氟化工产业 is 磷化工."""
    if end - start > 1:
        return ""
    tail = re.sub(r"(?:产业(?:集群|链)?|行业)$", "", text[last.start + 1 : last.end])
    return text[start:end] + tail if tail and last.end - last.start < 8 else ""


def _mention(parsed: Parsed, start: int, end: int, full: str) -> Mention:
    name = parsed.text[start:end]
    term = terms().get(full or name) or terms().get(_stem(full or name))
    return Mention(Kind.INDUSTRY, name, parsed.span(start, end), full, term.key if term else "")


_SUFFIX = re.compile(r"(?:产业集群|产业链条?|产业带|产业|行业|集群)$")


def _stem(name: str) -> str:
    return _SUFFIX.sub("", name) or name
