"""Government pages: metadata of the page, the main text without navigation, tables as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from lxml import etree

from kg.errors import ReadError
from kg.model import Document
from kg.read.blocks import Text, blocks, compact, select
from kg.read.text import Source, noise, table

_MAX_DEPTH = 500  # elements inside one another; a page of people has 30
_TELLING = 10  # characters; shorter lines stand everywhere on a page
_SAMPLE = 20  # lines that stand for a text
_MOST = 0.9  # of the sample: one line in ten may be the page's own
_ENOUGH = 40  # characters that make a container the main text
_UNREAD = ("script", "style", "noscript", "template", "nav", "footer", "iframe", "form", "button", "svg", "object")
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar|et)(?:[?#]|$)", re.IGNORECASE)
_OPENED, _CLOSED = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE), re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_FRAME = re.compile(r"<i?frame[^>]{0,200}?src\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_VOID = frozenset({"br", "img", "meta", "link", "input", "hr", "p", "li", "td", "tr", "th", "col", "option", "font"})
_BODY = re.compile(r"[\u4e00-\u9fff]{2,}(?:局|委员会|厅|部|政府|办公室|办公厅|联合会|法院|检察院|院|会)")


def document(source: Source) -> Document:
    """The main text of a page. Raises ReadError where it has none, is cut off, or is nested beyond reason."""
    _check(source)
    root = _parse(source)
    metadata = _metadata(root)
    main = _main(root, source)
    if not compact(main):
        raise ReadError(source.path, *_why_empty(source.content))
    held = _joined(root, main, metadata)
    metadata |= _facts(root) | {"encoding": source.encoding}
    if names := _attachments(main):
        metadata["attachments"] = names
    return Document(
        source.stem, source.path, source.sha256, source.media_type, held.text, metadata.get("title", ""),
        MappingProxyType(metadata), tuple(noise(held.text)), held.lines,
    )  # fmt: skip


def _check(source: Source) -> None:
    if _OPENED.search(source.content) and not _CLOSED.search(source.content, max(0, len(source.content) - 20000)):
        raise ReadError(source.path, "breaks off: the page is opened and never closed", "download it again")
    depth = 0
    for found in _TAG.finditer(source.content):
        closing, name, closed = found.groups()
        if closed or name.lower() in _VOID:
            continue
        depth += -1 if closing else 1
        if depth > _MAX_DEPTH:
            raise ReadError(source.path, f"is nested deeper than {_MAX_DEPTH} elements", "save its text")
        depth = max(depth, 0)


def _parse(source: Source) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(source.content.encode(), parser)
    if root is None:
        raise ReadError(source.path, "is a page without text", "open it in a browser and save what it shows")
    return root


def _why_empty(page: str) -> tuple[str, str]:
    if frame := _FRAME.search(page):
        return "is a page of frames without text", f"save the page inside it ({frame[1][:80]})"
    if "<script" in page.lower():
        return "is a page whose text is made by scripts", "open it in a browser and save what it shows"
    return "is a page without text", "open it in a browser and save what it shows"


def _metadata(root: etree._Element) -> dict[str, str]:
    names = {row["name"].lower(): row["key"] for row in table("read-metadata") if row["source"] == "meta"}
    held: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = names.get((meta.get("name") or "").lower())
        value = re.sub(r"\s+", " ", meta.get("content") or "").strip()
        if key and value:
            held.setdefault(key, value)
    if "title" not in held:
        held |= _page_title(root)
    bodies = held.get("source", "").removeprefix("本网")
    if all(_BODY.fullmatch(body) for body in re.split("[ 、，,]", bodies)):
        held["issuer"] = bodies
    return held


def _page_title(root: etree._Element) -> dict[str, str]:
    """<h1>, else <title> without the name of the site."""
    for title in (*root.iter("h1"), *root.iter("title")):
        text = compact(title)
        text = re.sub(r"\s*[-_|–—]+\s*[^-_|–—]{2,30}(?:网|网站|门户|政府|平台)$", "", text)
        if text:
            return {"title": text}
    return {}


def _main(root: etree._Element, source: Source) -> etree._Element:
    """The element that holds the main text: a known container, else where trafilatura finds it, else the body."""
    for tag in _UNREAD:
        for element in list(root.iter(tag)):
            if tag != "form" or len(compact(element)) < _ENOUGH:  # some pages wrap all they have in a form
                _drop(element)
    for row in table("read-containers"):
        if row["role"] == "main":
            found = [(len(compact(element)), element) for element in select(root, row["xpath"])]
            size, element = max(found, key=lambda pair: pair[0], default=(0, root))
            if size >= _ENOUGH:
                return element
    body = root.find("body")
    return _fallback(root if body is None else body, source)


def _fallback(body: etree._Element, source: Source) -> etree._Element:
    """The smallest element that holds what trafilatura takes for the text, by a sample of its lines."""
    import trafilatura

    page = re.sub("(?:row|col)span", "data-span", source.content)  # it fills every cell of a span of 99999999
    text = trafilatura.extract(page, include_comments=False, include_tables=True) or ""
    lines = [line for line in (re.sub(r"\W", "", line) for line in text.splitlines()) if len(line) > _TELLING]
    sample = lines[:: max(1, len(lines) // _SAMPLE)]
    held = body
    while sample and held.tag != "table":  # a row alone would be no table any more
        inner = [child for child in held if _holds(child, sample)]
        if len(inner) != 1:
            break
        held = inner[0]
    return held


def _holds(element: etree._Element, sample: list[str]) -> bool:
    text = re.sub(r"\W", "", compact(element))
    if len(text) < sum(map(len, sample)) * _MOST:
        return False
    return sum(line in text for line in sample) >= _MOST * len(sample)


def _drop(element: etree._Element) -> None:
    """Take an element out and leave the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _infos(root: etree._Element) -> Iterator[etree._Element]:
    """Boxes of particulars (统一编号, 发布机关 …) that stand beside the main text."""
    for row in table("read-containers"):
        if row["role"] == "info":
            yield from select(root, row["xpath"])


def _joined(root: etree._Element, main: etree._Element, metadata: dict[str, str]) -> Text:
    """Title, particulars and main text as one; the title only where the text does not begin with it."""
    held = blocks(main)
    inside = set(main.iter())
    boxes = [box for box in _infos(root) if box not in inside and main not in set(box.iter())]
    for box in reversed(boxes[:1]):
        held = blocks(box) + held
    title = metadata.get("title", "")
    bare = re.sub(r"\s|^（转载）", "", title)
    if bare and bare not in re.sub(r"\s", "", held.text[:3000]):
        held = Text.line(title, 1) + held
    return held


def _facts(root: etree._Element) -> dict[str, str]:
    """Particulars from the boxes, by the names of data/lexicon/read-metadata.csv."""
    names = {row["name"]: row["key"] for row in table("read-metadata") if row["source"] == "info"}
    held: dict[str, str] = {}
    for box in _infos(root):
        for line in blocks(box).text.splitlines():
            for name, value in re.findall(r"([^\t：:]+)[：:]([^\t]*)", line):
                key = names.get(re.sub(r"\s", "", name))
                if key and value.strip():
                    held.setdefault(key, value.strip())
    return held


def _attachments(main: etree._Element) -> str:
    """Files linked from the main text, one a line: NAME<tab>URL."""
    found = [(compact(a), a.get("href", "")) for a in main.iter("a") if _ATTACHMENT.search(a.get("href") or "")]
    return "\n".join(f"{name}\t{url}" for name, url in dict.fromkeys(found))
