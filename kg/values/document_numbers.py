"""Document numbers (文号) of Chinese public bodies: issuer, year and serial, in every form in use.

GB/T 9704-2012, 7.2.5: issuer code, year in six-cornered brackets 〔〕, serial without a leading zero or 第, then 号.
Practice knows other brackets, blanks and 第; orders (令第N号), announcements (公告2021年第N号), and standards
(GB/T 26341-2010), which GB/T 1.1 numbers in a way of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.model import Span

_HAN = "\u4e00-\u9fa5\u3007"
_BLANK = r"[\s\u200b-\u200d\ufeff]*"
_OPEN, _CLOSE = r"[〔\[［(（【﹝〖{<〈]", r"[〕\]］)）】﹞〗}>〉]"
_YEAR = rf"(?P<year>(?:19|20){_BLANK}\d{_BLANK}\d)"
_ISSUER = rf"(?P<issuer>[{_HAN}](?:[{_HAN}·、]|[A-Z]{{1,4}}(?=[{_HAN}])|[ \u3000](?=[{_HAN}])){{0,29}}?)"
_SERIAL = r"(?P<serial>\d{1,5}(?:[-—]\d{1,4})?|[一二三四五六七八九十百千零〇○]{1,7})"
_NUMBER = rf"第?{_BLANK}{_SERIAL}{_BLANK}号"


class Form(StrEnum):
    """How a number is written."""

    BRACKET = "bracket"  # 国办发〔2024〕38号
    ORDER = "order"  # 国务院令第746号, 第746号国务院令
    ANNOUNCEMENT = "announcement"  # 财政部公告2021年第3号
    YEAR = "year"  # 某市人民政府2015年第88号
    STANDARD = "standard"  # GB/T 26341-2010


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number taken apart; `str()` gives the one spelling that all its spellings share."""

    form: Form
    issuer: str  # the code (国办发), the body (国务院), or the standard's series (GB/T)
    year: int | None
    serial: str  # arabic digits; a standard's number may have parts: 1234.1
    kind: str = ""  # 令, 公告, 通告 … of orders and announcements

    def __str__(self) -> str:
        if self.form is Form.BRACKET:
            return f"{self.issuer}〔{self.year}〕{self.serial}号"
        if self.form is Form.STANDARD:
            return f"{self.issuer} {self.serial}" + (f"-{self.year}" if self.year else "")
        year = f"{self.year}年" if self.year else ""
        return f"{self.issuer}{self.kind}{year}第{self.serial}号"


_KINDS = "令|公告|通告|通报|决定|办法|决议"
_PATTERNS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (Form.BRACKET, re.compile(rf"{_ISSUER}{_BLANK}{_OPEN}{_BLANK}{_YEAR}{_BLANK}年?{_CLOSE}{_BLANK}{_NUMBER}")),
    (
        Form.ORDER,
        re.compile(rf"第{_BLANK}{_SERIAL}{_BLANK}号{_BLANK}{_ISSUER}(?P<kind>令)(?![{_HAN}]*第)"),
    ),
    (
        Form.ORDER,
        re.compile(
            rf"{_ISSUER}{_BLANK}(?P<kind>{_KINDS}){_BLANK}[(（]?{_BLANK}(?:{_OPEN}?{_YEAR}年?{_CLOSE}?)?{_BLANK}"
            rf"第{_BLANK}{_SERIAL}{_BLANK}号"
        ),
    ),
    (Form.YEAR, re.compile(rf"{_ISSUER}{_BLANK}{_YEAR}{_BLANK}年{_BLANK}第{_BLANK}{_SERIAL}{_BLANK}号")),
    (
        Form.STANDARD,
        re.compile(
            r"(?P<issuer>(?:GB|DB\d{2,6})(?:/[TZ])?|[A-Z]{2}/T|T/[A-Z]{2,8})[ \u3000]?(?P<serial>\d{2,6}(?:\.\d{1,3})?)"
            r"(?:[-—–－](?P<year>(?:19|20)\d\d))(?!\d)"
        ),
    ),
)
_LABEL = re.compile(r"^[-·•\s]*(?:发文字号|发文号|文件编号|文件号|文\s*号|字\s*号)\s*[：:]")
# Words of the sentence that stand before a number and are none of it: 根据国办发〔2024〕38号, 以粤府〔2020〕1号.
# 住房和城乡建设部: this 和 is of the name.
_OF_NAME = "".join(f"(?<!{word})" for word in ("人力资源", "住房", "工业", "文化", "发展", "林业", "粮食", "检验"))
_LEAD = re.compile(
    r"^.*(?:根据|依据|依照|按照|参照|遵照|执行|落实|贯彻|详见|参见|转发|印发|下发|制定|出台|废止|公布|签署|发布|颁布|"
    rf"文件|规定|通知|意见|办法|条例|以下简称|原|的|(?<!共){_OF_NAME}和|及|与|以|见|经|由|为|了|即|年|月|日|、|等)(?=.)"
)
_NOT_ISSUER = re.compile(r"(?:^|[年月日])(?:第|本|该|上述|前款|附件|编号|学号|卡号|账号)")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_TAIL = re.compile(rf"(?:{_OPEN}{_BLANK}{_CLOSE}|[文。；;,，])?{_BLANK}$")


def parse(text: str) -> DocumentNumber | None:
    """The number that `text` is, whole; None where it is anything else.

    Takes a label before it (发文字号：), zero-width characters, blanks and an empty bracket after it.
    """
    bare = _LABEL.sub("", text).strip().strip("\u200b\u200c\u200d\ufeff")
    for form, pattern in _PATTERNS:
        found = pattern.match(bare)
        if found and _TAIL.fullmatch(bare[found.end() :]) and (number := _made(form, found)):
            return number
    return None


def find(text: str) -> Iterator[tuple[Span, DocumentNumber]]:
    """The numbers in running text from left to right, never overlapping; the issuer freed of words before it."""
    held: list[tuple[Span, DocumentNumber]] = []
    for form, pattern in _PATTERNS:
        if "号" not in text and form is not Form.STANDARD:
            continue
        for found in pattern.finditer(text):
            lead = len(text[found.start() : found.end("issuer")]) - len(_freed(found, form))
            start = found.start() + (lead if form is not Form.STANDARD else 0)
            if found.start("issuer") > found.start():  # 第746号国务院令: nothing to free
                start, lead = found.start(), 0
            freed = pattern.match(text, start) if lead else found
            if freed is None:
                continue
            number = _made(form, freed)
            span = Span(start, freed.end())
            if number and not any(h.start < span.end and span.start < h.end for h, _ in held):
                held.append((span, number))
    yield from sorted(held, key=lambda pair: pair[0])


def _freed(found: re.Match[str], form: Form) -> str:
    issuer = found["issuer"]
    if form is Form.STANDARD:
        return issuer
    lead = _LEAD.match(issuer)
    return issuer[lead.end() :] if lead else issuer


def _made(form: Form, found: re.Match[str]) -> DocumentNumber | None:
    groups = found.groupdict()
    issuer = re.sub(r"\s+", "", groups["issuer"])
    serial = _arabic(groups["serial"])
    if not serial or not issuer or _NOT_ISSUER.search(issuer):
        return None
    year = re.sub(_BLANK, "", groups.get("year") or "")
    return DocumentNumber(form, issuer, int(year) if year else None, serial, groups.get("kind") or "")


def _arabic(serial: str) -> str:
    """A serial in arabic digits without leading zeros: 四十六 → 46, 007 → 7; empty for 0."""
    if serial[0].isascii() and serial[0].isdigit():
        return "-".join(part.lstrip("0") for part in re.split("[-—]", serial)) if "." not in serial else serial
    if serial[0] not in "零〇○一二三四五六七八九十百千":
        return unicodedata.normalize("NFKC", serial).lstrip("0")
    total, digit, unit_seen = 0, 0, False
    for character in serial:
        if character in _DIGITS:
            digit = _DIGITS[character] if unit_seen or not digit else digit * 10 + _DIGITS[character]
            continue
        total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
        digit, unit_seen = 0, True
    return str(total + digit) if total + digit else ""
