"""Which industries a policy document names: in its title, as services and branches in its text, as lists of trades."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.industry_names import Candidate, Ground, candidates
from kg.extract.industry_register import Term, term_automaton, terms, words
from kg.extract.policies.citations import Citation
from kg.extract.policies.lines import label
from kg.model import Kind, Mention, Parsed, Span

# A name of a branch says so by its last word, or by the kind of business that follows it.
_BRANCH = re.compile(r"(?:服务|服务业|产业|行业|产业链|产业集群|集群|业|经济)$")
_NOT_BRANCH = re.compile(
    r"(?:从业|就业|创业|企业|事业|职业|作业|专业|物业|毕业|营业|失业|停业)$|^(?:专业|咨询|中介|公共|综合|志愿|政务|上门)服务$"
)
_BUSINESS = re.compile(
    r"^(?:生产|经营|运营|服务|管理|开发|代理|专业|龙头|骨干|大型|中小)*(?:企业|公司|单位|经营者|平台|行业|产业|业态|市场主体|门店|商户)|^(?:服务|经营|运营)(?:管理)?机构"
)
_INSURED = re.compile(r"保险(?!业|公司|机构)|金(?!融)|待遇|补贴|保障")  # 养老保险 is no 养老服务
_AMOUNT = re.compile(r"^(?:价格|费|收费|项目)")
# What holds a name in another: 人力资源社会保障局, 养老服务中心, 高新技术企业 is a kind of company.
_OFFICE = re.compile(
    r"^(?:和[\u4e00-\u9fa5]{2,8}|农村)?(?:局|厅|部门|部(?!分)|委(?!托)|办(?!理)|署|处|科|行政|主管|管理局|执法|事务)"
)
_OFFICES = re.compile(r"^等?(?:有关|相关|主管|行政|各)*(?:部门|主管|方面)")  # 水利、农业、林业等有关部门
_NO_NAME = frozenset({"高新技术", "人力资源", "公共租赁住房"})  # a kind of company, a body, a place
_SECTORS = frozenset(
    {"服务业", "农业", "工业", "制造业", "经济", "商业", "产业"}
)  # too wide to say more than a word does
# 垄断行业, 高污染行业, 不符合国家产业政策: a kind of industry, none by name.
_KIND = re.compile(
    r"^(?:日?经(?!济)|由|办法|规定|条例)|由[市县区省州]|^调整|国家|符合|约束|参考|本行业|垄断|污染|风险|过剩|落后|不同|相关|有关|所在|各行|该行|耗能|涉水|特定|传统行业|制约|促使|延长|管制|限制|监管"
)
# What follows a name that is spoken of as a branch: 融资租赁业务, 环境服务业发展, 钢铁企业.
_GROWTH = re.compile(r"^(?:业务|市场|(?:加快|健康|持续|规模化|高质量|有序)*(?:发展|转型|升级|整治))")
_WORKS = re.compile(r"^(?:生产|加工|制造|经营|骨干|重点|龙头)*(?:企业|行业|产业)")
_FREE = re.compile(r"^(?:$|[，。；、！,;]|和|与|及|等)")  # what follows a name that stands by itself
_NAV = re.compile(r"^[-·•*]")
# 城市公共交通、公路、铁路和航空客运等交通服务单位: trades listed by what follows 等.
_TRADES = re.compile(
    r"(?P<list>[\u4e00-\u9fa5]{2,10}(?:(?:、|和|以及|及|与)[\u4e00-\u9fa5]{2,10})+)等(?:[\u4e00-\u9fa5]{0,4}服务单位|[\u4e00-\u9fa5]{0,4}服务企业|[\u4e00-\u9fa5]{0,6}?(?:行业|产业)(?:企业)?|(?P<firms>[\u4e00-\u9fa5]{0,6}?企业))"
)
_LEAD = re.compile(
    r"^(?:第[一二三四五六七八九十百]+条)?.*(?:鼓励|支持|引导|推动|促进|组织|对|在|加快|发展|培育|壮大|严控|限制|规范|聚焦|围绕|涉及|包括|推进|做强|扶持|开展|将|以|为|由|向|的|各类)(?=[\u4e00-\u9fa5]{2,})"
)
_NO_TRADE = re.compile(
    r"机构$|单位$|组织$|团体$|部门$|政务|学校$|医院$|社区$|^(?:城市|乡村|农村|国家|社会)$|街道|公园|企业$"
)

_SUPPORTS = re.compile(
    r"支持|鼓励|扶持|培育|促进|推动|推进|发展|壮大|奖励|补贴|补助|资助|激励|加快|提升|打造|振兴|引导"
)
_RESTRICTS = re.compile(r"限制|禁止|淘汰|压减|严控|严禁|不得|取缔|关停|化解|退出|控制")
_REGULATES = re.compile(r"规范|监管|监督|管理|整治|治理|处罚|许可|备案|登记|标准|应当|依法|条例|办法|规定")


@dataclass(frozen=True, slots=True)
class Touched:
    """An industry that a document names, with what the document does about it where a word says so."""

    industry: Mention
    effect: str  # supports, regulates, restricts; empty where nothing says
    evidence: Span
    rule: str


def of_text(parsed: Sequence[Parsed], titles: Sequence[Span]) -> Iterator[Touched]:
    """The industries of the file's own document, each concept once, at its first mention.

    `titles` are the lines of the document's own titles: there any industry counts.
    """
    seen: dict[str, bool] = {}
    for held in parsed:
        if _NAV.match(held.text) or label(held.text):
            continue
        in_title = any(span.start <= held.start < span.end for span in titles)
        for touched, key in _of_sentence(held, in_title):
            if key not in seen and not any(_within(key, other) for other in seen):
                seen[key] = True
                yield touched


def _of_sentence(held: Parsed, in_title: bool) -> Iterator[tuple[Touched, str]]:
    evidence = held.sentence.span
    taken: list[tuple[int, int]] = []
    for found in _TRADES.finditer(held.text):
        for start, end in _items(held.text, found):
            if found["firms"] and held.text[start:end] not in terms():  # 等企业 may close a list of anything
                continue
            taken.append((start, end))
            name = held.text[start:end]
            mention = Mention(Kind.INDUSTRY, name, held.span(start, end), key=_key(name))
            yield Touched(mention, _effect(held.text[:start]), evidence, "list of trades"), concept(name)
    for candidate in candidates(held):
        span = candidate.mention.span
        if span is None or any(a < span.end - held.start and span.start - held.start < b for a, b in taken):
            continue
        if _counts(candidate, in_title):
            effect = _effect(held.text[: span.end - held.start] + (candidate.after if in_title else ""))
            rule = "own title" if in_title else "branch named"
            yield Touched(_plain(candidate.mention), effect, evidence, rule), concept(candidate.mention.label)


def _counts(candidate: Candidate, in_title: bool) -> bool:
    name, after, ground = candidate.mention.label, candidate.after, candidate.ground
    if _OFFICE.match(after) or _OFFICES.match(candidate.rest) or _AMOUNT.match(after) or _NOT_BRANCH.search(name):
        return False
    if name not in terms() and _KIND.search(name):
        return False
    if ground is Ground.HEAD or (ground is Ground.CLASS and name not in terms()):
        named = ground is Ground.CLASS or bool(re.search(r"[\u4e00-\u9fa5]{2}(?:服务业|产业|行业|业)$", name))
        return named and not _KIND.search(name)
    if name in _NO_NAME or name.endswith("住房") or (name in _SECTORS and not in_title):
        return False
    if ground is Ground.CLASS or (ground is Ground.TERM and in_title):
        return True
    return _spoken(candidate)


def _spoken(candidate: Candidate) -> bool:
    """Whether the sentence speaks of a term as of a branch: by its last word, its verb, or what follows it."""
    name, after, ground = candidate.mention.label, candidate.after, candidate.ground
    if ground is Ground.TERM and (_BRANCH.search(name) or _BUSINESS.match(after) or _GROWTH.match(after)):
        return True
    if _WORKS.match(after) or (name.endswith(("业", "产业", "行业")) and _GROWTH.match(after)):
        return True
    return candidate.verb in words("develop") and bool(_FREE.match(after))


def _items(text: str, found: re.Match[str]) -> Iterator[tuple[int, int]]:
    start = found.start("list")
    for number, piece in enumerate(re.split(r"(、|和|以及|及|与)", found["list"])):
        end = start + len(piece)
        if number % 2 == 0:
            lead = _LEAD.match(piece) if number == 0 else None
            first = start + (lead.end() if lead else 0)
            name = text[first:end]
            if 2 <= len(name) <= 8 and not _NO_TRADE.search(name):
                yield first, end
        start = end


def concept(name: str) -> str:
    """The key of the concept that `name` is or ends in; the bare name where the registers know none."""
    bare = re.sub(r"(?:产业集群|产业链|产业|行业|业)$", "", name) or name
    for text in (name, bare):
        for start in range(len(text) - 1):
            if held := terms().get(text[start:]):
                return held.key
    for start, end in ((0, n) for n in range(len(name), 1, -1)):
        if held := terms().get(name[start:end]):
            return held.key
    return bare


def _key(name: str) -> str:
    held = terms().get(name)
    return held.key if held else ""


def _within(key: str, other: str) -> bool:
    """Whether one concept is a kind of the other by its id: home-and-community-elderly-care, elderly-care-services."""
    stems = [re.sub(r"-?services?$", "", k) for k in (key, other)]
    return (
        stems[0] != stems[1]
        and all(stems)
        and not key[0].isdigit()
        and (stems[0].endswith(stems[1]) or stems[1].endswith(stems[0]))
    )


def _plain(mention: Mention) -> Mention:
    """Without a verb that tagging left at the head: 利用社区养老服务 → 社区养老服务."""
    cut = re.match(r"(?:利用|依托|通过|提供|开展|参与|管理|发放|规范|从事)(?=[\u4e00-\u9fa5]{4,})", mention.text)
    if not cut or mention.span is None:
        return mention
    span = Span(mention.span.start + cut.end(), mention.span.end)
    return Mention(Kind.INDUSTRY, mention.text[cut.end() :], span, mention.name, mention.key)


def of_title(citation: Citation, held: Parsed) -> Iterator[Touched]:
    """The industries that a cited document's title names; weak terms only before a word for business."""
    name = citation.title.core
    seen: set[str] = set()
    for term, _start, end in _terms(name):
        after = name[end:]
        if _OFFICE.match(after) or _INSURED.match(after) or _NOT_BRANCH.search(term.name):
            continue
        if term.weak and not _BUSINESS.match(after):
            continue
        if term.name in _NO_NAME or term.name.endswith("住房") or term.key in seen:
            continue
        seen.add(term.key)
        longer = re.match(r"产业(?:集群|链)?|行业|业(?!务)|服务(?:业)?", after)
        text = term.name + (longer.group() if longer else "")
        at = held.text.find(text)
        span = held.span(at, at + len(text)) if at >= 0 else None
        yield Touched(
            Mention(Kind.INDUSTRY, text, span, key=term.key), _effect(name), held.sentence.span, "title of the document"
        )


def _terms(text: str) -> Iterator[tuple[Term, int, int]]:
    for end, found in term_automaton().iter_long(text):
        term = found if isinstance(found, Term) else terms()[found]
        yield term, end + 1 - len(term.name), end + 1


def beside(held: Parsed, citation: Citation, named: Iterable[Candidate]) -> Iterator[Touched]:
    """Industries that lead to a document being issued: called 产业 or 行业 before it, or grown right after it.

    `named` are the candidates of the sentence.
    """
    for candidate in named:
        span = candidate.mention.span
        if span is None or span.start - held.start > citation.end + 2:
            continue
        called = re.search(r"(?:产业|行业|产业链|集群)$", candidate.mention.text) or re.match(
            r"(?:主导)?(?:产业|行业)", candidate.after
        )
        if candidate.ground is Ground.CLASS or (candidate.ground is Ground.TERM and called):
            yield Touched(candidate.mention, "", held.sentence.span, "industry beside the document")


def _effect(text: str) -> str:
    clause = re.split(r"[。；;]", text)[-1]
    for effect, pattern in (("restricts", _RESTRICTS), ("supports", _SUPPORTS), ("regulates", _REGULATES)):
        if pattern.search(clause):
            return effect
    return ""
