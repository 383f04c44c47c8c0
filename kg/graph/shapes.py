"""Does a store keep to the shapes of ontology/shapes.ttl (SHACL)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import DataError
from kg.resources import folder
from kg.terms import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store
    from rdflib import Graph, URIRef


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One node that breaks one constraint."""

    label: str  # of the focus node, or of what it belongs to; empty where nothing has one
    focus: str  # IRI
    path: str  # the property, as a prefixed name; ^ before an inverse one
    value: str  # the value that is wrong; empty where one is missing
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the shapes say of a store; it conforms where there are no violations."""

    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        return not self.violations


def check(store: Store) -> Report:
    """Validate the union of a store's graphs. Raises DataError where the shapes file is broken."""
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
    from pyshacl.graph_abstraction import DataGraph
    from rdflib import Graph

    path = folder("ontology") / "shapes.ttl"
    data: Any = DataGraph.from_oxigraph_store(store)
    data.default_union = True
    try:
        shapes = _flat(Graph().parse(path))
        # In place: the store is read only and no rule adds to it; the other way pySHACL copies it.
        _, results, _ = validate(data, shacl_graph=shapes, inplace=True, do_owl_imports=False)
    except (ShapeLoadError, ReportableRuntimeError, SyntaxError) as error:
        raise DataError(str(path), f"cannot be used: {error}", "mend the shapes") from error
    return Report(tuple(sorted(_violations(results, store))))


def _flat(shapes: Graph) -> Graph:
    """The same shapes with each property shape standing alone, with the targets of the node shape that holds it.

    It means the same; but pySHACL takes a property shape with targets once for all its focus nodes, and one inside a
    node shape once for each of them: 4 seconds against 20 on 130,000 quads.
    """
    from rdflib import SH

    for shape, held in sorted(shapes.subject_objects(SH.property)):
        for target in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode):
            for focus in shapes.objects(shape, target):
                shapes.add((held, target, focus))
        shapes.remove((shape, SH.property, held))
    return shapes


def _violations(results: Graph, store: Store) -> Iterator[Violation]:
    from rdflib import RDF, SH

    for result in results.subjects(RDF.type, SH.ValidationResult):
        messages = {m.language: str(m) for m in results.objects(result, SH.resultMessage) if hasattr(m, "language")}
        focus = str(results.value(result, SH.focusNode))
        value = results.value(result, SH.value)
        yield Violation(
            label=_label(store, focus),
            focus=focus,
            path=_path(results, results.value(result, SH.resultPath)),
            value="" if value is None else str(value),
            zh=messages.get("zh", ""),
            en=messages.get("en", messages.get(None, "")),
        )


# A statement has no label: the sentence it comes from tells the reader where to look.
_LABEL = """
SELECT ?label ?focus WHERE {
  { ?focus rdfs:label ?label } UNION { ?focus oa:exact ?label } UNION { ?focus kg:evidence/oa:exact ?label }
} ORDER BY ?label LIMIT 1
"""


def _label(store: Store, focus: str) -> str:
    from pyoxigraph import NamedNode, Variable

    rows: Any = store.query(
        _LABEL,
        prefixes=dict(PREFIXES),
        use_default_graph_as_union=True,
        substitutions={Variable("focus"): NamedNode(focus)},
    )
    return next((row["label"].value for row in rows), "")


def _path(results: Graph, path: Any) -> str:
    from rdflib import SH, BNode

    if path is None:
        return ""
    if isinstance(path, BNode):
        inverse = results.value(path, SH.inversePath)
        return f"^{_path(results, inverse)}" if inverse is not None else "path"
    return _prefixed(path)


def _prefixed(iri: URIRef) -> str:
    held = str(iri)
    for name, base in PREFIXES.items():
        if held.startswith(base):
            return f"{name}:{held[len(base) :]}"
    return held
