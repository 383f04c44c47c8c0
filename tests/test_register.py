"""The register: what it holds, and the names it finds in text."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import register
from kg.resources import data


def found(text: str) -> list[str]:
    return [span.of(text) for span in register.find(text)]


def test_counts_of_each_level() -> None:
    """Totals as data/register/README.md states them."""
    levels = Counter(d.level for d in register.divisions().values())
    assert levels == {"country": 1, "province": 34, "prefecture": 339, "county": 2866}


def test_every_parent_is_in_the_register_and_one_level_up_or_more() -> None:
    rank = {"country": 0, "province": 1, "prefecture": 2, "county": 3}
    for division in register.divisions().values():
        if division.code == register.CHINA:
            assert division.parent == ""
            continue
        assert rank[register.divisions()[division.parent].level] < rank[division.level], division


def test_codes_are_six_digits_in_order_and_agree_with_the_parent() -> None:
    codes = list(register.divisions())
    assert codes == sorted(codes, key=lambda code: (code != register.CHINA, code))
    for division in register.divisions().values():
        assert division.code.isdecimal()
        assert len(division.code) == 6
        if division.level == "county":
            assert division.parent in {division.code[:4] + "00", division.code[:2] + "0000"}


@pytest.mark.parametrize(
    ("name", "code", "parent"),
    [
        ("湖南省", "430000", "中国"),
        ("衡阳市", "430400", "湖南省"),
        ("雁峰区", "430406", "衡阳市"),
        ("湘西土家族苗族自治州", "433100", "湖南省"),
        ("天河区", "440106", "广州市"),
        ("海淀区", "110108", "北京市"),  # a municipality has no prefectures
        ("济源市", "419001", "河南省"),  # governed by the province itself
        ("神农架林区", "429021", "湖北省"),
        ("祁阳市", "431181", "永州市"),  # corrected
        ("米林市", "540481", "林芝市"),
        ("苗栗县", "710705", "台湾省"),
        ("中国", "100000", ""),
    ],
)
def test_divisions(name: str, code: str, parent: str) -> None:
    (held,) = register.candidates(name)
    assert held.code == code
    assert (register.divisions()[held.parent].name if held.parent else "") == parent


@pytest.mark.parametrize("name", ["湘潭高新技术产业开发区", "衡阳综合保税区", "经开区", "无为县", "米林县"])
def test_no_divisions(name: str) -> None:
    assert register.candidates(name) == ()


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("湘西", ["433100"]),
        ("湘西州", ["433100"]),
        ("湘西自治州", ["433100"]),
        ("内蒙古", ["150000"]),
        ("广西自治区", ["450000"]),
        ("芷江县", ["431228"]),
        ("衡阳", ["430400"]),
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("本溪县", ["210521"]),
        ("没有的县", []),
    ],
)
def test_candidates(name: str, codes: list[str]) -> None:
    assert [division.code for division in register.candidates(name)] == codes


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("衡阳市雁峰区", ["衡阳市", "雁峰区"]),
        ("衡阳与衡阳市", ["衡阳", "衡阳市"]),
        ("湖南省、湖北和江西", ["湖南省", "湖北", "江西"]),
        ("湘潭经开区", ["湘潭经开区"]),
        ("湘潭市和湘潭高新技术产业开发区", ["湘潭市", "湘潭高新技术产业开发区"]),
        ("湖南湘江新区", ["湖南湘江新区"]),
        ("支持雄安新区建设", ["雄安新区"]),
        ("中国（湖南）自由贸易试验区长沙片区", ["中国（湖南）自由贸易试验区", "长沙片区"]),
        ("湖南自贸试验区", ["湖南自贸试验区"]),
        ("川渝高竹新区", ["川渝高竹新区"]),
        ("中部地区高新区", ["中部地区"]),
        ("武汉东湖高新区", ["武汉东湖高新区"]),
        ("衡阳推进高新区建设", ["衡阳"]),
        ("中西部地区", ["中西部地区"]),
        ("上海市浦东新区", ["上海市", "浦东新区"]),
        ("长三角和京津冀地区", ["长三角", "京津冀地区"]),
        ("全省上下，我区各族群众", ["全省", "我区"]),
        ("湖南湖北", ["湖南", "湖北"]),
        ("中华人民共和国境内", ["中华人民共和国"]),
        ("长沙市区", ["长沙市"]),
        ("长沙市场", ["长沙"]),
        # counties' short names need the document: kg.resolve.places
        ("雁峰经济", []),
        ("和平发展的东方大国", []),
        ("大兴调查研究之风", []),
        ("湘川两地", []),
        # words that only hold a name
        ("社会长治久安", []),
        ("发展中国家", []),
        ("中国式现代化", []),
        ("中国特色社会主义", []),
        ("隆重庆祝", []),
        ("十四平方公里", []),
        ("全区域", []),
        ("全市场", []),
        ("国内外", []),
        ("国内生产总值", []),
        ("省、自治区、直辖市", []),
        ("湖南日报讯", []),
        ("湖南大学", []),
        ("杭州湾", []),
        ("", []),
    ],
)
def test_find(text: str, names: list[str]) -> None:
    assert found(text) == names


@given(
    st.lists(st.sampled_from(["湖南省", "衡阳", "全省", "湘潭经开区", "长治久安", "的", "市", "区", "、", "长三角"]))
)
def test_found_names_are_in_order_and_never_overlap(parts: list[str]) -> None:
    spans = list(register.find("".join(parts)))
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.start < span.end for span in spans)


@pytest.mark.parametrize(
    ("name", "parent"),
    [
        ("湘潭经开区", "湘潭"),
        ("湖南自贸试验区", "湖南"),
        ("中国（湖南）自由贸易试验区", "湖南"),
        ("雄安新区", ""),
        ("长沙市", None),
        ("浦东新区", None),  # a division by law, whatever its name
        ("长三角", None),
        ("", None),
    ],
)
def test_zone_parent(name: str, parent: str | None) -> None:
    assert register.zone_parent(name) == parent


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("430406", ["430406", "430400", "430000", "100000"]),
        ("110108", ["110108", "110000", "100000"]),
        ("100000", ["100000"]),
        ("", []),
    ],
)
def test_ancestors(code: str, above: list[str]) -> None:
    assert list(register.ancestors(code)) == above


@pytest.mark.parametrize("name", ["decoys", "ordinary", "blocs", "zones", "corrections"])
def test_tables_hold_each_name_once(name: str) -> None:
    with data("register", name + ".csv").open(encoding="utf-8", newline="") as file:
        keys = [tuple(row)[:2] if name == "corrections" else row[0] for row in csv.reader(file)]
    assert len(keys) == len(set(keys))


def test_zones_belong_to_divisions() -> None:
    assert all(code == "" or code in register.divisions() for code in register.known_zones().values())
