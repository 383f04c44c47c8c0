"""The command line: a command parses, calls one function of the same name, prints, sets the exit code.

Exit codes: 0 done; 1 `check` or `verify` found something; 2 nothing could be done, and one line on standard error says
why and what to do; 130 interrupted; 141 whoever read the output stopped reading.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kg import __version__, library
from kg.errors import KgError
from kg.view.output import ReaderGone, print_lines, width, write

app = typer.Typer(
    name="kg",
    help="Knowledge graphs of Chinese government and policy text: every fact with its sentence.\n\n"
    "[bold]kg build[/] FOLDER, then [bold]kg query[/] policy-industries; [bold]kg queries[/] lists what can be asked.",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class RowFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"


class GraphFormat(StrEnum):
    TURTLE = "turtle"
    NQUADS = "nquads"
    TRIG = "trig"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    GRAPHML = "graphml"


class ExplainFormat(StrEnum):
    TABLE = "table"
    JSON = "json"


Store = Annotated[Path, typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="Folder of the store.")]
STORE = Path("kg-store")
_INTERRUPTED = 130  # 128 + SIGINT, as shells say it


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def build(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders, with all below them.")],
    store: Store = STORE,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes to share the work.")] = 1,
) -> None:
    """Build a store from documents (text, Markdown, HTML).

    A store that is there is replaced once all is done. Files that cannot be read are named with the reason, the others
    are built.

    \b
      kg build data/corpus
      kg build reports notice.html --store policies --jobs 2
    """
    from kg.pipeline import NothingBuiltError
    from kg.view.progress import progress
    from kg.view.report import built, skips

    try:
        with progress() as step:
            report = library.build(paths, store, jobs, step)
    except NothingBuiltError as error:
        if len(error.skipped) > 1:
            print_lines(skips(error.skipped), err=True)
        raise
    print_lines(built(report))


@app.command()
def queries() -> None:
    """List the named queries: what each asks, and its parameters.

    \b
      kg queries
    """
    from kg.view.report import listing

    print_lines(listing(library.queries(), width()))


@app.command()
def query(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE.rq", help="A named query, or a file of SPARQL.")],
    params: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter; may be repeated.")
    ] = None,
    format: Annotated[RowFormat, typer.Option("--format", "-f", help="table is for people.")] = RowFormat.TABLE,  # noqa: A002
    store: Store = STORE,
) -> None:
    """Ask the store a named query, or one of your own.

    \b
      kg query policy-industries
      kg query policies-by-industry -p industry=输变电
      kg query metric-over-regions -p metric=地区生产总值 --format csv > gdp.csv
      kg query my.rq --format json
    """
    from kg.view import tables

    rows = library.query(store, name, _params(name, params or []))
    match format:
        case RowFormat.TABLE:
            print_lines(tables.table(rows.columns, rows, width()))
            typer.echo(f"{len(rows)} rows" if len(rows) != 1 else "1 row", err=True)
        case RowFormat.CSV:
            write(tables.csv_text(rows.columns, rows))
        case RowFormat.TSV:
            write(tables.tsv_text(rows.columns, rows))
        case RowFormat.JSON:
            write(tables.json_text(rows.columns, rows))


@app.command()
def export(
    format: Annotated[GraphFormat, typer.Option("--format", "-f", help="Of the export.")] = GraphFormat.TURTLE,  # noqa: A002
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else to standard output.")
    ] = None,
    document: Annotated[
        str | None,
        typer.Option("--document", metavar="STEM", help="Only what this document gave."),
    ] = None,
    store: Store = STORE,
) -> None:
    """Write the graph in a standard format; the same store gives the same bytes.

    \b
      kg export -o graph.ttl
      kg export --format graphml -o graph.graphml
      kg export --document report-2026-湖南省
    """
    write(library.export(store, format, document), output)


@app.command()
def check(store: Store = STORE) -> None:
    """Check the graph against the shapes of its ontology (SHACL); exit code 1 if it breaks one.

    \b
      kg check
    """
    from kg.view.report import checked

    report = library.check(store)
    print_lines(checked(report.violations))
    raise typer.Exit(0 if report.conforms else 1)


@app.command()
def verify(store: Store = STORE) -> None:
    """Read the documents again: same bytes, and every quote where it says; exit code 1 otherwise.

    \b
      kg verify
    """
    from kg.view.report import verified

    report = library.verify(store)
    print_lines(verified(report))
    raise typer.Exit(1 if report.problems else 0)


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document; no store is needed.")],
    sentence: Annotated[
        str | None, typer.Option("--sentence", "-s", metavar="TEXT", help="Only sentences that hold this text.")
    ] = None,
    format: Annotated[ExplainFormat, typer.Option("--format", "-f", help="table is for people.")] = ExplainFormat.TABLE,  # noqa: A002
) -> None:
    """Show what each stage made of a document: sentences, words, mentions, facts and the rule behind each.

    \b
      kg explain data/corpus/press-2020-雁峰区.txt --sentence 输变电
    """
    import json

    from kg.view.explained import lines

    made = library.explain(file, sentence)
    if format is ExplainFormat.JSON:
        write([json.dumps(made, ensure_ascii=False, indent=1), "\n"])
    else:
        print_lines(lines(made))


@app.command()
def show(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One thing; else the whole graph.")] = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="Where to.")] = Path("kg.html"),
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="Things to draw, the most connected first.")] = 500,
    hops: Annotated[int, typer.Option("--hops", min=1, metavar="N", help="How far around NAME.")] = 1,
    store: Store = STORE,
) -> None:
    """Draw the graph, or what is around one thing, as a page that needs no network.

    \b
      kg show -o graph.html
      kg show 衡阳市 -o hengyang.html
    """
    write([library.show(store, name, limit, hops)], output)
    typer.echo(f"{output}: open it in a browser", err=True)


def _params(name: str, given: Iterable[str]) -> dict[str, str]:
    held: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise KgError(f"-p {text}", "is no NAME=VALUE", f"for example: kg query {name} -p region=湖南省")
        held[key.strip()] = value
    return held


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; what users can mend is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = app(given or ["--help"], prog_name="kg", standalone_mode=False)
    except KgError as error:
        return _fail(str(error))
    except typer.TyperException as error:
        return _fail(_usage(error))
    except ReaderGone:
        return 141
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    if code == _INTERRUPTED:  # typer turns Ctrl-C into this code
        return _fail("interrupted; a store that was there is as it was", code)
    return code if isinstance(code, int) else 0


def _usage(error: Any) -> str:
    """A wrong command line in one line."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "kg"
    problem = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
    return f"{path}: {problem}; see {path} --help"


def _fail(line: str, code: int = 2) -> int:
    typer.echo(" ".join(line.split()), err=True)
    return code
