"""What the head of a page says, and where the same thing lies as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

__all__ = ["DRAWINGS", "DUMPED", "FORMATS", "ICON", "LISTED", "LONG", "TITLE", "Data", "Head"]

FORMATS: Final = (
    ("ttl", "Turtle", "text/turtle"),
    ("jsonld", "JSON-LD", "application/ld+json"),
    ("rdf", "RDF/XML", "application/rdf+xml"),
    ("nt", "N-Triples", "application/n-triples"),
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
