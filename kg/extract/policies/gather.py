"""What the stages of this package found, as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.industry_names import candidates
from kg.extract.policies import bodies, citations, force, industries, particulars, relations, titles, told
from kg.extract.policies import own as owns
from kg.extract.policies.citations import Citation
from kg.extract.policies.titles import Title
from kg.extract.statistics.timeline import ACTUAL, moments
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Parsed, Span, Value
from kg.values.document_numbers import DocumentNumber, Form
from kg.values.document_numbers import parse as parse_number


def of(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:
    """Every fact about policy documents that the file states."""
    own = owns.find(document, parsed, context)
    mine, heads = (own.titles, own.title_lines) if own else ((), ())
    found = [_outside(citations.find(p), p, heads) for p in parsed]
    settled = citations.settle(list(zip(parsed, found, strict=True)), mine)
    cited = [_earlier(held, citing, own, context) for held, citing in zip(parsed, settled, strict=True)]
    names = _Names(own, cited, context)
    if own is not None:
        yield from _own(own, parsed, names, context)
        yield from _touched(names.mention(own.main.title, own.main.span), industries.of_text(parsed, own.title_lines))
    reviewed = _reviewed(parsed, context)
    for index, (held, citing) in enumerate(zip(parsed, cited, strict=True)):
        if not citing:
            continue
        yield from _cited(held, citing, names, context)
        yield from _issued(held, citing, names, context, reviewed[index])
        yield from _industries(held, citing, names, context, own)
        following = parsed[index + 1].text if index + 1 < len(parsed) else ""
        for relation in relations.of_sentence(held, index, citing, own, following):
            yield _relation(relation, held, names)


def _outside(found: Sequence[Citation], held: Parsed, heads: Sequence[Span]) -> tuple[Citation, ...]:
    """The citations without those that a title of the file's own holds and 《》 does not set apart."""
    if not any(head.start < held.sentence.span.end and held.start < head.end for head in heads):
        return tuple(found)
    return tuple(
        c
        for c in found
        if held.text[c.start] == "《"
        or not any(head.start <= held.start + c.start and held.start + c.end <= head.end for head in heads)
    )


def _earlier(held: Parsed, cited: Sequence[Citation], own: owns.Own | None, context: Context) -> tuple[Citation, ...]:
    """The citations, those of an earlier document of the file's own title marked by their number or date."""
    older = relations.older(held.text, cited, own) if own else frozenset()
    if not older:
        return tuple(cited)
    days = {issue.citation: issue.issued for issue in told.issues(held, cited, context, "")}
    return tuple(
        replace(c, older=(_key(c.number, context) if c.number else days.get(c, "")) or "earlier") if i in older else c
        for i, c in enumerate(cited)
    )


class _Names:
    """The mention of each title: two spellings of one document get one name, and the number that joins them.

    《关于…的意见》 is 《国务院关于…的意见》 where the text names no other issuer; a number joins what it stands by.
    """

    def __init__(self, own: owns.Own | None, cited: Sequence[Sequence[Citation]], context: Context) -> None:
        numbers: dict[str, set[str]] = {}
        spellings: dict[str, dict[str, str]] = {}
        for citation in (c for row in cited for c in row):
            self._spell(spellings, citation.title)
            if citation.number and not citation.abbreviated and not citation.older:
                numbers.setdefault(titles.key(citation.title), set()).add(_key(citation.number, context))
        for title in own.titles if own else ():
            self._spell(spellings, title)
        for item in own.particulars if own else ():
            if own and item.role == "number" and (number := parse_number(item.value)):
                policy = own.cover if item.of_cover else own.main
                numbers.setdefault(titles.key(policy.title), set()).add(_key(number, context))
        self._numbers = {title: next(iter(held)) for title, held in numbers.items() if len(held) == 1}
        self._full = {title: next(iter(held.values())) for title, held in spellings.items() if len(held) == 1}

    @staticmethod
    def _spell(spellings: dict[str, dict[str, str]], title: Title) -> None:
        if title.issuers:
            spellings.setdefault(titles.key(title), {}).setdefault(titles.fold(title.text), title.text)

    def mention(self, title: Title, span: Span | None = None, written: str = "", older: str = "") -> Mention:
        """The mention; `older` tells an earlier document of the same title apart, by when it was issued."""
        key = titles.key(title)
        name = title.text if title.issuers else self._full.get(key, title.text)
        if older:
            return Mention(Kind.POLICY, written or title.text, span, name, f"{key}@{older}")
        return Mention(Kind.POLICY, written or title.text, span, name, self._numbers.get(key, ""))


def _key(number: DocumentNumber, context: Context) -> str:
    """The number in its one spelling, its body by its full name: 省政府令第181号 → 某省人民政府令第181号."""
    if number.form in {Form.ORDER, Form.ANNOUNCEMENT, Form.YEAR}:
        return str(replace(number, issuer=bodies.mention(number.issuer, context).label))
    return str(number)


def _own(own: owns.Own, parsed: Sequence[Parsed], names: _Names, context: Context) -> Iterator[Fact]:
    cover, main = names.mention(own.cover.title, own.cover.span), names.mention(own.main.title, own.main.span)
    for policy, given_out in ((main, own.main), (cover, own.cover)) if own.has_cover else ((main, own.main),):
        yield _policy(policy, {}, given_out.evidence, "title")
    for issuer in own.cover.title.issuers:
        body = bodies.mention(issuer, context)
        yield _policy(cover, {"issuer": body}, own.cover.evidence, "issuer in the title")
    for item in own.particulars:
        if item.rule == "head of an order" and item.role == "issuer" and _is_longer(item.value, own.main.title.issuers):
            continue  # 中华人民共和国国务院 over 国务院关于…的决定
        value: Value = bodies.mention(item.value, context, item.span) if item.role == "issuer" else item.value
        yield _policy(cover if item.of_cover else main, {item.role: value}, item.evidence, item.rule)
    for stated in particulars.terms(own, parsed):
        roles: dict[str, Value] = {stated.role: stated.value}
        if stated.derived:
            roles["derived"] = stated.derived
        yield _policy(main, roles, stated.evidence, stated.rule)
    given = (own.main.title,) if own.has_cover else tuple(map(titles.parse, own.cover.title.inner))
    for title in given:
        roles = {"citing": cover, "relation": "promulgates", "cited": main if own.has_cover else names.mention(title)}
        yield Fact(FactKind.POLICY_RELATION, roles, own.cover.evidence, "cover notice")


def _is_longer(name: str, issuers: Sequence[str]) -> bool:
    return any(name != issuer and name.removeprefix("中华人民共和国") == issuer for issuer in issuers)


def _policy(policy: Mention, roles: Mapping[str, Value], evidence: Span, rule: str) -> Fact:
    return Fact(FactKind.POLICY, {"policy": policy, **roles}, evidence, rule)


def _cited(held: Parsed, cited: Sequence[Citation], names: _Names, context: Context) -> Iterator[Fact]:
    evidence = held.sentence.span
    for citation in cited:
        if citation.annex and not citation.number:
            continue
        policy = _mention(citation, held, names)
        roles: dict[str, Value] = (
            {"number": str(citation.number)} if citation.number and not citation.abbreviated else {}
        )
        yield _policy(policy, roles, evidence, "citation")
        if citation.abbreviated:
            continue
        for issuer in citation.issuers:
            yield _policy(policy, {"issuer": bodies.mention(issuer, context)}, evidence, "issuer of the citation")
        for inner in citation.title.inner:
            nested = titles.parse(inner)
            yield _policy(names.mention(nested), {}, evidence, "title within a title")
            for issuer in nested.issuers:
                body = bodies.mention(issuer, context)
                yield _policy(names.mention(nested), {"issuer": body}, evidence, "title within a title")


def _issued(held: Parsed, cited: Sequence[Citation], names: _Names, context: Context, reviewed: str) -> Iterator[Fact]:
    evidence = held.sentence.span
    for issue in told.issues(held, cited, context, reviewed):
        policy = _mention(issue.citation, held, names)
        named = issue.citation.issuers
        for body in () if named else issue.issuers:
            yield _policy(policy, {"issuer": body}, evidence, "who issues")
        if issue.issued:
            yield _policy(policy, {"issued": issue.issued}, evidence, "when issued")
    for term in force.effects(held, cited, context, reviewed):
        held_roles: dict[str, Value] = {term.role: term.value}
        if term.derived:
            held_roles["derived"] = term.derived
        yield _policy(_mention(term.citation, held, names), held_roles, evidence, "term of the citation")


def _reviewed(parsed: Sequence[Parsed], context: Context) -> Sequence[str]:
    """For each sentence the year that a report looks back on there; empty elsewhere."""
    if context.genre is not Genre.REPORT or context.year is None:
        return [""] * len(parsed)
    last = str(context.year - 1)
    return [
        (m.period if len(m.period) == 4 else last) if m.status == ACTUAL and "/" not in m.period else ""
        for m in moments(parsed, context)
    ]


def _mention(citation: Citation, held: Parsed, names: _Names) -> Mention:
    span = held.span(citation.name_start, citation.name_end)
    return names.mention(citation.title, span, citation.written, citation.older)


def _relation(found: relations.Relation, held: Parsed, names: _Names) -> Fact:
    span = held.span(found.citation.name_start, found.citation.name_end)
    cited = names.mention(found.cited, span, older=found.citation.older if found.older else "")
    roles: dict[str, Value] = {"citing": names.mention(found.citing), "relation": found.relation, "cited": cited}
    if found.citation.article and found.relation != "promulgates":
        roles["article"] = found.citation.article
    return Fact(FactKind.POLICY_RELATION, roles, held.sentence.span, found.rule)


def _industries(
    held: Parsed, cited: Sequence[Citation], names: _Names, context: Context, own: owns.Own | None
) -> Iterator[Fact]:
    """Industries in the titles of cited documents; in news and reports also those beside a document issued."""
    mine = own.keys if own else frozenset()
    issued = {i.citation for i in told.issues(held, cited, context, "")} if own is None else set()
    named = tuple(candidates(held)) if issued else ()
    for citation in cited:
        if titles.key(citation.title) in mine or citation.abbreviated:
            continue
        found = list(industries.of_title(citation, held))
        known = {industries.concept(t.industry.label) for t in found}
        if citation in issued:
            found += [
                t for t in industries.beside(held, citation, named) if industries.concept(t.industry.label) not in known
            ]
        yield from _touched(_mention(citation, held, names), found)


def _touched(policy: Mention, found: Iterable[industries.Touched]) -> Iterator[Fact]:
    for touched in found:
        roles: dict[str, Value] = {"policy": policy, "industry": touched.industry}
        if touched.effect:
            roles["effect"] = touched.effect
        yield Fact(FactKind.POLICY_INDUSTRY, roles, touched.evidence, touched.rule)
