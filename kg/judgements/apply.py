"""What judgements make of the facts of a document: a pure function of both, the last step before the graph.

Names first: what is judged the same takes one name and one key, what is judged not the same stays apart even where
`kg.resolve.identity` brought it together. Then facts: the narrowest judgement that speaks of a fact counts, with a
document before without, of two names before of one; where a rejection and an acceptance are as narrow, the fact is out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.judgements.judgement import PAIRS, SCOPED, Judgement, Verdict, plain
from kg.judgements.names import Name, fullest, within
from kg.model import Document, Fact, FactKind, Mention, Value

KEY = "judgement"  # in place of the scope that keeps namesakes apart: people have said that they are one


@dataclass(frozen=True, slots=True)
class _Names:
    """What the judgements make of the names of one document."""

    full: Mapping[Name, str]  # the name that stands for all
    everywhere: frozenset[Name]  # names that are judged the same in all documents
    bare: frozenset[Name]  # names of which people say that whatever bears them is one thing: X same X
    members: Mapping[Name, frozenset[str]]  # of such a name: all that are one with it
    apart: frozenset[Name]  # names, as written, that keep to themselves


@dataclass(frozen=True, slots=True)
class Judged:
    """The facts as judged, and the judgements that spoke of something in them, sorted."""

    facts: tuple[Fact, ...]
    heard: tuple[Judgement, ...] = ()


def apply(document: Document, facts: Iterable[Fact], judgements: Sequence[Judgement]) -> tuple[Fact, ...]:
    """The facts as people have judged them, in the given order; each statement of a sentence once.

    The order of the judgements does not matter, and applying them twice is applying them once.
    """
    return judge(document, facts, judgements).facts


def judge(document: Document, facts: Iterable[Fact], judgements: Sequence[Judgement]) -> Judged:
    """`apply`, with what it took notice of: a judgement that no document hears names what is not there any more."""
    given, held = tuple(facts), within(judgements, document.stem)
    if not held:
        return Judged(given)
    names = _names(given, held)
    renamed = tuple(_renamed(fact, names) for fact in given) if names.full or names.apart else given
    about = _about(held)
    spoken = [_fitting(fact, about, names) for fact in renamed]
    stay = (_settle(fact, fitting) for fact, fitting in zip(renamed, spoken, strict=True))
    heard = {*(j for fitting in spoken for j in fitting), *_met(given, held)}
    return Judged(tuple(_once(fact for fact in stay if fact)), tuple(sorted(heard)))


def _met(facts: Sequence[Fact], judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """The judgements on names of which one stands in the facts."""
    names = {(m.kind, name) for fact in facts for _, m in fact.mentions() for name in (plain(m.text), plain(m.label))}
    for judgement in judgements:
        if judgement.verdict.of_names and {(judgement.kind, n) for n in (judgement.name, judgement.other)} & names:
            yield judgement


# --------------------------------------------------------------------------------------------------------------- names


def _names(facts: Sequence[Fact], judgements: Sequence[Judgement]) -> _Names:
    full = fullest(judgements)
    members: dict[Name, set[str]] = {}
    for (kind, name), whole in full.items():
        members.setdefault((kind, whole), set()).add(name)
    everywhere = frozenset(fullest(j for j in judgements if not j.document))
    alone = (j for j in judgements if j.verdict is Verdict.SAME and j.name == j.other and not j.document)
    bare = frozenset((j.kind, full[j.kind, j.name]) for j in alone)
    held = _Names(full, everywhere, bare, {name: frozenset(found) for name, found in members.items()}, frozenset())
    parted = [(j.kind, j.name, j.other) for j in judgements if j.verdict is Verdict.NOT_SAME]
    while parted and (more := frozenset(_losers(facts, parted, held)) - held.apart):
        held = replace(held, apart=held.apart | more)
    return held


def _losers(facts: Sequence[Fact], parted: Sequence[tuple[str, str, str]], names: _Names) -> Iterator[Name]:
    """Of each two names that are judged apart and yet have one label, the one that has to take its own name again."""
    written: dict[Name, set[str]] = {}
    for fact in facts:
        for _, mention in fact.mentions():
            label = _label(mention, names)
            written.setdefault((mention.kind, label), {label}).add(plain(mention.text))
    for kind, one, other in parted:
        for (held, label), texts in written.items():
            if held == kind and one in texts and other in texts:
                # People may have tied one of the two to the label; else the longer is more likely to be meant by it.
                tied = [_own(kind, text, names) == label for text in (one, other)]
                yield kind, other if tied == [True, False] else one


def _own(kind: str, text: str, names: _Names) -> str:
    return names.full.get((kind, text), text)


def _label(mention: Mention, names: _Names) -> str:
    """The name of a mention: by what people say of it as it is written, else of the name that was found for it."""
    text = plain(mention.text)
    if (mention.kind, text) in names.full or (mention.kind, text) in names.apart:
        return _own(mention.kind, text, names)
    label = plain(mention.label)
    return names.full.get((mention.kind, label), label)


def _renamed(fact: Fact, names: _Names) -> Fact:
    changed = {role: _settled(mention, names) for role, mention in fact.mentions()}
    if all(changed[role] is mention for role, mention in fact.mentions()):
        return fact
    return replace(fact, roles={**fact.roles, **changed})


def _settled(mention: Mention, names: _Names) -> Mention:
    label = _label(mention, names)
    key = mention.key
    if mention.kind in SCOPED and (mention.kind, label) in names.everywhere:
        key = KEY if (mention.kind, label) in names.bare else mention.key or KEY
    if label == plain(mention.label):
        return mention if key == mention.key else replace(mention, key=key)
    return replace(mention, name=label, key=key)


# --------------------------------------------------------------------------------------------------------------- facts


def _about(judgements: Iterable[Judgement]) -> dict[str, dict[str, list[Judgement]]]:
    """The judgements on facts by kind and first name."""
    about: dict[str, dict[str, list[Judgement]]] = {}
    for judgement in judgements:
        if not judgement.verdict.of_names:
            about.setdefault(judgement.kind, {}).setdefault(judgement.name, []).append(judgement)
    return about


def _fitting(fact: Fact, about: Mapping[str, Mapping[str, Sequence[Judgement]]], names: _Names) -> list[Judgement]:
    """The judgements that speak of a fact. A name alone may stand in either role, two names stand in their order."""
    held = about.get(fact.kind)
    if not held:
        return []
    first, second = (frozenset(_spellings(fact, role, names)) for role in PAIRS[fact.kind])
    spoken = (j for name in sorted(first | second) for j in held.get(name, ()))
    return [j for j in spoken if not j.other or (j.name in first and j.other in second)]


def _settle(fact: Fact, fitting: Sequence[Judgement]) -> Fact | None:
    """The fact as the narrowest judgement leaves it: as it is, sure, or out."""
    verdict = max(fitting, key=_narrowness).verdict if fitting else None
    if verdict is Verdict.REJECT:
        return None
    return replace(fact, score=1.0) if verdict is Verdict.ACCEPT and fact.score < 1 else fact


def _narrowness(judgement: Judgement) -> tuple[bool, bool, bool]:
    return (bool(judgement.document), bool(judgement.other), judgement.verdict is Verdict.REJECT)


def _spellings(fact: Fact, role: str, names: _Names) -> Iterator[str]:
    """The names that a judgement may use for what is in a role; of a figure also the metric with its value."""
    value = fact.roles.get(role)
    if isinstance(value, Mention):
        label = plain(value.label)
        written = {label, plain(value.text), *names.members.get((value.kind, label), ())}
    else:
        written = {plain(said(value))} if value is not None else set()
    yield from written
    if role == "metric":
        figure = plain(figures(fact))
        yield from (name + figure for name in written)


def figures(fact: Fact) -> str:
    """The figure of an observation or a ranking, as the second name of a judgement may end: 4.8%, 9."""
    if fact.kind is FactKind.RANKING:
        return said(fact["rank"])
    return said(fact["value"]) + said(fact["unit"])


def said(value: Value) -> str:
    """A plain value as text; of a mention its label."""
    if isinstance(value, Mention):
        return value.label
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Each statement of a sentence once, the surest of equal ones, where the first stood."""
    held: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        parts = sorted((role, _identity(value)) for role, value in fact.roles.items())
        key = (fact.kind, fact.evidence, tuple(parts))
        held[key] = max(held.get(key, fact), fact, key=lambda one: one.score)
    yield from held.values()


def _identity(value: Value) -> tuple[str, str, str]:
    if isinstance(value, Mention):
        return (value.kind, value.label, value.key)
    return ("", said(value), "")
