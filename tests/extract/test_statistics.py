"""Observations and rankings of sentences written for these tests."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract import nlp, sentences, statistics
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention
from kg.resolve import places

PROVINCE = Mention(Kind.REGION, "湖南省", None, "湖南省", "430000")


def facts(text: str, genre: Genre = Genre.REPORT) -> list[Fact]:
    document = Document("report", "report.txt", "", "text/plain", text)
    context = Context(genre, PROVINCE, "2026-01-20", 2026, "")
    cut = sentences.split(document)
    return list(statistics.facts(document, places.settle(nlp.parse(cut), context), context))


def rows(text: str, genre: Genre = Genre.REPORT) -> list[str]:
    """Each observation as metric value unit kind, the comparator where it is not =."""
    out = []
    for fact in facts(text, genre):
        if fact.kind is FactKind.OBSERVATION:
            value, comparator = fact["value"], str(fact["comparator"])
            assert isinstance(value, Decimal)
            hedge = "" if comparator == "=" else f" {comparator}"
            out.append(f"{fact.mention('metric').label} {value:f} {fact['unit']} {fact['kind']}{hedge}")
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # levels, magnitudes, hedges
        ("地区生产总值达到1.25万亿元。", ["地区生产总值 1250000000000 元 level"]),
        ("粮食产量突破300亿斤。", ["粮食产量 30000000000 斤 level >="]),
        ("城镇调查失业率控制在5.5%以内。", ["城镇调查失业率 5.5 % level <="]),
        ("建成5G基站近2万个。", ["5G基站 20000 个 level ~"]),
        ("投入8亿多元。", ["投入 800000000 元 level >="]),
        ("绿电占比超三成。", ["绿电占比 30 % level >="]),
        ("旅游收入过万亿元。", ["旅游收入 1000000000000 元 level >="]),
        ("参保人数突破510万。", ["参保人数 5100000 人 level >="]),
        ("PM2.5平均浓度降至27.3微克每立方米。", ["PM2.5平均浓度 27.3 微克每立方米 level"]),
        ("帮扶监测对象3.1万户9.4万人。", ["帮扶监测对象 31000 户 level", "帮扶监测对象 94000 人 level"]),
        ("惠及超20万名6岁以下儿童。", ["惠及6岁以下儿童 200000 名 level >="]),
        ("“湘超”夜赛观众达8000人次。", ["“湘超”夜赛观众 8000 人次 level"]),
        ("港口集群达到千亿元规模。", ["港口集群 100000000000 元 level"]),
        ("陶瓷产业迈入千亿级规模。", []),
        # where the name of what is counted ends
        ("300个乡村阅览室投入使用。", ["乡村阅览室 300 个 level"]),
        ("120项“潇湘码”服务让群众少跑路。", ["“潇湘码”服务 120 项 level"]),
        ("打造20个辨识度高、吸引力强的夜市街区。", ["辨识度高、吸引力强的夜市街区 20 个 level"]),
        ("3个县城新获评全国卫生县城。", ["获评全国卫生县城 3 个 level"]),
        ("6家企业入选全国绿色供应链企业。", ["入选全国绿色供应链企业 6 家 level"]),
        ("新开工改造300个老旧院落。", ["新开工改造老旧院落 300 个 level"]),
        ("37家陶瓷企业营收超亿元。", ["营收超亿元陶瓷企业 37 家 level"]),
        ("44个河流断面水质优良率达98%。", ["河流断面 44 个 level", "河流断面水质优良率 98 % level"]),
        ("9个县（市）经济增速快于全省。", ["县（市） 9 个 level"]),
        ("我市是全国5个示范城市之一。", []),
        ("70%的乡镇卫生院达到国家推荐标准水平。", ["乡镇卫生院达到国家推荐标准水平占比 70 % level"]),
        ("省级安排2.5亿元专项资金支持乡镇修路。", ["专项资金 250000000 元 level"]),
        ("发放30亿元稳岗贷款。", ["稳岗贷款 3000000000 元 level"]),
        ("巩固提升46万农村人口供水保障水平。", ["农村人口 460000 人 level"]),
        ("惠及300万城镇职工和农村居民。", ["惠及城镇职工和农村居民 3000000 人 level"]),
        ("我省是一个6600万人口的大省。", []),
        ("起征点由3万元提高到8万元等优惠政策。", ["起征点 30000 元 level", "起征点 80000 元 level"]),
        ("物价涨幅稳定在1.5%左右的较低水平。", ["物价涨幅 1.5 % change ~"]),
        ("财政投入大幅增加、专项支出减少三分之一。", ["专项支出 -33.33 % change"]),
        ("水库蓄水量近年来每年减少200万立方米。", ["水库蓄水量 -2000000 立方米 change"]),
        # the name is the whole clause before
        ("人均竹林面积，2020年为1.2亩。", ["人均竹林面积 1.2 亩 level"]),
        (
            "陶瓷出口额，由2020年的3亿元增加到5亿元。",
            ["陶瓷出口额 300000000 元 level", "陶瓷出口额 500000000 元 level"],
        ),
        ("竹木加工产值和茶业综合产值，分别增长8%和9%。", ["竹木加工产值 8 % change", "茶业综合产值 9 % change"]),
        ("全年社会用电量，比上年增长7%。", ["社会用电量 7 % change"]),
        ("持续扩大竹木投资，增长5%。", []),
        ("扩大招生规模，录取率从36%提高到59%。", ["录取率 36 % level", "录取率 59 % level"]),
        # prices per unit, ranges with 到, pairs of two times
        ("茶青收购价每斤提高2到3元。", ["茶青收购价每斤 2 元 change >=", "茶青收购价每斤 3 元 change <="]),
        (
            "油茶、柑橘收购价每50公斤分别提高12元和9元。",
            ["油茶收购价每50公斤 12 元 change", "柑橘收购价每50公斤 9 元 change"],
        ),
        (
            "城乡居民人均可支配收入从2021年的41200元和18300元分别提高到5万元和2.3万元。",
            [
                "城镇居民人均可支配收入 41200 元 level",
                "农村居民人均可支配收入 18300 元 level",
                "城镇居民人均可支配收入 50000 元 level",
                "农村居民人均可支配收入 23000 元 level",
            ],
        ),
        ("接待游客、旅游总花费分别增长8%和6%。", ["接待游客 8 % change", "旅游总花费 6 % change"]),
        ("赤字率拟按3%左右安排、与上年持平。", ["赤字率 3 % level ~"]),
        (
            "消费券带动限上陶瓷、家用电器零售额分别增长8%、6%。",
            ["限上陶瓷零售额 8 % change", "家用电器零售额 6 % change"],
        ),
        # fractions, and numbers that set parts against each other
        ("苎麻产量达9万吨、占全国1/3。", ["苎麻产量 90000 吨 level", "苎麻产量占全国比重 33.33 % level"]),
        (
            "湘绣出口超6亿元、保持在全国1/10以上。",
            ["湘绣出口 600000000 元 level >=", "湘绣出口占全国比重 10 % level >="],
        ),
        ("热线提供7/24小时服务。", []),
        (
            "三次产业结构由9∶40∶51调整为8.5∶39.5∶52。",
            [
                "第一产业比重 9 % level",
                "第二产业比重 40 % level",
                "第三产业比重 51 % level",
                "第一产业比重 8.5 % level",
                "第二产业比重 39.5 % level",
                "第三产业比重 52 % level",
            ],
        ),
        ("城乡居民收入比由2.41缩小到2.3以内。", ["城乡居民收入比 2.41  level", "城乡居民收入比 2.3  level <="]),
        ("城乡居民收入比缩小0.11。", []),
        (
            "陶瓷业、烟花业增加值占全市工业增加值比重分别达11%、7%。",
            ["陶瓷业增加值占全市工业增加值比重 11 % level", "烟花业增加值占全市工业增加值比重 7 % level"],
        ),
        # changes and their signs
        ("技改投资增长14.7%。", ["技改投资 14.7 % change"]),
        ("PM2.5浓度下降4.3%。", ["PM2.5浓度 -4.3 % change"]),
        ("研发投入翻一番。", ["研发投入 100 % change"]),
        ("瞪羚企业增长2.6倍。", ["瞪羚企业 2.6 倍 change"]),
        ("优良天数增加25天。", ["优良天数 25 天 change"]),
        ("油菜单产年均增长2.7%。", ["油菜单产年均增长 2.7 % change"]),
        # what is counted, and what only says of which kind it is
        ("完成3000户山区危房搬迁。", ["山区危房搬迁 3000 户 level"]),
        ("为20所海拔800米以上山区小学建设供暖设施。", ["海拔800米以上山区小学 20 所 level"]),
        ("建设30条（个）幸福河湖。", ["幸福河湖 30 条 level"]),
        ("60%的书屋实现24小时营业。", []),
        ("海洋产值连上2个千亿元台阶，占全国比重达5%。", ["海洋产值占全国比重 5 % level"]),
        # a plan fulfilled, and what grew
        ("新增贷款完成年计划的120%，增长5%。", ["新增贷款完成年计划 120 % level", "新增贷款 5 % change"]),
        ("据30家企业的统计，产值增长4%。", ["产值 4 % change"]),
        # one head, several figures
        (
            "机场旅客和货邮吞吐量分别达到3000万人次、20万吨。",
            ["机场旅客吞吐量 30000000 人次 level", "货邮吞吐量 200000 吨 level"],
        ),
        ("居民收入年均分别增长5%、6%。", ["居民收入年均增长 5 % change", "居民收入年均增长 6 % change"]),
        (
            "进出口总额5000亿元、增长6%，出口占比达60%。",
            ["进出口总额 500000000000 元 level", "进出口总额 6 % change", "出口占比 60 % level"],
        ),
        ("棉花产量60万吨、占全国9%。", ["棉花产量 600000 吨 level", "棉花产量占全国比重 9 % level"]),
        ("财政收入达300亿元（同口径增长2%）。", ["财政收入 30000000000 元 level", "财政收入 2 % change"]),
        # lists with a shared head or a shared tail
        (
            "汽车、船舶产量分别增长3%、4.5%。",
            ["汽车产量 3 % change", "船舶产量 4.5 % change"],
        ),
        (
            "交通、水利、能源领域投资额分别达90亿元、40亿元、70亿元。",
            [
                "交通领域投资额 9000000000 元 level",
                "水利领域投资额 4000000000 元 level",
                "能源领域投资额 7000000000 元 level",
            ],
        ),
        (
            "城乡居民人均可支配收入分别增长5%和6%。",
            ["城镇居民人均可支配收入 5 % change", "农村居民人均可支配收入 6 % change"],
        ),
        (
            "接待游客2亿人次、游客花费900亿元，分别增长8%、9%。",
            [
                "接待游客 200000000 人次 level",
                "游客花费 90000000000 元 level",
                "接待游客 8 % change",
                "游客花费 9 % change",
            ],
        ),
        (
            "厕所普及率、污水治理率分别提高17.6、28个百分点。",
            ["厕所普及率 17.6 个百分点 change", "污水治理率 28 个百分点 change"],
        ),
        # movements and ranges
        ("贫困发生率从8.4%下降至0.3%。", ["贫困发生率 8.4 % level", "贫困发生率 0.3 % level"]),
        ("经济增速保持在5%—5.5%。", ["经济增速 5 % change >=", "经济增速 5.5 % change <="]),
        ("办理环节由原来的6个减少到2个。", ["办理环节 6 个 level", "办理环节 2 个 level"]),
        # what is counted stands behind the number
        ("8家企业获评国家级智能工厂。", ["获评国家级智能工厂企业 8 家 level"]),
        ("桥头、河口等7条公路建成通车。", ["公路 7 条 level"]),
        ("新增4个产业园、9家孵化器。", ["新增产业园 4 个 level", "孵化器 9 家 level"]),
        ("建成4个国家级、6个省级茶业研究中心。", ["国家级茶业研究中心 4 个 level", "省级茶业研究中心 6 个 level"]),
        ("为12万残疾人发放补贴。", ["残疾人 120000 人 level"]),
        ("新增上市公司5家、独角兽企业9家。", ["新增上市公司 5 家 level", "独角兽企业 9 家 level"]),
        # measures in names are attributes
        ("开工建设10亿元以上重大项目47个。", ["开工建设10亿元以上重大项目 47 个 level"]),
        ("65%以上的土地收益投入乡村建设。", ["土地收益投入乡村建设占比 65 % level >="]),
    ],
)
def test_observations(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "深入实施“1+2+4”行动，“4×4”体系更加完善。",
        "第十五届运动会开幕，第七条、第2、4、5项自公布之日起施行。",
        "云溪至白石750千伏输变电工程开工。",
        "咨询电话：12345，2026年1月20日。",
        "实现两位数增长，迈出第一步，一批项目落地。",
        "根据省政办发〔2021〕19号文件。",
        "推进5G网络和2号线建设。",
        "坚持十大工程、六个聚焦。",
    ],
)
def test_names_and_numbering_are_no_observations(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "造成直接经济损失2000万元以上的；",
        "逾期不改的，处5万元以上10万元以下的罚款。",
        "自收到申请之日起10个工作日内办结。",
    ],
)
def test_conditions_and_terms_are_no_observations(text: str) -> None:
    assert rows(text, Genre.POLICY) == []


def _one(text: str) -> Fact:
    (fact,) = facts(text)
    return fact


@pytest.mark.parametrize(
    ("text", "status", "period"),
    [
        ("一、2025年工作回顾\n工业增加值增长6%。", "actual", "2025"),
        ("二、2026年工作安排\n工业增加值增长6%。", "target", "2026"),
        ("五年来，我们不断前行。工业增加值增长6%。", "actual", "2021/2025"),
        ("五年来，我们不断前行。工业产值达到6亿元。", "actual", "2025"),
        ("五年来，我们不断前行。累计建成公园6个。", "actual", "2021/2025"),
        ("“十五五”时期主要目标任务\n工业增加值增长6%。", "target", "2026/2030"),
        ("今年主要预期目标是：工业增加值增长6%。", "target", "2026"),
        ("一、2025年工作回顾\n到2030年，绿电占比达到40%。", "target", "2030"),
        ("二、2026年工作安排\n2024年，绿电占比达到20%。", "actual", "2024"),
    ],
)
def test_status_and_period(text: str, status: str, period: str) -> None:
    fact = _one(text)
    assert (fact["status"], fact["period"]) == (status, period)


def test_where_a_movement_starts_belongs_to_its_own_year() -> None:
    first, second = facts("一、2025年工作回顾\n竹材综合利用率从2020年的43%提升到2025年的66%。")
    assert (first["period"], second["period"]) == ("2020", "2025")
    assert {first["status"], second["status"]} == {"actual"}


def test_the_region_named_in_the_clause_is_what_the_number_describes() -> None:
    fact = _one("长沙市入境游客增长32%。")
    assert fact.mention("about").label == "长沙市"
    assert fact.mention("metric").label == "入境游客"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("长沙机场货邮吞吐量达20万吨。", [("长沙机场", "货邮吞吐量")]),
        ("衡阳、郴州游客人数分别达300万、280万人次。", [("衡阳市", "游客人数"), ("郴州市", "游客人数")]),
        ("石鼓科技园营收超30亿元。", [("石鼓科技园", "营收")]),
        ("国家级高新区营收超300亿元。", [("湖南省", "国家级高新区营收")]),
    ],
)
def test_places_and_bodies_that_open_a_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(f.mention("about").label, f.mention("metric").label) for f in facts(text)] == expected


def test_an_estimate_of_a_year_that_is_over_is_no_target() -> None:
    fact = _one("一、2025年工作回顾\n预计全年接待游客3亿人次。")
    assert (fact["status"], fact["period"]) == ("actual", "2025")


def test_the_region_that_speaks_is_understood() -> None:
    assert _one("全省出口增长3%。").mention("about").label == "湖南省"


def test_a_named_subject_is_what_the_number_describes() -> None:
    fact = _one("“揭榜”计划突破关键技术22项。")
    assert fact.mention("about").label == "“揭榜”计划"
    assert fact.mention("metric").label == "突破关键技术"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("叉车产量7万辆、居全国第9。", [("叉车产量", 9, "中国")]),
        ("科技投入总量和强度居全省第一。", [("科技投入总量", 1, "湖南省"), ("科技投入强度", 1, "湖南省")]),
        ("茶叶、柑橘等产量位居全国首位。", [("茶叶产量", 1, "中国"), ("柑橘产量", 1, "中国")]),
        ("外贸增速由中部第8位升至第5位。", [("外贸增速", 8, "中部地区"), ("外贸增速", 5, "中部地区")]),
        ("经济总量稳居全国前十强。", [("经济总量", 10, "中国")]),
        ("发展质量位居全国前列，这是全省首个、首批试点。", []),
        (
            "动车组、货车产量从全国第6位、第4位双双升至第2位。",
            [
                ("动车组产量", 6, "中国"),
                ("货车产量", 4, "中国"),
                ("动车组产量", 2, "中国"),
                ("货车产量", 2, "中国"),
            ],
        ),
        ("单位产值水耗8立方米、全国最低。", [("单位产值水耗", 1, "中国")]),
        ("森林覆盖率达60%、居各省区首位。", [("森林覆盖率", 1, "中国")]),
        (
            "生产总值3万亿元，增长5%，总量和增速均居西部第2位。",
            [
                ("生产总值", 2, "西部地区"),
                ("生产总值增速", 2, "西部地区"),
            ],
        ),
        ("平安建设推进、并连续3年在全国营商评价中位列第一。", [("全国营商评价", 1, "中国")]),
        ("我省成为全国第4个通上高铁的地方，6家企业跻身世界500强，世界500强企业增至20家。", []),
    ],
)
def test_rankings(text: str, expected: list[tuple[str, int, str]]) -> None:
    found = [f for f in facts(text) if f.kind is FactKind.RANKING]
    assert [(f.mention("metric").label, f["rank"], f.mention("scope").label) for f in found] == expected


def test_a_metric_that_the_register_knows_carries_its_id() -> None:
    level, change = facts("全省生产总值1.2万亿元、增长5%。")
    assert (level.mention("metric").key, change.mention("metric").key) == ("gdp", "gdp")
    assert _one("新增花卉市场3个。").mention("metric").key == ""


def test_every_fact_stands_in_its_sentence() -> None:
    text = "一、2025年工作回顾\n技改投资增长14.7%，新增上市公司5家、居全国第6。"
    for fact in facts(text):
        span = fact.mention("metric").span
        assert span is not None
        assert fact.evidence.contains(span)
        assert span.of(text) in {"技改投资", "新增上市公司"}


@pytest.mark.parametrize("text", ["满意度占9/3的人家。", "比例为5/1，", "占0/0的份额。", "升到7/0，"])
def test_fractions_of_no_part_are_passed_over(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize("text", ["１９５６年招生２，３００万人。", "钢增加了四百万吨，粮食增加了六百一十二亿斤。"])
def test_old_spellings(text: str) -> None:
    assert {r.split()[1] for r in rows(text)} in ({"23000000"}, {"4000000", "61200000000"})


@pytest.mark.parametrize(
    "text",
    ["现有住房人均面积低于15平方米的，可以申请。", "第十条 人均面积超过20平方米，不予补贴。", "处200元以下罚款。"],
)
def test_thresholds_and_penalties_of_a_rule_are_no_measurements(text: str) -> None:
    assert facts(text, Genre.POLICY) == []
