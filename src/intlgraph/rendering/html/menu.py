"""What every page leads to beside the lists: search, the ways to ask, and what the data means."""

from __future__ import annotations

from typing import Final

__all__ = ["ROOMS", "SCRIPTS", "SEARCH"]

SCRIPTS: Final = ("scripts/menu.js", "scripts/search.js")
"""The scripts of every page, by their address in the site."""

SEARCH: Final = "search/"
"""Where the page of the search is, below the folder of a language."""

ROOMS: Final = (
    ("menu-search", SEARCH),
    ("menu-queries", "query/"),
    ("menu-sparql", "sparql/"),
    ("menu-ontology", "ontology/"),
    ("menu-shapes", "shapes/"),
    ("menu-data", "#data"),
)
"""The pages of the menu: code of the name, and address below the folder of a language."""
