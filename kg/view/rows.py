"""The answer to a query, as programs and notebooks hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from kg.graph.queries import Cell


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Mapping[str, "Cell"]]):
    """The answer to a query: a sequence of rows, each a mapping from column to value, or None where nothing is known.

    Numbers are int or Decimal, exactly as the document has them; dates, names and quotes are text. `hint` says, of an
    answer without rows, which parameter names nothing in the store, and what is near it.
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Cell], ...]
    hint: str = ""

    @overload
    def __getitem__(self, at: int) -> Mapping[str, Cell]: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Mapping[str, Cell] | Rows:
        return Rows(self.columns, self.rows[at], self.hint) if isinstance(at, slice) else self.rows[at]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Mapping[str, Cell]]:
        return iter(self.rows)

    def __str__(self) -> str:
        from kg.view.tables import table

        return "\n".join([*table(self.columns, self.rows), *self.hint.splitlines()])

    def _repr_html_(self) -> str:
        from kg.view.tables import html_table

        return html_table(self.columns, self.rows, note=self.hint)
