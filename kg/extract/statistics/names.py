"""Names of metrics: lists of them pulled apart, shared endings given to each, counted things found behind numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kg.extract.patterns import JOINT
from kg.extract.statistics.lexicon import words

# The last word of a name that says what is measured: 增加值, 覆盖率, 营收.
MEASURED = re.compile(
    r"(?:增加值|总?产值|总?产量|营收|(?:营业)?(?:总)?收入|支出|投资额?|收购价|均价|消费额?|占比|比重|比例|比率|份额|浓度|面积|规模|强度|密度|余额|里程"
    r"|人数|人次|户数|家数|总数|数量|数|总量|总额|销售额|交易额|成交额|零售额|[一-龥]?额|总?值|[一-龥]?量|[一-龥]?率|指数|价格|[一-龥]?费|花费|利润|税收|能耗|水平|时间|时长|床位|增速|寿命|余额|进出口)$"
)
_CLASS = re.compile(r"(?:产业|制造业|服务业|工业|农业|行业|业|集群|链|企业|居民|地区|领域|产品|园区|项目|经济)$")
_THING = re.compile(r"(?:工厂|车间|基地|中心|机构|学校|医院|景区|人才|专利|大学|高校|公司|集群|商标|品牌|港口?|机场)$")
# Measures of more than one character that MEASURED would cut in two: 碳排放权 | 交易量
_WHOLE = re.compile(r"(?:交易|吞吐|发电|排放|运输|周转|销售|成交|零售|出货|保有|拥有|出口|进口|增加|装机)[量额值]$")
_KIND = re.compile(
    r"(?:设施|设备|服务|工程|事业|业务|系统|建设|基础|方面|类)的?"
)  # says of what kind, in a word of its own
_DONE = re.compile(r"(?:接待|发送|运送|培训|引进|建成|开行)[一-龥]{2}")  # 接待游客、旅游花费: a count of its own
_RATIOS = frozenset({"占比", "比重", "比例"})
_SHARED_RATES = frozenset({"参保率", "保险参保率"})
_BRACKETS = {"（": "）", "(": ")", "“": "”", "《": "》"}


def split(name: str, count: int, starts: frozenset[int], offset: int) -> list[str] | None:
    """`count` names out of a list; None where the list does not come apart so. `offset`: where the name stands."""
    if measure := _PER.search(name):  # 小麦、稻谷收购价每50公斤
        parts = split(name[: measure.start()], count, starts, offset)
        return [part + measure.group() for part in parts] if parts else None
    for joints in (("、", "以及", "和", "及", "与"), ("、",), ("、", "和")):
        parts = _parts(name, joints, starts, offset)
        if len(parts) == count and all(parts):
            return share(parts, starts, offset, name)
    for pair, (first, second) in _PAIRS.items():
        if count == 2 and pair in name:
            return [name.replace(pair, first, 1), name.replace(pair, second, 1)]
    return None


_PER = re.compile(r"(?:平均)?每\d{0,3}(?:公斤|市?斤|吨|担|亩|公顷|度|立方米|千瓦时|人|户)$")
# Two in one word: 城乡居民收入分别增长…
_PAIRS = {
    "存、贷款": ("存款", "贷款"),
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "产销量": ("产量", "销量"),
}


def heads(name: str, starts: frozenset[int], offset: int) -> list[str]:
    """The names of a list that has one number: apart where each says what it measures, else the name whole."""
    parts = _parts(name, ("、", "和", "以及"), starts, offset)
    if len(parts) > 1 and all(MEASURED.search(p) for p in parts):
        return parts
    if len(parts) > 1 and (found := _AND_SO_ON.search(parts[-1])) and len(parts[-1]) - found.end() >= 4:
        return [parts[-1][found.end() :]]  # 电池、汽车等绿色产品产量
    measured = MEASURED.search(parts[-1])
    if len(parts) == 2 and measured and "等" not in name:
        body = parts[-1]
        at = body.rfind(parts[0][-2:])
        if at > 0 and len(parts[0]) > 3:  # 基本养老保险和基本医疗保险参保率
            return [parts[0] + body[at + 2 :], body]
        if measured.group() in _SHARED_RATES and len(parts[0]) >= 4:  # 基本养老、医疗保险参保率
            return share(parts, starts, offset, name)
    return [name]


def each(name: str, starts: frozenset[int], offset: int) -> list[str]:
    """The names of a list that 均 or 都 spreads over."""
    for pair, both in _PAIRS.items():
        if "、" in pair and pair in name:
            return [name.replace(pair, one, 1) for one in both]
    parts = _parts(name, ("、", "和", "以及"), starts, offset)
    if len(parts) > 1 and "等" not in parts[-1]:
        return share(parts, starts, offset, name)
    return heads(name, starts, offset)


_AND_SO_ON = re.compile(r"等(?:\d+(?:多|余)?[种类项个])?")


def listed(name: str, starts: frozenset[int], offset: int) -> list[str]:
    """The names of a list that one rank holds for: 牛奶、牛肉、羊绒等产量."""
    parts = _parts(name, ("、", "和", "以及"), starts, offset)
    if len(parts) > 1 and (found := _AND_SO_ON.search(parts[-1])):
        tail = MEASURED.search(parts[-1])
        if tail is None:
            return [name]
        parts[-1] = parts[-1][: found.start()]
        return [part if MEASURED.search(part) else part + tail.group() for part in parts]
    return share(parts, starts, offset, name) if len(parts) > 1 else [name]


def _parts(name: str, joints: Sequence[str], starts: frozenset[int], offset: int) -> list[str]:
    parts, begin, closing = [], 0, ""
    at = 0
    while at < len(name):
        char = name[at]
        if closing:
            closing = "" if char == closing else closing
        elif char in _BRACKETS:
            closing = _BRACKETS[char]
        elif found := JOINT.match(name, at):
            joint = found.group()
            if joint in joints and (joint == "、" or (offset + at in starts and offset + at + len(joint) in starts)):
                parts.append(name[begin:at])
                begin = at + len(joint)
                at = begin
                continue
        at += 1
    return [*parts, name[begin:]]


def share(parts: list[str], starts: frozenset[int], offset: int, name: str) -> list[str]:
    """Give the ending of the last name to those that lack one: 交通、水利、能源领域投资额."""
    last = parts[-1]
    measured = MEASURED.search(last)
    if measured is None:
        return parts
    first = MEASURED.search(parts[0])
    if first is not None and first.start() > 0:
        bare = [p for p in parts[1:] if (m := MEASURED.search(p)) and (m.start() == 0 or _WHOLE.fullmatch(p))]
        parts = [stem(parts[0], first) + p if p in bare else p for p in parts]  # 财政收入、支出
    if measured.group() in _RATIOS and "占" in last[1:] and not any("占" in p for p in parts[:-1]):
        whole, _, of = last.rpartition("占")  # 甲、乙增加值占全部工业比重
        return [part + "占" + of for part in share([*parts[:-1], whole], starts, offset, name[: -1 - len(of)])]
    if measured.group() in _RATIOS and len(parts) > 1:
        return [p if p.endswith(measured.group()) else p + measured.group() for p in parts]
    if all(MEASURED.search(p) for p in parts[:-1]):
        return parts
    tail = measured.group()
    out = []
    for part in parts[:-1]:
        if MEASURED.search(part) or _DONE.match(part):
            out.append(part)
        elif _CLASS.search(part) or _THING.search(part):
            out.append(part + tail)
        else:
            out.append(part + _ending(part, last, tail, starts, offset + len(name) - len(last)))
    return [*out, last]


def stem(name: str, measured: re.Match[str]) -> str:
    """A name without its measure."""
    whole = _WHOLE.search(name)
    return name[: whole.start() if whole else measured.start()]


def _ending(part: str, last: str, tail: str, starts: frozenset[int], offset: int) -> str:
    """What follows in `last` the word beside `part`: its class word and measure, else all but its first word."""
    body = last[: len(last) - len(tail)]
    if body.endswith(part):
        return tail  # 汽车、新能源汽车产量
    if (same := body.rfind(part[-2:])) > 0:
        return last[same + 2 :]  # 基本养老保险、基本医疗保险 | 参保人数
    if (classed := _CLASS.search(body)) and len(body) > len(classed.group()):
        return last[classed.start() :]
    cuts = [s - offset for s in range(offset + 1, offset + len(body) + 1) if s in starts]
    near = [c for c in cuts if c >= len(part)]
    if not near and len([c for c in cuts if c < len(body)]) > 1:
        near = cuts
    near = near or [c for c in cuts if _KIND.fullmatch(body[c:])]
    whole = _WHOLE.search(last)
    return last[near[0] if near else whole.start() if whole else len(body) :]


def counted(text: str, start: int, end: int, words_at: Mapping[int, str]) -> int:
    """Where the counted thing that begins at `start` ends: before the first word that begins a predicate."""
    at, closing = start, ""
    stops = words("predicate")
    while at < end:
        char = text[at]
        if closing:
            closing = "" if char == closing else closing
            at += 1
            continue
        if char in _BRACKETS:
            closing = _BRACKETS[char]
            at += 1
            continue
        word = words_at.get(at)
        if word is None:
            at += 1
            continue
        if word not in stops and (longer := _longer(text, at)):
            word = longer  # jieba cuts 投入使用 in two
        goes_on = _inside(text, at, word, end) or (at == start and word == "就业")
        if word in stops and not goes_on and not (text[at - 1] == "、" and _QUALIFIED.match(text, at, end)):
            return at
        at += len(word)
    return end


_QUALIFIED = re.compile(r"[^，、的]{2,8}的[^，、的]{2,12}$")  # 30个吸引力强、| 带动力强的集市


@cache
def _long_stops() -> Mapping[str, tuple[str, ...]]:
    """Predicates of several words by their first character."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words("predicate"):
        if len(word) > 3:
            found[word[0]] = (*found.get(word[0], ()), word)
    return found


def _longer(text: str, at: int) -> str:
    return next((word for word in _long_stops().get(text[at], ()) if text.startswith(word, at)), "")


def _inside(text: str, at: int, word: str, end: int) -> bool:
    """A verb that belongs to a name: 网络建设项目, 公共服务, and one that closes the clause (项目建设)."""
    rest = text[at + len(word) : end]
    return rest.startswith(
        (
            "项目",
            "工程",
            "基地",
            "中心",
            "示范",
            "试点",
            "企业",
            "平台",
            "计划",
            "行动",
            "任务",
            "办法",
            "的",
            "区",
            "县",
            "市",
            "型",
            "点",
            "类",
        )
    )


def designated(predicate: str) -> bool:
    """Whether what is said of the counted things tells which they are: 入选…, 获评…, 被认定为…"""
    return any(predicate.startswith(word) for word in words("designate"))


def people(noun: str) -> str:
    """The people that a noun opens with: 农村人口 | 饮水安全问题; nothing where they only describe (13亿人口的大国)."""
    found = _people().match(noun)
    return found[1] if found else ""


@cache
def _people() -> re.Pattern[str]:
    held = "|".join(word for word in words("person") if len(word) > 1)
    return re.compile(
        rf"([^的、]{{0,12}}?(?:{held}))(?![和及与、])(?=的?[^的]{{2,10}}$)(?!的?[^，]*(?:国家?|大省|大市|发展中))"
    )


def person(noun: str) -> bool:
    return any(noun.endswith(word) for word in words("person"))
