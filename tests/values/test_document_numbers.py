"""Document numbers: every form in use, noise refused, the shared corpus counted form by form."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.document_numbers import DocumentNumber, Form, find, parse

GOOD = [
    ("国办发〔2024〕38号", "国办发〔2024〕38号", Form.BRACKET),
    ("国发[1997]26号", "国发〔1997〕26号", Form.BRACKET),
    ("京人社发(2019)12号", "京人社发〔2019〕12号", Form.BRACKET),
    ("民发【2021】第070号", "民发〔2021〕70号", Form.BRACKET),
    ("浙政办发 〔 2020 〕 5 号", "浙政办发〔2020〕5号", Form.BRACKET),
    ("\u200b湘政发〔2023〕8号\u200b", "湘政发〔2023〕8号", Form.BRACKET),
    ("发文字号：闽政〔1998〕166号", "闽政〔1998〕166号", Form.BRACKET),
    ("文 号： 穗建规字〔2024〕5 号", "穗建规字〔2024〕5号", Form.BRACKET),
    ("- 文 号： 粤府〔2020〕1号", "粤府〔2020〕1号", Form.BRACKET),
    ("皖政〔2000〕48号〔〕", "皖政〔2000〕48号", Form.BRACKET),
    ("国务院令第746号", "国务院令第746号", Form.ORDER),
    ("第736号国务院令", "国务院令第736号", Form.ORDER),
    ("省政府令 第101号", "省政府令第101号", Form.ORDER),
    ("中华人民共和国主席令第四十六号", "中华人民共和国主席令第46号", Form.ORDER),
    ("某某市人民政府令第 359 号", "某某市人民政府令第359号", Form.ORDER),
    ("财政部 税务总局公告2021年第12号", "财政部税务总局公告2021年第12号", Form.ORDER),
    ("海关总署公告〔2020〕第7号", "海关总署公告〔2020〕7号", Form.BRACKET),
    ("某某市人民政府2015年第88号", "某某市人民政府2015年第88号", Form.YEAR),
    ("GB/T 26341-2010", "GB/T 26341-2010", Form.STANDARD),
    ("GB31654—2021", "GB 31654-2021", Form.STANDARD),
    ("DB44/T 1234.1-2020", "DB44/T 1234.1-2020", Form.STANDARD),
]
BAD = [
    "", "号", "第12号", "第三条第二号", "2024年3月4日", "办理第12号", "（2020）粤01民终123号", "〔2024〕38号",
    "国办发〔2024〕号", "国办发〔24〕38号", "联系电话：020-12345678", "关于印发管理办法的通知", "国务院令",
    "本通知〔2024〕1号x",
    "GB-2020", "1号线", "文号：", "附件〔2024〕1号",
]  # fmt: skip


@pytest.mark.parametrize(("written", "normal", "form"), GOOD)
def test_a_number_is_read_whatever_its_form(written: str, normal: str, form: Form) -> None:
    number = parse(written)
    assert number is not None
    assert (str(number), number.form) == (normal, form)


@pytest.mark.parametrize("written", BAD)
def test_noise_is_refused(written: str) -> None:
    assert parse(written) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据国办发〔2024〕38号和粤府〔2020〕1号文件要求", ["国办发〔2024〕38号", "粤府〔2020〕1号"]),
        ("（中华人民共和国国务院令第746号公布）", ["中华人民共和国国务院令第746号"]),
        ("（国发〔2015〕52号，以下简称意见）", ["国发〔2015〕52号"]),
        ("按照GB/T 26341-2010评定", ["GB/T 26341-2010"]),
        ("第二十三条第一款", []),
    ],
)
def test_numbers_are_found_in_running_text(text: str, numbers: list[str]) -> None:
    found = list(find(text))
    assert [str(number) for _, number in found] == numbers
    assert all(parse(span.of(text)) == number for span, number in found)


@given(
    st.text("豫鄂湘赣政府办发函规字民财", min_size=2, max_size=8),
    st.integers(1949, 2049),
    st.integers(1, 9999),
    st.sampled_from(["〔〕", "[]", "()", "（）", "【】", "［］"]),
    st.sampled_from(["", " ", "\u3000"]),
)
def test_every_spelling_has_one_normal_form(issuer: str, year: int, serial: int, pair: str, blank: str) -> None:
    number = parse(f"{issuer}{blank}{pair[0]}{year}{pair[1]}{blank}{serial}{blank}号")
    assert number == DocumentNumber(Form.BRACKET, issuer, year, str(serial))
    assert parse(str(number)) == number


SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "document-numbers.txt"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not beside this checkout")
def test_nearly_all_real_numbers_parse(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for line in SHARED.read_text(encoding="utf-8").split("\n") if line.strip()]
    forms = Counter(number.form.value if number else "refused" for number in map(parse, lines))
    with capsys.disabled():
        print("\ndocument numbers by form:", dict(forms.most_common()))
    assert sum(forms.values()) == len(lines)
    assert forms["refused"] <= len(lines) * 0.005
