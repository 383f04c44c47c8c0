"""Which words the segmenter's own dictionary marks as names of places, firms and things."""

from __future__ import annotations

from functools import cache, lru_cache

from kg.extract.nlp import language

_NAMES = frozenset({b"ns", b"nz", b"nt", b"nrt"})
_PERSON = b"nr"  # also foreign places and brands, which texts have seldom, and slips, which they have often
_SELDOM = 300
_SHORTEST = 2


@lru_cache(maxsize=65536)
def is_listed(word: str) -> bool:
    """Whether the dictionary has the word as a name."""
    if len(word) < _SHORTEST or not word.isalpha():
        return False
    found = _line(word.encode())
    if found is None:
        return False
    count, tag = found.split(b" ")[1:]
    return tag in _NAMES or (tag == _PERSON and int(count) < _SELDOM)


def _line(word: bytes) -> bytes | None:
    """The line of a word in the sorted dictionary, found by halves: to take all of it apart would cost every build."""
    held = _dictionary()
    low, high = 0, len(held)
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
def _dictionary() -> bytes:
    with language().tokenizer.jieba.get_dict_file() as file:  # type: ignore[union-attr]
        return bytes(file.read())
