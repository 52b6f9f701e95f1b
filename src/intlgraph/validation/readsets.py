"""Read-sets: what of the data a shape looks at, so that after an edit only those are run whose data changed.

A read-set may be too large and is never too small: whatever cannot be told is `everything`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from intlgraph.validation.paths import predicates
from intlgraph.validation.queries import predicates_of, prologue, with_path
from intlgraph.validation.statements import SUBCLASS_OF, Node, Statements
from intlgraph.validation.targets import parameters
from intlgraph.validation.vocabulary import PARAMETERS, SH

__all__ = ["ReadSet", "of_shapes"]

_COMPARED = tuple(f"{SH}{name}" for name in ("equals", "disjoint", "lessThan", "lessThanOrEquals"))
_BY_PREDICATE = (f"{SH}targetSubjectsOf", f"{SH}targetObjectsOf")
_BY_CLASS = (f"{SH}class", f"{SH}targetClass")
_CLOSED, _SPARQL, _ADVANCED = f"{SH}closed", f"{SH}sparql", f"{SH}target"


@dataclass(frozen=True, slots=True)
class ReadSet:
    """The predicates that a shape reads, and the classes: rdf:type of these or of classes below them.

    With rdf:type among the predicates every type is read. rdfs:subClassOf is read wherever a class is.
    `everything`: any change concerns the shape.
    """

    predicates: frozenset[str]
    classes: frozenset[str]
    everything: bool = False

    def __or__(self, other: ReadSet) -> ReadSet:
        return ReadSet(
            self.predicates | other.predicates, self.classes | other.classes, self.everything or other.everything
        )


def of_shapes(statements: Statements, nodes: Iterable[Node], implicit: Iterable[str]) -> ReadSet:
    """Return what some shapes read; `implicit` are those that are classes and their own target."""
    custom = parameters(statements) - PARAMETERS
    found = ReadSet(frozenset(), frozenset(implicit))
    for node in nodes:
        found |= _one(statements, node, custom)
    if found.classes:
        found |= ReadSet(frozenset({SUBCLASS_OF}), frozenset())
    return found


def _one(statements: Statements, node: Node, custom: frozenset[str]) -> ReadSet:
    said = statements.about.get(node, {})
    reads: set[str] = set()
    for path in said.get(f"{SH}path", ()):
        reads |= set(predicates(statements, path))
    for key in (*_COMPARED, *_BY_PREDICATE):
        reads |= {value.value for value in said.get(key, ())}
    classes = {value.value for key in _BY_CLASS for value in said.get(key, ())}
    everything = _ADVANCED in said or not custom.isdisjoint(said)
    everything = everything or any(value.value != "false" for value in said.get(_CLOSED, ()))
    for constraint in said.get(_SPARQL, ()):
        iris = _of_query(statements, constraint)
        everything = everything or iris is None
        reads |= iris or frozenset()
        classes |= iris or frozenset()
    return ReadSet(frozenset(reads), frozenset(classes), everything)


def _of_query(statements: Statements, constraint: NamedNode | BlankNode | Literal) -> frozenset[str] | None:
    if isinstance(constraint, Literal):
        return None
    texts = statements.values(constraint, f"{SH}select")
    if len(texts) != 1:
        return None
    text = with_path(texts[0].value, "<urn:intlgraph:no-path>")  # what its shape's path reads is told from the shape
    return predicates_of(prologue(statements, constraint), text)
