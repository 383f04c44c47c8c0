"""Regular expressions of words, and the one for what joins them."""

from __future__ import annotations

import re
from collections.abc import Iterable

JOINT = re.compile(r"以及|[、和与及]")  # what joins the members of a list


def alternatives(words: Iterable[str]) -> str:
    """A regular expression of the words, longest first: what is read is the whole of the longest."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
