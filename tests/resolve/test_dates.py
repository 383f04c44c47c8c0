import pytest

from kg.resolve import dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年2月29日", "2024-02-29"), ("二〇二五年十二月三十一日", "2025-12-31"), ("2024-3-4", "2024-03-04"),
        ("2025年2月29日", ""), ("2025年13月1日", ""), ("2025年4月31日", ""), ("2025年0月1日", ""),
        ("二〇二五年二月二十九日", ""), ("二〇二五年二十月一日", ""), ("二〇二五年一月十十日", ""),
        ("二〇二五年一月二三日", ""), ("〇〇〇〇年一月一日", ""), ("今天", ""),
    ],
)  # fmt: skip
def test_only_days_of_the_calendar_are_dates(text: str, iso: str) -> None:
    assert dates.first(text) == iso
    assert dates.alone(text) == iso
