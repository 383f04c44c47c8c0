"""One decision of a person: two names are the same thing or not, a fact holds or does not.

A judgement speaks of names as the graph shows them, in any spelling that `kg.terms.canonical` makes equal and with or
without 《》. `kind` is that of the names (`enterprise`) for same and not-same, that of the fact (`region-programme`)
for accept and reject. `document` limits it to the documents of that file name; empty, it holds everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kg.errors import DataError
from kg.model import FactKind, Kind
from kg.terms import canonical


class Verdict(StrEnum):
    SAME = "same"
    NOT_SAME = "not-same"
    ACCEPT = "accept"
    REJECT = "reject"

    @property
    def of_names(self) -> bool:
        """Whether it speaks of two names, not of a fact."""
        return self in {Verdict.SAME, Verdict.NOT_SAME}


# The roles that `name` and `other` of a fact's judgement stand for; the first two columns of the fact's own query.
PAIRS: Mapping[FactKind, tuple[str, str]] = MappingProxyType(
    {
        FactKind.OBSERVATION: ("about", "metric"),
        FactKind.RANKING: ("about", "metric"),
        FactKind.POLICY: ("policy", "issuer"),
        FactKind.POLICY_RELATION: ("citing", "cited"),
        FactKind.POLICY_INDUSTRY: ("policy", "industry"),
        FactKind.REGION_PROGRAMME: ("region", "programme"),
        FactKind.REGION_INDUSTRY: ("region", "industry"),
        FactKind.ENTERPRISE_INDUSTRY: ("enterprise", "industry"),
        FactKind.ENTERPRISE_REGION: ("enterprise", "region"),
        FactKind.PROJECT: ("project", "region"),
        FactKind.HONOUR: ("holder", "honour"),
    }
)
# Regions and metrics are told apart by their registers (data/register), which people mend there.
NAMED = (
    Kind.BODY, Kind.ENTERPRISE, Kind.HONOUR, Kind.INDUSTRY, Kind.POLICY, Kind.PROGRAMME, Kind.PROJECT, Kind.THING,
)  # fmt: skip
# Kinds whose names hold only where they are said (kg.graph.things): one name may well be two things, or one.
SCOPED = frozenset({Kind.BODY, Kind.POLICY, Kind.PROJECT, Kind.THING})

_TITLE = re.compile(r"《([^《]*)》", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """A line of a judgements file. `who` and `when` (ISO) do not tell two judgements apart."""

    kind: str
    name: str
    other: str
    document: str
    verdict: Verdict
    who: str = field(default="", compare=False)
    when: str = field(default="", compare=False)
    note: str = field(default="", compare=False)
    place: str = field(default="", compare=False)  # FILE:LINE, for errors

    def __str__(self) -> str:
        names = f"{self.name} – {self.other}" if self.other else self.name
        where = f" in {self.document}" if self.document else ""
        return f"{self.verdict} {self.kind}: {names}{where}"


@dataclass
class DefectsError(DataError):
    """Several lines that break the form: `defects` has one error for each."""

    defects: tuple[DataError, ...] = ()


def refuse(subject: str, defects: Iterable[DataError]) -> None:
    """Raise what was found: one defect as itself, several as one error that holds them; none, nothing."""
    held = tuple(defects)
    if len(held) == 1:
        raise held[0]
    if held:
        raise DefectsError(subject, f"{len(held)} lines cannot be taken", "mend them as said above", held)


def plain(name: str) -> str:
    """A name as judgements compare it: canonical, a title without its 《》."""
    text = canonical(name)
    found = _TITLE.fullmatch(text)
    return found[1] if found else text


def parse(row: Mapping[str, str], place: str) -> Judgement:
    """The judgement of a row. Raises DataError, which names the place and the way out, where the row makes none."""
    word, kind = row["judgement"].strip().lower(), row["kind"].strip()
    _one_of(word, Verdict, "judgement", place)
    verdict = Verdict(word)
    if verdict.of_names and kind in {Kind.REGION, Kind.METRIC}:
        raise DataError(place, f"{verdict} is not for a {kind}", "data/register has these names; leave the line out")
    _one_of(kind, NAMED if verdict.of_names else FactKind, f"kind for {verdict}", place)
    names = [plain(row["name"]), plain(row["other"])]
    if verdict.of_names and all(names):
        names.sort(key=lambda name: (len(name), name))  # A = B is B = A
    held = Judgement(
        kind, names[0], names[1], row["document"].strip(), verdict,
        " ".join(row["who"].split()), row["when"].strip(), " ".join(row["note"].split()), place,
    )  # fmt: skip
    _checked(held)
    return held


def _one_of(word: str, allowed: Iterable[StrEnum], what: str, place: str) -> None:
    names = [str(member) for member in allowed]
    if word not in names:
        problem = f"{word!r} is no {what}" if word else f"the {what} is missing"
        raise DataError(place, problem, f"write one of {', '.join(names)}")


def _checked(held: Judgement) -> None:
    if not held.name:
        raise DataError(held.place, "the name is missing", "write it as the graph shows it")
    if held.verdict.of_names and not held.other:
        raise DataError(held.place, f"{held.verdict} needs two names", "write the second one under other")
    if held.name == held.other and held.verdict is Verdict.NOT_SAME:
        raise DataError(held.place, f"{held.name} cannot be kept apart from itself", "write two names")
    if held.name == held.other and held.verdict is Verdict.SAME and held.kind not in SCOPED:
        raise DataError(held.place, f"{held.name} is one {held.kind} already", "leave the line out")
    if not held.who:
        raise DataError(held.place, "who judged is missing", "write a name under who")
    if not _is_day(held.when):
        problem = f"{held.when!r} is no day" if held.when else "when it was judged is missing"
        raise DataError(held.place, problem, "write it under when as 2026-11-24")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
