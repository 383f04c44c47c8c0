"""The few kinds of errors a user can meet; each keeps its facts in fields and makes its message from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class KgError(Exception):
    """Something the user can mend: what it concerns, what is wrong, and the way out.

    `str(error)` is one line: ``SUBJECT: problem; way out``.
    """

    subject: str
    problem: str
    way_out: str = ""

    def __str__(self) -> str:
        line = f"{self.subject}: {self.problem}" if self.subject else self.problem
        return f"{line}; {self.way_out}" if self.way_out else line


class ReadError(KgError):
    """A file that cannot be read as a document; the build skips it and goes on."""


class DataError(KgError):
    """A data file of the project (register, lexicon, rule, query head) that breaks its own form."""


class StoreError(KgError):
    """A store that is missing, is no store, or cannot be written."""


class QueryError(KgError):
    """A query that does not exist, does not parse, or lacks a parameter."""
