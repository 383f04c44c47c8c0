"""Cutting text into sentences and headings."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.sentences import heading_level, split
from kg.model import Document, Span
from kg.read import read, walk

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def document(text: str, noise: tuple[Span, ...] = ()) -> Document:
    return Document("doc", "doc.txt", "0" * 64, "text/plain", text, noise=noise)


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(document(text))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("经济增长5.5%。财政增收！", ["经济增长5.5%。", "财政增收！"]),
        ("他说：“要办好。”会后离开。", ["他说：“要办好。”", "会后离开。"]),
        ("改革（详见附件。）继续。", ["改革（详见附件。）", "继续。"]),
        ("成效如何？请看数字。", ["成效如何？", "请看数字。"]),
        ("怎么办?看政策!马上办。", ["怎么办?", "看政策!", "马上办。"]),
        ("网址http://a.cn/?id=1&x=2可查。", ["网址http://a.cn/?id=1&x=2可查。"]),
        ("困难还有……但信心更足。", ["困难还有……", "但信心更足。"]),
        ("完成1.5万亿元；增长2%；位居前列。", ["完成1.5万亿元；增长2%；位居前列。"]),
        # the line ends a sentence, also of a title and of a table row
        ("标题一\n正文没有句号\n", ["标题一", "正文没有句号"]),
        ("正文。\r\n第二行。\r\n", ["正文。", "第二行。"]),
        ("指标\t2025年\n增速\t5%\n", ["指标\t2025年", "增速\t5%"]),
        # wide spaces of a page on one line
        ("　　第一条　内容。　　第二条　内容。", ["第一条　内容。", "第二条　内容。"]),
        ("国务院文件国发〔2014〕1号：　　正文开始。", ["国务院文件国发〔2014〕1号：", "正文开始。"]),
        # wrapped lines are not joined; a link on a line of its own is
        ("这一行很长但是被\n换行断开。", ["这一行很长但是被", "换行断开。"]),
        ("国务院制定了《\n规划纲要\n》，印发各地。", ["国务院制定了《\n规划纲要\n》，印发各地。"]),
        ("\u200b\n\n\u200b正文。\u200b", ["正文。"]),
        ("", []),
        (" \n\u3000\n", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert texts(text) == sentences


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第一章 总则", 0),
        ("第二节 任务", 1),
        ("一、2025年工作回顾", 2),
        ("十二、保障措施", 2),
        ("（三）大力发展产业", 3),
        ("(四)加强管理", 3),
        ("1.申请条件", 4),
        ("12、材料", 4),
        ("过去五年的回顾", 5),
        ("“十四五”时期发展成就和2025年工作回顾", 5),
        # text
        ("第一条 为了促进发展，制定本办法。", None),
        ("第十条 主管部门负责监督", None),
        ("一、坚持稳中求进，推动高质量发展。", None),
        ("（二）本市户籍人员；", None),
        ("5.5%的增速", None),
        ("2023年8月9日", None),
        ("广州市财政局", None),
        ("各区人民政府：", None),
        ("一、" + "长" * 60, None),
        ("", None),
    ],
)
def test_heading_level(line: str, level: int | None) -> None:
    assert heading_level(line) == level


def test_headings_above() -> None:
    text = "一、2025年工作回顾\n开头。\n（一）产业\n产业发展。\n（二）民生\n民生改善。\n二、2026年工作安排\n要努力。\n"
    held = {s.text: s.headings for s in split(document(text))}
    assert held["开头。"] == ("一、2025年工作回顾",)
    assert held["产业发展。"] == ("一、2025年工作回顾", "（一）产业")
    assert held["民生改善。"] == ("一、2025年工作回顾", "（二）民生")
    assert held["（二）民生"] == ("一、2025年工作回顾",)
    assert held["要努力。"] == ("二、2026年工作安排",)
    assert [s.text for s in split(document(text)) if s.is_heading] == [
        "一、2025年工作回顾", "（一）产业", "（二）民生", "二、2026年工作安排",
    ]  # fmt: skip


def test_a_heading_that_runs_on_stands_above_its_own_paragraph() -> None:
    first, second, third = split(document("（三）加快产业升级。新增企业5家。\n另起一段。"))
    assert first.headings == second.headings == ("（三）加快产业升级",)
    assert third.headings == ()


def test_a_heading_without_number_stays_under_the_numbered_one() -> None:
    held = split(document("三、2026年工作安排\n主要预期目标\n增长5%。\n"))
    assert held[-1].headings == ("三、2026年工作安排", "主要预期目标")


def test_noise_gives_no_sentence_wherever_it_stands() -> None:
    text = "下载\n# 标题\n正文。"
    held = split(document(text, (Span(0, 2), Span(3, 5))))
    assert [s.text for s in held] == ["标题", "正文。"]


def test_paragraphs_are_numbered_by_line() -> None:
    held = split(document("第一句。第二句。\n第三句。"))
    assert [s.paragraph for s in held] == [0, 0, 1]


PIECES = st.sampled_from(
    ["经济", "增长5.5%", "。", "！", "?", "……", "”", "“", "（", "）", "《", "》", "\n", "\r\n", " ", "\u3000",
     "\u3000\u3000", "\u200b", "\t", "一、", "（二）", "第三条", "，", "；"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 6)), max_size=3))
def test_every_character_outside_of_noise_is_in_exactly_one_sentence(
    parts: list[str], marks: list[tuple[int, int]]
) -> None:
    text = "".join(parts)
    noise: list[Span] = []
    for start, length in sorted(marks):
        if (not noise or start > noise[-1].end) and start + length <= len(text):
            noise.append(Span(start, start + length))
    _check(document(text, tuple(noise)))


def _check(held: Document) -> None:
    sentences = split(held)
    assert all(s.text == s.span.of(held.text) and s.text == s.text.strip() for s in sentences)
    assert all(left.span.end <= right.span.start for left, right in pairwise(sentences))
    covered = [False] * len(held.text)
    for span in (*(s.span for s in sentences), *held.noise):
        covered[span.start : span.end] = [True] * (span.end - span.start)
    left = [c for c, is_covered in zip(held.text, covered, strict=True) if not is_covered]
    assert not "".join(left).replace("\u200b", "").replace("\ufeff", "").strip()
    for noise in held.noise:
        assert not any(s.span.start < noise.end and noise.start < s.span.end for s in sentences)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not there")
def test_every_character_of_real_documents() -> None:
    for path in walk([SHARED / "corpus" / "policies", SHARED / "corpus" / "news"]):
        _check(read(path))
