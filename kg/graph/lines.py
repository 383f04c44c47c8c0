"""Finding lines in N-Quads text without cutting all of it into lines."""

from __future__ import annotations

from collections.abc import Iterator


def beginning(text: str, head: str) -> Iterator[str]:
    """The lines of a text that begin with `head`, each with its line end, in order.

    >>> list(beginning("ab 1\\nb 2\\nab 3\\n", "ab"))
    ['ab 1\\n', 'ab 3\\n']
    """
    at = 0 if text.startswith(head) else text.find(f"\n{head}") + 1 or len(text)
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end]
        at = text.find(f"\n{head}", end - 1) + 1 or len(text)
