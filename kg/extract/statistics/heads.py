"""What stands before a quantity: the metric's name, and the words between it and the number that say how to read it.

全省地区生产总值达到 | 5.53万亿元: region 全省, name 地区生产总值, level. The words are stripped from the right (hedges,
verbs, adverbs, comparisons, times) and from the left (times, regions, verbs that only carry the sentence).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.statistics import subjects
from kg.extract.statistics.head import NATION, Head
from kg.extract.statistics.lexicon import words
from kg.model import Mention, Span
from kg.values.periods import Role, Time

_LONGEST = 7  # characters of the longest word in the tables
# What a change is measured against, between a verb and the number or before it: 高于全国平均 0.3 个百分点, 比上年 …
_AGAINST = re.compile(
    r"(?<![不约])(?P<verb>快于|高于|低于|慢于|优于|好于|高出|多于|少于|领先|超过|超|跑赢)(?P<base>[^，、；”]{1,14})$"
)
_COMPARED = re.compile(r"(?<![占同环的对])[比较](?![重例率好大])(?P<base>[^，；比较]{1,14}?)(?:时|期)?$")
_DOWNWARD = frozenset({"低于", "慢于", "少于"})
_GROWTH_NAMES = ("增速", "增幅", "增长率", "涨幅", "降幅", "降低率", "下降率", "增长速度", "递增率")
# Verbs inside of a name that say growth themselves: 粮食增产20亿斤
_GROWING = {"增产": 1, "增收": 1, "减产": -1, "减收": -1, "净增长": 1, "增资": 1, "多增": 1}


@cache
def _tail() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for role in ("adverb", "level", "hedge", "up", "down"):
        for word, value in words(role).items():
            table[word] = (role, value)
    for role in ("up", "down"):
        for verb in words(role):
            if len(verb) > 1:
                table.update({verb + to: ("level", "") for to in words("to")})
            else:
                table.update({verb + to: ("level", "") for to in ("到", "至", "为")})
            table[verb + "了"] = (role, "")
    table.update({word + "了": ("level", "") for word in words("level") if len(word) > 1})
    return table


@cache
def _lead() -> frozenset[str]:
    return frozenset(words("drop")) | frozenset(words("target"))


def read(
    text: str,
    span: Span,
    starts: frozenset[int],
    times: Sequence[Time],
    regions: Sequence[Mention],
    *,
    national: bool,
) -> Head:
    """The head in ``text[span]``; `regions` have spans in the sentence. `national`: the country speaks."""
    head = Head(span.start, span.end, span.end)
    if text.endswith("的", span.start, span.end) and (planned := _PLANNED.search(text, span.start, span.end)):
        head.suffix, head.end, head.kind = "完成" + planned["plan"], planned.start(), "level"  # 分别完成年计划的 | 118%
    _strip_right(head, text, starts, times, regions)
    _close_list(head, text, starts)
    _strip_left(head, text, starts, times, regions, national=national)
    if subjects.quoted_or_regional(head, text, starts):
        _strip_left(head, text, starts, times, (), national=national)
    subjects.entity(head, text, starts)
    _growth(head, text)
    return head


_PLANNED = re.compile(r"(?:已经?|只|仅|共|计)*(?:超额)?完成了?(?P<plan>[^，、；：成]{0,6}(?:计划|预算数?|任务))的$")
_LASTING = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)年(?:之?内|共)")
_MEASURED_ENDS = frozenset("比率量额数值积模度重入收")  # jieba glues 占比|达 to 占|比达
_RUN = re.compile(r"(?:连续)?(?:\d+|[一二两三四五六七八九十]+)(?:年|个月|个季度)(?:来|间|内)?$|连续(?:多|几)年$")
# 不低于当地标准的 | 1.6倍, 约为全国平均的 | 70%: a bound or level in terms of something else.
_IN_TERMS = re.compile(
    r"(?P<hedge>不低于|不少于|不超过|不高于|约为|约是|相当于|达到|超过|为|是)(?P<base>[^，、；为是到过]{2,16})的$"
)


def _strip_region(head: Head, text: str, regions: Sequence[Mention]) -> bool:
    """…满意度测评文山州 | 第一: a region between the name and the number is whom it describes."""
    for region in regions:
        if region.span is None or region.key == NATION or region.span.end != head.end:
            continue
        if region.span.start > head.start and text[region.span.start - 1] not in "占居在对向于到至比较和与及、":
            head.region, head.end = region, region.span.start
            return True
    return False


def _strip_right(
    head: Head, text: str, starts: frozenset[int], times: Sequence[Time], regions: Sequence[Mention]
) -> None:
    while head.end > head.start:
        if text[head.end - 1] in " \u3000\t—-“‘":
            head.end -= 1
            continue
        if _strip_time(head, text, times) or _strip_word(head, text, starts) or _strip_comparison(head, text, times):
            continue
        if (run := _RUN.search(text, max(head.start, head.end - 6), head.end)) or _strip_region(head, text, regions):
            head.end = run.start() if run else head.end
            continue
        measured = text[head.end - 2 : head.end - 1] in _MEASURED_ENDS and head.end - 1 in starts
        if text[head.end - 1] == "在" and (head.local is not None or measured):  # 棉产量在一九八四年是, 降幅在20%左右
            head.end -= 1
            continue
        if text[head.end - 1] in "从由自" and head.end - 1 in starts:
            head.origin, head.end = True, head.end - 1
            continue
        if not head.kind and (found := _IN_TERMS.search(text, max(head.start, head.end - 20), head.end)):
            head.kind, head.base, head.end = "level", found["base"], found.start()
            head.comparator = {"约为": "~", "约是": "~", "超过": ">="}.get(found["hedge"]) or words("hedge").get(
                found["hedge"], ""
            )
            continue
        if text[head.end - 1] == "的" and head.local is None and head.kind:
            head.end -= 1
            continue
        return


_TERMS = ("为", "是", "相当于", "等于")  # 为“十三五”时期的2.2倍


def _strip_time(head: Head, text: str, times: Sequence[Time]) -> bool:
    for time in times:
        if time.end == head.end and time.start >= head.start:
            if time.role is Role.BASE and time.end == head.limit and text[time.end - 1] == "的":
                head.local, head.kind, head.start, head.end = time, "level", time.start, time.start
                return False  # 比一九八四年的20亿元增长…: the level of the base
            if time.role is Role.BASE or text.endswith(_TERMS, head.start, time.start):
                head.base = head.base or time.period
            else:
                head.local = head.local or time
                head.origin = head.origin or time.role is Role.FROM
                if time.role is Role.BY and not head.kind:
                    head.kind = "level"  # 下降至2015年的0.4%
            head.end = time.start
            return True
    return False


def _strip_word(head: Head, text: str, starts: frozenset[int]) -> bool:
    for length in range(min(_LONGEST, head.end - head.start), 0, -1):
        at = head.end - length
        word = text[at : head.end]
        held = _tail().get(word)
        if held is None:
            if word in words("keep"):
                return False
            continue
        if at not in starts and (length == 1 or at > head.start):
            glued = length == 1 and text[at - 1 : at] not in _MEASURED_ENDS
            if glued or head.end not in starts:
                continue
        role, value = held
        _note(head, word, role, value, at)
        head.end = at
        return True
    return False


# 达到3万亿元 says how things stand at the end; 完成投资, 实现… say what was done in all that time.
_STATES = frozenset(
    {
        "达", "达到", "为", "是", "有", "共有", "拥有", "现有", "迈上", "跨上", "站上", "登上", "跨越", "累计达",
        "已达", "均达",
    }
)  # fmt: skip


def _note(head: Head, word: str, role: str, value: str, at: int) -> None:
    if role == "hedge":
        head.comparator = head.comparator or value
        head.reached = head.reached or value == ">="
        if word in {"突破", "跨过", "迈过", "越过", "连跨", "连破"} and not head.kind:
            head.kind = "level"
    elif role in {"up", "down"}:
        if not head.kind:
            head.kind, head.sign = "change", 1 if role == "up" else -1
            head.annual = (at, head.end)
    elif role == "level":
        head.reached = head.reached or word in _STATES or word[-1:] in {"到", "至"}
        head.moved = head.moved or (not head.kind and word[-1:] in {"到", "至"})
        head.kind = head.kind or "level"
    else:
        if word in {"年均", "每年", "平均每年"} and head.kind == "change" and head.annual is not None:
            head.annual = (at, head.annual[1])
        head.adverbs.append(word)


def _strip_comparison(head: Head, text: str, times: Sequence[Time]) -> bool:
    window = max(head.start, head.end - 18)
    if not head.kind and (found := _AGAINST.search(text, window, head.end)):
        head.kind, head.sign = "change", -1 if found["verb"] in _DOWNWARD else 1
        head.base, head.end = found["base"], found.start()
        return True
    if head.kind and (found := _COMPARED.search(text, window, head.end)):
        for time in times:
            if time.role is Role.BASE and found.start() == time.start < time.end < head.end:
                head.lead_time = next((t for t in times if t.end == time.start), None)
                head.base, head.start = head.base or time.period, time.end  # 1979年比上年 | 产值
                return False
        head.base, head.end = head.base or found["base"], found.start()
        return True
    return False


def _strip_left(
    head: Head, text: str, starts: frozenset[int], times: Sequence[Time], regions: Sequence[Mention], *, national: bool
) -> None:
    while head.end > head.start:
        if text[head.start] in " \u3000\t的、”’—-" or _unclosed(head, text):
            head.start += 1
            continue
        if lasting := _LASTING.match(text, head.start, head.end):
            head.start = lasting.end()
            continue
        if (
            _lead_time(head, text, times)
            or _lead_region(head, regions, national=national)
            or _lead_word(head, text, starts)
        ):
            continue
        return


def _unclosed(head: Head, text: str) -> bool:
    """A quotation that opens here and runs on beyond the name."""
    return text[head.start] in '“‘"' and not any(mark in text[head.start + 1 : head.end] for mark in '”’"')


def _lead_time(head: Head, text: str, times: Sequence[Time]) -> bool:
    ahead = head.start + 1 if text[head.start] == "在" else head.start
    for time in times:
        if time.start == ahead and time.end <= head.end:
            head.lead_time = time
            head.start = time.end
            return True
    return False


def _lead_region(head: Head, regions: Sequence[Mention], *, national: bool) -> bool:
    for region in regions:
        if region.span is not None and region.span.start == head.start and region.span.end <= head.end:
            if region.key == NATION and not national:
                return False  # 全国重点实验室 of a province
            head.region, head.start = head.region or region, region.span.end
            return True
    return False


def _lead_word(head: Head, text: str, starts: frozenset[int]) -> bool:
    for length in range(min(_LONGEST, head.end - head.start), 0, -1):
        word = text[head.start : head.start + length]
        if word in words("keep") and length > 1:
            return False
        if word in _lead() and (head.start + length in starts or head.start + length == head.end):
            head.leads.append(word)
            head.start += length
            return True
    return False


def _close_list(head: Head, text: str, starts: frozenset[int]) -> None:
    """What ends in a verb before the last 、 is a clause of its own, no member of a list: 三期建成投产、总装机."""
    at = text.rfind("、", head.start, head.end)
    if at < 0:
        return
    for length in (2, 3, 4):
        if at - length > head.start and at - length in starts and text[at - length : at] in words("closing"):
            head.start = at + 1
            return
    if at == head.end - 1 and (found := _REACHED.search(text, head.start + 2, at)):
        head.end = found.start()  # 经济总量跨过大关、| 超过


_REACHED = re.compile(r"跨过|突破|迈上|跨上|跨越|达到|位居|稳居|升至|增至|超过|实现")


def _growth(head: Head, text: str) -> None:
    """A name that says growth itself: 年均增速, 粮食增产."""
    name = text[head.start : head.end]
    if name.endswith(_GROWTH_NAMES) and head.kind != "change":
        head.kind, head.sign = "change", -1 if "降" in name[-3:] else 1
    for word, sign in _GROWING.items():
        if name.endswith(word) and not head.kind:
            head.kind, head.sign = "change", sign
