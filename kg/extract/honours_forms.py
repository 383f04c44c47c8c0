"""Honours without a verb of awarding: pilots that run, grades of assessments, styles, regions that joined a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.patterns import JOINT
from kg.extract.places_of import CHINA, regions_of
from kg.extract.programmes.clauses import Flat
from kg.model import Context, Fact, FactKind, Kind, Mention, Parsed

# A count of members that go unnamed.
COUNT = re.compile(
    r"(?:共有|有|共|超|近|约|另有)?(?:[\d.,万一二两三四五六七八九十百]+(?:余|多)?|一批|多|首批|数|一系列|全[市省区县镇]\d+|全部)"
    r"(?:家|个|项|所|款|部|名|位|人|件|条|种|类|批|座|支|处|篇|台|地|村|镇|区|县|市|[\u4e00-\u9fff])"
)
# A wish or a plan: nobody holds it yet.
PLANNED = re.compile(
    r"推动|争取|力争|支持|鼓励|申报|争创|创建|申建|积极|推进|力促|确保|努力|加快|谋划|引导|规划|拟|培育|应当|可以|可|不得|未|将|依法|需|凡|或者|由"
)
_ADDED = re.compile(
    r"(?:新增|新创成|创成|新建成|建成)(?P<who>[^，。；等]{2,24})等(?P<honour>(?:国家|全国|省级|国际|世界)[^，。；、]{2,16}?)\d+(?:个|座|家)"
)
_GRADE = re.compile(
    r"(?P<topic>[^，。；、\d]{2,24}?考核(?:评估|评价|结果)?)(?:连续)?(?:[\d一二两三四五六七八九十]+[年次])?"
    r"(?:获评|获得|获|为|被评为|评为)?(?P<grade>“.{1,2}”|(?:国家|全国)?A级|优秀(?:等次)?)"
)
_STATUS = r"(?:试点(?:省|市|城市)?|试验区|实验区|示范区|先行区|先导区|先行先试区)"
_RUNS = "开展|深化|建好用好|建好|用好|推进|实施|首批开展|做好|抓好|完成|高[水标质][平准量]建[设成]|加快"
# A national pilot or zone that a region has or works at.
_HELD = re.compile(
    rf"(?:{_RUNS})(?P<where>[^，。；国]{{2,16}}?)??(?P<honour>(?:好)?(?:国家|全国)[^，。；、的和]{{3,24}}?{_STATUS})"
    r"(?=建设|重点|任务|$|[，。；、和]|改革)"
)
# A comprehensive pilot, or a province that is one: only the centre makes them.
_WHOLE = r"(?:试点省(?!份)|综合试点(?:省|市)?|综合改革试点(?:省|市)?)"
_STARTED = re.compile(
    rf"(?P<honour>[^，。；、的]{{4,24}}?{_WHOLE}|[^，。；、的]{{0,12}}?(?:国家|全国)[^，。；、的]{{4,24}}?试点)(?:建设)?"
    r"(?:启动|扎实|加快|稳步|深入|有序|全面|整省|全省|全域|落地)"
)
_SITED = re.compile(r"(?:开展|实施)(?P<honour>[^，。；、的]{3,20}?(?:试点|整治示范|试点示范))(?=$|[，。；])")
_APPROVED = re.compile(
    rf"(?P<honour>[^，。；、]{{4,30}}?(?:{_STATUS}|高地|综合保税区|枢纽|集群|名城|新区|集结中心|基地))(?:正式|成功|顺利)?"
    r"获(?:得)?(?:国家|国务院|省)?(?:批复|批准|批)(?:建设|设立|创建|实施)?(?=$|[，。；])"
)
_INSCRIBED = re.compile(r"(?P<holder>[^，。；、]{2,20}?)(?:历时[\d]+年)?(?:成功|获准)申遗")
_BROKEN = re.compile(r"(?P<honour>[^，。；、]{2,20}?奖)(?:实现|取得)(?:我[省市])?“?零”?的?突破")
# 支持甲市、乙市…试点城市建设: the cities are pilots already.
_NAMED = re.compile(
    r"(?:支持|推进|加快|深化|抓好|高[水标质][平准量]建设)(?P<where>[^，。；国]{2,20}?)"
    r"(?P<honour>(?!都市圈)(?:(?!建设|打造|创建|开展|争创)[^，。；、和]){4,24}?(?:试点城市|示范城市|试点县|试点区|综合改革试点))(?=建设|$|[，。；])"
)
_NO_NAME = re.compile(r"都市圈|建设|打造|创建|开展|争创|申报|申建")
_FORMS = (  # each with words of which it holds one: they are quickly looked for
    (_APPROVED, "approved", ("获",)),
    (_HELD, "held", ("国家", "全国")),
    (_NAMED, "named", ("试点", "示范")),
    (_STARTED, "started", ("试点",)),
    (_SITED, "sited", ("试点", "示范")),
)
_STYLED = re.compile(r"“[^”]{2,12}(?:之都|之乡|之城|名城|之源|之府)”")


def statuses(sentence: Parsed, flat: Flat, start: int, end: int, context: Context) -> Iterator[Fact]:
    """Honours without a verb of awarding: a pilot that runs, an assessment's grade, a style."""
    clause = flat.text[start:end]
    for pattern, rule, marks in _FORMS:
        found = pattern.search(flat.text, start, end) if any(mark in clause for mark in marks) else None
        name = _name(flat, start, found, rule) if found else None
        if name is None:
            continue
        span = sentence.span(*name)
        for region in regions_of(sentence, span.start, span.end, context):
            if region.key != CHINA:  # a pilot of the country is no honour of the country's
                yield fact(sentence, region, Mention(Kind.HONOUR, flat.raw[slice(*name)], span), f"honours.{rule}")
        return
    yield from _added(sentence, flat, start, end)
    yield from _graded(sentence, flat, start, end, context)


def _name(flat: Flat, start: int, found: re.Match[str], rule: str) -> tuple[int, int] | None:
    """Where the honour that a form found stands, None where it is a count, a plan, or held by nobody."""
    before = flat.text[start : found.start()]
    planned = PLANNED.search(before) is not None and "支持" not in before
    if COUNT.match(found["honour"]) or (planned and rule != "approved"):
        return None
    first, last = found.span("honour")
    if rule == "named":  # what follows the last region before the name's end
        first = max((stop for begin, stop in flat.regions if found.start() < begin and stop < last), default=first)
        if _NO_NAME.match(flat.text, first):
            return None
    if rule == "named" or flat.text.endswith("试点城市", first, last):
        return (first, last) if any(stop == first for _, stop in flat.regions) else None
    if rule == "sited" and not any(s >= start and e <= found.start() for s, e in flat.regions):
        return None
    return first, last


def _added(sentence: Parsed, flat: Flat, start: int, end: int) -> Iterator[Fact]:
    """新增甲、乙等全国文明城市8个: the regions that are named are of them."""
    if not (found := _ADDED.search(flat.text, start, end)):
        return
    named = [m for m in sentence.of(Kind.REGION) if m.span and m.key != CHINA]
    inside = [m for m in named if m.span and found.start("who") <= m.span.start - sentence.start < found.end("who")]
    listed = JOINT.sub("、", found["who"]).split("、")
    if len(inside) == len(listed):
        span = sentence.span(*found.span("honour"))
        honour = flat.raw[found.start("honour") : found.end("honour")]
        for region in inside:
            yield fact(sentence, region, Mention(Kind.HONOUR, honour, span), "honours.added")


def _graded(sentence: Parsed, flat: Flat, start: int, end: int, context: Context) -> Iterator[Fact]:
    clause = flat.raw[start:end]
    if "考核" in clause and (found := _GRADE.search(flat.raw, start, end)):
        span = sentence.span(*found.span())
        for region in regions_of(sentence, span.start, span.start, context):
            yield fact(sentence, region, Mention(Kind.HONOUR, found["topic"] + found["grade"], span), "honours.grade")
    if "突破" in clause and (found := _BROKEN.search(flat.raw, start, end)):
        span = sentence.span(*found.span("honour"))
        for region in regions_of(sentence, span.start, span.start, context):
            yield fact(sentence, region, Mention(Kind.HONOUR, found["honour"], span), "honours.broken")
    inscribed = _INSCRIBED.search(flat.text, start, end) if "申遗" in clause else None
    if (found := inscribed) and not PLANNED.search(found["holder"]):
        who = holder(sentence, flat, *found.span("holder"))
        yield fact(sentence, who, Mention(Kind.HONOUR, "世界遗产", sentence.span(*found.span())), "honours.inscribed")
    for found in _STYLED.finditer(flat.raw, start, end):
        for region in sentence.of(Kind.REGION):
            if region.span and region.span.end == sentence.start + found.start():
                yield fact(
                    sentence, region, Mention(Kind.HONOUR, found.group(), sentence.span(*found.span())), "honours.style"
                )


def holder(sentence: Parsed, flat: Flat, start: int, end: int) -> Mention:
    span = sentence.span(start, end)
    for region in sentence.of(Kind.REGION):
        if (
            region.span
            and region.span.start == span.start
            and flat.text[region.span.end - sentence.start : end] in {"", "全域", "全市", "整市"}
        ):
            return region
    return Mention(Kind.THING, flat.raw[start:end], span)


def fact(sentence: Parsed, who: Mention, honour: Mention, rule: str) -> Fact:
    return Fact(FactKind.HONOUR, {"holder": who, "honour": honour}, sentence.sentence.span, rule)
