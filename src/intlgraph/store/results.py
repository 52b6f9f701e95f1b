"""Answers written down: the W3C's result formats, RDF for triples, and an aligned table for people.

CSV and TSV follow https://www.w3.org/TR/sparql11-results-csv-tsv/, JSON https://www.w3.org/TR/sparql11-results-json/
and XML https://www.w3.org/TR/rdf-sparql-XMLres/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Triple, parse_query_results
from tabulate import tabulate
from wcwidth import wcswidth

from intlgraph import graphs
from intlgraph.errors import CommandError
from intlgraph.formats import GRAPH_FORMATS, RESULT_FORMATS, graph_format
from intlgraph.namespaces import PREFIXES, XSD
from intlgraph.store.base import Result, Solutions, Term, Triples

__all__ = ["shortened", "table", "write"]

_ENGINE_FORMATS = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "xml": QueryResultsFormat.XML}
_BETWEEN: Final = 2
_NARROWEST: Final = 12
_LOCAL = re.compile(r"\w(?:[\w.-]*[\w-])?")


def write(result: Result, name: str, width: int | None = None) -> bytes:
    r"""Return an answer in a format: csv, tsv, json, xml or table for rows and yes or no; an RDF format for triples.

    Names of formats are those of `formats`; a table of triples has the columns subject, predicate and object.
    Raises `CommandError` when the format is unknown or cannot hold this kind of answer.

    >>> write(Solutions(("name",), ((Literal("Växjö"),),)), "csv").decode()
    'name\r\nVäxjö\r\n'
    """
    if name == "table":
        return table(result, width).encode()
    known = GRAPH_FORMATS if isinstance(result, Triples) else RESULT_FORMATS
    if name not in [each.name for each in known]:
        raise CommandError.of("result-format", format=name, known=", ".join(["table", *(each.name for each in known)]))
    if isinstance(result, Triples):
        return graphs.serialise(result.triples, graph_format(name))
    data = _json(result)
    if name == "json":
        return data
    # The engine's writers take only the engine's own answers, which JSON can be read into without loss.
    return parse_query_results(data, QueryResultsFormat.JSON).serialize(format=_ENGINE_FORMATS[name]) or b""


def table(result: Result, width: int | None = None) -> str:
    """Return an answer as aligned text for a terminal, ending with a line feed.

    With a width, in characters, the widest columns are folded until the lines fit, as far as words allow.

    IRIs are shortened with our prefixes, literals stand bare, and a cell that is not bound is empty. Line feeds and
    control characters become spaces, so that no value can break the table or command the terminal.
    """
    if isinstance(result, bool):
        return "true\n" if result else "false\n"
    if isinstance(result, Triples):
        result = Solutions(("subject", "predicate", "object"), tuple(tuple(each) for each in result.triples))
    rows = [[_cell(term) for term in row] for row in result.rows]
    widths = _fitting([result.variables, *rows], width) if width else None
    return (
        tabulate(
            rows,
            headers=result.variables,
            tablefmt="simple",
            disable_numparse=True,
            maxcolwidths=widths if rows else None,
            maxheadercolwidths=widths,
        )
        + "\n"
    )


def _fitting(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return how wide each column may be: the widest give way until all fit, none below what can be read.

    >>> _fitting([("a", "b"), ("x" * 50, "y" * 30)], 62)
    [30, 30]
    """
    widths = [max(wcswidth(cell) for cell in column) for column in zip(*rows, strict=True)]
    room = width - _BETWEEN * (len(widths) - 1)
    while sum(widths) > room and max(widths, default=0) > _NARROWEST:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    return widths


def shortened(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return the IRI as a prefixed name where a prefix fits, else as it is.

    >>> shortened("http://www.w3.org/ns/org#Membership"), shortened("http://example.org/x")
    ('org:Membership', 'http://example.org/x')
    """
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return shortened(term.value)
    text = term.value if isinstance(term, Literal) else str(term)
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)


def _json(result: Solutions | bool) -> bytes:
    """Return the SPARQL 1.1 Query Results JSON, without spaces, members in the order of the specification."""
    if isinstance(result, bool):
        answer: dict[str, object] = {"head": {}, "boolean": result}
    else:
        bindings = [
            {name: _json_term(term) for name, term in zip(result.variables, row, strict=True) if term is not None}
            for row in result.rows
        ]
        answer = {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {name: _json_term(part) for name, part in zip(("subject", "predicate", "object"), term, strict=True)}
        return {"type": "triple", "value": parts}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == f"{XSD}string":
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
