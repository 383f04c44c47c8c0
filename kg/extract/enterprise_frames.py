"""Firms by what is said of them: what they are called before the name, what they do after it, who stands beside them.

龙头企业X, X落户, X增资, 引进X、Y and 以X、Y为龙头 take names of any shape; kg.extract.enterprise_brands has the shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.enterprise_beside import ITEM_BEFORE, branch, list_end, place
from kg.extract.enterprise_brands import Line, Shape, Sure, is_coined, is_name, line_of, opens, shapes, suffixes
from kg.extract.enterprise_goods import is_about_works, making
from kg.extract.enterprise_names import Firm, mention_of, region_at
from kg.extract.enterprise_words import central, words
from kg.extract.industry_register import terms
from kg.extract.patterns import JOINT, alternatives
from kg.model import Parsed, Span

_MARK = re.compile(r"[，,。；;：:！!？?\n（）()]")
# What a list is closed with where it names fields or goods and no firms.
_FIELDS = re.compile(
    r"等[^，。；、]{0,10}(?:领域|产业|行业|方面|环节|技术|产品|业态|赛道|学科|业务|服务|集群|机构|部门|指标)"
)
_ADVERB = (
    r"(?:成功|正式|先后|相继|顺利|陆续|已|也|均|都|新|在|拟|计划|将|快速|全面|加快|抢滩|纷纷|双双|顺利|首次|再次){0,3}"
)


def framed(parsed: Parsed) -> Iterator[Firm]:
    """The firms of a sentence: beside what they make, then by their shape and what is said of them."""
    found = suffixes(parsed.text)
    told = _gate().search(parsed.text) is not None
    works = is_about_works(parsed.text)
    if not (found or told or works):
        return
    line = line_of(parsed)
    taken: set[int] = set()  # the offsets of the names that were told
    for span, goods in making(parsed, line) if works else ():
        taken.update(range(span.start, span.end))
        yield Firm(mention_of(parsed, span), "making", place(parsed, span), goods or branch(parsed, span))
    for span, rule in _found(parsed, line, found, told=told):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            yield Firm(mention_of(parsed, span), rule, place(parsed, span), branch(parsed, span))


def _found(parsed: Parsed, line: Line, found: tuple[Shape, ...], *, told: bool) -> Iterator[tuple[Span, str]]:
    known = []
    for shape in shapes(line, found):
        if _is_firm(parsed, shape):
            span = _own(line, shape)
            known.append(span)
            yield span, "brand"
    if told:
        for span in (*_called(line), *_moving(line)):
            known.append(span)
            yield span, "framed"
        for span in _led(parsed):
            yield span, "led"
    walked: set[Span] = set()  # the members of lists that were walked from another of theirs
    for span in known:
        if span not in walked:
            equals = tuple(_equals(parsed, span))
            walked.update(equals)
            yield from ((other, "equal") for other in equals)


def _own(line: Line, shape: Shape) -> Span:
    """A name without the field of what is built: BRAND of BRAND新能源商用车."""
    span = shape.span
    if shape.sure is not Sure.LOOSE or not _goes_on().match(line.text, span.end):
        return span
    at = next((n for n in range(span.start + 2, span.end) if line.text[n : span.end] in terms()), span.end)
    return Span(span.start, at)


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff]{{0,2}}(?:{alternatives(words('product'))})")


@cache
def _gate() -> re.Pattern[str]:
    """What the frames turn on; 企业 alone calls no firm by name."""
    return re.compile(
        alternatives(words("moves") | (words("kind") - _BROAD)) + "|为(?:" + alternatives(words("lead")) + ")"
    )


def _is_firm(parsed: Parsed, shape: Shape) -> bool:
    text, span = parsed.text, shape.span
    if _FIELDS.match(text, list_end(text, span.end)):
        return False
    if shape.sure is Sure.COINED or (shape.sure is Sure.LOOSE and _in_works(text, span)):
        return True
    if shape.sure is Sure.RARE and text.endswith("银行", 0, span.end):  # 台州银行
        here = region_at(parsed, span.start, starts=True)
        return here is not None and here.span is not None and here.span.end - parsed.start == span.end - 2
    if shape.sure is Sure.LOOSE and _DRAWN.search(text, max(0, span.start - _NEAR), span.start):
        return True
    return (
        _acts().match(text, span.end) is not None
        or _kind().search(text, max(0, span.start - _NEAR), span.start) is not None
    )


_NEAR = 20  # what a firm is called stands right before its name
_DRAWN = re.compile(r"(?:引进|引入|招引|招来|携手|签约|联合|与)了?[“]?$")


def _in_works(text: str, span: Span) -> bool:
    """Whether a name opens an item of a list of works: X化学、Y石化新区等重大项目."""
    if not _OPENS.search(text, max(0, span.start - 4), span.start):
        return False
    return _WORKS.match(text, span.end) is not None


_OPENS = re.compile(r"(?:[、，；]|推进|推动|加快|建成|开工|抓好|支持|投产|实施|布局|引进|和)$|^")
_WORKS = re.compile(
    r"[^，。；：、等]{0,14}(?:[、和][^，。；：、等]{2,24}+){0,20}等(?:[^，。；、]{0,12}?)(?:项目|工程)(?!建设资金)"
)


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(
        rf"”?{_ADVERB}(?:{alternatives(words('acts') | words('moves'))}|等?[\\d一二两三四五六七八九十]+[余多]?家)"
    )


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('kind'))})[“——]{{0,2}}$")


# --- 龙头企业X, X落户


def _called(line: Line) -> Iterator[Span]:
    """A coinage after what firms are called: 链主企业X带动…"""
    for found in _kinds().finditer(line.text):
        for end in range(found.end() + 4, found.end() + 1, -1):
            told = _acts().match(line.text, end) or _CLOSE.match(line.text, end)
            if told and is_name(line, found.end(), end):
                yield Span(found.end(), end)
                break


_BROAD = frozenset({"企业", "公司", "央企", "国企", "民营企业", "外资企业", "科技企业", "高新技术企业", "上市公司"})
_CLOSE = re.compile(r"[、，；。”\d（(等与和在]|$")


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('kind') - _BROAD)})“?")


def _moving(line: Line) -> Iterator[Span]:
    """A coinage, or a central enterprise, before what only firms do."""
    for found in _moves().finditer(line.text):
        name = _central_before(line.text, found.start())
        if name:
            yield name
            continue
        for start in range(found.start() - 2, found.start() - 5, -1):
            if is_name(line, start, found.start()) and opens(line, start):
                yield Span(start, found.start())
                break


@cache
def _moves() -> re.Pattern[str]:
    return re.compile(rf"{_ADVERB}(?:{alternatives(words('moves'))})(?!公司|企业|后备|融资|许可|申请|辅导)")


def _central_before(text: str, end: int) -> Span | None:
    for size in range(2, 12):
        if text[max(0, end - size) : end] in central():
            return Span(end - size, end)
    return None


# --- 以X、Y为龙头


def _led(parsed: Parsed) -> Iterator[Span]:
    for found in _leads().finditer(parsed.text):
        items = list(_pieces(parsed.text, *found.span("list")))
        named = [span for span in items if _may_be(span.of(parsed.text))]
        if len(items) > 1 and len(named) == len(items):
            yield from named


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(
        rf"以(?P<list>[^，。；以]{{2,60}}?)(?:等(?:[^，。；等]{{0,12}}(?:企业|公司))?)?为(?:{alternatives(words('lead'))})"
    )


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for joint in [*JOINT.finditer(text, start, end), None]:
        stop = joint.start() if joint else end
        yield Span(at, stop)
        at = joint.end() if joint else end


@cache
def _may_be(item: str) -> bool:
    """Whether an item of a list of firms reads as a name: a coinage, a foreign name, a brand with a suffix."""
    item = item.strip("“”")
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9&\-]{1,11}[\u4e00-\u9fff]{0,4}", item) or item in central():
        return True
    found = _suffix().search(item)
    if found and found.start() > 1:
        return is_coined(item[: found.start()])
    return 2 <= len(item) <= 4 and is_coined(item)


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('sure') | words('loose') | words('firm'))})+$")


# --- the equals of a firm


def _equals(parsed: Parsed, span: Span) -> Iterator[Span]:
    """The names that are coordinated with one that is known for a firm."""
    text = parsed.text
    at = span.end
    while (found := _after().match(text, at)) and _may_be(found["item"]):
        yield Span(*found.span("item"))
        at = found.end("item")
    at = span.start
    while found := ITEM_BEFORE.search(text, max(0, at - 20), at):
        item = found["item"]
        cut = max((m.end() for m in _verbs().finditer(item)), default=0)
        if not _may_be(item[cut:]):
            break
        yield Span(found.start("item") + cut, found.end("item"))
        if cut:
            break
        at = found.start("item")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        r"[、和与](?P<item>[^、，。；：（）和与及等]{2,12}?)(?=[、，。；：（）和与及等]|$|" + _acts().pattern + ")"
    )


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(alternatives(w for w in words("verb") if len(w) > 1) + "|以|由")
