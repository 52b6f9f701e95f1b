"""The pages of the shapes: what must hold for the data, in words."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from intlgraph.query.labels import chosen
from intlgraph.rendering.html import told
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.vocabulary import ShapePage, ShapesPage

__all__ = ["ROOM", "page", "shapes"]

ROOM: Final = "shapes/"
"""Where the pages stand, below the folder of a language."""


def shapes(renderer: Renderer, page: ShapesPage, language: str) -> str:
    """Return the page that leads to all shapes, in a language."""
    prose = renderer.prose(f"{language}/{ROOM}", language)
    files = [
        (prose.text(each.names), f"{quote(each.name, safe='')}/", each.name, asked, len(each.shapes))
        for each, asked in page.files
    ]
    return renderer.render(
        "shapes",
        prose,
        renderer.head(prose, prose.words("shapes-title"), prose.words("shapes-lead")),
        {each: f"{each}/{ROOM}" for each in renderer.languages},
        files=files,
    )


def page(renderer: Renderer, shown: ShapePage, language: str) -> str:
    """Return the page of the shapes of one file, in a language."""
    where = f"{ROOM}{quote(shown.name, safe='')}/"
    prose = renderer.prose(f"{language}/{where}", language)
    name = chosen(shown.names, language)
    return renderer.render(
        "shape",
        prose,
        renderer.head(prose, prose.words("shapes-of", name=name), prose.words("shapes-lead")),
        {each: f"{each}/{where}" for each in renderer.languages},
        called=name,
        shapes=[told.shape(prose, each) for each in shown.shapes],
        crumbs=[(prose.words("shapes-title"), prose.to(f"{language}/{ROOM}"))],
    )
