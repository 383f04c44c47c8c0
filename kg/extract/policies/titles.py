"""The grammar of titles: issuers, 关于, what is promulgated, the noun that names the genre."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.policies import bodies
from kg.extract.policies.lexicon import genres
from kg.register import find as find_regions

# （试行）（草案）（2021—2025年）（修订版）(征求意见稿) and the like after the genre noun.
_TAIL = re.compile(r"(?:[（(〔\[][^（）()〔〕]{1,24}[)）〕\]]|草案|送审稿|征求意见稿|（?修正案）?)+$")
_NOT_GENRE = re.compile(r"(?:[做方语魔想看说无司立执守违犯合非依书宪]法|不规范|不标准|无政策|按规定|符合规定)$")
_ISSUING = "印发|颁发|颁布|发布|公布|批转|转发|下发|实施"
_PROMULGATES = re.compile(
    rf"(?:关于(?:重新|正式|联合|修订)?(?P<verb>{_ISSUING})|^(?:印发|发布|公布)(?=〈))(?P<inner>.+?)(?:的(?:通知|公告|通告|命令|决定|批复|函|令)(?:[（(][^（）()]*[)）])?|(?<=〉))$"
)
_FORWARDS = re.compile(r"(?P<verb>转发|批转)(?!的)(?P<inner>.+?)(?:的通知)?$")
_CHANGES = re.compile(
    r"关于(?P<verb>修改|修订|修正|废止|停止执行|停止适用)(?P<inner>.+?)(?:的决定|的通知|的公告|的决议|的命令|的令)"
)
_BRACKETS = str.maketrans("《》<>\u3000\xa0", "〈〉〈〉  ")
_INNER = re.compile(r"〈([^〈〉]+)〉")
_OF = re.compile(r"的(?=(?:实施|指导|若干)?(?:意见|通知|决定|办法|规定|方案|措施)(?:试行|暂行)?$)")
_ABOUT = re.compile(r"关于|转发|批转|(?:印发|发布|公布)(?=〈)")


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart. `text` has single 〈〉 around titles within and no blanks but between issuers."""

    text: str
    issuers: tuple[str, ...]  # bodies written before 关于
    region: str  # a region written before 关于 or at the head, where no body is
    core: str  # the title without its issuers
    genre: str  # 通知, 办法 …; empty where it ends in no genre noun
    inner: tuple[str, ...] = ()  # what it promulgates or forwards
    changes: str = ""  # amends or repeals, with `changed`
    changed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()  # other titles within: 关于〈甲〉第九条的解释, 实施〈甲〉办法

    @property
    def is_policy(self) -> bool:
        return bool(self.genre) and len(self.text) > len(self.genre)


@lru_cache(maxsize=65536)
def parse(written: str) -> Title:
    """The title `written`, whatever its brackets and blanks."""
    text = clean(written)
    genre = genre_of(text)
    issuers, core, region = _issuers(text)
    inner: tuple[str, ...] = ()
    changes = ""
    changed: tuple[str, ...] = ()
    if found := _PROMULGATES.search(core):
        inner = _inner(found["inner"]) if _gives_out(found) else ()
    elif not core.startswith("关于") and (found := _FORWARDS.match(core)):
        forwarded = found[
            "inner"
        ]  # 转发…关于做好…工作的通知: 的通知 closes the title within where that has no other noun
        inner = _inner(forwarded if genre_of(forwarded) else forwarded + "的通知")
    if found := _CHANGES.search(core):
        changes = "repeals" if found["verb"] in {"废止", "停止执行", "停止适用"} else "amends"
        changed = _inner(found["inner"])
    named = tuple(m for m in _INNER.findall(core) if m not in inner and m not in changed and genre_of(m))
    return Title(text, issuers, region, core, genre, inner, changes, changed, named)


def _gives_out(found: re.Match[str]) -> bool:
    """Whether the notice gives a document out; 关于实施某工程计划的通知 is about what is done."""
    marked = "〈" in found["inner"]
    return found["verb"] != "实施" or marked or genres().get(genre_of(found["inner"])) in {"law", "regulation"}


def clean(written: str) -> str:
    """One spelling: inner 《》<> as 〈〉, blanks kept single and only between Han characters' groups."""
    text = unicodedata.normalize("NFC", written.strip())
    text = text.translate(_BRACKETS)
    text = re.sub(r"[\u200b-\u200d\ufeff]", "", text)
    return re.sub(r"\s+", " ", text)


def fold(title: str) -> str:
    """What two spellings of one title share."""
    text = unicodedata.normalize("NFKC", clean(title))
    return re.sub(r"[\s〈〉《》<>“”\"'‘’()（）、,，·:：\-—〔〕\[\]]", "", text)


def key(title: Title) -> str:
    """What tells documents apart within one text: with 关于 the issuers before it do not matter."""
    return _OF.sub("", fold(title.core if title.core.startswith("关于") else title.text))


def genre_of(text: str) -> str:
    """The genre noun that `text` ends in, 试行 and the like set aside; empty where there is none."""
    bare = _TAIL.sub("", text.strip().rstrip("〉"))
    if _NOT_GENRE.search(bare) or (bare.endswith("函") and not bare.endswith("复函") and "关于" not in bare):
        return ""
    return next((noun for noun in genres() if bare.endswith(noun)), "")


def _inner(text: str) -> tuple[str, ...]:
    marked = tuple(_INNER.findall(text))
    if marked:
        return tuple(m for m in marked if genre_of(m)) or marked
    text = text.strip()
    return (text,) if genre_of(text) and len(text) > 4 else ()


def _issuers(text: str) -> tuple[tuple[str, ...], str, str]:
    """Issuers before 关于 or 转发, the core after them, and a region that stands there alone."""
    for found in _ABOUT.finditer(text):
        head = text[: found.start()].strip()
        if not head:
            break
        if held := bodies.split(head):
            return held, text[found.start() :], ""
        if found.group() == "关于" and any(s.start == 0 and s.end == len(head) for s in find_regions(head)):
            return (), text[found.start() :], head
        if found.group() == "关于":
            break
    first = next(find_regions(text), None)
    region = text[: first.end] if first and first.start == 0 and first.end < len(text) else ""
    return (), text, region
