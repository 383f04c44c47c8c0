"""Classes of names of projects that texts of many kinds have: systems, zones, lists that a class closes, glossaries."""

from __future__ import annotations

import pytest

from kg.extract import nlp, projects, sentences
from kg.extract.project_gazetteer import is_listed, is_place
from kg.model import Context, Document, Fact, Genre, Kind, Mention
from kg.resolve import places

GUIZHOU = Mention(Kind.REGION, "贵州省", None, "贵州省", "520000")


def found(text: str) -> list[Fact]:
    document = Document("test", "test.txt", "", "text/plain", text)
    context = Context(Genre.REPORT, GUIZHOU, "2026-01-20", 2026)
    parsed = places.settle(nlp.parse(sentences.split(document)), context)
    return list(projects.facts(document, parsed, context))


def named(text: str) -> list[str]:
    return [str(fact.mention("project").label) for fact in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # systems and networks that are built, and facilities by what they serve
        ("建设山洪灾害预警指挥系统。", ["山洪灾害预警指挥系统"]),
        ("构建喀斯特石漠化动态监测网络。", ["喀斯特石漠化动态监测网络"]),
        ("推进喀斯特水文试验设施建设。", ["喀斯特水文试验设施"]),
        ("建设无人机避障训练场体系。", ["无人机避障训练场"]),
        ("用好“黔小办”系统。", ["“黔小办”系统"]),
        # zones of a kind, as long as they are built and not applied for
        ("推进酱酒文化融合发展试验区建设。", ["酱酒文化融合发展试验区"]),
        ("加力推进遵铜特别合作区建设。", ["遵铜特别合作区"]),
        ("打造乌江画廊文旅走廊。", ["乌江画廊文旅走廊"]),
        # several words of the trade name one thing
        ("建设国家地质灾害应急救援实训基地。", ["国家地质灾害应急救援实训基地"]),
        # a head that the whole list shares, where the segmenter cannot read the last name
        ("推进贵遵、贵铜、贵兴产业走廊建设。", ["贵遵产业走廊", "贵铜产业走廊", "贵兴产业走廊"]),
        # members of a list of works: names of places and firms are enough
        ("建成投产大唐盘州、华能二期等清洁高效煤电项目。", ["大唐盘州煤电", "华能二期"]),
        ("“三纵”包括赤水河灌区、引盘济乌、黄泥坝引水3个工程。", ["赤水河灌区", "引盘济乌", "黄泥坝引水"]),
        ("推进川电入黔、川渝和川黔背靠背联网工程。", ["川电入黔", "川渝背靠背联网工程", "川黔背靠背联网工程"]),
        # a label needs no more than itself
        ("建强“黔事通达”等为民服务平台。", ["“黔事通达”"]),
        # neither a span of time nor the adjectives of a list's head are part of a name
        ("谋划多年、惠及300万人的引乌济湄工程启动建设。", ["引乌济湄工程"]),
        ("建成投产大唐湄潭、华能三期等大型高效清洁煤电项目。", ["大唐湄潭煤电", "华能三期"]),
        # trains run, and are not built
        ("开行黔新欧班列。", []),
        # what follows the name
        ("遵义会址（红花岗）文化产业园营收超8亿元。", ["遵义会址（红花岗）文化产业园"]),
        ("推动毕节循环经济集聚区提质升级。", ["毕节循环经济集聚区"]),
        ("改扩建贵遵高速乌江至龙坑段。", ["贵遵高速乌江至龙坑段"]),
        ("开通12345热线。", ["12345热线"]),
        ("贵遵高铁公交化运行。", ["贵遵高铁"]),
        # lines by number and name, places that only the dictionary knows, services by their label
        ("加快建设花溪线、6号线、7号线等轨道交通。", ["花溪线轨道交通", "6号线", "7号线"]),
        ("完成枫亭综保区扩区。", ["枫亭综保区"]),
        ("推动“筑城湾”功能提升。", ["“筑城湾”"]),
        ("支持遵义南部新区高质量发展。", ["遵义南部新区"]),
        ("南水北送二期工程通水。", ["南水北送二期工程"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "统筹推进大通道大枢纽建设。",
        "保护喀斯特森林生态系统。",
        "构建新型电力系统。",
        "强化基础研究系统布局。",
        "争创国家酱酒产业融合示范区。",
        "建设美丽乡村先行区。",
        "推进充电、加氢、环卫等设施建设。",
        "推进实训基地建设。",
        "推进大运河保护。",
    ],
)
def test_none(text: str) -> None:
    assert named(text) == []


def test_the_class_of_a_list_goes_not_to_a_bloc() -> None:
    assert named("对接成渝双城经济区、北部湾城市群、黔中科创走廊。")[-1] == "黔中科创走廊"


@pytest.mark.parametrize(
    ("word", "expected"), [("大唐", True), ("科威特", True), ("建设", False), ("水", False), ("遵鱻", False)]
)
def test_names_of_the_dictionary(word: str, expected: bool) -> None:
    assert is_listed(word) is expected


def test_places_of_the_dictionary_are_seldom_words() -> None:
    assert is_place("霍尔果斯")
    assert not is_place("中国")
    assert not is_place("大唐")


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("建成投产华能二期、大唐盘州等煤电项目。", "华能"),
        ("奇瑞发动机、雅砻江风光电等重大项目加快实施。", "奇瑞"),
    ],
)
def test_firm_of_a_member_of_a_list(text: str, firm: str) -> None:
    assert [fact.mention("enterprise").text for fact in found(text) if "enterprise" in fact.roles] == [firm]
