"""PySHACL, corrected where it departs from the Recommendation, for the length of one run."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from intlgraph.validation.engines import sparql
from intlgraph.validation.engines.ordering import compare
from intlgraph.validation.engines.terms import typed

if TYPE_CHECKING:
    import rdflib

__all__ = ["collected"]

_DEEPEST: Final = 60

Narrowed = Callable[[Mapping[str, frozenset[Any]]], Mapping[str, frozenset[Any]]]
"""What leaves out focus nodes: from those of each shape, by IRI, to those that are worth looking at."""


def collected(
    graph: rdflib.Graph, shapes: rdflib.Graph, *, advanced: bool, narrowed: Narrowed
) -> list[Mapping[str, Any]]:
    """Return what pySHACL finds, each result as its properties (full IRIs) and their terms, messages in a list.

    It is asked for its results before it makes a report graph of them, which copies, and relabels, what it copies.
    Of the focus nodes of a shape with targets it looks at those that `narrowed` leaves.
    """
    from pyshacl.graph_abstraction import DataGraph
    from pyshacl.validator import Validator

    found: list[Sequence[Any]] = []

    class _Collecting(Validator):
        @classmethod
        def create_validation_report(cls, _: object, __: bool, results: list[Any]) -> tuple[None, str]:
            found.extend(results)
            return None, ""

    logger = logging.Logger("pyshacl", logging.CRITICAL + 1)  # known to nobody: what it says of shapes is said by us
    options = {"logger": logger, "advanced": advanced, "max_validation_depth": _DEEPEST, "inference": "none"}
    validator = _Collecting(DataGraph.from_rdflib(graph), shacl_graph=shapes, options=options)
    with _corrections(None if advanced else _foci(validator.shacl_graph.shapes, graph, narrowed)):
        validator.run()  # type: ignore[no-untyped-call]
    return [_properties(node, triples) for _, node, triples in found]


def _properties(node: object, triples: Sequence[tuple[Any, Any, Any]]) -> Mapping[str, Any]:
    """Return the properties of one result, among whose triples are those of the results that are its details."""
    properties: dict[str, Any] = {}
    for subject, predicate, value in triples:
        if subject != node:
            continue
        term = value[1] if isinstance(value, tuple) else value
        if str(predicate).endswith("#resultMessage"):
            properties.setdefault(str(predicate), []).append(str(term))
        else:
            properties[str(predicate)] = term
    return properties


def _foci(shapes: Iterable[Any], graph: rdflib.Graph, narrowed: Narrowed) -> Callable[..., set[Any]]:
    """Return what tells the focus nodes of a shape of pySHACL, found once and narrowed."""
    found = {str(shape.node): frozenset(shape.focus_nodes(graph)) for shape in shapes}
    kept = narrowed({shape: nodes for shape, nodes in found.items() if nodes})

    def focus_nodes(self: Any, _: object, **__: object) -> set[Any]:
        return set(kept.get(str(self.node), ()))

    return focus_nodes


@contextmanager
def _corrections(focus_nodes: Callable[..., set[Any]] | None) -> Iterator[None]:
    """Let pySHACL judge datatypes and order by the standards, not by what Python makes of a value.

    Python has no date before the year 1 and no 24 o'clock, rdflib puts literals of unlike types in some order, and
    pySHACL lets every literal be an `rdfs:Literal`.
    """
    from pyshacl.constraints.core import property_pair_constraints as pairs
    from pyshacl.constraints.core import value_constraints, value_range_constraints
    from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
    from pyshacl.shape import Shape
    from rdflib.paths import MulPath
    from rdflib.plugins.sparql import operators, parser, processor
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    corrections: list[tuple[Any, str, Any]] = [
        (processor, "parseQuery", str),
        (processor, "translateQuery", _translation(parseQuery, translateQuery)),
        (parser.RelationalExpression, "evalfn", sparql.ordered(operators.RelationalExpression)),
        (MulPath, "eval", sparql.walked(MulPath.eval)),
        (SPARQLQueryHelper, "check_invalid_sparql", _checked_once(SPARQLQueryHelper.check_invalid_sparql)),
        (value_constraints.DatatypeConstraintComponent, "evaluate", _evaluate_datatype),
        (value_range_constraints, "compare_literal", _compare_to_bound),
        (pairs.LessThanConstraintComponent, "_compare_lt", _comparison((-1,))),
        (pairs.LessThanOrEqualsConstraintComponent, "_compare_ltoe", _comparison((-1, 0))),
    ]
    if focus_nodes is not None:
        corrections.append((Shape, "focus_nodes", focus_nodes))
    was = [getattr(owner, name) for owner, name, _ in corrections]
    try:
        for owner, name, correction in corrections:
            setattr(owner, name, correction)
        yield
    finally:
        for (owner, name, _), original in zip(corrections, was, strict=True):
            setattr(owner, name, original)


def _translation(parsed: Callable[[str], Any], translated: Callable[..., Any]) -> Callable[..., Any]:
    """Return what rdflib makes of a query, made once: pySHACL asks the same again for every focus node."""
    kept: dict[str, Any] = {}

    def translate(query: str, base: str | None, namespaces: Mapping[str, Any] | None) -> Any:
        if query not in kept:
            kept[query] = translated(parsed(query), base, namespaces)
        return kept[query]

    return translate


def _checked_once(check: Callable[..., bool]) -> Callable[..., bool]:
    """Return what refuses the queries that SHACL forbids, and looks at a query once and not for every focus node."""
    passed: set[tuple[str, bool, frozenset[str]]] = set()

    def checked(self: Any, query: str, valuenode: Any = None, extravars: Iterable[str] | None = None) -> bool:
        key = query, valuenode is None, frozenset(extravars or ())
        if key not in passed:
            check(self, query, valuenode=valuenode, extravars=extravars)
            passed.add(key)
        return True

    return checked


def _evaluate_datatype(self: Any, _: object, graph: object, values: Mapping[Any, Any], __: object) -> tuple[bool, Any]:
    reports = [
        self.make_v_result(graph, focus, value_node=value)
        for focus, nodes in values.items()
        for value in nodes
        if not _is_of(value, self.datatype_rule)
    ]
    return not reports, reports


def _is_of(value: Any, datatype: Any) -> bool:
    import rdflib

    return isinstance(value, rdflib.Literal) and typed(value)[1] == str(datatype) and not value.ill_typed


def _compare_to_bound(value: Any, bound: Any) -> int:
    order = compare(typed(value), typed(bound))
    if order is None:
        raise TypeError  # which pySHACL takes for "not conforming"
    return order


def _comparison(allowed: tuple[int, ...]) -> Callable[..., tuple[bool, list[Any]]]:
    def compared(self: Any, values: Any, others: Any, graph: object, focus: object) -> tuple[bool, list[Any]]:
        import rdflib

        reports = [
            self.make_v_result(graph, focus, value_node=value)
            for value in values
            for other in others
            if not (isinstance(value, rdflib.Literal) and isinstance(other, rdflib.Literal))
            or compare(typed(value), typed(other)) not in allowed
        ]
        return bool(reports), reports

    return compared
