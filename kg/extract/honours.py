"""What a region, body, company or place was awarded, chosen for or designated as."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.errors import DataError
from kg.extract.places_of import CHINA, regions_of
from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import Flat, clauses, flatten
from kg.model import Context, Document, Fact, FactKind, Kind, Mention, Parsed
from kg.resources import data

_JOINT = re.compile(r"[、和与及]|以及")
# What parts a holder from the verb: 先后, 连续3年, 首次 …
_ADVERBS = re.compile(
    r"(?:先后|成功|新|首次|全部|均|都|又|再次|双双|一并|分别|也|还|已|正式|再|整体|全市唯一|全省唯一|全国唯一|第\d+次|被"
    r"|(?:已)?(?:连续|累计)?[\d一二两三四五六七八九十]+(?:年|次|届|度)(?:蝉联|均)?|历时\d+年)+$"
)
_JOINING = re.compile(r"(?:验收|建设)?(?:[、和与及]|以及)?")
_OPENING = re.compile(r"(?:首次|在|[一二三四五六七八九十]+是|其中|目前|截至目前|去年|今年|\d{4}年|同时|此外|[①-⑩]|□+)+")
# A count of members that go unnamed.
_COUNT = re.compile(
    r"(?:共有|有|共|超|近|约|另有)?(?:[\d.,万一二两三四五六七八九十百]+(?:余|多)?|一批|多|首批|数|一系列|全市\d+|全部)"
    r"(?:家|个|项|所|款|部|名|位|人|件|条|种|类|批|座|支|处|篇|台|地|村|镇|区|县|市|[\u4e00-\u9fff])"
)
_COUNTED = re.compile(r"\d[\d.,]*(?:余|多)?(?:家|个|项|所|款|部|名|位|人|件|条|种|座|支|处|篇)")
# Lists and layouts honour where the country, the world or a first batch draws them up: not 经营异常名录.
_LISTS = ("名单", "名录", "名录库", "布局")
_WIDE = re.compile(r"国家|全国|世界|全球|国际|首批|联合国|中国|全省|省级|首批")
_PASSED = "验收"
_FIRST = re.compile(r"首批|首个|首家|唯一")
_SECOND = re.compile(r"(?:为|了|创建|建设|开展|设立|打造|成为|过)+")
_CUT = re.compile(r"的(?![“地])|、|等(?=品牌|荣誉)|和(?=获|入|被)")
_NO_HONOUR = re.compile(r"人数|数量|位居|位列|资金|支持|总数|比例|国家级大奖|全国性")
_AND_SO_ON = re.compile(r"等(?:[\d一二三四五六七八九十]+(?:余|多)?[个家项座地县市处]|一批|多)?[^、等]{0,6}$")
# A wish or a plan: nobody holds it yet.
_PLANNED = re.compile(
    r"推动|争取|力争|支持|鼓励|申报|争创|创建|申建|积极|推进|力促|确保|努力|加快|谋划|引导|规划|拟|培育|应当|可以|可|不得|未|将|依法|需|凡|或者|由"
)
# The matter that was judged, not who holds the judgement.
_TOPIC = re.compile(r"(?:工作|考核|绩效|评估|评价|监测|建设|改革|指数|能力|环境|考评|保护|禁渔|水平|服务)(?:结果|中)?$")
_GRADE = re.compile(
    r"(?P<topic>[^，。；、\d]{2,24}?考核(?:评估|评价|结果)?)(?:连续)?(?:[\d一二两三四五六七八九十]+[年次])?"
    r"(?:获评|获得|获|为|被评为|评为)?(?P<grade>“.{1,2}”|(?:国家|全国)?A级|优秀(?:等次)?)"
)
_STATUS = r"(?:试点|试点省|试点市|试验区|实验区|示范区|先行区|先行先试区)"
# A national pilot or zone that a region has or works at.
_HELD = re.compile(
    rf"(?:开展|深化|建好用好|建好|用好|推进|实施|首批开展|做好|抓好|完成)(?P<honour>(?:好)?(?:国家|全国)[^，。；、的]{{3,24}}?{_STATUS})"
    r"(?=建设|任务|$|[，。；、和]|改革)"
)
# A comprehensive pilot, or a province that is one: only the centre makes them.
_WHOLE = r"(?:试点省(?!份)|综合试点(?:省|市)?|综合改革试点(?:省|市)?)"
_MADE = re.compile(
    rf"(?:深化|推进|实施|开展|抓好|做好|启动)(?P<honour>[^，。；、的]{{4,24}}?{_WHOLE})(?=建设|任务|工作|改革|$|[，。；、和])"
)
_STARTED = re.compile(rf"(?P<honour>[^，。；、的]{{4,24}}?{_WHOLE})(?:建设)?(?:启动|扎实|加快|稳步|深入|有序|全面)")
_SITED = re.compile(r"(?:开展|实施)(?P<honour>[^，。；、的]{3,20}?(?:试点|整治示范|试点示范))(?=$|[，。；])")
_APPROVED = re.compile(
    rf"(?P<honour>[^，。；]{{4,30}}?{_STATUS})(?:成功)?获(?:得)?(?:国家|国务院|省)?(?:批复|批准|批)(?=$|[，。；])"
)
_INSCRIBED = re.compile(r"(?P<holder>[^，。；、]{2,20}?)(?:历时[\d]+年)?(?:成功|获准)申遗")
_BROKEN = re.compile(r"(?P<honour>[^，。；、]{2,20}?奖)(?:实现|取得)(?:我[省市])?“?零”?的?突破")
_FORMS = (
    (_APPROVED, "approved"),
    (_HELD, "held"),
    (_MADE, "made"),
    (_STARTED, "started"),
    (_SITED, "sited"),
)
_STYLED = re.compile(r"“[^”]{2,12}(?:之都|之乡|之城|名城|之源|之府)”")


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    for sentence in parsed:
        if _gate().search(sentence.text):
            yield from _sentence(sentence, context)


@cache
def _gate() -> re.Pattern[str]:
    return re.compile(rf"{lexicon.alternation(_verbs())}|试点|示范|试验区|实验区|先行区|申遗|突破|考核|之都|之乡|之城")


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
    return re.compile(rf"(?:{lexicon.alternation(_verbs())})(?![力取利益悉知胜准])")


@cache
def _nouns() -> tuple[str, ...]:
    return tuple(_rows("nouns", "noun"))


def _sentence(sentence: Parsed, context: Context) -> Iterator[Fact]:
    flat = flatten(sentence)
    for start, end in clauses(flat):
        found = list(_clause(sentence, flat, start, end, context))
        yield from found or _statuses(sentence, flat, start, end, context)


def _clause(sentence: Parsed, flat: Flat, start: int, end: int, context: Context) -> Iterator[Fact]:
    """Holder, verb, honour, perhaps again: 大理市获国际湿地城市认证."""
    held: tuple[Mention, ...] = ()
    for verb in _verb_pattern().finditer(flat.text, start, end):
        kind = _verbs()[verb.group()]
        honour = _object(flat, verb.end(), end, kind) if verb.start() >= start else None
        if honour is None:
            continue
        left, right = _subject(flat, start, verb.start())
        if _PLANNED.search(flat.text, start, verb.start()):
            return
        topic = _TOPIC.search(flat.text, left, right) is not None
        if right > left or not held:
            held = tuple(_holders(sentence, flat, left, right, context))
        name = (flat.raw[left:right] if topic else "") + flat.raw[honour[0] : honour[1]]
        for holder in held:
            yield _fact(sentence, holder, Mention(Kind.HONOUR, name, sentence.span(*honour)), f"honours.{kind}")
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
        if not flat.text.startswith(_PASSED, stop - len(_PASSED)):
            return None
        stop -= len(_PASSED)
    return (start, stop) if stop - start >= 3 and _is_honour(flat.raw[start:stop].rstrip("”’）)"), kind) else None


def _is_honour(text: str, kind: str) -> bool:
    """Whether the object of a verb of this class reads as an award, a title or a status."""
    if _NO_HONOUR.search(text):
        return False
    closed = text.endswith(_nouns()) and (not text.endswith(_LISTS) or _WIDE.search(text) is not None)
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
    if found := _ADVERBS.search(flat.text, start, end):
        end = found.start()
    if found := _OPENING.match(flat.text, start, end):
        start = found.end()
    if found := _JOINING.match(flat.text, start, end):
        start = found.end()
    return start, max(start, end)


_SPEAKERS = frozenset({"整省", "全域", "我们", "我们还"})  # words for the region that speaks


def _holders(sentence: Parsed, flat: Flat, start: int, end: int, context: Context) -> Iterator[Mention]:
    """Who holds an honour: each member of the subject, or the region in question where the subject is left out."""
    text = flat.text[start:end]
    if _COUNT.match(text):
        return
    if not text or text in _SPEAKERS or any(True for _ in lexicon.verb_pattern().finditer(text)):
        yield from regions_of(sentence, sentence.start + start, sentence.start + start, context)
        return
    if _TOPIC.search(text):
        yield from regions_of(sentence, sentence.start + start, sentence.start + end, context)
        return
    if found := _AND_SO_ON.search(text):
        end = start + found.start()
    at = start
    for joint in [*_JOINT.finditer(flat.text, start, end), None]:
        stop = joint.start() if joint else end
        if 2 <= stop - at <= 24:
            yield _holder(sentence, flat, at, stop)
        at = joint.end() if joint else end


def _holder(sentence: Parsed, flat: Flat, start: int, end: int) -> Mention:
    span = sentence.span(start, end)
    for region in sentence.of(Kind.REGION):
        if (
            region.span
            and region.span.start == span.start
            and flat.text[region.span.end - sentence.start : end] in {"", "全域", "全市", "整市"}
        ):
            return region
    return Mention(Kind.THING, flat.raw[start:end], span)


def _statuses(sentence: Parsed, flat: Flat, start: int, end: int, context: Context) -> Iterator[Fact]:
    """Honours without a verb of awarding: a pilot that runs, an assessment's grade, a style."""
    for pattern, rule in _FORMS:
        found = pattern.search(flat.text, start, end)
        if not found:
            continue
        before = flat.text[start : found.start()]
        if _COUNT.match(found["honour"]):
            continue
        if rule != "approved" and _PLANNED.search(before) and not re.search("支持", before):
            continue
        if rule == "sited" and not any(s >= start and e <= found.start() for s, e in flat.regions):
            continue
        span = sentence.span(*found.span("honour"))
        for region in regions_of(sentence, span.start, span.end, context):
            if region.key == CHINA:  # a pilot of the country is no honour of the country's
                continue
            honour = flat.raw[found.start("honour") : found.end("honour")]
            yield _fact(sentence, region, Mention(Kind.HONOUR, honour, span), f"honours.{rule}")
        return
    yield from _graded(sentence, flat, start, end, context)


def _graded(sentence: Parsed, flat: Flat, start: int, end: int, context: Context) -> Iterator[Fact]:
    if found := _GRADE.search(flat.raw, start, end):
        span = sentence.span(*found.span())
        for region in regions_of(sentence, span.start, span.start, context):
            yield _fact(sentence, region, Mention(Kind.HONOUR, found["topic"] + found["grade"], span), "honours.grade")
    if found := _BROKEN.search(flat.raw, start, end):
        span = sentence.span(*found.span("honour"))
        for region in regions_of(sentence, span.start, span.start, context):
            yield _fact(sentence, region, Mention(Kind.HONOUR, found["honour"], span), "honours.broken")
    if (found := _INSCRIBED.search(flat.text, start, end)) and not _PLANNED.search(found["holder"]):
        holder = _holder(sentence, flat, *found.span("holder"))
        yield _fact(
            sentence, holder, Mention(Kind.HONOUR, "世界遗产", sentence.span(*found.span())), "honours.inscribed"
        )
    for found in _STYLED.finditer(flat.raw, start, end):
        for region in sentence.of(Kind.REGION):
            if region.span and region.span.end == sentence.start + found.start():
                yield _fact(
                    sentence, region, Mention(Kind.HONOUR, found.group(), sentence.span(*found.span())), "honours.style"
                )


def _fact(sentence: Parsed, holder: Mention, honour: Mention, rule: str) -> Fact:
    return Fact(FactKind.HONOUR, {"holder": holder, "honour": honour}, sentence.sentence.span, rule)
