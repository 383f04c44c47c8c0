"""Ranks as they stand in a sentence: 居全国第3位, 跻身全省前十, 全国最低, each with the scope it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.extract.statistics.quantity import PLACES, Quantity
from kg.values import numbers

_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]+)"
# A bare 第一 closes its clause or joins the next; before a noun it numbers things (第七个, 第一产业).
_RANK = re.compile(
    rf"(?:第{_NUMERAL}(?:位|名|(?![一-龥])|(?=[和及且并]))|首位|榜首|前{_NUMERAL}(?:位|名|强)?|(?<=[国球界洲省])\d{{2,3}}强"
    r"|冠军|亚军|季军)(?![一二三四五六七八九十百\d])"
    r"(?!(?:个)?[一-龥]?(?:产业|方阵|季度|书记|批|时间|次|家|届|轮|条|期|线|课|号|医院|高级|代|项|台|座|艘|部|款|颗|枚|辆|店|先|任|席"
    r"|架|章|编|节|类|种|阶段|步|年|天|月|大|档|的|梯队|生产力|要务|动力|资源|责任))"
)
_WHERE = (
    r"(?:全国|全球|世界|亚洲|国际|国内|[东中西北南]部|中西部|东北|西北|西南|华北|华东|华中|华南|沿海|内地|同类|主要|长江|黄河|长三角|珠三角"
    r"|京津冀|粤港澳|中部六省|各|副省级|省会|地级|计划单列)"
)
_SCOPE = (
    rf"(?:{_WHERE}[一-龥]{{0,6}}?(?:地区|省份|省区市|省区|城市|各省|省市|流域|经济带|主产区|产区)|{_WHERE}(?!重点)"
    r"|[全我本]?(?:国|省|市|区|县|球|疆|州|自治区)|省内|市内)(?:各省|城市|同类)?(?:的)?"
)
_TRIGGER = (
    r"(?:稳居|高居|位居|位列|位于|居于|居|列|排名|排|名列|跃居|跃升|升至|升到|上升|提升|跃至|保持|由|从|至|(?<!作)为|获|夺得|夺取|摘得"
    r"|跻身|进入|稳定|退居|重返|前移|到|连续\w{1,3}年|首次|均|都|是|达|晋升|挺进|荣获|蝉联|取得|进位|跃上|进|占|处于|并列)(?:至|到|在|为|于)?"
)
_BEFORE = re.compile(rf"(?P<trigger>{_TRIGGER})?(?P<scope>{_SCOPE})?(?:排名|位居|居|列|位列|名列|中)?$")
_EXTREME = re.compile(r"最[多高低大长快小少强深](?:水平)?(?=[，。；、）)]|$)")
_BARE = -2  # in the place of a scope: a rank behind a 、 with neither verb nor scope
_TITLES = {"冠军": 1, "亚军": 2, "季军": 3, "榜首": 1, "头名": 1}
_WON = frozenset({"获", "夺得", "夺取", "摘得", "荣获", "蝉联"})
# 跻身世界500强 is a rank; 世界500强企业 and 入选500强12家 name or count firms.
_AMONG = ("跻身", "进入", "挺进", "列", "排", "位列")
_CLOSES = frozenset("，。；、）)")


def find(text: str) -> Iterator[Quantity]:
    """The ranks of a folded text, left to right."""
    previous: Quantity | None = None
    for rank in sorted([*_ordinal(text), *_extreme(text)], key=lambda q: q.start):
        if previous is not None and rank.start < previous.end:
            continue
        held = _inherited(rank, previous, text)
        previous = held or previous
        if held is not None:
            yield held


def _inherited(rank: Quantity, previous: Quantity | None, text: str) -> Quantity | None:
    """A rank without a scope is in that of the rank before (从全国第12位升至第5位); a bare one needs such a rank."""
    near = previous is not None and not set(text[previous.end : rank.start]) & {"；", "。"}
    if rank.scope or previous is None or not near:
        return rank if rank.scope_at != _BARE else None
    return Quantity(
        rank.start, rank.end, rank.value, PLACES, None, rank=rank.rank, scope=previous.scope, scope_at=previous.scope_at
    )


def _ordinal(text: str) -> Iterator[Quantity]:
    for found in _RANK.finditer(text):
        before = _BEFORE.search(text, max(0, found.start() - 20), found.start())
        trigger, scope = (before["trigger"] or "", before["scope"] or "") if before else ("", "")
        bare = not (trigger or scope)
        if bare and not text.endswith(("位、", "名、"), 0, found.start()):
            continue
        rank = _place(found.group(), trigger, text[found.end() : found.end() + 1])
        if rank is not None:
            at = _BARE if bare else before.start("scope") if before and scope else -1
            start = before.start() if before and not bare else found.start()
            yield Quantity(start, found.end(), Decimal(rank), PLACES, None, rank=rank, scope=scope, scope_at=at)


def _place(written: str, trigger: str, following: str) -> int | None:
    if written in _TITLES:
        return _TITLES[written] if written == "榜首" or trigger in _WON else None
    if written.endswith("强") and not written.startswith("前"):
        closes = not following or following in _CLOSES
        if not (closes and trigger.startswith(_AMONG)):
            return None
    value = numbers.read(written.strip("第位名前强").replace("首", "一"))
    return None if value is None else int(value)


def _extreme(text: str) -> Iterator[Quantity]:
    """全国最低, 规模全球最大: the first of a set that is named. 达到全球最低水平 is none."""
    for found in _EXTREME.finditer(text):
        before = _BEFORE.search(text, max(0, found.start() - 20), found.start())
        if before is not None and before["scope"] and not (before["trigger"] or "").startswith("达"):
            yield Quantity(
                before.start(), found.end(), Decimal(1), PLACES, None,
                rank=1, scope=before["scope"], scope_at=before.start("scope"),
            )  # fmt: skip
