"""Trust: why a shape cannot be left to the native engine, and goes to the reference engine alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import XSD
from intlgraph.validation.engines.prepared import Prepared, datatypes_after
from intlgraph.validation.engines.regex import for_native
from intlgraph.validation.engines.subset import below
from intlgraph.validation.shapes import Shape, Shapes
from intlgraph.validation.targets import children
from intlgraph.validation.vocabulary import PARAMETERS, SH

__all__ = ["Facts", "doubt", "is_direct"]

_RANGES: Final = frozenset(f"{SH}{name}" for name in ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"))
_PAIRS: Final = frozenset({f"{SH}lessThan", f"{SH}lessThanOrEquals"})
_ORDERED_NAMES: Final = (
    "integer decimal double float int long short byte nonNegativeInteger positiveInteger nonPositiveInteger"
    " negativeInteger unsignedInt unsignedLong unsignedShort unsignedByte date dateTime boolean"
)
_ORDERED: Final = frozenset(f"{XSD}{name}" for name in _ORDERED_NAMES.split())
"""The datatypes that the native engine orders as the standards do; it also orders texts with unlike languages."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the data hold that may mislead the native engine: blank nodes, long numbers, datatypes after predicates."""

    blank: bool
    long_numbers: bool
    datatypes: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, prepared: Prepared, shapes: Shapes) -> Facts:
        """Return the facts of data, as far as these shapes need them."""
        compared = {
            value.value
            for shape in shapes.nodes.values()
            for key in _PAIRS
            for value in shape.parameters.get(key, ())
            if isinstance(value, NamedNode)
        }
        long_numbers = any(each.is_beyond and not each.is_ill_typed for each in prepared.literals)
        return cls(prepared.blank, long_numbers, datatypes_after(prepared.file, sorted(compared)))


def doubt(shapes: Shapes, root: str, facts: Facts) -> str:
    """Return the code of the reason why a root shape needs the reference engine; empty when it can be trusted."""
    if facts.long_numbers:
        return "reference-long-number"
    if any(target.kind == "advanced" for target in shapes.nodes[root].targets):
        return "reference-target"
    found = list(below(shapes, [root]))
    return next((reason for each in found for reason in _doubts(each, root, shapes, facts)), "")


def _doubts(shape: Shape, root: str, shapes: Shapes, facts: Facts) -> Iterator[str]:
    parameters = shape.parameters
    if not PARAMETERS.issuperset(parameters):
        yield "reference-custom"
    if f"{SH}sparql" in parameters and not is_direct(shape, root, shapes):
        yield "reference-deep-sparql"
    if f"{SH}closed" in parameters and facts.blank and not is_direct(shape, root, shapes):
        yield "reference-closed"
    flags = "".join(flag.value for flag in parameters.get(f"{SH}flags", ()))
    if any(for_native(pattern.value, flags) is None for pattern in parameters.get(f"{SH}pattern", ())):
        yield "reference-pattern"
    bounds = {
        value.datatype.value if isinstance(value, Literal) else ""
        for key in _RANGES
        for value in parameters.get(key, ())
    }
    for key in _PAIRS:
        for predicate in parameters.get(key, ()):
            bounds |= facts.datatypes.get(predicate.value, frozenset({""}))
    if not bounds <= _ORDERED:
        yield "reference-order"


def is_direct(shape: Shape, root: str, shapes: Shapes) -> bool:
    """Return whether a root looks at a shape with its own focus nodes only, and reports what it finds as it is.

    So it is for the root itself and for the values of its sh:property.
    """
    parents = {each.iri for each in below(shapes, [root])}.intersection(shape.parents)
    if shape.iri == root:
        return not parents
    node = NamedNode(root)
    named = [child for child in children(shapes.statements, node) if child == NamedNode(shape.iri)]
    properties = shapes.statements.values(node, f"{SH}property")
    return (
        parents == {root} and not shapes.nodes[root].path and named == [child for child in properties if child in named]
    )
