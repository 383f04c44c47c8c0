"""The documents that a file is: cover notice and attached document, their head, foot and metadata lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract.policies import bodies, lines, runon, titles
from kg.extract.policies.lines import HEAD_LINES, Order, Particular
from kg.extract.policies.titles import Title
from kg.model import Context, Document, Genre, Parsed, Span
from kg.values import document_numbers as numbers

SELF_NOUNS = (
    "行动计划|行动方案|实施方案|工作方案|实施意见|指导意见|若干措施|若干政策|政策措施|政策|清单|导则|规范|解释|实施办法|暂行办法|试行办法|管理办法|办法|实施细则|细则|条例|规定|规则|规程|通知|通告|公告|意见|决定|方案|规划|计划|措施|"
    "纲要|标准|目录|预案|章程|制度|指南|指引|法"
)
SELF = re.compile(rf"(?<!基)本(?P<noun>{SELF_NOUNS})(?![律规定人])")
_MARKED = r"《(?:[^《》]|《[^《》]*》)+》"
_PROCLAIMED = re.compile(
    rf"(?:将|现将|把)[^。《]{{0,30}}(?P<given>{_MARKED})[^《》。]*?(?:印发|公布|发布|颁布|转发|下发)|"
    rf"(?P<named>{_MARKED})[^《》。]*?(?:现|特此|予以|一并)(?:予以|予|将其|正式)?(?:印发|公布|发布|颁布|转发|下发|施行)"
)
_ORDER_HEAD = re.compile(
    r"^(?P<body>[\u4e00-\u9fa5\s]{2,40})令$|^(?P<notice>[\u4e00-\u9fa5]{4,40})(?P<kind>公告|通告)$"
)
_ORDER_NUMBER = re.compile(
    r"^[（(]?(?:第\s*(?:\d+|[一二三四五六七八九十百零〇]+)\s*号|(?:19|20)\d\d\s*年\s*第\s*\d+\s*号)[)）]?$"
)
_NO_TITLE = re.compile(
    r"[。；？！?!：:]|\[\s*\d{4}-|^[-·•【*#|]|https?:|^(?:点击|附件|附表|相关|解读|索引|当前|您|首页|来源|扫|关于我们|责任|上一|下一|公开|抄送)|"
    r"解读|一图|图解|问答|答记者问|发布会|全文|现印发|现将|^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]+）|^第[一二三四五六七八九十百]+[章节条]|^\d+(?:[.．、]|$)"
)
# Genres that make a line a title by themselves; 扶持政策 or 保障标准 may as well be a heading.
_STRONG = frozenset(
    "条例 办法 规定 细则 规则 规程 章程 通知 通告 公告 意见 决定 方案 规划 纲要 预案 法 法典".split()  # noqa: SIM905
)
_STICKER = re.compile(r"^[【（(\[][^】）)\]]{1,6}[】）)\]]\s*")  # （转载）, 【关注】 before a page's title
_YEARS = re.compile(r"[（(]\d{4}[^（）()]*年[)）]$")
_FOOT = 5  # lines that a list of annexes may stand above the date of a signature
_FORWARDS = re.compile(r"转发|批转")
_NOTE = re.compile(
    r"^(?:[（(](?:此件|本件|不)[^（）()]{2,12}[)）]|附件?\s*\d*\s*[：:]?)\s*"
)  # （此件公开发布）, 附件1：
_PREFIX = re.compile(r"^[A-Za-z0-9]+[a-z]?[-_—.、\s]+|[_-](?:原文|全文|\d{4}|转载|[\u4e00-\u9fa5]{2,6}转载)$")


@dataclass(frozen=True, slots=True)
class Policy:
    """A document that the file is, or a part of it."""

    title: Title
    evidence: Span  # the line of its title, or the sentence that names it
    span: Span | None = None  # of the title in the text


@dataclass(frozen=True, slots=True)
class Own:
    """`main` is what 本办法 means; `cover` the notice that gives it out, `main` itself where there is none."""

    main: Policy
    cover: Policy
    attached_at: int  # index of the first sentence of the attached document; 0 where there is no cover
    particulars: tuple[Particular, ...] = field(default=())

    @property
    def titles(self) -> tuple[Title, ...]:
        return (self.cover.title, self.main.title) if self.has_cover else (self.main.title,)

    @property
    def keys(self) -> frozenset[str]:
        """What the titles of the file's documents are told by, also of one given out whose text is not here."""
        return frozenset(titles.key(t) for t in (*self.titles, *map(titles.parse, self.cover.title.inner)))

    @property
    def title_lines(self) -> tuple[Span, ...]:
        """Where the titles stand in the text."""
        return tuple(p.span for p in (self.cover, self.main) if p.span)

    @property
    def has_cover(self) -> bool:
        return self.cover is not self.main


def find(document: Document, parsed: Sequence[Parsed], context: Context) -> Own | None:
    """The policy document that the file is; None where it is news, a report, a guide."""
    if context.genre in {Genre.REPORT, Genre.PRESS} or not parsed:
        return None
    head = _head(parsed)
    joined = runon.find(parsed)
    titled = Policy(joined.title, joined.evidence, joined.span) if joined else _titled(parsed, head)
    proclaimed = _proclaimed(parsed)
    order = next(_orders(parsed, head), None)
    if not _speaks(parsed, context, bool(order) or joined is not None):
        return None
    own = _assigned(document, parsed, titled, proclaimed, order)
    return replace(own, particulars=(*joined.particulars, *own.particulars)) if own and joined else own


def _assigned(
    document: Document,
    parsed: Sequence[Parsed],
    titled: Policy | None,
    proclaimed: tuple[Parsed, str] | None,
    order: Order | None,
) -> Own | None:
    """Which document is the cover and which the main one."""
    if titled is not None and titled.title.inner:
        return _with_cover(parsed, titled, _whole(titled.title.inner[0], proclaimed), order)
    if proclaimed is not None and order is None and titled is None:
        inner = titles.parse(proclaimed[1])
        verb = "转发" if "转发" in proclaimed[0].text and "印发" not in proclaimed[0].text else "印发"
        cover = Policy(titles.parse(f"关于{verb}{inner.text}的通知"), proclaimed[0].sentence.span)
        return _with_cover(parsed, cover, inner.text, order)
    if proclaimed is not None and order is not None:
        policy = _located(parsed, titles.parse(proclaimed[1]), proclaimed[0])
        return _assembled(parsed, policy, policy, _start(parsed, policy.title), order)
    alone = titled or _named(document, parsed)
    return _assembled(parsed, alone, alone, 0, order) if alone else None


def _whole(inner: str, proclaimed: tuple[Parsed, str] | None) -> str:
    """The title that a notice gives out with the years that only its text adds: 现将《…规划（2026—2030年）》印发."""
    if proclaimed is None:
        return inner
    bare = _YEARS.sub("", proclaimed[1])
    return proclaimed[1] if bare != proclaimed[1] and titles.fold(bare) == titles.fold(inner) else inner


def _speaks(parsed: Sequence[Parsed], context: Context, ordered: bool) -> bool:
    """Whether the text speaks as a policy document: of itself as 本办法, or by a number, a label or an order's head."""
    if ordered or context.genre is Genre.POLICY:
        return True
    closing = re.compile(r"(?:通知|通告|公告|通报|决定|意见)如下[：:]?|现(?:予|将)?[^。]{0,40}(?:印发|转发|公布|发布)")
    spoken = sum(1 for p in parsed if SELF.search(p.text) or closing.search(p.text))
    numbered = any(numbers.parse(p.text) for p in parsed[:HEAD_LINES] if len(p.text) < 60)
    return spoken >= 2 or (spoken >= 1 and (numbered or any(lines.signed(parsed, 0))))


def _head(parsed: Sequence[Parsed]) -> int:
    """The index of the first running sentence: what stands before it is the head."""
    for index, held in enumerate(parsed[:HEAD_LINES]):
        if held.text.endswith(("。", "；")) and len(held.text) > 20:
            return index
    return min(len(parsed), HEAD_LINES)


def _titled(parsed: Sequence[Parsed], head: int) -> Policy | None:
    """The first title in the head; it may run over up to five lines, its issuers first."""
    for first in range(head):
        for last in range(min(first + 5, head), first, -1):
            held = parsed[first:last]
            if any(_NO_TITLE.search(p.text) or numbers.parse(p.text) for p in held):
                continue
            title = _joined([p.text for p in held])
            if title is not None and (last - first == 1 or _wraps(held)):
                evidence = held[-1].sentence.span
                return Policy(title, evidence, Span(held[0].sentence.span.start, evidence.end))
    return None


def _joined(texts: Sequence[str]) -> Title | None:
    """Lines as one title; a blank stands between issuers only."""
    text = ""
    for line in texts:
        text += (" " if text and bodies.split(text) and bodies.split(line) else "") + line
    title = titles.parse(text)
    if not title.is_policy or not 6 <= len(title.text) <= 150 or (title.genre == "法" and len(title.text) > 30):
        return None
    marked = bool(title.issuers or title.region) or title.text.startswith(("关于", "中华人民共和国", "国家"))
    return title if marked or title.genre in _STRONG else None


def _wraps(held: Sequence[Parsed]) -> bool:
    """Whether the lines are one title broken up: issuers or 关于 first, and none complete before the last line."""
    texts = [p.text for p in held]
    title = _joined(texts)
    if title is None or any(_joined(texts[:n]) for n in range(1, len(texts))):
        return False
    return title.core.startswith(("关于", "转发")) and bool(
        title.issuers or title.region or texts[0].startswith("关于")
    )


def _proclaimed(parsed: Sequence[Parsed]) -> tuple[Parsed, str] | None:
    """The sentence that gives a document out, and the title: 现将《…》印发给你们; 《…》已经…通过，现予公布."""
    for held in parsed[: HEAD_LINES * 2]:
        for found in _PROCLAIMED.finditer(held.text):
            written = (found["given"] or found["named"])[1:-1]
            if titles.parse(written).is_policy:
                return held, written
    return None


def _orders(parsed: Sequence[Parsed], head: int) -> Iterator[Order]:
    """Heads of orders: 某市人民政府令 over 第12号, on one line, or in the bracket below the title."""
    for index, held in enumerate(parsed[: head + 1]):
        text = re.sub(r"\s+", "", held.text)
        if (found := _ORDER_HEAD.match(text)) and index + 1 < len(parsed):
            below = re.sub(r"\s+", "", parsed[index + 1].text)
            if _ORDER_NUMBER.match(below):
                body = found["body"] or _announcer(parsed, index) or found["notice"]
                number = numbers.parse((text if found["body"] else body + found["kind"]) + below.strip("（）()"))
                if number and "关于" not in body:
                    yield parsed[index + 1], str(number), body
        elif (number := numbers.parse(text)) and number.form is numbers.Form.ORDER and len(text) < 40:
            yield held, str(number), number.issuer


def _first_issue(told: Particular) -> bool:
    """What a bracket under the title tells of number, issuer and day: under an order, of an earlier issue."""
    return told.rule == "bracket under the title" and told.role != "effective"


def _announcer(parsed: Sequence[Parsed], index: int) -> str:
    """Who announces under a title: 某部 某局 / 关于某事的公告 / 2024年第3号; empty where the line has no 关于."""
    before, about, _ = parsed[index].text.partition("关于")
    if not about:
        return ""
    above = [p.text for p in parsed[max(index - 3, 0) : index] if bodies.split(p.text)]
    return " ".join(name for text in (*above, before) for name in bodies.split(text))


def _with_cover(parsed: Sequence[Parsed], cover: Policy, inner: str, order: Order | None) -> Own:
    title = titles.parse(inner)
    at = _start(parsed, title)
    begins = at or _article_one(parsed) or _after_signature(parsed, title)
    if not title.is_policy or not begins:
        return _assembled(parsed, cover, cover, 0, order)
    main = _located(parsed, title, None) if at else Policy(title, cover.evidence)
    return _assembled(parsed, main, cover, begins, order)


def _article_one(parsed: Sequence[Parsed]) -> int:
    """Where 第一条 or 第一章 stands, the head of an attached document without its own title line."""
    return next((i for i, p in enumerate(parsed) if re.match(r"第一[章条]", p.text)), 0)


def _after_signature(parsed: Sequence[Parsed], title: Title) -> int:
    """Where an attached document without a title line begins: behind the signature, if the text then says 本规划."""
    signed = next((p.evidence for p in lines.signed(parsed, 0) if p.rule == "signature"), None)
    if signed is None or not title.genre:
        return 0
    first = next((i for i, p in enumerate(parsed) if p.start > signed.start), 0)
    spoken = any("本" + title.genre[-2:] in p.text for p in parsed[first:]) if first else False
    return first if spoken else 0


def _start(parsed: Sequence[Parsed], title: Title) -> int:
    full = titles.fold(title.text)
    wanted = {full, titles.key(title)}
    for index, held in enumerate(parsed):
        if not index or len(held.text) >= 120 or held.text.startswith("《"):
            continue
        bare = _NOTE.sub("", held.text)
        listed = bare != held.text and any(lines.is_date(p.text) for p in parsed[index + 1 : index + _FOOT])
        if titles.fold(held.text) in wanted or (not listed and titles.fold(bare) in wanted):
            return index
        if title.genre and held.text.endswith(title.genre) and titles.key(titles.parse(held.text)) in wanted:
            return index
        # its last bracket, （2024—2026年）, may stand on a line of its own
        if index + 1 < len(parsed) and titles.fold(held.text + parsed[index + 1].text) == full != titles.fold(
            held.text
        ):
            return index
    return 0


def _located(parsed: Sequence[Parsed], title: Title, otherwise: Parsed | None) -> Policy:
    at = _start(parsed, title)
    held = parsed[at] if at or otherwise is None else otherwise
    return Policy(title, held.sentence.span, held.sentence.span if at else None)


def _named(document: Document, parsed: Sequence[Parsed]) -> Policy | None:
    """A title that the text lacks: from the page's metadata; the file's name only where the page names nothing."""
    stated = document.metadata.get("title", "")
    page = stated or (document.title if titles.parse(document.title).is_policy else "")
    name = _STICKER.sub("", page) or _PREFIX.sub("", _PREFIX.sub("", document.stem))
    title = titles.parse(name)
    if not title.is_policy or _NO_TITLE.search(title.text):
        return None
    return Policy(title, parsed[0].sentence.span)


def _assembled(parsed: Sequence[Parsed], main: Policy, cover: Policy, at: int, order: Order | None) -> Own:
    found = [p for p in lines.particulars(parsed, at, order) if not (order and _first_issue(p))]
    if at and _FORWARDS.search(cover.title.core):  # what is forwarded has its own signature
        found += [replace(p, of_cover=False) for p in lines.signed(parsed[at:], 0) if p.rule == "signature"]
    return Own(main, cover, at, tuple(found))
