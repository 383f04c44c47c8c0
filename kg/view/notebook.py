"""A picture in a notebook: live where scripts may run, still where they may not, without network in both."""

from __future__ import annotations

from html import escape

from kg.view.page import page
from kg.view.picture import Picture
from kg.view.preview import data_uri


def cell(picture: Picture, height: int = 620) -> str:
    """HTML for `_repr_html_`.

    A notebook that is not trusted strips the frame and leaves the image; where the frame stays it covers the image.
    """
    title = escape(picture.title, quote=True)
    return (
        f'<div style="position:relative;height:{height}px;overflow:hidden">'
        f'<img alt="{title}" src="{data_uri(picture)}" style="max-width:100%;max-height:{height}px">'
        f'<iframe title="{title}" srcdoc="{escape(page(picture), quote=True)}" sandbox="allow-scripts" '
        f'style="position:absolute;top:0;left:0;width:100%;height:100%;border:1px solid #d9dfe6"></iframe></div>'
    )
