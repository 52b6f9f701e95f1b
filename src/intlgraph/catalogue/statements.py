"""Statements: triples as strings, said with short names, sorted when they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import PREFIXES

__all__ = ["NAMES", "Statements", "day", "expand", "ref", "texts", "typed"]

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **PREFIXES,
        "dcatap": "http://data.europa.eu/r5r/",
        "formats": "http://www.w3.org/ns/formats/",
        "spdx": "http://spdx.org/rdf/terms#",
    }
)
"""The prefixes that catalogues and VoID are written with."""


def expand(name: str) -> str:
    """Return the IRI of a short name.

    >>> expand("dcat:Dataset")
    'http://www.w3.org/ns/dcat#Dataset'
    """
    prefix, _, local = name.partition(":")
    return NAMES[prefix] + local


def ref(iri: str) -> str:
    """Return an IRI as a term."""
    return f"<{iri}>"


def texts(said: Mapping[str, str]) -> tuple[str, ...]:
    """Return a text in each language as terms, those that are empty left out.

    >>> texts({"sv": "Nät", "en": ""})
    ('"Nät"@sv',)
    """
    return tuple(str(Literal(text, language=tag)) for tag, text in said.items() if text)


def typed(value: object, name: str = "xsd:string") -> str:
    """Return a value as a literal of a datatype."""
    return str(Literal(str(value), datatype=NamedNode(expand(name))))


def day(value: date) -> str:
    """Return a day as a literal."""
    return typed(value.isoformat(), "xsd:date")


@dataclass(slots=True)
class Statements:
    """A growing set of triples `<s> <p> <o>`.

    >>> said = Statements()
    >>> said.say("http://e/a", "rdf:type", ref("http://e/T"))
    >>> said.sorted()
    ['<http://e/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/T>']
    """

    triples: set[str] = field(default_factory=set)

    def say(self, subject: str, predicate: str, *values: str) -> None:
        """Add a statement for each value; the subject is an IRI, the predicate a short name, the values are terms."""
        self.triples.update(f"<{subject}> <{expand(predicate)}> {value}" for value in values)

    def type(self, subject: str, *names: str) -> None:
        """Say the classes of a subject by their short names."""
        self.say(subject, "rdf:type", *(ref(expand(name)) for name in names))

    def point(self, subject: str, predicate: str, iris: Iterable[str]) -> None:
        """Say that a subject points to some IRIs; empty ones are left out."""
        self.say(subject, predicate, *(ref(iri) for iri in iris if iri))

    def sorted(self) -> list[str]:
        """Return the triples in the order that the writers of dumps take."""
        return sorted(self.triples)
