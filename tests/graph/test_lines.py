"""Lines are found by their beginning, wherever in the text they stand."""

from __future__ import annotations

import pytest

from kg.graph.lines import beginning


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("ab", ["ab"]),
        ("b\n", []),
        ("ab 1\n", ["ab 1\n"]),
        ("ab 1\nab 2\nb ab 3\nab 4\n", ["ab 1\n", "ab 2\n", "ab 4\n"]),
        ("b 1\nab 2\nb 3\n", ["ab 2\n"]),
        ("b 1\nab 2", ["ab 2"]),
        ("\nab\n\n", ["ab\n"]),
    ],
)
def test_lines_by_their_beginning(text: str, found: list[str]) -> None:
    assert list(beginning(text, "ab")) == found
