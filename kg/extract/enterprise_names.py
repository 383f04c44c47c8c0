"""Names of firms in a sentence, with the region and the branch that stand beside them.

Firms have no register here, so a name needs a frame: a list that is called firms (A、B等龙头企业) or a closing word
that only firms bear (集团, 联合银行); kg.extract.enterprise_works has the third, a brand beside what is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.enterprise_words import central, frequency, is_common, words
from kg.extract.industry_register import terms
from kg.extract.industry_register import words as industry_words
from kg.extract.patterns import alternatives
from kg.model import Kind, Mention, Parsed, Span


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm's name; the region written beside it and the branch said of it, None where the text has none."""

    mention: Mention
    rule: str
    region: Mention | None = None
    industry: Mention | None = None


_FIRMS = re.compile(r"等(?P<mid>[^，。；：、等,;:“”]{0,14}?)(?P<kind>企业|央企(?!业)|国企(?!业)|公司)(?!家|化|人|所得)")
_SPLIT = re.compile(r"[、和与及]")
_NO_NAME = re.compile(
    r"企业$|公司$|产业$|行业$|项目$|园区?$|机构$|平台$|学校$|大学$|医院$|[高中]校$|中心$|工业$|制造业?$|服务$|领域$|业务$"
    r"|^[\d.]|[的了是]"
)
# What between 等 and 企业 says that the list is of fields, places or clusters.
_NO_CLASS = re.compile(r"^[地省市各国]|领域|方面|产业|集群|入选|地区|[的个]")
_EQUAL = frozenset("平高同均对相初优特")  # 平等, 高等 … where 等 closes no list
_MOVES = re.compile(r"(?:迁入|落户|入驻|进驻|落地|落子)")


def find(parsed: Parsed) -> Iterator[Firm]:
    """The firms named in a sentence, in order of the rules; one name may be found by several."""
    text = parsed.text
    if "等" in text:
        yield from _listed(parsed)
    if _firm().search(text):
        yield from _titled(parsed)


# --- A、B等龙头企业


def _listed(parsed: Parsed) -> Iterator[Firm]:
    text = parsed.text
    for found in _FIRMS.finditer(text):
        start = max((m.end() for m in re.finditer(r"[，,。；;：:！!？?\n（）()]", text[: found.start()])), default=0)
        items = list(_items(text, start, found.start()))
        industry = branch_to(parsed, found.start("mid"), found.end("mid"))
        qualified = bool(industry or _class().search(found["mid"]) or found["kind"] != "企业")
        regions = {(m.span.start - parsed.start, m.span.end - parsed.start) for m in parsed.of(Kind.REGION) if m.span}
        named = [s for s in items if s not in regions and _is_name(text[s.start : s.end], qualified=qualified)]
        if not named or 2 * len(named) < len(items) or _NO_CLASS.search(found["mid"]):
            continue
        if len(items) == 1 and text[found.start() - 1] in _EQUAL:
            continue
        region = _moved(parsed, found.end())
        for span in named:
            yield Firm(mention_of(parsed, span), "listed", region or _leading(parsed, span), industry)


def _items(text: str, start: int, end: int) -> Iterator[Span]:
    """The items of a list that ends at `end`; the verb before the first is no part of it."""
    begins = [start, *(start + m.end() for m in _SPLIT.finditer(text[start:end]))]
    ends = [*(start + m.start() for m in _SPLIT.finditer(text[start:end])), end]
    first = begins[0]
    for verb in _verbs().finditer(text, first, ends[0]):
        first = verb.end()
    while text[first : first + 1] in _LEADS and first < ends[0]:
        first += 1
    for a, b in zip([first, *begins[1:]], ends, strict=True):
        yield Span(a, b)


_LEADS = frozenset("以由如像与把将了在抓从“")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(alternatives(word for word in words("verb") if len(word) > 1))


@cache
def _class() -> re.Pattern[str]:
    return re.compile(alternatives(words("class")) + r"|[\d多数十百]家")


@cache
def _is_name(item: str, *, qualified: bool) -> bool:
    item = item.strip("“”")
    titled = bool(_firm().search(item))
    if not 2 <= len(item) <= (24 if titled else 12) or is_common(item) or (_NO_NAME.search(item) and not titled):
        return False
    if item in central() or titled:
        return _firm().sub("", item) not in words("common")
    return qualified and frequency(item) < 100 and item not in words("known")


def _moved(parsed: Parsed, end: int) -> Mention | None:
    """The region that the firms named before `end` move to: …企业迁入雄安."""
    found = _MOVES.match(parsed.text, end)
    if not found:
        return None
    short = parsed.text[found.end() : found.end() + 2]
    named = (m for m in parsed.of(Kind.REGION) if m.text.startswith(short))
    return region_at(parsed, found.end(), starts=True) or next(named, None)


# --- X集团, X联合银行


@cache
def _firm() -> re.Pattern[str]:
    return re.compile(f"(?:集团)?(?:{alternatives(words('firm'))})(?![化军式]|有限)")


def _titled(parsed: Parsed) -> Iterator[Firm]:
    text = parsed.text
    tokens = list(zip((0, *parsed.ends), parsed.ends, parsed.words, strict=False))
    for found in _firm().finditer(text):
        start = found.start()
        for a, b, word in reversed([t for t in tokens if t[0] < found.start()][-5:]):
            if b < start or not re.fullmatch(r"\w+", word) or _ends_name(parsed, a, word):
                break
            start = a
        verb = re.match(r"做?强(?=[省市])", text[start:])  # jieba takes 做强省纺织集团 for 做, 强省 …
        start += verb.end() if verb else 0
        region = region_at(parsed, start, starts=True)
        head = region.span.end - parsed.start if region and region.span else start
        brand = re.sub(r"^[省市区](?!场)", "", text[head : found.start()])
        own = region is not None and ("银行" in found[0] or head < found.start())
        if not _tells(brand, own=own, public=text[head : head + 1] in {"省", "市"}):
            continue
        industry = branch_to(parsed, head, found.start(), weak=False)
        yield Firm(mention_of(parsed, Span(start, found.end())), "titled", region, industry)


_NO_FIRMS = ("医疗", "教育", "企业", "办学", "医院", "诈骗", "犯罪", "利益", "消费")


def _tells(brand: str, *, own: bool, public: bool) -> bool:
    """Whether what stands before a firm's title names one: 省物流集团 and 贵州数据集团 tell, 医疗集团 does not."""
    if not brand:
        return own
    if brand.endswith(_NO_FIRMS):
        return False
    if brand in words("common") or _firm().fullmatch(brand):
        return public
    return public or own or not is_common(brand)


def _ends_name(parsed: Parsed, start: int, word: str) -> bool:
    """Whether a word before a firm's title is no part of the name: a verb, a function word, a number, 和."""
    if region_at(parsed, start, starts=True):
        return False
    if word in {"省", "市"}:
        return False
    verbal = any(word in industry_words(role) for role in ("develop", "push", "stop")) and len(word) > 1
    return verbal or word in words("verb") or word in _FUNCTION or word in {"一批", "多家"}


_FUNCTION = frozenset("的和与及等以由是为在对把将向一")


# --- what stands beside a name


def _leading(parsed: Parsed, span: Span) -> Mention | None:
    return region_at(parsed, span.start, starts=True) or region_at(parsed, span.start, starts=False)


def region_at(parsed: Parsed, at: int, *, starts: bool) -> Mention | None:
    """The region that starts, or ends, at this offset of the sentence; the country is none."""
    for mention in parsed.of(Kind.REGION):
        if mention.span and mention.key != "100000":
            edge = mention.span.start if starts else mention.span.end
            if edge - parsed.start == at:
                return mention
    return None


def branch_to(parsed: Parsed, start: int, end: int, *, weak: bool = True) -> Mention | None:
    """The longest term of industries that ends at `end`: 商业航天 of 等商业航天企业."""
    for at in range(start, end - 1):
        term = terms().get(parsed.text[at:end])
        if term and (weak or not term.weak):
            return _industry(parsed, at, end)
    return None


def branch_from(parsed: Parsed, start: int, end: int) -> Mention | None:
    """The longest strong term of industries that begins at `start`."""
    for at in range(min(end, start + 10), start + 1, -1):
        term = terms().get(parsed.text[start:at])
        if term and not term.weak and _PRODUCT_ENDS.match(parsed.text, at):
            return _industry(parsed, start, at)
    return None


_PRODUCT_ENDS = re.compile(r"$|[、，。；和等]|项目|工程|基地|产业园|生产|制造|[一二三四]期|改?扩建|开工|投产|建成")


def _industry(parsed: Parsed, start: int, end: int) -> Mention:
    text = parsed.text[start:end]
    return Mention(Kind.INDUSTRY, text, parsed.span(start, end), "", terms()[text].key)


def mention_of(parsed: Parsed, span: Span) -> Mention:
    text = parsed.text[span.start : span.end].strip("“”")
    return Mention(Kind.ENTERPRISE, text, parsed.span(span.start, span.end))
