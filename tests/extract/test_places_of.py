"""Where a name is placed. The name is marked by ‹ and ›."""

from __future__ import annotations

import pytest

from kg.extract import mentions, nlp
from kg.extract.places_of import region_of, regions_of
from kg.model import Context, Genre, Kind, Mention, Parsed, Sentence, Span
from kg.resolve import places

HUNAN = Context(Genre.REPORT, Mention(Kind.REGION, "湖南省", None, "湖南省", "430000"), "2026", 2026)


def _marked(text: str) -> tuple[Parsed, int, int]:
    start, end = text.index("‹"), text.index("›") - 1
    plain = text.replace("‹", "").replace("›", "")
    sentence = Sentence(Span(100, 100 + len(plain)), plain)
    parsed = Parsed(sentence, nlp.language().make_doc(plain), mentions.find(sentence))
    return places.settle([parsed], HUNAN)[0], 100 + start, 100 + end


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("‹衡阳绿色盐业基地›开工。", "衡阳市"),
        ("推进衡阳市‹物流枢纽›建设。", "衡阳市"),
        ("湖南省衡阳市‹物流枢纽›投入运行。", "衡阳市"),
        ("长沙的‹会展中心›、衡阳的展馆先后建成。", "长沙市"),
        ("株洲轨道装备、‹硬质合金基地›等项目建成。", "株洲市"),
        ("支持株洲打造‹北斗产业园›。", "株洲市"),
        ("衡阳市聚焦主业，建成‹电缆产业园›。", "衡阳市"),
        ("衡阳市聚焦主业；建成‹电缆产业园›。", "湖南省"),
        ("建成‹电缆产业园›。", "湖南省"),
        ("全省建成‹电缆产业园›。", "湖南省"),
        ("入选全国首批‹数据标注基地›。", "湖南省"),
        ("与广东省共建‹产业合作园›。", "湖南省"),
    ],
)
def test_region(text: str, wanted: str) -> None:
    parsed, start, end = _marked(text)
    assert region_of(parsed, start, end, HUNAN).label == wanted


def test_equals() -> None:
    parsed, start, end = _marked("推动株洲、衡阳打造‹有色金属基地›。")
    assert [m.label for m in regions_of(parsed, start, end, HUNAN)] == ["株洲市", "衡阳市"]


def test_many_names_of_one_sentence() -> None:
    # No clock: where each name walks back over the whole sentence, this runs for minutes.
    parsed, start, end = _marked("衡阳市建成" + "电缆产业园、" * 5_000 + "‹电缆产业园›。")
    asked = [region_of(parsed, at, at + end - start, HUNAN).label for at in range(parsed.start + 5, start, 6)]
    assert asked == ["衡阳市"] * 5_000
