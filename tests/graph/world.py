"""A small world for the tests of the graph: two documents and facts of every kind, made by hand."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Span, Value

HUNAN = Mention(Kind.REGION, "我省", name="湖南省", key="430000")
CHANGSHA = Mention(Kind.REGION, "长沙", name="长沙市", key="430100")
GUIZHOU = Mention(Kind.REGION, "贵州省", key="520000")
CHINA = Mention(Kind.REGION, "全国", name="中国", key="100000")
ZONE = Mention(Kind.REGION, "云雾山高新区")

REPORT_SENTENCES = (
    "去年，我省生产总值突破5.5万亿元，增长4.8%，总量居全国第九位。",
    "今年生产总值增长目标为5%左右。",
    "长沙市实施“湘智出海”行动，壮大输变电产业，获评国家卫生城市。",
    "云雾山高新区的银杏储能电站由青松电气集团承建，正在加紧施工。",
    "青松电气集团扎根长沙，深耕输变电产业。",
    "输变电产业营收达到900亿元。",
)  # fmt: skip
NOTICE_SENTENCES = (
    "关于印发《青岚省输变电产业促进办法》的通知（青政发〔2024〕7号），青岚省人民政府2024年3月1日印发。",
    "根据《中华人民共和国电力法》第十二条，制定《青岚省输变电产业促进办法》，自2024年4月1日起施行，有效期5年。",
    "《青岚省输变电产业暂行规定》同时废止。",
    "申报条件参照《青岚省输变电产业暂行规定》执行，预计生产总值5.4万亿元。",
)
METHODS = Mention(Kind.POLICY, "《青岚省输变电产业促进办法》")
NOTICE = Mention(Kind.POLICY, "青岚省人民政府关于印发《青岚省输变电产业促进办法》的通知")
OLD = Mention(Kind.POLICY, "青岚省输变电产业暂行规定")
LAW = Mention(Kind.POLICY, "中华人民共和国电力法")
COMPANY = Mention(Kind.ENTERPRISE, "青松电气集团")
INDUSTRY = Mention(Kind.INDUSTRY, "输变电产业")
GDP = Mention(Kind.METRIC, "生产总值")


def document(stem: str, sentences: tuple[str, ...]) -> Document:
    text = "\n".join(sentences)
    return Document(stem, f"some/{stem}.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)


def fact(kind: FactKind, of: Document, start: str, score: float = 1.0, /, **roles: Value) -> Fact:
    """A fact whose evidence is the line of `of` that starts with `start`."""
    at = f"\n{of.text}".index(f"\n{start}")
    end = of.text.find("\n", at)
    span = Span(at, end if end >= 0 else len(of.text))
    return Fact(kind, roles, span, f"test.{kind.value}", score)


def observation(of: Document, start: str, about: Mention, metric: Mention, said: str) -> Fact:
    """`said` is value, unit, kind, status, comparator and period in one: ``5 % change target ~ 2026``."""
    value, unit, kind, status, comparator, period = said.split()
    return fact(
        FactKind.OBSERVATION, of, start,
        about=about, metric=metric, value=Decimal(value), unit=unit,
        kind=kind, status=status, comparator=comparator, period=period,
    )  # fmt: skip


REPORT = document("report-湖南", REPORT_SENTENCES)
REPORT_CONTEXT = Context(Genre.REPORT, HUNAN, "2026-02-03", 2026, "湖南省政府工作报告")
ORDER = document("notice-青岚", NOTICE_SENTENCES)
ORDER_CONTEXT = Context(
    Genre.POLICY, HUNAN, "2024-03", 2024, "青岚省人民政府关于印发《青岚省输变电产业促进办法》的通知"
)


def report_facts() -> tuple[Fact, ...]:
    programme = Mention(Kind.PROGRAMME, "“湘智出海”行动")
    plant = Mention(Kind.PROJECT, "银杏储能电站")
    honour = Mention(Kind.HONOUR, "国家卫生城市")
    sales = Mention(Kind.METRIC, "营收")
    return (
        observation(REPORT, "去年", HUNAN, GDP, "5500000000000 元 level actual >= 2025"),
        observation(REPORT, "去年", HUNAN, GDP, "4.80 % change actual = 2025"),
        observation(REPORT, "今年", HUNAN, GDP, "5 % change target ~ 2026"),
        observation(REPORT, "输变电", INDUSTRY, sales, "9E+10 元 level actual = 2025"),
        fact(FactKind.RANKING, REPORT, "去年", about=HUNAN, metric=GDP, rank=9, scope=CHINA),
        fact(FactKind.REGION_PROGRAMME, REPORT, "长沙市", region=CHANGSHA, programme=programme),
        fact(FactKind.REGION_INDUSTRY, REPORT, "长沙市", region=CHANGSHA, industry=INDUSTRY),
        fact(FactKind.HONOUR, REPORT, "长沙市", 0.8, holder=CHANGSHA, honour=honour, since="2025"),
        fact(FactKind.PROJECT, REPORT, "云雾山", project=plant, region=ZONE, enterprise=COMPANY, stage="building"),
        fact(FactKind.ENTERPRISE_REGION, REPORT, "青松", enterprise=COMPANY, region=CHANGSHA),
        fact(FactKind.ENTERPRISE_INDUSTRY, REPORT, "青松", enterprise=COMPANY, industry=INDUSTRY),
    )


def order_facts() -> tuple[Fact, ...]:
    issuer = Mention(Kind.BODY, "青岚省人民政府")
    relation, number = FactKind.POLICY_RELATION, "青政发〔2024〕7号"
    return (
        fact(
            FactKind.POLICY,
            ORDER,
            "关于",
            policy=NOTICE,
            number=number,
            issuer=issuer,
            issued="2024-03-01",
        ),
        fact(relation, ORDER, "关于", citing=NOTICE, relation="promulgates", cited=METHODS),
        fact(
            FactKind.POLICY,
            ORDER,
            "根据",
            policy=METHODS,
            effective="2024-04-01",
            expires="2029-04-01",
            derived="2024-04-01 + 5年",
        ),
        fact(relation, ORDER, "根据", citing=METHODS, relation="basis", cited=LAW, article="第十二条"),
        fact(relation, ORDER, "《青岚省输变电产业暂行", citing=METHODS, relation="repeals", cited=OLD),
        fact(relation, ORDER, "申报", citing=NOTICE, relation="cites", cited=OLD),
        fact(FactKind.POLICY_INDUSTRY, ORDER, "关于", policy=METHODS, industry=INDUSTRY, effect="supports"),
        observation(ORDER, "申报", HUNAN, GDP, "5400000000000 元 level actual = 2025"),
    )
