"""A store as text in a standard format: the same store gives the same bytes.

Turtle and TriG are written for people: prefixes, one subject a paragraph in a fixed order, the label of a thing beside
its opaque name. Everything is read into memory and sorted there.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from kg.errors import KgError, QueryError
from kg.terms import CODE, GRAPH, ID, KG, NAMES, ONTOLOGY, PREFIXES, RDF, RDFS, REGISTERS

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

Statement = tuple[str, str, str]  # terms as N-Triples writes them


class Format(StrEnum):
    TURTLE = "turtle"
    NQUADS = "nquads"
    TRIG = "trig"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    GRAPHML = "graphml"


# Paragraphs come in this order: documents, what they speak of, what they state, where; the vocabulary last.
_ORDER = (
    "document", "policy", "division", "region", "body", "enterprise", "programme", "project", "honour", "industry",
    "industry-class", "metric", "unit", "thing", "series", "statement", "evidence",
)  # fmt: skip
_TYPE, _LABEL = f"<{RDF}type>", f"<{RDFS}label>"
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_DATATYPE = re.compile(r'^(".*")\^\^(<[^>]*>)$', re.DOTALL)


def export(store: Store, format: str, document: str | None = None) -> Iterator[str]:  # noqa: A002 -- as --format
    """Pieces of text that make up the export.

    With `document`, the stem of a source document, only its graph and what that graph refers to. Raises KgError where
    the format is unknown, QueryError where the document is.
    """
    if format not in set(Format):
        raise KgError(format, "is no export format", f"use one of {', '.join(Format)}")
    quads = _of_document(store, document) if document is not None else list(store)
    yield from _WRITERS[Format(format)](quads)


def _of_document(store: Store, stem: str) -> list[Quad]:
    """The quads of a document's graph, and of the names and registers those that describe what it refers to."""
    from pyoxigraph import Literal, NamedNode

    stems = {str(q.subject): q.object for q in store.quads_for_pattern(None, NamedNode(f"{KG}stem"), None, None)}
    sources = sorted(source for source, held in stems.items() if held == Literal(stem))
    if not sources:
        near = difflib.get_close_matches(stem, sorted({getattr(held, "value", "") for held in stems.values()}), n=3)
        way_out = f"did you mean {' or '.join(near)}?" if near else "kg query sources lists the documents"
        raise QueryError(stem, "no document of that name is in the store", way_out)
    graphs = [NamedNode(f"{GRAPH}document/{source[1:-1].rpartition('/')[2]}") for source in sources]
    quads = [q for graph in graphs for q in store.quads_for_pattern(None, None, None, graph)]
    return quads + list(_described(store, quads))


def _described(store: Store, quads: Iterable[Quad]) -> Iterator[Quad]:
    """What the shared graphs say of the things in `quads`, and of the things named there in turn."""
    from pyoxigraph import NamedNode

    seen: set[str] = set()
    todo = [term for q in quads for term in (q.subject, q.object) if isinstance(term, NamedNode)]
    while todo:
        term = todo.pop()
        if term.value in seen or not term.value.startswith((ID, CODE)):
            continue
        seen.add(term.value)
        for graph in (NAMES, REGISTERS, ONTOLOGY):
            for quad in store.quads_for_pattern(term, None, None, NamedNode(graph)):
                yield quad
                if isinstance(quad.object, NamedNode):
                    todo.append(quad.object)


def _statements(quads: Iterable[Quad]) -> set[Statement]:
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


def _nquads(quads: Iterable[Quad]) -> Iterator[str]:
    yield from sorted({f"{q} .\n" for q in quads})


def _ntriples(quads: Iterable[Quad]) -> Iterator[str]:
    yield from sorted(f"{s} {p} {o} .\n" for s, p, o in _statements(quads))


def _turtle(quads: Iterable[Quad]) -> Iterator[str]:
    statements = _statements(quads)
    yield from _prefixes(statements)
    yield from _paragraphs(statements, _labels(statements), "")


def _trig(quads: Iterable[Quad]) -> Iterator[str]:
    graphs: dict[str, set[Statement]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), set()).update(_statements([quad]))
    everything = {statement for held in graphs.values() for statement in held}
    labels = _labels(everything)
    yield from _prefixes(everything | {(graph, "", "") for graph in graphs})
    for graph in sorted(graphs):
        yield f"\n{_short(graph)} {{\n"
        yield from _paragraphs(graphs[graph], labels, "    ")
        yield "}\n"


def _jsonld(quads: Iterable[Quad]) -> Iterator[str]:
    from pyoxigraph import RdfFormat, serialize

    ordered = sorted(quads, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))
    buffer = io.BytesIO()
    serialize(ordered, buffer, format=RdfFormat.JSON_LD, prefixes=dict(PREFIXES))
    yield buffer.getvalue().decode() + "\n"


def _graphml(quads: Iterable[Quad]) -> Iterator[str]:
    import networkx as nx

    from kg.graph.network import network

    buffer = io.BytesIO()
    nx.write_graphml(network(quads), buffer, encoding="utf-8", named_key_ids=True)
    yield buffer.getvalue().decode()


_WRITERS: Mapping[Format, Callable[[Iterable[Quad]], Iterator[str]]] = {
    Format.TURTLE: _turtle,
    Format.NQUADS: _nquads,
    Format.TRIG: _trig,
    Format.NTRIPLES: _ntriples,
    Format.JSONLD: _jsonld,
    Format.GRAPHML: _graphml,
}


def _labels(statements: Iterable[Statement]) -> dict[str, str]:
    """The Chinese label of each thing, for the comment beside its name."""
    return {s: o[1 : -len('"@zh')] for s, p, o in sorted(statements) if p == _LABEL and o.endswith('"@zh')}


def _prefixes(statements: Iterable[Statement]) -> Iterator[str]:
    """The prefixes in use, by name."""
    used = {_short(term).split(":", 1)[0] for s in statements for term in s if not _short(term).startswith(('"', "<"))}
    used |= {"xsd" for s in statements if '"^^<' in s[2]}
    for name in sorted(used & PREFIXES.keys()):
        yield f"@prefix {name}: <{PREFIXES[name]}> .\n"


def _paragraphs(statements: Iterable[Statement], labels: Mapping[str, str], indent: str) -> Iterator[str]:
    ordered = sorted(statements, key=_place)
    for subject, held in groupby(ordered, key=lambda s: s[0]):
        yield "\n" + indent + _short(subject)
        yield from _predicates([(p, o) for _, p, o in held], labels, indent)


def _predicates(pairs: list[tuple[str, str]], labels: Mapping[str, str], indent: str) -> Iterator[str]:
    """One line for each object; the label of a thing behind its name."""
    for n, (predicate, object_) in enumerate(pairs):
        verb = "a" if predicate == _TYPE else _short(predicate)
        note = labels.get(object_, "") if object_.startswith(f"<{ID}") else ""
        lead = " " if n == 0 else f"{indent}    "
        end = "." if n == len(pairs) - 1 else ";"
        yield f"{lead}{verb} {_short(object_)} {end}{f'  # {note}' if note else ''}\n"


def _place(statement: Statement) -> tuple[int, list[str | int], int, str, str]:
    """Where a statement stands: by sort of subject, by subject (numbers in it as numbers), class and label first."""
    subject, predicate, object_ = statement
    kind = subject.removeprefix(f"<{ID}").split("/", 1)[0] if subject.startswith(f"<{ID}") else ""
    rank = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    first = {_TYPE: 0, _LABEL: 1}.get(predicate, 2)
    return rank, _natural(subject), first, predicate, object_


def _natural(subject: str) -> list[str | int]:
    """Evidence in the order of the text: its offsets compare as numbers."""
    if not subject.startswith(f"<{ID}evidence/"):
        return [subject]
    source, start, end = subject[:-1].rsplit("-", 2)
    return [source, int(start), int(end)]


def _short(term: str) -> str:
    """A term with its prefix where Turtle allows it."""
    if term.startswith("<"):
        return _prefixed(term)
    found = _DATATYPE.match(term)
    return f"{found[1]}^^{_short(found[2])}" if found else term


@lru_cache(maxsize=1 << 16)
def _prefixed(term: str) -> str:
    iri = term[1:-1]
    for name, base in _BASES:
        if iri.startswith(base) and _LOCAL.fullmatch(iri, len(base)):
            return f"{name}:{iri[len(base) :]}"
    return term


_BASES = tuple((name, base) for name, base in sorted(PREFIXES.items(), key=lambda item: -len(item[1])))
