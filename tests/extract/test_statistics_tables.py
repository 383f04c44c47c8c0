"""Tables of indicators that a page ran together into one line."""

from __future__ import annotations

from kg.extract.statistics import tables


def _read(text: str) -> list[tuple[str, str, str, str, str, str, str]]:
    return [
        (c.name, f"{c.value.normalize():f}", c.unit, c.kind, c.status, c.comparator, c.period)
        for c in tables.read(text)
    ]


def test_levels_of_two_years_and_what_is_added() -> None:
    text = "指标2015年2020年〔累计〕属性林草覆盖率（%）31.5035.25〔3.75〕约束性活立木量（万立方米）820910〔90〕预期性"
    assert _read(text) == [
        ("林草覆盖率", "3.75", "个百分点", "change", "target", "=", "2016/2020"),
        ("林草覆盖率", "31.5", "%", "level", "actual", "=", "2015"),
        ("林草覆盖率", "35.25", "%", "level", "target", "=", "2020"),
        ("活立木量", "900000", "立方米", "change", "target", "=", "2016/2020"),
        ("活立木量", "8200000", "立方米", "level", "actual", "=", "2015"),
        ("活立木量", "9100000", "立方米", "level", "target", "=", "2020"),
    ]


def test_bounds_gaps_and_falls() -> None:
    text = (
        "指标2015年2020年〔累计〕属性水质达标率（%）70.8＞80-约束性"
        "扬尘总量减少（%）甲区--〔10〕约束性乙区--〔15〕约束性"
    )
    assert _read(text) == [
        ("水质达标率", "70.8", "%", "level", "actual", "=", "2015"),
        ("水质达标率", "80", "%", "level", "target", ">=", "2020"),
        ("甲区", "-10", "%", "change", "target", "=", "2016/2020"),
        ("乙区", "-15", "%", "change", "target", "=", "2016/2020"),
    ]


def test_growth_between_the_years() -> None:
    text = "序号指标2010年2015年2015年比2010年增长1烟尘排放量（万吨）312.5250.0-20%2好水比例（%）55>605个百分点"
    assert _read(text)[:4] == [
        ("烟尘排放量", "-20", "%", "change", "target", "=", "2011/2015"),
        ("烟尘排放量", "3125000", "吨", "level", "actual", "=", "2010"),
        ("烟尘排放量", "2500000", "吨", "level", "target", "=", "2015"),
        ("好水比例", "5", "个百分点", "change", "target", "=", "2011/2015"),
    ]


def test_text_without_a_table_gives_nothing() -> None:
    assert _read("2025年主要指标好于2024年。") == []
