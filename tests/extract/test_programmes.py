"""Programmes by sentence: every name that is found, and nothing else. The sentences are written for these tests."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import mentions, nlp, programmes
from kg.extract.programmes import lexicon
from kg.model import Context, Document, Fact, Genre, Kind, Mention, Parsed, Sentence, Span
from kg.resolve import places

HUNAN = Context(Genre.REPORT, Mention(Kind.REGION, "湖南省", None, "湖南省", "430000"), "2026", 2026)
START = 50  # where the sentence stands in its document


def _parsed(*texts: str) -> tuple[Parsed, ...]:
    held, start = [], START
    for text in texts:
        sentence = Sentence(Span(start, start + len(text)), text)
        held.append(Parsed(sentence, nlp.language().make_doc(text), mentions.find(sentence)))
        start += len(text)
    return places.settle(held, HUNAN)


def _facts(*texts: str) -> list[Fact]:
    document = Document("样稿", "样稿.txt", "", "text/plain", " " * START + "".join(texts))
    return list(programmes.facts(document, _parsed(*texts), HUNAN))


def _names(*texts: str) -> list[str]:
    return [fact.mention("programme").label for fact in _facts(*texts)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("大力实施夜间消费焕新行动。", ["夜间消费焕新行动"]),
        ("启动新一轮河道清漂专项行动，成效明显。", ["新一轮河道清漂专项行动"]),
        ("推广实施老街焕新工程和社区食堂惠民工程。", ["老街焕新工程", "社区食堂惠民工程"]),
        ("实施打造放心市场三年行动3.0版。", ["打造放心市场三年行动3.0版"]),
        ("落实青年安居计划，发放补贴。", ["青年安居计划"]),
        ("深化供水价格、公交票价改革。", ["供水价格改革", "公交票价改革"]),
        ("深化供水价格、公交票价等改革。", ["供水价格改革", "公交票价改革"]),
        ("以便民为导向深化公交票价改革。", ["公交票价改革"]),
        ("打好蓝天、碧水、净土保卫战。", ["蓝天保卫战", "碧水保卫战", "净土保卫战"]),
        ("实施种子提纯、农机升级行动。", ["种子提纯、农机升级行动"]),
        ("实施种业振兴、农机升级行动。", ["种业振兴行动", "农机升级行动"]),
        ("推进茶园改造、竹海修复、溪流清淤三大工程建设。", ["茶园改造", "竹海修复", "溪流清淤"]),
        ("公交票价改革扎实推进。", ["公交票价改革"]),
        ("开展黑臭水体专项整治。", ["黑臭水体专项整治"]),
        ("做好第五次全国经济普查。", ["第五次全国经济普查"]),
        ("推进平安湖南、法治湖南建设。", ["平安湖南建设", "法治湖南建设"]),
        ("主动融入粤港澳大湾区建设。", ["粤港澳大湾区建设"]),
        ("实施租房补贴、水费减免等安居支持政策。", ["租房补贴", "水费减免"]),
        ("深化能源体制改革。", ["能源体制改革"]),
        ("完成国家公交票价综合改革试点任务。", []),
        ("审批改革、“双湖”建设成果丰硕。", ["审批改革", "“双湖”建设"]),
        ("今年办好18件民生实事。", ["18件民生实事"]),
        ("深化供水、供气等公用事业价格改革。", ["供水公用事业价格改革", "供气公用事业价格改革"]),
        ("开展老街秩序专项治理。", ["老街秩序专项治理"]),
        ("实施常态化精准帮扶。", ["常态化精准帮扶"]),
        ("深入实施0.2毫克攻坚行动。", ["0.2毫克攻坚行动"]),
        ("开展走访乡镇活动、服务茶农专项行动。", ["服务茶农专项行动"]),
        ("把实施安居战略同深化票价改革结合起来。", ["安居战略", "票价改革"]),
        ("开展乡镇邮路提升年活动。", ["乡镇邮路提升年活动"]),
        ("完成第三次湿地综合科学考察。", ["第三次湿地综合科学考察"]),
        ("积极推进外电入湘。", ["外电入湘"]),
        ("全面推进清水乡村建设行动，参与者众多。", ["清水乡村建设行动"]),
        ("办好湖区消费季。", ["湖区消费季"]),
        ("大力实施文旅兴县。", ["文旅兴县"]),
        ("深化新时代“枫桥经验”。", ["新时代“枫桥经验”"]),
        ("（二十一）深化公交票价改革。", ["公交票价改革"]),
        ("（三）老街危房综合整治。", ["老街危房综合整治"]),
        ("开展整治占道经营专项行动。", ["整治占道经营专项行动"]),
        ("建立健全茶叶产地追溯公示制度。", ["茶叶产地追溯公示制度"]),
        ("严格落实河道巡护责任制。", []),
        ("健全跨县河道联合巡查机制。", ["跨县河道联合巡查机制"]),
        ("开展老旧码头分级评价。", ["老旧码头分级评价"]),
        ("开展茶园生态种植示范。", ["茶园生态种植示范"]),
        ("加快湘南地区全面振兴。", ["湘南地区全面振兴"]),
        ("加快株潭同城化。", ["株潭同城化"]),
        ("深化青年发展型城市建设。", ["青年发展型城市建设"]),
        ("加强清廉街区建设。", ["清廉街区建设"]),
        ("实施山区冷链能力提升项目。", ["山区冷链能力提升项目"]),
        ("完成植树3万亩、湿地焕新工程2处。", ["湿地焕新工程"]),
        ("落实青年就业实施计划。", ["青年就业实施计划"]),
        ("深化主流报刊系统性变革。", ["主流报刊系统性变革"]),
        ("巩固洪水灾后恢复重建成果。", ["洪水灾后恢复重建"]),
        ("实施矿坑治理和复垦保证金制度。", ["矿坑治理和复垦保证金制度"]),
        (
            "渡口管理、渔船检验融合、“一码登船”等改革探索了经验。",
            ["“一码登船”改革", "渡口管理改革", "渔船检验融合改革"],
        ),
        ("完善商户面对面交流、“湖畔”直通车等机制。", ["商户面对面交流机制", "“湖畔”直通车机制"]),
        ("渡口经营权流转、渔船检验一体化等重点改革取得进展。", ["渡口经营权流转改革", "渔船检验一体化改革"]),
        ("实施渔民上岸就业、茶农增收等6项行动。", ["渔民上岸就业行动", "茶农增收行动"]),
        ("全面落实主体功能区战略。", ["主体功能区战略"]),
        ("深化茶马融合发展示范区建设。", ["茶马融合发展示范区建设"]),
        ("加快国际漂流名城建设。", ["国际漂流名城建设"]),
        ("加快建设全域湿地友好城市。", []),
        ("打造内湖开放先行区，扩大往来。", []),
        ("深入推进数字湖南建设。", ["数字湖南建设"]),
        ("启动500户库岸滑坡避险搬迁。", ["库岸滑坡避险搬迁"]),
        ("开展新一轮造船业数智化转型。", ["新一轮造船业数智化转型"]),
        ("包括滩涂和潟湖保护、红树林修复等工程。", ["滩涂和潟湖保护工程", "红树林修复工程"]),
        ("积极开展国家碳足迹核算试点。", ["国家碳足迹核算试点"]),
        ("实施绿湖、青河等重点水体综合治理。", ["绿湖重点水体综合治理", "青河重点水体综合治理"]),
        ("大力提升“五个服务”水平。", ["“五个服务”"]),
    ],
)
def test_named(text: str, wanted: list[str]) -> None:
    assert _names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("纵深推进“数融千店”行动，新开门店。", ["“数融千店”行动"]),
        ("开展“进村入户”“问需问计”“办结销号”行动。", ["“进村入户”行动", "“问需问计”行动", "“办结销号”行动"]),
        ("锚定“五湖四岸”美好蓝图。", ["“五湖四岸”美好蓝图"]),
        ("壮大“3×6”现代化产业体系。", ["“3×6”现代化产业体系"]),
        ("推进“四好村道”建设、“最舒心街区”和省级样板区建设。", ["“四好村道”建设", "“最舒心街区”", "省级样板区建设"]),
        ("落实医保“秒结秒退”机制。", ["医保“秒结秒退”机制"]),
        ("“一窗联办”改革成为全国样本。", ["“一窗联办”改革"]),
        ("加快实施“6+6算力工程”。", ["“6+6算力工程”"]),
        ("广泛开展“邻里守望”等主题活动。", ["“邻里守望”"]),
        ("加快推进制造业“小升规”，新增企业。", ["制造业“小升规”"]),
        ("全面开展绿美湖区生态建设“五大行动”。", ["绿美湖区生态建设“五大行动”"]),
        ("打造“邻里食堂”助力养老。", ["“邻里食堂”"]),
        ("“大账单”统筹管理、“茶叶贷+”改革全面推开。", ["“大账单”统筹管理", "“茶叶贷+”改革"]),
        ("抓好“一窗联办”、政务“一码通行”、河湖“一图巡护”。", ["“一窗联办”", "政务“一码通行”", "河湖“一图巡护”"]),
        ("“码上申请”惠及2万户。", ["“码上申请”"]),
        ("进一步扩大“邻里食堂”覆盖面。", ["“邻里食堂”"]),
        ("实施“循河而上”新型乡镇文明实践提升工程。", ["“循河而上”新型乡镇文明实践提升工程"]),
        ("持续巩固“邻里食堂”成果。", ["“邻里食堂”"]),
        ("深化“五联五促”结对共建。", ["“五联五促”结对共建"]),
        ("实施“新龙头茶庄”培育提升计划。", ["“新龙头茶庄”培育提升计划"]),
        ("加大“引商入湘”力度。", ["“引商入湘”"]),
        ("接续实施“十村百院”示范引领工程。", ["“十村百院”示范引领工程"]),
        ("“三清四美”和美乡村建设有力有效。", ["“三清四美”和美乡村建设"]),
        ("推广“标准舱”供应，提高效率。", ["“标准舱”"]),
        ("着力强化“校社企”协调联动。", ["“校社企”"]),
        ("强化“六链联动”，做优服务。", ["“六链联动”"]),
    ],
)
def test_labels(text: str, wanted: list[str]) -> None:
    assert sorted(_names(text)) == sorted(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "推进改革，加快项目建设。",
        "实施一批重大工程。",
        "以实际行动回报群众。",
        "统筹推进稳增长、促改革、防风险。",
        "坚决做到“两个维护”，增强“四个意识”。",
        "实现“十五五”良好开局。",
        "新增“小巨人”企业20家。",
        "打造营商环境“升级版”。",
        "推进县城公路改扩建工程。",
        "完善消防制度。",
        "开展首批6个旧物回收试点。",
        "支持企业实施品牌国际化战略。",
        "出台《河道清漂专项行动方案》。",
        "改革开放不断深化，行动力持续增强。",
        "支持大河县开展国家碳足迹核算试点。",
        "不搞“形象工程”。",
        "完善“股、债、贷”联动。",
        "取消加油“三证”登记制度。",
        "“一张网”覆盖各类园区。",
        "推动公交从“有没有”向“好不好”转变。",
        "打好新时代“侨牌”。",
        "推动改革取得新突破。",
        "实施精准帮扶。",
        "不能搞“半拉子”工程。",
        "12.“清漂行动”：指对河道漂浮物的集中清理。",
        "13.河道“三清”行动：推进清漂、清淤、清障攻坚。",
        "深化作风建设。",
        "加快节点城市建设。",
        "对规划进行环境影响评价。",
        "完善人才评价机制。",
        "完善选人用人、经费支持、成果转化等机制。",
        "深化财税、农村等领域改革。",
        "支持衡阳建设国家现代茶叶示范区。",
        "建设现代化城市。",
        "推动“健康优先”理念深入人心。",
        "落实“快稳”重要要求。",
    ],
)
def test_refused(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("建立旧船特许经营退出机制。", ["旧船特许经营退出机制"]),
        ("完善河道巡护公示制度。", ["河道巡护公示制度"]),
        ("推进码头检查站标准化建设。", ["码头检查站标准化建设"]),
        ("实施珍稀鱼类抢救性保护。", ["珍稀鱼类抢救性保护"]),
        ("落实定草养畜、禁渔休渔和分区轮种等制度。", ["定草养畜制度", "禁渔休渔制度", "分区轮种制度"]),
        ("滩涂保护、红树林修复等一批生态工程稳步实施。", ["滩涂保护工程", "红树林修复工程"]),
        ("加快县城污水处理设施建设。", []),
        ("完善监管体系。", []),
    ],
)
def test_measures_have_names_in_plans(text: str, wanted: list[str]) -> None:
    plan = replace(HUNAN, genre=Genre.POLICY)
    document = Document("样稿", "样稿.txt", "", "text/plain", " " * START + text)
    assert [f.mention("programme").label for f in programmes.facts(document, _parsed(text), plan)] == wanted
    assert set(_names(text)) <= {"旧船特许经营退出机制", "河道巡护公示制度"}  # reports speak of too many


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("大力实施夜间消费焕新行动。", ["湖南省"]),
        ("衡阳市实施夜间消费焕新行动。", ["衡阳市"]),
        ("支持株洲、衡阳开展旧物回收试点。", ["株洲市", "衡阳市"]),
        ("在浙江宁波、湖北宜昌等地区启动旧物回收试点。", ["宁波市", "宜昌市"]),
        ("深入实施京津冀协同发展战略。", ["湖南省"]),
        ("支持衡阳实验室加快建设，开展“数融千店”行动。", ["湖南省"]),
        ("落实深圳与衡阳对口合作机制。", ["湖南省"]),
        ("推进衡阳及周边地区噪声防治，开展“数融千店”行动。", ["湖南省"]),
    ],
)
def test_region(text: str, regions: list[str]) -> None:
    assert [fact.mention("region").label for fact in _facts(text)] == regions


def test_headings_of_a_paragraph_name_its_region() -> None:
    china = replace(HUNAN, genre=Genre.POLICY, speaker=Mention(Kind.REGION, "中国", None, "中国", "100000"))
    texts = ("推动长三角地区协同保护。", "开展河道清漂专项行动。", "加强渡口安全建设。", "实施渡口焕新工程。")
    document = Document("样稿", "样稿.txt", "", "text/plain", " " * START + "".join(texts))
    found = programmes.facts(document, _parsed(*texts), china)
    assert [(f.mention("region").label, f.mention("programme").label) for f in found] == [
        ("长三角地区", "河道清漂专项行动"),
        ("中国", "渡口焕新工程"),
    ]


def test_short_names_take_the_full_one_of_the_document() -> None:
    assert set(_names("打赢脱贫攻坚战。", "巩固脱贫攻坚成果。")) == {"脱贫攻坚战"}


@pytest.mark.parametrize(
    ("names", "full"),
    [
        (["山水绿心", "山水绿心战略"], {"山水绿心": "山水绿心战略"}),
        (["“双高”", "“双高”建设", "“双高”计划"], {}),
        (["城市更新", "城市更新行动方案"], {}),
        ([], {}),
    ],
)
def test_full_names(names: list[str], full: dict[str, str]) -> None:
    assert programmes.full_names(names) == full


def test_offsets_are_those_of_the_document() -> None:
    text = "今年，全省深入实施“数融千店”行动和夜间消费焕新行动。"
    for fact in _facts(text):
        span = fact.mention("programme").span
        assert span is not None
        assert span.of(" " * START + text) == fact.mention("programme").text
        assert fact.evidence.contains(span)


def test_every_kind_of_head_is_graded() -> None:
    kinds = {*lexicon.heads().values(), *lexicon.label_heads().values()} - {"none"}
    assert kinds <= {kind for kind, _, _ in lexicon.grades()}
    assert all(0 <= score <= 1 for score in lexicon.grades().values())


def test_every_verb_has_a_known_class() -> None:
    assert set(lexicon.verbs().values()) <= set(lexicon.VERB_CLASSES)


PIECES = st.sampled_from(
    [
        "实施",
        "深化",
        "“甲乙”",
        "行动",
        "改革",
        "、",
        "和",
        "等",
        "，",
        "的",
        "湖南",
        "新一轮",
        "提升",
        "3项",
        "《办法》",
        "（一）",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_sentence_gives_names_inside_it(text: str) -> None:
    parsed = _parsed(text)
    for name in programmes.find(parsed[0]):
        assert 0 <= name.start < name.end <= len(text)
        assert 0 < name.score <= 1.5


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("造林" + "1" * 60_000 + "亩、实施茶园修复行动。", 1),
        ("推进" + "、".join(["茶园修复行动"] * 4_000) + "。", 4_000),
        ("茶园深化" * 8_000 + "实施茶园修复行动。", 1),
    ],
    ids=["digits", "list", "verbs"],
)
def test_a_long_sentence_is_read_in_time_that_grows_with_it(text: str, count: int) -> None:
    # No clock: a pattern that begins anew at every character runs for minutes.
    assert len(_facts(text)) == count
