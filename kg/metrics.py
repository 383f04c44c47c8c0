"""The register of canonical metrics: what 地区生产总值, 生产总值 and GDP have in common (data/register/metrics.csv).

A name is known or it is not: after normalisation it equals a name or an alias of the register, and its unit is one
that the metric is measured in (or one of growth). Nothing is matched by likeness.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import DataError
from kg.resources import data

KINDS = frozenset({"level", "rate"})
GROWTH = frozenset({"%", "‰", "个百分点", "个千分点", "百分点", "倍", ""})


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: `kind` is `level` where values of places add up, `rate` where they do not."""

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    units: tuple[str, ...]  # the first is the usual one
    kind: str
    broader: str  # the id of a metric that this one is a part of; empty where none is


@cache
def metrics() -> Mapping[str, Metric]:
    """Every metric by its id, in the order of the register. Raises DataError where the register breaks its form."""
    held: dict[str, Metric] = {}
    path = data("register", "metrics.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            where = f"{path.name}:{number}"
            if row["id"] in held:
                raise DataError(where, f"id {row['id']!r} stands twice")
            if row["kind"] not in KINDS:
                raise DataError(where, f"unknown kind {row['kind']!r}", f"one of {sorted(KINDS)}")
            held[row["id"]] = Metric(
                row["id"],
                row["zh"],
                row["en"],
                _parts(row["aliases"]),
                _parts(row["unit"]),
                row["kind"],
                row["broader"],
            )
    for metric in held.values():
        if metric.broader and metric.broader not in held:
            raise DataError(path.name, f"{metric.id} has the unknown broader {metric.broader!r}")
    return held


def _parts(field: str) -> tuple[str, ...]:
    return tuple(part for part in field.split("|") if part)


@cache
def _names() -> Mapping[str, Metric]:
    found: dict[str, Metric] = {}
    for metric in metrics().values():
        for name in (metric.zh, *metric.aliases):
            held = found.setdefault(normalise(name), metric)
            if held is not metric:
                raise DataError("metrics.csv", f"{name!r} names both {held.id} and {metric.id}")
    return found


_DROPPED = re.compile(r"[\s\"'“”‘’「」《》的]")
_WHOSE = re.compile(r"^(?:全|我|本)(?:国|省|市|区|县|州)|^(?:全|本)自治区")
_ABOVE_SIZE = re.compile(r"规上|规模(?=工业|服务业|企业)")
_GROWN = re.compile(r"(?:年均)?(?:增长|增速|增幅|增长率|增长速度|递增|下降|降低|降幅)$|年均$|累计$")


def normalise(name: str) -> str:
    """A name without what does not tell metrics apart: quotes, 的, whose it is, short forms of 规模以上 and GDP."""
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", name))
    text = _ABOVE_SIZE.sub("规模以上", _WHOSE.sub("", text))
    return text.replace("国内生产总值", "地区生产总值").replace("GDP", "地区生产总值")


def canonical(name: str, unit: str) -> Metric | None:
    """The metric that `name` means where it is measured in `unit`; None where the register does not know it.

    A name that says its growth (地区生产总值年均增长) means the metric that grows.
    """
    text = normalise(name)
    found = _names().get(text) or _names().get(_GROWN.sub("", text))
    if found is None:
        return None
    return found if unit in GROWTH or unit in found.units else None
