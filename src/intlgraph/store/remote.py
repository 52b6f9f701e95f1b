"""Any SPARQL endpoint, answering as the embedded store does (SPARQL 1.1 Protocol).

Rows are asked for as SPARQL JSON results, triples as N-Triples (Turtle where the server knows no better). A query
with SERVICE is sent as it is: whom that server may ask is for that server to say.
"""

from __future__ import annotations

import ast
import socket
import urllib.error
from collections.abc import Iterable, Iterator
from http.client import HTTPException
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat
from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLExceptions, SPARQLWrapper

from intlgraph import graphs
from intlgraph.errors import IntlgraphError, QueryError, RemoteError
from intlgraph.namespaces import PREFIXES
from intlgraph.store import syntax
from intlgraph.store.base import Answering, Result, Triples, checked_form, named_node, values_of

__all__ = ["RemoteStore"]

_LONGEST_GET: Final = 2000
"""Characters of a query that still go into an address; servers and proxies cut addresses at about 8000 bytes."""

_ROWS = {"application/sparql-results+json": None, "application/json": None}
_TRIPLES = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
}
_STATUS = {
    SPARQLExceptions.QueryBadFormed: 400,
    SPARQLExceptions.EndPointNotFound: 404,
    SPARQLExceptions.Unauthorized: 401,
    SPARQLExceptions.URITooLong: 414,
    SPARQLExceptions.EndPointInternalError: 500,
}


class RemoteStore(Answering):
    """The store behind an address.

    `timeout` is in seconds and holds for each wait for the server, not for the whole answer; None waits for ever.
    The union of the named graphs is the default graph only if the server is set up so.
    """

    def __init__(self, endpoint: str, timeout: int | None = 60) -> None:
        """Remember the address; nothing is sent yet."""
        self.endpoint = endpoint
        self._timeout = timeout

    def query(self, text: str) -> Result:
        """Return the answer to a query of any kind.

        Prefixes of ours that the query uses and does not declare are declared for it. Raises `QueryError` for an
        update and for what the server calls a bad query, `RemoteError` for anything else that goes wrong.
        """
        form = checked_form(text)
        rows = form in ("SELECT", "ASK")
        body, content_type = self._fetch(_declared(text), form, _ROWS if rows else _TRIPLES)
        try:
            if rows:
                return values_of(pyoxigraph.parse_query_results(body, QueryResultsFormat.JSON))
            return Triples.of(quad.triple for quad in pyoxigraph.parse(body, format=_TRIPLES[content_type]))
        except (SyntaxError, ValueError) as error:
            raise RemoteError.of("remote-broken", endpoint=self.endpoint, cause=error) from error

    def dump(self, graph: str | None = None) -> Iterator[str]:
        """Yield the canonical N-Quads lines, sorted, of one graph or (None) of all named graphs.

        Each graph is fetched whole. The default graph is left out: it may be the union of the others.
        """
        names: Iterable[object] = [named_node(graph)] if graph is not None else self._graph_names()
        lines = (
            f"{triple} {name} .\n"
            for name in names
            for triple in self.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}").triples
        )
        yield from graphs.sorted_lines(lines)

    def _graph_names(self) -> Iterator[NamedNode]:
        for name in self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").column("g"):
            if isinstance(name, NamedNode):
                yield name

    def _fetch(self, text: str, form: str, accepted: Iterable[str]) -> tuple[bytes, str]:
        """Return the body of the answer and its media type."""
        wrapper = SPARQLWrapper(self.endpoint, returnFormat=JSON if form in ("SELECT", "ASK") else TURTLE)
        wrapper.onlyConneg = True  # no output=json parameters: the header says it, in words every server knows
        wrapper.addCustomHttpHeader("Accept", ", ".join(accepted))
        wrapper.setMethod(GET if len(text) <= _LONGEST_GET else POST)
        # Set here, not by setQuery, which finds the form with a regular expression and warns when it does not.
        wrapper.queryString, wrapper.queryType = text, form
        if self._timeout is not None:
            wrapper.setTimeout(self._timeout)
        try:
            with wrapper.query().response as response:
                content_type = response.headers.get_content_type()
                body: bytes = response.read()
        except SPARQLExceptions.SPARQLWrapperException as error:
            _close(error.__context__)
            raise self._refusal(_STATUS.get(type(error), 0), _first_lines(_said(error))) from error
        except urllib.error.HTTPError as error:
            with error:
                raise self._refusal(error.code, _first_lines(error.read())) from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._no_answer(error) from error
        if content_type not in accepted:
            answer = _first_lines(body)
            raise RemoteError.of("remote-content", endpoint=self.endpoint, found=content_type, answer=answer)
        return body, content_type

    def _refusal(self, status: int, answer: str) -> IntlgraphError:
        if status == 400:
            return QueryError.of("remote-refused", endpoint=self.endpoint, answer=answer)
        return RemoteError.of("remote-status", endpoint=self.endpoint, status=status, answer=answer)

    def _no_answer(self, error: Exception) -> IntlgraphError:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, TimeoutError):
            return RemoteError.of("remote-timeout", endpoint=self.endpoint, seconds=self._timeout)
        if isinstance(reason, socket.gaierror):
            return RemoteError.of("remote-unknown-host", endpoint=self.endpoint)
        return RemoteError.of("remote-no-answer", endpoint=self.endpoint, cause=reason)


def _declared(text: str) -> str:
    """Return the query with the prefixes of ours that it uses and does not declare, on its first line.

    Nothing is put before a query that needs nothing, and no line is added, so that the server's line numbers fit.
    """
    missing = [prefix for prefix in syntax.undeclared_prefixes(text) if prefix in PREFIXES]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + text


def _close(error: BaseException | None) -> None:
    """Close the connection that SPARQLWrapper leaves open behind the exceptions it makes of some states."""
    if isinstance(error, urllib.error.HTTPError):
        error.close()


def _said(error: Exception) -> bytes:
    """Return the body that SPARQLWrapper hides, as a Python literal, at the end of its message."""
    literal = str(error).partition("Response:\n")[2]
    said = ast.literal_eval(literal) if literal else b""
    return said if isinstance(said, bytes) else str(said).encode()


def _first_lines(said: bytes, lines: int = 3, characters: int = 300) -> str:
    """Return the beginning of what a server said, on one line."""
    kept = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()][:lines]
    return " ".join(kept)[:characters]
