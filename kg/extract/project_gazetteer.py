"""Which words the segmenter's own dictionary marks as names of places, firms and things."""

from __future__ import annotations

from functools import cache, lru_cache

from kg.extract.nlp import language

_NAMES = frozenset({b"ns", b"nz", b"nt", b"nrt"})
_PERSON = b"nr"  # also foreign places and brands, which texts have seldom, and slips, which they have often
_PLACES = frozenset({b"ns", b"nrt"})
_THING = b"nz"
_SELDOM = 300
_SHORTEST = 2


@lru_cache(maxsize=65536)
def is_place(word: str) -> bool:
    """Whether the dictionary has the word as a place that texts have seldom: not 中国, not 高原."""
    tag, count = _entry(word)
    return tag in _PLACES and count < _SELDOM


@lru_cache(maxsize=65536)
def is_known_brand(word: str) -> bool:
    """Whether the dictionary has the word as a brand's, or as a long name of persons that texts have seldom."""
    tag, count = _entry(word)
    return count < _SELDOM and (tag == _THING or (tag == _PERSON and len(word) > _SHORTEST))


@lru_cache(maxsize=65536)
def is_listed(word: str) -> bool:
    """Whether the dictionary has the word as a name."""
    tag, count = _entry(word)
    return tag in _NAMES or (tag == _PERSON and count < _SELDOM)


def _entry(word: str) -> tuple[bytes, int]:
    """The tag and the count of a word; none of what can be no name."""
    found = _line(word.encode()) if len(word) >= _SHORTEST and word.isalpha() else None
    if found is None:
        return b"", 0
    _, count, tag = found.split(b" ")
    return tag, int(count)


def _line(word: bytes) -> bytes | None:
    """The line of a word in the dictionary, found by halves: to take all of it apart would cost every build.

    Its lines are sorted by UTF-8 where they begin with a Chinese character; the few dozen others (T恤, γ射线) are not,
    and may go unfound. They are no names of places.
    """
    first = word.decode()[0]
    held, low, high = _dictionary(), _start(first), _start(chr(ord(first) + 1))
    while low < high:
        start = held.rfind(b"\n", 0, (low + high) // 2) + 1
        end = held.find(b"\n", start)
        line = held[start : end if end >= 0 else len(held)].rstrip(b"\r")
        text = line.split(b" ", 1)[0]
        if text == word:
            return line
        if text < word:
            low = start + len(line) + 1
        else:
            high = start
    return None


@cache
def _start(first: str) -> int:
    """Where the first line stands that is not before a character."""
    held, word = _dictionary(), first.encode()
    low, high = 0, len(held)
    while low < high:
        start = held.rfind(b"\n", 0, (low + high) // 2) + 1
        end = held.find(b"\n", start) + 1 or len(held)
        low, high = (end, high) if held[start:end] < word else (low, start)
    return low


@cache
def _dictionary() -> bytes:
    with language().tokenizer.jieba.get_dict_file() as file:  # type: ignore[union-attr]
        return bytes(file.read())
