"""What the commands tell when they are done, as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from kg.model import Skip
from kg.view.tables import table


class Build(Protocol):
    """What `built` needs of a build's report (kg.pipeline.BuildReport)."""

    @property
    def store(self) -> str: ...
    @property
    def documents(self) -> int: ...
    @property
    def facts(self) -> Mapping[Any, int]: ...
    @property
    def skipped(self) -> Sequence[Skip]: ...
    @property
    def characters(self) -> int: ...
    @property
    def seconds(self) -> float: ...
    @property
    def settings(self) -> Any: ...
    @property
    def untaught(self) -> bool: ...
    @property
    def below(self) -> int: ...
    @property
    def unheard(self) -> Sequence[Any]: ...


class Verification(Protocol):
    """What `verified` needs (kg.verify.Verification)."""

    @property
    def documents(self) -> int: ...
    @property
    def quotes(self) -> int: ...
    @property
    def problems(self) -> Sequence[Any]: ...


class Taken(Protocol):
    """What `judged` needs (kg.judgements.files.Added)."""

    @property
    def path(self) -> str: ...
    @property
    def new(self) -> Sequence[Any]: ...
    @property
    def known(self) -> Sequence[Any]: ...
    @property
    def total(self) -> int: ...


class Violation(Protocol):
    """What `checked` needs of a broken constraint (kg.graph.shapes.Violation)."""

    @property
    def label(self) -> str: ...
    @property
    def focus(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


class Asked(Protocol):
    """What `listing` needs of a query's head."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> Mapping[str, str]: ...
    @property
    def description(self) -> Mapping[str, str]: ...
    @property
    def parameters(self) -> Sequence[Any]: ...


def built(report: Build) -> Iterator[str]:
    """Documents, facts by kind, and the files that were skipped."""
    rows = [{"facts": str(kind), "count": f"{count:,}"} for kind, count in report.facts.items()]
    rows.append({"facts": "all", "count": f"{sum(report.facts.values()):,}"})
    width = max(len(row["count"]) for row in rows)
    yield from table(("facts", "count"), [{**row, "count": row["count"].rjust(width)} for row in rows])
    yield ""
    yield from skips(report.skipped)
    if report.untaught:
        yield "no model of the tagger of names in this installation (make model): names are those of the rules alone"
    if report.settings.min_score:
        yield f"{report.below:,} facts left out: their score is below {report.settings.min_score:g}"
    if judged := len(report.settings.judgements):
        yield f"{_many(judged, 'judgement')} applied: {', '.join(path for path, _ in report.settings.files)}"
    yield from (f"  spoke of nothing here: {held.place} {held}" for held in report.unheard)
    speed = report.characters / report.seconds if report.seconds else 0
    yield (
        f"{report.store}: {_many(report.documents, 'document')}, {report.characters:,} characters "
        f"in {report.seconds:.1f} s ({speed:,.0f} a second)"
    )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def skips(skipped: Sequence[Skip]) -> Iterator[str]:
    """The files that were not built, each with its reason; nothing where there are none."""
    if not skipped:
        return
    yield f"{len(skipped)} skipped:" if len(skipped) > 1 else "1 skipped:"
    yield from (f"  {skip.path}: {' '.join(skip.reason.split())}" for skip in skipped)
    yield ""


_NEXT = {
    "reject": "left out",
    "accept": "taken as sure",
    "same": "made one",
    "not-same": "kept apart",
}


def judged(taken: Taken) -> Iterator[str]:
    """What a list of judgements adds to the file, and what the next build will make of it."""
    known = f", {len(taken.known):,} already there" if taken.known else ""
    yield f"{taken.path}: {_many(len(taken.new), 'new judgement')}{known}, {taken.total:,} in all"
    if taken.new:
        yield "the next kg build will have"
    rows = [
        {
            "": _NEXT[held.verdict],
            "kind": held.kind,
            "name": held.name,
            "other": held.other,
            "document": held.document or "every document",
        }
        for held in taken.new
    ]
    if rows:
        yield from table(("", "kind", "name", "other", "document"), rows)


def verified(report: Verification) -> Iterator[str]:
    """What does not hold any more, then what was looked at."""
    yield from (f"{problem.path}: {problem.reason}" for problem in report.problems)
    held = "all hold" if not report.problems else _many(len(report.problems), "problem")
    yield f"{_many(report.documents, 'document')}, {_many(report.quotes, 'quote')}: {held}"


def checked(violations: Sequence[Violation]) -> Iterator[str]:
    """What breaks the shapes, constraint by constraint, the things it concerns under it."""
    groups: dict[tuple[str, str, str], list[Violation]] = {}
    for held in violations:
        groups.setdefault((held.path, held.zh, held.en), []).append(held)
    for (path, zh, en), members in groups.items():
        yield f"{path}: {zh} {en} ({len(members)})"
        for held in members:
            value = f" has {held.value}" if held.value else ""
            yield f"    {held.label or '(no label)'}{value}  <{held.focus}>"
    yield _many(len(violations), "violation") if violations else "the graph keeps to its shapes"


def listing(queries: Iterable[Asked], width: int = 100) -> Iterator[str]:
    """Each query with its titles, what it answers, and the parameters it takes."""
    rows = [
        {
            "name": asked.name,
            "parameters": " ".join(_parameter(p) for p in asked.parameters),
            "question": f"{asked.title.get('zh', '')} {asked.description.get('en', asked.title.get('en', ''))}".strip(),
        }
        for asked in queries
    ]
    yield from table(("name", "parameters", "question"), rows, width)
    yield ""
    yield "kg query NAME -p PARAMETER=VALUE; * must be given"


def _parameter(held: Any) -> str:
    default = f"={held.default}" if held.default else ""
    return f"{held.name}{'*' if held.required else ''}{default}"
