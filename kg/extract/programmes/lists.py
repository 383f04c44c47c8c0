"""Members of a list that share its closing word, where a quotation or a subject keeps the other rules from them.

完善巡河直报、“12345”速办等机制: the plain members are of the same kind as the quoted ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extract.patterns import alternatives
from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import HIDDEN, Flat, Verb, clauses, past_count, past_lead, verbs
from kg.extract.programmes.named import Name

_KINDS = frozenset({"reform", "mechanism", "campaign", "works", "plan", "pilot", "system"})
_LONGEST = 22
# What only stands for its kind or for a deed of the clause before: 的, a company, a place that is built.
_NO_MEMBER = re.compile(
    r"的|^[是有以将把在对为]|\d|(?:企业|公司|集团|项目|水库|高速|高铁|铁路|一期|二期|园区?|基地|中心|平台|领域|行业|经济带|[市县区省])$"
)
_LAST = re.compile(r"以及|和(?![美谐平睦解气缓声])|及(?!时)")
_INCLUDES = re.compile(r"(?:主要)?包括(?=[^，。；]{2})")
_SURE = 0.7
_PLAIN = 4  # characters of a member, lest it be a field: 财税、农村等改革


def names(flat: Flat, taken: Sequence[tuple[int, int]]) -> Iterator[Name]:
    """The members that no other rule has found; `taken` are the places of those that one has."""
    if "等" not in flat.text or "、" not in flat.text:
        return
    for start, end in clauses(flat):
        left = start
        for found in _closing().finditer(flat.text, start, end):
            kind = lexicon.heads()[found["head"]]
            if kind in _KINDS and "、" in flat.text[left : found.start()]:
                yield from _members(flat, left, found, kind, taken)
            left = found.end()


def _members(
    flat: Flat, start: int, found: re.Match[str], kind: str, taken: Sequence[tuple[int, int]]
) -> Iterator[Name]:
    first = flat.text.index("、", start)
    includes = _INCLUDES.match(flat.text, start)
    start = includes.end() if includes else start
    governing = () if includes else verbs(flat, start, first)
    verb = _governor(governing)
    left = verb.end if verb else start
    left = past_count(flat, left, first) if verb else past_lead(flat, left, first)
    held = list(_split(flat, left, found.start()))
    if not _share(flat, held, found, kind, verb.kind if verb else "subject"):
        return
    for begin, stop in held:
        if not any(s < stop and begin < e for s, e in taken):
            own = flat.text.endswith(("改革", found["head"]), begin, stop)  # 承诺制改革、“甲”等改革
            yield Name(begin, stop, "" if own else found["head"], f"{kind}-shared", _SURE)


def _governor(held: Sequence[Verb]) -> Verb | None:
    """The last of the verbs that follow each other: 创新优化, 推进深化."""
    chosen = None
    for verb in held:
        if chosen and verb.start != chosen.end:
            break
        chosen = verb
    return chosen


def _split(flat: Flat, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The members between 、 and, before the last, 和."""
    at = start
    for joint in re.finditer("、", flat.text[start:end]):
        yield at, start + joint.start()
        at = start + joint.end()
    last = _LAST.search(flat.text, at, end)
    if last and min(last.start() - at, end - last.end()) >= _PLAIN:
        yield at, last.start()
        at = last.end()
    yield at, end


def _share(flat: Flat, held: Sequence[tuple[int, int]], found: re.Match[str], kind: str, verb: str) -> bool:
    """Whether the list is one of named members."""
    members = [flat.text[begin:stop] for begin, stop in held]
    fields = "领域" in found["mod"]  # 财税、“三保”等领域改革: fields, not reforms
    if fields or any(not 2 <= len(member) <= _LONGEST or _NO_MEMBER.search(member) for member in members):
        return False
    quoted = sum(HIDDEN in member for member in members)
    if quoted:
        return quoted < len(members) or kind != "mechanism"
    known = False
    if kind == "reform":
        known = verb == "subject" and lexicon.predicate_pattern().match(flat.text, found.end()) is not None
    elif flat.plan:
        known = (kind, verb) in {("works", "subject"), ("system", "carry"), ("system", "push")}
    return known and all(len(member) >= _PLAIN for member in members)


@cache
def _closing() -> re.Pattern[str]:
    mods = alternatives(lexicon.words("shared"))
    return re.compile(
        rf"等(?P<mod>(?:{mods}|\d+(?:余|多)?项|[一二三四五六七八九十]大|保护|修复|与)*)(?P<head>{alternatives(lexicon.heads())})"
        r"(?![力家者员队组办委方案])"
    )
