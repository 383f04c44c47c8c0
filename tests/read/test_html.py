"""Government pages, written for these tests."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.model import Document
from kg.read import read

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8">
<title>某市办法_某市人民政府门户网站</title>
<meta name="ArticleTitle" content="某市人民政府关于印发某市办法的通知">
<meta name="PubDate" content="2024-03-04 09:30">
<meta name="ContentSource" content="某市财政局">
<meta name="Url" content="http://example.org/1.html">
<meta name="SiteName" content="某市人民政府门户网站">
<script>var x = "脚本";</script></head>
<body>
<nav><a href="/">首页</a></nav>
<div class="xxgkcontop"><ul>
<li><span>统一编号：</span> GZ01</li>
<li><span>文 号：</span> 某府〔2024〕5号</li>
<li><span>发布机关：</span> 某市人民政府</li>
<li><span>实施日期：</span> 2024年03月05日</li>
</ul></div>
<div id="zoomcon">
<p style="text-align:center">某府〔2024〕5号</p>
<p>各区人民政府：<!-- 注释 --></p>
<p>现将<strong>办法</strong>印发给你们，
请遵照执行。</p>
<p>&nbsp;&nbsp;第一行<br>第二行</p>
<table>
<tr><td rowspan="2">补贴</td><td>甲类</td><td>100元</td></tr>
<tr><td>乙类</td><td>200元</td></tr>
<tr><td colspan="3">合计</td></tr>
</table>
<p>【打印】 【关闭】</p>
<p><a href="/f/1.docx">附件1 申请表</a></p>
</div>
<footer>主办：某市人民政府</footer>
</body></html>
"""


def page(folder: Path, content: str) -> Document:
    path = folder / "a.html"
    path.write_text(content, encoding="utf-8")
    return read(path)


def test_page(tmp_path: Path) -> None:
    held = page(tmp_path, PAGE)
    assert held.text.splitlines() == [
        "某市人民政府关于印发某市办法的通知",
        "统一编号： GZ01",
        "文 号： 某府〔2024〕5号",
        "发布机关： 某市人民政府",
        "实施日期： 2024年03月05日",
        "某府〔2024〕5号",
        "各区人民政府：",
        "现将办法印发给你们， 请遵照执行。",
        "第一行",
        "第二行",
        "补贴\t甲类\t100元",
        "补贴\t乙类\t200元",
        "合计\t\t",
        "【打印】 【关闭】",
        "附件1 申请表",
    ]
    assert [span.of(held.text) for span in held.noise] == ["【打印】 【关闭】"]


def test_metadata(tmp_path: Path) -> None:
    held = page(tmp_path, PAGE)
    assert held.title == "某市人民政府关于印发某市办法的通知"
    assert dict(held.metadata) == {
        "encoding": "utf-8",
        "title": "某市人民政府关于印发某市办法的通知",
        "date": "2024-03-04 09:30",
        "source": "某市财政局",
        "issuer": "某市人民政府",
        "url": "http://example.org/1.html",
        "site": "某市人民政府门户网站",
        "identifier": "GZ01",
        "number": "某府〔2024〕5号",
        "effective": "2024年03月05日",
        "attachments": "附件1 申请表\t/f/1.docx",
    }


def test_lines_lead_back_to_the_file(tmp_path: Path) -> None:
    held = page(tmp_path, PAGE)
    source = PAGE.splitlines()
    for line in held.lines[1:]:  # the first is the title of the metadata
        end = held.text.index("\n", line.start)
        first = held.text[line.start : end][:2]
        near = "".join(source[max(0, line.number - 2) : line.number + 2])
        assert first in near


def test_the_title_is_not_repeated_where_the_text_begins_with_it(tmp_path: Path) -> None:
    body = "<div id=zoomcon><h1>某市  办法</h1><p>" + "正文" * 30 + "。</p></div>"
    held = page(tmp_path, f'<html><head><meta name="ArticleTitle" content="某市办法"></head><body>{body}</body></html>')
    assert held.text.count("某市") == 1


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>关于某事的通知 - 某市人民政府门户网站</title>", "关于某事的通知"),
        ("<title>关于某事的通知</title>", "关于某事的通知"),
        ("", ""),
    ],
)
def test_titles_without_metadata(tmp_path: Path, head: str, title: str) -> None:
    held = page(tmp_path, f"<html><head>{head}</head><body><p>{'正文' * 30}。</p></body></html>")
    assert held.title == title


def test_a_page_without_a_known_container(tmp_path: Path) -> None:
    """The fallback leaves out the menus around the text."""
    menu = "".join(f"<li><a href='/{n}'>栏目{n}</a></li>" for n in range(30))
    text = "".join(f"<p>第{n}段写了这一页真正的内容，内容比栏目长得多，所以找得到它。</p>" for n in range(12))
    held = page(tmp_path, f"<html><body><div class=m><ul>{menu}</ul></div><div class=t>{text}</div></body></html>")
    assert "第3段写了这一页真正的内容" in held.text
    assert "栏目7" not in held.text


def test_a_layout_table_is_read_as_blocks(tmp_path: Path) -> None:
    cells = f"<td><p>{'左边的长段落。' * 70}</p></td><td><p>右边的段落。</p></td>"
    held = page(tmp_path, f"<html><body><table><tr>{cells}</tr></table></body></html>")
    assert "\t" not in held.text
    assert held.text.splitlines()[-1] == "右边的段落。"


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("<td>来源：</td><td>某局</td><td>日期：</td><td>2024-01-01</td>", "来源：某局\t日期：2024-01-01"),
        ("<td>甲</td><td>乙</td>", "甲\t乙"),
        ("<th>指标</th><td>1</td>", "指标\t1"),
        ("<td rowspan=99999999 colspan=99999>甲</td>", "\t".join(["甲"] * 60)),
        ("<td colspan=x>甲</td><td rowspan=-1>乙</td>", "甲\t乙"),
    ],
)  # fmt: skip
def test_rows(tmp_path: Path, row: str, line: str) -> None:
    held = page(tmp_path, f"<html><body><table><tr>{row}</tr></table></body></html>")
    assert held.text == line + "\n"


def test_a_page_that_declares_gb2312_and_is_utf_8(tmp_path: Path) -> None:
    held = page(tmp_path, '<html><head><meta charset="gb2312"></head><body><p>声明写错的页面。</p></body></html>')
    assert (held.text, held.metadata["encoding"]) == ("声明写错的页面。\n", "utf-8")


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not there")
@pytest.mark.parametrize(
    ("gold", "number"),
    [
        ("dev/policy-天河港澳青年办法", "17_"),
        ("dev/policy-户籍家庭住房保障通知", "13_"),
        ("dev/policy-特困人员救助供养通知", "28_"),
        ("dev/policy-老年人助餐配餐服务管理办法", "30_"),
        ("dev/policy-长期护理保险试行办法", "32_"),
    ],
)
def test_annotated_statements_are_in_the_text_of_their_pages(gold: str, number: str) -> None:
    """White space apart: the annotated text came from another reader."""
    (path,) = (SHARED / "corpus" / "policies").glob(number + "*.html")
    text = re.sub(r"\s", "", read(path).text)
    lines = (SHARED / "gold" / (gold + ".jsonl")).read_text(encoding="utf-8").splitlines()
    quotes = [json.loads(line).get("evidence", "") for line in lines]
    assert [quote for quote in quotes if re.sub(r"\s|^- ", "", quote) not in text] == []
