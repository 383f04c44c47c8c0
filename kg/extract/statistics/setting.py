"""What a sentence has said so far of time, status and region, for the quantities that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.statistics.clauses import Piece
from kg.extract.statistics.head import NATION, Head
from kg.extract.statistics.line import Line
from kg.extract.statistics.timeline import ACTUAL, TARGET, Moment
from kg.model import Mention
from kg.values.periods import Role, Time

_PROMISE = re.compile(
    r"(?:^|[，；：。、])[^，；：。、]{0,6}?"
    r"(?:力争|争取(?=\d|$)|计划(?!完成)|目标|拟|将(?![来军士近])|确保(?!了))"
)

_EXPECTED = re.compile(r"(?:^|[，；：。、])[^，；：。、]{0,6}?预计")

_BLOC = re.compile(r"(?:经济圈|都市圈|城市群|经济带|湾区|三角洲?|经济区)$")
# What adds up over the years, and what is counted anew at each time.
_OVER_TIME = re.compile(
    r"累计|新增|净增|新[建改开设]|增量|减[轻少]|年均|完成|五年|[建改]成|惠及|带动|培训|开行|[班专]列|省份|服务"
)
_DEEDS = frozenset(
    {
        "引进", "引育", "招引", "建成", "培育", "培养", "打造", "实施", "推进", "举办", "发放", "投入", "落实", "开展",
        "组织", "认定", "形成", "建设", "设立", "成立", "发布", "推出",
    }
)  # fmt: skip
_STOCK = re.compile(
    r"(?:生产总值|经济总量|率|比重|占比|比例|寿命|里程|装机|装机容量|强度|浓度|密度|保有量|户数|总数|总量|余额)$|^人均|^每"
)


@dataclass
class Setting:
    """Carried from one piece to the next; `take` must see the pieces in order."""

    line: Line
    moment: Moment
    time: Time | None = None  # set by a clause: 2020年到2025年，…
    status: str = ""  # set by a promise: 力争…
    about: Mention | None = None  # the region that opened the present stretch between semicolons
    region: Mention | None = None  # the region that opened the present clause
    clause: int = -1
    segment: int = 0  # where the present stretch between semicolons begins
    seen: int = 0  # how many times have been taken in
    after_origin: bool = False  # whether the last quantity was where a movement starts: 从270元 | 提标到

    def take(self, piece: Piece, head: Head) -> None:
        """Take in what the text up to the quantity of `piece` says; give `head` the region of its clause."""
        self._times(piece, head)
        before = self.line.text[self.segment : piece.quantity.start]
        # 预计 of a year that is over is an estimate of what has been.
        expects = not self._over() and _EXPECTED.search(before)
        if self.moment.status == ACTUAL and (expects or _PROMISE.search(before)):
            self.status = TARGET
        if (cut := max(before.rfind("；"), before.rfind(";"))) >= 0:
            self.segment += cut + 1
            self.about = None
        self._regions(piece, head)

    def _over(self) -> bool:
        year, period = self.line.context.year, self.moment.period
        return bool(year and period) and int(period[-4:]) < int(year or 0) if period[-4:].isdigit() else False

    def _times(self, piece: Piece, head: Head) -> None:
        text = self.line.text
        for time in self.line.times[self.seen :]:
            if time.start >= piece.quantity.start:
                break
            self.seen += 1
            if time.role is Role.BASE or time is head.local:
                continue
            if time is head.lead_time or time.role is Role.BY or opens(text, time.start):
                self.time = time

    def _regions(self, piece: Piece, head: Head) -> None:
        listed = self.line.text[piece.start : piece.quantity.start]
        several = listed.endswith("等") or ("、" in listed and bool(self.line.right(piece)))
        if several:
            head.region = None  # it belongs to the first of those listed
        if piece.clause != self.clause:
            self.clause, self.region = piece.clause, self._leading(piece)
        if head.region is None and self.region is not None and not several:
            head.region = self.region
        if head.subject is not None:
            return
        if self.about is None and head.region is None and self.line.regions:
            self.about = self._topic(piece)
        if head.region is not None and not self.line.text[self.segment : piece.start].strip("，、"):
            self.about = head.region

    def _topic(self, piece: Piece) -> Mention | None:
        """The bloc that the clause before is about, where that has no number: 某某经济圈建设加快，经济总量超3万亿元."""
        if any(self.segment <= q.start < piece.start for q in self.line.quantities):
            return None
        opens = (r for r in self.line.regions if r.span is not None and r.span.start == self.segment < piece.start)
        return next((region for region in opens if _BLOC.search(region.text)), None)

    def _leading(self, piece: Piece) -> Mention | None:
        """The region that opens the clause of a piece: 甲电厂二期建成投产、总装机达200万千瓦."""
        at = self.line.clause_start(piece.start)
        before = self.line.text[at : piece.quantity.start]
        if before.endswith("等") or ("、" in before and self.line.right(piece)):
            return None  # 甲、乙、丙3家…: the counted are in several
        for region in self.line.regions:
            if region.span is not None and region.span.start == at:
                return region if self.line.national or region.key != NATION else None
        return None

    def period(self, head: Head) -> tuple[str, str]:
        """Period and status of the quantity that `head` belongs to; the period is empty where none can be known."""
        after, self.after_origin = self.after_origin, head.origin
        if "全年" in head.leads:
            self.time = None  # 三季度…，全年增长…
        time = head.local or head.lead_time or self.time
        status = self._status(head, time)
        if time is None or not time.period:
            if head.origin or (time is not None and time.role is Role.FROM):
                return "", status
            ends = after or (status == ACTUAL and self._stands(head))
            return (self.moment.period.rpartition("/")[2] if ends else self.moment.period), status
        if time.role is Role.SPAN and time is not head.local and (head.origin or after):
            return (time.first if head.origin else time.last), status
        if time.role is Role.BY and head.local is None and status == ACTUAL and self._ahead(time):
            status = TARGET
        return time.period, status

    def _stands(self, head: Head) -> bool:
        """Whether a number tells how things stand at the end of the years that a part of a report looks back on."""
        name = self.line.text[head.start : head.end]
        if (
            head.kind == "change"
            or _DEEDS & set(head.leads)
            or _OVER_TIME.search(name)
            or (head.adverbs and "累计" in head.adverbs)
        ):
            return False
        return head.reached or bool(head.named and _STOCK.search(name))

    def _status(self, head: Head, time: Time | None) -> str:
        """What is said with 了 or of a year that is over has been; where a movement starts has, too."""
        status = self.status or self.moment.status
        year = self.line.context.year
        told = self.line.text[head.limit - 1 : head.limit] == "了"
        if head.origin or (told and not self.status):
            return ACTUAL
        if year is None or time is None or time.role not in {Role.IN, Role.BASE, Role.AT} or not time.period:
            return status
        stated = int(time.period[:4])
        return ACTUAL if stated < year else TARGET if stated > year else status

    def _ahead(self, time: Time) -> bool:
        year = self.line.context.year
        return year is None or int(time.period[:4]) >= year


def opens(text: str, at: int) -> bool:
    """Whether a time stands at the head of its clause, and so holds for what follows."""
    head = max(text.rfind(mark, 0, at) for mark in "，；：。（(、")
    return at - head - 1 <= 4
