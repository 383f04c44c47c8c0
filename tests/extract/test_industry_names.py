"""Names of industries: what is found, with which key, and what is refused."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.industry_names import Ground, candidates, find, stem
from kg.extract.industry_pieces import builds_up
from kg.extract.industry_register import ROLES, terms, words
from kg.resources import data
from tests.extract.industry_texts import parse


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # lists that are called an industry
        ("竹木、红茶、刺绣等产业稳步发展。", ["竹木", "红茶", "刺绣"]),
        ("做强磷、煤、氟化工产业。", ["磷化工", "煤化工", "氟化工产业"]),
        ("推进酱酒和光电子等产业集群建设。", ["酱酒", "光电子"]),
        ("促进铸造、焦化行业转型升级。", ["铸造", "焦化行业"]),
        ("培育直播带货、云游展馆等新业态。", ["直播带货", "云游展馆"]),
        ("大力发展银饰、蜡染等民族手工业。", ["银饰", "蜡染", "民族手工业"]),
        # 和 inside an item, and between the last two
        ("发展脑科学与类脑智能、量子信息、深海探测等产业。", ["脑科学与类脑智能", "量子信息", "深海探测"]),
        ("发展空天信息和卫星互联网等产业。", ["空天信息", "卫星互联网"]),
        # terms, with what belongs to them and without what does not
        ("加快发展现代山地高效农业。", ["现代山地高效农业"]),
        ("近年来数字经济势头良好。", ["数字经济"]),
        ("新能源汽车产业园投入使用。", ["新能源汽车产业"]),
        # suffixes of names that no register has
        ("刺梨产业产值突破百亿元。", ["刺梨产业"]),
        ("发展楼顶经济。", ["楼顶经济"]),
        # no names
        ("加快产业发展，支持企业创业就业。", []),
        ("培育特色优势产业和县域特色产业集群。", []),
        ("推动国民经济和社会事业发展。", []),
        ("提交申请材料。", []),
        ("请专业人员从事这一职业。", []),
    ],
)
def test_names(text: str, wanted: list[str]) -> None:
    assert [mention.label for mention in find(parse(text))] == wanted


def test_spans_are_exact() -> None:
    text = "打造白酒、特色食品、低空经济等产业集群，发展森林康养。"
    for mention in find(parse(text)):
        assert mention.span is not None
        assert text[mention.span.start - 100 : mention.span.end - 100] == mention.text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("发展跨境电子商务。", "cross-border-e-commerce"),
        ("发展旅游产业。", "tourism"),
        ("振兴制糖业、旅游业等产业。", "134"),
        ("发展刺梨产业。", ""),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert next(find(parse(text))).key == key


@pytest.mark.parametrize(
    ("text", "verb", "rest"),
    [
        ("打造一批竞争力强的先进制造业集群。", "打造", "集群。"),
        ("支持遵义、毕节发展白酒。", "发展", "。"),
        ("遵守数字贸易规则。", "", "规则。"),
    ],
)
def test_surroundings(text: str, verb: str, rest: str) -> None:
    held = next(iter(candidates(parse(text))))
    assert (held.verb, held.after) == (verb, rest) or held.mention.text == "先进制造业集群"


def test_weak_terms_are_no_names_alone() -> None:
    held = list(candidates(parse("粮食总产量稳定。")))
    assert [c.ground for c in held] == [Ground.WEAK]
    assert list(find(parse("粮食总产量稳定。"))) == []


@given(st.text(alphabet="旅游产业集群等、和，。发展的特色优势12A“”贵州", max_size=30))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    parsed = parse(text)
    for mention in find(parsed):
        assert mention.span is not None
        assert parsed.sentence.span.contains(mention.span)
        assert mention.text


@given(st.text(max_size=20))
def test_stem_is_a_prefix(name: str) -> None:
    assert name.startswith(stem(name))


def test_verbs() -> None:
    assert builds_up("稳步发展")
    assert not builds_up("推进")
    assert not builds_up("")


def test_the_standard_is_whole() -> None:
    lines = data("register", "industries.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert Counter(line.split(",")[1] for line in lines) == {"section": 20, "division": 97, "group": 473}
    codes = {line.split(",")[0] for line in lines}
    assert len(codes) == 590
    assert {line.rsplit(",", 1)[1] for line in lines} - {""} <= codes


def test_policy_industries_refer_to_the_standard() -> None:
    codes = {line.split(",")[0] for line in data("register", "industries.csv").read_text(encoding="utf-8").splitlines()}
    rows = [
        row.split(",") for row in data("register", "policy-industries.csv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    assert len({row[0] for row in rows}) == len(rows)
    names = [name for row in rows for name in (row[1], *filter(None, row[-4].split("|")))]
    assert len(set(names)) == len(names)
    for row in rows:
        assert row[-3] in {"", "close", "broad"}
        assert (row[-2] in codes) if row[-3] else row[-2] == ""


def test_every_role_has_words() -> None:
    assert all(words(role) for role in ROLES)
    assert terms()["采矿业"].key
    with pytest.raises(ValueError, match="no role"):
        words("nonsense")
