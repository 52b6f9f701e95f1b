"""Namespaces, and the names of our own terms that the press itself must know.

No other module spells a local name of `intl:`: what a class or a property is called is said here and in
`ontology/`, nowhere else. A test reads both.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = [
    "CONCEPT",
    "CSVW",
    "DCTERMS",
    "FOAF_PERSON",
    "INTL",
    "LEGAL_BASIS",
    "OA",
    "PREFIXES",
    "PREF_LABEL",
    "RDF",
    "RDFS",
    "XSD",
    "Annotation",
    "Display",
    "Intl",
]

INTL: Final = "https://w3id.org/intlgraph/ns#"
CONCEPT: Final = "https://w3id.org/intlgraph/concept/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OA: Final = "http://www.w3.org/ns/oa#"
DCTERMS: Final = "http://purl.org/dc/terms/"
CSVW: Final = "http://www.w3.org/ns/csvw#"

FOAF_PERSON: Final = "http://xmlns.com/foaf/0.1/Person"
LEGAL_BASIS: Final = "https://w3id.org/dpv#hasLegalBasis"
PREF_LABEL: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "cv": "http://data.europa.eu/m8g/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": DCTERMS,
        "dpv": "https://w3id.org/dpv#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "frapo": "http://purl.org/cerif/frapo/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "intl": INTL,
        "locn": "http://www.w3.org/ns/locn#",
        "oa": OA,
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": "http://schema.org/",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "time": "http://www.w3.org/2006/time#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": XSD,
    }
)
"""Prefixes that every query may use without declaring them, and that every dump declares when it uses them."""


class Intl:
    """Terms of our own ontology that the press reads or writes by name (full IRIs)."""

    CERTAINTY: Final = f"{INTL}certainty"
    PASSAGE: Final = f"{INTL}passage"
    PUBLIC_ROLE: Final = f"{INTL}publicRole"
    REASON: Final = f"{INTL}reason"
    RETRIEVED: Final = f"{INTL}retrieved"
    SHA256: Final = f"{INTL}sha256"
    CHARACTERS: Final = f"{INTL}characters"
    DEMONSTRATION: Final = f"{INTL}demonstration"
    """Whether a catalogue only demonstrates, so that no portal should list it."""
    WRITTEN_FORM: Final = f"{INTL}writtenForm"
    AS_WRITTEN: Final = frozenset({f"{INTL}asWritten", f"{INTL}kindAsWritten", f"{INTL}roleAsWritten"})
    """Properties whose values are words that stand in a document as they are."""
    MENTIONED_IN: Final = f"{INTL}mentionedIn"
    THING: Final = f"{INTL}thing"
    DISPLAY: Final = f"{INTL}display"
    FACET: Final = f"{INTL}facet"
    FACET_AMONG: Final = f"{INTL}facetAmong"
    FACET_PATH: Final = f"{INTL}facetPath"
    FACET_YEARS: Final = f"{INTL}facetYears"
    COLOUR: Final = f"{INTL}colour"
    ENDS_WITH: Final = f"{INTL}endsWith"
    HEDGE: Final = f"{INTL}hedge"
    INVERSE_LABEL: Final = f"{INTL}inverseLabel"
    PHRASE: Final = f"{INTL}phrase"
    PLURAL_LABEL: Final = f"{INTL}pluralLabel"
    SENTENCE: Final = f"{INTL}sentence"
    VIEW: Final = f"{INTL}view"
    SUBJECT_PROPERTY: Final = f"{INTL}subjectProperty"
    SIDES: Final = ("thing", "object")
    """What the pattern of a property's sentence calls whoever has the property, and its value."""
    TIMES: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
        {
            "start": (f"{INTL}start", f"{INTL}earliestStart", f"{INTL}latestStart"),
            "end": (f"{INTL}end", f"{INTL}earliestEnd", f"{INTL}latestEnd"),
            "date": (f"{INTL}date", f"{INTL}earliestDate", f"{INTL}latestDate"),
        }
    )
    """For each kind of time a column may hold: the typed value, the earliest and the latest day it can mean."""


class Display:
    """How a class is shown to readers: concepts that the ontology gives its classes (full IRIs)."""

    ENTITY: Final = f"{CONCEPT}display/entity"
    STATEMENT: Final = f"{CONCEPT}display/statement"


class Annotation:
    """Annotations of ours in the tables' metadata, beside what CSV on the Web can say (full IRIs)."""

    EDTF: Final = f"{INTL}edtf"
    PASSAGES: Final = f"{INTL}passages"
    EDITORIAL: Final = f"{INTL}editorial"
    REFERS_TO: Final = f"{INTL}refersTo"
    EACH: Final = f"{INTL}each"
    OPTIONAL: Final = f"{INTL}optional"
