"""Who speaks in a document, and when: what 我区, 全省, 去年 and 本办法 lean on.

Read from the head of the document (title, dateline, number, issuer), from its metadata, and where those are silent
from its signature and from what it calls its own (我市). Nothing is guessed: 中国 speaks where nobody narrower does,
and `year` is None where the text gives none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from kg import register
from kg.model import Context, Document, Genre, Kind, Mention, Sentence
from kg.register import CHINA, Division
from kg.resolve import dates
from kg.resolve.places import Reading, choose

_HEAD = 1500  # characters that may hold the title, the dateline and the opening
_LINES = 30  # lines of the head that may be a title
_MAX_TITLE = 100
_MAX_DATE = 30  # characters of a line that gives a date of publication

_REPORT = re.compile(r"工作报告$|工作报告[（(—]")
_REPORT_OPENING = re.compile(
    r"^(?:[^。，]{0,60})各位代表[：:！!，,]"
    r"|代表[^，。]{0,20}(?:政府|国务院)[^。]{0,12}?向[^。]{0,30}?(?:大会|会议)[^。]{0,12}报告|作政府工作报告"
)
_PRESS = re.compile(r"发布会|通气会|媒体见面会|吹风会|答记者问|记者会")
_KINDS = (
    "条例|规定|办法|细则|规则|决定|决议|通知|通告|公告|意见|方案|规划|纲要|计划|措施|标准|指引|指南|清单|目录|批复|函"
)
_POLICY_TITLE = re.compile(rf"(?:{_KINDS})(?:（[^（）]*）|\([^()]*\))?$")
_NUMBERED_AS = r"[\u4e00-\u9fff]{2,12}[〔\[［（(【](?:19|20)\d\d[〕\]］）)】]\s*\d+\s*号"
_NUMBER = re.compile(_NUMBERED_AS + r"|第\d+号令?$")
# 国务院关于…的意见国发〔2014〕14号各省、…: title, number and addressees on one line.
_RUN_ON = re.compile(rf"\s*([^。\n]{{4,100}}?(?:{_KINDS})){_NUMBERED_AS}")
_ENACTS = re.compile(r"(?:现|特)[^。]{0,40}?(?:通知|通告|公告|决定|意见)如下|制定(?:本|如下)|[通公]告如下")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,4}条[ 　\u3000]?")
_OWN = re.compile(r"[我本](省|市|区|县|州|盟|旗|自治区)")
_DATELINE = re.compile(
    r"(?:^|\n)\s*(?:(?P<paper>[\u4e00-\u9fff]{2,6}?)(?:新闻网|日报|晚报|网))?(?P<place>[\u4e00-\u9fff]{2,8}?)??"
    r"(?:\d{1,2}月\d{1,2}日)?(?:讯|电)"
)
_CENTRAL = re.compile(
    r"国务院|中共中央|中华人民共和国|全国人民代表大会|国家[\u4e00-\u9fff]{1,8}(?:委|局|总局|部)"
    r"|新华社|人民日报|中新社|央视|国新办"
)
_REPORT_VOICES = (
    re.compile(r"在([\u4e00-\u9fff]{2,30}?)第[一二三四五六七八九十\d]+届(?:人民代表大会|人大)"),
    re.compile(r"代表([\u4e00-\u9fff]{2,30}?)(?:人民)?政府"),
    re.compile(r"([\u4e00-\u9fff]{2,30}?)(?:人民政府)?(?:[省市区县州旗]长|主席)"),
)
_PUBLISHED = re.compile(r"(?:发布|公布|成文|印发)?(?:时间|日期)[:：]|(?:19|20)\d\d[-年/.]\d")
# A numbered heading (二、缴费标准) is no title.
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]|第[一二三四五六七八九十]+[章节条]")
# A public body of a region at work: 湖南人社部门推出…
_BODY_ACTS = re.compile(
    r"^[^。]{0,40}?([\u4e00-\u9fff]{2,12}?)(?:人社|民政|教育|财政|医保|住建|各级|有关|相关)?(?:部门|政府)"
    r"[^。]{0,6}(?:推出|出台|发布|印发)"
)


def of(document: Document, sentences: Sequence[Sentence]) -> Context:
    """The context of `document`; `sentences` are those of kg.extract.sentences."""
    lines = _title_lines(document, sentences)
    genre = _genre(document, lines)
    title = _title(document, lines, genre)
    date = _date(document, lines, genre)
    year = _year(document, title, date, genre)
    return Context(genre, _speaker(document, lines, title, genre), date, year, title)


def _title_lines(document: Document, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The first lines of the document, without its control lines, each without white space at its ends.

    A line that a page broke in two (第十四届 / 人民代表大会) is whole in `_head`, which knows no line ends.
    """
    starts = [s.span.start for s in sentences[: _LINES * 2]]
    held: dict[str, None] = {}
    for start in starts:
        begin = document.text.rfind("\n", 0, start) + 1
        end = document.text.find("\n", start)
        held.setdefault(document.text[begin : end if end >= 0 else None].strip())
        if len(held) == _LINES:
            break
    return tuple(held)


def _head(document: Document) -> str:
    """The head of the text without white space and invisible marks, digits in their plain form."""
    return "".join(
        c for c in unicodedata.normalize("NFKC", document.text[:_HEAD]) if c.isprintable() and not c.isspace()
    )


def _genre(document: Document, lines: Sequence[str]) -> Genre:
    short = [line for line in lines if len(line) <= _MAX_TITLE]
    title = document.title or document.metadata.get("title", "")
    head = _head(document)
    if any(_REPORT.search(line) for line in (title, *short[:20])) or _REPORT_OPENING.search(head):
        return Genre.REPORT
    if any(_PRESS.search(line) and not line.endswith("。") for line in (title, *short[:4])):
        return Genre.PRESS
    numbered = any(_NUMBER.search(line) for line in short[:20])
    titled = any(_is_policy_title(line) for line in (title, document.stem, *short[:20]))
    if numbered or titled or document.metadata.get("number"):
        return Genre.POLICY
    enacts = _RUN_ON.match(document.text) or _ENACTS.search(head) or len(_ARTICLE.findall(document.text)) > 2
    return Genre.POLICY if enacts else Genre.NEWS


def _is_policy_title(line: str) -> bool:
    if not 6 <= len(line) <= _MAX_TITLE or "。" in line or _NUMBERED.match(line):
        return False
    return bool(_POLICY_TITLE.search(line))


def _title(document: Document, lines: Sequence[str], genre: Genre) -> str:
    if title := document.metadata.get("title", ""):
        return title
    if genre is Genre.REPORT:
        found = next((line for line in lines if _REPORT.search(line) and len(line) <= _MAX_TITLE), "")
        return found or ("政府工作报告" if "政府工作报告" in _head(document) else "")
    if genre is Genre.PRESS:
        short = (line for line in lines if len(line) <= _MAX_TITLE and not line.endswith("。"))
        return next(filter(_PRESS.search, short), "")
    if genre is Genre.POLICY:
        run_on = _RUN_ON.match(document.text)
        return run_on[1] if run_on and _is_policy_title(run_on[1]) else _policy_title(lines)
    return document.title


def _policy_title(lines: Sequence[str]) -> str:
    for number, line in enumerate(lines):
        if _is_policy_title(line) and not line.startswith(("点击", "相关", "-", "附件")):
            # 关于印发… under a line of issuers is one title with them.
            above = lines[number - 1] if number else ""
            return f"{above}{line}" if line.startswith("关于") and _issues(above) else line
    return ""


def _issues(line: str) -> bool:
    """Whether a line is nothing but the names of public bodies."""
    return bool(re.fullmatch(r"(?:[\u4e00-\u9fff]{3,30}(?:局|委|会|厅|部|府|室|院|办)[\s\u3000、]*)+", line))


def _speaker(document: Document, lines: Sequence[str], title: str, genre: Genre) -> Mention:
    for text in _voices(document, lines, title, genre):
        if held := _narrowest(text):
            return Mention(Kind.REGION, held.name, None, held.name, held.code)
        if _CENTRAL.search(text):
            break
    return Mention(Kind.REGION, "中国", None, "中国", CHINA)


def _voices(document: Document, lines: Sequence[str], title: str, genre: Genre) -> Iterator[str]:
    """Texts that name the region that speaks, the surest first."""
    head = _head(document)
    if genre is Genre.REPORT:
        yield _before(title, "政府工作报告", "工作报告")
        yield from (
            m[1]
            for m in re.finditer(r"在([\u4e00-\u9fff]{2,30}?)第[一二三四五六七八九十\d]+届(?:人民代表大会|人大)", head)
        )
        yield from (m[1] for m in re.finditer(r"代表([\u4e00-\u9fff]{2,30}?)(?:人民)?政府", head))
        yield from (
            m[1] for m in re.finditer(r"([\u4e00-\u9fff]{2,30}?)(?:人民政府)?(?:省长|市长|区长|县长|州长|主席)", head)
        )
        yield "国务院" if "国务院" in head else ""
        return
    issuer, site = document.metadata.get("issuer", ""), document.metadata.get("site", "")
    if genre is Genre.PRESS:
        yield from (title, issuer, *lines[:6], site)
    elif genre is Genre.POLICY:
        yield re.split(r"关于|的通知", title)[0] if "关于" in title else title
        yield from (line for line in lines[:12] if len(line) <= _MAX_TITLE and _issues(line))
        yield from _titled(lines)
        yield issuer
        yield _own(document.text)
        yield from (found[1] for line in lines[:2] for found in _BODY_ACTS.finditer(line))
        yield site
    else:
        opening = document.text[:200].lstrip("（( ")
        yield "新华社" if _CENTRAL.match(opening) else issuer
        yield from (found[part] or "" for found in _DATELINE.finditer(opening) for part in ("place", "paper"))
        yield from (_own(document.text), site)


def _before(text: str, *ends: str) -> str:
    found = [text.index(end) for end in ends if end in text]
    return text[: min(found)] if found else ""


def _titled(lines: Sequence[str]) -> Iterator[str]:
    """The attached document's own title, and a promulgation (中华人民共和国国务院令)."""
    for line in lines[:20]:
        if _is_policy_title(line) or re.match(r"[（(].{0,30}(?:公布|通过|令)", line):
            yield line


def _own(text: str) -> str:
    """What the text calls its own (我市, 本省), as the name of that kind that it names most."""
    own = Counter(found[1] for found in _OWN.finditer(text))
    if not own:
        return ""
    kind = own.most_common(1)[0][0]
    named: Counter[str] = Counter()
    for span in register.find(text):
        held = register.candidates(span.of(text))
        if len(held) == 1 and held[0].name.endswith(kind):
            named[held[0].name] += 1
    name, count = named.most_common(1)[0] if named else ("", 0)
    return name if 2 * count > named.total() else ""


def _narrowest(text: str) -> Division | None:
    """The last of the regions that `text` names one inside the other: 湖南省衡阳市雁峰区 gives 雁峰区."""
    held: Division | None = None
    for span in register.find(text):
        name = span.of(text)
        if name in register.DEICTIC or name in register.ordinary():
            continue
        found = choose(name, Reading(held.code if held else "", before=(held.code,) if held else ()))
        if found is not None and (held is None or held.code in register.ancestors(found.code)):
            held = found
    return held


def _date(document: Document, lines: Sequence[str], genre: Genre) -> str:
    """Of the session for a report, of signature for a policy document, else of publication."""
    head = _head(document)
    if genre is Genre.REPORT and (held := re.search(r"((?:19|20)\d\d年\d{1,2}月\d{1,2}日)在", head)):
        return dates.first(held[1])
    if genre is Genre.POLICY and (signed := next(filter(None, map(dates.alone, _plain_lines(document))), "")):
        return signed
    if published := dates.first(document.metadata.get("date", "")):
        return published
    if published := next(
        filter(None, (dates.first(line) for line in lines if len(line) <= _MAX_DATE and _PUBLISHED.match(line))), ""
    ):
        return published
    promulgated = re.search(r"[（(]((?:19|20)\d\d年\d{1,2}月\d{1,2}日)[^（）()]{0,80}(?:公布|通过|发布)", head)
    return dates.first(promulgated[1]) if promulgated and genre is Genre.POLICY else ""


def _plain_lines(document: Document) -> Iterator[str]:
    for line in document.text.splitlines():
        if line.strip():
            yield unicodedata.normalize("NFKC", line.strip())


def _year(document: Document, title: str, date: str, genre: Genre) -> int | None:
    if genre is Genre.REPORT:
        return _report_year(document, title, date)
    if date:
        return int(date[:4])
    if genre is Genre.NEWS:
        return dates.latest_year(document.text)
    return None


def _report_year(document: Document, title: str, date: str) -> int | None:
    """A report of early 2026 is the report of 2026: its title, its session, its heading (2025年工作回顾), its name."""
    if found := re.match(r"(\d{4})年", title):
        return int(found[1])
    if date:
        return int(date[:4])
    text = unicodedata.normalize("NFKC", document.text[:3000]).replace(" ", "")
    if found := re.search(r"((?:19|20)\d\d)年(?:国内|政府|主要)?工作(?:的)?(?:回顾|和)", text):
        return int(found[1]) + 1
    found = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", document.stem)
    return int(found[1]) if found else None
