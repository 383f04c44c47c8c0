"""The head of a document: its first lines, its genre, its title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kg.model import Document, Genre, Sentence

_HEAD = 1500  # characters that may hold the title, the dateline and the opening
_LINES = 30  # lines of the head that may be a title
MAX_TITLE = 100

_REPORT = re.compile(r"工作报告$|工作报告[（(—]")
_REPORT_OPENING = re.compile(
    r"^(?:[^。，]{0,60})各位代表[：:！!，,]"
    r"|代表[^，。]{0,20}(?:政府|国务院)[^。]{0,12}?向[^。]{0,30}?(?:大会|会议)[^。]{0,12}报告|作政府工作报告"
)
_PRESS = re.compile(r"发布会|通气会|媒体见面会|吹风会|答记者问|记者会")
_KINDS = (
    "条例|规定|办法|细则|规则|决定|决议|解释|通知|通告|公告|通报|意见|方案|规划|纲要|计划|措施|标准|指引|指南|清单|"
    "目录|批复|函"
)
_POLICY_TITLE = re.compile(rf"(?:{_KINDS})(?:（[^（）]*）|\([^()]*\))?$")
_NUMBERED_AS = r"[\u4e00-\u9fff]{2,12}[〔\[［（(【](?:19|20)\d\d[〕\]］）)】]\s*\d+\s*号"
_NUMBER = re.compile(_NUMBERED_AS + r"|第\d+号令?$")
# 国务院关于…的意见国发〔2014〕14号各省、…: title, number and addressees on one line.
_RUN_ON = re.compile(rf"\s*([^。\n]{{4,100}}?(?:{_KINDS}))\s*{_NUMBERED_AS}")
_ENACTS = re.compile(r"(?:现|特)[^。]{0,40}?(?:通知|通告|公告|通报|决定|意见|批复)如下|制定(?:本|如下)|[通公]告如下")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,4}条")
# A numbered heading (二、缴费标准) is no title.
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]|第[一二三四五六七八九十]+[章节条]")
_NO_TITLE = ("点击", "相关", "-", "附件")
_ISSUERS = re.compile(r"(?:[\u4e00-\u9fff]{3,30}(?:局|委|会|厅|部|府|室|院|办)[\s\u3000、]*)+")


def title_lines(document: Document, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The first lines of the document, without its control lines, each without white space at its ends.

    A line that a page broke in two (第十四届 / 人民代表大会) is whole in `head`, which knows no line ends.
    """
    held: dict[str, None] = {}
    for sentence in sentences[: _LINES * 2]:
        begin = document.text.rfind("\n", 0, sentence.span.start) + 1
        end = document.text.find("\n", sentence.span.start)
        held.setdefault(document.text[begin : end if end >= 0 else None].strip())
        if len(held) == _LINES:
            break
    return tuple(held)


def head(document: Document) -> str:
    """The head of the text without white space and invisible marks, digits in their plain form."""
    text = unicodedata.normalize("NFKC", document.text[:_HEAD])
    return "".join(filter(str.isprintable, "".join(text.split())))


def genre(document: Document, lines: Sequence[str]) -> Genre:
    short = [line for line in lines if len(line) <= MAX_TITLE]
    given = document.metadata.get("title", "") or document.title
    opening = head(document)
    if any(_REPORT.search(line) for line in (given, *short[:20])) or _REPORT_OPENING.search(opening):
        return Genre.REPORT
    if any(_PRESS.search(line) and not line.endswith("。") for line in (given, *short[:4])):
        return Genre.PRESS
    numbered = any(_NUMBER.search(line) for line in short[:20])
    titled = any(is_policy_title(line) for line in (given, document.stem, *short[:20]))
    if numbered or titled or document.metadata.get("number"):
        return Genre.POLICY
    enacts = _RUN_ON.match(document.text) or _ENACTS.search(opening) or len(_ARTICLE.findall(document.text)) > 2
    return Genre.POLICY if enacts else Genre.NEWS


def title(document: Document, lines: Sequence[str], kind: Genre) -> str:
    """The title that the page or the head of the text gives; empty where neither does."""
    if given := document.metadata.get("title", ""):
        return given
    short = [line for line in lines if len(line) <= MAX_TITLE and not line.endswith("。")]
    if kind is Genre.REPORT:
        found = next(filter(_REPORT.search, short), "")
        return found or ("政府工作报告" if "政府工作报告" in head(document) else document.title)
    if kind is Genre.PRESS:
        return next(filter(_PRESS.search, short), "")
    if kind is Genre.POLICY:
        run_on = _RUN_ON.match(document.text)
        return run_on[1] if run_on and is_policy_title(run_on[1]) else _policy_title(lines)
    return document.title


def is_policy_title(line: str) -> bool:
    """Whether a line reads as the title of a policy document: …办法, …的通知."""
    if not 6 <= len(line) <= MAX_TITLE or "。" in line or _NUMBERED.match(line):
        return False
    return bool(_POLICY_TITLE.search(line))


def is_issuers(line: str) -> bool:
    """Whether a line is nothing but the names of public bodies."""
    return len(line) <= MAX_TITLE and bool(_ISSUERS.fullmatch(line))


def _policy_title(lines: Sequence[str]) -> str:
    for number, line in enumerate(lines):
        if is_policy_title(line) and not line.startswith(_NO_TITLE):
            # 关于印发… under a line of issuers is one title with them.
            above = lines[number - 1] if number else ""
            return f"{above}{line}" if line.startswith("关于") and is_issuers(above) else line
    return ""
