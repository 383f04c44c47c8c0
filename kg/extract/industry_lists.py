"""Runs of words and the lists they form, from which names of industries (and firms) are read.

A sentence is cut at punctuation, regions, numbers, verbs and function words; what stays together is a run; runs joined
by 、 or 和 form a list, which 等 may close with a class word (A、B等产业).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract.industry_pieces import NUMBER, WORDS, Piece, Role
from kg.extract.industry_register import words


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
    end: int  # of 等, else of the last run
    closed: bool  # by 等
    broken: bool  # its first run is the rest of an item that holds a word of no name: 认证|评估
    led: bool  # its first run begins right after a verb


def lists(text: str, pieces: Sequence[Piece]) -> Iterator[Listed]:
    """The lists of a sentence, each with the verb that governs it.

    A verb reaches over regions (打造长沙、株洲X基地) and, to its object, over 的 (发展一批带动力强的X).
    """
    at, verb, ruling = 0, "", ""
    while at < len(pieces):
        piece = pieces[at]
        if piece.role in WORDS:
            broken = at > 1 and pieces[at - 1].role is Role.STOP and pieces[at - 2].role in _SEPARATORS
            led = bool(verb) and _led(pieces, at)
            listed, at = _list(text, pieces, at, verb, broken=broken, led=led)
            if not listed.runs:  # modifiers alone: the 个 of 10个以上
                continue
            yield listed
            # A number inside an item breaks it (湘南第一支部景区), not the rule of the verb over the list.
            stopped = at < len(pieces) and NUMBER.fullmatch(text[pieces[at].start : pieces[at].end])
            bracket = at < len(pieces) and _beside_region(text, pieces, at)
            verb = listed.verb if bracket or (stopped and len(listed.runs) > 1) else ""
            continue
        word = text[piece.start : piece.end]
        if piece.role is Role.VERB:
            verb = ruling = word
        elif word == "的" and pieces[at - 1].role is not Role.VERB:
            verb = ruling
        elif piece.role is Role.MARK:
            if not _beside_region(text, pieces, at):
                verb = ruling = ""
        elif not (_transparent(pieces, at, word) or NUMBER.fullmatch(word)):
            verb = ""
        at += 1


def _led(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the word at `at` follows a verb, over quotation marks and what modifies the object."""
    while at > 0 and pieces[at - 1].role in _BETWEEN:
        at -= 1
    return at > 0 and pieces[at - 1].role is Role.VERB


def _transparent(pieces: Sequence[Piece], at: int, word: str) -> bool:
    """Whether a verb reaches its object over this piece: 了, a quotation mark, a region, the 、 between regions."""
    if pieces[at].role in _THROUGH or word in _TRANSPARENT:
        return True
    return pieces[at].role in _BETWEEN_REGIONS and at > 0 and pieces[at - 1].role is Role.REGION


def _beside_region(text: str, pieces: Sequence[Piece], at: int) -> bool:
    """Whether a mark is a bracket about a region: 打造陇东（庆阳）X基地."""
    word = text[pieces[at].start : pieces[at].end]
    if word == "（":
        return at + 1 < len(pieces) and pieces[at + 1].role is Role.REGION
    return word == "）" and at > 0 and pieces[at - 1].role is Role.REGION


_BETWEEN = frozenset({Role.QUOTE, Role.MODIFIER})
_THROUGH = frozenset({Role.QUOTE, Role.REGION})
# Words between a verb and its object: 建成一批, 培育10个以上, 打造国际…
_TRANSPARENT = frozenset(
    {
        "了",
        "好",
        "以",
        "一批",
        "成",
        "出",
        "以上",
        "左右",
        "余",
        "国际",
        "全国",
        "全球",
        "世界",
        "更多",
        "更高",
        "更强",
        "各类",
    }
)
_SEPARATORS = frozenset({Role.COMMA, Role.AND})
_BETWEEN_REGIONS = frozenset({*_SEPARATORS, Role.ETC})


def _list(text: str, pieces: Sequence[Piece], at: int, verb: str, *, broken: bool, led: bool) -> tuple[Listed, int]:
    start = pieces[at].start
    runs: list[Run] = []
    joins: list[Role] = []
    while True:
        held = _mixed(text, pieces, at) if runs else None
        run, at = _quoted(text, pieces, at) or held or _run(pieces, at)
        if run is None:
            break
        runs.append(run)
        after = _skip_quotes(pieces, at)
        if after < len(pieces) and pieces[after].role in _SEPARATORS:
            following = _skip_quotes(pieces, after + 1)
            if following < len(pieces) and (pieces[following].role in WORDS or _mixed(text, pieces, following)):
                joins.append(pieces[after].role)
                at = following
                continue
        break
    klass, closed, end = None, False, runs[-1].end if runs else start
    after = _skip_quotes(pieces, at)
    if runs and after < len(pieces) and pieces[after].role is Role.ETC:
        closed, end = True, pieces[after].end
        klass, at = _run(pieces, _skip_quotes(pieces, after + 1))
        if (
            klass
            and at < len(pieces)
            and pieces[at].role is Role.AND
            and text[klass.start : klass.end] in words("vague")
        ):
            second, end_ = _run(pieces, at + 1)  # 等新兴和未来产业
            klass, at = (second, end_) if second else (klass, at)
        at = max(at, after + 1)
    named = tuple(_joined(runs, joins)) if len(runs) > 2 else tuple(runs)
    return Listed(named, klass, verb, start, end, closed, broken, led), max(at, 1)


def _run(pieces: Sequence[Piece], at: int) -> tuple[Run | None, int]:
    """The run that starts at `at`, without the modifiers at its head; None where it has no word of its own."""
    while at < len(pieces) and pieces[at].role is Role.MODIFIER:
        at += 1
    first = at
    while at < len(pieces) and pieces[at].role in WORDS:
        at += 1
    if first == at:
        return None, at
    ends = tuple([piece.end for piece in pieces[first:at]])
    return Run(pieces[first].start, ends[-1], ends), at


_LONG = 12  # characters


def _mixed(text: str, pieces: Sequence[Piece], at: int) -> tuple[Run, int] | None:
    """The member of a list that begins at `at` and holds words that end a run elsewhere: 国际商务, 核聚变能.

    It must begin with a noun and end where the list goes on or is closed.
    """
    first = at
    while at < len(pieces) and pieces[at].role in _MEMBERS:
        word = text[pieces[at].start : pieces[at].end]
        if word in words("part") or (NUMBER.fullmatch(word) and not _GENERATION.fullmatch(word)):
            return None
        at += 1
    if at == len(pieces) or pieces[at].role not in _AFTER or at == first:
        return None
    held = pieces[first:at]
    head = text[held[0].start : held[0].end]
    noun = held[0].role in WORDS or head in words("opening") or _GENERATION.fullmatch(head)
    if all(piece.role in WORDS for piece in held) or not noun or held[-1].end - held[0].start > _LONG:
        return None
    while held[0].role is Role.MODIFIER and len(held) > 1:
        held = held[1:]
    return Run(held[0].start, held[-1].end, tuple(piece.end for piece in held)), at


def _quoted(text: str, pieces: Sequence[Piece], at: int) -> tuple[Run, int] | None:
    """A name of which a part is quoted: “水产+”产业, with its quotation marks."""
    if at == 0 or pieces[at - 1].role is not Role.QUOTE:
        return None
    first = at
    while at < len(pieces) and pieces[at].role in _MEMBERS:
        at += 1
    if at + 1 >= len(pieces) or pieces[at].role is not Role.QUOTE or at == first:
        return None
    head = pieces[at + 1]
    if text[head.start : head.end] not in _CALLED:
        return None
    held = pieces[first : at + 2]
    return Run(pieces[first - 1].start, head.end, tuple(piece.end for piece in held)), at + 2


_CALLED = frozenset({"产业", "经济", "业态", "模式"})
_MEMBERS = frozenset({*WORDS, Role.STOP, Role.VERB})
_AFTER = frozenset({Role.COMMA, Role.AND, Role.ETC})
_GENERATION = re.compile(r"\d+[GgDd]")  # 6G


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
