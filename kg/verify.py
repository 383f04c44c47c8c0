"""Reading the documents of a store again: what it says of them must still hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.read import digest, read

if TYPE_CHECKING:
    from kg.graph.evidence import Quote


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that no longer says what the store says of it."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How many documents and quotes were looked at, and what does not hold."""

    documents: int
    quotes: int
    problems: tuple[Problem, ...]


def verify(store: Path | str) -> Verification:
    """Read the documents of a store again: the bytes must be the same, and every quote stand at its offsets.

    Raises StoreError where there is no store.
    """
    from kg.graph.evidence import quotes
    from kg.graph.store import manifest, open_store

    folder = Path(store)
    held: dict[tuple[str, str], list[Quote]] = {}
    for quote in quotes(open_store(folder)):
        held.setdefault((quote.document, quote.sha256), []).append(quote)
    files = {(str(d["stem"]), str(d["sha256"])): _still_there(d) for d in manifest(folder)["documents"]}
    lost = [Problem(stem, "the store does not know its file") for stem, mark in sorted(held.keys() - files.keys())]
    found = (problem for key, path in sorted(files.items()) for problem in _problems(path, key[1], held.get(key, [])))
    return Verification(len(files), sum(map(len, held.values())), (*lost, *found))


def _still_there(held: Mapping[str, str]) -> Path:
    """The file where it was built; else, a checkout may have moved, where the same command would find it now."""
    absolute, given = Path(held["absolute"]), Path(held["path"])
    return given if not absolute.exists() and given.exists() else absolute


def _problems(path: Path, mark: str, held: Sequence[Quote]) -> Iterator[Problem]:
    found = digest(path)
    if not found:
        yield Problem(str(path), "cannot be opened any more; build the store again")
    elif found != mark:
        yield Problem(str(path), "has changed since it was built; build the store again")
    else:
        try:
            text = read(path).text
        except ReadError as error:
            yield Problem(str(path), error.problem)
            return
        for quote in held:
            if text[quote.start : quote.end] != quote.exact:
                yield Problem(str(path), f"does not say {quote.exact!r} at {quote.start}-{quote.end}")
