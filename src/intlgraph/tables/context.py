"""The fixed context of CSV on the Web: which prefixes and terms metadata may use without declaring them.

Metadata Vocabulary for Tabular Data, section 5.2 and the document http://www.w3.org/ns/csvw.jsonld.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from intlgraph.namespaces import CSVW, DCTERMS, OA, RDF, XSD
from intlgraph.tables.addresses import is_absolute

__all__ = ["CONTEXT", "DATATYPES", "PREFIXES", "expand", "is_language"]

CONTEXT: Final = "http://www.w3.org/ns/csvw"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "as": "https://www.w3.org/ns/activitystreams#",
        "cc": "http://creativecommons.org/ns#",
        "csvw": CSVW,
        "ctag": "http://commontag.org/ns#",
        "dc": DCTERMS,
        "dc11": "http://purl.org/dc/elements/1.1/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": DCTERMS,
        "dctypes": "http://purl.org/dc/dcmitype/",
        "dqv": "http://www.w3.org/ns/dqv#",
        "duv": "https://www.w3.org/ns/duv#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "gr": "http://purl.org/goodrelations/v1#",
        "grddl": "http://www.w3.org/2003/g/data-view#",
        "ical": "http://www.w3.org/2002/12/cal/icaltzd#",
        "ma": "http://www.w3.org/ns/ma-ont#",
        "oa": OA,
        "og": "http://ogp.me/ns#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "qb": "http://purl.org/linked-data/cube#",
        "rdf": RDF,
        "rdfa": "http://www.w3.org/ns/rdfa#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "rev": "http://purl.org/stuff/rev#",
        "rif": "http://www.w3.org/2007/rif#",
        "rr": "http://www.w3.org/ns/r2rml#",
        "schema": "http://schema.org/",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "sioc": "http://rdfs.org/sioc/ns#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "skosxl": "http://www.w3.org/2008/05/skos-xl#",
        "v": "http://rdf.data-vocabulary.org/#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "void": "http://rdfs.org/ns/void#",
        "wdr": "http://www.w3.org/2007/05/powder#",
        "wrds": "http://www.w3.org/2007/05/powder-s#",
        "xhv": "http://www.w3.org/1999/xhtml/vocab#",
        "xml": "http://www.w3.org/XML/1998/namespace",
        "xsd": XSD,
    }
)

_XSD_NAMES: Final = [
    "anyAtomicType",
    "anyURI",
    "base64Binary",
    "boolean",
    "byte",
    "date",
    "dateTime",
    "dateTimeStamp",
    "dayTimeDuration",
    "decimal",
    "double",
    "duration",
    "float",
    "gDay",
    "gMonth",
    "gMonthDay",
    "gYear",
    "gYearMonth",
    "hexBinary",
    "int",
    "integer",
    "language",
    "long",
    "Name",
    "NMTOKEN",
    "negativeInteger",
    "nonNegativeInteger",
    "nonPositiveInteger",
    "normalizedString",
    "positiveInteger",
    "QName",
    "short",
    "string",
    "time",
    "token",
    "unsignedByte",
    "unsignedInt",
    "unsignedLong",
    "unsignedShort",
    "yearMonthDuration",
]

DATATYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{name: XSD + name for name in _XSD_NAMES},
        "any": XSD + "anyAtomicType",
        "binary": XSD + "base64Binary",
        "datetime": XSD + "dateTime",
        "number": XSD + "double",
        "html": RDF + "HTML",
        "xml": RDF + "XMLLiteral",
        "json": CSVW + "JSON",
    }
)
"""The built-in datatypes by name (section 5.11.1), each with the address it has in RDF."""

_TERMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{
            name: CSVW + name
            for name in [
                "Cell",
                "Column",
                "Datatype",
                "Dialect",
                "Direction",
                "ForeignKey",
                "JSON",
                "NumericFormat",
                "Row",
                "Schema",
                "Table",
                "TableGroup",
                "TableReference",
                "Transformation",
            ]
        },
        **DATATYPES,
        "describedby": PREFIXES["wrds"] + "describedby",
        "license": PREFIXES["xhv"] + "license",
        "role": PREFIXES["xhv"] + "role",
    }
)
_PREFIXED: Final = re.compile(r"([A-Za-z][A-Za-z0-9._-]*):(?!//)(.*)", re.DOTALL)
_LANGUAGE: Final = re.compile(
    r"(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4}|[A-Za-z]{5,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*)(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?"
    r"|[Xx](?:-[A-Za-z0-9]{1,8})+"
)


def expand(name: str, *, terms: bool = False) -> str | None:
    """Return the absolute IRI that a name in metadata stands for, or None where it stands for none.

    >>> expand("dc:title")
    'http://purl.org/dc/terms/title'
    >>> expand("https://w3id.org/intlgraph/ns#edtf")
    'https://w3id.org/intlgraph/ns#edtf'
    >>> expand("title") is None
    True
    """
    if terms and name in _TERMS:
        return _TERMS[name]
    match = _PREFIXED.fullmatch(name)
    if match is not None and match[1] in PREFIXES:
        return PREFIXES[match[1]] + match[2]
    return name if is_absolute(name) else None


def is_language(tag: object) -> bool:
    """Tell whether a value is a language tag as BCP 47 writes it.

    >>> is_language("sv-SE"), is_language("a-bad-language"), is_language(1)
    (True, False, False)
    """
    return isinstance(tag, str) and _LANGUAGE.fullmatch(tag) is not None
