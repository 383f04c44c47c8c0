import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from kg.view.notebook import cell
from kg.view.page import page
from kg.view.picture import Detail, Edge, Node, NodeKind, Picture, Quote
from kg.view.preview import svg

HOSTILE = "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>\"'&\u2028"
KINDS = (NodeKind("PolicyDocument", "政策文件", "policy document"), NodeKind("Industry", "产业", "industry"))
PICTURE = Picture(
    HOSTILE,
    KINDS,
    (
        Node("p", HOSTILE, "PolicyDocument", (Detail(HOSTILE, HOSTILE, (Quote(HOSTILE, HOSTILE),)),)),
        Node("i", "茶产业", "Industry"),
    ),
    (Edge("p", "i", HOSTILE, tuple(Quote(f"{HOSTILE}{n}", "doc") for n in range(7))),),
    left_out=3,
)


class Tags(HTMLParser):
    """The elements of a page, and the text of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "script":
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.found.append(("/script", {}))


def payload(text: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(Tags(text).scripts[0])
    return held


def test_text_of_documents_cannot_break_out() -> None:
    tags = Tags(page(PICTURE))
    assert len(tags.scripts) == 3  # data, library, ours
    assert not [tag for tag, _ in tags.found if tag == "img"]
    assert payload(page(PICTURE))["nodes"][0]["label"] == HOSTILE


def test_marks_of_the_template_in_a_title_are_text() -> None:
    assert "<title>@@data@@</title>" in page(Picture("@@data@@", (), (), ()))


def test_page_asks_nothing_of_the_network() -> None:
    text = page(PICTURE)
    tags = Tags(text)
    assert not [tag for tag, held in tags.found if tag in {"link", "iframe"} or "src" in held or "href" in held]
    (policy,) = (held["content"] for tag, held in tags.found if held.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "@import" not in text
    assert "url(" not in re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)


def test_page_tells_the_license_of_what_it_carries() -> None:
    assert "The Cytoscape Consortium" in page(PICTURE)


def test_page_shows_some_sentences_and_counts_the_rest() -> None:
    (edge,) = payload(page(PICTURE))["edges"]
    assert isinstance(edge["quotes"], list)
    assert len(edge["quotes"]) == 5
    assert edge["more"] == 2
    assert [payload(page(PICTURE))["sentences"][number] for number in edge["quotes"]] == [
        [f"{HOSTILE}{n}", "doc"] for n in range(5)
    ]
    assert payload(page(PICTURE))["leftOut"] == 3


def test_legend_is_in_chinese_and_english() -> None:
    assert [(kind["zh"], kind["en"]) for kind in payload(page(PICTURE))["kinds"]] == [
        ("政策文件", "policy document"),
        ("产业", "industry"),
    ]


def test_the_same_picture_is_the_same_page() -> None:
    assert page(PICTURE) == page(PICTURE)


@pytest.mark.parametrize("held", [PICTURE, Picture("空", (), (), ())])
def test_preview_is_well_formed_and_still(held: Picture) -> None:
    root = ET.fromstring(svg(held))
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg",
        "title",
        "rect",
        "line",
        "circle",
        "text",
    }


def test_notebook_cell_has_an_image_where_frames_are_stripped() -> None:
    found = Tags(cell(PICTURE)).found
    assert [tag for tag, _ in found] == ["div", "img", "iframe"]
    (frame,) = (held for tag, held in found if tag == "iframe")
    assert frame["srcdoc"] == page(PICTURE)
    assert str(found[1][1]["src"]).startswith("data:image/svg+xml;base64,")
