"""Who speaks, when, in which genre; the texts are written for these tests."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from kg.extract.sentences import split
from kg.model import Context, Document, Genre
from kg.resolve import dates
from kg.resolve.context import of


def context(text: str, stem: str = "doc", **metadata: str) -> Context:
    document = Document(
        stem, stem + ".txt", "0" * 64, "text/plain", text, metadata.get("title", ""), MappingProxyType(metadata)
    )
    return of(document, split(document))


REPORT = """2025年甘肃省政府工作报告
——2025年1月16日在甘肃省第十四届人民代表大会第三次会议上
来源：某日报
时间：2026-02-24
各位代表：
现在，我代表省人民政府，向大会报告工作。
一、2024年工作回顾
"""
BROKEN_REPORT = """政府工作报告
——2025年1月18日在海南省第七届
人民代表大会第四次会议上
海南省省长 某某
各位代表：
现在，我代表省人民政府，向大会报告工作。
"""
COUNTY_REPORT = """2026年衡南县政府工作报告
——2026年1月8日在衡南县第十八届人民代表大会第五次会议上
各位代表：
现在，我代表县人民政府，向大会报告工作。
"""
STATE_REPORT = """各位代表：

　　受国务院委托，我作政府工作报告。

一、2019年工作回顾
"""
REGION_REPORT = """政府工作报告
（2025年1月15日在广西壮族自治区第十四届人民代表大会第三次会议上）
自治区主席 某某
"""
PRESS = """雁峰区经济运行情况新闻发布会答记者问
发布时间:2020年11月30日
衡阳新闻网讯 10月27日，衡阳市系列新闻发布会雁峰区专场举行。
"""
NOTICE = """穗某规字〔2023〕1号
广州市天河区某某局
广州市天河区财政局
关于印发广州市天河区扶持办法的通知
区属各单位：
现印发给你们，请遵照执行。
广州市天河区某某局
2023年8月9日
"""
REGULATION = """湖南省促进条例
（2024年3月28日湖南省第十四届人民代表大会常务委员会第九次会议通过）
第一条 为了促进发展，制定本条例。
第二条 本省行政区域内适用本条例。
"""
LAW_FRAGMENT = "第一条　国家保护权益。第二条　公民有权利。第三条　本法自公布之日起施行。"
RUN_ON = "国务院关于加强某项工作的意见国发〔2014〕14号各省、自治区、直辖市人民政府：　　为了加强工作，提出如下意见。"
AGENCY = "新华社北京7月21日电（记者 某某）会议确定了优化环境的措施。"
OWN_CITY = "记者获悉，衡阳市出台政策。衡阳市财政局表示，我市将加大投入。我市企业受益。"
LOCAL = "衡阳新闻网讯 本周，一批项目开工。"
TWO_CITIES = "长沙市和衡阳市互派干部。我市代表团到访。"


@pytest.mark.parametrize(
    ("text", "genre", "speaker", "date", "year", "title"),
    [
        (REPORT, Genre.REPORT, "甘肃省", "2025-01-16", 2025, "2025年甘肃省政府工作报告"),
        (BROKEN_REPORT, Genre.REPORT, "海南省", "2025-01-18", 2025, "政府工作报告"),
        (COUNTY_REPORT, Genre.REPORT, "衡南县", "2026-01-08", 2026, "2026年衡南县政府工作报告"),
        (STATE_REPORT, Genre.REPORT, "中国", "", 2020, "政府工作报告"),
        (REGION_REPORT, Genre.REPORT, "广西壮族自治区", "2025-01-15", 2025, "政府工作报告"),
        (PRESS, Genre.PRESS, "雁峰区", "2020-11-30", 2020, "雁峰区经济运行情况新闻发布会答记者问"),
        (NOTICE, Genre.POLICY, "天河区", "2023-08-09", 2023, "广州市天河区财政局关于印发广州市天河区扶持办法的通知"),
        (REGULATION, Genre.POLICY, "湖南省", "2024-03-28", 2024, "湖南省促进条例"),
        (LAW_FRAGMENT, Genre.POLICY, "中国", "", None, ""),
        (RUN_ON, Genre.POLICY, "中国", "", 2014, "国务院关于加强某项工作的意见"),
        (AGENCY, Genre.NEWS, "中国", "", None, ""),
        (OWN_CITY, Genre.NEWS, "衡阳市", "", None, ""),
        (LOCAL, Genre.NEWS, "衡阳市", "", None, ""),
        (TWO_CITIES, Genre.NEWS, "中国", "", None, ""),  # which of them is 我市 stays open
        ("2021年1月14日，会议举行。到2025年12月31日前完成。", Genre.NEWS, "中国", "", 2021, ""),
        ("今年以来，经济运行平稳。", Genre.NEWS, "中国", "", None, ""),
    ],
)  # fmt: skip
def test_context(
    text: str,
    genre: Genre,
    *,
    speaker: str,
    date: str,
    year: int | None,
    title: str,
) -> None:
    held = context(text)
    assert (held.genre, held.speaker.name, held.date, held.year, held.title) == (genre, speaker, date, year, title)


def test_speaker_has_the_code_of_the_register() -> None:
    assert context(COUNTY_REPORT).speaker.key == "430422"
    assert context(AGENCY).speaker.key == "100000"


@pytest.mark.parametrize(
    ("metadata", "speaker", "date"),
    [
        ({"title": "某区教育局关于入学工作的通知", "issuer": "广州市天河区教育局"}, "天河区", ""),
        ({"title": "关于入学的通告", "site": "广州市政府网站", "date": "2024-07-26 10:00"}, "广州市", "2024-07-26"),
        ({"title": "中华人民共和国某某条例", "site": "广州市市场监督管理局网站"}, "中国", ""),
        ({"title": "广州市人民政府关于某事的通知", "issuer": "广州市天河区人民政府天园街道办事处"}, "广州市", ""),
    ],
)  # fmt: skip
def test_metadata_of_pages(metadata: dict[str, str], speaker: str, date: str) -> None:
    held = context("现将有关事项通知如下。", **metadata)
    assert (held.genre, held.speaker.name, held.date) == (Genre.POLICY, speaker, date)


@pytest.mark.parametrize(
    ("title", "text", "speaker", "year"),
    [
        ("衡阳市2025年国民经济和社会发展统计公报", "2026年3月20日\n全市经济增长。", "衡阳市", 2025),
        ("湖南湘江新区2025年工作报告", "各位代表：\n新区增长。", "湖南湘江新区", 2025),
        ("鼓楼区2025年政府工作报告", "2025年1月5日在徐州市鼓楼区第六届人民代表大会上\n", "鼓楼区", 2025),
    ],
)
def test_other_titles(title: str, text: str, speaker: str, year: int) -> None:
    held = context(f"{title}\n{text}", title=title)
    assert (held.speaker.name, held.year) == (speaker, year)


def test_a_district_that_shares_its_name_is_settled_by_its_city() -> None:
    assert context("鼓楼区2025年政府工作报告\n2025年1月5日在徐州市鼓楼区第六届人民代表大会上\n").speaker.key == "320302"


def test_the_name_of_the_file_gives_the_year_of_a_report_that_gives_none() -> None:
    assert context("各位代表：\n　　我代表国务院作政府工作报告。\n", "work-report-1995").year == 1995


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2023年8月9日", "2023-08-09"),
        ("　（2023年12月31日）", "2023-12-31"),
        ("二〇二三年十二月三十一日", "2023-12-31"),
        ("二○二四年十月一日", "2024-10-01"),
        ("2023年13月9日", ""),
        ("2023年8月9日印发", ""),
        ("2023年8月", ""),
        ("", ""),
    ],
)
def test_dates_alone_on_a_line(line: str, date: str) -> None:
    assert dates.alone(line) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("时间：2026-02-12", "2026-02-12"),
        ("2026/2/3 09:02", "2026-02-03"),
        ("２０２６年２月３日", "2026-02-03"),
        ("发布于2026.2.3", "2026-02-03"),
        ("二〇二六年二月二十一日", "2026-02-21"),
        ("2026年", ""),
    ],
)
def test_first_date(text: str, date: str) -> None:
    assert dates.first(text) == date


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2020年9月11日召开，2019年10月1日施行。", 2020),
        ("在2027年12月31日前完成。", None),
        ("总量2267.82086.4万吨。", None),
        ("", None),
    ],
)
def test_latest_year(text: str, year: int | None) -> None:
    assert dates.latest_year(text) == year
