"""A document, facts and judgements in a few words, for the tests of judgements."""

from __future__ import annotations

from decimal import Decimal

from kg.judgements.judgement import Judgement, parse
from kg.model import Document, Fact, FactKind, Kind, Mention, Span, Value

COLUMNS = ("judgement", "kind", "name", "other", "document")
DOCUMENT = Document("notice-3", "notice-3.txt", "", "text/plain", "")
REGION = Mention(Kind.REGION, "全省", name="湖南省", key="430000")


def judged(line: str, place: str = "j.csv:2") -> Judgement:
    """A judgement from its first cells: ``reject,honour,文明城市``."""
    cells = dict.fromkeys((*COLUMNS, "note"), "") | dict(zip(COLUMNS, line.split(","), strict=False))
    return parse({**cells, "who": "李雷", "when": "2026-11-24"}, place)


def judgements(*lines: str) -> tuple[Judgement, ...]:
    return tuple(judged(line, f"j.csv:{number}") for number, line in enumerate(lines, start=2))


def fact(kind: FactKind, at: int = 0, score: float = 0.5, /, **roles: Value) -> Fact:
    return Fact(kind, roles, Span(at, at + 20), "test", score)


def firm(text: str, name: str = "", at: int = 0) -> Fact:
    """A firm in 湖南省: as written, and the fuller name that its document gave it."""
    return fact(FactKind.ENTERPRISE_REGION, at, enterprise=Mention(Kind.ENTERPRISE, text, name=name), region=REGION)


def programme(name: str, score: float = 0.5, at: int = 0) -> Fact:
    mention = Mention(Kind.PROGRAMME, name)
    return fact(FactKind.REGION_PROGRAMME, at, score, region=REGION, programme=mention)


def project(name: str, key: str = "", at: int = 0) -> Fact:
    return fact(FactKind.PROJECT, at, project=Mention(Kind.PROJECT, name, key=key), region=REGION)


def growth(value: str) -> Fact:
    return fact(
        FactKind.OBSERVATION, about=REGION, metric=Mention(Kind.METRIC, "地区生产总值"), value=Decimal(value), unit="%",
        kind="change", status="actual", comparator="=",
    )  # fmt: skip
