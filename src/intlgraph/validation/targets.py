"""Targets, and which nodes of a graph are shapes (SHACL, sections 2.1 and 2.1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import RDFS
from intlgraph.validation.statements import Node, Statements, Term
from intlgraph.validation.vocabulary import LISTS_OF_SHAPES, PARAMETERS, SH, SHAPE_EXPECTING, TARGETS

__all__ = ["Target", "children", "implicit_classes", "parameters", "shape_nodes", "targets"]


@dataclass(frozen=True, slots=True)
class Target:
    """One way of choosing focus nodes: `class`, `node`, `subjects-of` or `objects-of`, and of what (an N-Triples term).

    `advanced` is a target of SHACL Advanced Features (sh:target), which says in SPARQL what it chooses.
    """

    kind: str
    term: str


def parameters(statements: Statements) -> frozenset[str]:
    """Return the IRIs of all parameters: the built-in ones, and those of components declared in the graph."""
    declared = {
        path.value
        for component in statements.instances(f"{SH}ConstraintComponent")
        for parameter in statements.values(component, f"{SH}parameter")
        for path in statements.values(parameter, f"{SH}path")
        if isinstance(path, NamedNode)
    }
    return PARAMETERS | declared


def children(statements: Statements, node: Node) -> Iterator[Term]:
    """Yield what stands where a shape is expected as a value of a node: shapes that it mentions."""
    for predicate, values in statements.about.get(node, {}).items():
        if predicate in SHAPE_EXPECTING:
            yield from values
        elif predicate in LISTS_OF_SHAPES:
            for value in values:
                yield from statements.members(value) or ()


def shape_nodes(statements: Statements) -> frozenset[Node]:
    """Return the nodes that are shapes: typed so, with a target, with a parameter, or where a shape is expected."""
    marks = parameters(statements) | frozenset(TARGETS)
    found = set(statements.instances(f"{SH}NodeShape", f"{SH}PropertyShape"))
    found |= {node for node, rest in statements.about.items() if not marks.isdisjoint(rest)}
    mentioned = {child for node in statements.about for child in children(statements, node)}
    return frozenset(found) | {child for child in mentioned if not isinstance(child, Literal)}


def targets(statements: Statements, node: Node, classes: Iterable[Node]) -> tuple[Target, ...]:
    """Return the targets of a shape; `classes` are the typed shapes that are also classes: implicit class targets."""
    found = [
        Target(kind, str(value)) for predicate, kind in TARGETS.items() for value in statements.values(node, predicate)
    ]
    if isinstance(node, NamedNode) and node in classes:
        found.append(Target("class", str(node)))
    return tuple(dict.fromkeys(found))


def implicit_classes(statements: Statements) -> frozenset[Node]:
    """Return the shapes that are their own target: IRIs typed as a shape and as a class (section 2.1.3.3)."""
    typed = statements.instances(f"{SH}NodeShape", f"{SH}PropertyShape")
    return frozenset(node for node in typed & statements.instances(f"{RDFS}Class") if isinstance(node, NamedNode))
