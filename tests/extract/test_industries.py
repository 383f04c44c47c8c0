"""Which region has or builds up which industry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract import industries
from kg.model import Genre, Kind, Mention
from tests.extract.industry_texts import GUIZHOU, facts, pairs

OURS = "贵州省"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # built up
        ("积极发展冷链物流、农村电商。", ["冷链物流", "农村电商"]),
        ("壮大林下经济，培育刺梨产业。", ["林下经济", "刺梨产业"]),
        ("打造世界级白酒产业集群。", ["白酒产业集群"]),
        ("因地制宜发展了苗绣工坊、农家乐等一批乡村旅游项目。", ["乡村旅游"]),
        ("加快建设临港产业强省。", ["临港产业"]),
        ("建设一批设施先进的中药材种植基地。", ["中药材种植"]),
        # said to grow
        ("高技术制造业增加值增长12%。", ["高技术制造业"]),
        ("旅游业提质升级。", ["旅游业"]),
        ("精品咖啡、新茶饮等蓬勃兴起。", ["精品咖啡", "新茶饮"]),
        ("以航空装备为重点的高端装备制造产业快速增长。", ["航空装备", "高端装备制造产业"]),
        # pushed
        ("推动预制菜产业高质量发展。", ["预制菜产业"]),
        ("推进乡村旅游。", ["乡村旅游"]),
        ("提升入境旅游便利化水平。", ["入境旅游"]),
        # listed
        ("稀土、磷化工等千亿级产业链延链强链。", ["稀土", "磷化工"]),
        ("刺梨、辣椒、竹制品三大主导产业规模翻番。", ["刺梨", "辣椒", "竹制品"]),
        ("精细磷化工、苗药等6大产业集群带动就业。", ["精细磷化工", "苗药"]),
        ("大力发展智慧养老、智慧托育等，方便群众。", ["智慧养老", "智慧托育"]),
        ("绿色食品全产业链产值翻番。", ["绿色食品"]),
        ("把山地旅游业打造成为支柱产业。", ["山地旅游业"]),
        ("促进生活性服务业高品质、多样化发展。", ["生活性服务业"]),
        ("培育赛事经济、首发经济等消费新增长点。", ["赛事经济", "首发经济"]),
        ("释放服务贸易潜力。", ["服务贸易"]),
        ("皮革及其制品业、电镀等行业提质增效。", ["皮革及其制品业", "电镀"]),
        ("优化算力产业布局。", ["算力产业"]),
        # members that hold words which end a name elsewhere, and first members right after the verb
        ("发展陆港物流、国际结算、农商文融合等业态。", ["陆港物流", "国际结算", "农商文融合"]),
        ("前瞻布局量子计算、6G、潮汐能和温差能、合成生物等产业。", ["量子计算", "6G", "潮汐能和温差能", "合成生物"]),
        ("发展戏曲旅游、森林康养等业态。", ["戏曲旅游", "森林康养"]),
        ("做强刺绣、木雕、漆器等12个百亿级产业。", ["刺绣", "木雕", "漆器"]),
        # parts of sectors
        ("大力发展平台型服务业，壮大旱作农业。", ["平台型服务业", "旱作农业"]),
        # fields of which half are industries
        ("聚焦动力电池、储氢罐、光伏等领域，加强攻关。", ["动力电池", "储氢罐", "光伏"]),
        ("在低空经济、储能等领域持续领跑。", ["低空经济", "储能"]),
        ("壮大冰雪经济、首发经济等新型消费。", ["冰雪经济", "首发经济"]),
        ("聚焦教育、医疗、养老等领域，办好实事。", []),
        ("整治金融、殡葬等领域腐败问题。", []),
        # lists that nothing closes
        ("线上做强直播电商、社群团购、即时零售，线下改造商圈。", ["直播电商", "社群团购", "即时零售"]),
        # schemes, uses, and more words than one
        ("实施科技服务业强基倍增行动。", ["科技服务业"]),
        ("实施研学旅游提升计划。", ["研学旅游"]),
        ("拓展低空经济应用场景。", ["低空经济"]),
        ("推动平台经济抢抓机遇加快发展。", ["平台经济"]),
        ("推动健康服务业提质、家政服务业提质升级。", ["健康服务业", "家政服务业"]),
        ("实施医养结合提升行动。", []),
        ("拓展林业碳汇平台。", []),
        # weight
        ("陶瓷产业规模跃居全国第三。", ["陶瓷产业"]),
        ("高技术服务业投资增长9%。", ["高技术服务业"]),
        ("服务业增加值占比达到55%。", []),
        # quoted, counted, far from the verb
        ("发展壮大“三特”产业。", ["“三特”产业"]),
        ("培育10个以上省级大数据产业集群。", ["大数据产业集群"]),
        ("打造国际避暑旅游目的地、优质粮源供给地、现代特色农牧业基地。", ["现代特色农牧业"]),
        ("规范引导直播电商、即时零售、家政服务等有序发展。", ["直播电商", "即时零售", "家政服务"]),
        # places, parks, generic names
        ("推进黔川、黔渝产业走廊建设。", []),
        ("建设现代农业产业园3个。", []),
        ("推动城乡产业协同发展。", []),
        ("调整优化产业结构。", []),
        # nothing said of an industry of the region
        ("房地产业深度调整。", []),
        ("受疫情影响，房地产业持续低迷。", []),
        ("拓展旅游、农业等领域合作空间。", []),
        ("推动演艺、文创、戏曲进景区。", []),
        ("新建70个产业链头部企业实训点。", []),
        ("完善金融风险防控机制。", []),
        ("加强旅游市场监管。", []),
        ("盘活工业用地500亩。", []),
        ("新增高新技术企业30家。", []),
        ("新能源汽车产量增长10%。", []),
        ("促进汽车、家电等消费品以旧换新。", []),
        ("开展燃气、危化品等重点领域隐患排查。", []),
        ("生产性服务业发展不充分。", []),
        ("建设黔中经济区和南北经济走廊。", []),
        ("召开旅游产业发展大会。", []),
        ("加快建设恒盾电缆产业园。", []),
        ("大力发展大数据、健康文旅等产业。", ["大数据", "健康文旅"]),
        # lists that a verb pushes, called by what they give or take
        ("推进动力电池、氢能等重点项目。", ["动力电池", "氢能"]),
        ("提升检验检测、法律服务、评估鉴定等供给水平。", ["检验检测", "法律服务", "评估鉴定"]),
        ("支持水泥、风电等重点领域合作。", ["水泥", "风电"]),
        ("抓好化工、矿业等突出问题整改。", []),
        ("激活文旅、家政等消费潜力。", []),
        ("强化光伏、风电等项目建设管理。", []),
        # what else closes a list
        ("培育6G、氢能等新增长点。", ["6G", "氢能"]),
        ("壮大苗绣旅游、避暑旅游等特色旅游。", ["苗绣旅游", "避暑旅游"]),
        ("培育量子信息、氢能等新兴和未来产业。", ["量子信息", "氢能"]),
        ("推进煤矸石、赤泥等大宗工业固废利用。", []),
        # brackets, plus signs, places that close by 等
        ("加快“跨境电商+海外仓”模式扩容升级。", ["跨境电商"]),
        ("发展“刺绣+电商”、“桥梁+旅游”等新业态。", ["刺绣+电商", "桥梁+旅游"]),
        ("构建现代物流体系。", ["现代物流"]),
        ("加强养老托育体系建设。", []),
        ("着力稳定房地产市场。", ["房地产"]),
        ("扩大白酒、茶具、光伏等产品出口。", ["白酒", "茶具", "光伏"]),
        ("建设20个省级大数据产业园。", ["大数据产业"]),
        ("打造全国新材料重要基地。", ["新材料"]),
        ("高标准建设自由贸易试验区。", []),
        # more that is said of an industry
        ("航空装备、新材料入选国家级集群名单。", ["航空装备", "新材料"]),
        ("做热做旺夜间经济。", ["夜间经济"]),
        ("数字经济规模突破1万亿元。", ["数字经济"]),
        ("推动煤层气增储上产。", ["煤层气"]),
        ("推动苗药业全链条发展。", ["苗药业"]),
        ("巩固白酒产业优势。", ["白酒产业"]),
        ("推动房地产从高速增长向品质提升转型。", ["房地产"]),
    ],
)
def test_of_the_speaker(text: str, wanted: list[str]) -> None:
    assert pairs(facts(industries.facts, text), "region", "industry") == [(OURS, name) for name in wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "支持遵义打造白酒产业集群，六盘水发展煤化工。",
            [("遵义市", "白酒产业集群"), ("六盘水市", "煤化工")],
        ),
        ("打造黔北（遵义）酱酒生产基地。", [("遵义市", "酱酒")]),
        ("加快遵义、毕节等辣椒制种基地建设。", [("遵义市", "辣椒制种"), ("毕节市", "辣椒制种")]),
        ("推动遵义、毕节打造全国算力高地。", [("遵义市", "算力"), ("毕节市", "算力")]),
        ("遵义市聚焦主业，发展装备制造业。", [("遵义市", "装备制造业")]),
    ],
)
def test_of_the_nearest_region(text: str, wanted: list[tuple[str, str]]) -> None:
    assert pairs(facts(industries.facts, text), "region", "industry") == wanted


def test_one_name_for_one_industry() -> None:
    text = "围绕输变电主导产业转型升级。打造输变电产业链。"
    assert len(set(pairs(facts(industries.facts, text), "region", "industry"))) == 1


def test_what_is_regulated_everywhere_is_no_trait_of_the_country() -> None:
    china = replace(GUIZHOU, speaker=Mention(Kind.REGION, "中国", None, "中国", "100000"))
    assert facts(industries.facts, "严格控制造纸、印染等行业污染物排放。", china) == []
    assert pairs(facts(industries.facts, "大力发展环保产业。", china), "region", "industry") == [("中国", "环保产业")]


def test_a_rule_of_law_develops_little() -> None:
    policy = replace(GUIZHOU, genre=Genre.POLICY)
    assert facts(industries.facts, "从事旅游业的单位应当登记。", policy) == []
    assert pairs(facts(industries.facts, "本省发展山地旅游。", policy), "region", "industry") == [(OURS, "山地旅游")]
    assert facts(industries.facts, "旅游业经营者应当提升服务质量。", policy) == []
    promoted = facts(industries.facts, "推动环保产业发展。", policy)
    assert pairs(promoted, "region", "industry") == [(OURS, "环保产业")]


def test_evidence_is_the_sentence() -> None:
    text = "第一句话。大力发展数字经济。"
    (fact,) = facts(industries.facts, text)
    assert fact.evidence.of(text) == "大力发展数字经济。"
    assert fact.rule == "industries.developed-term"
