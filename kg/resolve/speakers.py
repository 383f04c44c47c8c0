"""The region whose government speaks in a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg import register
from kg.model import Document, Genre, Kind, Mention
from kg.register import CHINA
from kg.resolve.headlines import head, is_issuers, is_policy_title
from kg.resolve.places import Reading, region

_CENTRAL = re.compile(
    r"国务院|中共中央|中华人民共和国|全国人民代表大会|国家[\u4e00-\u9fff]{1,8}(?:委|局|总局|部)"
    r"|新华社|人民日报|中新社|央视|国新办"
)
# Who speaks in a work report: by its session, by whom it reports for, by the office of who reads it.
_REPORT_VOICES = (
    re.compile(r"在([\u4e00-\u9fff]{2,30}?)第[一二三四五六七八九十\d]+届(?:人民代表大会|人大)"),
    re.compile(r"代表([\u4e00-\u9fff]{2,30}?)(?:人民)?政府"),
    re.compile(r"([\u4e00-\u9fff]{2,30}?)(?:人民政府)?(?:[省市区县州旗]长|主席)"),
)
_DATELINE = re.compile(
    r"(?:^|\n)\s*(?:(?P<paper>[\u4e00-\u9fff]{2,6}?)(?:新闻网|日报|晚报|网))?(?P<place>[\u4e00-\u9fff]{2,8}?)??"
    r"(?:\d{1,2}月\d{1,2}日)?(?:讯|电)"
)
# A public body of a region at work: 湖南人社部门推出…
_BODY_ACTS = re.compile(
    r"^[^。]{0,40}?([\u4e00-\u9fff]{2,12}?)(?:人社|民政|教育|财政|医保|住建|各级|有关|相关)?(?:部门|政府)"
    r"[^。]{0,6}(?:推出|出台|发布|印发)"
)
_PROMULGATED = re.compile(r"[（(].{0,30}(?:公布|通过|令)")
# A document of a region about its own year: 统计公报, 经济运行情况.
_BULLETIN = re.compile(r"(?:公报|报告|运行情况|发展情况|概况)$")
_OWN = re.compile(r"[我本](自治区|省|市|区|县|州|盟|旗)")


def speaker(document: Document, lines: Sequence[str], title: str, genre: Genre) -> Mention:
    """The region that speaks, name and key settled; 中国 where nobody narrower does."""
    for text in _voices(document, lines, title, genre):
        if held := _narrowest(text):
            return Mention(Kind.REGION, held.name, None, held.name, held.key)
        if _CENTRAL.search(text):
            break
    return Mention(Kind.REGION, "中国", None, "中国", CHINA)


def _voices(document: Document, lines: Sequence[str], title: str, genre: Genre) -> Iterator[str]:
    """Texts that name the region that speaks, the surest first."""
    issuer, site = document.metadata.get("issuer", ""), document.metadata.get("site", "")
    if genre is Genre.REPORT:
        opening = head(document)
        yield title.partition("工作报告")[0]
        yield from (found[1] for pattern in _REPORT_VOICES for found in pattern.finditer(opening))
        yield from (issuer, site)
    elif genre is Genre.PRESS:
        yield from (title, issuer, *lines[:6], site)
    elif genre is Genre.POLICY:
        yield re.split(r"关于|的通知", title)[0] if "关于" in title else title
        yield from filter(is_issuers, lines[:12])
        yield from (line for line in lines[:20] if is_policy_title(line) or _PROMULGATED.match(line))
        yield from (issuer, _own(document.text))
        yield from (found[1] for line in lines[:2] for found in _BODY_ACTS.finditer(line))
        yield site
    else:
        yield from _news_voices(document, lines, title)
        yield from (issuer, _own(document.text), site)


def _news_voices(document: Document, lines: Sequence[str], title: str) -> Iterator[str]:
    if _BULLETIN.search(title):
        yield title
        yield from filter(is_issuers, lines[:12])
    opening = document.text[:200].lstrip("（( ")
    if central := _CENTRAL.match(opening):
        yield central[0]
    yield from (found[part] or "" for found in _DATELINE.finditer(opening) for part in ("place", "paper"))


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


def _narrowest(text: str) -> Mention | None:
    """The last of the regions that `text` names one inside the other: 湖南省衡阳市雁峰区 gives 雁峰区."""
    held: Mention | None = None
    for span in register.find(text):
        name = span.of(text)
        if name in register.DEICTIC or name in register.ordinary() or name in register.blocs():
            continue
        code = held.key if held else ""
        found = region(
            Mention(Kind.REGION, name), Reading(code, before=(code,) if code in register.divisions() else ())
        )
        if found.key in {"", CHINA}:
            continue
        if held is None or held.key in register.ancestors(found.key.partition("/")[0]):
            held = found
    return held
