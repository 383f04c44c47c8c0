"""Numbers with something behind them: what is counted (8家企业获评…), shared (70%以上的支出投入…) or measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.statistics import names
from kg.extract.statistics.clauses import COUNTS, Piece
from kg.extract.statistics.head import Head
from kg.extract.statistics.lexicon import words
from kg.extract.statistics.line import Line
from kg.extract.statistics.naming import Name, Naming
from kg.extract.statistics.quantity import PERCENT, Quantity
from kg.model import Kind, Mention, Span
from kg.values.units import UnitType

_AIM = re.compile(r"目标|增速|增长|要求|^[^达]{0,4}水平")  # 5.5%左右的预期增长目标 is spoken of, not measured
_REACHING = re.compile(r"覆盖|惠及|服务")
_ROLE = re.compile(r"(?<=[一-龥]{2})(?:的?(?:积极|重要|引领|带动|支撑|示范|骨干|平台)*作用)$")  # 发挥3个基地作用
_ATTRIBUTE = re.compile(r"(?<![一-龥])[^，；、了将把对年]{3,16}的$|(?<=[了将把对])[^，；、了将把对年]{3,16}的$")
_LEVELS = re.compile(r"[、和](?:\d+|[一二三四五六七八九十]+)[个家所项][^，。；、\d]{0,6}级(?P<noun>[^，。；、]+)")
# Deeds that close the name of what is counted where a verb stands before the number.
_DEEDS = frozenset(
    {
        "搬迁", "改造", "建设", "治理", "培训", "整治", "安置", "修复", "监测", "救助", "转移", "开发", "提升改造",
        "升级改造", "搬迁改造", "搬迁安置", "筛查", "回收", "巡护",
    }
)  # fmt: skip
_RENEWING = frozenset({"改造", "治理", "修复", "整治", "培训", "救助", "安置", "提升改造", "升级改造", "绿化"})
_AROUND = re.compile(r"(?:不间断)?(?:开放|服务|受理|值守|在线|直达|通达|营业|运行|供|响应|办|经济圈|生活圈|交通圈)")
_STEPS = ("大关", "台阶", "关口", "门槛")
_CARRIERS = re.compile(
    r"^(?:均|都|已|全部|成功|率先|首次|先后|相继|新|被认定为|被评为|被列为|被确定为|被授予|认定为|评为|被)+"
)
# Things that a measure before them describes, instead of saying how much there is: 20万吨乙醇项目
_DESCRIBED = re.compile(r"(?:项目|工程|线路?|机组|电站|机场|基地|平台|以[上下]|贷款|船|舰|管道|大桥|隧道|列车)$")
_FUNDS = re.compile(r"(?:资金|债券|国债|专项债|基金|补助|补贴|经费|消费券|贷款|救灾款|财政赤字|税费负担)$")
_GIVES = re.compile(r"(?:安排|发行|发放|设立|下达|筹集|筹措|拨付|投放|落实|统筹|整合|募集|投入)$")
_QUALITIES = frozenset({UnitType.SPEC, UnitType.AGE, UnitType.SCORE, UnitType.MONTH, UnitType.TIME})


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with the names it belongs to, and the head to read it by."""

    quantity: Quantity
    head: Head
    names: tuple[Name, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A piece with text behind its quantity: `text` from `start` to `end` in the sentence."""

    line: Line
    naming: Naming
    piece: Piece
    head: Head
    about: Mention | None
    text: str

    @property
    def quantity(self) -> Quantity:
        return self.piece.quantity

    @property
    def start(self) -> int:
        return self.line.text.index(self.text, self.quantity.end)

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def noun(self, start: int) -> Span:
        """The thing that begins at `start`, up to what is said of it."""
        return Span(start, names.counted(self.line.text, start, self.end, self.line.words))

    def before(self) -> Iterator[Found]:
        """Named by what stands before the number after all."""
        for found in self.naming.of([self.piece], self.head, self.about):
            yield Found(self.quantity, self.head, tuple(found), "head")

    def named(self, text: str, span: Span, rule: str, about: Mention | None = None) -> Iterator[Found]:
        name = Name(text, span, about or self.about)
        self.naming.remember([name], self.piece.clause)
        yield Found(self.quantity, self.head, (name,), rule)


def read(at: Behind) -> Iterator[Found]:
    """What a number with `at.text` behind it says."""
    if at.quantity.type in {UnitType.RATIO, UnitType.MULTIPLE}:
        yield from _share(at)
    elif at.quantity.type in COUNTS:
        yield from _count(at)
    else:
        yield from _measure(at)


def _share(at: Behind) -> Iterator[Found]:
    """65%以上的土地收益投入乡村建设: what is shared stands behind."""
    head, original, percent = at.head, at.line.original, at.quantity.unit == PERCENT
    if at.text.startswith("的") and not (head.named and head.kind):
        name = at.text[1:].strip()
        if 3 <= len(name) <= 24 and percent and not _AIM.search(name):
            yield from at.named(name + "占比", Span(at.start + 1, at.end), "share")
    elif found := _REACHING.search(at.line.text, at.piece.start, at.quantity.start):
        noun = at.noun(at.start)  # 网络覆盖…90%以上山村
        text = original[head.start : found.end()].removeprefix("的") + noun.of(original) + "比例"
        yield from at.named(text, Span(head.start, noun.end), "share")
    elif head.named and not head.kind and percent and len(at.text) <= 14:
        text = original[head.start : head.end] + at.text + "比重"  # 土地收益六成以上投向乡村
        yield from at.named(text, Span(head.start, at.end), "share")
    elif (head.named or head.kind) and not at.text.startswith("的"):
        yield from at.before()


def _count(at: Behind) -> Iterator[Found]:
    """8家企业获评…: what is counted stands behind the number, and then what is said of it."""
    noun, span, predicate = _thing(at)
    if noun.endswith(_STEPS):
        at.naming.of([at.piece], at.head, at.about)  # 产值连上2个千亿元台阶: no count, but the name of what follows
    elif not noun:
        yield from _elliptic(at, predicate)
    elif run := _RUN_ON.match(at.line.text, span.start, at.piece.end):
        yield from _conditioned(at, run)
    else:
        yield from _counted(at, noun, span, predicate)


def _thing(at: Behind) -> tuple[str, Span, str]:
    """What is counted, where it stands, and what is said of it."""
    span = at.noun(at.start)
    if at.line.text[span.end : at.end] in _DEEDS and (at.head.leads or at.head.kind) and not at.head.named:
        span = Span(span.start, at.end)  # 启动2.3万户避险搬迁
    noun = span.of(at.line.original).strip(" 、的")
    predicate = at.line.original[span.end : at.end].strip()
    if predicate and at.line.words.get(span.end - 1) == "新":  # 5个城市新 | 获评…
        noun = noun.removesuffix("新")
    return noun, span, predicate


def _counted(at: Behind, noun: str, span: Span, predicate: str) -> Iterator[Found]:
    if span.end == at.piece.end and (ranked := _ranked_here(at)):
        predicate, noun = "", noun + at.line.original[span.end : ranked]
    said = _CARRIERS.sub("", predicate)
    tells = 2 <= len(said) <= 26 and said != "实现就业" and (names.designated(said) or noun in words("generic"))
    noun = _ROLE.sub("", noun)
    if (len(noun) < 2 and not tells) or _uncounted(noun):
        return
    if noun.endswith("级"):
        noun += _shared(at)
    if at.head.origin or (at.head.moved and not predicate):
        yield from _moved(at, noun, span)
        return
    name = (kept(at) or _attribute(at)) + noun
    if tells:
        name, span = said + (noun if not said.endswith(noun) else ""), Span(at.start, at.end)
    if at.quantity.type is None and not names.person(noun) and (people := names.people(noun)):
        noun, name, span = people, name if tells else kept(at) + people, Span(span.start, span.start + len(people))
    unit = at.quantity.unit if at.quantity.type is not None else "人" if names.person(noun) else ""
    if not unit:
        return  # 13亿人口的国家: a number with neither unit nor a noun that tells one
    counted = replace(at.piece, quantity=replace(at.quantity, unit=unit))
    yield from replace(at, piece=counted, head=replace(at.head, kind="level")).named(name, span, "counted")


def _uncounted(noun: str) -> bool:
    """全国5个城市之一, 3个百分点以上…: no number of things."""
    return noun.endswith("之一") or noun.startswith(tuple(words("nocount"))) or len(noun) > 40


# 12家企业 | 营收超 | 10亿元: of what kind the counted are, or what is measured of them.
_RUN_ON = re.compile(
    r"(?P<thing>[^，、的]{0,12}(?:企业|公司|断面|集群|园区|开发区|行业|产业|单元|县（[^）]+）|[县市区镇村]|医院|学校|高校|银行|项目|平台|品牌))(?!）)"
    r"(?P<metric>[^，、的]{0,10}?(?:收入|产值|营收|市值|增加值|生产总值|经济总量|GDP|优良率|达标率|合格率|覆盖率|完成率|增速|比例|占比|比重|浓度))"
    r"[^，、的\d]{0,6}?(?P<how>超过?|突破|过|破|逾|达到?|为|保持在|快|高|[提升下][高升降][至到]?|[升降增]至|[快高低]于全[国省市])$"
)


def _conditioned(at: Behind, run: re.Match[str]) -> Iterator[Found]:
    thing, span = run["thing"], Span(*run.span("thing"))
    bound = next((q for q in at.line.quantities if q.start == at.piece.end), None)
    if bound is not None and bound.type is UnitType.MONEY and run["how"] in {"超", "超过", "突破", "过", "破", "逾"}:
        at.naming.spent.add(bound.start)
        end = bound.end
        thing, span = at.line.original[run.start("metric") : end] + thing, Span(span.start, end)
    yield from replace(at, head=replace(at.head, kind="level")).named(kept(at) + thing, span, "counted")


def _elliptic(at: Behind, predicate: str) -> Iterator[Found]:
    """30项指标中有12项达到国内最优水平: the counted stand before, or are understood."""
    if at.quantity.type is None:
        return
    before = at.line.original[at.head.start : at.head.end]
    if before.endswith("中") and predicate:
        yield from at.named(predicate + before.rstrip("之中"), Span(at.head.start, at.end), "ellipsis")
    elif at.head.named:
        yield from at.before()
    elif 4 <= len(predicate) <= 24:
        yield from at.named(predicate, Span(at.start, at.end), "ellipsis")


def _moved(at: Behind, noun: str, span: Span) -> Iterator[Found]:
    """从15个县扩大到57个县: what moved stands before, what it is counted in behind."""
    before = at.line.original[at.head.start : at.head.end]
    if at.head.named and before != noun:
        yield from at.named(before + noun, Span(at.head.start, span.end), "moved")
    elif at.naming.history:
        yield Found(at.quantity, at.head, tuple(at.naming.history[-1:]), "moved")
    else:
        yield from at.named(noun, span, "counted")


def _ranked_here(at: Behind) -> int:
    """Where the rank ends that follows a counted thing at once: 5种药材产量居全国第1位; 0 where none does."""
    ranks = (q.end for q in at.line.quantities if q.rank is not None and q.start == at.piece.end)
    return next(ranks, 0)


def _shared(at: Behind) -> str:
    """4个国家级、4个省级茶业研究中心: what the next counted thing is called after its 级."""
    found = _LEVELS.match(at.line.text, at.end)
    if found is None:
        return ""
    stop = names.counted(at.line.text, found.start("noun"), found.end("noun"), at.line.words)
    return at.line.original[found.start("noun") : stop]


def _attribute(at: Behind) -> str:
    """国家公布产量的30种药材: what qualifies the counted things before their number."""
    found = _ATTRIBUTE.search(at.line.original[at.piece.start : at.quantity.start])
    if found is None:
        return ""
    text = found.group()
    for verb in words("drop"):
        text = text.removeprefix(verb) if len(verb) > 1 else text
    return text


def kept(at: Behind) -> str:
    """新增, 累计, 首批 before a counted thing stay with its name."""
    window = at.line.text[max(at.piece.start, at.quantity.start - 8) : at.quantity.start]
    held = [(window.rfind(word), word) for word in words("keep") if word in window and word not in words("target")]
    if not held:
        return ""
    begin, word = max(held)
    deed = window[begin + len(word) :]  # 新开工改造 | 300个小区
    return word + deed if deed in _RENEWING else word


def _measure(at: Behind) -> Iterator[Found]:
    """投入12亿元实施… has its name before, 建设300万亩农田 behind, and 20万吨乙醇项目 is no quantity at all."""
    head, kind = at.head, at.quantity.type
    if kind in _QUALITIES:
        if kind is UnitType.TIME and head.kind and head.named and not _AROUND.match(at.text):
            yield from at.before()
        return
    if at.text.startswith("的") and head.named:
        yield from _attributed(at)
        return
    word = at.line.words.get(at.start, at.text[:2])
    if at.text.startswith("的") or any(word in words(role) for role in ("predicate", "drop", "keep")):
        yield from at.before()
        return
    span = at.noun(at.start)
    noun = span.of(at.line.original).strip(" 、的")
    if noun.startswith("等"):  # 提高到10万元等政策
        yield from at.before()
        return
    if kind is UnitType.MONEY and _FUNDS.search(noun):
        given = not head.named or _GIVES.search(at.line.text, head.start, head.end) is not None
    else:
        alone = not at.line.text[at.piece.start : at.quantity.start].strip()
        given = not (head.named or alone or span.end < at.end or _DESCRIBED.search(noun))
    if given and 2 <= len(noun) <= 24:
        yield from at.named(kept(at) + noun, span, "measured")


def _attributed(at: Behind) -> Iterator[Found]:
    """全长200公里的林带: the measure stands before, whose it is behind."""
    noun = at.noun(at.start + 1)
    name = Span(at.head.start, at.head.end)
    thing = noun.of(at.line.original).strip(" 、的")
    holder = None
    if len(thing) >= 3 and at.head.region is None:
        holder = Mention(Kind.THING, thing, Span(noun.start, noun.start + len(thing)))
    yield from at.named(name.of(at.line.original), name, "attribute", holder)
