"""Enterprise and industry, enterprise and region: named firms, the branch they work in, where they are or invest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from kg.extract.enterprise_frames import framed
from kg.extract.enterprise_names import Firm, find
from kg.extract.enterprise_words import words
from kg.extract.enterprise_works import built
from kg.extract.places_of import CHINA, regions_of
from kg.model import Context, Document, Fact, FactKind, Kind, Mention, Parsed


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    """Facts of FactKind.ENTERPRISE_INDUSTRY and ENTERPRISE_REGION; a firm bears its fullest name in the document."""
    firms = [(sentence, _full(firm, context)) for sentence in parsed for firm in _apart(sentence)]
    names = sorted({firm.mention.label for _, firm in firms}, key=lambda name: (len(name), name))
    for sentence, firm in firms:
        enterprise = _fullest(firm.mention, names)
        if firm.industry:
            roles = {"enterprise": enterprise, "industry": firm.industry}
            yield _fact(FactKind.ENTERPRISE_INDUSTRY, roles, sentence, firm)
        for region in _regions(sentence, firm, context):
            yield _fact(FactKind.ENTERPRISE_REGION, {"enterprise": enterprise, "region": region}, sentence, firm)


def _apart(parsed: Parsed) -> Iterator[Firm]:
    """The firms of a sentence; of names that overlap the one that the stronger frame finds, the branch from any."""
    held: list[Firm] = []
    taken: dict[int, int] = {}  # which of them stands at an offset
    for firm in chain(find(parsed), built(parsed), framed(parsed)):
        span = firm.mention.span
        offsets = range(span.start, span.end) if span else range(0)
        other = min((taken[at] for at in offsets if at in taken), default=None)
        if other is None:
            taken.update(dict.fromkeys(offsets, len(held)))
            held.append(firm)
        else:
            known = held[other]
            held[other] = replace(known, region=known.region or firm.region, industry=known.industry or firm.industry)
    yield from held


def _fact(kind: FactKind, roles: dict[str, Mention], sentence: Parsed, firm: Firm) -> Fact:
    return Fact(kind, dict(roles), sentence.sentence.span, f"enterprises.{firm.rule}")


def _regions(parsed: Parsed, firm: Firm, context: Context) -> Iterator[Mention]:
    """The region beside the name, else that of the clause or the speaker; a firm of the whole country has none."""
    if firm.region:
        yield firm.region
        return
    span = firm.mention.span
    if span:
        yield from (m for m in regions_of(parsed, span.start, span.end, context) if m.key != CHINA)


def _full(firm: Firm, context: Context) -> Firm:
    """省物流集团 of a province that speaks bears the province's name."""
    text = firm.mention.text
    level = {"省": ("省", "自治区"), "市": ("市",)}.get(text[:1], ())
    if level and context.speaker.name.endswith(level):
        return replace(firm, mention=replace(firm.mention, name=context.speaker.name + text[1:]))
    return firm


def _fullest(mention: Mention, names: Sequence[str]) -> Mention:
    """The mention with the longest name of the document that begins with its own: 恒飞电缆 for 恒飞.

    A field after a name (恒飞新能源) may be what the firm builds there.
    """
    label = mention.label
    longer = [n for n in names if len(n) > len(label) and n.startswith(label) and n[len(label) :] not in words("loose")]
    return replace(mention, name=longer[-1]) if longer and mention.kind is Kind.ENTERPRISE else mention
