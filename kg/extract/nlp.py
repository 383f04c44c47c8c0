"""The one door of spaCy and jieba: sentences become spaCy Docs, tokenised by a jieba of our own."""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from kg.model import Parsed, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def parse(sentences: Iterable[Sentence]) -> tuple[Parsed, ...]:
    """Tokenise each sentence and find the mentions of regions and titles in it."""
    from kg.extract.mentions import find

    tokenizer: _Tokenizer = language().tokenizer  # type: ignore[assignment]
    cut = ((sentence, tokenizer.words(sentence.text)) for sentence in sentences)
    return tuple(Parsed(sentence, tokenizer.doc(words), find(sentence), tuple(words)) for sentence, words in cut)


@cache
def language() -> Language:
    """spaCy's blank Chinese pipeline over a private jieba, so that no other user of jieba changes our words."""
    import spacy
    from spacy.util import registry

    @registry.tokenizers("kg.jieba.v1")
    def create_tokenizer():  # type: ignore[no-untyped-def]  # noqa: ANN202 - spaCy's factory protocol
        return lambda nlp: _Tokenizer(nlp.vocab)

    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kg.jieba.v1"}}})


# Where rjieba cuts otherwise than jieba: runs of letters and digits with signs in them, and rare characters, which
# jieba takes for no Chinese. tests/extract/test_nlp.py holds the two against each other.
_DIFFERS = re.compile(
    r"[+#&_\-]|\.(?![0-9]+%?(?![0-9A-Za-z.%]))|%[0-9A-Za-z.%]"
    "|[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_STOP = re.compile("([，。、；：])")


class _Tokenizer:
    """jieba's precise mode as a spaCy tokenizer; words carry no spaces, so offsets are those of the text.

    rjieba, the same algorithm and dictionary compiled, does the cutting wherever it gives jieba's own words, many
    times as fast.
    """

    def __init__(self, vocab: object) -> None:
        import jieba
        import rjieba

        jieba.setLogLevel(logging.WARNING)
        self.vocab = vocab
        self.fast = rjieba.Jieba()
        self.jieba = jieba.Tokenizer()
        self.jieba.initialize()
        gc.freeze()  # else every full collection walks the whole dictionary again

    def words(self, text: str) -> list[str]:
        """What `jieba.lcut` gives for the text; no word reaches over a stop, so jieba cuts only what it must."""
        if not _DIFFERS.search(text):
            return self.fast.cut(text)
        parts = (self.jieba.lcut(part) if _DIFFERS.search(part) else self.fast.cut(part) for part in _STOP.split(text))
        return list(chain.from_iterable(parts))

    def doc(self, words: list[str]) -> Doc:
        from spacy.tokens import Doc

        return Doc(self.vocab, words=words, spaces=[False] * len(words))  # type: ignore[arg-type]

    def __call__(self, text: str) -> Doc:
        return self.doc(self.words(text))
