"""Programmes named by their closing word, without quotation marks: 提振消费专项行动, 公立医院改革."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import HIDDEN, JOINT, Flat, Verb, clauses, past_count, past_lead, verbs
from kg.extract.programmes.modifiers import SCHEMES, Found, adjustment, is_own_pilot

THRESHOLD = 0.5
_LISTED = re.compile(r"以及|、|和(?![美谐平睦解气缓声])")
_VERSION = re.compile(r"\d(?:\.\d)?版")
# 的 and 之 between words, not inside of one (博物馆之城).
_OF = re.compile(r"的|之(?![江路都城家乡声星光窗夜风])")
# Waters and regions that share what is done to them: 甲湖、乙湖等湖库综合治理.
_WATERS = re.compile(r"(?:[^、，]{1,8}[湖江河淀海湾库池域游角]、?){2,}")
# What is named in one list after a subject: 审批改革、“两区”建设(成果丰硕).
# A reform of a whole domain is one by name: 投资体制改革, 教育综合改革; 体制改革 and 投资改革 are none.
_DOMAIN = re.compile(
    r"(?:省级)?(?:经济|社会|科技|行政|财政|金融|投资|教育|医疗|医药卫生|文化|能源|农村|农业|交通|司法|电力|土地|人事|人才)"
    r"(?:综合|体制|管理体制|体制机制|制度)改革"
)
_LIST_AFTER = re.compile(
    r"(?:[、和与及][^，。；、和与及]{2,14}?(?:改革|建设|行动|工程|计划|战略|试点|整治|攻坚|治理))+"
)
_DEED_HEADS = frozenset({"tidying", "treatment", "treating", "review", "demo", "joint", "deed", "net"})
_LISTED_ON = re.compile(r"[^，。；]*?(?:等|[一二三四五六七八九十][大项])")
_TITLE = 0.7
_TITLED = frozenset({"campaign", "works", "plan", "battle", "cleanup", "reform"})  # what a heading names by itself
# Another thing that is counted, before the name: 造林20万亩、湿地修复工程.
_MEASURED = re.compile(
    r"(?<!\d)\d[\d.]{0,12}[万亿余多]{0,3}[亩个处户座家项人吨米里条台套间张所期名辆]{1,2}(?:以上|左右|以内)?、(?:其中)?"
)
_NO_MODIFIER = re.compile(r"^[、和与及]|(?:[抓促谋搞]|基本)$|的|这[场项一个次]")
# What no noun phrase holds: a clause that lost its verb.
_CLAUSAL = re.compile(
    r"[把将让使被是而从了]|以(?!旧换新|县城|人为本|[\u4e00-\u9fff]代)|就(?!业)|用于|通过|依靠|我们|必须|始终|其中|只要|不断|抓|更大力度|完成|推进|推动|安排"
)


# What companies do, or what is no name but a manner.
_NOT_OWN = re.compile(r"企业(?:积极)?(?:实施|开展|推行|推进)$|更加[\u4e00-\u9fff]{1,6}的$")
_EVENT = re.compile(r"(?:[^大]会|论坛|(?<!发)展|峰会)$|^\d+[届场]")
# Closing words that a list of matters shares: 公立医院、医保支付方式改革, 蓝天、碧水、净土保卫战.
_SPLIT = frozenset({"reform", "cleanup", "battle", "belt"})


_LONGEST_LIST = 6  # of 、; a longer list before a closing word is one of deeds, not a name
_DEEDS = frozenset({"activity", "campaign", "works", "plan"})


class Name(NamedTuple):
    """A programme's name in the sentence, what found it, and how sure that is.

    `head` is the closing word where it stands apart from the name (“甲”“乙”行动), else empty.
    """

    start: int
    end: int
    head: str
    rule: str
    score: float


def names(flat: Flat) -> Iterator[Name]:
    words = deque(lexicon.head_pattern().finditer(flat.text))
    for start, end in clauses(flat) if words else ():
        held: list[re.Match[str]] = []
        while words and words[0].start() < end:
            held.append(words.popleft())
        for found in _heads(flat, start, held) if held else ():
            yield from _items(flat, found)


def _heads(flat: Flat, start: int, words: Sequence[re.Match[str]]) -> Iterator[Found]:
    """The closing words of a clause that end a programme's name, each with its own object."""
    known = lexicon.heads()
    governing = verbs(flat, start, words[-1].start())
    left, verb, held = start, "subject", None
    for word in words:
        if word.end() not in flat.ends and not flat.text.startswith("建设", word.end()):
            continue
        chosen = _governor([v for v in governing if left <= v.start and _governs(v, word.start())])
        if chosen and chosen.kind == "refuse" and chosen.start == left and verb == "carry":
            chosen = None  # 开展整治…行动: the name begins with its deed
        if chosen and held:
            yield held
            held = None
        if chosen:
            left, verb = chosen.end, chosen.kind
        after = _after_quote(flat, left, word.start())
        found = Found(after, word.start(), word.end(), known[word.group()], verb, sibling=after > left)
        left = after
        if _score(flat, found) < THRESHOLD or _goes_on(flat, found, word is not words[-1]):
            if found.kind in _DEEDS and (joint := JOINT.match(flat.text, found.end)):
                left = joint.end()  # 走访活动、惠企行动: two of them, though the first is too common a noun
            continue
        held = found
        joint = JOINT.match(flat.text, found.end)
        if joint:
            yield held
            left, held = joint.end(), None
    if held:
        yield held


def _goes_on(flat: Flat, found: Found, more: bool) -> bool:
    """Whether a deed is only a member of a longer name: 矿山治理和复垦保证金制度, 甲治理、乙修复三大工程."""
    if found.kind not in _DEED_HEADS or not more:
        return False
    if flat.text.startswith("等", found.end):
        return True
    joint = JOINT.match(flat.text, found.end)
    return joint is not None and (joint.group() != "、" or _LISTED_ON.match(flat.text, found.end) is not None)


def _after_quote(flat: Flat, left: int, head: int) -> int:
    """Past a quoted label and what closes it, where a conjunction parts it from the name: “总校制”和体教融合改革."""
    at = flat.text.rfind("”", left, head)
    joint = JOINT.search(flat.text, at, head) if at >= 0 else None
    return joint.end() if joint and not flat.text.startswith("等", at + 1) else left


def _governs(verb: Verb, head: int) -> bool:
    """Before the head; only a verb that carries out may touch it (开展学习教育), others modify it (提升行动)."""
    return verb.end < head or (verb.end == head and verb.kind == "carry")


def _governor(held: list[Verb]) -> Verb | None:
    """The verb whose object the name is, with those right after it: the last that carries out, else the first push."""
    if not held:
        return None
    carry = [i for i, v in enumerate(held) if v.kind == "carry"]
    push = [i for i, v in enumerate(held) if v.kind == "push"]
    at = carry[-1] if carry else push[0] if push else 0
    chosen = held[at]
    for verb in held[at + 1 :]:
        if verb.start != chosen.end or (chosen.kind == "carry" and verb.kind != "push"):
            break
        chosen = Verb(chosen.start, verb.end, verb.kind)
    return chosen


def _score(flat: Flat, found: Found) -> float:
    begin = begin_of(flat, found)
    modifier = flat.text[begin : found.start]
    domain = found.kind == "reform" and _DOMAIN.fullmatch(flat.text, begin, found.end)
    if (
        HIDDEN in modifier
        or modifier.count("、") > (_LONGEST_LIST if "等" not in modifier else 2 * _LONGEST_LIST)
        or not (domain or _names(modifier))
        or not _is_own(flat, found, begin)
    ):
        return 0.0
    if found.verb == "subject" and _is_title(flat, found, begin):
        return _TITLE
    return lexicon.grades().get((found.kind, "plain", found.verb), 0.0) + adjustment(flat, found, modifier)


def _is_own(flat: Flat, found: Found, begin: int) -> bool:
    """Whether the region can be what carries it out: no company's, no national pilot (an honour), no bare count."""
    if _NOT_OWN.search(flat.text, max(0, found.left - 8), begin):
        return False
    if found.kind == "pilot":
        return is_own_pilot(flat, found, begin)
    return found.verb != "subject" or _is_subject(flat, found, begin)


def _names(modifier: str) -> bool:
    """Whether what stands before a closing word tells it from others of its kind."""
    if len(modifier) < 2 or _NO_MODIFIER.search(modifier) or modifier in lexicon.verbs():
        return False
    return not lexicon.generic_pattern().fullmatch(modifier)


def _is_subject(flat: Flat, found: Found, begin: int) -> bool:
    modifier = flat.text[begin : found.start]
    after = _LIST_AFTER.match(flat.text, found.end)
    end = after.end() if after else found.end
    if _CLAUSAL.search(modifier):
        return False
    return _is_title(flat, found, begin) or bool(lexicon.predicate_pattern().match(flat.text, end))


def _is_title(flat: Flat, found: Found, begin: int) -> bool:
    """Whether the name is all that its sentence says: （四）危旧房屋综合整治。"""
    if found.kind not in _TITLED or flat.text[found.end :].strip("。 ") or flat.text[: found.left].strip():
        return False
    return not lexicon.verb_pattern().match(flat.text, begin)


def begin_of(flat: Flat, found: Found) -> int:
    """Past adverbs and counts, and past what a 的 outside of quotes parts from the name."""
    past = past_lead if found.verb == "subject" else past_count
    begin = past(flat, found.left, found.start)
    for measured in _MEASURED.finditer(flat.text, begin, found.start):
        begin = measured.end()
    parts = list(_OF.finditer(flat.text, begin, found.start - 1))
    if parts and found.start - parts[-1].end() >= 4:
        begin = past(flat, parts[-1].end(), found.start)
    return begin


def _items(flat: Flat, found: Found) -> Iterator[Name]:
    """The name that a closing word ends, or each member of the list that shares it."""
    begin = begin_of(flat, found)
    version = _VERSION.match(flat.text, found.end)
    end = version.end() if version else found.end
    whole = Name(begin, end, "", f"{found.kind}-{found.verb}", _score(flat, found))
    shared = lexicon.shared_pattern().fullmatch(flat.text, begin, found.start)
    if shared and ("、" in shared["list"] or not (shared["numeral"] or "")[:1].isdigit()):  # 承诺制改革等28项做法
        yield from _shared(flat, begin, shared, whole)
    elif found.kind in {"treatment", "treating"} and _WATERS.fullmatch(
        flat.text, begin, max(begin, flat.text.rfind("等", begin, found.start))
    ):
        at = flat.text.rfind("等", begin, found.start)
        yield from _elements(flat, begin, at, whole._replace(head=flat.text[at + 1 : end]))
    elif found.kind == "policy" and SCHEMES.search(flat.text, begin, found.start):
        yield from _elements(flat, begin, flat.text.rfind("等", begin, found.start), whole)
    elif _joints(flat, begin, found):
        last = _joints(flat, begin, found)[-1]
        head = flat.text[found.start : end]
        at = flat.text.rfind("等", last.end(), found.start)
        if at > 0 and (
            found.kind in _SPLIT or found.kind == "treatment"
        ):  # 药品、化妆品等监管改革: all share what follows 等
            yield from _elements(flat, begin, at, whole._replace(head=flat.text[at + 1 : end]))
            return
        if found.kind == "reform" or (found.kind == "belt" and flat.text[last.start() - 1] in "带区圈"):
            head = head[-2:]  # what is before the last word belongs to the last member alone
        if found.start - last.end() < (2 if found.kind == "battle" else 3):
            yield whole
            return
        yield from _elements(flat, begin, last.start(), whole._replace(head=head))
        yield whole._replace(start=last.end())
    else:
        yield whole._replace(start=_after_list(flat, begin, found.start))


def _joints(flat: Flat, begin: int, found: Found) -> list[re.Match[str]]:
    """What parts the members of a list before its closing word; nothing where the list is one name.

    Matters of a reform are parted by 、 or, where they are long, by 和 (医保支付方式和医疗服务价格改革). Members of a
    campaign are deeds, each with its own noun of action: 种业振兴、耕地质量提升行动, not 生产、储备、加工能力提升行动.
    """
    held = [joint for joint in JOINT.finditer(flat.text, begin, found.start) if joint.group() in {"、", "和"}]
    plain = bool(held) and all(joint.group() == "、" for joint in held)
    if found.kind == "reform":
        return held if plain or (held and held[0].start() - begin >= 5) else []
    if found.kind in _SPLIT:
        return held if plain else []
    deeds = tuple(lexicon.words("nominal"))
    return held if plain and all(flat.text[: joint.start()].endswith(deeds) for joint in held) else []


def _shared(flat: Flat, begin: int, shared: re.Match[str], whole: Name) -> Iterator[Name]:
    """零基预算、基层财政能力提升等改革: each with the closing word; 甲、乙、丙四大工程: each as it stands."""
    if shared["count"]:
        head = flat.text[shared.end() : whole.end] if shared["count"].endswith("条") else ""
        yield from _elements(flat, begin, shared.end("list"), whole._replace(head=head))
    elif "领域" not in shared["mod"] + flat.text[shared.end() : whole.end]:
        special = "专项" if shared["mod"].endswith("专项") else ""
        head = special + flat.text[shared.end() : whole.end]  # without 一批重点, 重大生态: praise, no part of a name
        if head.endswith("活动"):  # 春夏秋冬消费季等活动: the members are names already
            head = ""
        yield from _elements(flat, begin, shared.end("list"), whole._replace(head=head))


def _after_list(flat: Flat, begin: int, head: int) -> int:
    """现代种业、智能农机等农业科技创新行动: the name begins after 等, unless little is left."""
    at = flat.text.rfind("等", begin, head)
    if at < 0 or "、" not in flat.text[begin:at] or head - at <= 4:
        return begin
    return at + 3 if flat.text.startswith(("领域", "方面", "行业", "环节"), at + 1) else at + 1


def _elements(flat: Flat, begin: int, end: int, name: Name) -> Iterator[Name]:
    at = begin
    treated = name.rule.startswith("treat")  # 甲湖、乙湖等湖库综合治理
    parted = _LISTED if "、" in flat.text[begin:end] else JOINT  # in a list 与 and 及 stay inside of a member
    whole = tuple(lexicon.words("nominal")) if name.rule.startswith(("works", "cleanup")) else ("",)
    # what 和 parts in a list of deeds is one itself: 甲污染防治、乙和丙修复等工程
    joints = (
        j
        for j in parted.finditer(flat.text, begin, end)
        if j.group() == "、" or flat.text.endswith(whole, 0, j.start())
    )
    for joint in [*joints, None]:
        stop = joint.start() if joint else end
        known = HIDDEN not in flat.text[at:stop] and ((at, stop) not in flat.regions or treated)
        if stop - at >= 2 and known and not _EVENT.search(flat.text[at:stop]):
            head = "" if flat.text[stop - 1] == "改" else name.head  # 医改、林改等改革
            yield name._replace(start=at, end=stop, head=head, rule=f"{name.rule}-list")
        at = joint.end() if joint else end
