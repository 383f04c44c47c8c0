"""What flows through the rooms: frozen values, no behaviour beyond reading their own fields.

All offsets are code points of `Document.text`, half open: ``text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Span(NamedTuple):
    """A stretch of a document's text in code points, half open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Line(NamedTuple):
    """Where a line of the text stands in the file: `start` in the text, `number` in the file (from 1)."""

    start: int
    number: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: its text, and what the file says about itself."""

    stem: str  # file name without its extension; the `document` column of every query
    path: str  # as given on the command line
    sha256: str  # of the file's bytes
    media_type: str  # text/plain, text/html, text/markdown
    text: str
    title: str = ""  # from metadata or the first title line; empty where none is known
    metadata: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # keys: title, date, issuer, number, url …
    noise: tuple[Span, ...] = ()  # control lines (下载, 打印, 【字号】…): part of the text, never of a sentence
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """A file that was not built, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a heading; `text` is ``document.text[span]`` exactly."""

    span: Span
    text: str
    headings: tuple[str, ...] = ()  # the headings above it, outermost first
    is_heading: bool = False
    paragraph: int = 0


class Kind(StrEnum):
    """What a mention names."""

    REGION = "region"
    BODY = "body"  # 政府机关, 单位
    ENTERPRISE = "enterprise"
    POLICY = "policy"
    PROGRAMME = "programme"
    PROJECT = "project"
    INDUSTRY = "industry"
    HONOUR = "honour"
    METRIC = "metric"
    THING = "thing"  # what a number or honour is about and none of the above names


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text, and what it stands for once that is settled."""

    kind: Kind
    text: str  # as written; what the reader sees where `name` is empty
    span: Span | None = None  # None where the text only implies it (the region that speaks)
    name: str = ""  # the full or official name: 湖南省 for 全省
    key: str = ""  # what tells namesakes apart: a register code, else a scope

    @property
    def label(self) -> str:
        return self.name or self.text


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence, its tokens, and the mentions that every extractor leans on (regions; titles in 《》)."""

    sentence: Sentence
    doc: Doc
    mentions: tuple[Mention, ...] = ()  # spans in the document's text, in order of start
    words: tuple[str, ...] = ()  # those of the Doc, whose tokens are slow to ask
    ends: tuple[int, ...] = ()  # where each word ends in the sentence

    def __post_init__(self) -> None:
        if not self.words:
            object.__setattr__(self, "words", tuple(token.text for token in self.doc))
        if not self.ends:
            object.__setattr__(self, "ends", tuple(accumulate(map(len, self.words))))

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def start(self) -> int:
        return self.sentence.span.start

    def of(self, kind: Kind) -> tuple[Mention, ...]:
        return tuple([m for m in self.mentions if m.kind is kind])

    def span(self, start: int, end: int) -> Span:
        """Offsets in the sentence as a span of the document."""
        return Span(self.start + start, self.start + end)


class FactKind(StrEnum):
    """One kind for each named query of the fact contract (docs/facts.md)."""

    OBSERVATION = "observation"
    RANKING = "ranking"
    POLICY = "policy"
    POLICY_RELATION = "policy-relation"
    POLICY_INDUSTRY = "policy-industry"
    REGION_PROGRAMME = "region-programme"
    REGION_INDUSTRY = "region-industry"
    ENTERPRISE_INDUSTRY = "enterprise-industry"
    ENTERPRISE_REGION = "enterprise-region"
    PROJECT = "project"
    HONOUR = "honour"


# The named query that gives the facts of each kind as rows.
QUERY: Mapping[FactKind, str] = MappingProxyType(
    {
        FactKind.OBSERVATION: "observations",
        FactKind.RANKING: "rankings",
        FactKind.POLICY: "policies",
        FactKind.POLICY_RELATION: "policy-relations",
        FactKind.POLICY_INDUSTRY: "policy-industries",
        FactKind.REGION_PROGRAMME: "region-programmes",
        FactKind.REGION_INDUSTRY: "region-industries",
        FactKind.ENTERPRISE_INDUSTRY: "enterprise-industries",
        FactKind.ENTERPRISE_REGION: "enterprise-regions",
        FactKind.PROJECT: "projects",
        FactKind.HONOUR: "honours",
    }
)

Value = Mention | Decimal | int | str

# The roles of each kind: those that must be filled, then those that may be.
ROLES: Mapping[FactKind, tuple[frozenset[str], frozenset[str]]] = MappingProxyType(
    {
        FactKind.OBSERVATION: (
            frozenset({"about", "metric", "value", "unit", "kind", "status", "comparator"}),
            frozenset({"period", "base"}),
        ),
        FactKind.RANKING: (frozenset({"about", "metric", "rank", "scope"}), frozenset({"period"})),
        FactKind.POLICY: (
            frozenset({"policy"}),
            frozenset({"number", "issuer", "issued", "published", "effective", "expires", "derived"}),
        ),
        FactKind.POLICY_RELATION: (frozenset({"citing", "relation", "cited"}), frozenset({"article"})),
        FactKind.POLICY_INDUSTRY: (frozenset({"policy", "industry"}), frozenset({"effect"})),
        FactKind.REGION_PROGRAMME: (frozenset({"region", "programme"}), frozenset()),
        FactKind.REGION_INDUSTRY: (frozenset({"region", "industry"}), frozenset()),
        FactKind.ENTERPRISE_INDUSTRY: (frozenset({"enterprise", "industry"}), frozenset()),
        FactKind.ENTERPRISE_REGION: (frozenset({"enterprise", "region"}), frozenset()),
        FactKind.PROJECT: (frozenset({"project", "region"}), frozenset({"enterprise", "stage"})),
        FactKind.HONOUR: (frozenset({"holder", "honour"}), frozenset({"since"})),
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a sentence states. `rule` names what found it; `evidence` is the sentence's place."""

    kind: FactKind
    roles: Mapping[str, Value]
    evidence: Span
    rule: str
    score: float = 1.0

    def __post_init__(self) -> None:
        must, may = ROLES[self.kind]
        given = frozenset(self.roles)
        if not must <= given or not given <= must | may:
            raise ValueError(f"{self.kind} with roles {sorted(given)}; needs {sorted(must)}, allows {sorted(may)}")

    def __getitem__(self, role: str) -> Value:
        return self.roles[role]

    def mention(self, role: str) -> Mention:
        """The mention in a role that holds one; TypeError where it holds a plain value."""
        value = self.roles[role]
        if not isinstance(value, Mention):
            raise TypeError(f"{role} of {self.kind} is no mention: {value!r}")
        return value

    def mentions(self) -> Iterator[tuple[str, Mention]]:
        for role, value in self.roles.items():
            if isinstance(value, Mention):
                yield role, value


class Genre(StrEnum):
    REPORT = "report"  # 政府工作报告
    PRESS = "press"  # 新闻发布会, 答记者问
    POLICY = "policy"  # 通知, 办法, 意见, 条例 …
    NEWS = "news"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Context:
    """Who speaks in a document, and when: what 我区, 全省, 去年 and 本办法 lean on."""

    genre: Genre
    speaker: Mention  # Kind.REGION, name and key settled; 中国 where nothing narrower speaks
    date: str = ""  # ISO, as exact as known: 2026-02-03, 2026-02 or 2026
    year: int | None = None  # the year that 今年 means
    title: str = ""
