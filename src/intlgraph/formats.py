"""The RDF and result formats that are read and written: name, file ending, media type.

Named once here; the command line, the dumps, the store and the catalogue all read this list.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["GRAPH_FORMATS", "RESULT_FORMATS", "Format", "graph_format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One serialisation: the name used on the command line, the file ending without dot, the media type."""

    name: str
    extension: str
    media_type: str
    holds_graphs: bool = False


GRAPH_FORMATS: tuple[Format, ...] = (
    Format("turtle", "ttl", "text/turtle"),
    Format("ntriples", "nt", "application/n-triples"),
    Format("nquads", "nq", "application/n-quads", holds_graphs=True),
    Format("trig", "trig", "application/trig", holds_graphs=True),
    Format("jsonld", "jsonld", "application/ld+json"),
    Format("rdfxml", "rdf", "application/rdf+xml"),
)

RESULT_FORMATS: tuple[Format, ...] = (
    Format("csv", "csv", "text/csv"),
    Format("tsv", "tsv", "text/tab-separated-values"),
    Format("json", "srj", "application/sparql-results+json"),
    Format("xml", "srx", "application/sparql-results+xml"),
)


def graph_format(name: str) -> Format:
    """Return the RDF format of this name.

    Raises `KeyError` for an unknown one.

    >>> graph_format("turtle").extension
    'ttl'
    """
    for known in GRAPH_FORMATS:
        if known.name == name:
            return known
    raise KeyError(name)
