"""The command line: a command parses, calls one function of the same name, prints, sets the exit code.

Exit codes: 0 done; 1 `check` or `verify` found something; 2 nothing could be done, and one line on standard error says
why and what to do; 130 interrupted; 141 whoever read the output stopped reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg import __version__, library
from kg.console import STORE, Bom, ExplainFormat, Judgements, Output, ReviewFormat, RowFormat, Store, only_csv, run
from kg.errors import KgError
from kg.graph.export import Format as GraphFormat
from kg.view.output import print_lines, width, write

app = typer.Typer(
    name="kg",
    help="Knowledge graphs of Chinese government and policy text: every fact with its sentence.\n\n"
    "[bold]kg build[/] FOLDER, then [bold]kg query[/] policy-industries; [bold]kg queries[/] lists what can be asked.",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
    *,
    store: Store = STORE,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes to share the work.")] = 1,
    min_score: Annotated[
        float, typer.Option("--min-score", metavar="S", help="Leave out facts with a score below S (0 to 1).")
    ] = 0,
    judgements: Judgements = None,
    tagger: Annotated[
        bool, typer.Option("--tagger/--no-tagger", help="Ask the learned tagger of names beside the rules.")
    ] = True,
) -> None:
    """Build a store from documents (text, Markdown, HTML).

    A store that is there is replaced once all is done. Files that cannot be read are named with the reason, the others
    are built. What people have judged (kg review) is applied every time.

    \b
      kg build data/corpus
      kg build reports notice.html --store policies --jobs 2
      kg build reports --min-score 0.5 --judgements ours.csv
    """
    from kg.pipeline import NothingBuiltError
    from kg.view.progress import progress
    from kg.view.report import built, skips

    try:
        with progress() as step:
            report = library.build(paths, store, jobs, step, judgements=judgements, min_score=min_score, learned=tagger)
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
    *,
    params: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter; may be repeated.")
    ] = None,
    format: Annotated[RowFormat, typer.Option("--format", "-f", help="table is for people.")] = RowFormat.TABLE,  # noqa: A002
    bom: Bom = False,
    output: Output = None,
    store: Store = STORE,
) -> None:
    """Ask the store a named query, or one of your own.

    \b
      kg query policy-industries
      kg query policies-by-industry -p industry=输变电
      kg query metric-over-regions -p metric=地区生产总值 -f csv --bom -o gdp.csv
      kg query my.rq --format json
    """
    from kg.view import tables

    only_csv(bom, format)
    rows = library.query(store, name, _params(name, params or []))
    match format:
        case RowFormat.TABLE if output:
            write((f"{line}\n" for line in tables.table(rows.columns, rows, width())), output)
        case RowFormat.TABLE:
            print_lines(tables.table(rows.columns, rows, width()))
        case RowFormat.CSV:
            write(tables.csv_text(rows.columns, rows, bom=bom), output)
        case RowFormat.TSV:
            write(tables.tsv_text(rows.columns, rows), output)
        case RowFormat.JSON:
            write(tables.json_text(rows.columns, rows), output)
    if format is RowFormat.TABLE or output:
        typer.echo(f"{len(rows)} rows" if len(rows) != 1 else "1 row", err=True)
    print_lines(rows.hint.splitlines(), err=True)


@app.command()
def export(
    format: Annotated[GraphFormat, typer.Option("--format", "-f", help="Of the export.")] = GraphFormat.TURTLE,  # noqa: A002
    output: Output = None,
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
    judgements: Judgements = None,
) -> None:
    """Show what each stage made of a document: sentences, words, mentions, facts and the rule behind each.

    \b
      kg explain data/corpus/press-2020-雁峰区.txt --sentence 输变电
    """
    import json

    from kg.view.explained import lines

    made = library.explain(file, sentence, judgements)
    if format is ExplainFormat.JSON:
        write([json.dumps(made, ensure_ascii=False, indent=1), "\n"])
    else:
        print_lines(lines(made))


@app.command()
def review(
    *,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", metavar="KIND", help="project, enterprise, region-programme …; may be repeated."),
    ] = None,
    below: Annotated[float, typer.Option("--below", metavar="S", help="Facts with a score below S.")] = 0.6,
    limit: Annotated[
        int, typer.Option("--limit", min=0, metavar="N", help="At most N facts and N pairs of names; 0 for all.")
    ] = 50,
    format: Annotated[  # noqa: A002
        ReviewFormat, typer.Option("--format", "-f", help="csv is to be filled in.")
    ] = ReviewFormat.TABLE,
    bom: Bom = False,
    apply: Annotated[
        Path | None, typer.Option("--apply", metavar="FILE", help="Take the judgements of a filled list.")
    ] = None,
    who: Annotated[str, typer.Option("--who", metavar="NAME", help="Who judged, where the list does not say.")] = "",
    judgements: Judgements = None,
    store: Store = STORE,
) -> None:
    """List what people should look at: facts with a low score, names that may be one thing. Take their judgements.

    In the first column of the list write accept or reject for a fact, same or not-same for two names, or nothing. An
    emptied document makes a judgement hold in every document; without other it is for every fact of that name.

    \b
      kg review --kind enterprise
      kg review --format csv --bom > list.csv
      kg review --apply list.csv --who 李雷
      kg build data/corpus
    """
    from kg.view import tables
    from kg.view.report import judged

    only_csv(bom, format)
    if apply:
        print_lines(judged(library.judge(apply, judgements, who)))
        return
    rows = library.review(store, kind or (), below, judgements, limit or None)
    if format is ReviewFormat.CSV:
        write(tables.csv_text(rows.columns, rows, bom=bom))
    else:
        print_lines(tables.table(("kind", "name", "other", "score", "why", "document", "evidence"), rows, width()))
        typer.echo(f"{len(rows)} to judge: kg review --format csv > list.csv", err=True)


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
    from kg.graph.queries import usage

    held: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise KgError(f"-p {text}", "is no NAME=VALUE", usage(name))
        held[key.strip()] = value
    return held


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; what users can mend is one line on standard error."""
    return run(app, arguments)
