"""Short names of counties: places only where a document makes them plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from kg import register
from kg.model import Kind, Parsed, Span
from kg.register import Division


def plain_names(parsed: Sequence[Parsed], speaker: str) -> frozenset[str]:
    """The short names that stand for counties in this document.

    Those of the speaker and of what it governs, and those that the document also gives in full (雁峰 beside 雁峰区).
    """
    named = {m.text for p in parsed for m in p.mentions if m.kind is Kind.REGION}
    full = (d for name in named for d in register.candidates(name) if d.level == "county" and d.name == name)
    near = (d for code in (speaker,) for d in _governed(code))
    return frozenset(d.short for d in (*full, *near) if len(d.short) > 1)


@cache
def _governed(code: str) -> tuple[Division, ...]:
    """The county that speaks, or the counties right below the prefecture or municipality that speaks."""
    held = register.divisions()
    return tuple(d for d in held.values() if d.level == "county" and code in {d.code, d.parent})


def find(text: str, names: frozenset[str]) -> Iterator[Span]:
    """The places of `names` in `text`, longest first at each place."""
    if names:
        for found in _pattern(names).finditer(text):
            yield Span(*found.span())


@lru_cache(maxsize=64)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    # 黄浦江 and 浏阳河 are waters, not the county.
    listed = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    return re.compile(f"(?:{listed})(?![江河湖])")
