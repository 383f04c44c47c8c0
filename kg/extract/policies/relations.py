"""What one document says of another: rests on it, promulgates, amends, repeals, or cites it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from kg.extract.policies import bodies, calendar, titles
from kg.extract.policies.citations import Citation
from kg.extract.policies.own import SELF, SELF_NOUNS, Own
from kg.extract.policies.titles import Title
from kg.model import Parsed

_BASIS = re.compile(
    r"根据|依据|依照|按照|遵照|遵循|对照|(?:为|为了|以)?(?:[^，。；]{0,8})?(?:贯彻|落实|执行|实施|推进落实)(?:好|实施|落实)?|依|按"
)
# The making of the citing document, after its bases.
_MAKES = re.compile(
    r"(?:制定|制订|拟定|拟订|编制|形成|修订|起草|提出|出台)(?:了|出)?(?:[^，。；]{0,6})?"
    r"(?:本(?:实施)?[\u4e00-\u9fa5]{1,6}|以下|如下|《|此|[\u4e00-\u9fa5]{0,12}(?:意见|措施|方案|办法|规定|细则|决定|通知|规划|标准|计划))|"
    r"(?:通知|通告|公告|意见|决定|规定|要求|安排|事项)[^，。；]{0,8}如下|现就|决定[：:，]|作(?:出)?如下|特制[定订]|制定本|结合[^，。；]{2,12}实际[，,]?(?:制定|现)|"
    r"现(?:批准|发布|公布)|现(?:将|予以?)[^。；]{0,40}(?:公布|公示|公告|通告|印发|发布|如下)"
)
_REPEALED = re.compile(
    r"(?:同时|即行|自行|自动|一并|相应|予以|均|即)?(?:废止|失效|停止执行|停止施行|停止实施|不再执行|不再施行)"
)
_NOT_REPEALED = re.compile(r"《|规定的|依法|之日起$|被$|可以|应当")
# 《…》自本办法施行之日起废止
_SINCE = re.compile(r"^自(?:本[\u4e00-\u9fa5]{1,4}|《[^《》]*》)?(?:正式)?(?:施行|实施|生效|执行|发布|公布|印发)之日起")
_REPEALS = re.compile(r"(?:废止|停止执行|宣布失效)(?:(?!不符|与|违)[^，。；《]){0,6}$")
_AMENDS = re.compile(r"(?:修改|修订|修正)(?:[^，。；《的]{0,4})?$|对$")
_AMENDED = re.compile(
    r"^根据本(?:决定|修正案)|^(?:[^。；《]{0,14})?(?:作(?:出)?(?:如下|以下)?(?:修改|修订|修正)|(?:进行|予以)(?:了)?(?:修改|修订|修正))"
)
# 将《…》第五条修改为; 删去《…》第九条
_CLAUSES = re.compile(r"^(?:第[一二三四五六七八九十百零\d]+[条款项章][^。；《]{0,20}?)+(?:修改为|改为|增加|删去|删除)")
# 本规划根据《…》编制: what is made stands before what it is made from.
_MADE_FROM = re.compile(r"^[^，。；《]{0,12}?(?:编制|制定|制订|起草|修订|修编)(?:的|而成)?(?=$|[，。；）])")
_SUBJECT = re.compile(
    r"^[^，。；《]{0,60}?[，,]?是?(?:根据|依据|依照|按照|为(?:了)?(?:深入|全面|进一步)*(?:贯彻|落实)(?:落实|实施)?)"
)
# 某市发展规划，根据《…》编制: the name of what is made, before its grounds
_NAMED = re.compile(rf"(?:{SELF_NOUNS})(?:[（(][^（）()]*[)）])?[，,]?$")
_LIST = re.compile(r"^(?:[、和及与,，]|以及|\s|等)*$")
_MADE = re.compile(r"(?:制定|制订|编制|起草|形成|出台|修订|印发|拟定)(?:完成)?(?:了)?$")


@dataclass(frozen=True, slots=True)
class Relation:
    citing: Title
    relation: str  # basis, promulgates, amends, repeals, cites
    cited: Title
    citation: Citation
    rule: str
    older: bool = False  # the cited one is an earlier document of the citing one's title


# A sentence after which a notice begins to say what it is about: 现就有关事项通告如下.
_OPENS = re.compile(
    r"^(?:为此|据此)?[，,]?(?:经[^，。]{2,30}同意[，,])?(?:现|特)[^。]{0,60}(?:如下|通知|通告|公告|决定|意见)[：:。]?$"
)
_LEANS = re.compile(r"根据|依据|依照|按照|遵照|为(?:了)?(?:深入|全面|进一步|认真)*(?:贯彻|落实)")


def of_sentence(
    held: Parsed, index: int, cited: Sequence[Citation], own: Own | None, following: str = ""
) -> Iterator[Relation]:
    """The relations that a sentence states between the file's document, or one it makes, and those it names.

    `following` is the next sentence: where it opens a notice (现通知如下), what this one leans on is its basis.
    """
    mine = own.keys if own else frozenset()
    said = _said(held.text, cited)
    made = next((c for c in cited if _MADE.search(_near(held.text, c.start))), None)
    chained = tuple(_chained(held.text, cited, made)) if made else ()
    leaning = _BASIS.search(held.text)
    for position, citation in enumerate(cited):
        yield from _nested(citation)
        relation, rule = said.of[position]
        if own is not None and _is_older(held.text, citation, relation, own):
            yield Relation(_citing(own, index), "repeals", citation.title, citation, "废止", older=True)
        if titles.key(citation.title) in mine or citation.annex or (relation != "repeals" and _amended(citation, mine)):
            continue
        if made is not None and made is not citation and citation.end <= made.start:
            if relation == "basis" or _leaned(leaning, held.text, citation):
                for target in chained:
                    yield Relation(target.title, "basis", citation.title, citation, "made from")
        elif own is None:
            yield from _among(held.text, cited, position, said)
        elif citation is not made or index >= own.attached_at:
            if relation == "cites" and _OPENS.match(following) and _leans(held.text, citation, said.starts[position]):
                relation, rule = "basis", "根据…现通知如下"
            yield Relation(_citing(own, index), relation, citation.title, citation, rule)


def _leaned(leaning: re.Match[str] | None, text: str, citation: Citation) -> bool:
    """Whether a word for grounds stands before the citation; `leaning` is the first of the sentence."""
    if leaning is None or leaning.start() >= citation.start:
        return False
    return leaning.end() <= citation.start or _BASIS.search(text, 0, citation.start) is not None


def _amended(citation: Citation, mine: frozenset[str]) -> bool:
    """Whether a citation is of what amended this very document."""
    return any(titles.key(titles.parse(t)) in mine for t in citation.title.changed)


def _among(text: str, cited: Sequence[Citation], position: int, said: _Said) -> Iterator[Relation]:
    """What news tells of two documents: 《甲》依据《乙》制定; 《乙》自《甲》施行之日起废止."""
    citation = cited[position]
    relation, rule = said.of[position]
    if relation == "repeals" and (by := _repealing(cited, position, said)):
        yield Relation(by.title, relation, citation.title, citation, rule)
        return
    first, last, at = said.starts[position], said.ends[position], said.subjects[position]
    subject = cited[at] if at >= 0 else None
    if subject and _SUBJECT.search(text[subject.end : first]) and _MADE_FROM.match(text[last : last + _FAR]):
        yield Relation(subject.title, "basis", citation.title, citation, "依据…制定")


def _repealing(cited: Sequence[Citation], position: int, said: _Said) -> Citation | None:
    """Of the documents that are not repealed, the last before this one, else the first of all."""
    citation = cited[position]

    before = (cited[i] for i in reversed(said.kept[: bisect_left(said.kept, position)]))
    after = (cited[i] for i in said.kept)
    return next((c for c in chain(before, after) if c.title != citation.title), None)


def older(text: str, cited: Sequence[Citation], own: Own) -> frozenset[int]:
    """Which of the citations are of an earlier document of the same title, which the new one repeals."""
    named = [i for i, c in enumerate(cited) if _is_older(text, c, "repeals", own)]
    said = _said(text, cited) if named else None
    return frozenset(i for i in named if said and said.of[i][0] == "repeals")


def _is_older(text: str, citation: Citation, relation: str, own: Own) -> bool:
    named = titles.key(citation.title) in own.keys and not citation.abbreviated and text[citation.start] == "《"
    return named and relation == "repeals"


def _leans(text: str, citation: Citation, first: int) -> bool:
    """Whether the list that a citation stands in, and which begins at `first`, begins with 根据 or 为贯彻."""
    clause = _clause(text, first)
    cues = list(_LEANS.finditer(clause))
    return bool(cues) and "，" not in clause[cues[-1].end() :] and not _near(text, citation.start).endswith("的")


def _chained(text: str, cited: Sequence[Citation], first: Citation) -> Iterator[Citation]:
    """A document made and those listed after it: 制定《甲》《乙》."""
    end = 0
    for citation in cited[cited.index(first) :]:
        if end and not _LIST.match(text[end : citation.start]):
            return
        yield citation
        end = citation.end


def _citing(own: Own, index: int) -> Title:
    """Before the attached document begins the notice speaks."""
    return own.cover.title if own.has_cover and index < own.attached_at else own.main.title


def _nested(citation: Citation) -> Iterator[Relation]:
    for inner in citation.title.inner:
        yield Relation(citation.title, "promulgates", titles.parse(inner), citation, "title within a title")
    for changed in citation.title.changed:
        yield Relation(citation.title, citation.title.changes, titles.parse(changed), citation, "title within a title")
    for named in citation.title.named:
        yield Relation(citation.title, "cites", titles.parse(named), citation, "title within a title")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says of each document it names, and where the list that each stands in begins and ends."""

    of: tuple[tuple[str, str], ...]  # relation, rule
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    subjects: tuple[int, ...]  # which citation stands before that list; -1 where none does
    kept: tuple[int, ...]  # which are not repealed


def _said(text: str, cited: Sequence[Citation]) -> _Said:
    """Computed once a sentence: the lists are walked once from either end."""
    joined = [bool(_LIST.match(_between(text[a.end : b.start]))) for a, b in pairwise(cited)]
    starts = [c.start for c in cited]
    ends = [c.end for c in cited]
    subjects = list(range(-1, len(cited) - 1))
    for at, joins in enumerate(joined):
        if joins:
            starts[at + 1], subjects[at + 1] = starts[at], subjects[at]
    for at in range(len(joined) - 1, -1, -1):
        if joined[at]:
            ends[at] = ends[at + 1]
    of = tuple(_relation(text, c, first, last) for c, first, last in zip(cited, starts, ends, strict=True))
    kept = tuple(i for i, (relation, _) in enumerate(of) if relation != "repeals")
    return _Said(of, tuple(starts), tuple(ends), tuple(subjects), kept)


_NEAR = 40  # characters; what the patterns that end in $ may hold, and more
_FAR = 400  # the longest clause between a document and the words that say what is made of it


def _near(text: str, end: int) -> str:
    return text[max(0, end - _NEAR) : end].rstrip()


def _clause(text: str, end: int) -> str:
    return re.split(r"[。；;]", text[max(0, end - _FAR) : end])[-1]


def _relation(text: str, citation: Citation, first: int, last: int) -> tuple[str, str]:
    after = text[last : last + _FAR]
    clause_after = _SINCE.sub("", re.split(r"[。；;]", after)[0])
    repealed = _REPEALED.search(clause_after)
    if repealed and repealed.start() < 30 and not _NOT_REPEALED.search(clause_after[: repealed.start()]):
        return "repeals", "废止"
    if _REPEALS.search(_near(text, first)):
        return "repeals", "废止"
    if (
        _AMENDED.match(after)
        or _CLAUSES.match(text[citation.end : citation.end + _FAR])
        or (_AMENDS.search(_near(text, first)) and _amending(after))
    ):
        return "amends", "修改"
    if _is_basis(first, text, after):
        return "basis", "根据…制定"
    return "cites", "mention"


def _amending(after: str) -> bool:
    return bool(re.match(r"(?:的(?:决定|通知)|，|。|作|部分|个别|有关|第)", after)) or not after


def _is_basis(first: int, text: str, after: str) -> bool:
    clause = _clause(text, first)
    cues = list(_BASIS.finditer(clause))
    if not cues:
        return False
    gap = clause[cues[-1].end() :]
    if "，" in gap.rstrip("，") or _MAKES.search(gap):
        return False
    lead = clause[: cues[-1].start()].rstrip()
    itself = (SELF.search(lead) or _NAMED.search(lead)) and _MADE_FROM.match(after)
    return bool(_MAKES.search(after) or itself)


# What may stand between the titles of a list beside their issuers: articles, and when and by whom the next was issued.
_ASIDE = re.compile(
    rf"第[一二三四五六七八九十百]+条|(?:{calendar.DATE})|(?:起?(?:印发|发布|公布|颁布|制定|施行|实施|下发)的)|(?<=[、和及与])原$"
)


def _between(gap: str) -> str:
    """What stands between two titles without articles, issuers, and attributes of the second (某局2010年发布的)."""
    bare = _ASIDE.sub("", gap)
    held = bodies.before(bare)
    return bare[: bare.find(held[0])] if held else bare
