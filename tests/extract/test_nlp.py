"""rjieba cuts for jieba only where both give the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import nlp
from kg.resources import data

TOKENIZER: Any = nlp.language().tokenizer

# Signs and characters at which the two part, among common words.
SIGNS = tuple("0123456789.%+#&_-abXZ 　，、。；：（）“”①Ⅱ℃㎡²α〇Ａ１．％")
RARE = tuple("㐀龦鿿𠀀豈")
WORDS = ("2026-02-12", "PM_2.5", "3.2.1", "增长", "行动", "长沙市", "的")
ANY = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@given(st.lists(st.one_of(st.sampled_from(SIGNS + RARE + WORDS), ANY), max_size=20))
def test_the_words_are_those_of_jieba(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert TOKENIZER.words(text) == TOKENIZER.jieba.lcut(text)


@pytest.mark.parametrize(
    "text", ["时间：2026-02-12", "PM_2.5平均浓度", "见3.2.1节", "23.GEP核算", "决、㐀红点", "重%鿿业"]
)
def test_the_two_still_differ_where_jieba_is_asked(text: str) -> None:
    assert TOKENIZER.fast.cut(text) != TOKENIZER.jieba.lcut(text)


def test_the_words_of_our_documents_are_those_of_jieba() -> None:
    for path in sorted(data("corpus").glob("**/*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert TOKENIZER.words(line) == TOKENIZER.jieba.lcut(line)


def test_the_words_of_work_reports_are_those_of_jieba(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "reports").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert TOKENIZER.words(line) == TOKENIZER.jieba.lcut(line), line
