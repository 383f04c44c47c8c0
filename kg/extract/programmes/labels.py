"""Programmes named by a quotation: “智赋万企”行动, “三高四新”美好蓝图, “甲”“乙”行动, 制造业“智改数转”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import HIDDEN, JOINT, Flat, Verb, all_verbs, clauses, past_lead
from kg.extract.programmes.named import THRESHOLD, Name

_LONGEST_PREFIX = 14
_LONGEST_LABEL = 18  # a longer label that nothing closes is a saying
_LONGEST_MOD = 8  # between a label and its closing word, unless that can be nothing else (行动, 工程)
_NOMINAL = frozenset({"build", "other"})  # verbs that are nouns of action too
_COUNT = re.compile(
    r"\d+(?:余|多)?(?:个|家|项|所|条|批|处|件)|一套|党委|省委|市委|县委|区委|按照|^\d{1,2}[.、]|在|以|对|为"
)
# A label is no name: what is only called so, a time, a saying.
_NO_LABEL = re.compile(
    r"[“‘](?:[一二三四五六七八九十]{2,3}五|.)[”’]|[^”]*[，。！？].{8,}|.*(?:经济|不动摇|维护|确立|意识|自信|坚持)[”’]$"
)
# A label that qualifies a thing: “小巨人”企业.
_NOUN_TAIL = re.compile(
    r"等?[^，。；、]{0,4}?(?:企业|工厂|品牌|平台|景区|工作者|人才|院校|学校|高校|家庭|农户|村|区|车|赛|会|节|人|物|品|药|卡|码|券|奖)"
)
# What is furthered of a label and has no closing word of its own: 推广“标准田”供应, 强化“校社企”协调联动.
_SHORT_TAIL = re.compile(
    r"(?!产业|规划|要求|目标|工作|原则|线|地区|国家|项目|时期|成果|经验|竞争|问题|规划)[^，。；、的等“”\d]{2,8}"
    r"(?<!要求|载体|理念|提升|培养|资金|论坛|大会|主轴|之路|事项|实事)(?<!新场景)(?<![站村店中])(?=[，。；])"
)
# A label that sums up: “四个服务”, “一主两副”.
_SUM = re.compile(r"[一二三四五六七八九十两](?:[个大件][^，、]{1,4}|[^，、][一二三四五六七八九十两][^，、]{1,2})")
# Who strengthens what has only a label furthers it; of a noun it may be any thing.
_FURTHER = "强化"
# Labels whose own last word shows what they are: “4+4科创工程”, “双高计划”.
_SHARED = frozenset({"campaign", "reform", "works", "plan", "battle", "pilot", "cleanup", "tidying", "mechanism"})
_BETWEEN = re.compile(rf"[^，。；、的等\d“”]{{0,6}}(?:、|以及|{lexicon.AND})[^，。；、的等\d“”]{{0,8}}")
_SELF = frozenset({"campaign", "works", "plan", "battle", "strategy", "pilot"})
# Several things so called (10个“…”), and what should be done in the words of a slogan.
# 从“管理”向“服务”, 以“双零”为目标; “江苏制造”.
_NOT_OBJECT = re.compile(r"[从由向以为]")
_BRANDS = ("制造", "智造", "品牌", "标准", "好物", "声音", "故事")
# What closes a name though it may be a predicate, too: “甲”提升行动, “乙”引领工程.
_NOMINAL_TAIL = re.compile(r"[^“”，。；、]{0,18}?(?:行动|工程|计划|战略|改革|试点|攻坚战|运动|活动)(?!建设|领域|项目)")
# Who widens it or keeps what it brought carries it out: 扩大“千企万岗”覆盖面, 巩固“千企万岗”成果.
_WIDENED = re.compile(r"(?:覆盖|实施|试点|适用|应用)?(?:面|范围)$|(?:覆盖|实施|试点|适用|应用)(?:面|范围)|成果|力度")
_COUNTED = re.compile(r"\d+(?:余|多)?(?:个|家|项|所|条|批|处|件)$")
_SLOGAN = re.compile(r"(?:.、){2,}.$|(?:优化|提升|做强|做大|走在|坚持|增强|打造|推动|促进)[^、，]{1,6}[、，]")
_OF = re.compile(r"的")


def names(flat: Flat) -> Iterator[Name]:
    for start, end in clauses(flat):
        left, verb = start, "subject"
        for group in _groups(flat, start, end):
            joint = JOINT.match(flat.text, left) if left > start else None
            found = _governor(flat, left, group[0][0])
            if found and not (joint and past_lead(flat, joint.end(), found.start) < found.start):
                left, verb = found.end, found.kind
                if flat.text.endswith(_FURTHER, found.start, group[0][0]):
                    verb = "push"
            elif left > start and not joint:
                verb = "subject"
            tail = None if verb == "subject" and _says(flat, group[-1][1]) else _tail(flat, group[-1][1], end)
            yield from _group(flat, _prefix(flat, left, group[0][0]), group, tail, verb)
            left = tail.end("head") if tail else group[-1][1]


def _tail(flat: Flat, start: int, end: int) -> re.Match[str] | None:
    """What closes the name after its quotation; of closing words that touch the last (现代化产业体系, 工程建设)."""
    tail = longer = lexicon.tail_pattern(1).match(flat.text, start, end)
    if tail:
        longer = lexicon.tail_pattern(2).match(flat.text, start, end)
    held = longer or tail
    if held and lexicon.label_heads()[held["head"]] not in _SELF:  # “甲”培育提升计划, not “甲”培育
        further = lexicon.sure_pattern(frozenset(_SELF)).match(flat.text, start, min(end, held.end() + _LONGEST_MOD))
        held = further if further and further.end() > held.end() else held
    if held and len(held["mod"]) > _LONGEST_MOD:
        sure = lexicon.label_heads()[held["head"]] in _SELF
        acts = any(verb.kind in {"carry", "push"} for verb in all_verbs(flat, *held.span("mod")))
        return held if sure and not acts else None
    return held


def _groups(flat: Flat, start: int, end: int) -> Sequence[list[tuple[int, int]]]:
    """Quotations that share what follows the last.

    They follow each other directly or by a conjunction; or, before a closing word that others can share, by short nouns
    that belong to one of them: “大账本”统筹管理、烟花“打非治违”行动.
    """
    groups: list[list[tuple[int, int]]] = []
    for quote in reversed([quote for quote in flat.quotes if start <= quote[0] < end]):
        if groups and _together(flat, quote[1], groups[-1], end):
            groups[-1].insert(0, quote)
        else:
            groups.append([quote])
    return groups[::-1]


def _together(flat: Flat, at: int, group: list[tuple[int, int]], end: int) -> bool:
    stop = group[0][0]
    between = flat.text[at:stop]
    if re.fullmatch(rf"、|以及|{lexicon.AND}|", between):
        return True
    if not _BETWEEN.fullmatch(between) or lexicon.tail_pattern(1).match(flat.text, at, stop):
        return False
    if any(all_verbs(flat, at, stop)):
        return False
    tail = lexicon.tail_pattern(1).match(flat.text, group[-1][1], end)
    return tail is not None and lexicon.label_heads()[tail["head"]] in _SHARED


def _says(flat: Flat, at: int) -> bool:
    """Whether what follows the quotation is a predicate and no part of a name: “一张网”覆盖各类园区."""
    return lexicon.predicate_pattern().match(flat.text, at) is not None and not _NOMINAL_TAIL.match(flat.text, at)


def _group(
    flat: Flat, begin: int, group: list[tuple[int, int]], tail: re.Match[str] | None, verb: str
) -> Iterator[Name]:
    for number, quote in enumerate(group):
        at = begin if number == 0 else _own(flat, group[number - 1][1], quote[0])
        stop = _stop(flat, quote[1], group[number + 1][0]) if number + 1 < len(group) else quote[1]
        name = _closed(flat, at, stop, tail, verb) if tail else _bare(flat, quote, at, group[-1][1], verb)
        if name and name.score >= THRESHOLD and not _no_label(flat, quote):
            yield name


def _own(flat: Flat, start: int, quote: int) -> int:
    """Where a later label of a list begins: with the nouns before its quotation."""
    joint = JOINT.search(flat.text, start, quote)
    return joint.end() if joint else quote


def _stop(flat: Flat, start: int, following: int) -> int:
    """Where an earlier label of a list ends: with the nouns after its quotation."""
    joint = JOINT.search(flat.text, start, following)
    return joint.start() if joint else start


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
    kind = _own_kind(inner)
    if flat.raw.startswith(("奖", "经验", "的"), last) or _NOT_OBJECT.search(flat.text[begin : quote[0]]):
        return None
    if _NOT_OBJECT.search(flat.text[quote[0] - 1 : quote[0]]) or inner.endswith(_BRANDS):
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
        open_end = not _ends(flat, last) and not _WIDENED.match(flat.text, last)
        sums = verb in {"other", "build"} and inner not in lexicon.national() and _SUM.fullmatch(inner) is not None
        score += 0.4 if sums else 0
        furthered = (verb == "push" or sums) and inner not in lexicon.national() and _SHORT_TAIL.match(flat.text, last)
        if open_end and verb != "carry" and not furthered:
            return None
        if _WIDENED.match(flat.text, last):
            score += 0.4
        elif verb == "subject" and lexicon.done_pattern().match(flat.text, last):
            score += 0.4  # what is said of nothing but what is carried out
        elif lexicon.predicate_pattern().match(flat.text, last):
            score += 0.1
    return Name(begin, quote[1], "", f"label-{kind}-{verb}-bare", score)


def _own_kind(inner: str) -> str:
    """The kind that the last word of a label shows: “4+4科创工程” is works."""
    closing = _closing_words()
    if inner.endswith(tuple(closing)):
        return next(
            (kind for head, kind in closing.items() if inner.endswith(head) and len(inner) > len(head)), "label"
        )
    return "label"


@cache
def _closing_words() -> Mapping[str, str]:
    return {head: kind for head, kind in lexicon.heads().items() if kind in _SELF}


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
    if HIDDEN in flat.text[begin:quote] or quote - begin > _LONGEST_PREFIX or begin > quote:
        return quote
    return begin
