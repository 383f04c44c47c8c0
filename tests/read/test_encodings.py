"""Bytes to text."""

from __future__ import annotations

import pytest

from kg.errors import ReadError
from kg.read.encodings import declared, decode

TEXT = "湖南省某某办法㐀，自印发之日起施行。"


@pytest.mark.parametrize(
    ("data", "label", "encoding"),
    [
        (TEXT.encode("utf-8"), "", "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "gb18030", "utf-8"),
        (TEXT.encode("gb18030"), "", "gb18030"),
        (TEXT.encode("gb18030"), "gb18030", "gb18030"),
        (TEXT.encode("utf-16"), "", "utf-16"),
        (TEXT.encode("utf-32"), "", "utf-32"),
        # what is declared may be wrong
        (TEXT.encode("utf-8"), "gb18030", "utf-8"),
        (TEXT.encode("gb18030"), "utf-8", "gb18030"),
        (TEXT.encode("utf-8"), "no-such-encoding", "utf-8"),
    ],
)
def test_decode(data: bytes, label: str, encoding: str) -> None:
    assert decode(data, label, "f") == (TEXT, encoding)


def test_mostly_ascii_with_a_few_characters_of_gbk() -> None:
    data = b"<p>" + b"x" * 5000 + "省".encode("gbk") + b"</p>"
    assert decode(data, "", "f")[1] == "gb18030"


def test_declared_big5_is_read_as_big5() -> None:
    assert decode("這個頁面".encode("big5"), "big5", "f") == ("這個頁面", "big5")


@pytest.mark.parametrize(
    ("data", "label"),
    [
        (b'<meta charset="gb2312">', "gb18030"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        (b"<meta charset=utf-8>", "utf-8"),
        (b'<?xml version="1.0" encoding="GB18030"?>', "gb18030"),
        (b'<meta charset="iso-8859-1">', ""),  # what servers say when nobody told them
        (b"<p>charset=gb2312</p>", ""),
        (b"", ""),
    ],
)
def test_declared(data: bytes, label: str) -> None:
    assert declared(data, html=True) == label
    assert declared(data, html=False) == ""


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (bytes(range(256)) * 20, "is neither"),
        (b"\x00\x01\x02\x03" * 100, "is no text"),
        (TEXT.encode("utf-8")[:-1], "breaks off inside a character of utf-8"),
        ("湖南".encode("utf-16-le") * 50 + b"\n\x00", "is n"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem) as raised:
        decode(data, "", "some.txt")
    assert raised.value.subject == "some.txt"
    assert raised.value.way_out
