"""What is known of a word by itself: its form, and what the lexicons of the rules say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from kg.extract import industry_register, project_words
from kg.extract.programmes import lexicon

_FORMS = (
    ("number", re.compile(r"[\d.%％]+")),
    ("latin", re.compile(r"[A-Za-z0-9+\-.]+")),
    ("mark", re.compile(r"\W+")),
)
_INDUSTRY_ROLES = ("develop", "push", "grows", "built", "class", "head", "attribute", "modifier", "vague", "generic")
_PROJECT_ROLES = ("common", "plain", "abstract", "generic", "adverb", "function", "tail", "opener")
_VERBAL = ("carry:", "build:", "industry:develop", "industry:push", "industry:grows")


@lru_cache(maxsize=65536)  # a document has some thousand words, a corpus shares most of them
def features(word: str) -> tuple[str, ...]:
    """The features of a word: itself, its first and last characters, its length and form, its classes.

    At most two of its characters stand in any feature but the first, so no run of text can be read from them.
    """
    if not word:
        return ("edge",)
    form = next((name for name, pattern in _FORMS if pattern.fullmatch(word)), "word")
    held = [f"w={word}", f"form={form}", *(f"is={each}" for each in classes(word))]
    if form == "word":
        held += [f"last={word[-1]}", f"first={word[0]}", f"length={min(len(word), 5)}"]
        if len(word) > 2:
            held.append(f"ending={word[-2:]}")
    return tuple(held)


@lru_cache(maxsize=65536)
def is_verb(word: str) -> bool:
    """Whether the word may govern a name: 实施, 发展, 建成."""
    return any(each.startswith(_VERBAL) for each in classes(word))


@lru_cache(maxsize=65536)
def classes(word: str) -> tuple[str, ...]:
    """What the lexicons call the word, and the noun that ends it."""
    held = [f"industry:{role}" for role in _INDUSTRY_ROLES if word in industry_register.words(role)]
    held += [f"project:{role}" for role in _PROJECT_ROLES if word in project_words.words(role)]
    if kind := lexicon.verbs().get(word):
        held.append(f"carry:{kind}")
    if verb := project_words.verbs().get(word):
        held.append(f"build:{verb.before}{verb.after}" if verb.before or verb.after else "bounds")
    if word in industry_register.terms():
        held.append("term")
    return (*held, *_endings(word))


def _endings(word: str) -> Iterator[str]:
    """The kinds of the closing words that end the word, of each lexicon the longest."""
    for name, heads in _heads().items():
        if kind := next((heads[word[at:]] for at in range(len(word)) if word[at:] in heads), ""):
            yield f"{name}:{kind}"


@cache
def _heads() -> Mapping[str, Mapping[str, str]]:
    industries = dict.fromkeys(sorted(industry_register.words("head")), "head")
    projects = {text: head.group for text, head in project_words.heads().items()}
    return {"programme": lexicon.heads(), "works": projects, "branch": industries}
