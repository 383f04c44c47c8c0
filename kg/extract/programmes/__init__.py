"""Named strategies, campaigns, reforms and schemes, and the regions that carry them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from operator import methodcaller

from kg.extract.patterns import alternatives
from kg.extract.places_of import CHINA, regions_of
from kg.extract.programmes import labels, lexicon, lists, named, national
from kg.extract.programmes.clauses import flatten
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Parsed
from kg.register import divisions

# What a glossary explains, it does not say to be carried out: 7.“清河行动”：…
_GLOSS = re.compile(r"\s*(?:\d+[.．、]\s*)?[“《][^”》]{2,30}[”》][^，。；“]{0,8}(?:[：:]|，?(?:是指|指的是|指)|是“)")

# A sentence that only says what the next ones are about.
_HEADING = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]+[）)])?(?:推[动进]|促进|加强|深化|提升|提高|健全|完善|强化)[^，；：、]{4,16}。?\s*"
)
_AROUND = re.compile(r"及周边|等?(?:重点)?(?:地区|区域|流域)")
_PLANS = frozenset({Genre.POLICY, Genre.NEWS})
_SHARED = frozenset({"mechanism", "aid", "bare"})
# The same with a number and more than a quotation as its term: 25.应急“2653”行动：聚焦…
_TERM = re.compile(
    r"\s*\d{1,3}[.．、]\s*(?:[^，。；：:“]{0,20}“[^”]{1,20}”[^，。；：:]{0,12}|[^，。；：:“]{2,20}(?:行动|工程|计划|战略|改革))[：:](?=.)"
)


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:
    """A fact for each programme that a sentence names, and for each region that carries it out."""
    plan = context.genre in _PLANS
    found = [(sentence, name) for sentence in parsed for name in find(sentence, plan=plan)]
    full = full_names(name.head for _, name in found)
    topics = _topics(document.text, parsed) if plan and context.speaker.key == CHINA else {}
    for sentence, name in found:
        speaker = topics.get(sentence.start, context.speaker)
        yield from _facts(sentence, name, full.get(name.head, ""), replace(context, speaker=speaker))


def _topics(text: str, parsed: Sequence[Parsed]) -> Mapping[int, Mention]:
    """The region that the sentences after a heading are about, by where they start: 推动京津冀地区协同保护。…

    A plan of the country goes through its regions under short headings; the next one, or the paragraph, ends it.
    """
    topics: dict[int, Mention] = {}
    topic: Mention | None = None
    end = 0
    for sentence in parsed:
        if "\n" in text[end : sentence.start + 1]:
            topic = None  # of one paragraph
        end = sentence.sentence.span.end
        heading = _HEADING.fullmatch(sentence.text)
        regions = sentence.of(Kind.REGION) if heading or topic else ()
        if heading and not any(region.key in divisions() for region in regions):
            blocs = [region for region in regions if region.key != CHINA]
            topic = blocs[0] if len(blocs) == 1 else None
        elif topic:
            topics[sentence.start] = topic
    return topics


def full_names(names: Iterable[str]) -> Mapping[str, str]:
    """The full name of each short one of a document, where the two differ by a closing word and only one fits.

    脱贫攻坚 → 脱贫攻坚战, “三高四新” → “三高四新”美好蓝图; “双高” stays short beside “双高”建设 and “双高”计划.
    """
    known = sorted(set(names))
    words = (word for word, kind in lexicon.label_heads().items() if kind != "scheme")  # a scheme is a document
    closing = re.compile(f"(?:{alternatives({*words, '战'})})")
    full: dict[str, str] = {}
    for at, name in enumerate(known, start=1):
        longer = takewhile(methodcaller("startswith", name), known[at:])
        fitting = [other for other in longer if closing.fullmatch(other.removeprefix(name))]
        if len(fitting) == 1:
            full[name] = fitting[0]
    return full


def find(sentence: Parsed, *, plan: bool = False) -> tuple[named.Name, ...]:
    """The programmes that a sentence names, with offsets in the sentence."""
    flat = flatten(sentence, plan=plan)
    if _TERM.match(flat.raw):
        return ()
    held = [*named.names(flat), *(labels.names(flat) if flat.quotes else ())]
    held.extend(national.names(flat, [(name.start, name.end) for name in held]))
    held.extend(lists.names(flat, [(name.start, name.end) for name in held]))
    gloss = _GLOSS.match(flat.raw)
    said = gloss.end() if gloss else 0
    return tuple(name._replace(head=flat.raw[name.start : name.end] + name.head) for name in held if name.start >= said)


def _furthered(sentence: Parsed, region: Mention, start: int) -> bool:
    """Whether the region only says where an earlier clause furthers something: 推进甲市及周边地区…防治，实施…"""
    if region.span is None or not sentence.sentence.span.contains(region.span) or region.span.end > start:
        return False
    before = sentence.text[: region.span.start - sentence.start]
    between = sentence.text[region.span.end - sentence.start : start - sentence.start]
    return before.endswith(("推进", "推动")) and _AROUND.match(between) is not None and "，" in between


def _facts(sentence: Parsed, name: named.Name, full: str, context: Context) -> Iterator[Fact]:
    span = sentence.span(name.start, name.end)
    inside = any(m.key in divisions() and m.span and span.contains(m.span) for m in sentence.of(Kind.REGION))
    subject = "-subject" in name.rule
    regions = regions_of(sentence, span.start, span.end if inside else span.start, context, subject=subject)
    if name.rule == "national" and regions[0].key not in divisions():  # a bloc beside a national strategy is its field
        regions = (context.speaker,)
    if _furthered(sentence, regions[0], span.start):
        regions = (context.speaker,)
    if (
        inside and name.rule.split("-")[0] in _SHARED
    ):  # what two regions do together is the speaker's: 甲与乙对口合作机制
        regions = (context.speaker,)
    for region in regions:
        yield Fact(
            FactKind.REGION_PROGRAMME,
            {"region": region, "programme": Mention(Kind.PROGRAMME, name.head, span, full)},
            sentence.sentence.span,
            f"programmes.{name.rule}",
            min(1.0, name.score),
        )
