"""Regions settled by who speaks and by what was named before."""

from __future__ import annotations

import pytest

from kg import register
from kg.extract.nlp import parse
from kg.extract.sentences import split
from kg.model import Context, Document, Genre, Kind, Mention
from kg.resolve.places import Reading, choose, settle


def regions(text: str, speaker: str = "中国") -> list[tuple[str, str]]:
    """(as written, official name) of every region of `text`; the name is empty where it stays open."""
    document = Document("doc", "doc.txt", "0" * 64, "text/plain", text)
    (held,) = register.candidates(speaker)
    context = Context(Genre.OTHER, Mention(Kind.REGION, held.name, None, held.name, held.code))
    settled = settle(parse(split(document)), context)
    return [(m.text, m.name) for p in settled for m in p.mentions if m.kind is Kind.REGION]


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        # the speaker and those above it
        ("全省经济平稳增长。", "湖南省", [("全省", "湖南省")]),
        ("我省企业获奖。", "湖南省", [("我省", "湖南省")]),
        ("省内企业获奖。", "湖南省", [("省内", "湖南省")]),
        ("全区各族群众团结一心。", "新疆维吾尔自治区", [("全区", "新疆维吾尔自治区")]),
        ("自治区党委作出部署。", "西藏自治区", [("自治区", "西藏自治区")]),
        ("我区增速居全市第一。", "雁峰区", [("我区", "雁峰区"), ("全市", "衡阳市")]),
        ("居全省第二。", "雁峰区", [("全省", "湖南省")]),
        ("本市户籍居民可以申请。", "广州市", [("本市", "广州市")]),
        ("本市户籍居民可以申请。", "天河区", [("本市", "广州市")]),
        ("全市常住人口增加。", "上海市", [("全市", "上海市")]),
        ("全县粮食丰收。", "衡南县", [("全县", "衡南县")]),
        ("全州旅游升温。", "湘西州", [("全州", "湘西土家族苗族自治州")]),
        ("居全国第一，国内领先。", "湖南省", [("全国", "中国"), ("国内", "中国")]),
        ("我国经济稳中向好。", "中国", [("我国", "中国")]),
        # nobody above is of the kind
        ("我市企业获奖。", "湖南省", [("我市", "")]),
        ("长沙市增速居全市前列。", "湖南省", [("长沙市", "长沙市"), ("全市", "长沙市")]),
        ("全省统一部署。", "中国", [("全省", "")]),
        ("辽宁省的试点扩大到全省。", "中国", [("辽宁省", "辽宁省"), ("全省", "辽宁省")]),
    ],
)
def test_words_that_point_to_a_region(text: str, speaker: str, expected: list[tuple[str, str]]) -> None:
    assert regions(text, speaker) == expected


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("长沙、衡阳入选。", "湖南省", [("长沙", "长沙市"), ("衡阳", "衡阳市")]),
        ("湘西州和内蒙古入选。", "中国", [("湘西州", "湘西土家族苗族自治州"), ("内蒙古", "内蒙古自治区")]),
        ("吉林粮食增产。", "中国", [("吉林", "吉林省")]),
        ("长三角一体化发展。", "上海市", [("长三角", "长三角")]),
        ("湘潭经开区入选。", "湖南省", [("湘潭经开区", "湘潭经开区")]),
        ("支持雄安新区建设。", "北京市", [("雄安新区", "雄安新区")]),
        # names that several places share
        ("朝阳区启动改造。", "北京市", [("朝阳区", "朝阳区")]),
        ("朝阳区启动改造。", "中国", [("朝阳区", "")]),
        ("鼓楼区启动改造。", "江苏省", [("鼓楼区", "")]),  # 南京 and 徐州 have one each
        ("福建省福州市鼓楼区启动改造。", "中国", [("福建省", "福建省"), ("福州市", "福州市"), ("鼓楼区", "鼓楼区")]),
        # words of every day
        ("日照机场扩建，日照时数较多。", "山东省", [("日照", "日照市")]),
        ("日照充足，阳光明媚。", "中国", []),
        ("青岛、日照入选。", "中国", [("青岛", "青岛市"), ("日照", "日照市")]),
        ("改造中心城区和老城区。", "河南省", []),
        ("晋城市城区启动改造。", "中国", [("晋城市", "晋城市"), ("城区", "城区")]),
        # words of which a part looks like a name
        ("汇率在均衡水平上稳定。", "中国", []),
        ("重大理论问题。", "云南省", []),
        ("积极创新乡村治理。", "河南省", []),
        ("改善西南山区交通。", "深圳市", []),
        # offices
        ("经天河区委同意。", "广州市", [("天河区", "天河区")]),
        ("长沙市区道路畅通。", "湖南省", [("长沙市", "长沙市")]),
    ],
)
def test_names(text: str, speaker: str, expected: list[tuple[str, str]]) -> None:
    assert regions(text, speaker) == expected


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("雁峰经济增长。", "雁峰区", [("雁峰", "雁峰区")]),
        ("雁峰、石鼓协同发展。", "衡阳市", [("雁峰", "雁峰区"), ("石鼓", "石鼓区")]),
        ("雁峰区获奖。雁峰经验推广。", "湖南省", [("雁峰区", "雁峰区"), ("雁峰", "雁峰区")]),
        ("雁峰经济增长。", "湖南省", []),
        ("房山、怀柔协同发展。", "北京市", [("房山", "房山区"), ("怀柔", "怀柔区")]),
        ("黄浦江两岸贯通。", "上海市", []),
        ("大兴调查研究之风。", "北京市", []),
        ("维护世界和平。", "天津市", []),
    ],
)
def test_short_names_of_counties(text: str, speaker: str, expected: list[tuple[str, str]]) -> None:
    assert regions(text, speaker) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("衡阳市增长。", "430400"),
        ("湘潭经开区增长。", "430300/湘潭经开区"),
        ("湖南自贸试验区增长。", "430000/湖南自贸试验区"),
        ("雄安新区增长。", "130000/雄安新区"),
        ("中部地区增长。", "100000/中部地区"),
        ("川渝高竹新区增长。", "100000/川渝高竹新区"),
    ],
)
def test_keys(text: str, key: str) -> None:
    document = Document("doc", "doc.txt", "0" * 64, "text/plain", text)
    china = Context(Genre.OTHER, Mention(Kind.REGION, "中国", None, "中国", "100000"))
    (parsed,) = settle(parse(split(document)), china)
    assert [mention.key for mention in parsed.mentions] == [key]


@pytest.mark.parametrize(
    ("name", "reading", "code"),
    [
        ("朝阳区", Reading("110000"), "110105"),
        ("朝阳区", Reading("100000", before=("220100",)), "220104"),
        ("朝阳区", Reading("110000", before=("220100",)), "220104"),  # the sentence before the speaker
        ("朝阳区", Reading("100000", earlier=("220100",)), "220104"),
        ("朝阳区", Reading("100000", earlier=("220100", "110000")), None),
        ("朝阳区", Reading("100000", touching="110000"), "110105"),
        ("朝阳区", Reading("100000"), None),
        ("天河区", Reading("430000"), "440106"),
        ("无此区", Reading("430000"), None),
    ],
)
def test_choose(name: str, reading: Reading, code: str | None) -> None:
    held = choose(name, reading)
    assert (held.code if held else None) == code


def test_spans_are_of_the_document() -> None:
    text = "第一句没有地名。\n第二句说衡阳市。"
    document = Document("doc", "doc.txt", "0" * 64, "text/plain", text)
    china = Context(Genre.OTHER, Mention(Kind.REGION, "中国", None, "中国", "100000"))
    spans = [m.span for p in settle(parse(split(document)), china) for m in p.mentions]
    assert [span.of(text) for span in spans if span] == ["衡阳市"]
