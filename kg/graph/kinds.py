"""Industries that the register does not name, as kinds of those it does: 输变电装备产业 is a kind of 输变电产业.

The link is made when all documents are together, in the graph of joins; it lets a question about a class of
GB/T 4754-2017 find what a document calls by a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from kg import terms
from kg.graph import registers
from kg.graph.lines import beginning
from kg.terms import LABEL, SKOS

_INDUSTRY = f"<{terms.ID}industry/"
_LINE = re.compile(r'^(<[^>]+>) <[^>]+> "((?:[^"\\]|\\.)*)"')
_SUFFIX = re.compile(r"(?:主导|支柱|优势|特色)*(?:产业集群|产业链条?|产业带|产业|行业|集群|业)$")


def industry_lines(nquads_text: str) -> str:
    """The lines of N-Quads text that name industries."""
    return "".join(line for line in beginning(nquads_text, _INDUSTRY) if f" {LABEL} " in line)


def kinds(chunks: Iterable[str]) -> str:
    """The links of industries without a name in the register to the concept they are a kind of; sorted N-Quads."""
    return "".join(sorted({line for chunk in chunks for line in _lines(chunk)}))


def _lines(chunk: str) -> Iterator[str]:
    for line in chunk.splitlines():
        found = _LINE.match(line)
        if found is None or found[2] in _names():
            continue
        if main := broader(found[2]):
            yield f"{found[1]} <{SKOS}broader> {terms.thing('industry', main, '')} <{terms.JOINS}> .\n"


def broader(name: str) -> str:
    """The main name of the concept that `name` ends in or begins with, the longest; empty where the register has none.

    >>> broader("社会餐饮服务")
    '餐饮'
    """
    bare = _SUFFIX.sub("", name) or name
    for text in dict.fromkeys((name, bare)):
        for length in range(len(text) - 1, 1, -1):
            for part in (text[-length:], text[:length]):
                if part in _names() and part not in _WIDE:
                    return _names()[part]
    return ""


# Too wide to be told by: any 服务 or 农业产品 would be one.
_WIDE = frozenset({"服务", "信息", "科技", "数据", "文化", "消费", "能源", "材料", "装备", "工业", "经济"})


@cache
def _names() -> Mapping[str, str]:
    """Every name of a policy industry, with the main name of its concept."""
    return dict(registers.industry_names())
