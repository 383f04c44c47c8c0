"""Mentions of regions get the official name and code that the document's context gives them.

What comes in has names as written; what goes out has, for each region, the official name and the code as `key`, or
for a bloc or a functional zone its own name and ``CODE/NAME``; or neither, where two answers fit. Words that turn out
to name no region here (日照时长, 集中山区) are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg import register
from kg.model import Context, Kind, Mention, Parsed, Span
from kg.register import CHINA, Division
from kg.resolve import counties

_COUNTRY = frozenset({"全国", "我国", "国内", "中国", "中华人民共和国"})
# Kinds of divisions that a deictic word may point to: how their names end.
_POINTED = "省市区县州盟旗"
_LONG = 5  # characters; a name of that length is no accident of neighbouring words
_OFFICES = frozenset("委长内级属直府")  # what follows 区 or 县 in the words for its offices: 区委, 县长
_JOINTS = frozenset({"、", "和", "与", "及", "以及", "，", "至", "到", "—", "-", "·"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known where a mention stands: who speaks, and what was settled before it."""

    speaker: str  # code
    before: tuple[str, ...] = ()  # codes settled before in the sentence, nearest last
    earlier: tuple[str, ...] = ()  # codes settled in the sentences before
    touching: str = ""  # code of the region that ends where the mention begins


def settle(parsed: Iterable[Parsed], context: Context) -> tuple[Parsed, ...]:
    """Sentences with their regions settled, in the order given."""
    return tuple(_sentences(tuple(parsed), context))


def _sentences(parsed: Sequence[Parsed], context: Context) -> Iterator[Parsed]:
    speaker = context.speaker.key.partition("/")[0]
    plain = counties.plain_names(parsed, speaker)
    earlier: tuple[str, ...] = ()
    for each in parsed:
        raw = _with_counties(each, plain)
        mentions = tuple(_mentions(raw, each, Reading(speaker, earlier=earlier)))
        earlier += tuple(m.key for m in mentions if m.kind is Kind.REGION and m.key in register.divisions())
        yield replace(each, mentions=mentions) if mentions or each.mentions else each


def _with_counties(parsed: Parsed, plain: frozenset[str]) -> tuple[Mention, ...]:
    taken = [m.span for m in parsed.mentions if m.span]
    found = [
        Mention(Kind.REGION, span.of(parsed.text), parsed.span(*span))
        for span in counties.find(parsed.text, plain)
        if not any(span.start + parsed.start < t.end and t.start < span.end + parsed.start for t in taken)
    ]
    return tuple(sorted((*parsed.mentions, *found), key=lambda m: m.span or Span(0, 0))) if found else parsed.mentions


def _mentions(raw: Sequence[Mention], parsed: Parsed, reading: Reading) -> Iterator[Mention]:
    edges = _token_edges(parsed) if any(mention.kind is Kind.REGION for mention in raw) else ()
    last: Mention | None = None
    for number, mention in enumerate(raw):
        if mention.kind is not Kind.REGION or mention.span is None:
            yield mention
            continue
        touches = last is not None and last.span is not None and last.span.end == mention.span.start
        here = replace(reading, touching=last.key) if last and touches else reading
        if not (touches or _is_word(mention, parsed, edges)) or not _is_place(mention, raw, number, parsed, here):
            continue
        last = region(mention, here)
        if last.key in register.divisions():
            reading = replace(reading, before=(*reading.before, last.key))
        yield last


def region(mention: Mention, reading: Reading) -> Mention:
    """The mention with the name and key of the region it means; unchanged where that stays open."""
    text = mention.text
    if text in _COUNTRY:
        return replace(mention, name="中国", key=CHINA)
    if text in register.blocs():
        return replace(mention, name=text, key=f"{CHINA}/{text}")
    if text in register.DEICTIC:
        return _named(mention, pointed(text, reading))
    parent = register.zone_parent(text)
    if parent is not None:
        return _zone(mention, parent, reading)
    return _named(mention, choose(text, reading))


def _zone(mention: Mention, parent: str, reading: Reading) -> Mention:
    if parent == "":
        code = register.known_zones()[mention.text] or CHINA
    elif parent in register.blocs():
        code = CHINA
    else:
        held = choose(parent, reading)
        if held is None:
            return mention
        code = held.code
    return replace(mention, name=mention.text, key=f"{code}/{mention.text}")


def _named(mention: Mention, held: Division | None) -> Mention:
    return replace(mention, name=held.name, key=held.code) if held else mention


def pointed(text: str, reading: Reading) -> Division | None:
    """Whom 我省, 全区, 自治区 mean: the narrowest of the speaker and those above it that is of the kind.

    Where the speaker has none (全市 in a province's report) 全市 is the last city of the sentence, or the only one
    that was named; 我市 and 本市 are left open.
    """
    kind = "自治区" if text.endswith("自治区") else next(c for c in _POINTED if c in text)
    held = register.divisions()
    for code in register.ancestors(reading.speaker):
        if code in held and held[code].name.endswith(kind):
            return held[code]
    if text[0] in "我本" or kind == "自治区":
        return None
    if near := [code for code in reading.before if held[code].name.endswith(kind)]:
        return held[near[-1]]
    named = dict.fromkeys(code for code in reading.earlier if held[code].name.endswith(kind))
    return held[next(iter(named))] if len(named) == 1 else None


def choose(name: str, reading: Reading) -> Division | None:
    """The division that `name` means where it stands; None where several fit or none is known."""
    held = register.candidates(name)
    if len(held) > 1:
        held = _highest(name, held)
    if len(held) <= 1:
        return held[0] if held else None
    for code in (reading.touching, *reversed(reading.before)):
        if code and (fitting := _under(held, code)):
            return fitting[0] if len(fitting) == 1 else None
    for code in list(register.ancestors(reading.speaker)):
        if code != CHINA and (fitting := _related(held, code)):
            return fitting[0] if len(fitting) == 1 else None
    same = {division.code for division in held if division.code in reading.earlier}
    if len(same) == 1:
        return register.divisions()[same.pop()]
    fitting = tuple(d for d in held if any(_is_under(d, code) for code in reading.earlier if code != CHINA))
    return fitting[0] if len(fitting) == 1 else None


def _highest(name: str, held: Sequence[Division]) -> tuple[Division, ...]:
    """A short name means the province or the prefecture before the county that shares it: 衡阳 is 衡阳市."""
    if any(division.name == name for division in held):
        return tuple(held)
    for level in ("province", "prefecture"):
        if fitting := tuple(division for division in held if division.level == level):
            return fitting
    return tuple(held)


def _is_under(division: Division, code: str) -> bool:
    return code in list(register.ancestors(division.code))[1:]


def _under(held: Sequence[Division], code: str) -> tuple[Division, ...]:
    return tuple(d for d in held if code != CHINA and _is_under(d, code))


def _related(held: Sequence[Division], code: str) -> tuple[Division, ...]:
    """Those that are `code` itself or lie under it."""
    same = tuple(d for d in held if d.code == code)
    return same or _under(held, code)


def _token_edges(parsed: Parsed) -> tuple[int, ...]:
    """Where the tokens of the sentence begin, and where the last one ends."""
    return (0, *parsed.ends)


def _is_word(mention: Mention, parsed: Parsed, edges: Sequence[int]) -> bool:
    """Whether the segmenter's words agree: 均衡|水平 holds no 衡水, 西南|山区 no 南山区."""
    if mention.span is None or len(mention.text) >= _LONG or mention.text in register.blocs():
        return True
    start, end = mention.span.start - parsed.start, mention.span.end - parsed.start
    first, last = _token_at(edges, start), _token_at(edges, end - 1)
    if first[0] < start:
        return False
    if last[1] <= end or last[0] == start:
        return True
    # 长沙市|区 may be cut as 长沙|市区, 天河区|委 as 天河|区委: the short name stands, so the place does.
    held = [d for d in register.candidates(mention.text) if start + len(d.short) == last[0]]
    body = parsed.text[last[0] + 1 : last[1]] in _OFFICES
    # A full name of a city is no accident either, however the characters after it are cut (长|沙市区).
    city = any(d.level != "county" and d.name == mention.text for d in register.candidates(mention.text))
    return city or any(body or d.level != "county" for d in held)


def _token_at(edges: Sequence[int], at: int) -> tuple[int, int]:
    number = bisect_right(edges, at)
    return edges[number - 1], edges[number]


def _is_place(mention: Mention, raw: Sequence[Mention], number: int, parsed: Parsed, reading: Reading) -> bool:
    """A name that is a word of every day is a place beside other places, or where its parent speaks."""
    if mention.text not in register.ordinary() or mention.span is None:
        return True
    held = register.candidates(mention.text)
    if reading.touching and _under(held, reading.touching):
        return True
    if mention.text in _KIND_NAMES:
        return False
    if any(_is_at_home(mention.text, d, reading) for d in held):
        return True
    neighbours = [raw[i] for i in (number - 1, number + 1) if 0 <= i < len(raw)]
    return any(_joined(mention, other, parsed) for other in neighbours if other.text not in _KIND_NAMES)


# Full names of counties that are kinds of districts first: places only right after their city.
_KIND_NAMES = frozenset({"城区", "郊区", "矿区", "新城区", "老城区", "东区", "西区"})


def _is_at_home(name: str, division: Division, reading: Reading) -> bool:
    """Whether the document is of that place or of the one above it, or has named it in full."""
    if division.code in reading.earlier or division.code in reading.before:
        return True
    in_full = name == division.name or division.level == "prefecture"
    return in_full and reading.speaker in (division.code, division.parent)


def _joined(mention: Mention, other: Mention, parsed: Parsed) -> bool:
    if other.kind is not Kind.REGION or other.span is None or mention.span is None:
        return False
    first, second = sorted((mention.span, other.span))
    return parsed.text[first.end - parsed.start : second.start - parsed.start] in _JOINTS
