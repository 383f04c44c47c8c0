"""What people should look at: facts with a low score, and names that may be one thing (see `kg.resolve.possible`).

Possible sameness is worked out here, from a store, and is no part of the graph: that depends on one document at a time,
so that graphs merge by union, and a guess that only two documents together give would not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.graph import queries
from kg.graph.quads import POLICY_RELATIONS, RELATIONS
from kg.judgements.files import COLUMNS as JUDGED
from kg.judgements.files import find, load
from kg.judgements.judgement import Judgement, plain
from kg.judgements.names import fullest
from kg.model import FactKind, Kind
from kg.resolve.possible import KINDS, Named, Pair, possible
from kg.resources import folder
from kg.terms import ID, KG

if TYPE_CHECKING:
    from pyoxigraph import Store

COLUMNS = (*JUDGED, "score", "why", "evidence")
# What may be asked for: kinds of facts, and kinds of names.
ALL = tuple(dict.fromkeys([*map(str, FactKind), *map(str, KINDS)]))

Row = Mapping[str, str | None]
_OF_PREDICATE: Mapping[str, FactKind] = {
    **{name: kind for kind, (name, _, _) in RELATIONS.items()},
    **dict.fromkeys(POLICY_RELATIONS.values(), FactKind.POLICY_RELATION),
    "policy": FactKind.POLICY,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says, in the terms of a judgement: its surest score, and the sentence that has it."""

    kind: FactKind
    name: str
    other: str
    document: str
    score: Decimal
    rule: str
    evidence: str
    metric: str = ""  # of a figure, `other` without its value


def review(
    store: Path,
    kinds: Sequence[str] = (),
    below: float = 0.6,
    judgements: Path | str | None = None,
    limit: int | None = None,
) -> tuple[Row, ...]:
    """Facts below a score, the least sure first, then pairs of names that may be one; at most `limit` of each.

    Only of `kinds`, where some are given (see `ALL`), and only what no judgement speaks of yet. The rows have the
    columns of a judgements file, the judgement left empty. Raises KgError for an unknown kind, StoreError where there
    is no store, DataError where the judgements break their form.
    """
    from kg.graph.store import open_store

    for kind in kinds:
        if kind not in ALL:
            raise KgError(f"--kind {kind}", "is no kind of fact or name", f"give one of {', '.join(ALL)}")
    judged, held = load(*find(judgements)), open_store(store)
    relations = _rows(held, "relations")
    said = (*_relations(relations), *_figures(_rows(held, "figures")))
    wanted = frozenset(kinds or ALL)
    doubtful = [one for one in said if one.score < Decimal(str(below)) and one.kind in wanted and _open(one, judged)]
    doubtful.sort(key=lambda one: (one.score, one.kind, one.document, one.name, one.other))
    joined = frozenset(_text(row, "member") for row in _rows(held, "joined"))
    pairs = list(_pairs(relations, [kind for kind in KINDS if kind in wanted], judged, joined))
    return (*map(_fact_row, doubtful[:limit]), *pairs[:limit])


def _rows(store: Store, name: str) -> tuple[Mapping[str, str | None], ...]:
    asked = queries.load(str(folder("queries") / "review" / f"{name}.rq"))
    table = queries.run(store, asked)
    return tuple(dict(zip(table.columns, row, strict=True)) for row in queries.texts(table))


# --------------------------------------------------------------------------------------------------------------- facts


def _relations(rows: Iterable[Row]) -> Iterator[Said]:
    """One for each relation that a document states, however many of its sentences do."""
    surest: dict[tuple[str, ...], Said] = {}
    for row in rows:
        kind = _OF_PREDICATE.get(_local(row["predicate"]))
        if kind is None:
            continue
        score = Decimal(row["score"] or 1)
        said = Said(kind, _text(row, "name"), _text(row, "other"), *_place(row, score))
        key = (kind, said.name, said.other, said.document)
        if key not in surest or surest[key].score < score:
            surest[key] = said
    yield from surest.values()


def _figures(rows: Iterable[Row]) -> Iterator[Said]:
    for row in rows:
        metric = _text(row, "metric")
        other = f"{metric} {_text(row, 'figure')}{_text(row, 'unit')}"
        yield Said(
            FactKind(_text(row, "kind")), _text(row, "name"), other, *_place(row, Decimal(_text(row, "score"))), metric
        )


def _place(row: Row, score: Decimal) -> tuple[str, Decimal, str, str]:
    return _text(row, "document"), score, _text(row, "rule"), _text(row, "evidence")


def _open(said: Said, judgements: Iterable[Judgement]) -> bool:
    """Whether nobody has judged it yet."""
    name, seconds = plain(said.name), {plain(said.other), plain(said.metric)}
    return not any(
        judgement.kind == said.kind
        and not judgement.verdict.of_names
        and judgement.document in {"", said.document}
        and (judgement.name == name if judgement.other else judgement.name in {name, *seconds})
        and (not judgement.other or judgement.other in seconds)
        for judgement in judgements
    )


def _fact_row(said: Said) -> Row:
    return {
        **dict.fromkeys(COLUMNS, ""),
        "kind": said.kind,
        "name": said.name,
        "other": said.other,
        "document": said.document,
        "score": str(said.score),
        "why": said.rule,
        "evidence": said.evidence,
    }


# --------------------------------------------------------------------------------------------------------------- names


def _pairs(
    rows: Sequence[Row], kinds: Iterable[Kind], judgements: Sequence[Judgement], joined: Collection[str]
) -> Iterator[Row]:
    """Names that may be one thing; those that the store has joined already (`joined`) are one with another of them."""
    quotes: dict[str, str] = {}
    names: dict[str, str] = {}
    places: dict[str, dict[str, None]] = {}
    for row in rows:
        quote = f"{row['document']}: {row['evidence']}"
        for iri, name in ((row["one"], row["name"]), (row["two"], row["other"])):
            if iri and name and iri not in joined:
                quotes.setdefault(iri, quote)
                names.setdefault(iri, name)
        if _local(row["predicate"]) == "locatedIn":
            places.setdefault(_text(row, "one"), {}).setdefault(_region(row))
    judged = {(j.kind, frozenset({j.name, j.other})) for j in judgements if j.verdict.of_names}
    full = fullest(judgements)
    for kind in kinds:
        things = (Named(name, iri, tuple(places.get(iri, ()))) for iri, name in names.items() if _is(iri, kind))
        for pair in possible(kind, things):
            one, other = plain(pair.one.name), plain(pair.other.name)
            together = one != other and full.get((kind, one), one) == full.get((kind, other), other)
            if not together and (kind, frozenset({one, other})) not in judged:
                yield _pair_row(kind, pair, quotes)


def _is(iri: str, kind: Kind) -> bool:
    return iri.startswith(f"{ID}{kind}/")


def _region(row: Row) -> str:
    """The register code of the region in a row, or its name."""
    home = f"{ID}division/"
    iri = _text(row, "two")
    return iri.removeprefix(home) if iri.startswith(home) else _text(row, "other")


def _pair_row(kind: Kind, pair: Pair, quotes: Mapping[str, str]) -> Row:
    return {
        **dict.fromkeys(COLUMNS, ""),
        "kind": kind,
        "name": pair.one.name,
        "other": pair.other.name,
        "why": pair.why,
        "evidence": f"{quotes[pair.one.iri]} | {quotes[pair.other.iri]}",
    }


def _local(predicate: str | None) -> str:
    return (predicate or "").removeprefix(KG)


def _text(row: Row, column: str) -> str:
    return row[column] or ""
