"""What the modifier of a closing word tells of the name: 国际消费中心城市建设 is one, 作风建设 is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.extract.programmes import lexicon
from kg.extract.programmes.clauses import JOINT, Flat

# Things that are built: their 工程 and 建设 are projects.
_FACILITY = re.compile(
    r"水道|[一二三四五]期|水库|高速|铁路|公路|联网|电网|管网|机场|水利|灌区|港[区口]|主体工程|配置工程|装置|引水|调水|调蓄|蓄滞|枢纽|堤防|水闸|泵站|航道|码头|隧洞|供水|供暖|供氧|水电|输电|直流|大桥|隧道|电站|航线|干线|改扩建|扩容工程|期工程|厂房|河道"
)
_WELFARE = re.compile(r"等[^、等]{0,4}(?:民生|惠民|富民)$")
# 实施甲补贴、乙减免等生育支持政策: the members are schemes by their own last words.
SCHEMES = re.compile(r"(?:补贴|补助|津贴|减免|贴息|奖补|救助|券)(?:、.*)?等[^、等]{0,6}$")
_NUMBERED = re.compile(r"[一二三四五六七八九十]大[^、]{0,4}$")
# Regions beside each other or for each other: 跨省…合作机制, 甲与乙对口合作机制, 都市圈一体化发展推进机制.
_ALLIED = re.compile(
    r"跨[省市县区流部行]|区域(?!差距)|流域|对口|结对|山海|都市圈|城市群|东西部|联防联控|(?<!社会资本)合作$|退出$"
)
# What a region wants to become: 青年友好型城市建设, 茶饮之都建设, 环境友好型社会建设.
_CITY = re.compile(r"(?<![副节支试])(?<!节点)(?<!试点)(?<!副中心)(?<!支点)(?:城市|之都|之城|之乡|型省份|型社会)$")
# What a region has a place become: 两岸融合先行区建设, 国际赛事名城建设; a rural one too, 和美乡村建设.
_PLACE = re.compile(
    r"^(?!全国|国家|.*(?:、|[市县区]级|合作|产业)).*(?:先行区|(?<!合作)示范区|试验[区县]|名城|新城|和美乡村)$"
)
_LONG_ZONE = 4
_CIVIC = re.compile(r"^(?!.*、)(?:平安|清廉|健康|幸福|书香|诚信|文明|美丽|无废|海绵)(?!.*[行范验]区$)")
_ABBREVIATIONS = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁蒙疆"
_REGIONAL = re.compile(rf"[{_ABBREVIATIONS}][东南西北中{_ABBREVIATIONS}]|都市圈|城市群|老区|老工业基地|跨江|跨省|毗邻")
_UNITED = re.compile(r"(?:一体化|一体|同城化|协同|联动|一体化高质量)(?:高质量)?(?:发展)?$|振兴(?:发展)?$")
_ZONE = re.compile(r"保税区|农高区|陆港|园区|开发区|片区")
_DEED = re.compile(r"(?:提升|创新|补贴|补助|改善|优化|培育|扶持|救助|振兴)$")
_HOLDING = frozenset({"push", "other"})  # 办好, 举办
# What laws ask for in every case, and what is done to a thing: no scheme of a region.
_THINGS = re.compile(r"(?:设施|场所|平台|[厂库站园]|系统|中心|工程|项目|基地|保护区)$")
_ROUTINE = re.compile(r"环境影响$|限期$")

# How long a modifier must be for a measure to have a name in a plan: 建立医疗废物经营退出机制, 推进监察机构标准化建设.
_SPECIFIC = {
    ("system", "build"): 3,
    ("system", "carry"): 3,
    ("building", "push"): 5,
    ("review", "push"): 5,
    ("deed", "carry"): 6,
    ("demo", "push"): 5,
}


_NATIONAL = re.compile(r"国家|全国")
_GRANTED = re.compile(r"支持[^，。；]*[省市县区州盟旗](?:开展|实施|进行)")


class Found(NamedTuple):
    """A closing word with the verb that governs it and where its object begins."""

    left: int
    start: int
    end: int
    kind: str
    verb: str
    sibling: bool = False  # named in one list with a quoted label


def adjustment(flat: Flat, found: Found, modifier: str) -> float:
    """What the modifier adds to the grade of the closing word, or takes from it."""
    if flat.plan and _is_measure(found, modifier):
        return 0.6
    of_kind = _OF_KIND.get(found.kind)
    return of_kind(flat, found, modifier) if of_kind else 0.0


def is_own_pilot(flat: Flat, found: Found, begin: int) -> bool:
    """Whether a region carries out the pilot: it is none of the country's (an honour), and no bare count."""
    # the country's, granted to one of its regions (支持某市开展国家…试点), is an honour
    near = max(0, found.left - 16)
    granted = any(near <= start < begin for start, _ in flat.regions) or _GRANTED.search(flat.text, near, begin)
    others = found.verb != "carry" or bool(granted)
    return not (others and _NATIONAL.match(flat.text, begin)) and not _counted(flat, found, begin)


def _counted(flat: Flat, found: Found, begin: int) -> bool:
    """16处…试点, …试点15个: so many sites, none of them named."""
    return (
        flat.text[found.left : begin][-1:] in {"个", "处", "项", "家", "批"}
        or flat.text[found.end : found.end + 1].isdigit()
    )


def _is_measure(found: Found, modifier: str) -> bool:
    if len(modifier) < _SPECIFIC.get((found.kind, found.verb), 99) or "、" in modifier or _ROUTINE.search(modifier):
        return False
    return found.kind != "building" or not _THINGS.search(modifier)


def _works(flat: Flat, found: Found, modifier: str) -> float:
    if _FACILITY.search(modifier + flat.text[found.start : found.end]):
        return -0.4
    return 0.35 if found.verb == "subject" and _WELFARE.search(modifier) else 0.0


def _building(flat: Flat, found: Found, modifier: str) -> float:
    if _FACILITY.search(modifier + flat.text[found.start : found.end]):
        return -0.4
    if found.sibling or (found.verb != "build" and _is_city(modifier)):
        return 0.35
    if found.verb in {"push", "carry"} and len(modifier) >= _LONG_ZONE and _PLACE.search(modifier):
        return 0.35
    return (
        0.5 if _CIVIC.search(modifier) and found.verb in _HOLDING and not _with_region(flat, found, modifier) else 0.0
    )


def _is_city(modifier: str) -> bool:
    return _CITY.search(modifier) is not None and ("、" not in modifier or modifier.endswith("型社会"))


def _system(_flat: Flat, _found: Found, modifier: str) -> float:
    return 0.25 if len(modifier) >= 6 and not JOINT.search(modifier) else 0.0


def _mechanism(_flat: Flat, _found: Found, modifier: str) -> float:
    return 0.6 if len(modifier) >= 6 and "、" not in modifier and _ALLIED.search(modifier) else 0.0


def _bare(flat: Flat, found: Found, modifier: str) -> float:
    """What regions do as one, or for one of them, is a strategy: 苏皖同城化, 皖北全面振兴; so is 新型城镇化."""
    whole = modifier + flat.text[found.start : found.end]
    if whole in lexicon.words("strategy"):
        return 0.3
    if whole.endswith("同城化") and len(modifier) <= 4:
        return 0.4
    if flat.text.startswith(("高质量", "发展", "示范"), found.end) or _ZONE.search(modifier):
        return 0.0
    return 0.4 if _UNITED.search(whole) and (_with_region(flat, found, modifier) or _REGIONAL.search(modifier)) else 0.0


def _with_region(flat: Flat, found: Found, modifier: str) -> bool:
    return any(found.start - len(modifier) <= start < found.start for start, _ in flat.regions)


def _order(_flat: Flat, found: Found, modifier: str) -> float:
    return 0.5 if found.verb == "carry" and _DEED.search(modifier) else 0.0


def _joint(_flat: Flat, _found: Found, modifier: str) -> float:
    return -0.6 if "、" in modifier and "等" not in modifier else 0.0


def _review(flat: Flat, found: Found, modifier: str) -> float:
    done_to = flat.text.endswith("进行", 0, found.left)
    return -0.6 if len(modifier) < 4 or done_to or _ROUTINE.search(modifier) else 0.0


def _treating(flat: Flat, found: Found, modifier: str) -> float:
    waters = modifier.endswith(("湖库", "河湖")) and "等" in modifier
    listed = (
        ("、" in modifier and not waters) or modifier.endswith(("问题", "第三方")) or JOINT.match(flat.text, found.end)
    )
    return -0.6 if listed else _review(flat, found, modifier)


def _work(_flat: Flat, _found: Found, modifier: str) -> float:
    return 0.4 if _NUMBERED.search(modifier) else 0.0


def _activity(_flat: Flat, found: Found, modifier: str) -> float:
    return 0.45 if found.verb in _HOLDING and lexicon.shared_pattern().fullmatch(modifier) else 0.0


def _aid(_flat: Flat, _found: Found, modifier: str) -> float:
    return -0.3 if len(modifier) < 4 else 0.0  # 精准帮扶 is a manner, 常态化精准帮扶 a programme


def _policy(_flat: Flat, found: Found, modifier: str) -> float:
    return 0.4 if found.verb == "carry" and SCHEMES.search(modifier) else 0.0


_OF_KIND: Mapping[str, Callable[[Flat, Found, str], float]] = {
    "works": _works,
    "building": _building,
    "system": _system,
    "mechanism": _mechanism,
    "bare": _bare,
    "order": _order,
    "joint": _joint,
    "review": _review,
    "treating": _treating,
    "treatment": _review,
    "doing": _review,
    "work": _work,
    "activity": _activity,
    "aid": _aid,
    "policy": _policy,
}
