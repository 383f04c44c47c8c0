"""What stands around a name in its part of a list and belongs not to it: counts before, qualities and verbs behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.project_cut import Mark, Word, known
from kg.extract.project_gazetteer import is_place
from kg.extract.project_heads import Ending, head_at_end
from kg.extract.project_proper import Scene, is_broken, is_coined, is_placed, is_province, is_zone
from kg.extract.project_words import superlative, verbs, words
from kg.register import DEICTIC

CLASSIFIERS = "个家条座批项所处类大届名户种支张艘台只套"
COUNT = re.compile(rf"[\d.〇一二两三四五六七八九十百千万亿几多余]+[{CLASSIFIERS}]?(?:以上)?")
CLASSIFIER = re.compile(rf"[余多]?[{CLASSIFIERS}]")
_WORKS = frozenset({"工程", "项目"})
_NUMBERED = re.compile(r"[（(][一二三四五六七八九十\d]+[）)]")  # （五）
_TRAIL = 6  # words that may follow a facility's name before its verb
_NEAR = 3  # words that may follow two that 和 joins
# 甲区管委会: who runs it; 甲水库周边, 甲城行动: what is there
_ORGAN = re.compile(r"[会局院所司团部处盟人员家者长]$|^(?:行动|活动|联盟|沿线|沿岸|周边|两岸|流域)")
_CENTRAL = frozenset({"城市", "镇", "城镇", "任务", "工作", "环节", "位置", "地位"})  # 中心城市
_LINES = frozenset({"transport", "water"})  # what bears coined names: 贵遵高铁公交化
_IN_PROVINCE = re.compile(r"[在驻]$")


def trimmed(scene: Scene, part: Sequence[Word]) -> tuple[Sequence[Word], bool]:
    """The words of the name alone, none where nothing is left, and whether a count stood before it."""
    found, counted = _uncounted(_after_class(_after_place(scene, _after_of(part))))
    return _untailed(scene, found), counted


def _after_of(part: Sequence[Word]) -> Sequence[Word]:
    """Without what 的 leads up to it, nor what it is called below: （以下称平台）."""
    if part and part[-1].text[1:3] == "以下":
        part = part[:-1]
    marks = [w.mark for w in part]
    return part[len(marks) - marks[::-1].index(Mark.OF) :] if Mark.OF in marks else part


def _after_place(scene: Scene, part: Sequence[Word]) -> Sequence[Word]:
    """Without the province of 在沪国家实验室, 驻穗机构."""
    if len(part) > 1 and is_province(part[0].text) and _IN_PROVINCE.search(scene.text[: part[0].start]):
        return part[1:]
    return part


def _after_class(part: Sequence[Word]) -> Sequence[Word]:
    """乙码头 of 省内最大客运码头乙码头: a name after the class that it leads."""
    text = "".join(w.text for w in part)
    if not (lead := superlative().search(text)):
        return part
    for at in range(1, len(part)):
        held = "".join(w.text for w in part[:at])
        if len(held) > lead.end() and head_at_end(held) and head_at_end(text[len(held) :]):
            return part[at:]
    return part


def _uncounted(part: Sequence[Word]) -> tuple[Sequence[Word], bool]:
    """Without 一批, 5个, 更多 before the name; whether there was one."""
    at, counted = 0, False
    while at < len(part):
        text = part[at].text
        follows = part[at + 1].text if at + 1 < len(part) else ""
        if follows and _NUMBERED.fullmatch(text):
            at += 1
        elif text in words("opener"):
            at, counted = at + 1, True
        elif _is_prefix(text, follows):
            at += 1
        elif COUNT.fullmatch(text) and CLASSIFIER.fullmatch(follows):
            at, counted = at + 2, True
        elif COUNT.fullmatch(text) and text[-1] in CLASSIFIERS:
            at, counted = at + 1, True
        else:
            break
    return part[at:], counted


def _is_prefix(text: str, follows: str) -> bool:
    """Whether a word before a name is no part of it: 全省, 好, the noun of 重点工程甲乙铁路; but 自治区|级."""
    return (text in DEICTIC and follows[:1] != "级") or text == "好" or (bool(follows) and text in _WORKS)


def _untailed(scene: Scene, part: Sequence[Word]) -> Sequence[Word]:
    """Without 功能, 能级, 建设 after a head noun or a quoted name."""
    end = len(part)
    while end > 1 and part[end - 1].text in words("tail") and not _labelled_work(part, end):
        end -= 1
    if 1 < end < len(part) and part[end - 1].text == "枢纽" and head_at_end("".join(w.text for w in part[: end - 1])):
        end -= 1  # 机场枢纽功能
    text = "".join(w.text for w in part[:end])
    if end < len(part) and (head_at_end(text) or text.endswith("”")):
        return part[:end]
    if (
        len(part) > 1
        and part[0].text.endswith("”")
        and all(w.text in words("tail") or w.text in verbs() for w in part[1:])
    ):
        return part[:1]  # “筑城湾”功能提升
    return _without_quality(scene, part)


def _labelled_work(part: Sequence[Word], end: int) -> bool:
    """“通港达园”项目: the noun after a label stays."""
    return part[end - 1].text in _WORKS and part[end - 2].text.endswith("”")


def _without_quality(scene: Scene, part: Sequence[Word]) -> Sequence[Word]:
    """甲城试验区 of 甲城试验区产业集聚能力: a name before a noun of quality, or before an idiom (大桥举世瞩目)."""
    if not part or head_at_end("".join(w.text for w in part)):
        return part
    quality = part[-1].text in words("tail") or (len(part[-1].text) == 4 and known(part[-1].text))
    for end in range(len(part) - 1, 1 if quality else max(1, len(part) - _TRAIL - 1), -1):
        found = head_at_end("".join([w.text for w in part[:end]]))
        if found and (quality or _placed_site(scene, part, end, found)):
            return part[:end]
    return part


def _placed_site(scene: Scene, part: Sequence[Word], end: int, found: Ending) -> bool:
    """Whether a place's own facility ends before common words: 甲山国际机场 of 甲山国际机场旅客吞吐量."""
    head, rest = found.head, part[end:]
    joined = any(w.mark is Mark.AND for w in part[:end])
    if joined and len(rest) > _NEAR:
        return False
    if head.group in {"works", "energy"} or len(head.text) == 1:
        return False
    if head.needs == "proper" and head.group != "designation":
        return False
    if head.text == "中心" and rest[0].text in _CENTRAL:
        return False
    return (
        (
            any(is_placed(scene, w) for w in part[:end])
            or (not joined and (is_zone(head.text) or any(is_coined(w.text) or is_place(w.text) for w in part[:end])))
            or (head.group in _LINES and any(is_coined(w.text) for w in part[:end]))
            or (head.group in _LINES and is_broken(part[:end]))
        )
        and all(known(w.text) or w.text[-1] == "化" for w in rest)
        and not (_ORGAN.search(rest[0].text) or _ORGAN.search(rest[-1].text))
    )
