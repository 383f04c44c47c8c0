"""Namespaces, terms that the ontology must know, and the IRIs of things.

Terms and IRIs are given in the form of N-Triples, ``<https://…>``: they go into text as they are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.errors import DataError
from kg.resources import folder

BASE = "https://w3id.org/zhengce-kg/"
KG = f"{BASE}ontology#"
CODE = f"{BASE}code/"
ID = f"{BASE}id/"
GRAPH = f"{BASE}graph/"
NAMES = f"{GRAPH}names"  # classes and labels of all nodes that documents share
REGISTERS = f"{GRAPH}registers"
JOINS = f"{GRAPH}joins"  # which nodes are one document (kg.graph.joins)
ONTOLOGY = f"{GRAPH}ontology"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"

# Kinds of things that have an IRI of their own: https://w3id.org/zhengce-kg/id/KIND/…
THINGS = (
    "body", "division", "document", "enterprise", "evidence", "honour", "industry", "industry-class", "metric",
    "policy", "programme", "project", "region", "series", "statement", "thing", "unit",
)  # fmt: skip
SCHEMES = ("genre", "kind", "level", "scheme", "stage", "status")

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": KG,
        **{name: f"{CODE}{name}#" for name in SCHEMES},
        **{name: f"{ID}{name}/" for name in THINGS},
        "graph": GRAPH,
        "dcterms": DCTERMS,
        "oa": OA,
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": PROV,
        "qudtunit": "http://qudt.org/vocab/unit/",
        "rdf": RDF,
        "rdfs": RDFS,
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": SKOS,
        "xsd": XSD,
    }
)

TYPE = f"<{RDF}type>"
LABEL = f"<{RDFS}label>"

_SPACE = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
_HALF = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_QUOTES = str.maketrans({"「": "“", "」": "”", "『": "“", "』": "”", **{chr(k): chr(v) for k, v in _HALF.items()}})
_PARENS = re.compile(r"\(([^()]*[^\x00-\x7f][^()]*)\)")


@cache
def vocabulary() -> frozenset[str]:
    """The IRIs that the ontology describes."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    path = folder("ontology") / "kg.ttl"
    try:
        triples = list(parse(path=str(path), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise DataError(str(path), f"is no Turtle: {error}", "mend the ontology") from error
    return frozenset(t.subject.value for t in triples if isinstance(t.subject, NamedNode))


def _known(iri: str) -> str:
    if iri not in vocabulary():
        raise DataError(iri, "is no term of the ontology", "add it to ontology/kg.ttl or mend its spelling")
    return f"<{iri}>"


@cache
def kg(name: str) -> str:
    """A class or property of the ontology. Raises DataError where the ontology has none of that name."""
    return _known(KG + name)


@cache
def code(scheme: str, name: str) -> str:
    """A member of a closed choice: ``code("stage", "done")``. Raises DataError where the ontology has none."""
    return _known(f"{CODE}{scheme}#{name}")


@cache
def external(namespace: str, name: str) -> str:
    """A term of another vocabulary that the ontology describes. Raises DataError where it does not."""
    return _known(namespace + name)


def canonical(name: str) -> str:
    """A name in its one spelling: no spaces beside Chinese, one style of quotes, of brackets and of letters.

    >>> canonical('中国 (湖南) 「两型」 ＡＩ 中心')
    '中国（湖南）“两型”AI中心'
    """
    text = _SPACE.sub("", name.strip()).translate(_QUOTES)
    text = _PARENS.sub(r"（\1）", text)
    return _straight(text) if '"' in text else text


def _straight(text: str) -> str:
    """Straight quotes in pairs become Chinese ones; an odd one stays."""
    parts = text.split('"')
    if len(parts) % 2 == 0:
        return text
    return "".join(part + ("" if n == len(parts) - 1 else "“”"[n % 2]) for n, part in enumerate(parts))


def digest(*parts: str) -> str:
    """16 hexadecimal digits of the SHA-256 of the parts; the unit separator keeps ("ab", "c") from ("a", "bc")."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def thing(kind: str, *parts: str) -> str:
    """The IRI of a thing without a register code: a hash of its kind, its canonical name and its scope."""
    return f"<{ID}{kind}/{digest(kind, *parts)}>"


def division(number: str) -> str:
    """The IRI of a division of the register."""
    return f"<{ID}division/{number}>"
