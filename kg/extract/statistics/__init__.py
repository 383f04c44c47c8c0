"""Observations and rankings: a grammar over quantities and clauses. The way: quantities → clauses → heads → reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg import metrics, register
from kg.extract.statistics import tables
from kg.extract.statistics.head import NATION
from kg.extract.statistics.lexicon import words
from kg.extract.statistics.line import Line, maybe
from kg.extract.statistics.naming import Name
from kg.extract.statistics.reading import Observed, Ranked, read
from kg.extract.statistics.timeline import moments
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Parsed, Span, Value

NAMELESS = frozenset({"满分", "总分", "其他", "一般", "年度计划"})  # a scale, a remainder: nothing measured


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    """The observations and rankings of a document, sentence by sentence."""
    for item, moment in zip(parsed, moments(parsed, context), strict=True):
        if item.sentence.is_heading or not maybe(item.text):
            continue
        if "标" in item.text and (cells := list(tables.read(item.text))):
            yield from (_cell(cell, item, context) for cell in cells)
            continue
        for found in read(Line(item, context), moment):
            if found.name.text in NAMELESS or (len(found.name.text) < 2 and found.name.text not in words("short")):
                continue
            if context.genre is not Genre.REPORT and _conditional(item.text, found.quantity.end):
                continue
            if context.genre is Genre.POLICY and _THRESHOLD.search(item.text, 0, found.quantity.start):
                continue
            if _SOURCE.match(item.text, _clause(item.text, found.quantity.start)):
                continue
            yield _observation(found, item, context) if isinstance(found, Observed) else _ranking(found, item, context)


# 人均面积低于15平方米 of a rule is whom it holds for; 据84个企业的统计 is where a figure is from.
_THRESHOLD = re.compile(r"(?:低于|高于|不足|未满|小于|大于|少于|多于|年满|已满|超过)$")
_SOURCE = re.compile(r"(?:根?据|按照?)[^，。；]{2,40}(?:统计|调查|测算|估计|计算|材料|反映|报告)，")


def _clause(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "，；。：") + 1


def _cell(cell: tables.Cell, item: Parsed, context: Context) -> Fact:
    roles: dict[str, Value] = {
        "about": context.speaker,
        "metric": _mention(cell.name, item.span(cell.span.start, cell.span.end), cell.unit),
        "value": cell.value.normalize(),
        "unit": cell.unit,
        "kind": cell.kind,
        "status": cell.status,
        "comparator": cell.comparator,
        "period": cell.period,
    }
    return Fact(FactKind.OBSERVATION, roles, item.sentence.span, "statistics.table")


_CLOSES = re.compile(r"[；。;]|$")


def _conditional(text: str, at: int) -> bool:
    """A condition or a penalty of a rule, no measurement: 损失2000万元以上的；处20万元以下的罚款."""
    end = _CLOSES.search(text, at)
    begin = max(text.rfind(mark, 0, at) for mark in "；。;") + 1
    stretch = text[begin : end.start() if end else len(text)].rstrip("”）) ")
    return stretch.endswith("的") or "罚款" in stretch


def _observation(found: Observed, item: Parsed, context: Context) -> Fact:
    roles: dict[str, Value] = {
        "about": _about(found.name, item, context),
        "metric": _metric(found.name, item, found.unit),
        "value": found.value.normalize(),
        "unit": found.unit,
        "kind": found.kind,
        "status": found.status,
        "comparator": found.comparator,
    }
    if found.period:
        roles["period"] = found.period
    if found.base:
        roles["base"] = found.base
    return Fact(FactKind.OBSERVATION, roles, item.sentence.span, f"statistics.{found.rule}")


def _ranking(found: Ranked, item: Parsed, context: Context) -> Fact:
    roles: dict[str, Value] = {
        "about": _about(found.name, item, context),
        "metric": _metric(found.name, item, ""),
        "rank": found.rank,
        "scope": _scope(found, item, context),
    }
    if found.period:
        roles["period"] = found.period
    return Fact(FactKind.RANKING, roles, item.sentence.span, "statistics.rank")


def _about(name: Name, item: Parsed, context: Context) -> Mention:
    if name.about is None or name.about.span is None:
        return context.speaker
    held = name.about.span
    return Mention(name.about.kind, name.about.text, item.span(held.start, held.end), name.about.name, name.about.key)


def _metric(name: Name, item: Parsed, unit: str) -> Mention:
    return _mention(name.text, item.span(name.span.start, name.span.end), unit)


def _mention(name: str, span: Span, unit: str) -> Mention:
    """A metric as written; its key is the id in the register of metrics where that knows it."""
    known = metrics.canonical(name, unit)
    return Mention(Kind.METRIC, name, span, key=known.id if known else "")


_SCOPES: Mapping[str, str] = {
    "全国": "中国", "国内": "中国", "": "中国",
    "中部": "中部地区", "西部": "西部地区", "东部": "东部地区", "东北": "东北地区",
    "中西部": "中西部地区", "世界": "世界", "国际": "世界", "全球": "世界", "我国": "中国", "全国各省": "中国",
    "各省区": "中国", "各省": "中国", "各省市": "中国", "各省区市": "中国", "各省份": "中国", "全国各省区市": "中国",
}  # fmt: skip


# Seen from below: 全市 of a district's document is its prefecture, 全省 its province (guideline, rule 2).
_ABOVE = {"全市": "prefecture", "全省": "province", "省内": "province", "市内": "prefecture"}


def _scope(found: Ranked, item: Parsed, context: Context) -> Mention:
    written, at = found.quantity.scope.rstrip("的"), found.quantity.scope_at
    place = item.span(at, at + len(written)) if written and at >= 0 else None
    for mention in item.of(Kind.REGION) if place is not None else ():
        if mention.span is not None and place is not None and place.contains(mention.span) and mention.name:
            above = _ancestor(context.speaker.key, _ABOVE[mention.text]) if mention.text in _ABOVE else None
            return replace(mention, name=above.name, key=above.code) if above else mention
    name = _SCOPES.get(written, written)
    return Mention(Kind.REGION, written or "中国", place, name, NATION if name == "中国" else "")


def _ancestor(code: str, level: str) -> register.Division | None:
    held = register.divisions()
    found = (held[above] for above in register.ancestors(code) if above in held)
    return next((division for division in found if division.level == level), None)
