"""Region and industry: what the text says a region has, grows, leads in or will develop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.industry_names import Candidate, Ground, candidates
from kg.extract.places_of import regions_of
from kg.model import Context, Document, Fact, FactKind, Genre, Parsed

# After a name, these make it a modifier of something else.
_MODIFIER = re.compile(
    r"(?:企业|公司|人才|院校|学院|学校|机构|主管|部门|用地|用电|贷款|风险|保险|安全|投资|工程师|从业|大会|博览会|论坛|大赛|节"
    r"|事业|强国|局|厅|委|部|科技|标准|生产资料|品|税|市场监管|消费|就业)"
)


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    """Facts of FactKind.REGION_INDUSTRY."""
    if context.genre is Genre.POLICY:
        return
    for sentence in parsed:
        for candidate in candidates(sentence):
            if _holds(candidate):
                yield from _facts(sentence, candidate, context)


def _holds(candidate: Candidate) -> bool:
    if _MODIFIER.match(candidate.after) and candidate.ground is not Ground.CLASS:
        return False
    return candidate.ground is not Ground.WEAK or bool(candidate.verb)


def _facts(parsed: Parsed, candidate: Candidate, context: Context) -> Iterator[Fact]:
    span = candidate.mention.span
    if span is None:
        return
    for region in regions_of(parsed, span.start, span.end, context):
        yield Fact(
            FactKind.REGION_INDUSTRY,
            {"region": region, "industry": candidate.mention},
            parsed.sentence.span,
            f"industries.{candidate.ground}",
        )
