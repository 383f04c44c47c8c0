"""Why a query has no rows: a parameter that names nothing in the store, and what is near it.

The head of a query says where the names of a parameter are: `names` is a path from any thing of the graph to them, as
`^kg:hasIndustry/rdfs:label` for regions that have industries. So what is suggested is what this query has rows for.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg import metrics
from kg.graph import registers
from kg.graph.queries import Parameter, ParameterType, Query, as_text, run, title
from kg.terms import ID, canonical

if TYPE_CHECKING:
    from pyoxigraph import Store

_MOST = 3  # names to suggest
_ALIKE = 0.5  # share of pairs of characters that two names have in common
_SPELT = 0.6  # likeness of names without a pair in common: one character of three is another


def hint(store: Store, query: Query, given: Mapping[str, str]) -> str:
    """A line for each parameter whose value names nothing that the query could find; empty where all of them do."""
    return "\n".join(_lines(store, query, given))


def _lines(store: Store, query: Query, given: Mapping[str, str]) -> Iterator[str]:
    for parameter in query.parameters:
        value = given.get(parameter.name, "").strip()
        if not value or not parameter.names:
            continue
        if why := _why(store, query, parameter, value):
            yield f"{parameter.name}={value}: {why}"


def _why(store: Store, query: Query, parameter: Parameter, value: str) -> str:
    names = _names(store, query, parameter)
    if _known(parameter, value, names):  # 单位GDP能耗 has GDP in its name; what was meant may have another
        others = tuple(name for name in _synonyms(canonical(value)) if name in names and value not in name)
        return f"no row;{_or(others)}" if others else ""
    near = nearest(value, names)
    if parameter.type is ParameterType.LABEL and _named(store, value):
        fuller = tuple(name for name in near if canonical(value) in name)
        return f"is in the store, but {query.name} has nothing of it" + (f";{_or(fuller)}" if fuller else "")
    return f"no match;{_or(near)}" if near else "no match, nor anything like it"


def _or(names: Iterable[str]) -> str:
    return f" did you mean {' or '.join(names)}?"


def _names(store: Store, query: Query, parameter: Parameter) -> frozenset[str]:
    text = f'SELECT DISTINCT ?name WHERE {{ ?thing {parameter.names} ?name . FILTER(STRSTARTS(STR(?thing), "{ID}")) }}'
    rows = run(store, Query(query.name, Path(query.path), text)).rows
    return frozenset(as_text(row[0]) for row in rows)


def _named(store: Store, value: str) -> bool:
    text = "SELECT ?name WHERE { ?thing rdfs:label ?name } LIMIT 1"
    name = Parameter("name", {}, ParameterType.LABEL)
    return bool(run(store, Query("names", Path("names"), text, parameters=(name,)), {"name": value}).rows)


def _known(parameter: Parameter, value: str, names: frozenset[str]) -> bool:
    if parameter.type is ParameterType.LABEL:
        return title(value) in names
    # A parameter that is no column asks for a part of a name.
    return any(value in name for name in names) if parameter.variable else value in names


def nearest(value: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names most like `value` or another name for it, the likest first: those that share its pairs of characters.

    >>> nearest("青岚", ["青松市", "青岚省", "青岚县城区"]), nearest("GDP", ["地区生产总值"])
    (('青岚省', '青岚县城区'), ('地区生产总值',))
    """
    wanted = title(value)
    held = sorted(set(names))
    ranked = sorted(
        (_rank(text, name), name) for text in _synonyms(wanted) for name in held if _rank(text, name)[0] <= -_ALIKE
    )
    return tuple(dict.fromkeys(name for _, name in ranked))[:_MOST] or tuple(
        difflib.get_close_matches(wanted, held, n=_MOST, cutoff=_SPELT)
    )


def _rank(one: str, other: str) -> tuple[float, int]:
    """The smaller, the more alike: share of pairs in common (of `one`, or of both), then difference in length."""
    asked, held = _pairs(one), _pairs(other)
    common = len(asked & held)
    return -max(common / len(asked), 2 * common / (len(asked) + len(held))), abs(len(one) - len(other))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset({text})


_STATE = {"全国": "中国", "我国": "中国"}  # docs/facts.md: 全国 is 中国


def _synonyms(name: str) -> tuple[str, ...]:
    """The name, and what the registers of metrics and industries hold to be the same."""
    metric = metrics.canonical(name, "")
    others = (
        *((metric.zh, *metric.aliases) if metric else ()),
        dict(registers.industry_names()).get(name),
        _STATE.get(name),
    )
    return tuple(dict.fromkeys(filter(None, (name, *others))))
