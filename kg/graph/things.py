"""From a mention to a node: its IRI, its class and its one label.

A node has one label, made from the same canonical name as its IRI: so graphs of different documents merge by union
and no row of a query ever doubles. What its document cannot tell apart stays apart (`_scope`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg import terms
from kg.model import Context, Document, Kind, Mention
from kg.register import Division, candidates, divisions

CLASSES = {
    Kind.REGION: "Region",
    Kind.BODY: "GovernmentBody",
    Kind.ENTERPRISE: "Enterprise",
    Kind.POLICY: "PolicyDocument",
    Kind.PROGRAMME: "Programme",
    Kind.PROJECT: "Project",
    Kind.INDUSTRY: "Industry",
    Kind.HONOUR: "Honour",
    Kind.METRIC: "Metric",
    Kind.THING: "StatisticalObject",
}

_ZONE = re.compile(
    r"(?:开发区|高新区|经开区|新区|保税区|保税港区|自贸区|试验区|合作区|园区|示范区|度假区|工业园|产业园|科技园|工业区"
    r"|集聚区|功能区|片区)$"
)
_TOWNSHIP = re.compile(r"(?:镇|乡|街道|苏木)$")
_BLOC = re.compile(r"(?:地区|城市群|都市圈|经济圈|经济带|三角洲?|城镇群|大湾区|全球|世界)$")
# Bodies whose names hold everywhere: the organs of the state and of the Party at the centre.
_CENTRAL = re.compile(r"^(?:国|中共中央|中央|中华|中国|全国|最高人民)|^(?![省市区县州镇乡旗]).*(?:部|总局|委员会)$")
_PREFIX = re.compile(r"^.{2,11}?(?:省|市|区|县|州|盟|旗)")
_CONCEPTS = frozenset({Kind.INDUSTRY, Kind.METRIC})
_TITLE = re.compile(r"^《(.*)》$", re.DOTALL)
_GENERIC = 6  # 政府工作报告, 实施细则: a title this short names no one document, except a law


class Node(NamedTuple):
    """A thing in the graph; a tuple, as are scenes, because they are keys of caches in the innermost loop."""

    iri: str  # <https://…>
    type: str  # <https://…>
    label: str


class Scene(NamedTuple):
    """What a mention's node may lean on beside the mention itself."""

    document: str  # digest of the document
    speaker: str  # code or name of the region that speaks
    speaker_iri: str = ""


def scene(document: Document, context: Context) -> Scene:
    at = Scene(terms.digest(document.stem, document.sha256), context.speaker.key or context.speaker.label)
    return at._replace(speaker_iri=region(context.speaker, at).iri)


def node(mention: Mention, at: Scene) -> Node:
    """The node that a mention stands for."""
    return _node(mention.kind, mention.label, mention.key, at)


@lru_cache(maxsize=1 << 14)  # a document names the same things over and over
def _node(kind: Kind, written: str, key: str, at: Scene) -> Node:
    mention = Mention(kind, written, key=key)
    if kind is Kind.REGION:
        return region(mention, at)
    name = label(mention)
    return Node(terms.thing(kind, name, _scope(mention, name, at)), terms.kg(CLASSES[kind]), name)


def label(mention: Mention) -> str:
    """The canonical name; a title without its outer 《》."""
    name = terms.canonical(mention.label)
    found = _TITLE.match(name) if mention.kind is Kind.POLICY else None
    return found[1] if found and "《" not in found[1] else name


def region(mention: Mention, at: Scene) -> Node:
    name = terms.canonical(mention.label)
    held = divisions().get(mention.key) or (_only(name) if not mention.key else None)
    if held is not None:
        return Node(terms.division(held.code), terms.kg("AdministrativeDivision"), held.name)
    scope = mention.key or (at.document if len(candidates(name)) > 1 else "")
    return Node(terms.thing("region", name, scope), terms.kg(_region_class(name)), name)


def _only(name: str) -> Division | None:
    """The division of this full name, where the register has no other place that the name may mean."""
    held = candidates(name)
    return held[0] if len(held) == 1 and held[0].name == name else None


def _region_class(name: str) -> str:
    if candidates(name) or _TOWNSHIP.search(name):
        return "AdministrativeDivision"
    if _ZONE.search(name):
        return "FunctionalZone"
    return "RegionBloc" if _BLOC.search(name) else "Region"


def _scope(mention: Mention, name: str, at: Scene) -> str:
    """What tells a name's bearers apart: the key that was settled, else as far as the name holds.

    Concepts are one wherever they are named; the key of an industry or a metric is that of its register, which
    `kg.graph.registers` ties to the name.
    """
    if mention.kind in _CONCEPTS:
        return ""
    if mention.key:
        return mention.key
    if mention.kind is Kind.POLICY:
        return _title_scope(name, at)
    if mention.kind in {Kind.PROJECT, Kind.THING}:
        return at.speaker
    if mention.kind is Kind.BODY:
        return "" if _CENTRAL.search(name) or _names_region(name) else at.speaker
    return ""


def _title_scope(name: str, at: Scene) -> str:
    """实施细则 is of its document; 关于促进就业的通知 says not whose it is: every city has one."""
    if len(name) <= _GENERIC and not name.endswith(("法", "法典")):
        return at.document
    return at.speaker if name.startswith("关于") else ""


def _names_region(name: str) -> bool:
    found = _PREFIX.match(name)
    return bool(found and candidates(found[0])) or any(candidates(name[:n]) for n in (2, 3, 4))
