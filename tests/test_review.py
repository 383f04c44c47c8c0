"""What people are shown: doubtful facts, names that may be one; nothing that has been judged."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import DataError, KgError, StoreError
from kg.graph.quads import nquads
from kg.graph.store import write
from kg.judgements import files
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Span, Value
from kg.review import ALL, COLUMNS, Row, review

HUNAN = Mention(Kind.REGION, "全省", name="湖南省", key="430000")
CHANGSHA = Mention(Kind.REGION, "长沙市", key="430100")
TEXT = "全省实施云雾行动。长沙市建设云雾储能电站。瑞珑电子在长沙市。全省总量增长4.8%，居第九位。发布《茶叶办法》。"
SENTENCES = {sentence[:4]: TEXT.index(sentence) for sentence in TEXT.split("。") if sentence}


@pytest.fixture(autouse=True)
def _no_judgements_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(files.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)


def fact(kind: FactKind, start: str, score: float = 1.0, /, **roles: Value) -> Fact:
    at = SENTENCES[start]
    return Fact(kind, roles, Span(at, TEXT.index("。", at) + 1), f"rule.{kind}", score)


def named(kind: Kind, text: str) -> Mention:
    return Mention(kind, text)


def figure(score: float) -> Fact:
    return fact(
        FactKind.OBSERVATION, "全省总量", score, about=HUNAN, metric=named(Kind.METRIC, "总量"), value=Decimal("4.8"),
        unit="%", kind="change", status="actual", comparator="=",
    )  # fmt: skip


def one_document() -> list[Fact]:
    """The programme is said twice: the surer sentence counts."""
    programme, firm = named(Kind.PROGRAMME, "云雾行动"), named(Kind.ENTERPRISE, "瑞珑电子")
    policy = named(Kind.POLICY, "《湖南省茶叶办法》")
    return [
        fact(FactKind.REGION_PROGRAMME, "全省实施", 0.55, region=HUNAN, programme=programme),
        fact(FactKind.REGION_PROGRAMME, "长沙市建", 0.4, region=HUNAN, programme=programme),
        fact(FactKind.PROJECT, "长沙市建", 0.7, project=named(Kind.PROJECT, "云雾储能电站"), region=CHANGSHA),
        fact(FactKind.ENTERPRISE_REGION, "瑞珑电子", 1.0, enterprise=firm, region=CHANGSHA),
        figure(0.3),
        fact(FactKind.RANKING, "全省总量", 0.2, about=HUNAN, metric=named(Kind.METRIC, "总量"), rank=9, scope=HUNAN),
        fact(FactKind.POLICY, "发布《茶", 0.5, policy=policy, issuer="湖南省人民政府"),
    ]


def another_document() -> list[Fact]:
    return [
        fact(FactKind.REGION_PROGRAMME, "全省实施", region=HUNAN, programme=named(Kind.PROGRAMME, "“云雾”行动")),
        fact(FactKind.PROJECT, "长沙市建", project=named(Kind.PROJECT, "云雾储能电站"), region=CHANGSHA),
        fact(FactKind.ENTERPRISE_REGION, "瑞珑电子", enterprise=named(Kind.ENTERPRISE, "瑞珑"), region=CHANGSHA),
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review") / "store"
    held = (("one", HUNAN, one_document()), ("two", CHANGSHA, another_document()))
    write(
        folder,
        (
            nquads(Document(stem, f"{stem}.txt", stem, "text/plain", TEXT), facts, Context(Genre.REPORT, speaker))
            for stem, speaker, facts in held
        ),
    )
    return folder


def told(rows: tuple[Row, ...]) -> list[str]:
    return [" ".join(filter(None, (row["kind"], row["name"], row["other"], row["document"]))) for row in rows]


FACTS = [
    "ranking 湖南省 总量 9 one",
    "observation 湖南省 总量 4.8% one",
    "policy 湖南省茶叶办法 湖南省人民政府 one",
    "region-programme 湖南省 云雾行动 one",
]
PAIRS = [
    "enterprise 瑞珑 瑞珑电子",
    "programme 云雾行动 “云雾”行动",
    "project 云雾储能电站 云雾储能电站",
]


def test_facts_by_score_then_names(store: Path) -> None:
    rows = review(store)
    assert told(rows) == FACTS + PAIRS
    assert all(tuple(row) == COLUMNS and row["judgement"] == "" for row in rows)


def test_a_row_has_score_rule_and_sentence(store: Path) -> None:
    row = review(store)[3]
    assert (row["score"], row["why"]) == ("0.55", "rule.region-programme")
    assert row["evidence"] == "全省实施云雾行动。"


def test_a_pair_has_a_sentence_for_each_name_and_no_document(store: Path) -> None:
    row = review(store, ["enterprise"])[0]
    assert (row["document"], row["score"]) == ("", "")
    assert row["evidence"] == "two: 瑞珑电子在长沙市。 | one: 瑞珑电子在长沙市。"


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"below": 0.0}, PAIRS),
        ({"below": 0.3}, FACTS[:1] + PAIRS),
        ({"below": 0.75, "kinds": ["project"]}, ["project 云雾储能电站 长沙市 one", PAIRS[2]]),
        ({"limit": 1}, [FACTS[0], PAIRS[0]]),
        ({"kinds": ["ranking", "programme"]}, [FACTS[0], PAIRS[1]]),
    ],
)
def test_options(options: dict[str, object], wanted: list[str], store: Path) -> None:
    assert told(review(store, **options)) == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("reject,region-programme,湖南省,云雾行动,one", FACTS[3]),
        ("accept,region-programme,云雾行动,,", FACTS[3]),
        ("accept,region-programme,云雾行动,,two", None),
        ("reject,observation,湖南省,总量4.8%,", FACTS[1]),
        ("reject,observation,湖南省,总量,", FACTS[1]),
        ("reject,policy,《湖南省茶叶办法》,,", FACTS[2]),
        ("same,enterprise,瑞珑电子,瑞珑,", PAIRS[0]),
        ("not-same,enterprise,瑞珑电子,瑞珑,", PAIRS[0]),
        ("not-same,enterprise,瑞珑电子,昊翎,", None),
        ("same,programme,“云雾”行动,云雾行动,", PAIRS[1]),
        ("same,project,云雾储能电站,云雾储能电站,", PAIRS[2]),
    ],
)
def test_what_is_judged_is_not_shown_again(line: str, gone: str | None, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    path.write_text(",".join(files.COLUMNS) + f"\n{line},李雷,2026-11-24,\n", encoding="utf-8")
    assert told(review(store, judgements=path)) == [text for text in FACTS + PAIRS if text != gone]


def test_every_kind_may_be_asked_for_and_no_other(store: Path) -> None:
    for kind in ALL:
        assert {row["kind"] for row in review(store, [kind])} <= {kind}
    with pytest.raises(KgError, match="--kind metric: is no kind of fact or name; give one of observation"):
        review(store, ["metric"])


def test_what_cannot_be_read_is_told(store: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        review(tmp_path / "none")
    with pytest.raises(DataError):
        review(store, judgements=tmp_path / "none.csv")


def test_a_list_of_the_sample_documents_is_short_enough_to_read(corpus_store: Path) -> None:
    assert len(review(corpus_store)) < 60
