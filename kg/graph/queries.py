"""Named queries: files of SPARQL with a head that says what they ask.

The head is YAML behind ``#+`` at the top of the file: title, description, parameters, columns. A parameter is a
variable of the SELECT clause; where it is given, it is bound with `substitutions=`, never written into the text; where
it is not, the variable stays free and the query answers for all. A parameter that is no column (`variable:` names it)
filters with ``FILTER(COALESCE(CONTAINS(…, ?wanted), true))``: BOUND does not see a substitution.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.errors import QueryError
from kg.graph import literals
from kg.resources import folder
from kg.terms import PREFIXES, XSD, canonical

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

_HEAD = "#+"
# Strings, IRIs and comments hold no keywords, and a variable or a prefix of that name is none.
_NO_CODE = re.compile(
    r"""\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n]*""", re.DOTALL
)
_SERVICE = re.compile(r"(?<![\w?$:-])SERVICE(?![\w:-])", re.IGNORECASE)


# A cell of an answer: xsd:decimal is a Decimal, digit for digit as it was written; dates, labels and IRIs are text.
Cell: TypeAlias = str | bool | int | float | Decimal | None


_TITLE = re.compile("《[^《》]+》")


class ParameterType(StrEnum):
    LABEL = "label"  # the name of a thing, in any of its spellings: bound as rdfs:label @zh
    LITERAL = "literal"
    IRI = "iri"
    NUMBER = "number"
    DATE = "date"  # a day, ISO; bound as a plain string, which orders rightly beside months and years too


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    description: Mapping[str, str]
    type: ParameterType = ParameterType.LITERAL
    default: str | None = None
    required: bool = False
    variable: str = ""  # the variable to bind, where a column already has the parameter's name
    names: str = ""  # the path to the names that it may be (kg.graph.hints)


@dataclass(frozen=True, slots=True)
class Query:
    """One question: its SPARQL text and what its head says. A file without a head has empty fields."""

    name: str
    path: Path
    text: str
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The answer: numbers and truth values as such, all else text, None where a row has no value for a column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def listing() -> tuple[Query, ...]:
    """Every query that comes with the project, by name."""
    return tuple(_read(path) for path in _paths())


def load(name_or_path: str) -> Query:
    """A named query, or a file of one's own. Raises QueryError where there is none or its head is broken."""
    path = Path(name_or_path)
    if path.suffix == ".rq" or path.is_file():
        return _read(path)
    names = {found.stem: found for found in _paths()}
    if name_or_path in names:
        return _read(names[name_or_path])
    near = difflib.get_close_matches(name_or_path, names, n=3, cutoff=0.5)
    way_out = f"did you mean {' or '.join(near)}?" if near else "kg queries lists them"
    raise QueryError(name_or_path, "there is no such query", way_out)


def usage(name_or_path: str) -> str:
    """How the parameters of a query are given. Raises QueryError like `load`."""
    given = " ".join(f"-p {parameter.name}=…" for parameter in load(name_or_path).parameters)
    return f"it takes {given}" if given else "it takes none"


def run(store: Store, query: Query, parameters: Mapping[str, str] | None = None) -> Table:
    """Ask a store. Raises QueryError where the query does not parse or its parameters do not fit."""
    from pyoxigraph import Variable

    bound: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
        Variable(name): term for name, term in _bind(query, parameters or {})
    }
    if _SERVICE.search(_NO_CODE.sub(" ", query.text)):
        raise QueryError(str(query.path), "asks another server (SERVICE); kg works offline", "ask the store alone")
    try:
        answer = store.query(
            query.text,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=True,
            substitutions=bound or None,
        )
        return _table(query, answer)  # what goes wrong on the way is raised while the rows are read
    except SyntaxError as error:
        raise QueryError(str(query.path), f"does not parse as SPARQL: {error}", "mend the query") from error
    except (RuntimeError, OSError) as error:
        raise QueryError(str(query.path), f"cannot be run: {error}", "mend the query") from error


def texts(table: Table) -> tuple[tuple[str | None, ...], ...]:
    """The rows with every cell as text."""
    return tuple(tuple(None if cell is None else as_text(cell) for cell in row) for row in table.rows)


def as_text(cell: Cell) -> str:
    """A cell in the canonical form of its datatype, empty where there is none.

    >>> as_text(Decimal("4.80")), as_text(True), as_text(None)
    ('4.8', 'true', '')
    """
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return literals.plain(cell)
    return "" if cell is None else str(cell)


def _table(query: Query, answer: Any) -> Table:
    from pyoxigraph import QueryBoolean, QuerySolutions

    if isinstance(answer, QueryBoolean):
        return Table(("answer",), ((bool(answer),),))
    if not isinstance(answer, QuerySolutions):
        return Table(("subject", "predicate", "object"), tuple(sorted(map(_cells, answer), key=_order)))
    names = tuple(variable.value for variable in answer.variables)
    columns = query.columns or names
    lost = [name for name in columns if name not in names]
    if lost:
        raise QueryError(str(query.path), f"the SELECT clause lacks the columns {', '.join(lost)}", "mend the head")
    return Table(columns, tuple(_cells(solution[name] for name in columns) for solution in answer))


def _cells(terms: Iterable[Any]) -> tuple[Cell, ...]:
    return tuple(map(_cell, terms))


def _order(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(map(as_text, row))


def _cell(term: Any) -> Cell:
    if term is None:
        return None
    value: str = getattr(term, "value", str(term))
    datatype = getattr(getattr(term, "datatype", None), "value", "")
    read = _READ.get(datatype.removeprefix(XSD)) if datatype.startswith(XSD) else None
    if read is None:
        return value
    try:
        return read(value)
    except (ValueError, ArithmeticError, LookupError):  # "viel"^^xsd:decimal: no number, whatever it says of itself
        return value


_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_WHOLE = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
    "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
)  # fmt: skip
_READ: Mapping[str, Callable[[str], Cell]] = {
    "decimal": lambda value: Decimal(value) if _DECIMAL.fullmatch(value) else value,
    "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    **dict.fromkeys(("double", "float"), float),
    **dict.fromkeys(_WHOLE, int),
}


def _bind(query: Query, given: Mapping[str, str]) -> Iterator[tuple[str, Literal | NamedNode]]:
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            way_out = f"it takes {', '.join(known)}" if known else "it takes none"
            raise QueryError(query.name, f"has no parameter {name}", way_out)
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is not None and value.strip():
            yield parameter.variable or name, _term(query, parameter, value.strip())
        elif parameter.required:
            about = parameter.description.get("en", "")
            raise QueryError(query.name, f"needs the parameter {name} ({about})", f"give it with -p {name}=…")


_WANTED = {
    ParameterType.IRI: "an IRI",
    ParameterType.NUMBER: "a number",
    ParameterType.DATE: "a day such as 2026-02-03",
}


def _term(query: Query, parameter: Parameter, value: str) -> Literal | NamedNode:
    from pyoxigraph import Literal, NamedNode

    try:
        match parameter.type:
            case ParameterType.LABEL:
                return Literal(title(value), language="zh")
            case ParameterType.IRI:
                return NamedNode(value)
            case ParameterType.NUMBER:
                return Literal(literals.plain(Decimal(value)), datatype=NamedNode(f"{XSD}decimal"))
            case ParameterType.DATE:
                return Literal(_date(value))
            case ParameterType.LITERAL:
                return Literal(value)
    except (ValueError, InvalidOperation) as error:
        problem = f"{parameter.name}={value} is not {_WANTED[parameter.type]}"
        raise QueryError(query.name, problem, "correct its value") from error


def title(name: str) -> str:
    """A name as the graph has it: in its one spelling, without the 《》 around a title.

    >>> title("《城市 绿化条例》"), title("《城市绿化条例》实施细则")
    ('城市绿化条例', '《城市绿化条例》实施细则')
    """
    text = canonical(name)
    return text[1:-1] if _TITLE.fullmatch(text) else text


def _date(value: str) -> str:
    if not literals.is_day(value):
        raise ValueError(value)
    return value


def _paths() -> list[Path]:
    return sorted(folder("queries").glob("*.rq"))


def _read(path: Path) -> Query:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise QueryError(str(path), "there is no such file", "kg queries lists the named queries") from error
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(str(path), f"cannot be read ({error})", "save it as UTF-8 text") from error
    head = "\n".join(line[len(_HEAD) :] for line in text.splitlines() if line.startswith(_HEAD))
    return _with_head(path, text, head) if head else Query(path.stem, path, text)


def _with_head(path: Path, text: str, head: str) -> Query:
    import yaml

    try:
        held = yaml.safe_load(head)
        parameters = tuple(_parameter(entry) for entry in held.get("parameters") or ())
        columns = tuple(held.get("columns") or ())
        return Query(path.stem, path, text, held.get("title", {}), held.get("description", {}), parameters, columns)
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        why = " ".join(str(error).split())
        raise QueryError(str(path), f"its head of #+ lines is broken ({why})", "see docs/ontology.md") from error


def _parameter(entry: Mapping[str, Any]) -> Parameter:
    default = entry.get("default")
    return Parameter(
        name=entry["name"],
        description=entry.get("description") or {},
        type=ParameterType(entry.get("type", "literal")),
        default=None if default is None else str(default),
        required=bool(entry.get("required", False)),
        variable=entry.get("variable", ""),
        names=entry.get("names", ""),
    )
