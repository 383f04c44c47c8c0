"""Policy documents: written examples of their forms, each with what it must and must not give."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.extract import nlp, policies, sentences
from kg.model import Document, Fact, FactKind, Mention
from kg.resolve import context as contexts
from kg.resolve import places

LAW = """中华人民共和国渔港水域管理法
（1993年6月12日第八届全国人民代表大会常务委员会第二次会议通过）
第一条 为了加强渔港水域的管理，根据宪法，制定本法。
第二条 从事水产养殖业、捕捞业的单位，应当遵守本法和《中华人民共和国海上交通安全法》。
第三条 违反本法第二条规定的，依照《中华人民共和国治安管理处罚法》第四十二条第一款的规定处罚。
第十条 本法自1993年10月1日起施行。1989年国务院发布的《渔港管理暂行条例》同时废止。
"""
ORDER = """中华人民共和国商务部令
2019年第3号
《家电维修服务业管理办法》已经2019年5月6日商务部第15次部务会议审议通过，现予公布，自公布之日起30日后施行。
部长 张三
二〇一九年六月十日
家电维修服务业管理办法
第一条 为规范家电维修服务业的经营行为，依据《中华人民共和国消费者权益保护法》，制定本办法。
第二条 消费者持《维修保修卡》要求维修的，经营者不得拒绝。
第九条 《家电维修行业管理试行办法》（商务部令2004年第8号）同时废止。
"""
JOINT = """北山省发展和改革委员会
北山省工业和信息化厅 北山省财政厅
关于印发《北山省新型储能产业发展
行动方案（2024—2027年）》的通知
北发改能源〔2024〕112号
各市（州）发展改革委、工信局、财政局：
为贯彻落实《国家发展改革委 国家能源局关于推动储能健康发展的指导意见》（发改能源规〔2021〕1号，以下简称《指导意见》），我们研究制定了《北山省新型储能产业发展行动方案（2024—2027年）》，现印发给你们，请结合实际执行。
北山省发展和改革委员会
北山省工业和信息化厅
北山省财政厅
2024年5月20日
北山省新型储能产业发展行动方案（2024—2027年）
为落实《指导意见》要求，推动新型储能产业高质量发展，制定本方案。
一、总体要求
方案支持电池制造企业扩大产能。
二、其他
本方案自2024年7月1日起实施，有效期至2027年12月31日。
"""  # noqa: E501
FORWARD = """乐河市人民政府办公室转发市农业农村局关于加快发展设施农业的若干意见的通知
乐政办发〔2023〕9号
各县（市、区）人民政府，市政府各部门：
市农业农村局《关于加快发展设施农业的若干意见》已经市政府同意，现转发给你们，请遵照执行。
乐河市人民政府办公室
2023年4月2日
关于加快发展设施农业的若干意见
市农业农村局
为加快发展设施农业，提出以下意见。
本意见自印发之日起施行，试行两年。
"""
REPEAL = """乐河市人民政府关于废止和修改部分规章的决定
（2022年11月3日乐河市人民政府令第58号公布）
一、废止《乐河市散装水泥管理办法》（2005年3月1日乐河市人民政府令第12号发布）。
二、对《乐河市出租汽车客运管理办法》作如下修改：
删去第九条。
三、依照民法典和道路交通安全法的规定，《乐河市停车场管理规定》停止执行。
本决定自公布之日起施行。
"""
LABELLED = """- 文 号： 穗某规字〔2024〕5号
- 实施日期： 2024年04月01日
- 失效日期： 2029年03月31日
- 发文单位： 广州市住房和城乡建设局
广州市住房和城乡建设局关于做好房屋安全工作的通知
各区人民政府：
为做好房屋安全工作，现就有关事项通知如下：
一、加强对物业服务企业的指导，持有《房屋安全鉴定报告》的优先受理。
二、本通知自印发之日起施行，有效期5年。
广州市住房和城乡建设局
2024年2月20日
"""
NEWS = """乐河市支持物流业发展
2023年6月8日，乐河市人民政府办公室印发《关于支持现代物流业发展的若干措施》（乐政办规〔2023〕4号），对物流企业给予奖励。
小说《海边的人》由市作家协会推荐。
根据《关于支持现代物流业发展的若干措施》，市商务局编制了《乐河市物流园区布局规划》。
"""
TEXTS = {
    "law": LAW,
    "order": ORDER,
    "joint": JOINT,
    "forward": FORWARD,
    "repeal": REPEAL,
    "labelled": LABELLED,
    "news": NEWS,
}

JOINT_TITLE = (
    "北山省发展和改革委员会 北山省工业和信息化厅 北山省财政厅"
    "关于印发〈北山省新型储能产业发展行动方案（2024—2027年）〉的通知"
)
PLAN = "北山省新型储能产业发展行动方案（2024—2027年）"
GUIDANCE = "国家发展改革委 国家能源局关于推动储能健康发展的指导意见"
FORWARDING = "乐河市人民政府办公室转发市农业农村局关于加快发展设施农业的若干意见的通知"
FORWARDED = "市农业农村局关于加快发展设施农业的若干意见"
REPEALING = "乐河市人民政府关于废止和修改部分规章的决定"
SAFETY = "广州市住房和城乡建设局关于做好房屋安全工作的通知"
MEASURES = "关于支持现代物流业发展的若干措施"
LAW_TITLE, FISHING = "中华人民共和国渔港水域管理法", "渔港管理暂行条例"


def _facts(name: str) -> tuple[Document, tuple[Fact, ...]]:
    document = Document(name, f"{name}.txt", "", "text/plain", TEXTS[name])
    cut = sentences.split(document)
    context = contexts.of(document, cut)
    parsed = places.settle(nlp.parse(cut), context)
    return document, tuple(policies.facts(document, parsed, context))


def _label(value: object) -> str:
    return value.label if isinstance(value, Mention) else str(value)


def _particulars(facts: tuple[Fact, ...]) -> Iterator[tuple[str, str, str]]:
    for fact in facts:
        if fact.kind is FactKind.POLICY:
            for role, value in fact.roles.items():
                if role not in {"policy", "derived"}:
                    yield _label(fact["policy"]), role, _label(value)


def _relations(facts: tuple[Fact, ...]) -> Iterator[tuple[str, str, str]]:
    for fact in facts:
        if fact.kind is FactKind.POLICY_RELATION:
            yield _label(fact["citing"]), _label(fact["relation"]), _label(fact["cited"])


PARTICULARS = {
    "law": {
        (LAW_TITLE, "issued", "1993-06-12"),
        (LAW_TITLE, "issuer", "全国人民代表大会常务委员会"),
        (LAW_TITLE, "effective", "1993-10-01"),
        (FISHING, "issuer", "国务院"),
        (FISHING, "issued", "1989"),
    },
    "order": {
        ("家电维修服务业管理办法", "number", "中华人民共和国商务部令2019年第3号"),
        ("家电维修服务业管理办法", "issuer", "中华人民共和国商务部"),
        ("家电维修服务业管理办法", "issued", "2019-06-10"),
        ("家电维修服务业管理办法", "effective", "2019-07-10"),
        ("家电维修行业管理试行办法", "number", "商务部令2004年第8号"),
        ("家电维修行业管理试行办法", "issuer", "商务部"),
    },
    "joint": {
        (JOINT_TITLE, "number", "北发改能源〔2024〕112号"),
        (JOINT_TITLE, "issuer", "北山省发展和改革委员会"),
        (JOINT_TITLE, "issuer", "北山省工业和信息化厅"),
        (JOINT_TITLE, "issuer", "北山省财政厅"),
        (JOINT_TITLE, "issued", "2024-05-20"),
        (PLAN, "effective", "2024-07-01"),
        (PLAN, "expires", "2027-12-31"),
        (GUIDANCE, "number", "发改能源规〔2021〕1号"),
        (GUIDANCE, "issuer", "国家发展改革委"),
        (GUIDANCE, "issuer", "国家能源局"),
    },
    "forward": {
        (FORWARDING, "number", "乐政办发〔2023〕9号"),
        (FORWARDING, "issuer", "乐河市人民政府办公室"),
        (FORWARDING, "issued", "2023-04-02"),
        (FORWARDED, "issuer", "市农业农村局"),
        (FORWARDED, "effective", "2023-04-02"),
        (FORWARDED, "expires", "2025-04-02"),
    },
    "repeal": {
        (REPEALING, "number", "乐河市人民政府令第58号"),
        (REPEALING, "issuer", "乐河市人民政府"),
        (REPEALING, "issued", "2022-11-03"),
        (REPEALING, "effective", "2022-11-03"),
        ("乐河市散装水泥管理办法", "number", "乐河市人民政府令第12号"),
        ("乐河市散装水泥管理办法", "issuer", "乐河市人民政府"),
        ("乐河市散装水泥管理办法", "issued", "2005-03-01"),
    },
    "labelled": {
        (SAFETY, "number", "穗某规字〔2024〕5号"),
        (SAFETY, "issuer", "广州市住房和城乡建设局"),
        (SAFETY, "effective", "2024-04-01"),
        (SAFETY, "expires", "2029-03-31"),
        (SAFETY, "issued", "2024-02-20"),
    },
    "news": {
        (MEASURES, "number", "乐政办规〔2023〕4号"),
        (MEASURES, "issuer", "乐河市人民政府办公室"),
        (MEASURES, "issued", "2023-06-08"),
        ("乐河市物流园区布局规划", "issuer", "市商务局"),
    },
}
RELATIONS = {
    "law": {
        (LAW_TITLE, "cites", "中华人民共和国海上交通安全法"),
        (LAW_TITLE, "cites", "中华人民共和国治安管理处罚法"),
        (LAW_TITLE, "repeals", FISHING),
    },
    "order": {
        ("家电维修服务业管理办法", "basis", "中华人民共和国消费者权益保护法"),
        ("家电维修服务业管理办法", "repeals", "家电维修行业管理试行办法"),
    },
    "joint": {(JOINT_TITLE, "promulgates", PLAN), (PLAN, "basis", GUIDANCE)},
    "forward": {(FORWARDING, "promulgates", FORWARDED)},
    "repeal": {
        (REPEALING, "repeals", "乐河市散装水泥管理办法"),
        (REPEALING, "amends", "乐河市出租汽车客运管理办法"),
        (REPEALING, "cites", "民法典"),
        (REPEALING, "cites", "道路交通安全法"),
        (REPEALING, "repeals", "乐河市停车场管理规定"),
    },
    "labelled": set(),
    "news": {("乐河市物流园区布局规划", "basis", MEASURES)},
}
INDUSTRIES = {
    ("law", LAW_TITLE, "水产养殖业"),
    ("order", "家电维修服务业管理办法", "家电维修服务业"),
    ("joint", PLAN, "新型储能产业"),
    ("forward", FORWARDED, "设施农业"),  # not the 农业 of 农业农村局
    ("labelled", SAFETY, "物业服务"),
    ("news", MEASURES, "现代物流业"),
}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_particulars_are_those_the_text_states(name: str) -> None:
    assert set(_particulars(_facts(name)[1])) == PARTICULARS[name]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_relations_have_their_kind_and_direction(name: str) -> None:
    assert set(_relations(_facts(name)[1])) == RELATIONS[name]


@pytest.mark.parametrize(("name", "policy", "industry"), sorted(INDUSTRIES))
def test_industries_of_a_document(name: str, policy: str, industry: str) -> None:
    held = {(_label(f["policy"]), _label(f["industry"])) for f in _facts(name)[1] if f.kind is FactKind.POLICY_INDUSTRY}
    assert (policy, industry) in held


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_fact_has_its_sentence_and_every_span_its_text(name: str) -> None:
    document, facts = _facts(name)
    spans = {s.span for s in sentences.split(document)}
    for fact in facts:
        assert fact.evidence in spans
        for role, mention in fact.mentions():
            if mention.span and role in {"issuer", "industry"}:
                assert mention.span.of(document.text) == mention.text


def test_what_is_computed_is_marked_with_its_rule() -> None:
    derived = [f for f in _facts("forward")[1] if "derived" in f.roles]
    assert [f["derived"] for f in derived] == ["印发之日 = 2023-04-02", "2023-04-02 + 两年"]


def test_the_article_of_a_citation_is_kept() -> None:
    articles = [f["article"] for f in _facts("law")[1] if "article" in f.roles]
    assert articles == ["第四十二条第一款"]


def test_certificates_and_novels_are_no_policies() -> None:
    titles = {_label(f["policy"]) for name in TEXTS for f in _facts(name)[1] if f.kind is FactKind.POLICY}
    assert not titles & {"维修保修卡", "房屋安全鉴定报告", "海边的人", "指导意见"}


def test_a_document_known_by_its_number_carries_it_wherever_it_is_named() -> None:
    keys = {m.key for f in _facts("news")[1] for _, m in f.mentions() if m.label == MEASURES}
    assert keys == {"乐政办规〔2023〕4号"}
