"""The register of metrics: names are known exactly or not at all."""

from __future__ import annotations

import pytest

from kg import metrics


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("地区生产总值", "元", "gdp"),
        ("GDP", "元", "gdp"),
        ("生产总值", "%", "gdp"),
        ("地区生产总值年均增长", "%", "gdp"),
        ("规上工业增加值", "%", "industry-va-above"),
        ("规模工业增加值", "%", "industry-va-above"),
        ("全省进出口总额", "元", "trade"),
        ("国家级专精特新“小巨人”企业", "家", "srdi-giants"),
        ("居民消费价格涨幅", "%", "cpi"),
        ("城镇新增就业", "人", "jobs"),
    ],
)
def test_known_names(name: str, unit: str, expected: str) -> None:
    found = metrics.canonical(name, unit)
    assert found is not None
    assert found.id == expected


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("地区生产总值", "家"),
        ("机场", "人次"),
        ("某县工业增加值", "元"),
        ("增长", "%"),
        ("", "元"),
        ("粮食加工企业", "家"),
    ],
)
def test_unknown_names_and_wrong_units(name: str, unit: str) -> None:
    assert metrics.canonical(name, unit) is None


def test_the_register_knows_its_own_names() -> None:
    for metric in metrics.metrics().values():
        for name in (metric.zh, *metric.aliases):
            assert metrics.canonical(name, metric.units[0] if metric.units else "") is metric


def test_the_register_is_large_and_bilingual() -> None:
    held = metrics.metrics()
    assert len(held) >= 150
    assert all(metric.zh and metric.en.isprintable() and metric.en for metric in held.values())


def test_broader_metrics_never_lead_in_a_circle() -> None:
    held = metrics.metrics()
    for metric in held.values():
        seen = {metric.id}
        while metric.broader:
            metric = held[metric.broader]  # noqa: PLW2901
            assert metric.id not in seen
            seen.add(metric.id)
