"""The reference engine: pySHACL on an rdflib graph. Slow, and what the fast engine is held to.

Where the libraries differ from the standards they are corrected from outside: literals keep their lexical forms and
are judged by XML Schema (`lexical`), and patterns are handed over in the words of Python (`patterns`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from intlgraph import graphs
from intlgraph.errors import DataError, Problem
from intlgraph.formats import graph_format
from intlgraph.store.syntax import tokens
from intlgraph.validation.engines import filling, scope, subset
from intlgraph.validation.engines.corrected import collected
from intlgraph.validation.engines.lexical import fits
from intlgraph.validation.engines.regex import PatternError, for_python
from intlgraph.validation.engines.subset import below
from intlgraph.validation.patterns import dialects, may_run_forever
from intlgraph.validation.queries import prologue
from intlgraph.validation.results import Data, Findings, Result
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.vocabulary import SH

if TYPE_CHECKING:
    import rdflib

__all__ = ["Reference", "shapes_name"]

_QUERIES: Final = frozenset({f"{SH}select", f"{SH}ask"})
_CLOSED: Final = f"{SH}ClosedConstraintComponent"


class Reference:
    """The engine called `reference`. It holds the data in memory, some 2 kB a triple, and knows all of SHACL."""

    name = "reference"

    def run(self, data: Data, shapes: Shapes, only: frozenset[str] | None = None) -> Findings:
        """Return what the shapes find in the data; with `only`, what these of the shapes with targets find.

        Raises `DataError` for data that cannot be read, and with the name of the shape for one that cannot be run.
        """
        roots = [iri for iri in shapes.roots if only is None or iri in only]
        if not roots:
            return Findings(frozenset())
        graph = _graph(data)
        try:
            found = _run(graph, data, shapes, roots)
        except _RefusedError:
            for root in roots:  # pySHACL does not say which shape it was
                try:
                    _run(graph, data, shapes, [root])
                except _RefusedError as refused:
                    values = {"shape": shapes_name(shapes, root), "cause": str(refused)}
                    raise DataError([Problem(refused.code, values, shapes.nodes[root].place)]) from refused
            raise
        return Findings(scope.reported(found, data, shapes))


def shapes_name(shapes: Shapes, iri: str) -> str:
    """Return what messages call a shape: its IRI, or for a blank node that of the nearest shape above which has one."""
    seen: set[str] = set()
    while shapes.nodes[iri].anonymous and shapes.nodes[iri].parents and iri not in seen:
        seen.add(iri)
        iri = shapes.nodes[iri].parents[0]
    return iri


class _RefusedError(Exception):
    """PySHACL, or the regular expressions of Python, cannot run a shape."""

    def __init__(self, cause: str, code: str = "shape-not-runnable") -> None:
        """Keep what the cause is, and the code of the sentence that tells it."""
        super().__init__(cause)
        self.code = code


def _graph(data: Data) -> rdflib.Graph:
    """Return the union of all graphs of the data and its background, each literal judged by XML Schema."""
    seen: set[Triple] = set()
    for path in (*data.files, *data.background):
        seen.update(quad.triple for quad in graphs.parse(path, graph_format("nquads")))
    return _rdflib(seen)


def _rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    default = DefaultGraph()
    quads = (Quad(triple.subject, triple.predicate, triple.object, default) for triple in triples)
    for triple in graphs.to_rdflib(quads).default_graph:
        value = triple[2]
        if isinstance(value, rdflib.Literal) and value.datatype is not None:
            value._ill_typed = not fits(str(value), str(value.datatype))
        graph.add(triple)
    return graph


def _shapes_graph(shapes: Shapes, roots: Iterable[str]) -> rdflib.Graph:
    """Return the shapes graph as pySHACL is to read it: patterns in the words of Python, their flags inside."""
    triples = subset.select(shapes, roots)
    flags = {
        triple.subject: triple.object.value
        for triple in triples
        if triple.predicate.value == f"{SH}flags" and isinstance(triple.object, Literal)
    }
    said = []
    for triple in triples:
        value = triple.object
        if triple.predicate.value == f"{SH}pattern" and isinstance(value, Literal):
            pattern = _pattern(value.value, flags.get(triple.subject, ""))
            said.append(Triple(triple.subject, triple.predicate, Literal(pattern)))
        elif (
            triple.predicate.value in _QUERIES and isinstance(value, Literal) and not isinstance(triple.subject, Triple)
        ):
            query = prologue(shapes.statements, triple.subject) + value.value
            said.append(Triple(triple.subject, triple.predicate, Literal(query)))
        elif triple.predicate.value != f"{SH}flags":
            said.append(triple)
    return _rdflib(said)


def _pattern(pattern: str, flags: str) -> str:
    try:
        python = for_python(pattern, flags)
    except PatternError as error:
        if "python" not in dialects(pattern, flags):
            raise _RefusedError(f"sh:pattern {pattern}") from error
        python = f"(?{flags}){pattern}" if flags else pattern  # look-ahead and the like, which XPath lacks
    if "q" not in flags and may_run_forever(python):
        raise _RefusedError(pattern, "shape-pattern-endless")
    return python


def _run(graph: rdflib.Graph, data: Data, shapes: Shapes, roots: list[str]) -> list[Result]:
    advanced = any(target.kind == "advanced" for iri in roots for target in shapes.nodes[iri].targets)
    _refuse_endless_queries(shapes)
    shapes_graph = _shapes_graph(shapes, roots)
    try:
        found = collected(
            graph, shapes_graph, advanced=advanced, narrowed=lambda foci: _worth_looking_at(foci, data, shapes)
        )
    except Exception as error:  # pySHACL and rdflib raise bare `Exception` too, and no list is complete
        raise _RefusedError(str(error).strip().partition("\n")[0] or type(error).__name__) from error
    return [_result(each, shapes) for each in found]


def _worth_looking_at(foci: Mapping[str, frozenset[Any]], data: Data, shapes: Shapes) -> Mapping[str, frozenset[Any]]:
    """Return the focus nodes of each shape without those about which nothing that it finds would be reported.

    With a background that is most of the work: a target can be everything that has a type, and an ontology is large.
    """
    if not data.background:
        return foci
    asked: dict[str, dict[Any, set[Result]]] = {}
    for root, nodes in foci.items():
        shown = tuple(below(shapes, [root]))
        if not any(shape.path and f"{SH}property" in shape.parameters for shape in shown):
            # Shapes with the same parents and targets are chosen for alike, so one stands for all of them.
            alike = {(shape.parents, shape.targets): shape.iri for shape in shown}.values()
            asked[root] = {node: {Result(_term(node), "", "", "", "", iri) for iri in alike} for node in nodes}
    every = {result for some in asked.values() for results in some.values() for result in results}
    reported = scope.reported(every, data, shapes)
    kept = {
        root: frozenset(node for node, results in some.items() if not results.isdisjoint(reported))
        for root, some in asked.items()
    }
    return {**foci, **kept}


def _refuse_endless_queries(shapes: Shapes) -> None:
    """Raise where a query holds a pattern on which Python could work for ever."""
    for _, query in shapes.statements.having(f"{SH}select"):
        found = tokens(query.value) if isinstance(query, Literal) else ()
        if any(token.text.upper() in ("REGEX", "REPLACE") for token in found):
            for token in found:
                if token.kind == "string" and may_run_forever(token.text.strip("\"'").replace("\\\\", "\\")):
                    raise _RefusedError(f"REGEX {token.text}")


def _result(found: Mapping[str, Any], shapes: Shapes) -> Result:
    import rdflib

    shape = str(found[f"{SH}sourceShape"])
    component = str(found[f"{SH}sourceConstraintComponent"])
    constraint = str(found.get(f"{SH}sourceConstraint", ""))
    path = shapes.nodes[shape].path
    given = found.get(f"{SH}resultPath")
    if isinstance(given, rdflib.URIRef) and (constraint or component == _CLOSED):
        path = f"<{given}>"
    return Result(
        focus=_term(found[f"{SH}focusNode"]),
        path=path,
        value=_term(found.get(f"{SH}value")),
        component=component,
        severity=str(found[f"{SH}resultSeverity"]),
        shape=shape,
        constraint=constraint,
        messages=_messages(component, constraint, shape, found.get(f"{SH}resultMessage", ()), shapes),
    )


def _messages(
    component: str, constraint: str, shape: str, written: Iterable[str], shapes: Shapes
) -> tuple[tuple[str, str], ...]:
    if constraint:
        return filling.recovered(filling.templates(shapes, constraint, shape), written)
    return () if component.startswith(SH) else tuple(("", text) for text in sorted(set(written)))


def _term(value: Any) -> str:
    """Return a term of rdflib as N-Triples writes it, in the one form that results have."""
    import rdflib

    if value is None:
        return ""
    if isinstance(value, rdflib.BNode):
        return f"_:{value}"
    if isinstance(value, rdflib.URIRef):
        return str(NamedNode(str(value)))
    if value.language:
        return str(Literal(str(value), language=value.language))
    return str(Literal(str(value), datatype=NamedNode(str(value.datatype or rdflib.XSD.string))))
