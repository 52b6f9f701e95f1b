"""What the head of a page says, and where the same thing lies as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from intlgraph.formats import graph_format

__all__ = ["DRAWINGS", "DUMPED", "FORMATS", "ICON", "LISTED", "LONG", "TITLE", "Data", "Head"]

_CALLED: Final = (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("rdfxml", "RDF/XML"), ("ntriples", "N-Triples"))
FORMATS: Final = tuple(
    (graph_format(name).extension, called, graph_format(name).media_type) for name, called in _CALLED
)
"""The formats of each thing: extension, name, media type."""

DUMPED: Final = (*FORMATS[:3], ("nt.gz", "N-Triples (gzip)", "application/gzip"))
"""The formats of a dataset that a page leads to."""

LISTED: Final = (("csv", "text/csv"), ("json", "application/json"))
"""The formats of a list: extension and media type."""

ICON: Final = "icon.svg"
"""The picture of the site in a browser's tab, at the top of the site."""

DRAWINGS: Final = "scripts/drawings.js"
"""The script of pages with drawings that move once they are touched."""

TITLE: Final = 120
"""Characters of a title; a longer one is cut."""

LONG: Final = 120
"""A heading longer than this is set in smaller type."""


@dataclass(frozen=True, slots=True)
class Data:
    """The same thing as data, in one format."""

    name: str
    media: str
    href: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says; `scripts` are the links to the modules that add to the page."""

    title: str
    summary: str
    robots: str
    canonical: str
    data: tuple[Data, ...]
    machine: Markup
    kind: str = "website"
    scripts: tuple[str, ...] = ()
