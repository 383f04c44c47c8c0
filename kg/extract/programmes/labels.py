"""Programmes named by a quotation: “智赋万企”行动, “三高四新”美好蓝图, “甲”“乙”行动, 制造业“智改数转”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import Flat, Verb, all_verbs, clauses, past_lead
from kg.extract.programmes.named import JOINT, THRESHOLD, Name

_LONGEST_PREFIX = 14
_LONGEST_LABEL = 14  # a longer label that nothing closes is a saying
_NOMINAL = frozenset({"build", "other"})  # verbs that are nouns of action too
_COUNT = re.compile(
    r"\d+(?:余|多)?(?:个|家|项|所|条|批|处|件)|一套|党委|省委|市委|县委|区委|按照|^\d{1,2}[.、]|在|以|对|为"
)
# A label is no name: what is only called so, a time, a saying.
_NO_LABEL = re.compile(
    r"[“‘](?:[一二三四五六七八九十]{2,3}五|.)[”’]|[^”]*[，。！？].{8,}|.*(?:经济|不动摇|维护|确立|意识|自信)[”’]$"
)
# A label that qualifies a thing: “小巨人”企业.
_NOUN_TAIL = re.compile(
    r"等?[^，。；、]{0,4}?(?:企业|工厂|品牌|平台|景区|工作者|人才|院校|学校|高校|家庭|农户|村|区|车|赛|会|节|人|物|品|药|卡|码|券|奖)"
)
# Labels whose own last word shows what they are: “4+4科创工程”, “双高计划”.
_SELF = frozenset({"campaign", "works", "plan", "battle", "strategy", "pilot"})
# Several things so called (10个“…”), and what should be done in the words of a slogan.
_COUNTED = re.compile(r"\d+(?:余|多)?(?:个|家|项|所|条|批|处|件)$")
_SLOGAN = re.compile(r"(?:.、){2,}.$|(?:优化|提升|做强|做大|走在|坚持|增强|打造|推动|促进)[^、，]{1,6}[、，]")
_OF = re.compile(r"的")


def names(flat: Flat) -> Iterator[Name]:
    for start, end in clauses(flat):
        left, verb = start, "subject"
        for group in _groups(flat, start, end):
            found = _governor(flat, left, group[0][0])
            if found:
                left, verb = found.end, found.kind
            elif left > start and not JOINT.match(flat.text, left):
                verb = "subject"
            tail = _tail(flat, group[-1][1], end)
            yield from _group(flat, _prefix(flat, left, group[0][0]), group, tail, verb)
            left = tail.end("head") if tail else group[-1][1]


def _tail(flat: Flat, start: int, end: int) -> re.Match[str] | None:
    """What closes the name after its quotation; of closing words that touch the last (现代化产业体系, 工程建设)."""
    tail = longer = lexicon.tail_pattern(1).match(flat.text, start, end)
    if tail:
        longer = lexicon.tail_pattern(2).match(flat.text, start, end)
    return longer or tail


def _groups(flat: Flat, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Quotations that follow each other directly or by 、 or 和: they share what follows the last."""
    held: list[tuple[int, int]] = []
    for quote in flat.quotes:
        if not start <= quote[0] < end:
            continue
        if held and not re.fullmatch(r"[、和与及]?", flat.text[held[-1][1] : quote[0]]):
            yield held
            held = []
        held.append(quote)
    if held:
        yield held


def _group(
    flat: Flat, begin: int, group: list[tuple[int, int]], tail: re.Match[str] | None, verb: str
) -> Iterator[Name]:
    for number, quote in enumerate(group):
        at = begin if number == 0 else quote[0]
        name = _closed(flat, at, quote[1], tail, verb) if tail else _bare(flat, quote, at, group[-1][1], verb)
        if name and name.score >= THRESHOLD and not _no_label(flat, quote):
            yield name


def _no_label(flat: Flat, quote: tuple[int, int]) -> bool:
    inner = flat.raw[quote[0] + 1 : quote[1] - 1]
    return inner in lexicon.figures() or _NO_LABEL.fullmatch(flat.raw, *quote) is not None


def _closed(flat: Flat, begin: int, stop: int, tail: re.Match[str], verb: str) -> Name:
    """A label with its closing word, written right after it or shared with the labels after it."""
    head = flat.raw[tail.start("mod") : tail.end("head")]
    kind = lexicon.label_heads()[tail["head"]]
    score = lexicon.grades().get((kind, "quoted", verb), 0.0)
    if tail["etc"] and kind in {"activity", "series"}:
        head = ""
    whole = stop == tail.start() and not tail["etc"]
    return Name(begin, tail.end("head") if whole else stop, "" if whole else head, f"label-{kind}-{verb}", score)


def _bare(flat: Flat, quote: tuple[int, int], begin: int, last: int, verb: str) -> Name | None:
    """A label alone, which its own last word or a verb shows to be a programme."""
    inner = flat.raw[quote[0] + 1 : quote[1] - 1]
    kind = next(
        (k for head, k in lexicon.heads().items() if inner.endswith(head) and len(inner) > len(head) and k in _SELF),
        "label",
    )
    if flat.raw.startswith(("奖", "经验", "的"), last) or flat.text[begin] == "向":
        return None
    score = lexicon.grades().get((kind, "quoted", verb), 0.0)
    if kind == "label":
        if (
            len(inner) > _LONGEST_LABEL
            or _SLOGAN.match(inner)
            or _COUNTED.search(flat.text, 0, quote[0])
            or _NOUN_TAIL.match(flat.text, last)
        ):
            return None
        if verb != "carry" and not _ends(flat, last):
            return None
        score += 0.1 if lexicon.predicate_pattern().match(flat.text, last) else 0.0
    return Name(begin, quote[1], "", f"label-{kind}-{verb}-bare", score)


def _ends(flat: Flat, at: int) -> bool:
    """Whether the name ends with the quotation: a pause, a list, or a predicate follows."""
    following = flat.text[at : at + 1]
    return following in {"", "，", "。", "；", "、", "“", ",", ";"} or bool(
        JOINT.match(flat.text, at) or flat.text.startswith("等", at) or lexicon.predicate_pattern().match(flat.text, at)
    )


def _governor(flat: Flat, left: int, quote: int) -> Verb | None:
    """The nearest verb before the quotation.

    A noun of action that touches it is passed over for a stronger verb further on: 开展…生态建设“六大行动”.
    """
    held = [verb for verb in all_verbs(flat, left, quote) if quote - verb.end <= _LONGEST_PREFIX]
    if not held:
        return None
    if len(held) > 1 and held[-1].end == quote and held[-1].kind in _NOMINAL and held[-2].end < held[-1].start:
        return held[-2] if held[-2].kind in {"carry", "push"} else held[-1]
    return held[-1]


def _prefix(flat: Flat, left: int, quote: int) -> int:
    """Where the modifiers before a quotation begin: 制造业“智改数转”, 省级第二期“双高计划”."""
    begin = left
    for found in [*JOINT.finditer(flat.text, left, quote), *_OF.finditer(flat.text, left, quote)]:
        begin = max(begin, found.end())
    for found in _COUNT.finditer(flat.text, begin, quote):
        begin = found.end()
    begin = past_lead(flat, begin, quote)
    region = next((e for s, e in sorted(flat.regions) if s == begin and e < quote), begin)
    begin = past_lead(flat, region, quote)
    return begin if begin <= quote and quote - begin <= _LONGEST_PREFIX else quote
