"""Text and Markdown: kept as they are, with their noise and their metadata known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.sentences import split
from kg.model import Document
from kg.read.text import Source, document, noise


def read(text: str, media_type: str = "text/plain") -> Document:
    return document(Source("doc", "doc.txt", "0" * 64, media_type, text, "utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "下载", "打印", "全屏", "收藏", "【字号：", "加大", "还原", "减小", "】", "【字体：大 中 小】", "分享：", "大",
        "首页", "【打印】", "打印 关闭", "您的位置:", "您当前位置：首页 > 要闻", "扫一扫在手机打开当前页", "阅读:116次",
        "===PAGE 3===", "第 1 页 共 3 页", "— 2 —", "搜索",
    ],
)  # fmt: skip
def test_noise(line: str) -> None:
    assert [span.of(line) for span in noise(line)] == [line]


@pytest.mark.parametrize(
    "line",
    ["来源：湖南日报", "时间：2026-02-12", "下载专区上线。", "大力发展产业", "打印机产业增长5%", "（一）", "附件", "3"],
)
def test_no_noise(line: str) -> None:
    assert list(noise(line)) == []


@given(st.text(alphabet="甲乙。，\n\r \u3000\t下载打印A1《》", max_size=80))
def test_text_is_kept_code_point_for_code_point(text: str) -> None:
    if not text.strip():
        return
    held = read(text)
    assert held.text == text
    assert [line.number for line in held.lines] == list(range(1, len(held.lines) + 1))
    ends = [*(line.start for line in held.lines[1:]), len(text)]
    assert "".join(text[line.start : end] for line, end in zip(held.lines, ends, strict=True)) == text
    assert all(span.end <= len(text) for span in held.noise)


@pytest.mark.parametrize(
    ("text", "metadata", "title"),
    [
        (
            "打印\n某省工作报告\n来源：某报\n时间：2026-02-09\n正文。",
            {"source": "某报", "date": "2026-02-09"},
            "某省工作报告",
        ),
        ("某省工作报告\n来源:\n某报\n正文。", {"source": "某报"}, "某省工作报告"),
        ("发布时间:2020年11月30日\n正文。", {"date": "2020年11月30日"}, "发布时间:2020年11月30日"),
        ("这一行是正文，不是标题。", {}, ""),
        ("甲" * 100, {}, ""),
    ],
)
def test_metadata(text: str, metadata: dict[str, str], title: str) -> None:
    held = read(text)
    assert dict(held.metadata) == {"encoding": "utf-8", **metadata}
    assert held.title == title


MARKDOWN = """Title: 某区推进签约服务 - 某市人民政府门户网站

URL Source: http://example.org/1.html

*   [首页](http://example.org/)
*   [![图](http://example.org/i.png)](http://example.org/a)

# 某区推进签约服务

## 一、总体要求

- 条目一说明。
正文见[办法](http://example.org/2.html)。
"""


def test_markdown() -> None:
    held = read(MARKDOWN, "text/markdown")
    assert held.text == MARKDOWN
    assert held.title == held.metadata["title"] == "某区推进签约服务"
    assert held.metadata["url"] == "http://example.org/1.html"
    sentences = split(held)
    assert [s.text for s in sentences] == [
        "某区推进签约服务", "一、总体要求", "条目一说明。", "正文见[办法](http://example.org/2.html)。",
    ]  # fmt: skip
    assert sentences[-1].headings == ("一、总体要求",)
