"""Projects: named constructions, plants, platforms, parks, lines, venues and facilities that are built or run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extract.places_of import regions_of
from kg.extract.project_names import Name, closing, names
from kg.extract.project_phrases import Phrase, phrases
from kg.extract.project_words import alternatives, words
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Parsed, Span

_CLOSER = re.compile(r"(?:项目|工程|设施|建设|任务)$")


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    """The projects of a document, with region, and stage and enterprise where the text gives them."""
    for sentence in parsed:
        if not sentence.sentence.is_heading:
            yield from _of_sentence(sentence, context)


def _of_sentence(parsed: Parsed, context: Context) -> Iterator[Fact]:
    held = tuple(phrases(parsed))
    for phrase in held:
        strength = _strength(phrase)
        found = names(parsed, phrase)
        sure = [_accepted(name, strength, context) for name in found]
        for name, accepted in zip(found, sure, strict=True):
            if accepted or (any(sure) and _sibling(name, strength)):
                yield from _facts(parsed, held, phrase, name, context)


def _strength(phrase: Phrase) -> int:
    """How firmly the verbs and the closing of a phrase say that its names are projects (see `project_words.Verb`)."""
    before = max((v.before for v in phrase.before), default=0)
    after = max((v.after for v in phrase.after), default=0)
    firm = 3 if max(before, after) and _CLOSER.search(closing(phrase)) else 0
    return max(before, after, firm)


def _accepted(name: Name, strength: int, context: Context) -> bool:
    if _refused(name):
        return False
    if name.head is None:
        return strength >= 3 and name.proper and not _abstract(name.text)
    if context.genre is Genre.POLICY and not name.proper:
        return False
    if name.proper and not name.shared:
        return strength >= _PROPER_NEEDS.get(name.head.group if name.head.needs == "proper" else "", 0)
    if name.shared:
        return strength >= 1 and name.proper
    if _common(name.modifier):
        return False
    if name.head.needs == "modifier":
        return strength >= 1
    if name.listed and strength >= 1 and len(name.modifier) >= 2:
        return True
    return name.head.needs == "specific" and (strength >= 3 or (strength >= 2 and len(name.modifier) >= 3))


# How firm the verbs must be where a name is proper but its head noun says little.
_PROPER_NEEDS = {"": 0, "works": 1} | dict.fromkeys(
    ("transport", "water", "energy", "site", "venue", "institution", "platform", "designation"), 2
)


def _refused(name: Name) -> bool:
    if name.counted or not name.modifier or _superlative().search(name.text):
        return True
    # “五个中心”, “两重”项目: a slogan's count, a programme
    return bool(_SLOGAN.match(name.text)) or (name.head is not None and bool(_PROGRAMME.fullmatch(name.text)))


_SLOGAN = re.compile(r".*“[^”]*[一二两三四五六七八九十][^”]*(?:中心|基地|项目|高地|园区|平台)[^”]*”$")
_PROGRAMME = re.compile(r"“[^”]*”(?:项目|工程|体系|高校|.期)")


def _sibling(name: Name, strength: int) -> bool:
    """A name in a list with a project: a head noun or a label is enough."""
    if _refused(name):
        return False
    if name.head is None:
        return name.text.startswith("“") and name.text.endswith("”")
    if name.shared:
        return not _common(name.text)
    return strength >= 1 and name.head.needs != "proper" and not _common(name.modifier)


@cache
def _superlatives() -> str:
    return alternatives(words("superlative"))


@cache
def _superlative() -> re.Pattern[str]:
    return re.compile(_superlatives())


@cache
def _common_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('common'))})*")


def _common(modifier: str) -> bool:
    """Whether a modifier is made of common adjectives alone: 老旧, 大型."""
    return bool(_common_pattern().fullmatch(modifier))


@cache
def _abstract_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('abstract'))})$")


def _abstract(text: str) -> bool:
    return bool(_abstract_pattern().search(text))


def _facts(parsed: Parsed, held: Sequence[Phrase], phrase: Phrase, name: Name, context: Context) -> Iterator[Fact]:
    span = parsed.span(name.start, name.end)
    project = Mention(Kind.PROJECT, parsed.text[name.start : name.end], span, name.text)
    stage = _stage(phrase)
    kind = f"{name.head.group}:{name.head.text}" if name.head else "list"
    rule = f"projects:{kind}:{_strength(phrase)}:{'P' if name.proper else 'c'}{'S' if name.shared else ''}"
    for region in _regions(parsed, held, phrase, name, context):
        roles: dict[str, Mention | str] = {"project": project, "region": region}
        if stage:
            roles["stage"] = stage
        yield Fact(FactKind.PROJECT, roles, Span(*parsed.sentence.span), rule)


def _regions(
    parsed: Parsed, held: Sequence[Phrase], phrase: Phrase, name: Name, context: Context
) -> tuple[Mention, ...]:
    """The regions in the name, else the subject or goal of its verb, else who speaks.

    The regions of other names of the list are theirs alone; in a work report a new clause has the speaker for
    its subject again.
    """
    span = parsed.span(name.start, name.end)
    if any(m.span and span.contains(m.span) for m in parsed.of(Kind.REGION)):
        return regions_of(parsed, span.start, span.end, context)
    near = [p for p in held if p.clause == phrase.clause]
    goal = [p for p in near if p.index == phrase.index + 1 and any(v.text in _SETTLING for v in phrase.after)]
    for other in (*goal, *(p for p in reversed(near) if p.index < phrase.index)):
        if regions := _only_regions(parsed, other):
            return regions
    if context.genre is Genre.REPORT:
        return (context.speaker,)
    at = parsed.start + phrase.words[0].start
    return regions_of(parsed, at, at, context)


_SETTLING = {"落地", "落户", "布局", "落成"}
_BETWEEN = re.compile(r"[、和及与等地市—\-·（）()]*")


def _only_regions(parsed: Parsed, phrase: Phrase) -> tuple[Mention, ...]:
    """The regions of a phrase that names nothing else: 襄阳、宜昌."""
    span = parsed.span(phrase.words[0].start, phrase.words[-1].end)
    inside = [m for m in parsed.of(Kind.REGION) if m.span and span.contains(m.span)]
    rest = "".join(w.text for w in phrase.words)
    for mention in inside:
        rest = rest.replace(mention.text, "", 1)
    return tuple(inside) if inside and _BETWEEN.fullmatch(rest) else ()


def _stage(phrase: Phrase) -> str:
    for verb in (*phrase.after, *phrase.before):
        if verb.stage:
            return verb.stage
    return ""
