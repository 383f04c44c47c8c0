"""From facts to N-Quads: one named graph for each source document.

Every fact is a statement node (`kg:Statement` and its four kinds) with its evidence and rule, and a direct triple
beside it. A statement belongs to one sentence of one document; regions, metrics, policies and series are shared, so
graphs merge by union. The text is sorted and depends on the document and its facts alone.

What a shared node is (its class, its label, the thing and the metric of a series) is written into one graph of names
for all documents: as every document writes the same quads there, they are held once. In the graphs of a thousand
documents the label of 湖南省 would be there a thousand times, and every query over their union would multiply by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache

from kg import terms
from kg.graph import literals
from kg.graph.things import Node, Scene, node, scene
from kg.model import Context, Document, Fact, FactKind, Kind, Mention, Span, Value
from kg.terms import DCTERMS, LABEL, OA, PROV, RDF, TYPE, kg

Triple = tuple[str, str, str]

# The relation that a fact of two things states: its predicate, the roles of its subject and object, its qualifiers.
RELATIONS = {
    FactKind.POLICY_INDUSTRY: ("concernsIndustry", "policy", "industry"),
    FactKind.REGION_PROGRAMME: ("carriesOut", "region", "programme"),
    FactKind.REGION_INDUSTRY: ("hasIndustry", "region", "industry"),
    FactKind.ENTERPRISE_INDUSTRY: ("operatesIn", "enterprise", "industry"),
    FactKind.ENTERPRISE_REGION: ("presentIn", "enterprise", "region"),
    FactKind.PROJECT: ("locatedIn", "project", "region"),
    FactKind.HONOUR: ("holdsHonour", "holder", "honour"),
}
POLICY_RELATIONS = {
    "basis": "basedOn",
    "promulgates": "promulgates",
    "amends": "amends",
    "repeals": "repeals",
    "cites": "cites",
}
_SUBJECT, _PREDICATE, _OBJECT = (f"<{RDF}{name}>" for name in ("subject", "predicate", "object"))
_KINDS = {kind.value: kind for kind in Kind}
_OWN = tuple(f"<{terms.ID}{kind}/" for kind in ("document", "evidence", "statement"))
DATES = ("issued", "published", "effective", "expires")


def nquads(document: Document, facts: Iterable[Fact], context: Context) -> str:
    """The named graph of a document: lines in code-point order, each at most once."""
    at = scene(document, context)
    own, names = f" {graph(document)} .\n", f" <{terms.NAMES}> .\n"
    triples = set(_document(document, context, at))
    scores: dict[str, float] = {}
    quoted: set[Span] = set()
    for fact in _told(facts, at):
        statement = _statement(fact, at)
        if fact.evidence not in quoted:
            quoted.add(fact.evidence)
            triples.update(_evidence(fact.evidence, document, at))
        triples.add((statement, kg("rule"), literals.string(fact.rule)))
        triples.add((statement, kg("evidence"), _evidence_iri(fact.evidence, at)))
        triples.update(_STATES[fact.kind](fact, statement, at))
        scores[statement] = max(fact.score, scores.get(statement, 0.0))  # two rules, one statement: the surer counts
    triples.update((s, kg("score"), _score(score)) for s, score in scores.items() if score < 1)
    return "".join(_lines(triples, own, names))


def _told(facts: Iterable[Fact], at: Scene) -> Iterator[Fact]:
    """The facts without descriptions of a policy that say less than others of the sentence: a title without issuer."""
    held = tuple(facts)
    said: dict[tuple[Span, str], list[frozenset[tuple[str, str]]]] = defaultdict(list)
    for fact in held:
        if fact.kind is FactKind.POLICY:
            said[_described(fact, at)].append(_particulars(fact, at))
    for fact in held:
        mine = _particulars(fact, at) if fact.kind is FactKind.POLICY else None
        if mine is None or not any(mine < other for other in said[_described(fact, at)]):
            yield fact


def _described(fact: Fact, at: Scene) -> tuple[Span, str]:
    return fact.evidence, _role(fact, "policy", Kind.POLICY, at).iri


def _particulars(fact: Fact, at: Scene) -> frozenset[tuple[str, str]]:
    return frozenset((role, _key(v, at)) for role, v in fact.roles.items() if v and role not in {"policy", "derived"})


def _lines(triples: Iterable[Triple], own: str, names: str) -> list[str]:
    """The triples as sorted lines. No subject begins another, so sorting them first and each one's lines then is the
    same order, at less cost. What a shared node is, and not what the document states of it, goes among the names.
    """
    naming = _naming()
    held: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        held[triple[0]].append(triple)
    lines: list[str] = []
    for subject in sorted(held):
        if subject.startswith(_OWN):
            said = [f"{s} {p} {o}{own}" for s, p, o in held[subject]]
        else:
            said = [f"{s} {p} {o}{names if p in naming else own}" for s, p, o in held[subject]]
        said.sort()
        lines += said
    return lines


@cache
def _naming() -> frozenset[str]:
    return frozenset({TYPE, LABEL, kg("about"), kg("metric"), kg("region")})


def graph(document: Document) -> str:
    """The IRI of the named graph of a document."""
    return f"<{terms.GRAPH}document/{terms.digest(document.stem, document.sha256)}>"


def document_iri(at: Scene) -> str:
    return f"<{terms.ID}document/{at.document}>"


def _score(score: float) -> str:
    return literals.number(Decimal(str(round(score, 4))))


def _document(document: Document, context: Context, at: Scene) -> Iterator[Triple]:
    source = document_iri(at)
    title = context.title or document.title
    yield graph(document), terms.external(PROV, "wasDerivedFrom"), source
    yield source, TYPE, kg("SourceDocument")
    yield source, LABEL, literals.zh(title or document.stem)
    yield source, kg("stem"), literals.string(document.stem)
    yield source, kg("sha256"), literals.string(document.sha256)
    yield source, kg("genre"), terms.code("genre", context.genre)
    yield source, terms.external(DCTERMS, "format"), literals.string(document.media_type)
    if title:
        yield source, terms.external(DCTERMS, "title"), literals.zh(title)
    if context.date:
        yield source, terms.external(DCTERMS, "date"), literals.date(context.date)
    speaker = node(context.speaker, at)
    yield from _named(speaker)
    yield source, kg("speaker"), speaker.iri


def _evidence_iri(span: Span, at: Scene) -> str:
    return f"<{terms.ID}evidence/{at.document}-{span.start}-{span.end}>"


def _evidence(span: Span, document: Document, at: Scene) -> tuple[Triple, ...]:
    iri = _evidence_iri(span, at)
    return (
        (iri, TYPE, kg("Evidence")),
        (iri, terms.external(OA, "start"), literals.integer(span.start)),
        (iri, terms.external(OA, "end"), literals.integer(span.end)),
        (iri, terms.external(OA, "exact"), literals.string(span.of(document.text))),
        (iri, terms.external(PROV, "wasDerivedFrom"), document_iri(at)),
    )


def _statement(fact: Fact, at: Scene) -> str:
    roles = [f"{role}={_key(fact.roles[role], at)}" for role in sorted(fact.roles)]
    return terms.thing("statement", at.document, fact.kind, f"{fact.evidence.start}-{fact.evidence.end}", *roles)


def _key(value: Value, at: Scene) -> str:
    if isinstance(value, Mention):
        return node(value, at).iri
    return literals.plain(value) if isinstance(value, Decimal) else str(value)


def _text(value: Value) -> str:
    return value.label if isinstance(value, Mention) else str(value)


@lru_cache(maxsize=1 << 14)
def _named(thing: Node) -> tuple[Triple, Triple]:
    return (thing.iri, TYPE, thing.type), (thing.iri, LABEL, literals.zh(thing.label))


def _role(fact: Fact, role: str, kind: Kind, at: Scene) -> Node:
    """The node in a role; plain text there names a thing of `kind`."""
    value = fact[role]
    return node(value if isinstance(value, Mention) else Mention(kind, str(value)), at)


def _series(fact: Fact, link: str, statement: str, at: Scene) -> tuple[Triple, ...]:
    """The series of a fact, with the statement that is linked to it.

    Where the thing described is no region, the region that speaks keeps the 人工智能产业 of two provinces apart.
    """
    about, metric = _role(fact, "about", Kind.THING, at), _role(fact, "metric", Kind.METRIC, at)
    held = fact["about"]
    spoken = isinstance(held, Mention) and held.kind is Kind.REGION
    series = terms.thing("series", about.iri, metric.iri, *(() if spoken else (at.speaker,)))
    return (
        *_named(about),
        *_named(metric),
        (series, TYPE, kg("MetricSeries")),
        (series, kg("about"), about.iri),
        (series, kg("metric"), metric.iri),
        (series, kg("region"), about.iri if spoken else at.speaker_iri),
        (series, kg(link), statement),
    )


@lru_cache(maxsize=1 << 12)
def _unit(written: str) -> Node:
    unit = terms.canonical(written)
    return Node(terms.thing("unit", unit), kg("Unit"), unit)


def _observation(fact: Fact, statement: str, at: Scene) -> tuple[Triple, ...]:
    value, unit = fact["value"], _unit(_text(fact["unit"]))
    return (
        *_series(fact, "observation", statement, at),
        *_named(unit),
        (statement, TYPE, kg("Observation")),
        (statement, kg("value"), literals.number(value if isinstance(value, Decimal) else Decimal(_text(value)))),
        (statement, kg("unit"), unit.iri),
        (statement, kg("measureKind"), terms.code("kind", _text(fact["kind"]))),
        (statement, kg("observationStatus"), terms.code("status", _text(fact["status"]))),
        (statement, kg("comparator"), literals.string(_text(fact["comparator"]))),
        *_texts(fact, statement, {"period": "period", "base": "comparisonBase"}),
    )


def _ranking(fact: Fact, statement: str, at: Scene) -> tuple[Triple, ...]:
    scope = _role(fact, "scope", Kind.THING, at)
    return (
        *_series(fact, "ranking", statement, at),
        *_named(scope),
        (statement, TYPE, kg("Ranking")),
        (statement, kg("rank"), literals.integer(int(_text(fact["rank"])))),
        (statement, kg("scope"), scope.iri),
        *_texts(fact, statement, {"period": "period"}),
    )


def _policy(fact: Fact, statement: str, at: Scene) -> Iterator[Triple]:
    policy = _role(fact, "policy", Kind.POLICY, at)
    yield from _named(policy)
    yield statement, TYPE, kg("PolicyDescription")
    yield statement, kg("policy"), policy.iri
    for subject in (policy.iri, statement):
        yield from _texts(fact, subject, {"number": "documentNumber"})
        for role in DATES:
            if fact.roles.get(role):
                yield subject, kg(role), literals.date(_text(fact[role]))
    yield from _texts(fact, statement, {"derived": "derived"})
    if fact.roles.get("issuer"):
        issuer = _role(fact, "issuer", Kind.BODY, at)
        yield from _named(issuer)
        yield policy.iri, kg("issuer"), issuer.iri
        yield statement, kg("issuer"), issuer.iri


def _relation(fact: Fact, statement: str, at: Scene) -> tuple[Triple, ...]:
    predicate, subject, object_ = RELATIONS[fact.kind]
    stated = _states(_any(fact, subject, at), predicate, _any(fact, object_, at), statement)
    return (*stated, *_texts(fact, statement, {"effect": "effect", "since": "since"}))


def _project(fact: Fact, statement: str, at: Scene) -> Iterator[Triple]:
    yield from _relation(fact, statement, at)
    project = _any(fact, "project", at)
    if fact.roles.get("enterprise"):
        enterprise = _any(fact, "enterprise", at)
        yield from _named(enterprise)
        yield project.iri, kg("participant"), enterprise.iri
        yield statement, kg("participant"), enterprise.iri
    if fact.roles.get("stage"):
        stage = terms.code("stage", _text(fact["stage"]))
        yield project.iri, kg("stage"), stage
        yield statement, kg("stage"), stage


def _policy_relation(fact: Fact, statement: str, at: Scene) -> tuple[Triple, ...]:
    citing, cited = _role(fact, "citing", Kind.POLICY, at), _role(fact, "cited", Kind.POLICY, at)
    stated = _states(citing, POLICY_RELATIONS[_text(fact["relation"])], cited, statement)
    return (*stated, *_texts(fact, statement, {"article": "article"}))


def _any(fact: Fact, role: str, at: Scene) -> Node:
    return _role(fact, role, _KINDS.get(role, Kind.THING), at)


def _states(subject: Node, predicate: str, object_: Node, statement: str) -> tuple[Triple, ...]:
    return (
        *_named(subject),
        *_named(object_),
        (subject.iri, kg(predicate), object_.iri),
        (statement, TYPE, kg("RelationStatement")),
        (statement, _SUBJECT, subject.iri),
        (statement, _PREDICATE, kg(predicate)),
        (statement, _OBJECT, object_.iri),
    )


def _texts(fact: Fact, subject: str, properties: dict[str, str]) -> list[Triple]:
    """Roles that hold plain text, where they are filled."""
    return [
        (subject, kg(name), literals.string(_text(fact[role])))
        for role, name in properties.items()
        if fact.roles.get(role)
    ]


_STATES: dict[FactKind, Callable[[Fact, str, Scene], Iterable[Triple]]] = {
    FactKind.OBSERVATION: _observation,
    FactKind.RANKING: _ranking,
    FactKind.POLICY: _policy,
    FactKind.POLICY_RELATION: _policy_relation,
    **dict.fromkeys(RELATIONS, _relation),
    FactKind.PROJECT: _project,
}
