"""Names of public bodies: where one ends and the next begins, and who 省政府 is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg import register
from kg.extract.policies.lexicon import bodies as national
from kg.model import Context, Kind, Mention, Span

# What a public body's name ends in. Long ones first, so that 人民政府办公厅 is one suffix.
SUFFIX = (
    "人民代表大会常务委员会|人民代表大会|人大常委会|人民政府办公厅|人民政府办公室|政府办公厅|政府办公室|人民政府|"
    "常务委员会|管理委员会|工作委员会|委员会|联合会|领导小组|工作组|指挥部|委办公厅|委办公室|办公厅|办公室|常委会|管委会|"
    "总工会|人民法院|检察院|国务院|学院|海关|银行|中心|残联|妇联|科协|工商联|证监会|银监会|协会|公积金中心|"
    "政府|总局|总署|省委|市委|区委|县委|州委|党委|工委|党组|中央|政协|人大|国资委|发改委|改革委|健康委|编办|统战部|组织部|宣传部|"
    "小组|大队|支队|总队|局|厅|署|部|委|办|站|院"
)
_ENDS = re.compile(rf"(?:{SUFFIX})$")
_BREAK = re.compile(rf"(?P<end>{SUFFIX})(?=(?P<next>.))")
_SEPARATORS = re.compile(r"[\s、,，;；]+")
_AND = re.compile(rf"(?<=[局厅部委会院府署办室心央])(?:和|及|与|会同|联合)(?=[\u4e00-\u9fa5]{{2,}}(?:{SUFFIX}))")
_OFFICES = r"(?:个)?(?:部门|单位|部委|厅局|委局|机构)"
_ETC = re.compile(
    rf"(?:等(?:\d+|[一二两三四五六七八九十]+|有关|相关|多)?{_OFFICES}?|(?:\d+|[一二两三四五六七八九十]+|多){_OFFICES})$"
)
_SPACED = re.compile(r"(?<![\u4e00-\u9fa5])[\u4e00-\u9fa5](?:[ \u3000\xa0]+[\u4e00-\u9fa5](?![\u4e00-\u9fa5])){2,}")
_NOT_BODY = re.compile(
    r"[《》。：:（）()“”\d]|关于|通知|办法|现就|根据|为了|以及|其他|我们|必须|认真|同意|批准|的|执行|贯彻|各|网站|具体|落实|分别|相关|有关"
)
_LONGEST = 40
_LONGEST_LEAD = 400  # characters of a list of bodies with what leads to it
_SHORTEST = frozenset({"省委", "市委", "区委", "县委", "州委", "盟委"})
_PLACE = re.compile(r"^[\u4e00-\u9fa5]{2,9}?(?:省|自治区|市|自治州|州|盟|县|区|旗)[\u4e00-\u9fa5]")

# 省政府, 市人民政府, 区委, 自治区党委: level of the region it belongs to, then what is left of the name.
_DEICTIC = re.compile(
    r"^(?:我|本)?(?P<level>省|自治区|市|州|盟|区|县|旗)(?P<rest>人民政府|政府|人大常委会|人民代表大会常务委员会|党委|委|"
    r"(?:政府|委)?办公[厅室]|委员会|[\u4e00-\u9fa5]{2,14}(?:局|厅|委|办|中心|委员会|办公室|联合会))$"
)
_LEVELS = {"省": "province", "自治区": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture"}


def split(text: str) -> tuple[str, ...]:
    """The bodies that `text` lists, whole: 省民政厅 省财政厅 → two; empty where it is no list of bodies."""
    bare = _ETC.sub("", closed(text.strip()))
    if not bare or _NOT_BODY.search(bare):
        return ()
    found: list[str] = []
    for chunk in _SEPARATORS.split(_AND.sub("、", bare)):
        found.extend(_cut(chunk))
    if not found or not all(map(_is_body, found)):
        return ()
    return tuple(found)


def closed(text: str) -> str:
    """Names set wide by blanks between their characters written as usual: 国  务  院 → 国务院."""
    return _SPACED.sub(lambda found: re.sub(r"\s+", "", found.group()), text)


def _is_body(name: str) -> bool:
    return bool(_ENDS.search(name)) and (2 < len(name) <= _LONGEST or name in _SHORTEST)


def _cut(chunk: str) -> Iterator[str]:
    """Names written without a blank between them: a name ends where a suffix meets the start of another name."""
    start = 0
    for found in _BREAK.finditer(chunk):
        end = found.end("end")
        if end - start > 2 and _starts_body(chunk[end:]) and not _is_branch(chunk[start:end], chunk[end:]):
            yield chunk[start:end]
            start = end
    yield chunk[start:]


def _is_branch(name: str, rest: str) -> bool:
    """国家税务总局广东省税务局 is one body: a central office and its branch in a region."""
    return name.endswith(("总局", "总署", "银行", "证监会")) and rest.endswith(
        ("税务局", "海关", "监管局", "分行", "分局")
    )


@lru_cache(maxsize=4096)
def _starts_body(text: str) -> bool:
    if text.startswith(("中共", "中华", "国家", "全国", "最高", *national())):
        return True
    first = next(register.find(text), None)
    return first is not None and first.start == 0 and text[first.end :] != "" and _ENDS.search(text) is not None


def is_anchored(name: str) -> bool:
    """Whether the name says whose body it is: 国务院, 某省民政厅, 市政府; 领导小组办公室 alone does not."""
    return bool(_DEICTIC.match(name)) or name in national() or _starts_body(name) or bool(_PLACE.match(name))


def is_deictic(name: str) -> bool:
    """Whether who the name means depends on who speaks: 省政府, 市民政局."""
    return bool(_DEICTIC.match(name))


def before(text: str) -> tuple[str, ...]:
    """The bodies that `text` ends in: 根据国务院办公厅 → 国务院办公厅; empty where it ends in none."""
    tail = re.split(r"[。；;：:，,《》（）()“”.．]", text[-_LONGEST_LEAD:])[-1].rstrip()
    while tail:
        tail = _OPENING.sub("", tail)
        if held := split(tail):
            return held
        cut = _LEAD.search(tail)
        if not cut:
            return ()
        tail = tail[cut.end() :]
    return ()


_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]是|现?(?:将|把)|并?(?:根据|依据|按照|依照|遵照|参照|贯彻|落实|执行|实施|会同|联合|报|经|由|为|对|将|按|原|和|及|与|以及|认真|全面|深入|同时|"
    r"近日|日前|此前|目前|当前|今年|去年|其中|推动|推进|配合|协助|(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[，,]?(?=[\u4e00-\u9fa5])))+"
)
_LEAD = re.compile(
    r"根据|依据|按照|依照|遵照|参照|贯彻|落实|执行|实施|为|由|经|对|将|原|和|及|与|按|以及|同意|批准|转发|认真|全面|深入|同时|"
    r"日|年|月|了|的|、|[\u4e00-\u9fa5](?=国务院|中共中央|省委|省政府|省人民政府|市委|市政府|市人民政府)"
)


def mention(name: str, context: Context, span: Span | None = None) -> Mention:
    """The body called `name`; 省政府 gets its region's name, and a bare region stays a region."""
    found = _DEICTIC.match(name)
    if found and (region := _region_at(found["level"], context)):
        rest = found["rest"]
        if rest in {"委", "党委"}:
            full = (
                f"中共{region}{'委' if rest == '委' else '委员会'}"
                if found["level"] != "自治区"
                else f"中共{region}委员会"
            )
        else:
            full = region + re.sub(r"^(?<!人民)政府", "人民政府", rest)
        return Mention(Kind.BODY, name, span, full)
    return Mention(Kind.BODY, name, span, re.sub(r"(?<=[省市区县州盟旗])政府(?=$|办公)", "人民政府", name))


def _region_at(level: str, context: Context) -> str:
    """The name of the region at `level` that the document speaks from; empty where it has none."""
    key = context.speaker.key
    for code in register.ancestors(key):
        division = register.divisions().get(code, None)
        if division is None:
            continue
        if level in _LEVELS and division.level == _LEVELS[level]:
            if (level == "自治区") == division.name.endswith("自治区") or level in {"市", "州", "盟"}:
                return division.name
        elif level not in _LEVELS and division.level == "county":
            return division.name
        if level == "市" and division.level == "province" and division.name.endswith("市"):
            return division.name
    return ""
