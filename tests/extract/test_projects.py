"""Projects in sentences written for the purpose: names, places, stages, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import nlp, projects, sentences
from kg.extract.project_heads import head_at_end, signs
from kg.extract.project_phrases import phrases
from kg.extract.project_words import heads, verbs
from kg.model import Context, Document, Fact, Genre, Kind, Mention
from kg.resolve import places

GUIZHOU = Mention(Kind.REGION, "贵州省", None, "贵州省", "520000")
CHINA = Mention(Kind.REGION, "中国", None, "中国", "100000")


def found(text: str, genre: Genre = Genre.REPORT, speaker: Mention = GUIZHOU) -> list[Fact]:
    document = Document("test", "test.txt", "", "text/plain", text)
    context = Context(genre, speaker, "2026-01-20", 2026)
    parsed = places.settle(nlp.parse(sentences.split(document)), context)
    return list(projects.facts(document, parsed, context))


def named(text: str, genre: Genre = Genre.REPORT) -> list[str]:
    return [str(fact.mention("project").label) for fact in found(text, genre)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a head noun and the verb before or after it
        ("去年建成观山湖水厂。", ["观山湖水厂"]),
        ("梵云山隧道顺利贯通。", ["梵云山隧道"]),
        ("加快建设全民健康数字档案平台。", ["全民健康数字档案平台"]),
        ("白石滩水库三期开工建设。", ["白石滩水库三期"]),
        ("推进乌蒙大道扩容工程建设。", ["乌蒙大道扩容工程"]),
        # lists: heads of their own, heads of the next, heads of the closing
        ("金沙渡大桥、碧水湾码头全面建成。", ["金沙渡大桥", "碧水湾码头"]),
        ("甲秀至龙里、花溪至青岩等2条高速公路建成通车。", ["甲秀至龙里高速公路", "花溪至青岩高速公路"]),
        ("开工建设湘黔和渝黔背靠背联网工程。", ["湘黔背靠背联网工程", "渝黔背靠背联网工程"]),
        ("推进贵阳瑞腾新能源材料、遵义昊翎光电显示等一批重大项目开工。", ["贵阳瑞腾新能源材料", "遵义昊翎光电显示"]),
        ("推进遵义、毕节等3个机场项目前期工作。", ["遵义机场", "毕节机场"]),
        (
            "推进黔石、筑南等2条铁路，贵仁、铜瓮等4条高速公路，以及白石滩水库建设。",
            ["黔石铁路", "筑南铁路", "贵仁高速公路", "铜瓮高速公路", "白石滩水库"],
        ),
        ("实施清水滩、黄泥坝等灌区现代化改造。", ["清水滩灌区现代化改造", "黄泥坝灌区现代化改造"]),
        ("黔北到湖北直流工程投运。", ["黔北到湖北直流工程"]),
        # names in quotation marks, with a head noun and as a device
        ("上线运行“黔惠办”平台。", ["“黔惠办”平台"]),
        ("“远帆七号”成功下水。", ["“远帆七号”"]),
        # what follows the head noun and is no part of the name
        ("提升贵阳龙洞堡国际机场枢纽功能。", ["贵阳龙洞堡国际机场"]),
        ("全国最大水上客运码头碧水湾码头建成投用。", ["碧水湾码头"]),
        ("乌蒙山国际机场旅客吞吐量突破百万人次。", ["乌蒙山国际机场"]),
        ("推进在黔国家实验室白石滩分馆建设。", ["国家实验室白石滩分馆"]),
        ("梵云山水库通过竣工验收。", ["梵云山水库"]),
        ("推动六枝特区煤电一体化基地扩能升级。", ["六枝特区煤电一体化基地"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "推进一批重点项目建设。",
        "建成5个产业园、12座水库。",
        "建成高标准农田260万亩、绿色工厂43家。",
        "推动产业转型升级，优化营商环境。",
        "加快建设“五个中心”。",
        "实施医疗卫生强基工程。",
        "健全常态化工作机制，完善政策体系。",
        "老旧小区改造率达到九成。",
        "建设大型水库。",
        "实现县县通高速。",
        "全省快递业务量突破10亿件。",
        "瑞珑制药建成首座无人工厂。",
        "打响“黔味江湖”、“苗岭古镇”等旅游品牌。",
        "遵义市开通省内直达结算。",
        "遵义经开区入选首批国家级绿色园区。",
        "办好黔货博览会、生态论坛等开放平台。",
        "打破信息孤岛，建设数字强省。",
        "推进“四好”园区建设。",
        "加强驻黔央企服务。",
    ],
)
def test_none(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("建成遵义湄江水库。", "遵义市"),
        ("支持毕节建设区域性应急物资储备基地。", "毕节市"),
        ("国家山地气象观测基地落户铜仁。", "铜仁市"),
        ("建成梵云山隧道。", "贵州省"),
        ("黄山水库建成。", "贵州省"),
        ("黔北到湖北直流工程投运。", "贵州省"),
        ("遵义会址景区、白石滩水库建成。", "贵州省"),
    ],
)
def test_region(text: str, region: str) -> None:
    assert found(text)[-1].mention("region").label == region


def test_each_of_several_regions() -> None:
    regions = [fact.mention("region").label for fact in found("支持安顺、铜仁建设区域性冷链物流基地。")]
    assert regions == ["安顺市", "铜仁市"]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("白石滩水库建成投用。", "done"),
        ("白石滩水库开工建设。", "building"),
        ("谋划白石滩水库。", "planned"),
        ("二、2026年重点工作\n建成白石滩水库。", "planned"),
        ("二、2026年重点工作\n加快建设白石滩水库。", "building"),
        ("2027年底前建成白石滩水库。", "planned"),
        ("遵义湄江水库名扬四海。", "done"),
    ],
)
def test_stage(text: str, stage: str) -> None:
    assert [fact["stage"] for fact in found(text)] == [stage]


def test_brand_after_the_region_is_the_enterprise() -> None:
    held = found("贵阳瑞珑光学镜片等一批重大项目开工建设。")
    assert [fact.mention("enterprise").text for fact in held if "enterprise" in fact.roles] == ["瑞珑"]


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("中国石化遵义乙烯项目开工建设。", "中国石化"),
        ("贵州能源遵义燃煤发电项目并网。", "贵州能源"),
        ("瑞珑存储三期、白石滩水库开工建设。", "瑞珑存储"),
        ("贵州磷化集团投资建设的湄江水库建成。", "贵州磷化集团"),
        ("中国星网总部项目投入运营。", "中国星网"),
    ],
)
def test_firm_of_a_project(text: str, firm: str) -> None:
    assert [fact.mention("enterprise").label for fact in found(text) if "enterprise" in fact.roles][:1] == [firm]


def test_no_firm_before_what_the_state_builds() -> None:
    assert all("enterprise" not in fact.roles for fact in found("引江入黔工程、瑞珑高速公路开工建设。"))


def test_policy_text_needs_a_proper_name() -> None:
    assert named("建设统一的信息公开服务平台。", Genre.POLICY) == []
    assert named("建成遵义湄江水库。", Genre.POLICY) == ["遵义湄江水库"]


def test_spans_and_evidence_are_places_of_the_text() -> None:
    text = "开场白。支持毕节建设白石滩水库、梵云山隧道。"
    for fact in found(text):
        mention = fact.mention("project")
        assert mention.span is not None
        assert mention.span.of(text) == mention.text
        assert fact.evidence.of(text) == "支持毕节建设白石滩水库、梵云山隧道。"
        assert fact.evidence.contains(mention.span)


@pytest.mark.parametrize(
    ("text", "head", "modifier"),
    [
        ("白石滩水库", "水库", "白石滩"),
        ("白石滩水库三期", "水库", "白石滩"),
        ("龙洞堡机场改扩建主体工程", "机场", "龙洞堡"),
        ("长征文化公园（贵州段）", "文化公园", "长征"),
        ("“黔惠办”平台", "平台", "“黔惠办”"),
    ],
)
def test_head_at_end(text: str, head: str, modifier: str) -> None:
    ending = head_at_end(text)
    assert ending is not None
    assert (ending.head.text, text[: ending.start]) == (head, modifier)


def test_no_head() -> None:
    assert head_at_end("营商环境") is None
    assert head_at_end("") is None
    assert signs("营商环境持续优化") == ()


def test_lexicon_is_sound() -> None:
    assert {"水库", "高速公路"} <= set(heads())
    assert verbs()["开工"].before == 3
    assert not set(heads()) & {verb.text for verb in verbs().values() if verb.inside == ""}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="建设推进水库、和等的“”（）一批3个项目开工遵义，高速公路与二期", max_size=40))
def test_any_text_gives_phrases_of_its_own_words(text: str) -> None:
    document = Document("test", "test.txt", "", "text/plain", text)
    for parsed in nlp.parse(sentences.split(document)):
        for phrase in phrases(parsed):
            for word in phrase.words:
                assert parsed.text[word.start : word.end] == word.text
    for fact in found(text, Genre.NEWS, CHINA):
        assert fact.mention("project").label
