"""Bytes to text: BOM, the declared encoding, strict UTF-8, strict GB18030, then a detector.

Strict readings come before any detector: every detector tried failed on pages that are mostly ASCII with a few
characters of GBK.
"""

from __future__ import annotations

import codecs
import re

from kg.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# WHATWG Encoding Standard, 4.2: gb2312 and gbk are labels of the larger set, and the Western ones are what servers
# say when nobody told them.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}
_UNTOLD = {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"}
_DECLARATION = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]+)", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page declares its encoding (the standard says 1024; pages know no standard)
_NOT_LATIN = "\u2000"  # Chinese text has characters from here on; two bytes of UTF-8 reach U+07FF
_MAX_CONTROLS = 0.001  # share of control characters above which a text is binary
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
_TAIL = 3  # bytes of a character that a cut may leave at the end


def declared(data: bytes, html: bool) -> str:
    """The encoding that a page declares for itself, in the name of its larger set; empty where it declares none."""
    found = _DECLARATION.search(data[:_HEAD]) if html else None
    label = found[1].decode("ascii").lower() if found else ""
    return "" if label in _UNTOLD else _LARGER.get(label, label)


def decode(data: bytes, label: str, path: str) -> tuple[str, str]:
    """The text of `data` without its BOM, and the encoding that read it.

    Raises ReadError where the bytes are no text. A page that declares GBK and is UTF-8 is UTF-8: a text of some
    length in GBK is not valid UTF-8 by accident.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(_strict(data[len(bom) :] if encoding == "utf-8" else data, encoding), encoding, path)
    order = dict.fromkeys(("utf-8", label, "gb18030") if label == "gb18030" else (label, "utf-8", "gb18030"))
    for encoding in order:
        text = _strict(data, encoding) if encoding else None
        if text is not None and not (encoding == "utf-8" and _is_chance(text, data)):
            return _checked(text, encoding, path)
    return _detected(data, path)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_chance(text: str, data: bytes) -> bool:
    """Whether a few characters of GBK are UTF-8 by chance: 省 is the two bytes of ʡ."""
    strange = re.findall("[^\\x00-\\x7f]", text)
    if not strange or any(c >= _NOT_LATIN for c in strange):
        return False
    other = _strict(data, "gb18030")
    return other is not None and any("\u4e00" <= c <= "\u9fff" for c in other)


def _checked(text: str | None, encoding: str, path: str) -> tuple[str, str]:
    if text is None or len(_CONTROLS.findall(text)) > _MAX_CONTROLS * len(text):
        raise ReadError(path, "is no text", "give the text or the HTML of the document")
    return text, encoding


def _detected(data: bytes, path: str) -> tuple[str, str]:
    for encoding in ("utf-8", "gb18030"):
        # The reading fails only in the last character: the file was cut, or downloaded in part.
        if any(_strict(data[:-cut], encoding) for cut in range(1, _TAIL + 1)):
            raise ReadError(path, f"breaks off inside a character of {encoding}", "download it again")
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 1 << 20]).best()
    text = _strict(data, best.encoding) if best else None
    if best is None or text is None:
        raise ReadError(path, "is neither UTF-8 nor GB18030 text", "convert it to UTF-8")
    return _checked(text, best.encoding, path)
