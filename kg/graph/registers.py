"""The graphs beside those of the documents: the registers, and the ontology.

Of the registers only what some document's graph refers to is written (`mentioned`), with the divisions above it: the
whole would drown an export of a few documents.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping

from kg import terms
from kg.graph import literals
from kg.register import Division, ancestors, divisions
from kg.resources import data, folder
from kg.terms import LABEL, SKOS, TYPE, kg

Triple = tuple[str, str, str]

_REFERENCE = re.compile(r"/id/(?:division|industry|metric|unit)/[0-9a-f]+(?=>)")
_QUDT = "http://qudt.org/vocab/unit/"


def references(nquads: str) -> frozenset[str]:
    """The IRIs in N-Quads text that a register may describe, as ``<https://…>``."""
    return frozenset(f"<{terms.BASE[:-1]}{found}>" for found in _REFERENCE.findall(nquads))


def registers(mentioned: Collection[str] | None = None) -> str:
    """The graph of the registers, of all that they know or of the IRIs in `mentioned` (see `references`)."""
    triples = {*_divisions(mentioned), *_industries(mentioned), *_metrics(mentioned), *_units(mentioned)}
    return _text(triples, terms.REGISTERS)


def ontology() -> str:
    """The graph of the ontology; blank nodes, that is its axioms, are left to the Turtle file."""
    from pyoxigraph import BlankNode, RdfFormat, parse

    path = folder("ontology") / "kg.ttl"
    triples = parse(path=str(path), format=RdfFormat.TURTLE)
    named = (t for t in triples if not isinstance(t.subject, BlankNode) and not isinstance(t.object, BlankNode))
    return _text({(str(t.subject), str(t.predicate), str(t.object)) for t in named}, terms.ONTOLOGY)


def _text(triples: Collection[Triple], graph: str) -> str:
    """Sorted N-Quads; classes and labels of the registers go where those of all shared nodes are (`kg.graph.quads`)."""
    naming = terms.NAMES if graph == terms.REGISTERS else graph
    return "".join(sorted(f"{s} {p} {o} <{naming if p in {TYPE, LABEL} else graph}> .\n" for s, p, o in triples))


def _divisions(mentioned: Collection[str] | None) -> Iterator[Triple]:
    held = divisions()
    wanted: Mapping[str, Division] = held
    if mentioned is not None:
        codes = [code for code in held if terms.division(code) in mentioned]
        wanted = {code: held[code] for start in codes for code in ancestors(start) if code in held}
    for division in wanted.values():
        yield from _division(division)


def _division(division: Division) -> Iterator[Triple]:
    iri = terms.division(division.code)
    yield iri, TYPE, kg("AdministrativeDivision")
    yield iri, LABEL, literals.zh(division.name)
    yield iri, kg("code"), literals.string(division.code)
    yield iri, kg("divisionLevel"), terms.code("level", division.level)
    if division.short and division.short != division.name:
        yield iri, f"<{SKOS}altLabel>", literals.zh(division.short)
    if division.parent:
        yield iri, kg("parent"), terms.division(division.parent)


def _concept(kind: str, row: Mapping[str, str], mentioned: Collection[str] | None) -> Iterator[Triple]:
    """The names of a register's concept that documents use; an alias is an exact match of the main name."""
    main = terms.thing(kind, terms.canonical(row["zh"]), "")
    for iri, name in _names(kind, row):
        if mentioned is None or iri in mentioned:
            yield iri, TYPE, kg(kind.capitalize())
            yield iri, LABEL, literals.zh(name)
            yield iri, f"<{SKOS}prefLabel>", literals.en(row["en"])
            if iri != main:
                yield iri, f"<{SKOS}exactMatch>", main
                yield main, TYPE, kg(kind.capitalize())
                yield main, LABEL, literals.zh(terms.canonical(row["zh"]))


def _names(kind: str, row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Node and spelling of the main name and of each alias."""
    for name in dict.fromkeys(terms.canonical(n) for n in (row["zh"], *row["aliases"].split("|")) if n):
        yield terms.thing(kind, name, ""), name


def _industries(mentioned: Collection[str] | None) -> Iterator[Triple]:
    """Industries of policy text and, through a match, their classes of GB/T 4754."""
    classes = {row["code"]: row for row in _rows("industries.csv")}
    for row in _rows("policy-industries.csv"):
        yield from _concept("industry", row, mentioned)
        match = "closeMatch" if row["match"] == "close" else "broadMatch"
        for iri, _ in _names("industry", row):
            for code in filter(None, row["code"].split("|")):
                if mentioned is None or iri in mentioned:
                    yield iri, f"<{SKOS}{match}>", _class_iri(code)
                    yield from _classes(code, classes)


def _metrics(mentioned: Collection[str] | None) -> Iterator[Triple]:
    rows = {row["id"]: row for row in _rows("metrics.csv")}
    for row in rows.values():
        concept = list(_concept("metric", row, mentioned))
        yield from concept
        if concept and row["broader"]:
            name = terms.canonical(rows[row["broader"]]["zh"])
            part, whole = terms.thing("metric", terms.canonical(row["zh"]), ""), terms.thing("metric", name, "")
            yield part, f"<{SKOS}broader>", whole
            yield whole, TYPE, kg("Metric")
            yield whole, LABEL, literals.zh(name)


def industry_names() -> Iterator[tuple[str, str]]:
    """Every name of a policy industry, with the main name of its concept."""
    for row in _rows("policy-industries.csv"):
        for _, name in _names("industry", row):
            yield name, terms.canonical(row["zh"])


def _class_iri(code: str) -> str:
    return f"<{terms.ID}industry-class/{code}>"


def _classes(code: str, classes: Mapping[str, Mapping[str, str]]) -> Iterator[Triple]:
    """A class of GB/T 4754 and those above it."""
    while code in classes:
        row, iri = classes[code], _class_iri(code)
        yield iri, TYPE, kg("IndustryClass")
        yield iri, LABEL, literals.zh(row["zh"])
        yield iri, f"<{SKOS}notation>", literals.string(code)
        yield iri, f"<{SKOS}inScheme>", terms.code("scheme", "industry")
        if row["en"]:
            yield iri, f"<{SKOS}prefLabel>", literals.en(row["en"])
        if row["parent"]:
            yield iri, f"<{SKOS}broader>", _class_iri(row["parent"])
        code = row["parent"]


def _units(mentioned: Collection[str] | None) -> Iterator[Triple]:
    for row in _rows("units.csv"):
        iri = terms.thing("unit", terms.canonical(row["unit"]))
        if row["qudt"] and (mentioned is None or iri in mentioned):
            yield iri, TYPE, kg("Unit")
            yield iri, LABEL, literals.zh(terms.canonical(row["unit"]))
            yield iri, f"<{SKOS}exactMatch>", f"<{_QUDT}{row['qudt']}>"


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = data("register", name)
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
