"""Which nodes are one policy document, over all documents of a store.

A document's own graph can only name what it knows: 国务院关于…的意见 with its number here, 《关于…的意见》 there.
Once all are together, nodes are joined by number first, then by title with issuer and year. A join is a triple
``member kg:sameDocumentAs canonical`` in a graph of its own, made anew with every store: the graphs of the documents
stay as they are, and queries follow the link. What fits two documents stays apart; a wrong join is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kg import terms
from kg.graph import literals
from kg.graph.lines import beginning
from kg.terms import LABEL, kg
from kg.values import document_numbers as numbers

_POLICY = f"<{terms.ID}policy/"
_LINE = re.compile(r'^(<[^>]+>) (<[^>]+>) (?:"((?:[^"\\]|\\.)*)"[^ ]*|(<[^>]+>)) ')
_PUNCTUATION = re.compile(r"[\s〈〉《》<>“”\"'‘’()（）、,，·:：\-—〔〕\[\]]")
_ABOUT = re.compile(r"^(?P<issuers>.{2,80}?)(?P<core>关于.+)$")
_STATE = "中华人民共和国"
_GENRE = re.compile(
    r"(?:条例|办法|规定|细则|规则|通知|通告|公告|意见|决定|方案|规划|计划|措施|纲要|目录|标准|批复|函|法典|法|指引|指南|预案|章程)$"
)
_REVISED = re.compile(r"(?:（(?:\d{4}年?)?(?:修订|修正|修改)[^（）]*）|\((?:\d{4}年?)?(?:修订|修正|修改)[^()]*\))$")
# A title that says by itself whose document it is, or is a law: no other bears it.
_PLACED = re.compile(
    r"^(?:中华人民共和国|国家|全国|[\u4e00-\u9fa5]{2,8}?(?:省|市|自治区|自治州|县|区|州|盟|旗))|(?:法|法典)$"
)
_LONG = 15  # characters; a title this long without a place is told by its words
_ALIKE = 0.5  # share of pairs of characters that two titles under one number have in common


class Reason(StrEnum):
    NUMBER = "number"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Known:
    """What all documents together say of one node."""

    iri: str
    label: str
    numbers: frozenset[str]
    issuers: frozenset[str]
    years: frozenset[str]
    apart: frozenset[str] = field(default=frozenset())  # nodes that it repeals, amends or promulgates
    given: frozenset[str] = field(default=frozenset())  # those of them that it promulgates

    @property
    def weight(self) -> tuple[int, int, int, int, str]:
        """The order in which a group's name is chosen: the best known first."""
        return (-len(self.numbers), -len(self.issuers), -len(self.years), -len(self.label), self.iri)


@dataclass(frozen=True, slots=True)
class Join:
    member: str
    canonical: str
    reason: Reason


def joins(chunks: Iterable[str]) -> str:
    """The graph of joins of all documents, from what `policy_lines` kept of their N-Quads; sorted."""
    return nquads(joined(known(chunks)))


def nquads(found: Iterable[Join]) -> str:
    lines = set()
    for join in found:
        lines.add(f"{join.member} {kg('sameDocumentAs')} {join.canonical} <{terms.JOINS}> .\n")
        lines.add(f"{join.member} {kg('joinedBy')} {literals.string(join.reason)} <{terms.JOINS}> .\n")
    return "".join(sorted(lines))


def policy_lines(nquads_text: str) -> str:
    """The lines that a join may lean on: what is said of policy documents and the names of bodies."""
    bodies = beginning(nquads_text, f"<{terms.ID}body/")
    return "".join((*beginning(nquads_text, _POLICY), *(line for line in bodies if f" {LABEL} " in line)))


def known(chunks: Iterable[str]) -> tuple[Known, ...]:
    """The nodes of policy documents with their particulars, by IRI."""
    said: dict[str, dict[str, set[str]]] = {}
    for chunk in chunks:
        for line in chunk.splitlines():
            if found := _LINE.match(line):
                subject, predicate, text, iri = found.groups()
                said.setdefault(subject, {}).setdefault(predicate, set()).add(iri or _unescaped(text))
    return tuple(_known(iri, held, said) for iri, held in sorted(said.items()) if iri.startswith(_POLICY))


def _known(iri: str, held: Mapping[str, set[str]], said: Mapping[str, Mapping[str, set[str]]]) -> Known:
    label = min(held.get(LABEL, {""}))
    issuers = {min(said.get(i, {}).get(LABEL, {i})) for i in held.get(kg("issuer"), ())}
    about = _ABOUT.match(label)
    if about:
        issuers.add(about["issuers"])
    found = frozenset(filter(None, map(normal, held.get(kg("documentNumber"), ()))))
    years = {day[:4] for day in held.get(kg("issued"), ())}
    apart = {i for link in ("repeals", "amends", "promulgates") for i in held.get(kg(link), ())}
    given = frozenset(held.get(kg("promulgates"), ()))
    return Known(iri, label, found, frozenset(map(_body, issuers)), frozenset(years), frozenset(apart), given)


def _unescaped(text: str | None) -> str:
    return re.sub(r"\\(.)", r"\1", text or "")


def _body(name: str) -> str:
    """A body's name as compared: 广州市政府 and 广州市人民政府, 中华人民共和国国务院 and 国务院 are one."""
    return re.sub(r"\s", "", name).removeprefix(_STATE).replace("人民政府", "政府")


def normal(number: str) -> str:
    """A document number as compared; empty where it is none."""
    held = numbers.parse(number)
    if held is None:
        return ""
    return str(replace(held, issuer=_body(held.issuer)))


def core(label: str) -> str:
    """A title as compared: without its issuers, 中华人民共和国, the mark of a revision, and punctuation."""
    text = _REVISED.sub("", unicodedata.normalize("NFKC", label))
    if about := _ABOUT.match(text):
        text = about["core"]
    return _PUNCTUATION.sub("", text).removeprefix(_STATE)


def joined(documents: Sequence[Known]) -> Iterator[Join]:
    """Every join, each member once, straight to the node that stands for all of its document."""
    found = tuple(_found(documents))
    above = {join.member: join.canonical for join in found}
    for join in found:
        top = join.canonical
        while top in above:
            top = above[top]
        yield replace(join, canonical=top)


def _found(documents: Sequence[Known]) -> Iterator[Join]:
    """By number, then by title with issuer and year."""
    # What a cover notice repeals, the document that it gives out is not either.
    apart = {(iri, other) for d in documents for iri in (d.iri, *d.given) for other in d.apart}
    groups: dict[str, list[Known]] = {}
    for document in documents:
        groups.setdefault(core(document.label), []).append(document)
    numbered: dict[str, list[Known]] = {}
    for document in documents:
        if len(document.numbers) == 1:
            numbered.setdefault(next(iter(document.numbers)), []).append(document)
    taken: set[str] = set()
    for _, held in sorted(numbered.items()):
        for cluster in _clusters(held, lambda a, b: _same_numbered(a, b, apart)):
            taken.update(d.iri for d in cluster if len(cluster) > 1)
            yield from _links(cluster, Reason.NUMBER)
    for title, held in sorted(groups.items()):
        yield from _by_title(title, held, apart, taken)


def _by_title(title: str, held: Sequence[Known], apart: set[tuple[str, str]], taken: set[str]) -> Iterator[Join]:
    """Joins of nodes with one title: each known number begins a document, the others go where they alone fit."""
    clusters: list[list[Known]] = []
    for document in sorted(held, key=lambda d: d.weight):
        fitting = [c for c in clusters if all(_same_titled(document, other, title, apart) for other in c)]
        if len(fitting) == 1:
            fitting[0].append(document)
        else:
            clusters.append([document])
    for cluster in clusters:
        # What a number has joined is linked already; one of them stands for all.
        known_by_number = [d for d in cluster if d.iri in taken][:1]
        rest = [d for d in cluster if d.iri not in taken]
        yield from _links([*known_by_number, *rest], Reason.TITLE)


def _clusters(held: Sequence[Known], same: Callable[[Known, Known], bool]) -> Iterator[list[Known]]:
    clusters: list[list[Known]] = []
    for document in sorted(held, key=lambda d: d.weight):
        home = next((c for c in clusters if all(same(document, other) for other in c)), None)
        if home is None:
            clusters.append([document])
        else:
            home.append(document)
    yield from clusters


def _links(cluster: Sequence[Known], reason: Reason) -> Iterator[Join]:
    for document in cluster[1:]:
        yield Join(document.iri, cluster[0].iri, reason)


def _same_numbered(one: Known, other: Known, apart: set[tuple[str, str]]) -> bool:
    """Whether two nodes under one number are one: a notice and what it gives out share theirs and are two."""
    if _apart(one, other, apart):
        return False
    a, b = core(one.label), core(other.label)
    genres = [found.group() if (found := _GENRE.search(text)) else "" for text in (a, b)]
    return genres[0] == genres[1] and (a == b or _likeness(a, b) >= _ALIKE)


def _same_titled(one: Known, other: Known, title: str, apart: set[tuple[str, str]]) -> bool:
    if _apart(one, other, apart) or (one.numbers and other.numbers and not one.numbers & other.numbers):
        return False
    if one.years and other.years and not one.years & other.years:
        return False
    if one.issuers and other.issuers:
        return any(a in b or b in a for a in one.issuers for b in other.issuers)
    return bool(_PLACED.search(one.label) or _PLACED.search(other.label)) or len(title) >= _LONG


def _apart(one: Known, other: Known, apart: set[tuple[str, str]]) -> bool:
    return (one.iri, other.iri) in apart or (other.iri, one.iri) in apart


def _likeness(a: str, b: str) -> float:
    """The share of the shorter text's pairs of characters that the other has as well."""
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (a, b)]
    return len(pairs[0] & pairs[1]) / max(1, min(map(len, pairs)))
