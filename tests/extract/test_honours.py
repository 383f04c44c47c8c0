"""Honours by sentence: who holds what. The sentences are written for these tests."""

from __future__ import annotations

import pytest

from kg.extract import honours, mentions, nlp
from kg.model import Context, Document, Genre, Kind, Mention, Parsed, Sentence, Span
from kg.resolve import places

HUNAN = Context(Genre.REPORT, Mention(Kind.REGION, "湖南省", None, "湖南省", "430000"), "2026", 2026)
START = 20


def _held(text: str) -> list[tuple[str, str]]:
    sentence = Sentence(Span(START, START + len(text)), text)
    parsed = places.settle([Parsed(sentence, nlp.language().make_doc(text), mentions.find(sentence))], HUNAN)
    document = Document("样稿", "样稿.txt", "", "text/plain", " " * START + text)
    return [(f.mention("holder").label, f.mention("honour").label) for f in honours.facts(document, parsed, HUNAN)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("连续三年被评为防汛工作优秀单位。", [("湖南省", "防汛工作优秀单位")]),
        ("衡阳市连续三年被评为防汛工作优秀单位。", [("衡阳市", "防汛工作优秀单位")]),
        (
            "株洲、衡阳先后入选全国公交都市试点城市。",
            [("株洲市", "全国公交都市试点城市"), ("衡阳市", "全国公交都市试点城市")],
        ),
        ("我省获批建设国家稻米科技试验区。", [("湖南省", "国家稻米科技试验区")]),
        ("我们获批建设国家稻米科技试验区。", [("湖南省", "国家稻米科技试验区")]),
        ("青石古村获评世界最美乡村奖。", [("青石古村", "世界最美乡村奖")]),
        ("花鼓戏《春耕》摘得牡丹大奖。", [("花鼓戏《春耕》", "牡丹大奖")]),
        ("株洲高新区纳入全国首批零碳园区。", [("株洲高新区", "全国首批零碳园区")]),
        ("大桥站等5个车站入选全国最美车站名单。", [("大桥站", "全国最美车站名单")]),
        ("株洲成为国家首批氢能应用示范城市。", [("株洲市", "国家首批氢能应用示范城市")]),
        ("安全生产考核连续两年获评优秀。", [("湖南省", "安全生产考核优秀")]),
        ("秸秆利用工作连续4次获全国先进典型。", [("湖南省", "秸秆利用工作全国先进典型")]),
        ("在株洲、衡阳开展水价改革试点。", [("株洲市", "水价改革试点"), ("衡阳市", "水价改革试点")]),
        ("稳步开展国家水权交易试点。", [("湖南省", "国家水权交易试点")]),
        ("水权交易综合试点获国务院批复。", [("湖南省", "水权交易综合试点")]),
        ("完成国家水权交易试点任务。", [("湖南省", "国家水权交易试点")]),
        ("成功创建国家森林城市。", [("湖南省", "国家森林城市")]),
        ("全国水权交易综合试点省启动建设。", [("湖南省", "全国水权交易综合试点省")]),
        ("青石古道成功申遗。", [("青石古道", "世界遗产")]),
        ("擦亮株洲“动力之都”品牌。", [("株洲市", "“动力之都”")]),
        (
            "把握率先通过省级科普示范县验收和获批建设首批省级创新型县市的机遇。",
            [("湖南省", "省级科普示范县"), ("湖南省", "首批省级创新型县市")],
        ),
    ],
)
def test_honours(text: str, wanted: list[tuple[str, str]]) -> None:
    assert _held(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "9家企业获评国家级绿色工厂。",
        "新入选国家级绿色工厂9家。",
        "4部作品获国家舞台奖。",
        "积极创建国家森林城市。",
        "支持株洲争创国家创新型城市。",
        "推动水稻博物馆纳入国家文物名录。",
        "企业被列入经营异常名录。",
        "对获得先进单位称号的企业给予奖励。",
        "需认定为一级伤残。",
        "公路建设项目获批开工。",
        "获得中央财政支持。",
    ],
)
def test_refused(text: str) -> None:
    assert _held(text) == []
