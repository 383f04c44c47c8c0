"""Region and industry: what the text says a region has, grows, leads in or will develop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.industry_names import Candidate, Ground, candidates, stem
from kg.extract.industry_pieces import builds_up
from kg.extract.industry_register import words
from kg.extract.places_of import CHINA, regions_of
from kg.model import Context, Document, Fact, FactKind, Genre, Parsed, Span

_END = re.compile(r"$|[，,。；;、：:”’）)！!]|等|和|与|及|的|以及|并")
_PLUS = re.compile(r"[+＋]")  # “跨境电商+海外仓”: a term before + is an item by itself
# A list that runs on with what cannot be read must end so: …、丙, not …、丙进社区.
_RUNS_ON = re.compile(r"[、和与及]")
_RUNS_OUT = re.compile(r"(?:[、和与及][^，。；、和与及进]{2,10})+(?:$|[，。；]|等)")
_FAILS = re.compile(
    r".{0,6}?(?:不足|不充分|不够|不及|滞后|偏弱|短板|不高|不强|低迷|下行|下滑|萎缩|承压)|深度调整|持续调整|风险"
)
# What a list is called that is closed by 等 and no list of industries: 等消费潜力, 等产品出口.
_OTHERS = re.compile(
    r"(?!.{0,4}?(?:增长点|增长极|新空间|新热点|新动能|新赛道|新业态)).{0,4}?(?:消费|产品|商品|设施|项目|隐患|工程|事业|纠纷|风险|企业|体系|保险|人才|学科|专业|机构|单位|活动|品牌|岗位|制度"
    r"|政策|服务|安全|行动|标准|场景|出口|能力|资源|合作)"
)
_SURE = re.compile(r"(?:产业|制造业|服务业|加工业?|产业链|集群)$")
_RAISES = re.compile(
    r"(?:竞争)?优势(?=$|[，。；、])|(?:领域|业)?(?:便利化|标准化|服务|质量|供给|转化率?|数字化|数智化|智能化|绿色化){1,2}"
    r"(?:提升|水平|能力|建设|转型|改造)|(?:转化率|附加值|竞争力)|产业(?:布局|体系|生态圈?)(?=$|[，。；、和])"
)
_RAISES_SURE = re.compile(
    r"(?:发展)?(?:(?:水平|能级|质效|布局|体系|生态[圈链]?|链条)(?:建设)?|培育)(?=$|[，。；、和])|建设"
)
# 同特色产业深度融合, 高品质、多样化发展: what is said of industries in more than one word.
_BECOMES = re.compile(
    r"(?:同|与|和|向)[^，。；、]{2,16}?(?:深度|加快|加速|跨界)?融合|从[^，。；]{2,12}向[^，。；]{2,12}?(?:转型|转变|升级|迈进)"
    r"|(?:(?:高[品质端效]|多[样元]|便利|专业|品质|优质|高效|集群|规模|标准|品牌|智能|数字|数智|国际|特色|集约|精细|一体|融合|绿色|低碳)"
    r"[\u4e00-\u9fff]{0,2}[、和]?){1,6}(?:发展|转型|升级|延伸|跃升|改造)"
)
_NO_GROWTH = re.compile(
    r"[^，。；、]{0,6}(?:试验区|先行区|示范区|实验区|综合试点)|发展(?:方式|规划|基金|环境|融资|战略|大会|论坛|促进中心|集团|公司|指数)|[^，。；、]{0,8}指数|达标"
)
_NO_ECONOMY = re.compile(r"(?:走廊|带(?!动)|圈|区(?!域))")  # 经济走廊, 经济带: regions
# Verbs of 推进's kind whose object may as well be a task: they need more than the name that follows.
_NOT_ALONE = frozenset(
    "建设 构建 扩大 激活 释放 挖掘 加强 增强 围绕 聚焦 开展 优化 突出 提高 实施".split()  # noqa: SIM905 - read as words
)
_STIRS = frozenset({"释放", "激发", "激活", "挖掘", "增强"})
_POTENTIAL = re.compile(r"(?:发展|市场|消费|增长)?(?:潜力|活力|动能|优势|红利)(?=$|[，。；、和])")
_LEADS = re.compile(r"^(?:特色|优势|重点)+")


def facts(document: Document, parsed: Sequence[Parsed], context: Context) -> Iterator[Fact]:  # noqa: ARG001
    """Facts of FactKind.REGION_INDUSTRY; a name that comes again in other words keeps its first form."""
    labels: dict[tuple[str, str], str] = {}
    for sentence in parsed:
        for candidate in candidates(sentence):
            if rule := _rule(candidate, context):
                yield from _facts(sentence, candidate, context, rule, labels)


def _rule(candidate: Candidate, context: Context) -> str:
    """The name of the rule by which the clause says that its region has the industry; empty where it does not."""
    economy = candidate.mention.text.endswith("经济") and _NO_ECONOMY.match(candidate.after)
    if economy or _FAILS.match(candidate.after):
        return ""
    if candidate.ground is Ground.PEER or (candidate.closed and _others(candidate)):
        return "among" if context.genre is not Genre.POLICY and _among(candidate) else ""
    developed = builds_up(candidate.verb) and _ends(candidate)
    if context.genre is Genre.POLICY and not developed:
        return "promoted" if _promoted(candidate) else ""
    if candidate.ground is Ground.CLASS:
        return "listed"
    if developed:
        return "developed"
    rules = (
        ("built", _is_built),
        ("grows", _grows_up),
        ("pushed", _pushed),
        ("object", _is_object),
        ("among", _among),
    )
    return next((name for name, holds in rules if holds(candidate)), "")


_SOLD = re.compile(r"[^，。；、]{0,4}?(?:消费|服务|产品)(?=$|[，。；、])")


def _others(candidate: Candidate) -> bool:
    """Whether a list is of something else than industries; what is built up may be called what it sells."""
    sold = candidate.ground is Ground.TERM and builds_up(candidate.verb) and _SOLD.match(candidate.rest)
    return bool(_OTHERS.match(candidate.rest)) and not sold


# What a list is called that a verb pushes and that is of no industries whatever its members are: 等突出问题, 等功能.
_TASKS = re.compile(
    r"[^，。；]{0,8}?(?:督察|问题|整改|功能|短板|风险|隐患|纠纷|监管|安全|改革|举措|机构|学校|高校|院校|学科|专业|人才|企业|主体|单位|工作|指标|污染|排放|床位"
    r"|消费|场景|岗位|制度|政策|法规|标准|保险|权益|活动|手段|技术在|公共服务|管理|保护|平台|社会化服务|碳汇|工程|园|基地|职能|职责|事业|品牌|中心|成本|治理)"
)


def _among(candidate: Candidate) -> bool:
    """Whether a verb pushes a list of industries that is called by what they give or take: 推进A、B等重点项目."""
    if not (candidate.closed and candidate.verb and candidate.whole) or _TASKS.match(candidate.rest):
        return False
    if candidate.ground is Ground.WEAK:
        return (candidate.vouched or builds_up(candidate.verb)) and _ends(candidate)
    return candidate.mention.text not in words("wide")


def _promoted(candidate: Candidate) -> bool:
    """Whether a rule or a notice, which regulates what it names, says by a verb that it is to grow: 推动X发展."""
    if not candidate.verb or candidate.ground in {Ground.HEAD, Ground.WEAK}:
        return False
    return candidate.ground is Ground.CLASS or any(holds(candidate) for holds in (_grows_up, _pushed, _is_object))


def _ends(candidate: Candidate) -> bool:
    """Whether the name ends its phrase."""
    if _END.match(candidate.after):
        return True
    return candidate.ground is Ground.TERM and bool(_PLUS.match(candidate.after))


_BETWEEN = re.compile(r"(?:产业|经济)?(?:走廊|带)")  # of places: the names before it are theirs
_ZONE = re.compile(r"[^，。；、]{0,8}?(?:试验区|示范区|实验区)")  # 自由贸易试验区: what is named so is a policy
_SYSTEM = re.compile(r"(?:产业)?体系(?:建设)?(?=$|[，。；、])")  # 构建现代物流体系
_PLACE = re.compile(r"(?:园(?!区|林)|城|谷|带(?!动))")  # 数据产业|园
_PARK = re.compile(r"(?:高新技术)?产业园")  # 现代农业产业园: a grade of parks


def _is_built(candidate: Candidate) -> bool:
    """打造X基地 of any name, 建设X强省 only where the name is an industry by its suffix (农业强省 is a policy)."""
    if not candidate.verb or (candidate.ground is Ground.WEAK and not candidate.whole):
        return False
    if candidate.ground is Ground.HEAD and (_BETWEEN.match(candidate.after) or _ZONE.match(candidate.after)):
        return False
    if candidate.mention.text.endswith("产业") and _PLACE.match(candidate.after):
        return True
    if candidate.mention.text.endswith("农业") and _PARK.match(candidate.after):
        return False
    if candidate.ground is Ground.TERM and _SYSTEM.match(candidate.after):
        return candidate.mention.text not in words("wide") and not candidate.mention.text.endswith(
            ("服务", "养老", "托育")
        )
    by_name = bool(_SURE.search(candidate.mention.text))
    return bool(_pattern("built").match(candidate.after) or (by_name and _pattern("strong").match(candidate.after)))


# What is said of the weight of an industry called one: 产业规模, 产业综合竞争力, 服务业投资增长.
_WEIGHS = re.compile(
    r"(?:总|产业)?规模(?!以)|(?:综合|整体|核心)?竞争(?:力|优势)|(?:固定资产)?投资(?:年均|同比)?增(?:长|速)|(?:完成)?投资[^，。；、]{0,6}?[增超达]|对[^，。；、]{2,10}?贡献率"
    r"|新(?:业态|模式)|积厚成势|逆势|拔节|多点|支撑作用|超低排放|首位度|[^，。；、]{0,6}?(?:竞相|加速|加快|不断|持续)(?:涌现|成长|壮大|扩大)"
)

_SIZED = re.compile(r"(?:总|产业)?规模(?=[\d超突达近])")  # 数字经济规模2万亿元


_SHARES = re.compile(r"(?:增加值)?占")  # 服务业增加值占…: a structure of the whole economy


def _grows_up(candidate: Candidate) -> bool:
    """X增加值增长, X加快发展; of a list, what is said after it; of goods, only what is said of industries alone."""
    said = candidate.rest if _END.match(candidate.after) else candidate.after
    if _NO_GROWTH.match(said) or (candidate.mention.text in words("wide") and _SHARES.match(said)):
        return False
    if candidate.ground is Ground.WEAK:  # 以X为重点 names an industry, X为… alone may not
        return said.startswith(("为重点", "为主导", "为支柱")) or (
            bool(_pattern("fresh").match(said)) and (candidate.closed or bool(candidate.verb))
        )
    becomes = candidate.whole and (_BECOMES.match(said) or _BECOMES.match(candidate.after))
    if not (becomes or _pattern("grows").match(said)):
        sized = candidate.mention.text.endswith("经济") and _SIZED.match(said)
        weighs = bool(_SURE.search(candidate.mention.text)) and _WEIGHS.match(said)
        return candidate.whole and bool(sized or weighs)
    return candidate.ground is Ground.TERM or bool(candidate.verb) or bool(_SURE.search(candidate.mention.text))


def _pushed(candidate: Candidate) -> bool:
    """推进X, 支持A、B发展, 提升X水平: the clause ends with the list, or says that it grows."""
    if candidate.verb not in words("push") or (candidate.ground is Ground.WEAK and not candidate.vouched):
        return False
    if _RAISES.match(candidate.after) or candidate.ground is Ground.WEAK:
        return bool(_RAISES.match(candidate.after))
    steadied = candidate.verb == "稳定" and candidate.after.startswith("市场")
    if steadied or (candidate.verb in _STIRS and _POTENTIAL.match(candidate.after)):
        return True
    if not candidate.closed and candidate.verb not in _NOT_ALONE and _ends(candidate):
        if _RUNS_ON.match(candidate.rest):
            return _RUNS_OUT.match(candidate.rest) is not None
        said = (_END, _PLUS, _pattern("grows"), _pattern("built"))
        return any(pattern.match(candidate.rest) for pattern in said)
    return bool(_SURE.search(candidate.mention.text)) and bool(_RAISES_SURE.match(candidate.after))


# What is pushed is not the industry but what serves it or stands in it: 汽车产业人才, 纺织业企业.
_BRANCH = re.compile(r"[\u4e00-\u9fff](?:制造业|服务业|加工业)$")
_NOT_OF_IT = re.compile(
    r"化|.{0,4}?(?:集团|公司|企业|人才|人员|人口|项目|园|基金|大会|论坛|博览|展览|展会|协会|联盟|学院|标准|政策|措施|规划|目录|法|链主|主体|中心|平台|枢纽|通道|设施"
    r"|市场(?!化)|准入|监管|风险|安全|乱象|秩序|违法|领域(?!布局|发展)|部门|改革|开放|试点|农村|现代化|普查|统计|垄断|污染|排放|试验|示范|机构|体系|网络|碳|质量|监测|保险|带(?!动)|走廊|用地|用水)"
)


# What is pushed of an industry in more words: its uses, its new forms, that it grows with something else.
_LIFTED = re.compile(
    r"[^，。；、]{0,12}?(?:发展|转型|升级|提质增效|壮大|攻关|振兴)(?=$|[，。；、])"
    r"|[^，。；、的]{0,6}?(?:应用|布局|场景|新形态|新业态|新模式|新优势|(?<!新)空间)(?:建设|推广|落地)?(?=$|[，。；、\d])"
)
_SHORT = 6  # characters of what is a name by its suffix alone
_GROWS_WHOLE = re.compile(r"(?:全链条|全产业链|集群化|规模化|品牌化|高质量|创新|健康|快速)+发展(?=$|[，。；])")
_SCHEME = re.compile(r"[^，。；、\d]{2,12}(?:行动|工程|计划|战略)(?:计划)?(?=$|[，。；、])")


def _is_object(candidate: Candidate) -> bool:
    """What is called an industry by name is the object of a verb that pushes, whatever else is said of it."""
    name = candidate.mention.text
    if candidate.ground is Ground.WEAK or not candidate.verb or not candidate.whole or candidate.closed:
        return False
    said = candidate.rest if _END.match(candidate.after) else candidate.after
    if candidate.ground is Ground.HEAD and len(name) <= _SHORT and _GROWS_WHOLE.match(said):
        return True
    if name in words("wide") or _NOT_OF_IT.match(said):
        return False
    if candidate.ground is Ground.HEAD:
        return bool(_BRANCH.search(name))
    return any(pattern.match(said) for pattern in (_LIFTED, _SCHEME)) or bool(_SURE.search(name))


@cache
def _pattern(role: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words(role), key=lambda word: (-len(word), word))))


# What is regulated all over the country is no trait of the country.
_CONTROLS = re.compile(
    r"污染|排放|淘汰|过剩|整治|治理|防控|限值|禁止|控制|严控|脱硫|脱硝|差别电价|准入|定额|清洁生产|节能监管|废水|重金属|危险废物"
)


def _clause(parsed: Parsed, span: Span) -> str:
    start, end = span.start - parsed.start, span.end - parsed.start
    head = max(parsed.text.rfind(mark, 0, start) for mark in "，,；;。：") + 1
    tail = re.search(r"[，,；;。]", parsed.text[end:])
    return parsed.text[head : end + tail.start() if tail else len(parsed.text)]


def _facts(
    parsed: Parsed, candidate: Candidate, context: Context, rule: str, labels: dict[tuple[str, str], str]
) -> Iterator[Fact]:
    span = candidate.mention.span
    if span is None:
        return
    for region in regions_of(parsed, span.start, span.end, context):
        if region.key == CHINA and _CONTROLS.search(_clause(parsed, span)):
            continue
        same = region.label, _LEADS.sub("", stem(candidate.mention.label))
        label = labels.setdefault(same, candidate.mention.label)
        industry = candidate.mention if label == candidate.mention.label else replace(candidate.mention, name=label)
        roles = {"region": region, "industry": industry}
        yield Fact(FactKind.REGION_INDUSTRY, roles, parsed.sentence.span, f"industries.{rule}-{candidate.ground}")
