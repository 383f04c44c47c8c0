"""Projects: named constructions, plants, platforms, parks, lines, venues and facilities that are built or run."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.extract.places_of import regions_of
from kg.extract.project_firms import firm_of, firms_of, may_be_firms
from kg.extract.project_grounds import HEADLESS, RUN, accepted, strength
from kg.extract.project_heads import signs
from kg.extract.project_names import Name, names
from kg.extract.project_phrases import Phrase, phrases
from kg.extract.project_proper import may_be_proper, scene_of
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Parsed, Span, Value
from kg.register import CHINA, divisions

_STREET = re.compile(r"[东西南北中]?[路街]")
_OVERSEAS = frozenset({"71", "81", "82"})
_SETTLING = frozenset({"落地", "落户", "布局", "落成"})  # the goal of the verb is the place: …落地遵义
_BETWEEN = re.compile(r"[、和及与等地市—\-·（）()]*")
_BACKWARD = re.compile("回顾|过去|总结|成就|成绩|成效|进展")
_FORWARD = re.compile(r"年(?:底|末)?前|力争|到20\d\d年|计划于|将于")
_ENDS = re.compile("[至到—]")
# How far names found on each ground were right where they could be checked: proper and built, proper, common words.
_SCORES = {(True, True): 0.9, (True, False): 0.75, (False, True): 0.7, (False, False): 0.6}


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    """The projects of a document, with region, and stage and enterprise where the text gives them."""
    for sentence in parsed:
        if not sentence.sentence.is_heading:
            yield from _of_sentence(sentence, context)


def _of_sentence(parsed: Parsed, context: Context) -> Iterator[Fact]:
    ends = signs(parsed.text)
    if not ends:
        return
    parsed = _without_streets(parsed)
    held = tuple(phrases(parsed))
    scene = scene_of(parsed)
    found: list[_Found] = []
    for phrase in held:
        firmness = strength(phrase)
        if firmness >= HEADLESS or (_has_sign(phrase, ends) and (firmness or may_be_proper(scene, phrase.words))):
            taken = accepted(phrase, names(scene, phrase), firmness, strict=context.genre is Genre.POLICY)
            found.extend(_Found(name, phrase, firmness) for name in taken if not _acts(parsed, held, phrase, name))
    firms = firms_of(parsed) if any(may_be_firms(each.name, parsed.text) for each in found) else ()
    for each in found:
        regions = _regions(parsed, held, each, context)
        yield from _facts(parsed, each, regions, firm_of(parsed, each.name, firms), context)


def _acts(parsed: Parsed, held: Sequence[Phrase], phrase: Phrase, name: Name) -> bool:
    """Whether a name without a head noun is a region, or the builder: X建成首座工厂."""
    if name.head is not None:
        return False
    span = parsed.span(name.start, name.end)
    if any(m.span == span for m in parsed.of(Kind.REGION)):
        return True
    builds = bool(phrase.after) and max(v.before for v in phrase.after) >= HEADLESS
    return builds and any(p.number == phrase.number + 1 and p.clause == phrase.clause for p in held)


class _Found(NamedTuple):
    """A name, the phrase that it stands in, and how firmly that says what it is."""

    name: Name
    phrase: Phrase
    firmness: int


def _has_sign(phrase: Phrase, ends: Sequence[int]) -> bool:
    at = bisect_right(ends, phrase.words[0].start)
    return at < len(ends) and ends[at] <= phrase.words[-1].end


def _facts(
    parsed: Parsed, found: _Found, regions: Sequence[Mention], firm: Mention | None, context: Context
) -> Iterator[Fact]:
    name = found.name
    span = parsed.span(name.start, name.end)
    project = Mention(Kind.PROJECT, parsed.text[name.start : name.end], span, name.text)
    roles: dict[str, Value] = {"project": project, "stage": _stage(found.phrase, parsed, context)}
    if firm:
        roles["enterprise"] = firm
    rule = f"projects.{name.head.group if name.head else 'list'}"
    score = _SCORES[name.proper, found.firmness > 1]
    for region in regions:
        yield Fact(FactKind.PROJECT, {**roles, "region": region}, parsed.sentence.span, rule, score)


def _stage(phrase: Phrase, parsed: Parsed, context: Context) -> str:
    """What the verb nearest to the name says: after it first (…开工), then before it (建成…).

    Of a plan, what is to be opened or begun is planned; a thing of which no verb says that it is built is there.
    """
    verbs = [verb for verb in (*phrase.after, *phrase.before) if verb.stage]
    if not verbs:
        return "done"
    built = next((verb for verb in verbs if max(verb.before, verb.after) > 1), verbs[0])
    firm = max(built.before, built.after) > 1 and (built.stage == "done" or max(built.before, built.after) == HEADLESS)
    return "planned" if firm and built.text not in RUN and _is_plan(parsed, context) else built.stage


def _is_plan(parsed: Parsed, context: Context) -> bool:
    """Whether the sentence says what is to be done: a section of a work report that looks forward, or its words."""
    top = parsed.sentence.headings[0] if parsed.sentence.headings else ""
    forward = context.genre is Genre.REPORT and bool(top) and not _BACKWARD.search(top)
    return forward or bool(_FORWARD.search(parsed.text))


# --- where


def _without_streets(parsed: Parsed) -> Parsed:
    """Without the mentions of regions that only name a street: 南京东路."""
    kept = tuple(m for m in parsed.mentions if not (m.span and _STREET.match(parsed.text, m.span.end - parsed.start)))
    return replace(parsed, mentions=kept) if len(kept) < len(parsed.mentions) else parsed


def _regions(parsed: Parsed, held: Sequence[Phrase], found: _Found, context: Context) -> tuple[Mention, ...]:
    """The regions in the name, else the subject or goal of its verb, else who speaks.

    The regions of other names of the list are theirs alone; in a work report a new clause has the speaker for
    its subject again.
    """
    name, phrase = found.name, found.phrase
    span = parsed.span(name.start, name.end)
    inside = [m for m in parsed.of(Kind.REGION) if m.span and span.contains(m.span) and m.key != CHINA]
    if inside:
        own = [m for m in inside if _is_own(m, name, span, context)]
        if not own:
            return (context.speaker,)
        only = _with_only(parsed, inside, own)
        return tuple(_around(m, name, span, context) for m in regions_of(only, span.start, span.end, context))
    near = [p for p in held if p.clause == phrase.clause]
    goal = [p for p in near if p.number == phrase.number + 1 and any(v.text in _SETTLING for v in phrase.after)]
    for other in (*goal, *(p for p in reversed(near) if p.number < phrase.number)):
        if regions := _only_regions(parsed, other):
            return regions
    if context.genre is Genre.REPORT:
        return (context.speaker,)
    at = parsed.start + phrase.words[0].start
    first = [m for m in parsed.of(Kind.REGION) if m.span and m.span.start == at and m.key != CHINA]
    if first:  # 广东省甲水库、乙水库
        return tuple(first)
    return regions_of(parsed, at, at, context)


def _is_own(mention: Mention, name: Name, span: Span, context: Context) -> bool:
    """Whether a region in a name can be its place: not the far end of a line that leaves the province that speaks, nor
    a place of another province that bears the name of a water or a hill here (黄山水库).
    """
    speaker = context.speaker
    if speaker.key[:2] in {"", CHINA[:2]} or mention.key[:2] in {speaker.key[:2], CHINA[:2]} or mention.span is None:
        return True
    if mention.key[:2] in _OVERSEAS:  # 台湾农民创业园, for those who come
        return False
    if mention.span.start > span.start or _ENDS.search(name.text):
        return False
    short = mention.text[-1] not in "省市县区州盟旗"
    return not (short and name.head is not None and name.modifier == mention.text)


def _with_only(parsed: Parsed, inside: Sequence[Mention], own: Sequence[Mention]) -> Parsed:
    """A sentence without those of the regions in a name that are no place of it."""
    if len(own) == len(inside):
        return parsed
    kept = tuple(m for m in parsed.mentions if m not in inside or m in own)
    return replace(parsed, mentions=kept)


def _around(mention: Mention, name: Name, span: Span, context: Context) -> Mention:
    """The region of a name; where the name is that of a zone itself, the division that the zone lies in."""
    code, _, zone = mention.key.partition("/")
    if code == CHINA and zone and mention.span and span.contains(mention.span):
        return context.speaker  # a bloc is wider than who speaks
    if not zone or mention.span is None or mention.span.end < span.end - name.text.endswith(("）", ")")):
        return mention
    held = divisions().get(code)
    return Mention(Kind.REGION, mention.text, None, held.name, code) if held and code != CHINA else context.speaker


def _only_regions(parsed: Parsed, phrase: Phrase) -> tuple[Mention, ...]:
    """The regions of a phrase that names nothing else: 安顺、铜仁."""
    span = parsed.span(phrase.words[0].start, phrase.words[-1].end)
    inside = [m for m in parsed.of(Kind.REGION) if m.span and span.contains(m.span)]
    rest = "".join(w.text for w in phrase.words)
    for mention in inside:
        rest = rest.replace(mention.text, "", 1)
    return tuple(inside) if inside and _BETWEEN.fullmatch(rest) else ()
