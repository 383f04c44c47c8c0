"""Region and industry: what the text says a region has, grows, leads in or will develop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.industry_names import Candidate, Ground, candidates, stem
from kg.extract.industry_register import words
from kg.extract.places_of import regions_of
from kg.model import Context, Document, Fact, FactKind, Genre, Parsed

_END = re.compile(r"$|[，,。；;、：:”’）)！!]|等|和|与|及|的|以及|并|，")
_LATE = frozenset({"打造", "建设", "建成", "形成", "构建", "布局", "加快", "支持", "推动", "推进"})
_EXPANDS = re.compile(
    r"(?:产业|行业)?(?:集群|链条?)?(?:高质量|创新|健康|规范|有序|融合|协同|集群|加快|持续|快速|绿色)*发展|提质|升级|转型"
)


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    """Facts of FactKind.REGION_INDUSTRY; a name that comes again in other words keeps its first form."""
    labels: dict[tuple[str, str], str] = {}
    for sentence in parsed:
        for candidate in candidates(sentence):
            if rule := _rule(candidate, context):
                yield from _facts(sentence, candidate, context, rule, labels)


def _rule(candidate: Candidate, context: Context) -> str:
    """The name of the rule by which the clause says that its region has the industry; empty where it does not."""
    after = candidate.after
    ends = bool(_END.match(after))
    grows = bool(_grows().match(after))
    built = bool(candidate.verb) and bool(_built().match(after))
    if context.genre is Genre.POLICY:
        return "developed" if candidate.verb in _POLICY and ends else ""
    if candidate.ground is Ground.CLASS:
        return "listed"
    if candidate.ground is Ground.WEAK:
        return "developed" if candidate.verb and ends else "built" if built else ""
    if candidate.verb and ends:
        return "developed"
    if grows:
        return "grows"
    return "built" if built else ""


_POLICY = frozenset({"发展", "壮大", "培育", "做大", "做强", "扶持", "大力发展", "加快发展"})


@cache
def _grows() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("grows"), key=lambda word: (-len(word), word))))


@cache
def _built() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("built"), key=lambda word: (-len(word), word))))


def _facts(
    parsed: Parsed, candidate: Candidate, context: Context, rule: str, labels: dict[tuple[str, str], str]
) -> Iterator[Fact]:
    span = candidate.mention.span
    if span is None:
        return
    for region in regions_of(parsed, span.start, span.end, context):
        same = region.label, stem(candidate.mention.label)
        label = labels.setdefault(same, candidate.mention.label)
        industry = candidate.mention if label == candidate.mention.label else replace(candidate.mention, name=label)
        roles = {"region": region, "industry": industry}
        yield Fact(FactKind.REGION_INDUSTRY, roles, parsed.sentence.span, f"industries.{rule}-{candidate.ground}")
