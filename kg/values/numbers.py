"""Chinese and Arabic numerals: 5.53, 1,200, 六百, 一亿五千万, 3.5万, 百分之十五 read to exact decimals.

Offsets matter more than spelling here: `fold` keeps the length of a text, so that what is read in the folded text
stands at the same place in the original.
"""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType

DIGITS = MappingProxyType(
    {c: n for n, c in enumerate("零一二三四五六七八九")}
    | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
)
PLACES = MappingProxyType({"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000})
GROUPS = MappingProxyType({"万": 10**4, "亿": 10**8, "兆": 10**12})

# Full-width forms, and the traditional forms that the documents of the 1950s mix in, each one code point for one.
_FOLD = str.maketrans(
    "０１２３４５６７８９．％＋／萬億兩個畝噸餘約雙條項戶頭臺輛鐵產產增長較過達佔與為萬隻擔倍員點總額應減於學號單機縣轄區鄉農從",
    "0123456789.%+/万亿两个亩吨余约双条项户头台辆铁产产增长较过达占与为万只担倍员点总额应减于学号单机县辖区乡农从",
)
_FOLDED = re.compile(f"[{''.join(map(chr, _FOLD))}]")
# 7，569，103，000元: a full-width comma between groups of three digits
_GROUPING = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_ARABIC = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def fold(text: str) -> str:
    """`text` with full-width digits and traditional forms of numerals and units made plain; the same length."""
    folded = text.translate(_FOLD) if _FOLDED.search(text) else text
    return _GROUPING.sub(",", folded) if "，" in folded else folded


def read(text: str) -> Decimal | None:
    """The value of a numeral, its magnitudes multiplied out; None where `text` is no numeral.

    Arabic digits with 万/亿 (5.53万亿), Chinese numerals (一亿五千万, 二〇二五, 三点五).
    """
    text = text.strip()
    if not text:
        return None
    if found := _ARABIC.match(text):
        value, rest = Decimal(found.group().replace(",", "")), text[found.end() :]
        factor = magnitude(rest)
        return value * factor if factor else None
    whole, point, part = text.partition("点")
    if point:
        return _decimal(whole, part)
    return _positional(text) if _is_positional(text) else _chinese(text)


def magnitude(text: str) -> int | None:
    """万 → 10⁴, 万亿 → 10¹², 百万 → 10⁶; the empty text → 1; None for anything else."""
    factor = 1
    for char in text:
        step = PLACES.get(char) or GROUPS.get(char)
        if step is None:
            return None
        factor *= step
    return factor


def _decimal(whole: str, part: str) -> Decimal | None:
    """三点五, 一点二亿: the part after 点 is spelt digit by digit, a magnitude may close it."""
    digits = part.rstrip("".join((*PLACES, *GROUPS)))
    head, factor = read(whole), magnitude(part[len(digits) :])
    if head is None or factor is None or not digits or any(c not in DIGITS for c in digits):
        return None
    return Decimal(f"{head}.{''.join(str(DIGITS[c]) for c in digits)}") * factor


def _is_positional(text: str) -> bool:
    """Spelt digit by digit, as years and large numbers may be: 二〇二五, 一九五四."""
    return len(text) > 1 and all(c in DIGITS for c in text)


def _positional(text: str) -> Decimal:
    return Decimal("".join(str(DIGITS[c]) for c in text))


def _chinese(text: str) -> Decimal | None:
    total = section = digit = 0
    pending = False  # a digit that waits for its place
    for char in text:
        if char in DIGITS:
            if pending and digit:
                return None
            digit, pending = DIGITS[char], True
        elif char in PLACES:
            section += (digit if pending else 1) * PLACES[char]
            digit, pending = 0, False
        elif char in GROUPS:
            # 万亿: the group multiplies everything read so far; 一亿五千万: it closes a section below the last.
            amount = section + digit
            if amount or not total:
                total += (amount or 1) * GROUPS[char]
            else:
                total *= GROUPS[char]
            section, digit, pending = 0, 0, False
        else:
            return None
    return Decimal(total + section + digit)
