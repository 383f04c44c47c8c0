"""The metrics of a sentence: named by what stands before their numbers, or by reference to those named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extract.statistics import names
from kg.extract.statistics.clauses import Piece
from kg.extract.statistics.head import Head
from kg.extract.statistics.lexicon import words
from kg.extract.statistics.line import Line
from kg.extract.statistics.quantity import PERCENT
from kg.model import Kind, Mention, Span


@dataclass(frozen=True, slots=True)
class Name:
    """A metric's name and whom it describes (None: the region that speaks), as later pieces refer back to them."""

    text: str
    span: Span  # in the sentence; covers the pieces of a composed name
    about: Mention | None


_EACH = frozenset({"均", "都", "双双"})
# Around the name of what is ranked: 并连续4年在 | 国家综合测评 | 中位列第一
_GOES_ON = re.compile(r"并|且|也|还|连续|再次")
_ORDER_LEAD = re.compile(
    r"(?:并|且|也|还|再次)*(?:(?:已)?连续(?:\d+|[一二三四五六七八九十]+)年)?(?:稳居|位居|位列|名列|蝉联|保持|在(?=$|[^，]*[中上里]$))?"
)
_ORDER_TAIL = re.compile(r"(?:(?<=[评价测核查估])中|排名|排行榜?上|位次|名次)$")
_UNRANKED = frozenset({"成为", "上榜", "入选", "排名", "位次", "完善"})
_PRONOUNS = frozenset({"其", "其中", "合计", "总计", "二者", "两者", "其余"})
# Verbs of the lead that never name a metric by themselves (投入12亿元 does).
_EMPTY_VERBS = frozenset(
    {
        "其中", "同时", "此外", "另外", "目前", "我们", "各地", "以及", "按照", "当年", "包括", "进一步",
        "尚有", "另有", "还有", "现有", "全年", "年内",
    }
)  # fmt: skip
_APPENDED = frozenset({"规模", "总规模", "增速", "增幅", "增量", "占比", "比重", "比例", "提升幅度", "数量"})
_AMOUNTS = frozenset({"总量", "总额", "金额", "总值"})
_AMOUNT = re.compile(r"(?:值|额|收入|总量|投资|营收)$")
_TOPIC = re.compile(r"[^的，；：。]{0,8}?(?:服务业|制造业|[工农林牧渔]业|产业|经济|市场主体|经营主体)")
_ADDED = re.compile(r"^(?:新增|净增|新建|新开通|新设立?|新引进)|(?:新增|净增)$")
_WITHIN = re.compile(r"(?:稳定在|保持在|维持在|达到?|约为?)?(?P<whole>(?:全国|全球|世界)(?:总量)?)的?$")
# A clause that tells of something, and so is no name: 持续扩大投资; or that goes on about another: 在其中的比重
_SPOKEN = re.compile(
    r"^(?:其|按|据|比|较|若|如|对|为|使|以|把|由|因|在|而|并|它|这|该|包括|扣除|坚持|持续|不断|逐步|进一步|着力|加快|加强|加大|推动"
    r"|推进|优化|稳定|促进|通过|支持|继续|连续|落实|深化|实施|建立|[上下]调)"
    r"|[了将]|已经?(?=由|从)|必须|可以|应|提高|降低|扩大|增加(?!值)|减少|控制|压缩|超过|达到|实现|完成|增长"
)
_OPENERS = re.compile(r"(?:全年|年内|预计|计划|目前|第?[一二三四五]是)+")
_STILL = re.compile(r"(?:仍|已|大约|约|均|共)+占(?=$|[^比率重例]{1,16}$)")
_SHARE = re.compile(r"占[^比率重例]{1,16}$")


@dataclass
class Naming:
    """Gives quantities their names, in order, and remembers them."""

    line: Line
    history: list[Name] = field(default_factory=list)
    clause: int = -1  # the last clause that named anything, and where in the history its names begin
    begin: int = 0
    spent: set[int] = field(default_factory=set)  # where quantities begin that are part of another's name

    def of(self, group: Sequence[Piece], head: Head, about: Mention | None) -> list[list[Name]]:
        """For each quantity of the group the names it belongs to; empty where there is none to refer to."""
        found = self._of(group, head, about)
        if not head.suffix:  # which is not remembered: 甲完成计划的94%，增长3% is growth of 甲
            return found
        return [[replace(name, text=name.text + head.suffix) for name in each] for each in found]

    def _of(self, group: Sequence[Piece], head: Head, about: Mention | None) -> list[list[Name]]:
        text = self.line.text
        short = head.end - head.start <= 2 or text[head.start : head.end] in words("generic")
        if short and (verb := self._verb(head)) is not None:
            head.start = verb
        if not head.named or text[head.start : head.end] in _PRONOUNS | words("keep").keys():
            if len(group) > 1 and (listed := self._listed_before(group, about)):
                self.remember(listed, group[0].clause)
                return [[name] for name in listed]
            if topics := self._opened(group, head):
                self.remember(topics, group[0].clause)
                return [[topic] for topic in topics]
            return self._referred(head, len(group))
        name, span = self._composed(head)
        starts, count = self.line.starts, len(group)
        if count > 1:
            parts = names.split(name, count, starts, head.start) or [name]
        elif _EACH & set(head.adverbs):
            parts = names.each(name, starts, head.start)
        else:
            parts = names.heads(name, starts, head.start)
        found = [Name(self._finished(part, head, group[0]), span, about) for part in parts]
        if head.origin or not name.startswith("占"):  # 支出5亿元，占预算3%，增长7%: what grew is the spending
            self.remember(found, group[0].clause)
        if count == 1:
            return [found]
        return [[n] for n in found] if len(found) == count else [[found[-1]] for _ in group]

    def ranked(self, piece: Piece, head: Head, about: Mention | None) -> list[Name]:
        """The names that a rank belongs to."""
        if lead := _ORDER_LEAD.match(self.line.text, self._order_start(head), head.end):
            head.start = lead.end() if lead.end() > lead.start() else head.start
        if tail := _ORDER_TAIL.search(self.line.text, head.start, head.end):
            head.end = tail.start()
        if not head.named:
            return self._spread() if _EACH & set(head.adverbs) else self.history[-1:]
        span = Span(head.start, head.end)
        parts = names.listed(span.of(self.line.original), self.line.starts, head.start)
        found = [Name(self._finished(part, head, piece, follows=True), span, about) for part in parts]
        found = [name for name in found if name.text not in _UNRANKED | words("bare").keys() | words("generic").keys()]
        self.remember(found, piece.clause)
        return found

    def _order_start(self, head: Head) -> int:
        """Where the last member of a list begins if it goes on about the list's subject: …、并连续4年在…"""
        at = self.line.text.rfind("、", head.start, head.end) + 1
        return at if at and _GOES_ON.match(self.line.text, at) else head.start

    def remember(self, found: Sequence[Name], clause: int) -> None:
        if clause != self.clause:
            self.clause, self.begin = clause, len(self.history)
        self.history.extend(found)

    def _opened(self, group: Sequence[Piece], head: Head) -> list[Name]:
        """农民人均纯收入，2020年为…: the names that are the whole clause before, where that has no number."""
        here = self.line.clause_start(group[0].start) - 1
        begin = self.line.clause_start(max(here, 0))
        first = group[0].joint == "，" and group[0].start <= here + 1
        opens = first or self.clause != group[0].clause  # nothing in the clause was named so far
        if not (head.kind or head.origin) or here <= begin or not opens:
            return []
        if any(begin <= q.start < here for q in self.line.quantities):
            return []
        begin = self._inside(begin, here)
        if lead := _OPENERS.match(self.line.text, begin, here):
            begin = lead.end()
        text = self.line.original[begin:here]
        if not 3 <= len(text) <= 24 or not names.MEASURED.search(text) or _SPOKEN.search(text):
            return []
        parts = names.split(text, len(group), self.line.starts, begin) if len(group) > 1 else [text]
        return [Name(part, Span(begin, here), None) for part in parts or ()]

    def _inside(self, begin: int, end: int) -> int:
        """Where a clause begins behind its time and region."""
        leading = [(time.start, time.end) for time in self.line.times]
        leading += [(region.span.start, region.span.end) for region in self.line.regions if region.span is not None]
        for start, stop in sorted(leading):
            begin = stop if start == begin and stop < end else begin
        return begin

    def _referred(self, head: Head, count: int) -> list[list[Name]]:
        known = self.history[-count:]
        if not known:
            return [[] for _ in range(count)]
        if count > 1:
            return [[n] for n in known] if len(known) == count else [[known[-1]] for _ in range(count)]
        if _EACH & set(head.adverbs):
            return [self._spread()]
        bare = self.line.text[head.start : head.end]
        if head.annual is not None and (bare == "年均" or "年均" in head.adverbs):
            verb = self.line.text[head.annual[0] : head.annual[1]]
            return [[replace(known[0], text=known[0].text + (verb if "年均" in verb else "年均" + verb))]]
        if head.kind == "level":  # 新增16条、达到54条: what there is now is not what was added
            return [[replace(known[0], text=_ADDED.sub("", known[0].text) or known[0].text)]]
        return [known]

    def _listed_before(self, group: Sequence[Piece], about: Mention | None) -> list[Name]:
        """产业、集群从无到有，分别达2个、3个: the names that the clause before lists, where it has no number."""
        here = self.line.clause_start(group[0].start) - 1
        begin = self.line.clause_start(max(here, 0))
        if here <= begin or any(begin <= q.start < here for q in self.line.quantities):
            return []
        end = names.counted(self.line.text, begin, here, self.line.words)
        span = Span(begin, end)
        parts = names.split(span.of(self.line.original), len(group), self.line.starts, begin)
        return [Name(part, span, about) for part in parts or ()]

    def _spread(self) -> list[Name]:
        """The names that 均 or 都 takes up: all of the last clause that had any."""
        return list({name.text: name for name in self.history[self.begin :]}.values())

    def _verb(self, head: Head) -> int | None:
        """Where the verb begins that is all there is to name a metric: 投入12亿元."""
        word = head.leads[-1] if head.leads else ""
        if word in words("target"):
            return None
        carried = not head.named and (word in words("level") or word in words("adverb"))
        if len(word) < 2 or carried or word in _EMPTY_VERBS:
            return None
        at = head.start - len(word)
        return at if self.line.text[at : head.start] == word else None

    def _composed(self, head: Head) -> tuple[str, Span]:
        """The name as written; 年均 and the verb of growth stay with it."""
        span = Span(head.start, head.end)
        name = span.of(self.line.original)
        if head.annual is not None and head.kind == "change" and "年均" in head.adverbs and head.annual[0] >= head.end:
            between = self.line.text[head.end : head.annual[0]]
            if not between.strip("分别均"):
                return name + self._annual(head.annual), Span(head.start, head.annual[1])
        return name, span

    def _annual(self, at: tuple[int, int]) -> str:
        return Span(*at).of(self.line.original).replace("分别", "")

    def _finished(self, name: str, head: Head, piece: Piece, *, follows: bool = False) -> str:
        """A name made whole: bare ones with what they are of, shares with the word for it."""
        percent = piece.quantity.unit == PERCENT
        name = name.strip(" \u3000、的")
        if name in words("bare") and head.subject is None:
            name = self._completed(name, piece, follows=follows)
        if percent and head.kind != "change" and self.history and (of := _WITHIN.match(name)):
            name = "占" + of["whole"]  # 产量5000吨、稳定在全国1/10以上
        name = _STILL.sub("占", name) if percent else name
        if name.startswith("占") and self.history and percent:
            name = self.history[-1].text + name
        if name.endswith("占") and percent:
            return name + "比"
        return name + "比重" if percent and head.kind != "change" and _SHARE.search(name) else name

    def _completed(self, name: str, piece: Piece, *, follows: bool) -> str:
        """A bare 规模, 利润 or 总数 with what it is of: the name before it, or the topic of the clause before."""
        total = name.startswith("总")
        if self.history and (piece.joint == "、" or ((total or follows) and piece.joint == "，")):
            last = self.history[-1].text.partition("年均")[0]
            if name in _AMOUNTS and _AMOUNT.search(last):
                return last  # 地区生产总值增长5%、总量居第一
            measured = None if name in _APPENDED or last.endswith("生产总值") else names.MEASURED.search(last)
            stem = names.stem(last, measured) if measured else last
            return (_ADDED.sub("", stem) if total else stem) + name
        return self._topic(piece) + name

    def _topic(self, piece: Piece) -> str:
        """服务业支撑作用更加明显，增加值…: the industry that the clause before opens with."""
        here = self.line.clause_start(piece.start) - 1
        if here < 0 or self.line.text[here] != "，":
            return ""
        found = _TOPIC.match(self.line.text, self.line.clause_start(here), here)
        return found.group() if found else ""


def about(line: Line, head: Head, carried: Mention | None) -> Mention | None:
    """Whom a metric describes: the subject named for it, the region of its clause, or the one carried."""
    if head.subject is not None:
        span = Span(*head.subject)
        return Mention(Kind.THING, span.of(line.original), span)
    return head.region or carried
