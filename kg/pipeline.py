"""The only place that knows the order of the stages."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path

from kg.errors import KgError, ReadError
from kg.extract import (
    enterprises,
    honours,
    industries,
    nlp,
    policies,
    programmes,
    projects,
    sentences,
    statistics,
    tagger,
)
from kg.judgements.apply import judge
from kg.judgements.files import find, load
from kg.judgements.judgement import Judgement
from kg.model import Context, Document, Fact, FactKind, Parsed, Sentence, Skip
from kg.read import digest, printable, read, real
from kg.resolve import context as contexts
from kg.resolve import identity, places

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
    heard: tuple[Judgement, ...] = ()  # judgements that spoke of something in it


def extract(
    document: Document,
    extractors: Sequence[str] = tuple(EXTRACTORS),
    judgements: Sequence[Judgement] = (),
    *,
    learned: bool = False,
) -> Extraction:
    """The facts of a document: a pure function of the document, the data files, the judgements and the version.

    `learned` asks the tagger of names, too, as a build does (see docs/tagger.md); without its model the rules stand
    alone.
    """
    cut = sentences.split(document)
    context = contexts.of(document, cut)
    parsed = places.settle(nlp.parse(cut), context)
    by_rules = [fact for name in extractors for fact in EXTRACTORS[name](document, parsed, context)]
    found = tagger.facts(document, parsed, context, by_rules, learned=learned)
    judged = judge(document, identity.settle(document, found, context), judgements)
    return Extraction(document, cut, parsed, context, judged.facts, judged.heard)


def extract_file(
    path: Path,
    extractors: Sequence[str] = tuple(EXTRACTORS),
    judgements: Sequence[Judgement] = (),
    *,
    learned: bool = False,
) -> Extraction:
    """Read one file and extract it. Raises ReadError where the file is no readable document."""
    return extract(read(path), extractors, judgements, learned=learned)


# ------------------------------------------------------------------------------------------------ building a store

# Called after each document with the number done, the number of all, and the path.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build depends on beside its documents; every process gets the same."""

    judgements: tuple[Judgement, ...] = ()
    files: tuple[tuple[str, str], ...] = ()  # where the judgements stand: path and SHA-256
    min_score: float = 0.0  # facts below it are left out
    learned: bool = False  # whether the tagger of names is asked beside the rules


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `facts` has every kind, also those with none; `seconds` is wall time."""

    store: str
    documents: int
    facts: Mapping[FactKind, int]
    skipped: tuple[Skip, ...]
    characters: int
    seconds: float
    settings: Settings
    untaught: bool = False  # the tagger of names was wanted, and this installation has no model of it
    below: int = 0  # facts that were left out for their score
    unheard: tuple[Judgement, ...] = ()  # judgements that spoke of nothing in these documents


@dataclass
class NothingBuiltError(KgError):
    """No file could be built; the store, if there was one, is as it was."""

    skipped: tuple[Skip, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a process hands back for a document: plain values, and its graph as N-Quads text."""

    path: str  # as the system has it, which need not be printable
    stem: str
    sha256: str
    characters: int
    facts: Mapping[FactKind, int]
    below: int
    heard: tuple[Judgement, ...]
    quads: str


def build(
    paths: Iterable[Path | str],
    store: Path | str,
    jobs: int = 1,
    progress: Progress | None = None,
    *,
    judgements: Path | str | None = None,
    min_score: float = 0.0,
    learned: bool = True,
) -> BuildReport:
    """Build the store at `store` from files and folders in `jobs` processes; it replaces the old one when all is done.

    The same files give the same quads whatever their order and the number of processes. A file that cannot be
    read is skipped and named in the report; files with the same bytes are built once. What people have judged is
    applied (`judgements` is their file; see `kg.judgements.files.find`), then facts with a score below `min_score`
    are left out. Beside the rules the tagger of names is asked if `learned`; where this installation has no model of
    it, the rules stand alone, and the report says so. Raises NothingBuiltError where a path does not exist or no file
    could be built, StoreError where the store cannot be written, DataError where a data file or the judgements break
    their form.
    """
    from kg.graph.store import write

    started = time.perf_counter()
    settings = _settings(judgements, min_score, learned=learned and tagger.available())
    given, folder = [Path(path) for path in paths], Path(store)
    if missing := [path for path in given if not os.path.lexists(path)]:  # a slip: half a build would hide it
        verb = "does" if len(missing) == 1 else "do"
        raise NothingBuiltError(", ".join(map(printable, missing)), f"{verb} not exist", "check the path")
    files, skipped = _files(given, folder, settings)
    built: list[Built] = []
    manifest: dict[str, object] = {}

    def chunks() -> Generator[str]:
        for done, outcome in enumerate(_each(partial(build_one, settings=settings), files, jobs), start=1):
            if isinstance(outcome, Skip):
                skipped.append(outcome)
            else:
                built.append(replace(outcome, quads=""))
                yield outcome.quads
            if progress:
                progress(done, len(files), printable(outcome.path))
        manifest.update(_manifest(built, skipped, settings))  # `write` reads it when the last chunk is in

    documents = chunks()
    first = next(documents, None)  # before the store is touched: a build of nothing leaves the old one alone
    if first is None:
        raise _nothing_built(given, skipped)
    try:
        write(folder, chain([first], documents), manifest)
    finally:
        documents.close()
    done = _report(folder, built, skipped, settings, time.perf_counter() - started)
    return replace(done, untaught=learned and not settings.learned)


def _settings(judgements: Path | str | None, min_score: float, *, learned: bool) -> Settings:
    if not 0 <= min_score <= 1:
        raise KgError("--min-score", f"{min_score:g} is no score", "give a number from 0 to 1")
    files = find(judgements)
    return Settings(load(*files), tuple((str(path), digest(path)) for path in files), min_score, learned)


def build_one(name: str, settings: Settings = Settings()) -> Built | Skip:
    """One document from file to N-Quads. What goes wrong with it concerns it alone.

    Other kinds of KgError (a broken data file, above all) concern every document and end the build.
    """
    from kg.graph.quads import nquads

    shown = printable(name)
    try:
        extraction = extract_file(Path(name), judgements=settings.judgements, learned=settings.learned)
        facts = tuple(fact for fact in extraction.facts if fact.score >= settings.min_score)
        text = nquads(extraction.document, facts, extraction.context)
    except ReadError as error:
        return Skip(shown, "; ".join(part for part in (error.problem, error.way_out) if part))
    except KgError:
        raise
    except Exception as error:  # noqa: BLE001 - one document must never end the build; the report names file and error
        return Skip(shown, f"unexpected {type(error).__name__}: {error}; please report it with the file")
    document = extraction.document
    counts, below = Counter(fact.kind for fact in facts), len(extraction.facts) - len(facts)
    return Built(name, document.stem, document.sha256, len(document.text), dict(counts), below, extraction.heard, text)


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


def _files(given: Sequence[Path], store: Path, settings: Settings) -> tuple[list[str], list[Skip]]:
    """The files to build, in an order of their own, and those that only repeat another's bytes.

    A store or a file of judgements that lies in a folder that is built is no document of it.
    """
    from kg.graph.store import POINTER
    from kg.read import walk

    inside = real(store) if (store / POINTER).exists() else None
    judged = {real(Path(path)) for path, _ in settings.files}
    walked = {real(path): str(path) for path in sorted(walk(given), key=str, reverse=True)}
    found = {path: name for path, name in walked.items() if path not in judged}
    first: dict[str, str] = {}
    files: list[str] = []
    repeated: list[Skip] = []
    for name in sorted(name for path, name in found.items() if not (inside and path.is_relative_to(inside))):
        mark = digest(Path(name)) or name
        if mark in first:
            repeated.append(Skip(printable(name), f"same content as {printable(first[mark])}, which is built"))
        else:
            first[mark] = name
            files.append(name)
    return files, repeated


def _manifest(built: Sequence[Built], skipped: Sequence[Skip], settings: Settings) -> dict[str, object]:
    """What `verify` needs and people may ask, kept beside the quads: paths and times are no content."""
    return {
        "built": datetime.now(UTC).isoformat(timespec="seconds"),
        "documents": [
            {"stem": b.stem, "sha256": b.sha256, "path": printable(b.path), "absolute": str(real(Path(b.path)))}
            for b in built
        ],
        "skipped": [{"path": skip.path, "reason": skip.reason} for skip in skipped],
        "judgements": [{"path": path, "sha256": mark} for path, mark in settings.files],
        "min_score": settings.min_score,
        "tagger": settings.learned,
    }


def _report(
    store: Path, built: Sequence[Built], skipped: Sequence[Skip], settings: Settings, seconds: float
) -> BuildReport:
    counts = {kind: sum(b.facts.get(kind, 0) for b in built) for kind in FactKind}
    ordered = tuple(sorted(skipped, key=lambda skip: skip.path))
    characters, below = sum(b.characters for b in built), sum(b.below for b in built)
    stems, heard = {"", *(b.stem for b in built)}, {judgement for b in built for judgement in b.heard}
    unheard = tuple(j for j in settings.judgements if j not in heard and j.document in stems)
    return BuildReport(
        str(store), len(built), counts, ordered, characters, seconds, settings, below=below, unheard=unheard
    )


def _nothing_built(given: Sequence[Path], skipped: Sequence[Skip]) -> NothingBuiltError:
    subject = ", ".join(map(printable, given))
    if not skipped:
        return NothingBuiltError(subject, "no file to build here", "name files, or folders that hold text or HTML")
    if len(skipped) == 1:
        return NothingBuiltError(skipped[0].path, skipped[0].reason, skipped=tuple(skipped))
    problem = f"none of the {len(skipped)} files could be built"
    return NothingBuiltError(subject, problem, "the reasons stand above", tuple(skipped))
