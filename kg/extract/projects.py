"""Projects: named constructions, plants, platforms, parks, lines, venues and facilities that are built or run."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.places_of import regions_of
from kg.extract.project_heads import signs
from kg.extract.project_names import Name, closing, is_common, is_plain, names
from kg.extract.project_phrases import Phrase, phrases
from kg.extract.project_words import alternatives, words
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Parsed, Span
from kg.register import CHINA, divisions

# 等关键区域生态修复工程, 等重点行业领域整治工程: what is listed are places and trades, not works.
_AREA = re.compile("区域|地区|流域|领域|行业|城市|企业|河湖|海湾")
_CLOSER = re.compile(r"(?:项目|工程|设施|建设|任务)$")


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    """The projects of a document, with region, and stage and enterprise where the text gives them."""
    for sentence in parsed:
        if not sentence.sentence.is_heading:
            yield from _of_sentence(_without_streets(sentence), context)


_STREET = re.compile(r"[东西南北中]?[路街]")


def _without_streets(parsed: Parsed) -> Parsed:
    """Without the mentions of regions that only name a street: 南京东路."""
    kept = tuple(m for m in parsed.mentions if not (m.span and _STREET.match(parsed.text, m.span.end - parsed.start)))
    return replace(parsed, mentions=kept) if len(kept) < len(parsed.mentions) else parsed


def _of_sentence(parsed: Parsed, context: Context) -> Iterator[Fact]:
    ends = signs(parsed.text)
    held = tuple(phrases(parsed)) if ends else ()
    for phrase in held:
        strength = _strength(phrase)
        if strength < _HEADLESS and not _has_sign(phrase, ends):
            continue
        found = names(parsed, phrase)
        sure = [_accepted(name, strength, context) for name in found]
        for name, accepted in zip(found, sure, strict=True):
            if accepted or (any(sure) and _sibling(name, strength, sum(sure) / len(sure))):
                yield from _facts(parsed, held, phrase, name, context)


def _has_sign(phrase: Phrase, ends: Sequence[int]) -> bool:
    at = bisect_right(ends, phrase.words[0].start)
    return at < len(ends) and ends[at] <= phrase.words[-1].end


_HEADLESS = 3  # how firm a verb must be for a name without a head noun


def _strength(phrase: Phrase) -> int:
    """How firmly the verbs and the closing of a phrase say that its names are projects (see `project_words.Verb`)."""
    before = max((v.before for v in phrase.before), default=0)
    after = max((v.after for v in phrase.after), default=0)
    firm = 3 if max(before, after) and _CLOSER.search(closing(phrase)) and not _AREA.search(closing(phrase)) else 0
    return max(before, after, firm)


def _accepted(name: Name, strength: int, context: Context) -> bool:
    if _refused(name) or (context.genre is Genre.POLICY and not name.proper):
        return False
    return strength >= (_for_proper(name) if name.proper else _foris_common(name))


_NEVER = 4
_LISTABLE = {"institution", "site", "venue", "platform", "transport", "water", "energy"}
_JOINED = re.compile("[和及与]")


def _for_proper(name: Name) -> int:
    """How firmly the verbs must say it (see `project_words.Verb`) where a name has something proper in it."""
    if name.head is None:
        if name.text.endswith("号”"):  # “中国环流三号”: a ship, a device
            return 0
        return _NEVER if _abstract(name.text) else 3
    if name.head.group in _GROUP_NEEDS and not (name.shared and name.listed):
        placed, other = _GROUP_NEEDS[name.head.group]
        return placed if name.placed else other
    if name.shared:
        return 1
    return 2 if name.head.needs == "proper" else 0


# Where the head noun may as well name a programme, an honour or a school: what a place in the name asks, and what less.
_GROUP_NEEDS = {"works": (1, 3), "designation": (1, _NEVER), "institution": (2, 2)}


def _foris_common(name: Name) -> int:
    """The same where a name is made of common words."""
    if name.named and name.shared and not is_common(name.modifier):
        return 1
    if name.head is None or name.shared or is_common(name.modifier) or _JOINED.search(name.text):
        return _NEVER
    if name.head.needs != "modifier" and is_plain(name.modifier):
        return _NEVER
    if name.head.needs == "modifier" or (name.listed and len(name.modifier) >= 2 and name.head.group in _LISTABLE):
        return 2 if name.head.group == "institution" else 1
    if name.head.needs == "proper":
        return _NEVER
    return 2 if len(name.modifier) >= 3 else 3


def _refused(name: Name) -> bool:
    if name.counted or not name.modifier or _superlative().search(name.text):
        return True
    if _EVERY.search(name.modifier):
        return True
    if name.head is None and (_FIRST.search(name.text) or _MEASURED.match(name.text)):
        return True
    # “五个中心”, “两重”项目: a slogan's count, a programme
    return bool(_SLOGAN.match(name.text) or _PROGRAMME.fullmatch(name.text) or _FIGURES.match(name.text))


_EVERY = re.compile(r"(.)\1通$|(?<![促先引推])进$|(?<![海线水])上$")  # 市市通高铁, 上平台
_FIGURES = re.compile(r"“[\d+\-NX×]+”")  # “1+2”
_MEASURED = re.compile(r"\d+(?!号|\d|\.|万吨|万千瓦|千瓦|千伏|米|亿)")
_FIRST = re.compile("首[个条座家列]")
_SLOGAN = re.compile(r".*“[^”]*[一二两三四五六七八九十][^”]*(?:中心|基地|项目|高地|园区|平台)[^”]*”$")
_PROGRAMME = re.compile(r"“[^”]*”(?:项目|工程|体系|高校|.期)|“.{1,2}”")


def _sibling(name: Name, strength: int, share: float) -> bool:
    """A name in a list with projects, `share` of them sure: a head noun or a label is enough; where a closed list has
    projects for the most part, no more is needed.
    """
    if _refused(name):
        return False
    if name.listed and strength >= 3 and share >= 0.5:
        return not _abstract(name.text) and not is_common(name.text)
    if name.head is None:
        return name.text.startswith("“") and name.text.endswith("”")
    if name.shared:
        return not is_plain(name.text)
    plain = is_common(name.modifier) if name.head.needs == "modifier" else is_plain(name.modifier)
    return strength >= 1 and name.head.needs != "proper" and not plain


@cache
def _superlatives() -> str:
    return alternatives(words("superlative"))


@cache
def _superlative() -> re.Pattern[str]:
    return re.compile(_superlatives())


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
    if any(m.span and span.contains(m.span) and m.key != CHINA for m in parsed.of(Kind.REGION)):
        return tuple(_around(m, span, context) for m in regions_of(parsed, span.start, span.end, context))
    near = [p for p in held if p.clause == phrase.clause]
    goal = [p for p in near if p.index == phrase.index + 1 and any(v.text in _SETTLING for v in phrase.after)]
    for other in (*goal, *(p for p in reversed(near) if p.index < phrase.index)):
        if regions := _only_regions(parsed, other):
            return regions
    if context.genre is Genre.REPORT:
        return (context.speaker,)
    at = parsed.start + phrase.words[0].start
    return regions_of(parsed, at, at, context)


def _around(mention: Mention, span: Span, context: Context) -> Mention:
    """The region of a name; where the name is that of a zone itself, the division that the zone lies in."""
    code, _, zone = mention.key.partition("/")
    if code == CHINA and zone and mention.span and span.contains(mention.span):
        return context.speaker  # a bloc is wider than who speaks
    if not zone or mention.span is None or mention.span.end < span.end:
        return mention
    held = divisions().get(code)
    return Mention(Kind.REGION, mention.text, None, held.name, code) if held and code != CHINA else context.speaker


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
