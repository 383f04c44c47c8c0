"""Documents named in a sentence: title, number, issuers, date, article, and the short form given to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.policies import bare, bodies, titles
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
_IMPLEMENTS = re.compile(r"实施(?:办法|条例|细则)")
_ITS = re.compile(r"[、，和及与以]{0,2}其(?P<name>实施条例|实施细则|实施办法)")
_THIS = re.compile(
    r"^(?:答[：:])?(?P<name>该(?P<noun>条例|办法|规定|细则|规则|意见|通知|方案|规划|计划|措施|决定|法|通告|公告|目录|标准|纲要))"
    r"(?=自|由|于|将|已|从|经|明确|提出|规定|有效期|依据|根据|是|共|[，,])"
)
_SHORT = re.compile(
    r"(?:以下(?:统)?(?:简)?称|下称|简称)(?:为)?[：:]?\s*[《“\"”]?(?P<short>[^《》“”\"）)，,。；]{1,20})[》”\"]?"
)
_ARTICLE = re.compile(
    r"^(?:[（(][^（）()]*[)）])?(?:中)?(?P<article>第[一二三四五六七八九十百零\d]+(?:条|章|款)(?:之[一二三四五六七八九十])?"
    r"(?:[、和及至到]?(?:第[一二三四五六七八九十百零\d]+|[（(][一二三四五六七八九十]+[)）])(?:条|款|项|目)?)*)"
)


_ABBREVIATED = 8  # characters; a shorter title may stand for a longer one


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
    older: str = ""  # number or date of an earlier document that bears the file's own title

    @property
    def abbreviated(self) -> bool:
        return bool(self.written)


def find(parsed: Parsed) -> tuple[Citation, ...]:
    """Every policy document that the sentence names, in order; certificates, books and forms are none."""
    text = parsed.text
    marked = tuple(_outermost(_marked(text)))
    taken = [(c.start, c.end) for c in marked] + [m.span() for m in _MARKED.finditer(text)]
    bare_ones = tuple(_bare(text))
    if not bare_ones and "其实施" not in text:
        return marked
    wide = {c.start for c in bare_ones if c.title.core.startswith("关于") and _holds(c, taken)}
    unmarked = (c for c in bare_ones if c.start in wide or not any(a < c.end and c.start < b for a, b in taken))
    found = sorted((*marked, *unmarked), key=lambda c: c.start)
    if "其实施" not in text:
        return tuple(found)
    return tuple(sorted((*found, *_under(text, found)), key=lambda c: c.start))


def _under(text: str, found: Iterable[Citation]) -> Iterator[Citation]:
    """What is called after the law before it: 道路交通安全法及其实施条例."""
    for law in found:
        if (its := _ITS.match(text, law.end)) and law.title.genre in {"法", "条例", "法典"}:
            start, end = its.span("name")
            yield Citation(titles.parse(law.title.text + its["name"]), start, end, start, end, written=its["name"])


def _holds(citation: Citation, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a title that stands without 《》 holds every marked one that it meets: 某府关于《…》的解释."""
    return all(citation.start <= a and b <= citation.end for a, b in taken if a < citation.end and citation.start < b)


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
        elif title.genre in {"法", "条例"} and (
            under := _IMPLEMENTS.match(text, end)
        ):  # 《…法》实施办法 is another document
            title, end = titles.parse(found["title"] + under.group()), under.end()
        if bracket := _BRACKET.match(text, end):
            end, inside = bracket.end(), bracket["inside"]
        number = (
            _number(inside, text[end : end + 30] if not inside else "")
            or _led(text[: found.start()])
            or _followed(text[end:])
        )
        if not (title.genre or (number and number.form in {Form.STANDARD, Form.BRACKET})):
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


_GIVES_OUT = re.compile(
    r"[，,、]?(?:正式|现)?(?:予以|予)?(?:公布|颁布|发布|印发|下发)(?:了|的|施行的|实施的)?(?:修订后的|新修订的|重新修订的|新的)?"
)


def _led(before: str) -> DocumentNumber | None:
    """The number that a title is given out by: 签署第736号国务院令，公布《…》; 以国办发〔2021〕5号印发《…》."""
    window = before[-60:]
    for span, number in numbers.find(window):
        if number.form is not Form.STANDARD and _GIVES_OUT.fullmatch(window[span.end :]):
            return number
    return None


# 《…》经市政府常务会议通过，以市政府令第160号公布
_FOLLOWED = re.compile(
    r"[^《》。；]{0,60}?以(?P<number>[^，。；《》以]{2,24}号)(?:令|文件|文)?(?:正式|予以)?(?:公布|发布|颁布|印发)"
)


def _followed(after: str) -> DocumentNumber | None:
    """The number that the words behind a title give it out by."""
    found = _FOLLOWED.match(after) if "号" in after else None
    return numbers.parse(found["number"]) if found else None


def _issuers(before: str, title: Title, number: DocumentNumber | None) -> tuple[str, ...]:
    """Who issued it by the words before 《, else by its number (国务院令第…号)."""
    held = bodies.before(before)
    if title.core.startswith("关于") and not title.region and held:
        return held
    if number and number.form in {Form.ORDER, Form.ANNOUNCEMENT, Form.YEAR} and number.issuer != "主席":
        return bodies.split(number.issuer) or (number.issuer,)
    # 国务院《大气污染防治行动计划》: a body right before the title
    return held if all(map(bodies.is_anchored, held)) and len(title.text) > _ABBREVIATED else ()


def _bare(text: str) -> Iterator[Citation]:
    for found in bare.find(text):
        title, end, number = titles.parse(text[found.start : found.end]), found.end, None
        about = title.core.startswith("关于")
        if about and (bracket := _BRACKET.match(text, end)):
            end, number = bracket.end(), _number(bracket["inside"], "")
        article = _ARTICLE.match(text[end:])
        yield Citation(
            title, found.start, end, found.start, found.end, number,
            title.issuers or (bodies.before(text[: found.start]) if about else ()),
            article["article"] if article else "", made=found.made,
        )  # fmt: skip


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
    last: Sequence[Citation] = ()
    for parsed, held in sentences:
        out: list[Citation] = list(_this(parsed.text, last)) if last and not held else []
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
        last = tuple(out) or last
        yield tuple(out)


def _this(text: str, last: Sequence[Citation]) -> Iterator[Citation]:
    """该办法 at the head of a sentence: the one document of its kind that the last sentence with any names."""
    found = _THIS.match(text)
    fitting = [c for c in last if found and c.title.genre.endswith(found["noun"])]
    if found and len({titles.key(c.title) for c in fitting}) == 1:
        start, end = found.span("name")
        yield replace(fitting[-1], start=start, end=end, name_start=start, name_end=end, article="", short="",
                      written=found["name"])  # fmt: skip


def _is_bare_genre(title: Title) -> bool:
    """条例, 实施意见: no name yet; but 刑法 and 民法典 are."""
    more = len(titles.fold(title.text)) - len(title.genre)
    return more <= (0 if genres()[title.genre] == "law" else 2)


def _is_short(citation: Citation) -> bool:
    return (
        len(titles.key(citation.title)) <= _ABBREVIATED
        and not citation.number
        and not citation.title.core.startswith("关于")
    )


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
