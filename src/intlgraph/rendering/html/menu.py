"""What every page leads to beside the lists: search, the ways to ask, and what the data means."""

from __future__ import annotations

from typing import Final

from intlgraph.rendering.prose import Prose

__all__ = ["RELEASES", "SCRIPTS", "SEARCH", "led", "rooms"]

SCRIPTS: Final = ("scripts/menu.js", "scripts/search.js")
"""The scripts of every page, by their address in the site."""

SEARCH: Final = "search/"
"""Where the page of the search is, below the folder of a language."""

RELEASES: Final = "releases/"
"""Where the page of releases is, below the folder of a language; only where there are releases."""

_ROOMS: Final = (
    ("menu-search", SEARCH),
    ("menu-queries", "query/"),
    ("menu-sparql", "sparql/"),
    ("menu-ontology", "ontology/"),
    ("menu-shapes", "shapes/"),
    ("menu-releases", RELEASES),
    ("menu-data", "#data"),
)
"""Code of the name, and address below the folder of a language."""


def rooms(prose: Prose, released: bool) -> list[tuple[str, str]]:
    """Return the names and links of these pages, as seen from one page; `released` tells whether there are releases."""
    found = [(code, there) for code, there in _ROOMS if released or there != RELEASES]
    return [(prose.words(code), prose.to(f"{prose.language}/{there}")) for code, there in found]


def led(language: str) -> list[str]:
    """Return the addresses of these pages, of those too that not every publication has."""
    return [f"{language}/{there}" for _, there in _ROOMS]
