"""Terms: the one way of writing them that results have, whichever library wrote them first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import RdfFormat, parse

from intlgraph.namespaces import RDF, XSD

__all__ = ["canonical", "iri_of", "typed"]


def canonical(texts: Iterable[str]) -> Mapping[str, str]:
    """Return each term (N-Triples, escaped in any of the ways that are allowed) with its canonical form.

    >>> canonical(['"a"^^<http://www.w3.org/2001/XMLSchema#string>'])['"a"^^<http://www.w3.org/2001/XMLSchema#string>']
    '"a"'
    """
    distinct = list(dict.fromkeys(text for text in texts if text))
    # The labels of blank nodes are kept: the parser renames them only where it is asked to.
    document = "".join(f"<s:s> <p:{number}> {text} .\n" for number, text in enumerate(distinct))
    parsed = {
        int(quad.predicate.value[2:]): str(quad.object) for quad in parse(document.encode(), format=RdfFormat.N_TRIPLES)
    }
    return {text: parsed[number] for number, text in enumerate(distinct)} | {"": ""}


def iri_of(text: str) -> str:
    """Return the IRI of a term, without its brackets; anything else as it is.

    >>> iri_of("<http://e/x>"), iri_of("_:b")
    ('http://e/x', '_:b')
    """
    return text[1:-1] if text.startswith("<") else text


def typed(value: Any) -> tuple[str, str]:
    """Return the lexical form and the datatype of a literal of rdflib."""
    datatype = f"{RDF}langString" if value.language else value.datatype or f"{XSD}string"
    return str(value), str(datatype)
