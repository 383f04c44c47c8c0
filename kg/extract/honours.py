"""What a region, body, company or place was awarded, chosen for or designated as."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.errors import DataError
from kg.extract.honours_forms import COUNT, PLANNED, fact, holder, statuses
from kg.extract.patterns import JOINT, alternatives
from kg.extract.places_of import regions_of
from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import Flat, clauses, flatten
from kg.model import Context, Document, Fact, Kind, Mention, Parsed
from kg.resources import data

# What parts a holder from the verb: 先后, 连续3年, 首次 …
_ADVERBS = re.compile(
    r"(?:先后|成功|顺利|新|首次|全部|均|都|又|再次|双双|一并|分别|也|还|已|正式|再|整体|全市唯一|全省唯一|全国唯一|第\d+次|被"
    r"|(?:已)?(?:连续|累计)?[\d一二两三四五六七八九十]+(?:年|次|届|度)(?:蝉联|均)?|历时\d+年)+$"
)
_GIVEN = re.compile(r"被[^，。；、被]{2,12}?(?:部|委|厅|局|政府|国务院|联合会|协会|组织)(?:联合|正式)?$")
_JOINING = re.compile(r"(?:验收|建设)?(?:[、和与及]|以及)?")
_OPENING = re.compile(r"(?:首次|在|[一二三四五六七八九十]+是|其中|目前|截至目前|去年|今年|\d{4}年|同时|此外|[①-⑩]|□+)+")
_COUNTED = re.compile(r"\d[\d.,]*(?:余|多)?(?:家|个|项|所|款|部|名|位|人|件|条|种|座|支|处|篇)")
# Lists and layouts honour where the country, the world or a first batch draws them up: not 经营异常名录.
_LISTS = ("名单", "名录", "名录库", "布局")
_WIDE = re.compile(r"国家|全国|世界|全球|国际|首批|联合国|中国|全省|省级|首批")
_PASSED = re.compile(r"(?:验收|复查|复核|复审|评审|认定)$")
# What closes a title of a place, a body or a firm by its form: 典型县, 文明村, 单项冠军企业, 4A级景区.
_STYLE = re.compile(
    r"(?:示范|试点|典型|先进|重点|文明|模范|优秀|先行|百强|平安|卫生|特色|标杆)(?:省|市|县|区|镇|乡|村|街道|社区|单位|集体|企业|园区|城市|基地)$"
    r"|(?:小巨人”?|单项冠军|瞪羚|独角兽|专精特新|高新技术)企业$|[345]A级(?:旅游)?景区$|[强县镇区市]命名$"
)
_FIRST = re.compile(r"首批|首个|首家|唯一")
_SECOND = re.compile(r"(?:为|了|创建|建设|开展|设立|打造|成为|过)+")
_CUT = re.compile(r"(?<!唯一)的(?![“地])|、|等(?=品牌|荣誉|国家级|省级|称号)|和(?=获|入|被|国家|全国|省级|市级)")
_NO_HONOUR = re.compile(r"人数|数量|位居|位列|资金|支持|总数|比例|国家级大奖|全国性")
_AND_SO_ON = re.compile(r"等(?:[\d一二三四五六七八九十]+(?:余|多)?[个家项座地县市处]|一批|多)?[^、等]{0,6}$")
# The matter that was judged, not who holds the judgement.
_TOPIC = re.compile(r"(?:工作|考核|绩效|评估|评价|监测|建设|改革|指数|能力|环境|考评|保护|禁渔|水平|服务)(?:结果|中)?$")
# An honour that a judgement gives: what stands before the verb is what was judged.
_JUDGED = re.compile(r"考核|考评|评估|评价|督查激励")
_SHORT = 5


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    for sentence in parsed:
        if _gate().search(sentence.text):
            yield from _sentence(sentence, context)


@cache
def _gate() -> re.Pattern[str]:
    return re.compile(
        rf"{alternatives(_verbs())}|试点|示范|试验区|实验区|先行区|先导区|申遗|获批|获国|新增|突破|考核|之都|之乡|之城|名城|之源|之府"
    )


def _rows(name: str, key: str) -> Mapping[str, str]:
    path = data("lexicon", f"honours-{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, start=2):
        if not (row.get(key) and row.get("class")):
            raise DataError(f"{path}:{number}", f"needs {key}, class", "fill every column of the row")
    return {row[key]: row["class"] for row in rows}


@cache
def _verbs() -> Mapping[str, str]:
    return _rows("verbs", "verb")


@cache
def _verb_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_verbs())})(?![力取利益悉知胜准])")


@cache
def _nouns() -> tuple[str, ...]:
    return tuple(_rows("nouns", "noun"))


def _sentence(sentence: Parsed, context: Context) -> Iterator[Fact]:
    flat = flatten(sentence)
    for start, end in clauses(flat):
        found = list(_clause(sentence, flat, start, end, context))
        yield from found or statuses(sentence, flat, start, end, context)


def _clause(sentence: Parsed, flat: Flat, start: int, end: int, context: Context) -> Iterator[Fact]:
    """Holder, verb, honour, perhaps again: 甲市获国际茶都认证."""
    held: tuple[Mention, ...] = ()
    for verb in _verb_pattern().finditer(flat.text, start, end):
        kind = _verbs()[verb.group()]
        honour = _object(flat, verb.end(), end, kind) if verb.start() >= start else None
        if honour is None:
            continue
        left, right = _subject(flat, start, verb.start())
        if PLANNED.search(flat.text, start, verb.start()):
            return
        judged = _JUDGED.search(flat.raw, *honour) is not None and _placed_at(sentence, left, right) is None
        topic = _TOPIC.search(flat.text, left, right) is not None or (judged and right > left)
        if right > left or not held:
            held = tuple(_holders(sentence, flat, left, right, context, topic=topic))
        name = (flat.raw[left:right] if topic else "") + flat.raw[honour[0] : honour[1]]
        for who in held:
            yield fact(sentence, who, Mention(Kind.HONOUR, name, sentence.span(*honour)), f"honours.{kind}")
            for other in _more(flat, honour[1], end, kind):
                text = flat.raw[other[0] : other[1]]
                yield fact(sentence, who, Mention(Kind.HONOUR, text, sentence.span(*other)), f"honours.{kind}")
        start = honour[1]


def _object(flat: Flat, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """The honour after a verb, if what follows is one."""
    if found := _SECOND.match(flat.text, start, end):
        start = found.end()
    cut = _CUT.search(flat.text, start, end)
    stop = cut.start() if cut else end
    relative = kind == "title" and cut is not None and cut.group() == "的"  # 授予…称号的单位
    if relative or _COUNTED.search(flat.text, start, stop):
        return None
    if kind == "pass":
        passed = _PASSED.search(flat.text, start, stop)
        if not passed:
            return None
        stop = passed.start()
    return (start, stop) if stop - start >= 3 and _is_honour(flat.raw[start:stop].rstrip("”’）)"), kind) else None


def _more(flat: Flat, at: int, end: int, kind: str) -> Iterator[tuple[int, int]]:
    """The honours that are named beside the first: 获评甲示范区、乙名城."""
    while at < end and flat.text[at] in "、和":
        stop = next((n for n in range(at + 1, end) if flat.text[n] in "、的等"), end)
        text = flat.raw[at + 1 : stop]
        if _verb_pattern().search(text) or _COUNTED.search(text) or COUNT.match(text):
            return
        if not text.endswith(_nouns()) or not _is_honour(text, kind) or len(text) < _SHORT:
            return
        yield at + 1, stop
        at = stop


def _is_honour(text: str, kind: str) -> bool:
    """Whether the object of a verb of this class reads as an award, a title or a status."""
    if _NO_HONOUR.search(text) or text.startswith(("该", "此", "这")) or not any(map(str.isalnum, text)):
        return False
    closed = (text.endswith(_nouns()) or _STYLE.search(text) is not None) and (
        not text.endswith(_LISTS) or _WIDE.search(text) is not None
    )
    first = _FIRST.search(text) is not None
    match kind:
        case "strong":
            return True
        case "first":
            return closed and first
        case "award":
            return closed or (first and _WIDE.match(text) is not None)
        case _:
            return closed


def _subject(flat: Flat, start: int, end: int) -> tuple[int, int]:
    named = any(stop == end for _, stop in flat.regions)  # 成都 ends in no 都
    if not named and (found := _ADVERBS.search(flat.text, start, end)):
        end = found.start()
    if found := _GIVEN.search(flat.text, start, end):
        end = found.start()
    if found := _OPENING.match(flat.text, start, end):
        start = found.end()
    if found := _JOINING.match(flat.text, start, end):
        start = found.end()
    return start, max(start, end)


_SPEAKERS = frozenset({"整省", "全域", "我们", "我们还"})  # words for the region that speaks


def _holders(
    sentence: Parsed, flat: Flat, start: int, end: int, context: Context, *, topic: bool = False
) -> Iterator[Mention]:
    """Who holds an honour: each member of the subject, or the region in question where the subject is left out."""
    text = flat.text[start:end]
    if COUNT.match(text):
        return
    if not text or text in _SPEAKERS or any(True for _ in lexicon.verb_pattern().finditer(text)):
        yield from regions_of(sentence, sentence.start + start, sentence.start + start, context)
        return
    if topic or _TOPIC.search(text):
        yield from regions_of(sentence, sentence.start + start, sentence.start + end, context)
        return
    if found := _AND_SO_ON.search(text):
        end = start + found.start()
    at = start
    for joint in [*JOINT.finditer(flat.text, start, end), None]:
        stop = joint.start() if joint else end
        if 2 <= stop - at <= 24:
            yield holder(sentence, flat, at, stop)
        at = joint.end() if joint else end


def _placed_at(sentence: Parsed, start: int, end: int) -> Mention | None:
    """The region that a stretch of the sentence consists of, or begins with as a member of a list."""
    spans = [(m, m.span) for m in sentence.of(Kind.REGION) if m.span]
    return next(
        (m for m, span in spans if span.start == sentence.start + start and span.end <= sentence.start + end), None
    )
