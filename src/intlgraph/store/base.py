"""What every store can do, and the values it answers with.

Terms are those of pyoxigraph: small, frozen, hashable, with an N-Triples text. Terms of our own would only repeat
them, and both stores would have to translate every cell.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

from intlgraph.errors import Place, Problem, QueryError, RemoteError
from intlgraph.store import syntax

__all__ = [
    "Answering",
    "Quads",
    "Result",
    "Solutions",
    "Store",
    "Term",
    "Triples",
    "checked_form",
    "in_parts",
    "named_node",
    "place_in",
    "values_of",
]

Term = NamedNode | BlankNode | Literal | Triple
"""A cell of an answer. `Triple` is a term of RDF 1.2 only, which nothing of ours writes."""


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT query: the variables in the order they are projected, and one tuple for each row.

    Every row is as long as `variables`; a cell that is not bound is None.

    >>> Solutions(("name",), ((Literal("Växjö"),), (None,))).column("name")
    (<Literal value=Växjö datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>, None)
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def column(self, variable: str) -> tuple[Term | None, ...]:
        """Return the cells of one variable; raises `ValueError` when it is not projected."""
        place = self.variables.index(variable)
        return tuple(row[place] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE query: each triple once, sorted by its canonical line."""

    triples: tuple[Triple, ...]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Triples:
        """Return these triples, in whatever order and however often they come."""
        try:
            return cls(tuple(sorted(set(triples), key=str)))
        finally:
            del triples  # see `values_of`


Result = Solutions | bool | Triples

Quads = dict[str, tuple[Quad, ...]]
"""The quads of named graphs around some things, by the IRI of the thing, in the order of the store."""

_AT_ONCE: Final = 400


class Store(Protocol):
    """A place that answers SPARQL 1.1 queries over the union of its named graphs.

    Every query may use the prefixes of `namespaces.PREFIXES` without declaring them; a declaration of its own wins.
    Updates are refused. Errors are `QueryError` for the query, `RemoteError` for another machine, and `StoreError`
    for a store on this one.
    """

    def query(self, text: str) -> Result:
        """Return the answer to a query of any kind."""
        ...

    def select(self, text: str) -> Solutions:
        """Return the rows of a SELECT query; raises `QueryError` for any other kind."""
        ...

    def ask(self, text: str) -> bool:
        """Return the answer to an ASK query; raises `QueryError` for any other kind."""
        ...

    def construct(self, text: str) -> Triples:
        """Return the triples of a CONSTRUCT or DESCRIBE query; raises `QueryError` for any other kind."""
        ...

    def describe(self, iri: str) -> Triples:
        """Return every triple, of any graph, that has the thing as its subject."""
        ...

    def about(self, things: Iterable[str]) -> Quads:
        """Return the quads that each of these things (IRIs) is the subject of; one without any is left out."""
        ...

    def towards(self, things: Iterable[str]) -> Quads:
        """Return the quads that each of these things (IRIs) is the object of; one without any is left out."""
        ...

    def dump(self, graph: str | None = None) -> Iterator[str]:
        """Yield the canonical N-Quads lines, sorted, of one graph or (None) of all named graphs."""
        ...


_R = TypeVar("_R", Solutions, bool, Triples)


class Answering(ABC):
    """What the stores share: the kind of a query is looked at before it is run, and each kind has its own answer."""

    @abstractmethod
    def query(self, text: str) -> Result:
        """Return the answer to a query of any kind."""

    def select(self, text: str) -> Solutions:
        """Return the rows of a SELECT query; raises `QueryError` for any other kind."""
        return self._answer(text, Solutions, "SELECT")

    def ask(self, text: str) -> bool:
        """Return the answer to an ASK query; raises `QueryError` for any other kind."""
        return self._answer(text, bool, "ASK")

    def construct(self, text: str) -> Triples:
        """Return the triples of a CONSTRUCT or DESCRIBE query; raises `QueryError` for any other kind."""
        return self._answer(text, Triples, "CONSTRUCT", "DESCRIBE")

    def describe(self, iri: str) -> Triples:
        """Return every triple, of any graph, that has the thing as its subject.

        Raises `QueryError` when `iri` is no absolute IRI. The query names the graphs, so that the answer is the same
        from a server whose default graph is not the union of the others.
        """
        thing = named_node(iri)
        return self.construct(
            f"CONSTRUCT {{ {thing} ?p ?o }} WHERE {{ {{ {thing} ?p ?o }} UNION {{ GRAPH ?g {{ {thing} ?p ?o }} }} }}"
        )

    def about(self, things: Iterable[str]) -> Quads:
        """Return the quads that each of these things (IRIs) is the subject of; one without any is left out.

        Raises `QueryError` for what is no absolute IRI.
        """
        return self._around(things, "s")

    def towards(self, things: Iterable[str]) -> Quads:
        """Return the quads that each of these things (IRIs) is the object of; one without any is left out.

        Raises `QueryError` for what is no absolute IRI.
        """
        return self._around(things, "o")

    def _around(self, things: Iterable[str], side: str) -> Quads:
        found: dict[str, list[Quad]] = {}
        for values in in_parts(things):
            text = f"SELECT ?s ?p ?o ?g WHERE {{ VALUES ?{side} {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}"
            for s, p, o, g in self.select(text).rows:
                if isinstance(s, NamedNode | BlankNode) and isinstance(p, NamedNode) and isinstance(g, NamedNode):
                    thing = s if side == "s" else o
                    if isinstance(thing, NamedNode) and o is not None:
                        found.setdefault(thing.value, []).append(Quad(s, p, o, g))
        return {thing: tuple(quads) for thing, quads in found.items()}

    def _answer(self, text: str, kind: type[_R], *forms: str) -> _R:
        form = checked_form(text)
        if form not in forms:
            raise QueryError.of("query-kind", found=form, wanted=forms[0])
        result = self.query(text)
        if not isinstance(result, kind):  # a remote server may answer another question than the one it was asked
            raise RemoteError.of("remote-kind", wanted=forms[0])
        return result


def values_of(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Result:
    """Return what the engine answers as values, read to the end.

    The engine's answers may be neither read nor dropped in another thread than the one that made them. So no name
    here outlives the call, not even in the traceback of an exception, which may travel far.
    """
    try:
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        if isinstance(answer, QueryTriples):
            return Triples.of(answer)
        return Solutions(tuple(each.value for each in answer.variables), tuple(map(tuple, answer)))
    finally:
        del answer


def in_parts(things: Iterable[str]) -> Iterator[str]:
    """Yield these things (IRIs) as the content of VALUES blocks: a server may refuse a query that is too long."""
    wanted = sorted(set(things))
    for start in range(0, len(wanted), _AT_ONCE):
        yield " ".join(str(named_node(each)) for each in wanted[start : start + _AT_ONCE])


def named_node(iri: str) -> NamedNode:
    """Return the IRI as a term; raises `QueryError` when it is no absolute IRI."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError.of("query-iri", iri=iri, cause=error) from error


def checked_form(text: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE; raises `QueryError` for an update and for what is no query.

    >>> checked_form("ASK {}")
    'ASK'
    """
    form, token = syntax.form(text)
    if form == "UPDATE":
        raise QueryError.of("query-update")
    if token is None:
        raise QueryError.of("query-empty")
    if not form:
        raise QueryError([Problem("query-form", {"near": token.text}, place_in(text, token.start))])
    return form


def place_in(text: str, offset: int) -> Place:
    """Return the line and the character, both from 1, of an offset into a query."""
    return Place(line=text.count("\n", 0, offset) + 1, character=offset - text.rfind("\n", 0, offset))
