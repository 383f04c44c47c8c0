"""Documents named in a sentence: title, number, issuers, date, article, and the short form given to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.policies import bodies, titles
from kg.extract.policies.lexicon import genres
from kg.extract.policies.titles import Title
from kg.model import Parsed
from kg.values import document_numbers as numbers
from kg.values.document_numbers import DocumentNumber, Form

# 《…》, also one that holds titles.
_MARKED = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》")
_BRACKET = re.compile(r"\s*[（(](?P<inside>(?:[^（）()]|[（(][^（）()]*[)）])*)[)）]")
_RUN_ON = re.compile(
    r"(?:[\u4e00-\u9fa5]{0,4}的)(?:实施|管理|暂行|试行|工作|若干|行动)?(?:方案|办法|意见|细则|计划|规定|通知|规划|措施)"
)
_SHORT = re.compile(
    r"(?:以下(?:统)?(?:简)?称|下称|简称)(?:为)?[：:]?\s*[《“\"”]?(?P<short>[^《》“”\"）)，,。；]{1,20})[》”\"]?"
)
_ARTICLE = re.compile(
    r"^(?:[（(][^（）()]*[)）])?(?:中)?(?P<article>第[一二三四五六七八九十百零\d]+(?:条|章|款)(?:之[一二三四五六七八九十])?"
    r"(?:[、和及至到]?(?:第[一二三四五六七八九十百零\d]+|[（(][一二三四五六七八九十]+[)）])(?:条|款|项|目)?)*)"
)
# A law or regulation named without 《》: after a verb of compliance, or by its full national name.
_COMPLY = (
    "贯彻落实|贯彻实施|贯彻|落实|实施|执行|依照|根据|依据|按照|遵守|违反|符合|"
    "施行|宣传|修订|修改|制定|出台|颁布|学习|适用|完善"
)
_BARE = re.compile(
    rf"(?:(?:{_COMPLY})(?:好|了|新修订的|新修正的|新修改的|修订后的|《)?|(?<=[、和及]))"
    r"(?P<name>民法典|刑法|(?!依照|根据|依据|按照|贯彻|落实|违反|适用|修改|修订)(?:中华人民共和国)?"
    r"(?:(?![和及与、])[\u4e00-\u9fa5]){2,18}?(?:条例|(?<![办方做看想说语无司立执守违犯合非依书])法(?:典)?))"
    r"(?=$|[，,。；;、（(和及与等]|第[一二三四五六七八九十百\d]+条|的?规定|有关规定|相关规定|精神|要求)"
)
# A document made, named without 《》: 出台政府投资项目全生命周期管理办法. The name must say more than its genre.
_MADE = re.compile(
    r"(?:出台|制定|制订|印发|颁布|编制|修订)(?:完善|实施|落实|出台|印发)?(?:了|好)?(?P<name>[^，。；：、！？《》（）()\s]{4,40}?"
    r"(?:条例|办法|规定|细则|意见|方案|规划|行动计划|提升计划|规划纲要|目录|措施|指引|指南))(?=$|[，。；、！]|等|和|及)"
)
# A document kept to, named without 《》: 落实文化旅游产业高质量发展十二条措施.
_KEPT = re.compile(
    r"(?:落实|贯彻|贯彻实施|执行|实施|对接|聚焦|按照)(?:好|了|国家新一轮|国家|省|新一轮|新修订的)?(?P<name>[^，。；：、！？《》（）()\s]{4,40}?"
    r"(?:条例|办法|规定|规划|规划纲要|实施意见|工作方案|实施方案|总体方案|行动方案|目录|条措施|指南))(?=$|[，。；、！]|和|及)"
)
_VAGUE = re.compile(
    r"^(?:[若相系一各具配有更如本该其此新多两三几\d]|全口径|年度|针对|差异化|详细|科学|专项|应急|具体|个性化|行之|整改|工作|实施|有力|切实)"
    r"(?:干|关|列|揽|批|项|体|套|应|多|下|的|新)?[^，]{0,4}(?:条例|办法|规定|细则|意见|方案|规划|计划|目录|措施|指引)$|"
    r"^(?:并|组织|发布|实施|印发|推进|加快|进一步|全面|一系列|一揽子|若干|系列|配套|相关|有关|应急|实施|工作)|系列(?:配套)?(?:政策)?措施$|政策文件|[，。]"
)
_FULL = re.compile(
    r"(?P<name>中华人民共和国[\u4e00-\u9fa5]{2,20}?(?:法典|法(?!典)|条例)(?!律|规|院|人|制|定|治|庭|官))"
)
_NOT_LAW = re.compile(
    r"(?:国家|有关|相关|法律|其他|各项|以下|上述|本|该|宪法和|等)(?:法|条例)$|[的了《》“”]|^(?:依|守|司|执|普|立|用)法$"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as one sentence names it; offsets are in the sentence."""

    title: Title
    start: int  # of 《, or of a bare name
    end: int  # behind 》 and the bracket after it
    name_start: int
    name_end: int
    number: DocumentNumber | None = None
    issuers: tuple[str, ...] = ()
    article: str = ""
    short: str = ""
    written: str = ""  # what stands in the text where it is an abbreviation
    annex: bool = False
    made: bool = False  # named without 《》 by the verb that makes it

    @property
    def abbreviated(self) -> bool:
        return bool(self.written)


def find(parsed: Parsed) -> tuple[Citation, ...]:
    """Every policy document that the sentence names, in order; certificates, books and forms are none."""
    text = parsed.text
    marked = tuple(_outermost(_marked(text)))
    taken = [(c.start, c.end) for c in marked] + [m.span() for m in _MARKED.finditer(text)]
    bare = (c for c in _bare(text) if not any(a < c.end and c.start < b for a, b in taken))
    return tuple(sorted((*marked, *bare), key=lambda c: c.start))


def _outermost(found: Iterable[Citation]) -> Iterator[Citation]:
    """Without the short forms that a bracket gives to the title before it."""
    end = 0
    for citation in found:
        if citation.start >= end:
            yield citation
            end = citation.end


def _marked(text: str) -> Iterator[Citation]:
    for found in _MARKED.finditer(text):
        title = titles.parse(found["title"])
        end, inside = found.end(), ""
        if not title.genre and (run_on := _RUN_ON.match(text, end)):  # 《关于…护理》工作的实施方案
            title, end = titles.parse(found["title"] + run_on.group()), run_on.end()
        if bracket := _BRACKET.match(text, end):
            end, inside = bracket.end(), bracket["inside"]
        number = _number(inside, text[end : end + 30] if not inside else "")
        if not (title.genre or (number and number.form is Form.STANDARD)):
            continue
        short = _SHORT.search(inside)
        article = _ARTICLE.match(text[end:])
        issuers = title.issuers or _issuers(text[: found.start()], title, number)
        yield Citation(
            title, found.start(), end, found.start("title"), found.end("title"), number, issuers,
            article["article"] if article else "", short["short"] if short else "",
            annex=bool(re.match(r"(?:见|详见)?附件|附后|见附", inside) or "见附件" in inside),
        )  # fmt: skip


def _number(inside: str, after: str) -> DocumentNumber | None:
    for _, number in numbers.find(inside):
        return number
    for span, number in numbers.find(after):
        if span.start == 0:
            return number
    return None


def _issuers(before: str, title: Title, number: DocumentNumber | None) -> tuple[str, ...]:
    """Who issued it by the words before 《, else by its number (国务院令第…号)."""
    if title.core.startswith("关于") and not title.region and (held := bodies.before(before)):
        return held
    if number and number.form in {Form.ORDER, Form.ANNOUNCEMENT, Form.YEAR} and number.issuer != "主席":
        return bodies.split(number.issuer) or (number.issuer,)
    return ()


def _bare(text: str) -> Iterator[Citation]:
    seen: list[tuple[int, int]] = []
    for pattern, refused in ((_FULL, _NOT_LAW), (_BARE, _NOT_LAW), (_MADE, _VAGUE), (_KEPT, _VAGUE)):
        for found in pattern.finditer(text):
            start, end = found.span("name")
            name = found["name"]
            if refused.search(name) or any(a < end and start < b for a, b in seen):
                continue
            seen.append((start, end))
            article = _ARTICLE.match(text[end:])
            yield Citation(
                titles.parse(name),
                start,
                end,
                start,
                end,
                article=article["article"] if article else "",
                made=pattern in {_MADE, _KEPT},
            )


def settle(
    sentences: Sequence[tuple[Parsed, tuple[Citation, ...]]], own: Sequence[Title]
) -> Iterator[tuple[Citation, ...]]:
    """Abbreviations (《条例》, 《省实施办法》) give way to the title they stand for; what stays open is left out.

    Declared short forms go first; else the one earlier title whose letters hold the short form's in order and which
    ends in the same noun. Two that fit equally give none.
    """
    declared: dict[str, Citation] = {}
    earlier: dict[str, Citation] = {}
    mine = {titles.key(t): t for t in own}
    for _, held in sentences:
        out: list[Citation] = []
        for citation in held:
            if citation.made and own:  # 由市民政局制定管理办法 is a duty, no document
                continue
            key = titles.key(citation.title)
            full = declared.get(key) or (_fitting(citation, earlier.values(), own) if _is_short(citation) else None)
            if full is not None:
                out.append(
                    replace(full, start=citation.start, end=citation.end, name_start=citation.name_start,
                            name_end=citation.name_end, article=citation.article, short="", written=citation.title.text)
                )  # fmt: skip
                continue
            unnamed = not citation.title.is_policy or (_is_bare_genre(citation.title) and key not in mine)
            if unnamed and not citation.number:
                continue
            out.append(citation)
            earlier[key] = citation
            if citation.short:
                declared[titles.fold(citation.short)] = citation
        yield tuple(out)


def _is_bare_genre(title: Title) -> bool:
    """条例, 实施意见: no name yet; but 刑法 and 民法典 are."""
    more = len(titles.fold(title.text)) - len(title.genre)
    return more <= (0 if genres()[title.genre] == "law" else 2)


def _is_short(citation: Citation) -> bool:
    return len(titles.key(citation.title)) <= 8 and not citation.number and not citation.title.core.startswith("关于")


def _fitting(citation: Citation, earlier: Iterable[Citation], own: Sequence[Title]) -> Citation | None:
    short = titles.key(citation.title)
    held = [c for c in earlier if _fits(short, citation.title, c.title)]
    distinct = {titles.key(c.title): c for c in held}
    mine = [t for t in own if _fits(short, citation.title, t)]
    if mine and not distinct:
        return Citation(mine[-1], citation.start, citation.end, citation.name_start, citation.name_end)
    return next(iter(distinct.values())) if len(distinct) == 1 and not mine else None


def _fits(short: str, title: Title, full: Title) -> bool:
    long = titles.fold(full.text)
    if len(long) <= len(short) or full.genre[-2:] != title.genre[-2:]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)
