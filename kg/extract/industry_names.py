"""Names of industries in a sentence: register terms, a grammar of suffixes, and lists (A、B、C等产业).

A run of words (kg.extract.industry_lists) is a name where it ends in a term or a suffix of industries, or where the
list it stands in is called one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.extract.industry_classes import class_end
from kg.extract.industry_lists import Listed, Run, lists
from kg.extract.industry_pieces import builds_up, pieces
from kg.extract.industry_register import automaton, terms, words
from kg.model import Kind, Mention, Parsed

_SHORT = 8  # characters of a first member that is a name as a whole
_TOO_LONG = 14  # characters; a longer run holds more than a name


class Ground(StrEnum):
    """Why a stretch of text is taken for the name of an industry, strongest first."""

    CLASS = "class"  # its list is called 产业, 产业集群, 行业 …
    TERM = "term"  # it is, or ends in, a term of the registers
    HEAD = "head"  # it ends in a suffix of industries
    PEER = "peer"  # it is named by nothing but its list, of which half are industries by name
    WEAK = "weak"  # it is a term that also names a product or a field of policy


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name with what stands around it, for extractors that decide by the clause."""

    mention: Mention
    ground: Ground
    verb: str  # the verb that governs the list the name stands in, empty where none does
    after: str  # the text after the name (after the class of its list), up to 16 characters
    rest: str  # the text after the list, or after the 等 that closes it, up to 16 characters
    whole: bool  # nothing stands before the name in its run: 电缆产业园, not 恒盾电缆产业园
    closed: bool  # the list is closed by 等 and called something else than an industry
    vouched: bool = False  # half of its list are industries by name


def find(parsed: Parsed) -> Iterator[Mention]:
    """The industries named in a sentence, in order; weak terms only where their list is called an industry.

    The mention's key is the id of the concept in the registers where its text is one of the concept's names; its
    `name` is filled where the text names it only in part (the 磷 of 磷、煤化工产业).
    """
    for candidate in candidates(parsed):
        if candidate.ground not in {Ground.WEAK, Ground.PEER}:
            yield candidate.mention


def candidates(parsed: Parsed) -> Iterator[Candidate]:
    """Every stretch that may name an industry, in order of the text, with its ground and surroundings."""
    text = parsed.text
    found = list(automaton().iter(text))
    if not found:
        return
    marks = [end for end, _ in found]
    hits = _longest((end + 1 - len(word), end + 1) for end, word in found if word in terms())
    for listed in lists(text, tuple(pieces(parsed, hits, marks))):
        end = listed.klass.end if listed.klass else listed.end
        if bisect_left(marks, listed.start) < bisect_left(marks, end):
            yield from _of_list(parsed, listed, hits)


def _longest(found: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The stretches that begin first and are longest, without those that overlap them."""
    held: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda stretch: (stretch[0], -stretch[1])):
        if not held or start >= held[-1][1]:
            held.append((start, end))
    return tuple(held)


def _of_list(parsed: Parsed, listed: Listed, hits: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    text, verb = parsed.text, listed.verb
    named = [_name(text, run, hits, led=at > 0 or listed.led) for at, run in enumerate(listed.runs)]
    strong = sum(1 for name in named if name and name[2] is not Ground.WEAK)
    klass = class_end(text, listed, sum(1 for name in named if name), strong)
    shared = not listed.closed and _shared(text, listed.runs, named)
    end = listed.end if listed.closed else named[-1][1] if named[-1] else listed.runs[-1].start
    rest, closed = text[end : end + 16], listed.closed and not klass
    alike = [text[name[0] : name[1]] for name in named if name] if closed and _builds(verb, rest) else []
    together = _together(listed, rest, strong)
    vouched = strong > 0 and 2 * sum(1 for name in named if name) >= len(listed.runs)
    peers = vouched and closed and bool(verb) and len(listed.runs) > 2
    for at, (run, name) in enumerate(zip(listed.runs, named, strict=True)):
        # Before the first item may stand what is no part of it; the others begin where 、 ends.
        loose = name is None and any(_alike(text[run.start : run.end], other) for other in alike)
        whole = at > 0 or (listed.led and run.end - run.start <= _SHORT)
        part = together and whole and run.end - run.start <= _SHORT and (name is None or name[1] == run.end)
        found = _item(run, name, klass=bool(klass) or loose or part, shared=shared, whole=whole)
        part_only = name is not None and name[2] is Ground.WEAK and name[1] < run.end  # 船舶 of 船舶管理
        if (found is None or part_only) and peers and whole and 1 < run.end - run.start <= _SHORT:
            found = run.start, run.end, Ground.PEER
        if found is None or (name is None and at == 0 and listed.broken) or _generic(text[found[0] : found[1]]):
            continue
        start, stop, ground = found
        after = text[klass or (end if shared or loose else stop) :][:16]
        full = _completed(text, start, stop, listed.runs[-1]) if run is not listed.runs[-1] else ""
        yield Candidate(
            _mention(parsed, start, stop, full), ground, verb, after, rest, start == run.start, closed, vouched
        )
    if listed.klass:
        yield from _of_class(parsed, listed, klass, hits)


def _of_class(parsed: Parsed, listed: Listed, klass: int, hits: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    """The industry that a list is called: 等民族手工业, and 旅游 of 等一批旅游项目."""
    if listed.klass is None:
        return
    name = _name(parsed.text, _until(listed.klass, klass) if klass else listed.klass, hits)
    if not name or _generic(parsed.text[name[0] : name[1]]) or name[2] is Ground.WEAK:
        return
    after = parsed.text[name[1] : name[1] + 16]
    if klass and after.startswith("集群") and stem(parsed.text[name[0] : name[1]]) in _TITLES:
        return
    if klass:
        yield Candidate(_mention(parsed, *name[:2], ""), name[2], listed.verb, after, after, whole=True, closed=False)
    elif name[2] is Ground.TERM and after.startswith(("项目", "产品", "业务")):
        yield Candidate(
            _mention(parsed, *name[:2], ""), name[2], listed.verb, after[2:], after[2:], whole=True, closed=False
        )


def _together(listed: Listed, rest: str, strong: int) -> bool:
    """Whether a list that nothing closes is of industries: built up, ended by its last member, half of them known."""
    many = len(listed.runs) > 2 and 2 * strong >= len(listed.runs)
    return many and not listed.closed and builds_up(listed.verb) and rest[:1] in _ENDS


_ENDS = frozenset("，。；,;") | {""}


def _builds(verb: str, rest: str) -> bool:
    """Whether a list closed by 等 alone is what is developed, or said to grow: 发展智慧养老、智慧医疗等。"""
    return (verb.endswith("发展") and rest[:1] in {"，", "。", "；", ",", ";"}) or bool(_GROWS.match(rest))


_GROWS = re.compile(r"(?:加快|健康|蓬勃|快速|规范|有序|持续|高质量|竞相){1,2}(?:发展|兴起|涌现|壮大)")


def _alike(item: str, other: str) -> bool:
    """Whether an item is named like another: 智慧医疗 and 智慧养老, 海上风电 and 陆上风电."""
    return len(item) > 2 and (item[:2] == other[:2] or item[-2:] == other[-2:])


_TITLES = frozenset({"先进制造业", "制造业"})  # 等国家先进制造业集群 is what the industries are called
_Name = tuple[int, int, Ground]


def _item(run: Run, name: _Name | None, *, klass: bool, shared: bool, whole: bool) -> _Name | None:
    """An item of a list: all of it where the list is called an industry, else what is named by itself."""
    if klass:
        start = name[0] if name and name[1] == run.end and not whole else run.start
        return start, run.end, Ground.CLASS
    if shared:
        return (name[0], name[1], Ground.CLASS) if name else (run.start, run.end, Ground.CLASS)
    return name


_SHARES = re.compile(r"集群|链|产值|增加值|营收|总产值")


def _shared(text: str, runs: Sequence[Run], named: Sequence[_Name | None]) -> bool:
    """Whether the last item's 产业 or 行业 is said of all: 水泥、焦化行业, 磷、煤、氟化工产业."""
    last = named[-1]
    if len(runs) < 2 or last is None or not text.endswith(("产业", "行业", "产业链", "产业集群"), 0, last[1]):
        return False
    if text.endswith("产业", 0, last[1]) and last[1] - 2 not in runs[-1].ends and text[last[0] : last[1]] in terms():
        return False  # 房地产业 is no 产业 of several kinds
    if last[1] < runs[-1].end and not _SHARES.match(text, last[1]):
        return False
    if any(run.end - run.start > 5 or text.endswith("业", 0, run.end) for run in runs[:-1]):
        return False
    if any(text[run.start : run.end] in _PLACES for run in runs):
        return False
    return not _generic(text[last[0] : last[1]])


_PLACES = frozenset({"区", "园区", "城"})  # the rest of what is no item: 合作|区、产业园


def _until(run: Run, end: int) -> Run:
    return Run(run.start, end, (*(e for e in run.ends if e < end), end))


def _name(text: str, run: Run, hits: Sequence[tuple[int, int]], *, led: bool = False) -> _Name | None:
    """The part of a run that is the name of an industry, up to its last term or suffix; `led` runs hold no more."""
    term = next((hit for hit in reversed(hits) if _fits(run, hit)), None)
    head = next((end for end in reversed(run.ends) if _has_head(text, run.start, end)), 0)
    if term and term[1] >= head:
        sector = text[term[0] : term[1]] in _SECTORS and term[1] - run.start <= _LONG
        kind = led or text.endswith(_KINDS, run.start, term[0])
        start = run.start if sector and kind else term[0]
        start = _widened(text, run, start)
        weak = terms()[text[term[0] : term[1]]].weak and not text.endswith(_CALLED, term[0], term[1])
        return start, term[1], Ground.WEAK if weak else Ground.TERM
    if term and _SUFFIX.sub("", text[term[1] : head]) == "":
        return _widened(text, run, term[0]), head, Ground.TERM
    if head and head - run.start <= _TOO_LONG:
        return run.start, head, Ground.HEAD
    return None


_CALLED = ("产业", "行业", "金融业", "服务业", "制造业", "零售业", "餐饮业", "建筑业", "加工业", "邮政业", "物流业")
# Names of whole sectors: what stands before them says which part is meant (社区型服务业, 节水农业).
_SECTORS = frozenset({"服务业", "制造业", "农业"})
_KINDS = ("型", "性", "式")
_LONG = 10


def _fits(run: Run, hit: tuple[int, int]) -> bool:
    """Whether a term lies in the run on bounds of words (茶 is no term of 红茶); a long one may begin inside."""
    start, end = hit
    if not (run.start <= start and end <= run.end and end in run.ends):
        return False
    return start == run.start or start in run.ends or end - start > 2


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
    heads, others = _heads()
    return text.endswith(heads, start + 1, end) and not text.endswith(others, start, end)


@cache
def _heads() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(words("head"))), tuple(sorted(words("nohead")))


def _generic(name: str) -> bool:
    """Whether a name says no more than “industry”: 产业, 特色产业, 县域特色产业集群."""
    core = stem(name)
    if core in words("generic") or re.fullmatch(r"[百千万]?亿元?级", core):
        return True
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
    tail = _SUFFIX.sub("", text[last.start + 1 : last.end])
    return text[start:end] + tail if tail in words("head") else ""


def _mention(parsed: Parsed, start: int, end: int, full: str) -> Mention:
    if parsed.text.endswith(_CHAIN, start + 1, end):
        end -= len(_CHAIN)
    name = parsed.text[start:end]
    term = terms().get(full or name) or terms().get(stem(full or name))
    return Mention(Kind.INDUSTRY, name, parsed.span(start, end), full, term.key if term else "")


_CHAIN = "全产业链"  # what is said of an industry, no part of its name
_SUFFIX = re.compile(r"(?:主导|支柱|优势|特色)*(?:产业集群|全?产业链条?|产业带|产业|行业|集群)$")


def stem(name: str) -> str:
    """The name without what is said of every industry: 输变电 of 输变电产业链 and 输变电主导产业."""
    return _SUFFIX.sub("", name)
