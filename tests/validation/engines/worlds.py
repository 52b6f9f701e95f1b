"""Little worlds for the engines: for any shapes, data that are right and data that are wrong in every way they know of.

Nothing here says what is a fault. Values of every kind are put after every path, so that each constraint meets some
that it lets through and some that it does not; which are which, the engines say, and they must say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from intlgraph.namespaces import RDF, XSD
from intlgraph.validation.shapes import Shape, Shapes
from intlgraph.validation.vocabulary import SH

TYPE = NamedNode(f"{RDF}type")
BASE = "https://data.example.org/"
LEXICAL = {
    "string": ("", "text", "x y", " x", "x\n", "abcdefghijklmnopqrstuvwxyz"),
    "integer": ("0", "5", "-7", "05", "five"),
    "decimal": ("1.5", "1e3", "-90.5"),
    "double": ("1.5E0", "NaN"),
    "boolean": ("true", "1", "yes"),
    "date": ("2020-01-01", "2020-12-31", "2020-02-30", "2020-01-01Z", "12020-01-01"),
    "dateTime": ("2020-01-01T24:00:00", "2020-01-01T00:00:00Z", "2020-01-01"),
    "gYear": ("2020", "20", "02020"),
    "gYearMonth": ("2020-01", "2020-13"),
    "anyURI": ("https://example.org/", "not one"),
    "hexBinary": ("0A", "0g"),
    "nonNegativeInteger": ("3", "-3"),
}
VALUES: tuple[NamedNode | BlankNode | Literal, ...] = (
    *(Literal(text, datatype=NamedNode(XSD + name)) for name, texts in LEXICAL.items() for text in texts),
    Literal("svenska", language="sv"),
    Literal("more svenska", language="sv"),
    Literal("English", language="en"),
    Literal("Deutsch", language="de-AT"),
    NamedNode(f"{BASE}thing"),
    NamedNode(f"{BASE}typed"),
    NamedNode(f"{BASE}unmentioned"),
)

Value = NamedNode | BlankNode | Literal


def predicates(shapes: Shapes) -> tuple[NamedNode, ...]:
    """Return the predicates that paths and comparisons of the shapes go along, and one that none does."""
    found = {name for shape in shapes.nodes.values() for name in re.findall(r"<([^>]*)>", shape.path)}
    for key in ("lessThan", "lessThanOrEquals", "equals", "disjoint"):
        found |= {value.value for shape in shapes.nodes.values() for value in shape.parameters.get(SH + key, ())}
    return (*(NamedNode(name) for name in sorted(found)), NamedNode(f"{BASE}beside"))


def classes(shapes: Shapes) -> tuple[NamedNode, ...]:
    """Return the classes that the shapes target or ask for."""
    found = {target.term[1:-1] for shape in shapes.nodes.values() for target in shape.targets if target.kind == "class"}
    found |= {value.value for shape in shapes.nodes.values() for value in shape.parameters.get(f"{SH}class", ())}
    return tuple(NamedNode(name) for name in sorted(found))


def constants(shapes: Shapes) -> tuple[Value, ...]:
    """Return the terms that shapes name as values: what a list holds, what must be there, bounds."""
    found: list[Value] = []
    for shape in shapes.nodes.values():
        found += shape.parameters.get(f"{SH}hasValue", ())
        for key in ("in", "languageIn"):
            for value in shape.parameters.get(SH + key, ()):
                found += (shapes.statements.members(value) or ())[:3]
        for key in ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"):
            found += shape.parameters.get(SH + key, ())
    return tuple(dict.fromkeys(found))


def focus_of(shape: Shape, node: NamedNode | BlankNode) -> Iterator[Quad]:
    """Yield the triples that make a node a focus node of a shape, for one target of each kind."""
    for target in shape.targets:
        if target.kind == "class":
            yield Quad(node, TYPE, NamedNode(target.term[1:-1]))
        elif target.kind == "subjects-of":
            yield Quad(node, NamedNode(target.term[1:-1]), NamedNode(f"{BASE}thing"))
        elif target.kind == "objects-of":
            yield Quad(NamedNode(f"{BASE}thing"), NamedNode(target.term[1:-1]), node)


def typed_things(shapes: Shapes) -> Iterator[Quad]:
    """Yield a thing that is of every class, which values can point to."""
    for name in classes(shapes):
        yield Quad(NamedNode(f"{BASE}typed"), TYPE, name)


def sweep(shapes: Shapes) -> Iterator[Quad]:
    """Yield a world in which each root shape meets every value after each predicate, and no value, and several."""
    yield from typed_things(shapes)
    values: Sequence[Value] = (*VALUES, *constants(shapes))
    along = predicates(shapes)
    for number, root in enumerate(shapes.roots):
        shape = shapes.nodes[root]
        reached = _along(shapes, root) or along
        empty, full = NamedNode(f"{BASE}{number}/empty"), NamedNode(f"{BASE}{number}/full")
        yield from focus_of(shape, empty)
        yield from focus_of(shape, full)
        for predicate in reached:
            one = NamedNode(f"{BASE}{number}/{predicate.value.rpartition('/')[2].rpartition('#')[2]}")
            yield from focus_of(shape, one)
            yield Quad(one, predicate, VALUES[1])
            yield Quad(NamedNode(f"{BASE}typed"), predicate, VALUES[1])
            for value in values:
                yield Quad(full, predicate, value)
        for place, value in enumerate(values):
            node = NamedNode(f"{BASE}{number}/{place}")
            yield from focus_of(shape, node)
            for predicate in reached:
                yield Quad(node, predicate, value)
                if place % 7 == 0:
                    yield Quad(node, predicate, values[(place + 1) % len(values)])
                if place % 5 == 0 and not isinstance(value, Literal):
                    yield Quad(value, predicate, values[place // 5])


def _along(shapes: Shapes, root: str) -> tuple[NamedNode, ...]:
    """Return the predicates that a root shape itself, and what it mentions, goes along."""
    from intlgraph.validation.engines.subset import below

    names: set[str] = set()
    for shape in below(shapes, [root]):
        names |= set(re.findall(r"<([^>]*)>", shape.path))
        for key in ("lessThan", "lessThanOrEquals", "equals", "disjoint"):
            names |= {value.value for value in shape.parameters.get(SH + key, ())}
    return tuple(NamedNode(name) for name in sorted(names)) + ((NamedNode(f"{BASE}beside"),) if names else ())
