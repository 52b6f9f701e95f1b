"""Syntaxes: which one an RDF file is in, by its ending or by how it begins, and why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final
from xml.parsers import expat

from intlgraph.errors import Place, Problem

__all__ = ["COMPRESSED", "ENDINGS", "HEAD", "diagnosis", "encoding_problem", "guess", "xml_problem"]

ENDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".ttl": "turtle",
        ".n3": "turtle",
        ".nt": "ntriples",
        ".nq": "nquads",
        ".trig": "trig",
        ".rdf": "rdfxml",
        ".owl": "rdfxml",
        ".xml": "rdfxml",
        ".jsonld": "jsonld",
        ".json": "jsonld",
    }
)
"""The format that each file ending promises."""

COMPRESSED: Final = (".gz", ".bz2", ".xz")

HEAD: Final = 65_536
"""How many bytes of a file are looked at to tell what it is."""

_LINE = re.compile(r"(?:<[^>]*>|_:\S+)[ \t]*<[^>]*>[ \t]*(?:<[^>]*>|_:\S+|\"(?:[^\"\\]|\\.)*\"\S*)[ \t]*(\S+)?[ \t]*\.")
_GRAPH = re.compile(r"^[ \t]*(?:GRAPH[ \t]+)?(?:<[^>]*>|[\w.-]*:[\w.-]*)?[ \t]*\{", re.MULTILINE | re.IGNORECASE)
_TURTLE = re.compile(r"^[ \t]*(?:@prefix|@base|PREFIX|BASE)\s", re.MULTILINE | re.IGNORECASE)
_LIKE_TURTLE = frozenset({"turtle", "ntriples", "nquads", "trig"})
_CUT_XML: Final = (
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
)


def guess(head: bytes) -> str:
    """Return what the first bytes of a file look like: the name of a format, `html`, `binary`, or nothing.

    >>> guess(b'<http://e/a> <http://e/p> "x" .'), guess(b'{"@id": "http://e/a"}'), guess(b"a,b,c")
    ('ntriples', 'jsonld', '')
    """
    if b"\x00" in head:
        return "binary"
    text = re.sub(r"^\s*#[^\n]*$", "", head.decode("utf-8", "replace").removeprefix("\ufeff"), flags=re.MULTILINE)
    text = text.lstrip()
    if re.match(r"<!doctype html|<html", text, re.IGNORECASE):
        return "html"
    if re.match(r"<\?xml|<!DOCTYPE|<!--|<(?:\w+:)?RDF[\s>]", text):
        return "html" if re.search(r"<html[\s>]", text[:2000], re.IGNORECASE) else "rdfxml"
    if re.match(r"\{\s*[\"}]|\[\s*[\[{\]]", text):
        return "jsonld"
    if match := _LINE.match(text):
        return "nquads" if match[1] and match[1] not in (";", ",") else "ntriples"
    if _TURTLE.search(text):
        return "trig" if _GRAPH.search(text) else "turtle"
    return ""


def encoding_problem(head: bytes, name: str) -> Problem | None:
    """Return what is wrong when a file is text in UTF-16 or no text at all, else nothing."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or re.match(rb"(?:\x00[\x20-\x7e]|[\x20-\x7e]\x00){2}", head):
        return Problem("rdf-utf16", {"file": name}, Place(name))
    if b"\x00" in head:
        return Problem("rdf-binary", {"file": name}, Place(name))
    return None


def xml_problem(path: Path, name: str) -> Problem | None:
    """Return where a file stops being XML, else nothing.

    The RDF/XML parser takes a document that ends before its elements are closed for a whole one, so that a file cut
    in the middle would be validated as far as it goes. Nothing outside the file is read for it.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        place = Place(name, line=error.lineno, character=error.offset + 1)
        cause = expat.ErrorString(error.code)
        if error.code in _CUT_XML:
            return Problem("rdf-cut", {"file": name, "format": "rdfxml"}, place)
        return Problem("rdf-syntax", {"format": "rdfxml", "cause": cause}, place)
    return None


def diagnosis(problem: Problem, path: Path, name: str, known: str) -> Problem:
    """Return the clearest that can be said of a file that could not be read as the format `known`."""
    cause = re.sub(r"^Parser error (?:at|between) .*?: ", "", str(problem.values.get("cause", "")))
    place = Place(name, line=problem.place.line, character=problem.place.character)
    with path.open("rb") as file:
        head = file.read(HEAD)
    looks = guess(head)
    if problem.code not in ("rdf-syntax", "rdf-cut"):
        return Problem(problem.code, problem.values, place)
    if "LoadDocumentCallback" in cause:
        return Problem("rdf-remote-context", {"file": name, "contexts": _contexts(path)}, place)
    if looks == "html":
        return Problem("rdf-html", {"file": name}, place)
    if _other(looks, known):
        return Problem("rdf-other-syntax", {"file": name, "format": known, "looks": looks}, place)
    if problem.code == "rdf-cut" or cause.startswith("Unexpected end") or _at_end(path, place):
        return Problem("rdf-cut", {"file": name, "format": known}, place)
    if "utf-8" in cause.casefold():
        return Problem("rdf-not-utf8", {"file": name}, place)
    return Problem("rdf-syntax", {"format": known, "cause": cause}, place)


def _other(looks: str, known: str) -> bool:
    """Whether a file looks like another syntax than it is said to be, and not only like a part of it."""
    if not looks or looks == known:
        return False
    if known in ("turtle", "trig"):
        return looks not in _LIKE_TURTLE or (known == "turtle" and looks in ("trig", "nquads"))
    return not (known == "nquads" and looks == "ntriples")


def _at_end(path: Path, place: Place) -> bool:
    """Whether a place is the very end of a file's text, after which nothing but space follows."""
    if place.line is None or place.character is None:
        return False
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if number == place.line and place.character <= len(line.decode("utf-8", "replace").rstrip()):
                return False
            if number > place.line and line.strip():
                return False
    return True


def _contexts(path: Path) -> str:
    """Return the addresses of contexts that a JSON-LD file names."""
    text = path.read_text("utf-8", "replace")
    found = re.findall(r'"@context"\s*:\s*(?:\[\s*)?"([^"]*)"', text)
    return ", ".join(dict.fromkeys(found)) or "@context"
