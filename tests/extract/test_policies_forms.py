"""How bodies write their documents: heads in one line, orders, announcements, replies; and what sentences tell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.extract import nlp, policies, sentences
from kg.extract.policies import bare, bodies, calendar, runon
from kg.model import Document, Fact, FactKind, Mention
from kg.resolve import context as contexts
from kg.resolve import places


def facts(text: str) -> tuple[Fact, ...]:
    document = Document("a", "a.txt", "", "text/plain", text)
    cut = sentences.split(document)
    context = contexts.of(document, cut)
    return tuple(policies.facts(document, places.settle(nlp.parse(cut), context), context))


def _label(value: object) -> str:
    return value.label if isinstance(value, Mention) else str(value)


def particulars(found: tuple[Fact, ...]) -> Iterator[tuple[str, str, str]]:
    for fact in found:
        if fact.kind is FactKind.POLICY:
            for role in fact.roles.keys() - {"policy", "derived"}:
                yield _label(fact["policy"]), role, _label(fact[role])


def related(found: tuple[Fact, ...]) -> set[tuple[str, str, str]]:
    return {
        (_label(f["citing"]), _label(f["relation"]), _label(f["cited"]))
        for f in found
        if f.kind is FactKind.POLICY_RELATION
    }


ONE_LINE = (
    "国务院办公厅关于印发国家粮食应急预案的通知国办函〔2013〕77号各省、自治区、直辖市人民政府，国务院各部委：　　"
    "现将修订后的《国家粮食应急预案》印发给你们。2004年6月8日经国务院批准、由国务院办公厅印发的《国家粮食应急预案》"
    "同时废止。　　　　　　　国　务　院　办　公　厅　　　　　　　二○一三年五月三日　　国家粮食应急预案　　1　总则　　"
    "依据《中华人民共和国突发事件应对法》和粮食安全保障法，制定本预案。　　本预案自印发之日起实施。"
)
NOTICE, PLAN = "国务院办公厅关于印发国家粮食应急预案的通知", "国家粮食应急预案"
REPLY = (
    "国务院关于海岛保护规划的批复 国函〔2001〕12号 海滨省人民政府：你省《关于报请批准海岛保护规划的请示》"
    "（海政〔2000〕61号）收悉。现批复如下：原则同意。　　国　务　院　　二OO一年二月三日"
)
REPLY_TITLE = "国务院关于海岛保护规划的批复"
REQUEST = "关于报请批准海岛保护规划的请示"
DATED = "国务院关于加强粮食流通工作的决定国发〔1991〕5号（一九九一年三月四日）　　为搞好流通，特作如下决定：一、放开。"
ANNOUNCED = """财政部 税务总局关于小型企业税收的公告
财政部 税务总局公告2023年第91号
为支持小型企业，现将有关事项公告如下：
一、本公告执行至2027年12月31日。
财政部 税务总局
2023年8月1日
"""
CENTRE = """关于开展工伤保险待遇资格认证的通告
根据《工伤保险条例》等规定，我市开展工伤保险待遇资格认证。
现就有关事项通告如下：
一、对象为领取待遇的人员。
乐河市社会保险基金管理中心
2025年6月20日
"""
ORDERED = """乐河市房屋使用规定
第一条 根据《北山省房屋使用条例》，制定本规定。
第九条 本规定自2013年7月1日起施行。乐河市建设局2005年发布的《乐河市房屋使用规定》（乐建〔2005〕9号）及乐河市建设局2010年发布的《乐河市房屋出租规定》（乐建〔2010〕5号）同时废止。
"""  # noqa: E501
USE = "乐河市房屋使用规定"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (ONE_LINE, (NOTICE, "number", "国办函〔2013〕77号")),
        (ONE_LINE, (NOTICE, "issuer", "国务院办公厅")),
        (ONE_LINE, (NOTICE, "issued", "2013-05-03")),
        (ONE_LINE, (PLAN, "effective", "2013-05-03")),
        (ONE_LINE, (PLAN, "issued", "2004-06-08")),
        (REPLY, (REPLY_TITLE, "number", "国函〔2001〕12号")),
        (REPLY, (REPLY_TITLE, "issued", "2001-02-03")),
        (REPLY, (REQUEST, "number", "海政〔2000〕61号")),
        (DATED, ("国务院关于加强粮食流通工作的决定", "issued", "1991-03-04")),
        (ANNOUNCED, ("财政部 税务总局关于小型企业税收的公告", "issuer", "税务总局")),
        (ANNOUNCED, ("财政部 税务总局关于小型企业税收的公告", "expires", "2027-12-31")),
        (CENTRE, ("关于开展工伤保险待遇资格认证的通告", "issuer", "乐河市社会保险基金管理中心")),
        ("近日，民政部、财政部两部门联合印发《关于互助养老的意见》。", ("关于互助养老的意见", "issuer", "民政部")),
        ("近日，民政部、财政部两部门联合印发《关于互助养老的意见》。", ("关于互助养老的意见", "issuer", "财政部")),
        (
            "2024年2月3日，总理签署第979号国务院令，公布《渔港管理条例》。",
            ("渔港管理条例", "number", "国务院令第979号"),
        ),
        ("国务院公布《渔港管理条例》，自2024年5月1日起施行，有效期5年。", ("渔港管理条例", "expires", "2029-05-01")),
        ("1994年7月19日国务院令第958号发布的《渔港条例》继续有效。", ("渔港条例", "issued", "1994-07-19")),
        ("按照国务院《土壤质量提升行动计划》执行。", ("土壤质量提升行动计划", "issuer", "国务院")),
        (
            "国家发展改革委以发改价格〔2023〕912号印发《关于水价的通知》。",
            ("关于水价的通知", "number", "发改价格〔2023〕912号"),
        ),
        ("乐河市司法局起草制定了《乐河市养犬办法》。", ("乐河市养犬办法", "issuer", "乐河市司法局")),
    ],
)
def test_particulars(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in set(particulars(facts(text)))


@pytest.mark.parametrize(
    "text",
    [
        "2025年底前出台《乐河市数据条例》。",
        "在2005年财政部制定的《关于补贴的意见》基础上，市政府印发了《乐河市补贴细则》。",
        "完成全市河流变化（2000—2010年）调查，发布《乐河市河流名录》。",
    ],
)
def test_a_date_of_something_else_is_no_day_of_issue(text: str) -> None:
    assert not [p for p in particulars(facts(text)) if p[1] == "issued" and p[0].startswith("乐河市")]


def test_relations_of_a_head_in_one_line() -> None:
    found = related(facts(ONE_LINE))
    assert (NOTICE, "promulgates", PLAN) in found
    assert (NOTICE, "repeals", PLAN) in found  # the earlier one of the same title, with a key of its own
    assert (PLAN, "basis", "中华人民共和国突发事件应对法") in found
    assert (PLAN, "basis", "粮食安全保障法") in found
    assert len({m.key for f in facts(ONE_LINE) for _, m in f.mentions() if m.label == PLAN}) == 2


def test_what_a_notice_leans_on_before_it_opens_is_its_basis() -> None:
    assert related(facts(CENTRE)) == {("关于开展工伤保险待遇资格认证的通告", "basis", "工伤保险条例")}


def test_lists_of_what_is_repealed_run_on_over_issuers_and_years() -> None:
    repealed = {(a, c) for a, b, c in related(facts(ORDERED)) if b == "repeals"}
    assert repealed == {(USE, USE), (USE, "乐河市房屋出租规定")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("属于环境保护税法第十条规定的情形", ["环境保护税法"]),
        ("大气污染防治法和水污染防治法授权国务院制定", ["大气污染防治法", "水污染防治法"]),
        ("外商投资法实施条例施行后", ["外商投资法实施条例"]),
        ("学习贯彻民事强制执行法。", ["民事强制执行法"]),
        ("遵守渡口管理、桥梁养护执行条例。", ["桥梁养护执行条例"]),
        ("巡查渡口、严格执行渡口安全条例。", ["渡口安全条例"]),
        ("公司法人应当依法经营，遵守法律法规", []),
        ("对排污单位按照国家有关规定处理", []),
        ("实施节水用水法宣传", []),
        ("制定废旧轮胎回收管理办法。", ["废旧轮胎回收管理办法"]),
        ("制定和完善河湖管理范围划定工作规则和实施办法。", []),
        ("落实历史街区保护规划，开展专项整治方案。", ["历史街区保护规划"]),
        ("出台支持文旅发展十五条措施，制定有力的措施。", ["支持文旅发展十五条措施"]),
        ("编制专项治理方案，制定具体办法。", []),
        ("制定海岸带（北部）综合利用建设方案。", ["海岸带（北部）综合利用建设方案"]),
    ],
)
def test_names_without_marks(text: str, names: list[str]) -> None:
    found = sorted(bare.find(text), key=lambda b: b.start)
    assert [text[b.start : b.end] for b in found] == names


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("二〇一四年十二月二十九日", "2014-12-29"),
        ("二○○五年三月", "2005-03"),
        ("二OO八年一月二日", "2008-01-02"),
        ("一九九〇年", "1990"),
    ],
)
def test_zeros_of_chinese_dates(written: str, iso: str) -> None:
    assert calendar.iso(written) == iso


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("国　务　院", ("国务院",)),
        ("国 务 院 办 公 厅", ("国务院办公厅",)),
        ("民政部、财政部两部门", ("民政部", "财政部")),
        ("中共中央和国务院", ("中共中央", "国务院")),
        ("我们必须认真执行国务院", ()),
        ("民政部 财政部", ("民政部", "财政部")),
    ],
)
def test_bodies(text: str, names: tuple[str, ...]) -> None:
    assert bodies.split(text) == names


def test_running_text_is_no_head() -> None:
    document = Document("a", "a.txt", "", "text/plain", "根据国务院关于粮食的通知国发〔2001〕2号的要求，各市要抓紧。")
    assert runon.find(nlp.parse(sentences.split(document))) is None
