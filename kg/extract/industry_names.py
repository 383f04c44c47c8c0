"""Names of industries in a sentence: register terms, a grammar of suffixes, and lists (A、B、C等产业).

A run of words (kg.extract.industry_lists) is a name where it ends in a term or a suffix of industries, or where the
list it stands in is called one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.extract.industry_lists import Listed, Run, lists, pieces
from kg.extract.industry_register import automaton, term_automaton, terms, words
from kg.model import Kind, Mention, Parsed

_CLASS = re.compile(
    r"(?:未来|新兴|优势|特色|支柱|主导|传统|战略性|细分|重点|标志性)*"
    r"(?:产业(?:集群|链条?|带)?|集群|行业|新?业态|新?模式|赛道|手工业|服务业|制造业|加工业|农业|工业|经济|装备)"
)
_TOO_LONG = 14  # characters; a longer run holds more than a name


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
    hits = tuple((end + 1 - len(word), end + 1) for end, word in term_automaton().iter_long(text))
    for listed in lists(text, tuple(pieces(parsed, hits))):
        yield from _of_list(parsed, listed, hits)


def _of_list(parsed: Parsed, listed: Listed, hits: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    text = parsed.text
    named = [_name(text, run, hits) for run in listed.runs]
    klass = _class_end(text, listed.klass, sum(1 for name in named if name))
    last = listed.runs[-1]
    shared = not listed.klass and len(listed.runs) > 1 and bool(_SHARED.search(text, last.start + 1, last.end))
    before = text[max(0, listed.start - 12) : listed.start]
    for run, name in zip(listed.runs, named, strict=True):
        if klass or (shared and (not name or run is last) and run.end - run.start <= 6):
            start, end, ground = _whole(run, name if klass or run is last else None, klass=bool(klass))
            after = text[klass or last.end :][:16]
        elif name:
            start, end, ground = name
            after = text[end : end + 16]
        else:
            continue
        if _generic(text[start:end]):
            continue
        full = _completed(text, start, end, last) if run is not last else ""
        yield Candidate(_mention(parsed, start, end, full), ground, listed.verb, before, after)
    if klass and listed.klass:
        name = _name(text, _until(listed.klass, klass), hits)
        if name and not _generic(text[name[0] : name[1]]) and name[2] is not Ground.WEAK:
            yield Candidate(_mention(parsed, *name[:2], ""), name[2], listed.verb, before, text[klass : klass + 16])


_SHARED = re.compile(r"产业|行业")


def _until(run: Run, end: int) -> Run:
    return Run(run.start, end, (*(e for e in run.ends if e < end), end))


def _whole(run: Run, name: tuple[int, int, Ground] | None, *, klass: bool) -> tuple[int, int, Ground]:
    """An item of a list that is called an industry: all of it, without what does not belong to a term it ends in."""
    if name and (name[1] == run.end or not klass):
        return name[0], name[1], Ground.CLASS
    return run.start, run.end, Ground.CLASS


def _class_end(text: str, klass: Run | None, named: int) -> int:
    """The end of the class word that follows 等: 等新兴产业|加速; 0 where what follows is no class of industries.

    A class that is only part of another word (产业园区, 行业企业) needs an item that is named an industry by itself.
    """
    if klass is None:
        return 0
    found = re.match(r".{0,6}?" + _CLASS.pattern, text[klass.start : klass.end])
    if not found:
        return 0
    end = klass.start + found.end()
    sure = found[0].endswith(_SURE) and not text.startswith(_PART, end)
    return end if sure or named else 0


_SURE = ("产业", "集群", "产业链", "业态", "手工业", "制造业", "服务业")
_PART = ("园", "基地", "项目", "企业", "区", "产品", "技术")


def _name(text: str, run: Run, hits: Sequence[tuple[int, int]]) -> tuple[int, int, Ground] | None:
    """The part of a run that is the name of an industry, up to its last term or suffix."""
    term = next(((a, b) for a, b in reversed(hits) if run.start <= a and b <= run.end and b in run.ends), None)
    head = max((end for end in run.ends if _has_head(text, run.start, end)), default=0)
    if term and term[1] >= head:
        start = _widened(text, run, term[0])
        weak = terms()[text[term[0] : term[1]]].weak
        return start, term[1], Ground.WEAK if weak and start == term[0] else Ground.TERM
    if term and _SUFFIX.sub("", text[term[1] : head]) == "":
        return _widened(text, run, term[0]), head, Ground.TERM
    if head and head - run.start <= _TOO_LONG:
        return run.start, head, Ground.HEAD
    return None


def _widened(text: str, run: Run, start: int) -> int:
    """Where the name begins whose term begins at `start`: before the attributes and parts of terms that precede it."""
    bounds = [run.start, *(end for end in run.ends if end < start)]
    if start != run.start and start not in run.ends:
        return start
    for bound in reversed(bounds):
        if not _attribute(text[bound:start]):
            break
        start = bound
    return start


@cache
def _attribute(word: str) -> bool:
    return word in words("attribute") or word in terms() or (len(word) > 1 and word in _letters())


@cache
def _letters() -> str:
    return "\n".join(terms())


def _has_head(text: str, start: int, end: int) -> bool:
    if text.endswith(tuple(words("nohead")), start, end):
        return False
    return any(text.endswith(word, start, end) and end - start > len(word) for word in words("head"))


def _generic(name: str) -> bool:
    """Whether a name says no more than “industry”: 产业, 特色产业, 县域特色产业集群."""
    core = stem(name)
    return not core or name in words("generic") or ((core != name or name in words("vague")) and _vague(core))


@cache
def _vague(stem: str) -> bool:
    if not stem:
        return True
    return any(stem.startswith(word) and _vague(stem[len(word) :]) for word in words("vague"))


def _completed(text: str, start: int, end: int, last: Run) -> str:
    """The full name of a one-character item: 磷 of 磷、煤、氟化工产业 is 磷化工."""
    if end - start > 1:
        return ""
    tail = re.sub(r"(?:产业(?:集群|链)?|行业)$", "", text[last.start + 1 : last.end])
    return text[start:end] + tail if tail and last.end - last.start < 8 else ""


def _mention(parsed: Parsed, start: int, end: int, full: str) -> Mention:
    name = parsed.text[start:end]
    term = terms().get(full or name) or terms().get(stem(full or name))
    return Mention(Kind.INDUSTRY, name, parsed.span(start, end), full, term.key if term else "")


_SUFFIX = re.compile(r"(?:主导|支柱|优势|特色)*(?:产业集群|产业链条?|产业带|产业|行业|集群)$")


def stem(name: str) -> str:
    """The name without what is said of every industry: 输变电 of 输变电产业链 and 输变电主导产业."""
    return _SUFFIX.sub("", name)
