"""Seeded faults: the valid examples of our shapes, each spoilt in one place in every way that comes to mind.

Nothing here says which constraint a fault breaks. The engines say, and they must say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from tests.shapes.examples import BASE, background, collect
from tests.validation.engines.worlds import TYPE, Value

from intlgraph import graphs
from intlgraph.namespaces import XSD

__all__ = ["World", "examples", "known_concepts", "moved", "spoilt"]

_PLAIN: Final = tuple(
    Literal(text)
    for text in (
        "", "x", " x", "x\n", "two\nlines", "kim@example.org", "070-174 06 35", "811218-9876", "0781", "08", "SE",
        "SE999", "SE2", "212000-0001", "2120000001", "Q0", "Q42", "long " * 800,
    )
)  # fmt: skip
_TYPED: Final = tuple(
    Literal(text, datatype=NamedNode(XSD + name))
    for text, name in (
        ("-1", "integer"), ("0", "integer"), ("99999999", "integer"), ("five", "integer"), ("91.5", "decimal"),
        ("-181.5", "decimal"), ("0001-01-01", "date"), ("2999-12-31", "date"), ("2020-02-30", "date"),
        ("2020", "gYear"), ("2020-13", "gYearMonth"), ("true", "boolean"), ("2020-01-01", "dateTime"),
        ("not one", "anyURI"),
    )
)  # fmt: skip
_TAGGED: Final = tuple(
    Literal(text, language=tag) for text, tag in (("x", "sv"), ("y", "en"), ("z", "de-AT"), (" x", "sv"), ("", "en"))
)
_NAMED: Final = tuple(map(NamedNode, (f"{BASE}id/nothing/there", "https://example.com/", "mailto:kim@example.org")))
WRONG: Final[tuple[Value, ...]] = (*_PLAIN, *_TYPED, *_TAGGED, *_NAMED)


@dataclass(frozen=True, slots=True)
class World:
    """A little world: its triples, the example it comes from, and what was done to it (nothing where it is whole)."""

    example: str
    fault: str
    triples: tuple[Triple, ...]

    @property
    def types(self) -> dict[object, frozenset[str]]:
        """The classes of each thing in it."""
        found: dict[object, frozenset[str]] = {triple.subject: frozenset() for triple in self.triples}
        for triple in self.triples:
            if triple.predicate == TYPE and isinstance(triple.object, NamedNode):
                found[triple.subject] |= {triple.object.value}
        return found


@cache
def examples(kind: str) -> tuple[World, ...]:
    """Return the examples, valid or invalid, that hold for a publication which asks for passages."""
    return tuple(
        World(example.name, "", tuple(dict.fromkeys(quad.triple for quad in _read(example.path))))
        for example in collect()
        if example.evidence == "passage" and example.path.parent.name == kind
    )


def _read(path: Path) -> Iterable[Quad]:
    return parse(path=path, format=RdfFormat.TURTLE)


@cache
def known_concepts() -> tuple[NamedNode, ...]:
    """Return one concept of each scheme of the ontology: right in one place, and wrong in every other."""
    first: dict[str, NamedNode] = {}
    for path in background():
        for quad in _read(path):
            if quad.predicate.value.endswith("#inScheme") and isinstance(quad.subject, NamedNode):
                first.setdefault(str(quad.object), quad.subject)
    return tuple(first[scheme] for scheme in sorted(first))


def moved(world: World, place: int) -> str:
    """Return a world as N-Quads, with the things of its own in a place where no other world has any."""
    text = "".join(map(graphs.line, world.triples))
    return text.replace(f"<{BASE}id/", f"<{BASE}{place}/id/").replace("_:", f"_:w{place}")


def spoilt(world: World, along: Sequence[NamedNode]) -> Iterator[World]:
    """Yield a world once for each fault that it can be given, in its own predicates and in those of `along`."""
    pairs = dict.fromkeys((triple.subject, triple.predicate) for triple in world.triples)
    things = tuple(dict.fromkeys(each.subject for each in world.triples if not isinstance(each.subject, Triple)))
    for thing, predicate in pairs:
        said_before = [each for each in world.triples if (each.subject, each.predicate) == (thing, predicate)]
        values = [each.object for each in said_before if not isinstance(each.object, Triple)]
        kinds = "+".join(sorted(world.types[thing])) + " " + predicate.value
        for name, new in _faults(values, things):
            kept = [each for each in world.triples if (each.subject, each.predicate) != (thing, predicate)]
            said = tuple(dict.fromkeys((*kept, *(Triple(thing, predicate, value) for value in new))))
            yield World(world.example, f"{kinds}: {name}", said)
    for thing in things:
        for predicate in along:
            if (thing, predicate) not in pairs:
                kinds = "+".join(sorted(world.types[thing])) + " " + predicate.value
                for value in (Literal("x"), *things[:2], NamedNode(f"{BASE}id/nothing/there")):
                    said = (*world.triples, Triple(thing, predicate, value))
                    yield World(world.example, f"{kinds}: {_kind(value)} added", said)


def _kind(value: object) -> str:
    return "text" if isinstance(value, Literal) else "link"


def _faults(values: list[Value], things: Sequence[Value]) -> Iterator[tuple[str, list[Value]]]:
    """Yield the values that a thing can be given instead of those it has, with the name of the fault."""
    yield "dropped", []
    yield "the first dropped", values[1:]
    others = [other for other in (*things, *known_concepts()) if other not in values]
    for place, value in enumerate(WRONG):
        yield f"wrong {place}", [value]
    for place, other in enumerate(others):
        yield f"other {place}", [other]
    yield "doubled", [*values, *(_beside(value) for value in values)]
    yield "one more thing", [*values, *others[:1]]
    yield "as text", [Literal(value.value if isinstance(value, Literal | NamedNode) else "x") for value in values]
    for value in values:
        if isinstance(value, Literal):
            yield "ill-typed", [Literal("x y", datatype=value.datatype) if not value.language else Literal("x y")]
            yield "cut", [_like(value, value.value[:-1])]
            yield "longer", [_like(value, value.value + "0")]


def _like(value: Literal, text: str) -> Literal:
    return Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)


def _beside(value: Value) -> Value:
    if isinstance(value, Literal):
        return _like(value, value.value + "1")
    return NamedNode(f"{value.value}1") if isinstance(value, NamedNode) else BlankNode()
