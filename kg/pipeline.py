"""The only place that knows the order of the stages."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, ReadError
from kg.extract import enterprises, honours, industries, nlp, policies, programmes, projects, sentences, statistics
from kg.model import Context, Document, Fact, FactKind, Parsed, Sentence, Skip
from kg.read import read
from kg.resolve import context as contexts
from kg.resolve import identity, places

if TYPE_CHECKING:
    from kg.graph.evidence import Quote

Extractor = Callable[[Document, Sequence[Parsed], Context], Iterator[Fact]]

EXTRACTORS: dict[str, Extractor] = {
    "statistics": statistics.facts,
    "policies": policies.facts,
    "programmes": programmes.facts,
    "industries": industries.facts,
    "enterprises": enterprises.facts,
    "projects": projects.facts,
    "honours": honours.facts,
}


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document gave: every station of its way, for the graph and for `kg explain`."""

    document: Document
    sentences: tuple[Sentence, ...]
    parsed: tuple[Parsed, ...]
    context: Context
    facts: tuple[Fact, ...]


def extract(document: Document, extractors: Sequence[str] = tuple(EXTRACTORS)) -> Extraction:
    """The facts of a document: a pure function of the document, the data files and the version."""
    cut = sentences.split(document)
    context = contexts.of(document, cut)
    parsed = places.settle(nlp.parse(cut), context)
    found = (fact for name in extractors for fact in EXTRACTORS[name](document, parsed, context))
    facts = tuple(identity.settle(document, found, context))
    return Extraction(document, cut, parsed, context, facts)


def extract_file(path: Path, extractors: Sequence[str] = tuple(EXTRACTORS)) -> Extraction:
    """Read one file and extract it. Raises ReadError where the file is no readable document."""
    return extract(read(path), extractors)


# ------------------------------------------------------------------------------------------------ building a store

# Called after each document with the number done, the number of all, and the path.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `facts` has every kind, also those with none; `seconds` is wall time."""

    store: str
    documents: int
    facts: Mapping[FactKind, int]
    skipped: tuple[Skip, ...]
    characters: int
    seconds: float


@dataclass
class NothingBuiltError(KgError):
    """No file could be built; the store, if there was one, is as it was."""

    skipped: tuple[Skip, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a process hands back for a document: plain values, and its graph as N-Quads text."""

    path: str
    stem: str
    sha256: str
    characters: int
    facts: Mapping[FactKind, int]
    quads: str


def build(
    paths: Iterable[Path | str], store: Path | str, jobs: int = 1, progress: Progress | None = None
) -> BuildReport:
    """Build the store at `store` from files and folders in `jobs` processes; it replaces the old one when all is done.

    The same files give the same quads whatever their order and the number of processes. A file that cannot be
    read is skipped and named in the report; files with the same bytes are built once. Raises ReadError for a path that
    does not exist, NothingBuiltError where no file could be built, StoreError where the store cannot be written.
    """
    from kg.graph.store import write

    started = time.perf_counter()
    given, folder = [Path(path) for path in paths], Path(store)
    files, skipped = _files(given, folder)
    built: list[Built] = []
    manifest: dict[str, object] = {}

    def chunks() -> Generator[str]:
        for done, outcome in enumerate(_each(build_one, files, jobs), start=1):
            if isinstance(outcome, Skip):
                skipped.append(outcome)
            else:
                built.append(replace(outcome, quads=""))
                yield outcome.quads
            if progress:
                progress(done, len(files), outcome.path)
        manifest.update(_manifest(built, skipped))  # `write` reads it when the last chunk is in

    documents = chunks()
    first = next(documents, None)  # before the store is touched: a build of nothing leaves the old one alone
    if first is None:
        raise _nothing_built(given, skipped)
    try:
        write(folder, chain([first], documents), manifest)
    finally:
        documents.close()
    return _report(folder, built, skipped, time.perf_counter() - started)


def build_one(name: str) -> Built | Skip:
    """One document from file to N-Quads. What goes wrong with it concerns it alone.

    Other kinds of KgError (a broken data file, above all) concern every document and end the build.
    """
    from kg.graph.quads import nquads

    try:
        extraction = extract_file(Path(name))
        text = nquads(extraction.document, extraction.facts, extraction.context)
    except ReadError as error:
        return Skip(name, "; ".join(part for part in (error.problem, error.way_out) if part))
    except KgError:
        raise
    except Exception as error:  # noqa: BLE001 - one document must never end the build; the report names file and error
        return Skip(name, f"unexpected {type(error).__name__}: {error}; please report it with the file")
    document = extraction.document
    counts = Counter(fact.kind for fact in extraction.facts)
    return Built(name, document.stem, document.sha256, len(document.text), dict(counts), text)


def _each(work: Callable[[str], Built | Skip], names: Sequence[str], jobs: int) -> Iterator[Built | Skip]:
    """`work` on each name, in the order of the names, however many processes share it."""
    if jobs <= 1 or len(names) <= 1:
        yield from map(work, names)
        return
    # spawn: the same on every platform, and no lock or thread of the parent is inherited.
    pool = ProcessPoolExecutor(min(jobs, len(names)), mp_context=multiprocessing.get_context("spawn"))
    try:
        yield from pool.map(work, names)
    except BrokenProcessPool as error:
        raise KgError("build", "a worker process died, most likely for want of memory", "try --jobs 1") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _files(given: Sequence[Path], store: Path) -> tuple[list[str], list[Skip]]:
    """The files to build, in an order of their own, and those that only repeat another's bytes.

    A store that lies in a folder that is built is no document of it.
    """
    from kg.graph.store import POINTER
    from kg.read import walk

    inside = store.resolve() if (store / POINTER).exists() else None
    found = {path.resolve(): str(path) for path in sorted(walk(given), key=str, reverse=True)}
    first: dict[str, str] = {}
    files: list[str] = []
    repeated: list[Skip] = []
    for name in sorted(name for path, name in found.items() if not (inside and path.is_relative_to(inside))):
        mark = _digest(Path(name)) or name
        if mark in first:
            repeated.append(Skip(name, f"same content as {first[mark]}, which is built"))
        else:
            first[mark] = name
            files.append(name)
    return files, repeated


def _digest(path: Path) -> str:
    """SHA-256 of a file; empty where it cannot be opened, which its reading will report."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _manifest(built: Sequence[Built], skipped: Sequence[Skip]) -> dict[str, object]:
    """What `verify` needs and people may ask, kept beside the quads: paths and times are no content."""
    return {
        "built": datetime.now(UTC).isoformat(timespec="seconds"),
        "documents": [
            {"stem": b.stem, "sha256": b.sha256, "path": b.path, "absolute": str(Path(b.path).resolve())} for b in built
        ],
        "skipped": [{"path": skip.path, "reason": skip.reason} for skip in skipped],
    }


def _report(store: Path, built: Sequence[Built], skipped: Sequence[Skip], seconds: float) -> BuildReport:
    counts = {kind: sum(b.facts.get(kind, 0) for b in built) for kind in FactKind}
    ordered = tuple(sorted(skipped, key=lambda skip: skip.path))
    return BuildReport(str(store), len(built), counts, ordered, sum(b.characters for b in built), seconds)


def _nothing_built(given: Sequence[Path], skipped: Sequence[Skip]) -> NothingBuiltError:
    subject = ", ".join(str(path) for path in given)
    if not skipped:
        return NothingBuiltError(subject, "no file to build here", "name files, or folders that hold text or HTML")
    if len(skipped) == 1:
        return NothingBuiltError(skipped[0].path, skipped[0].reason, skipped=tuple(skipped))
    problem = f"none of the {len(skipped)} files could be built"
    return NothingBuiltError(subject, problem, "the reasons stand above", tuple(skipped))


# ------------------------------------------------------------------------------------------------ reading it again


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
    digest = _digest(path)
    if not digest:
        yield Problem(str(path), "cannot be opened any more; build the store again")
    elif digest != mark:
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
