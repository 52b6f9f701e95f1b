"""The tables that catalogues speak in: EU authority codes, ADMS publisher types, licences by their exact addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Final

from intlgraph import graphs
from intlgraph.errors import Place, Problem, ProjectError
from intlgraph.formats import graph_format
from intlgraph.project import SETTINGS_FILE, Project
from intlgraph.validation import background

__all__ = ["CSV", "EU", "FILE_TYPES", "FileType", "check", "language", "licence", "publisher_type", "term"]

EU: Final = "http://publications.europa.eu/resource/authority/"
_PUBLISHER: Final = "http://purl.org/adms/publishertype/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/((?:licenses|publicdomain)/[a-z-]+/[0-9.]+)(?:/.*)?")


@dataclass(frozen=True, slots=True)
class FileType:
    """A format: its code in the EU's table, its name, its media type, and what the W3C calls it if it is RDF."""

    code: str
    name: str
    media_type: str
    feature: str = ""

    @property
    def iri(self) -> str:
        """The address of the code."""
        return term("file-type", self.code)

    @property
    def media(self) -> str:
        """The address of the media type."""
        return _MEDIA + self.media_type


FILE_TYPES: Final[Mapping[str, FileType]] = MappingProxyType(
    {
        "turtle": FileType("RDF_TURTLE", "Turtle", "text/turtle", "Turtle"),
        "ntriples": FileType("RDF_N_TRIPLES", "N-Triples", "application/n-triples", "N-Triples"),
        "nquads": FileType("RDF_N_QUADS", "N-Quads", "application/n-quads", "N-Quads"),
        "trig": FileType("RDF_TRIG", "TriG", "application/trig", "TriG"),
        "jsonld": FileType("JSON_LD", "JSON-LD", "application/ld+json", "JSON-LD"),
        "rdfxml": FileType("RDF_XML", "RDF/XML", "application/rdf+xml", "RDF_XML"),
    }
)
"""What catalogues call the formats of dumps, by our names of them."""

CSV: Final = FileType("CSV", "CSV", "text/csv")

_LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sv": "SWE",
        "en": "ENG",
        "da": "DAN",
        "nb": "NOB",
        "nn": "NNO",
        "no": "NOR",
        "fi": "FIN",
        "is": "ISL",
        "de": "DEU",
        "fr": "FRA",
        "es": "SPA",
        "it": "ITA",
        "pt": "POR",
        "nl": "NLD",
        "pl": "POL",
        "et": "EST",
        "lv": "LAV",
        "lt": "LIT",
        "ru": "RUS",
        "uk": "UKR",
        "se": "SME",
        "ar": "ARA",
        "zh": "ZHO",
        "vi": "VIE",
    }
)


def term(table: str, code: str) -> str:
    """Return the address of a code.

    >>> term("frequency", "IRREG")
    'http://publications.europa.eu/resource/authority/frequency/IRREG'
    """
    return f"{EU}{table}/{code}"


def language(tag: str) -> str:
    """Return the address of a language by its tag (BCP 47), empty for one that is not known here."""
    code = _LANGUAGES.get(tag.partition("-")[0].casefold(), "")
    return term("language", code) if code else ""


def licence(iri: str) -> str:
    """Return the one address of a licence that portals know; only those of Creative Commons have had several.

    >>> licence("https://creativecommons.org/licenses/by/4.0/deed.sv")
    'http://creativecommons.org/licenses/by/4.0/'
    """
    match = _CREATIVE_COMMONS.fullmatch(iri)
    return f"http://creativecommons.org/{match[1]}/" if match else iri


def publisher_type(code: str) -> str:
    """Return the address of an ADMS publisher type."""
    return _PUBLISHER + code


def check(project: Project) -> None:
    """Raise `ProjectError` for codes in the settings that are in no authority table, with the nearest that is."""
    listing = project.listing
    if listing is None:
        return
    said = [("catalogue.themes", "data-theme", theme) for theme in listing.themes]
    said += [
        ("catalogue.frequency", "frequency", listing.frequency),
        ("catalogue.access", "access-right", listing.access),
        ("catalogue.availability", "planned-availability", listing.availability),
    ]
    asked = [(setting, f"{EU}{table}/", code) for setting, table, code in said]
    asked.append(("publisher.type", _PUBLISHER, project.publisher.kind))
    if problems := list(_unknown(asked)):
        raise ProjectError(problems)


def _unknown(asked: list[tuple[str, str, str]]) -> Iterator[Problem]:
    for setting, table, code in asked:
        codes = [iri.removeprefix(table) for iri in _known() if iri.startswith(table)]
        if code not in codes:
            near = get_close_matches(code.upper() if table != _PUBLISHER else code, codes, 1)
            values = {
                "setting": setting,
                "found": code,
                "table": table,
                "nearest": near[0] if near else ", ".join(codes),
            }
            yield Problem("setting-code-unknown", values, Place(SETTINGS_FILE, column=setting))


@cache
def _known() -> frozenset[str]:
    """Return every term of the built-in tables; they do not change while we run."""
    quads = (quad for path in background.authorities() for quad in graphs.parse(path, graph_format("turtle")))
    return frozenset(str(quad.subject)[1:-1] for quad in quads)
