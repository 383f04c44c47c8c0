"""The handle for notebooks and programs, and the functions behind the commands of the same name.

Every function imports what it needs when it is called: asking a store must not wait for spaCy, nor a listing for
pyoxigraph.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, QueryError
from kg.view.rows import Rows

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from pyoxigraph import Store

    from kg.graph.queries import Query
    from kg.graph.shapes import Report
    from kg.judgements.files import Added
    from kg.pipeline import BuildReport
    from kg.verify import Verification
    from kg.view.picture import Picture

MOST = 500  # things in a picture, unless told otherwise
_PICTURE = ("aliases", "classes", "observations", "parents", "policies", "rankings", "relations", "things")


class Graph:
    """A store, opened to be read. A build that replaces the store does not disturb a handle that is open."""

    def __init__(self, store: Store, name: str = "") -> None:
        self._store = store
        self.name = name

    @classmethod
    def open(cls, store: Path | str) -> Graph:
        """The current build of the store in this folder. Raises StoreError where there is none."""
        from kg.graph.store import open_store

        return cls(open_store(Path(store)), str(store))

    def __repr__(self) -> str:
        return f"Graph({self.name!r}, {len(self._store)} quads)"

    def query(self, query: str, /, **params: object) -> Rows:
        """The rows of a named query, or of a file NAME.rq. Raises QueryError where it or its parameters do not fit.

        graph.query("metric-over-regions", metric="地区生产总值")
        """
        from kg.graph.queries import load

        return self._rows(load(query), {name: str(value) for name, value in params.items() if value is not None})

    def sparql(self, text: str) -> Rows:
        """The rows of SPARQL text, over all documents at once; the prefixes of the project are known."""
        from kg.graph.queries import Query

        return self._rows(Query("sparql", Path("<text>"), text), {})

    def _rows(self, query: Query, params: Mapping[str, str]) -> Rows:
        return _asked(self._store, query, params)

    def to_dataframe(self, query: str, /, **params: object) -> pd.DataFrame:
        """The rows of a query as a data frame; columns of numbers are numeric. Raises ImportError without pandas.

        Warns where there is no row because a parameter names nothing in the store.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise ImportError("to_dataframe needs pandas: pip install 'zhengce-kg[dataframe]'") from error
        rows = self.query(query, **params)
        if rows.hint:
            warnings.warn(rows.hint, stacklevel=2)
        frame = pd.DataFrame([dict(row) for row in rows], columns=list(rows.columns))
        return frame.assign(**{name: pd.to_numeric(frame[name]) for name in rows.columns if _numeric(rows, name)})

    def to_networkx(self, name: str | None = None, hops: int = 1) -> nx.MultiDiGraph[str]:
        """Things and their direct relations, as in the GraphML export; of one thing its neighbourhood within `hops`.

        Nodes are IRIs with `label`, `type` and what else is known of them; edges have `relation`.
        """
        import networkx as nx

        from kg.graph.network import to_networkx

        whole = to_networkx(self._store)
        if not name:
            return whole
        near = {key for key in self._find(self._network(name), name) if key in whole}
        for _ in range(hops):
            near |= {end for key in near for end in nx.all_neighbors(whole, key)}
        return nx.MultiDiGraph(whole.subgraph(near))

    def picture(self, name: str | None = None, limit: int = MOST, hops: int = 1) -> Picture:
        """What `kg show` draws: the whole graph, the most connected things first, or what is around one thing."""
        from kg.view.network import folded
        from kg.view.picture import capped, without_loners

        whole = self._network(name or "知识图谱 Knowledge graph")
        if name:
            centre = self._find(whole, name)[0]
            return capped(self._near(folded(whole, centre), name, hops), limit)
        return capped(without_loners(folded(whole)), limit)

    def html(self, name: str | None = None, limit: int = MOST, hops: int = 1) -> str:
        """The picture as a page that needs no network."""
        from kg.view.page import page

        return page(self.picture(name, limit, hops))

    def _repr_html_(self) -> str:
        from kg.view.notebook import cell

        return cell(self.picture())

    @cached_property
    def _tables(self) -> Mapping[str, Rows]:
        from kg.graph.queries import load
        from kg.resources import folder

        paths = {name: folder("queries") / "picture" / f"{name}.rq" for name in _PICTURE}
        return {name: self._rows(load(str(path)), {}) for name, path in paths.items()}

    def _network(self, title: str) -> Picture:
        from kg.view.network import network

        return network(title, self._tables)

    def _near(self, picture: Picture, name: str, hops: int) -> Picture:
        from kg.view.picture import around

        return around(picture, self._find(picture, name), hops)

    def _find(self, picture: Picture, name: str) -> list[str]:
        """The ids of the things of this name, the most connected first. Raises QueryError where there is none."""
        from kg.graph.hints import nearest
        from kg.terms import canonical
        from kg.view.picture import degrees

        wanted = canonical(name).strip("《》")
        degree = degrees(picture.edges)
        held = sorted((-degree[node.id], node.id) for node in picture.nodes if wanted in {node.label, *node.aliases})
        if held:
            return [key for _, key in held]
        near = nearest(wanted, {node.label for node in picture.nodes})
        way_out = f"did you mean {' or '.join(near)}?" if near else "kg show draws all, with a field to search in"
        raise QueryError(name, "nothing in the graph has this name", way_out)


def _asked(store: Store, query: Query, params: Mapping[str, str]) -> Rows:
    from kg.graph.hints import hint
    from kg.graph.queries import run

    table = run(store, query, params)
    rows = tuple(dict(zip(table.columns, row, strict=True)) for row in table.rows)
    return Rows(table.columns, rows, "" if rows else hint(store, query, params))


def _numeric(rows: Rows, column: str) -> bool:
    """Whether a column has numbers and nothing else; codes are text."""
    held = [row[column] for row in rows if row[column] is not None]
    return bool(held) and all(isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) for cell in held)


open_graph = Graph.open


# ------------------------------------------------------------------------- the commands, one function of the same name


def build(
    paths: Iterable[Path | str],
    store: Path | str,
    jobs: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
    *,
    judgements: Path | str | None = None,
    min_score: float = 0.0,
    learned: bool = True,
) -> BuildReport:
    """Build a store from files and folders; see `kg.pipeline.build`."""
    from kg.pipeline import build as run

    return run(paths, store, jobs, progress, judgements=judgements, min_score=min_score, learned=learned)


def queries() -> tuple[Query, ...]:
    """Every named query with its head."""
    from kg.graph.queries import listing

    return listing()


def query(store: Path | str, name: str, params: Mapping[str, str] | None = None) -> Rows:
    """The rows of a named query or a file over a store."""
    from kg.graph.queries import load
    from kg.graph.store import open_store

    asked = load(name)  # a wrong name is told before a missing store
    return _asked(open_store(Path(store)), asked, dict(params or {}))


def export(store: Path | str, format: str = "turtle", document: str | None = None) -> Iterator[str]:  # noqa: A002
    """Pieces of text of the store, or of what one document gave, in a standard format."""
    from kg.graph.export import export as pieces
    from kg.graph.store import open_store

    return pieces(open_store(Path(store)), format, document)


def check(store: Path | str) -> Report:
    """Whether the graph keeps to the shapes of the ontology (SHACL)."""
    from kg.graph.shapes import check as validate
    from kg.graph.store import open_store

    return validate(open_store(Path(store)))


def verify(store: Path | str) -> Verification:
    """Read the documents again: same bytes, every quote where it says; see `kg.verify.verify`."""
    from kg.verify import verify as run

    return run(store)


def explain(path: Path | str, sentence: str | None = None, judgements: Path | str | None = None) -> dict[str, Any]:
    """What each stage made of a document, as plain values: context, sentences, words, mentions, facts and their rules.

    `sentence` keeps only the sentences that hold this text. `judgements` count as in a build. Raises ReadError where
    the file is no readable document, KgError where no sentence holds the text.
    """
    from kg.judgements.files import find, load
    from kg.pipeline import extract_file
    from kg.view.explained import explanation

    made = extract_file(Path(path), judgements=load(*find(judgements)), learned=True)
    kept = [parsed for parsed in made.parsed if not sentence or sentence in parsed.text]
    if not kept:
        way_out = "leave out --sentence to see all; a sentence ends at 。！？ or the end of a line"
        raise KgError(str(path), f"no sentence holds {sentence}" if sentence else "has no sentence", way_out)
    return explanation(made.document, made.context, kept, made.facts)


def show(store: Path | str, name: str | None = None, limit: int = MOST, hops: int = 1) -> str:
    """The HTML of a picture of the graph, or of what is around one thing."""
    if limit < 1:
        raise KgError("--limit", "must be at least 1", "leave it out for 500")
    return Graph.open(store).html(name, limit, hops)


def review(
    store: Path | str,
    kinds: Iterable[str] = (),
    below: float = 0.6,
    judgements: Path | str | None = None,
    limit: int | None = None,
) -> Rows:
    """Facts with a low score, and names that may be one thing, that nobody has judged; see `kg.review.review`."""
    from kg.review import COLUMNS
    from kg.review import review as run

    return Rows(COLUMNS, run(Path(store), tuple(kinds), below, judgements, limit))


def judge(path: Path | str, judgements: Path | str | None = None, who: str = "", when: str = "") -> Added:
    """Take the judgements of a filled list of `review` into the judgements file; see `kg.judgements.files`.

    `who` and `when` fill what the list leaves empty; without them the user's name of this machine and today. Raises
    DataError where a line breaks the form or contradicts another; nothing is written then.
    """
    from kg.judgements.files import take

    return take(Path(path), judgements, who, when)
