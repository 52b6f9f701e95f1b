"""The page of the search: a field, and the lists for those who would rather look."""

from __future__ import annotations

from intlgraph.rendering.html.menu import SEARCH
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.html.spoken import SEARCHING, spoken
from intlgraph.rendering.pages import SearchPage

__all__ = ["page"]


def page(renderer: Renderer, search: SearchPage, language: str) -> str:
    """Return the page of the search in a language."""
    prose = renderer.prose(f"{language}/{SEARCH}", language)
    return renderer.render(
        "search",
        prose,
        renderer.head(prose, prose.words("search-title"), prose.words("search-lead")),
        {each: f"{each}/{SEARCH}" for each in renderer.languages},
        page=search,
        spoken=spoken(prose.words, SEARCHING),
    )
