"""A sentence's pieces read in order: names, times and regions carried from one to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from kg.extract.statistics import heads, names
from kg.extract.statistics.clauses import COUNTS, Piece, pieces
from kg.extract.statistics.heads import Head
from kg.extract.statistics.lexicon import words
from kg.extract.statistics.quantities import PERCENT, Quantity, find
from kg.extract.statistics.timeline import Moment
from kg.model import Context, Kind, Mention, Parsed, Span
from kg.values import periods
from kg.values.numbers import fold
from kg.values.periods import Role, Time
from kg.values.units import UnitType


@dataclass(frozen=True, slots=True)
class Name:
    """A metric's name and whom it describes, as later pieces refer back to them."""

    text: str
    span: Span  # in the sentence
    about: Mention | None


@dataclass(frozen=True, slots=True)
class Observed:
    name: Name
    quantity: Quantity
    value: Decimal
    unit: str
    kind: str
    status: str
    comparator: str
    period: str
    base: str
    rule: str


@dataclass(frozen=True, slots=True)
class Ranked:
    name: Name
    rank: int
    quantity: Quantity
    period: str


@dataclass
class Line:
    """A sentence made ready: folded text with names hidden, words, regions, times, quantities."""

    item: Parsed
    context: Context

    @cached_property
    def text(self) -> str:
        return fold(self.item.text)

    @cached_property
    def masked(self) -> str:
        return mask(self.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return find(self.masked)

    @cached_property
    def words(self) -> dict[int, str]:
        return {token.idx: token.text for token in self.item.doc}

    @cached_property
    def starts(self) -> frozenset[int]:
        return frozenset(self.words)

    @cached_property
    def times(self) -> list[Time]:
        return list(periods.find(self.text, self.context.year))

    @cached_property
    def regions(self) -> list[Mention]:
        shift = self.item.start
        return [
            replace(m, span=Span(m.span.start - shift, m.span.end - shift))
            for m in self.item.of(Kind.REGION)
            if m.span is not None
        ]


# Names in 《》 and short quotes hold numbers that count nothing: “1+2”, 《“十四五”规划》.
_HIDDEN = re.compile(
    r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]|【[^】]*】|“[^”，。；]{1,24}”|‘[^’，。；]{1,24}’|\"[^\"，。；]{1,16}\"|「[^」，。]{1,24}」"
)
_MAYBE = re.compile(
    r"[\d０-９]|[百千万萬亿億][余多元人吨亩斤分]|[百千]分之|成以上|成[，。]|倍|过半|一半|番|分之|首位|榜首|第[一二三四五六七八九十]|前[三五十]|冠军|亚军"
    r"|[二三四五六七八九]十|[一二三四五六七八九]百"
)


def mask(text: str) -> str:
    return (
        _HIDDEN.sub(lambda m: "\u25a1" * len(m.group()), text)
        if "“" in text
        or "《" in text
        or "〔" in text
        or '"' in text
        or "‘" in text
        or "「" in text
        or "[" in text
        or "【" in text
        else text
    )


def maybe(text: str) -> bool:
    """Whether a sentence can hold a quantity or a rank at all: a cheap look that skips most sentences."""
    return _MAYBE.search(text) is not None


@dataclass
class Reader:
    """Reads one sentence. What is carried: the names so far, the time and status set by a clause, the region."""

    line: Line
    moment: Moment
    history: list[Name] = field(default_factory=list)
    time: Time | None = None
    status: str = ""
    about: Mention | None = None
    segment: int = 0
    clause: int = -1
    clause_region: Mention | None = None
    from_seen: bool = False
    spread_from: int = 0
    piece_start: int = 0
    spread_clause: int = -1
    _times_seen: int = 0

    def read(self) -> Iterator[Observed | Ranked]:
        line = self.line
        if not line.quantities:
            return
        held = list(pieces(line.masked, line.quantities, line.words))
        index = 0
        while index < len(held):
            piece = held[index]
            head = self._head(piece)
            self.piece_start = piece.start
            self._carry(piece, head)
            group = self._group(held, index)
            if piece.quantity.rank is not None:
                yield from self._ranked(piece, head)
            else:
                yield from self._observed(group, head)
            index += len(group)

    def _head(self, piece: Piece) -> Head:
        line = self.line
        national = line.context.speaker.key in {"", heads.NATION}
        return heads.read(
            line.text, piece.start, piece.quantity.start, line.starts, line.times, line.regions, national=national
        )

    def _group(self, held: Sequence[Piece], index: int) -> list[Piece]:
        """The pieces that share the head of the one at `index`: 分别增长 | 1% | 、2% | 、3%."""
        group = [held[index]]
        for piece in held[index + 1 :]:
            bare = not self.line.text[piece.start : piece.quantity.start].strip()
            if piece.quantity.upper and bare and piece.joint == "-":
                return [*group, piece]
            if piece.joint != "、" or not bare or piece.quantity.rank is not None:
                break
            if self._right(group[-1]) or group[-1].quantity.type is not piece.quantity.type or group[-1].quantity.rank:
                break
            group.append(piece)
        if len(group) > 1 and self._right(group[-1]):
            return group[:1]
        return group

    def _right(self, piece: Piece) -> str:
        right = self.line.text[piece.quantity.end : piece.end].strip(" \u3000")
        if right.startswith("、"):  # 、居全国前列 is said of the same
            return ""
        return "" if right.strip('”’）)"') in _LANDINGS else right

    def _carry(self, piece: Piece, head: Head) -> None:
        """Take in what the text up to this quantity says of time, status and region."""
        line, at = self.line, piece.quantity.start
        begin = piece.start
        for time in line.times[self._times_seen :]:
            if time.start >= at:
                break
            self._times_seen += 1
            if time.role is Role.BASE or time is head.local:
                continue
            if time is head.lead_time or time.role is Role.BY or _opens(line.text, time.start):
                self.time = time
        before = line.text[self.segment : at]
        self.status = self._cued(before) or self.status
        cut = max(before.rfind("；"), before.rfind(";"))
        if cut >= 0:
            self.segment += cut + 1
            self.about = None
        listed = line.text[begin : piece.quantity.start]
        if listed.endswith("等") or ("、" in listed and self._right(piece)):
            head.region = None  # it belongs to the first of those listed
        if piece.clause != self.clause:
            self.clause, self.clause_region = piece.clause, self._leading(piece)
        if head.region is None and self.clause_region is not None and not listed.endswith("等"):
            head.region = self.clause_region
        if head.region is not None:
            opens = not line.text[self.segment : begin].strip("，、")
            if opens:
                self.about = head.region

    def _leading(self, piece: Piece) -> Mention | None:
        """The region that opens the clause of a piece: 益阳电厂三期建成投产、总装机达386万千瓦."""
        at = max(self.line.text.rfind(mark, 0, piece.start) for mark in "，；：。") + 1
        before = self.line.text[at : piece.quantity.start]
        if before.endswith("等") or ("、" in before and self._right(piece)):
            return None  # 武汉、襄阳、宜昌3家…: the counted are in several
        national = self.line.context.speaker.key in {"", heads.NATION}
        for region in self.line.regions:
            if region.span is not None and region.span.start == at and (national or region.key != heads.NATION):
                return region
        return None

    def _cued(self, text: str) -> str:
        if self.moment.status == "target":
            return ""
        return "target" if _PROMISE.search(text) else ""

    def _period(self, head: Head, *, origin: bool, after_origin: bool) -> tuple[str, str]:
        """Period and status of a quantity."""
        status = self.status or self.moment.status
        time = head.local or head.lead_time or self.time
        if origin:
            status = "actual"
        if time is None or not time.period:
            if origin or (time is not None and time.role is Role.FROM):
                return "", status
            return (self.moment.period.rpartition("/")[2] if after_origin else self.moment.period), status
        period = time.period
        if time.role is Role.SPAN and "/" in period and time is not head.local:
            if origin:
                return time.first, status
            if after_origin:
                return time.last, status
        year = self.line.context.year
        if (
            time.role is Role.BY
            and head.local is None
            and status == "actual"
            and (year is None or int(period[:4]) >= year)
        ):
            status = "target"
        return period, status

    def _observed(self, group: Sequence[Piece], head: Head) -> Iterator[Observed]:
        piece = group[0]
        right = self._right(group[-1])
        if right and len(group) == 1:
            yield from self._with_right(piece, head, right)
            return
        if group[-1].quantity.upper:
            named = self._names(group[:-1], head)
            named = [*named, named[-1]]
        else:
            named = self._names(group, head)
        yield from self._emit(group, head, named, "list" if len(group) > 1 else "head")

    def _emit(
        self, group: Sequence[Piece], head: Head, named: Sequence[Sequence[Name]], rule: str
    ) -> Iterator[Observed]:
        origin, after = head.origin, self.from_seen
        self.from_seen = head.origin
        period, status = self._period(head, origin=origin, after_origin=after)
        for piece, each in zip(group, named, strict=True):
            for name in each:
                if piece.quantity.type is None and rule in {"head", "list"} and not _unit_of(name.text):
                    continue
                yield self._one(piece.quantity, head, name, period, status, rule)

    def _one(self, quantity: Quantity, head: Head, name: Name, period: str, status: str, rule: str) -> Observed:
        kind = head.kind or _default_kind(quantity)
        if quantity.change:
            kind = "change"
        unit = quantity.unit if quantity.type is not None else _unit_of(name.text) or quantity.unit
        value = quantity.value * (head.sign if kind == "change" else 1)
        comparator = quantity.comparator if quantity.comparator != "=" else head.comparator or "="
        if quantity.upper:
            comparator = "<="
        return Observed(name, quantity, value, unit, kind, status, comparator, period, head.base, rule)

    def _names(self, group: Sequence[Piece], head: Head) -> list[list[Name]]:
        """For each quantity of the group the names it belongs to; the history takes them in."""
        line, count = self.line, len(group)
        short = head.end - head.start <= 2 or line.text[head.start : head.end] in words("generic")
        if short and (verb := self._verb(head)) is not None:
            head.start = verb
        bare = line.text[head.start : head.end]
        if not head.named or bare in _PRONOUNS or bare in words("keep"):
            known = self.history[-count:]
            if not known:
                return [[] for _ in group]
            if (bare == "年均" or "年均" in head.adverbs) and head.annual is not None and count == 1:
                verb = line.text[head.annual[0] : head.annual[1]]
                return [[replace(known[0], text=known[0].text + (verb if "年均" in verb else "年均" + verb))]]
            if count > 1:
                return [[n] for n in known] if len(known) == count else [[known[-1]] for _ in group]
            return [self._spread() if {"均", "都"} & set(head.adverbs) else known]
        name, span = self._compose(head)
        about = self._about(head)
        if count > 1:
            parts = names.split(name, count, line.starts, head.start) or [name]
        elif {"均", "都"} & set(head.adverbs):
            parts = names.each(name, line.starts, head.start)
        else:
            parts = names.heads(name, line.starts, head.start)
        found = [Name(self._finish(part, head, group[0]), span, about) for part in parts]
        self._remember(found)
        if count > 1:
            return [[n] for n in found] if len(found) == count else [[found[-1]] for _ in group]
        return [found]

    def _about(self, head: Head) -> Mention | None:
        if head.subject is not None:
            span = Span(*head.subject)
            return Mention(Kind.THING, span.of(self.line.item.text), span)
        return head.region or self.about

    def _remember(self, found: list[Name]) -> None:
        if self.clause != self.spread_clause:
            self.spread_clause, self.spread_from = self.clause, len(self.history)
        self.history.extend(found)

    def _spread(self) -> list[Name]:
        """The names that 均 or 都 takes up: all of the last clause that had any."""
        return list({name.text: name for name in self.history[self.spread_from :]}.values())

    def _verb(self, head: Head) -> int | None:
        """投入12亿元: a verb that is all there is names the metric itself."""
        word = head.leads[-1] if head.leads else ""
        carried = not head.named and (word in words("level") or word in words("adverb"))
        if len(word) < 2 or carried or word in _EMPTY_VERBS:
            return None
        return head.start - len(word) if self.line.item.text[head.start - len(word) : head.start] == word else None

    def _compose(self, head: Head) -> tuple[str, Span]:
        line = self.line
        span = Span(head.start, head.end)
        name = span.of(line.item.text)
        if head.annual is not None and head.kind == "change" and "年均" in head.adverbs and head.annual[0] >= head.end:
            between = line.text[head.end : head.annual[0]]
            if not between.strip("分别均"):
                verb = line.text[head.annual[0] : head.annual[1]]
                return name + verb, Span(head.start, head.annual[1])
        return name, span

    def _finish(self, name: str, head: Head, piece: Piece) -> str:
        quantity, joint = piece.quantity, piece.joint
        name = name.strip(" \u3000、的")
        if name in words("bare"):
            name = self._completed(name, joint)
        if name.startswith("占") and self.history and quantity.unit == PERCENT:
            name = self.history[-1].text + name
        if quantity.unit == PERCENT and head.kind != "change" and _SHARE.search(name):
            name += "比重"
        return name

    def _completed(self, name: str, joint: str) -> str:
        """A bare 规模, 利润 or 总数 with what it is of: the name before it, or the topic of the clause before."""
        total = name.startswith("总")
        if self.history and (joint == "、" or (total and joint == "，")):
            last = self.history[-1].text.partition("年均")[0]
            measured = None if name in _APPENDED else names.MEASURED.search(last)
            stem = last[: measured.start()] if measured else last
            return stem.removeprefix("新增" if total else "\0") + name
        return self._topic() + name

    def _topic(self) -> str:
        """服务业支撑作用更加明显，增加值…: the industry that the clause before opens with."""
        text = self.line.text
        here = text.rfind("，", 0, self.piece_start + 1)
        before = text[max((text.rfind(mark, 0, max(here, 0)) for mark in "，；：。"), default=-1) + 1 : max(here, 0)]
        found = _TOPIC.match(before)
        return found.group() if found else ""

    def _with_right(self, piece: Piece, head: Head, right: str) -> Iterator[Observed]:
        quantity, line = piece.quantity, self.line
        start = line.text.index(right, quantity.end)
        if quantity.type is UnitType.RATIO or quantity.type is UnitType.MULTIPLE:
            yield from self._share(piece, head, right, start)
        elif quantity.type in COUNTS:
            yield from self._count(piece, head, right, start)
        else:
            yield from self._measure(piece, head, right, start)

    def _share(self, piece: Piece, head: Head, right: str, start: int) -> Iterator[Observed]:
        """70%以上的财政支出投入民生领域: what is shared stands behind."""
        line, quantity = self.line, piece.quantity
        if right.startswith("的") and not (head.named and head.kind):
            name = right[1:].strip()
            if 3 <= len(name) <= 24 and piece.quantity.unit == PERCENT:
                found = Name(name + "占比", Span(start + 1, start + len(right)), self._about(head))
                self._remember([found])
                yield from self._emit([piece], head, [[found]], "share")
            return
        if found := _REACHING.search(line.text, piece.start, quantity.start):
            noun = line.item.text[start : names.counted(line.text, start, start + len(right), line.words)]
            text = line.item.text[head.start : found.end()].removeprefix("的") + noun + "比例"
            name = Name(text, Span(head.start, start + len(noun)), self._about(head))
            self._remember([name])
            yield from self._emit([piece], head, [[name]], "share")
        elif head.named and not head.kind and quantity.unit == PERCENT and len(right) <= 14:
            text = line.item.text[head.start : head.end] + right + "比重"  # 财政支出八成以上投向民生领域
            name = Name(text, Span(head.start, start + len(right)), self._about(head))
            self._remember([name])
            yield from self._emit([piece], head, [[name]], "share")
        elif head.named or head.kind:
            yield from self._emit([piece], head, self._names([piece], head), "head")

    def _count(self, piece: Piece, head: Head, right: str, start: int) -> Iterator[Observed]:
        """8家企业获评…: what is counted stands behind the number."""
        line, quantity = self.line, piece.quantity
        end = names.counted(line.text, start, start + len(right), line.words)
        noun = line.item.text[start:end].strip(" 、的")
        predicate = line.item.text[end : start + len(right)].strip()
        if not noun:
            if head.named and line.text[head.start : head.end].endswith(("中", "之中")) and predicate:
                text = predicate + line.item.text[head.start : head.end].rstrip("之中")
                yield from self._found(piece, head, text, Span(head.start, start + len(right)), "ellipsis")
            elif head.named and quantity.type is not None:
                yield from self._emit([piece], head, self._names([piece], head), "head")
            elif 4 <= len(predicate) <= 24 and quantity.type is not None:
                yield from self._found(piece, head, predicate, Span(start, start + len(right)), "ellipsis")
            return
        if end == piece.end and (ranked := self._ranked_here(piece)):
            predicate, noun = "", noun + self.line.item.text[end:ranked]
        said = _plain(predicate)
        tells = 2 <= len(said) <= 26 and (names.designated(said) or noun in words("generic"))
        if (len(noun) < 2 and not tells) or noun.startswith(tuple(words("nocount"))) or len(noun) > 40:
            return
        if noun.endswith("级") and (rest := self._shared(start + len(right))):
            noun += rest
        if head.origin or (head.moved and not predicate):
            yield from self._moved(piece, head, noun, Span(start, end))
            return
        span = Span(start, end)
        name = (self._kept(piece) or self._attribute(piece)) + noun
        if tells:
            name, span = said + noun, Span(start, start + len(right))
        if quantity.type is None:
            piece = replace(piece, quantity=replace(quantity, unit="人" if names.person(noun) else ""))
        yield from self._found(piece, replace(head, kind="level"), name, span, "counted")

    def _attribute(self, piece: Piece) -> str:
        """国家公布产量的104种工业产品: what qualifies the counted things before their number."""
        before = self.line.item.text[piece.start : piece.quantity.start]
        found = _ATTRIBUTE.search(before)
        return found.group() if found else ""

    def _moved(self, piece: Piece, head: Head, noun: str, span: Span) -> Iterator[Observed]:
        """从15个县扩大到57个县: what moved stands before, what it is counted in behind."""
        before = self.line.item.text[head.start : head.end]
        if head.named and before != noun:
            text = before + noun
            yield from self._found(piece, head, text, Span(head.start, span.end), "moved")
        elif self.history:
            yield from self._emit([piece], head, [self.history[-1:]], "moved")
        else:
            yield from self._found(piece, head, noun, span, "counted")

    def _ranked_here(self, piece: Piece) -> int:
        """Where the rank ends that follows a counted thing at once: 14种农产品产量居全国第1位; 0 where none does."""
        return next((q.end for q in self.line.quantities if q.rank is not None and q.start == piece.end), 0)

    def _shared(self, end: int) -> str:
        """4个国家级、4个自治区级区域医疗中心: what the next counted thing is called after its 级."""
        found = _LEVELS.match(self.line.text, end)
        if found is None:
            return ""
        stop = names.counted(self.line.text, found.start("noun"), found.end("noun"), self.line.words)
        return self.line.item.text[found.start("noun") : stop]

    def _measure(self, piece: Piece, head: Head, right: str, start: int) -> Iterator[Observed]:
        """Money and measures with something behind them: 投入12亿元实施… has its name before, 建设300万亩农田 behind."""
        line, quantity = self.line, piece.quantity
        if quantity.type in {UnitType.SPEC, UnitType.AGE, UnitType.SCORE, UnitType.MONTH, UnitType.TIME}:
            if quantity.type is UnitType.TIME and head.kind:
                yield from self._emit([piece], head, self._names([piece], head), "head")
            return
        word = line.words.get(start, right[:2])
        verbal = word in words("predicate") or word in words("drop") or word in words("keep") or right.startswith("的")
        if verbal:
            names_ = self._names([piece], head)
            if any(names_):
                yield from self._emit([piece], head, names_, "head")
            return
        end = names.counted(line.text, start, start + len(right), line.words)
        noun = line.item.text[start:end].strip(" 、的")
        if head.named or end < start + len(right) or not head.leads and not self._kept(piece) or _THING.search(noun):
            return
        if 2 <= len(noun) <= 24:
            yield from self._found(piece, head, self._kept(piece) + noun, Span(start, end), "measured")

    def _found(self, piece: Piece, head: Head, text: str, span: Span, rule: str) -> Iterator[Observed]:
        found = Name(text, span, self._about(head))
        self._remember([found])
        yield from self._emit([piece], head, [[found]], rule)

    def _kept(self, piece: Piece) -> str:
        """新增, 累计, 首批 before a counted thing stay with its name."""
        window = self.line.text[max(piece.start, piece.quantity.start - 8) : piece.quantity.start]
        held = [(window.rfind(w), w) for w in words("keep") if w in window]
        return max(held)[1] if held else ""

    def _ranked(self, piece: Piece, head: Head) -> Iterator[Ranked]:
        rank = piece.quantity.rank
        assert rank is not None
        period, _ = self._period(head, origin=False, after_origin=False)
        if not head.named:
            found = self._spread() if {"均", "都"} & set(head.adverbs) else self.history[-1:]
        else:
            name = Span(head.start, head.end).of(self.line.item.text)
            span = Span(head.start, head.end)
            parts = names.listed(name, self.line.starts, head.start)
            found = [Name(self._finish(p, head, piece), span, self._about(head)) for p in parts]
            self._remember(found)
        for each in found:
            yield Ranked(each, rank, piece.quantity, period)


_LANDINGS = frozenset(
    {"", "大关", "台阶", "关口", "门槛", "新台阶", "的台阶", "的大关", "大台阶", "水平", "的水平", "规模"}
)
_APPENDED = frozenset({"规模", "总规模", "增速", "占比", "比重", "比例"})
_TOPIC = re.compile(r"[^的，；：。]{0,8}?(?:服务业|制造业|[工农林牧渔]业|产业|经济|市场主体|经营主体)")
_PRONOUNS = frozenset({"其", "其中", "合计", "总计", "二者", "两者", "其余"})
_EMPTY_VERBS = frozenset(
    {
        "其中",
        "同时",
        "此外",
        "另外",
        "目前",
        "我们",
        "各地",
        "以及",
        "按照",
        "当年",
        "包括",
        "进一步",
        "尚有",
        "另有",
        "还有",
        "现有",
    }
)
_SHARE = re.compile(r"占[^比率重例]{1,16}$")
_THING = re.compile(r"(?:项目|工程|线路?|机组|电站|机场|基地|平台|以[上下]|贷款|船|舰|管道|大桥|隧道|列车)$")
_REACHING = re.compile(r"覆盖|惠及|服务")
_ATTRIBUTE = re.compile(r"(?<![一-龥])[^，；、了将把对年]{3,16}的$|(?<=[了将把对])[^，；、了将把对年]{3,16}的$")
_LEVELS = re.compile(r"[、和](?:\d+|[一二三四五六七八九十]+)[个家所项][^，。；、\d]{0,6}级(?P<noun>[^，。；、]+)")
_PROMISE = re.compile(
    r"(?:^|[，；：。、])[^，；：。、]{0,6}?(?:力争|争取(?=\d|$)|预计|计划(?!完成)|目标|拟|将(?![来军士近])|确保(?!了))"
)


def _opens(text: str, at: int) -> bool:
    """Whether a time stands at the head of its clause, and so holds for what follows."""
    head = max(text.rfind(mark, 0, at) for mark in "，；：。（(、")
    return at - head - 1 <= 4


def _plain(predicate: str) -> str:
    """A predicate without the words that only carry it: 均已被认定为… → …"""
    return _CARRIERS.sub("", predicate)


_CARRIERS = re.compile(
    r"^(?:均|都|已|全部|成功|率先|首次|先后|相继|新|被认定为|被评为|被列为|被确定为|被授予|认定为|评为|被)+"
)


_UNITS_OF = (("人数", "人"), ("人口", "人"), ("人次", "人次"), ("用户", "户"), ("户数", "户"), ("从业人员", "人"), ("就业", "人"))


def _unit_of(name: str) -> str:
    """The unit that a name tells where the number has none: 参保人数突破5100万."""
    return next((unit for tail, unit in _UNITS_OF if name.endswith(tail)), "")


def _default_kind(quantity: Quantity) -> str:
    return "change" if quantity.unit.endswith(("百分点", "千分点")) else "level"
