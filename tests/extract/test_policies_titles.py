"""The grammar of titles and the names of bodies."""

from __future__ import annotations

import pytest

from kg.extract.policies import bodies, calendar, titles
from kg.model import Context, Genre, Kind, Mention

TITLES = [
    ("国务院办公厅关于推动养老的指导意见", ("国务院办公厅",), "关于推动养老的指导意见", "意见", ()),
    ("财政部 税务总局关于调整政策的公告", ("财政部", "税务总局"), "关于调整政策的公告", "公告", ()),
    ("民政部财政部中国残联关于做好工作的意见", ("民政部", "财政部", "中国残联"), "关于做好工作的意见", "意见", ()),
    (
        "广州市民政局广州市财政局关于印发<广州市临时救助办法>的通知",
        ("广州市民政局", "广州市财政局"),
        "关于印发〈广州市临时救助办法〉的通知",
        "通知",
        ("广州市临时救助办法",),
    ),
    (
        "湖南省民政厅转发民政部关于加强护理工作的通知",
        ("湖南省民政厅",),
        "转发民政部关于加强护理工作的通知",
        "通知",
        ("民政部关于加强护理工作的通知",),
    ),
    (
        "衡阳市教育局等5部门关于印发课后服务细则的通知",
        ("衡阳市教育局",),
        "关于印发课后服务细则的通知",
        "通知",
        ("课后服务细则",),
    ),
    ("雁峰区关于引进人才的暂行办法", (), "关于引进人才的暂行办法", "办法", ()),
    ("数据安全管理办法（试行）", (), "数据安全管理办法（试行）", "办法", ()),
]  # fmt: skip


@pytest.mark.parametrize(("written", "issuers", "core", "genre", "inner"), TITLES)
def test_a_title_is_taken_apart(
    written: str, issuers: tuple[str, ...], core: str, genre: str, inner: tuple[str, ...]
) -> None:
    title = titles.parse(written)
    assert (title.issuers, title.core, title.genre, title.inner) == (issuers, core, genre, inner)


@pytest.mark.parametrize(
    "written", ["食品经营许可证", "登记申请表", "海上花", "解决方法", "录取通知书", "施工图纸", "书法"]
)
def test_what_is_no_policy_document(written: str) -> None:
    assert not titles.parse(written).is_policy


@pytest.mark.parametrize(
    ("written", "kind", "changed"),
    [
        ("某市人民政府关于修改〈某市停车办法〉的决定", "amends", ("某市停车办法",)),
        ("关于废止〈收费管理规定〉的通知", "repeals", ("收费管理规定",)),
    ],
)
def test_a_title_that_changes_another(written: str, kind: str, changed: tuple[str, ...]) -> None:
    title = titles.parse(written)
    assert (title.changes, title.changed) == (kind, changed)


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ("根据中共中央办公厅、国务院办公厅", ("中共中央办公厅", "国务院办公厅")),
        ("2019年10月，国务院", ("国务院",)),
        ("经省人民政府", ("省人民政府",)),
        ("会同市住房和城乡建设局", ("市住房和城乡建设局",)),
        ("为了做好这项工作", ()),
    ],
)
def test_bodies_right_before_a_title(before: str, names: tuple[str, ...]) -> None:
    assert bodies.before(before) == names


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("省政府", "湖南省人民政府"),
        ("市人民政府", "衡阳市人民政府"),
        ("市财政局", "衡阳市财政局"),
        ("省委", "中共湖南省委"),
        ("国务院", "国务院"),
        ("广州市政府", "广州市人民政府"),
    ],
)
def test_whose_body_it_is(name: str, full: str) -> None:
    speaker = Mention(Kind.REGION, "雁峰区", None, "雁峰区", "430406")
    assert bodies.mention(name, Context(Genre.POLICY, speaker)).label == full


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年3月4日", "2024-03-04"), ("二〇一九年六月十日", "2019-06-10"), ("2024年3月", "2024-03"),
        ("2024年", "2024"),
        ("2024-03-04", "2024-03-04"), ("2023年2月30日", ""), ("2023年13月1日", ""), ("2023年0月1日", ""),
        ("二〇二三年二十十月一日", ""), ("三月四日", ""),
    ],
)  # fmt: skip
def test_dates_are_as_exact_as_written(text: str, day: str) -> None:
    assert calendar.iso(text) == day


@pytest.mark.parametrize(
    ("start", "amount", "measure", "end"),
    [
        ("2024-04-01", "5", "年", "2029-04-01"), ("2024-02-29", "1", "年", "2025-02-28"),
        ("2023-01-31", "一", "月", "2023-02-28"),

        ("2023-12-31", "两", "年", "2025-12-31"),
        ("2023-01-01", "1", "年半", "2024-07-01"),
        ("2023-11-15", "3", "月", "2024-02-15"),
    ],
)  # fmt: skip
def test_the_anniversary_closes_a_term(start: str, amount: str, measure: str, end: str) -> None:
    assert calendar.later(start, amount, measure) == end
