"""Questions to the store that several measures share: rows as plain text, and the classes that are measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from intlgraph.iris import Iris
from intlgraph.namespaces import FOAF_PERSON, OA, Display
from intlgraph.ontology import GRAPH
from intlgraph.query.wording import Wording, read
from intlgraph.store import Store

__all__ = ["World", "entities", "listed", "texts", "world"]


@dataclass(frozen=True, slots=True)
class World:
    """The store that is measured, with what its ontology says.

    `totals` is how many things outside the ontology each class has; only classes that readers have a word for count.
    `mixed` are the classes that also have things inside the ontology. `ours` is what the addresses of the
    publication's own things begin with. `properties` are all that any triple has.
    """

    store: Store
    wording: Wording
    ontology: str
    ours: str
    totals: Mapping[str, int]
    mixed: frozenset[str]
    properties: tuple[str, ...]

    def things(self, kind: str) -> str:
        """Return the pattern of `?s`, the things of a class outside the ontology."""
        if kind in self.mixed:  # naming the graphs costs four times as much, so only where it matters
            return f"{{ SELECT DISTINCT ?s {{ GRAPH ?g {{ ?s a <{kind}> }} FILTER (?g != <{self.ontology}>) }} }}"
        return f"?s a <{kind}> ."

    def states(self, kind: str) -> bool:
        """Whether things of a class are statements: the ontology shows them so."""
        return self.wording.display([kind]) == Display.STATEMENT

    def is_entity(self, kind: str) -> bool:
        """Whether things of a class are entities other than people, who are never to be linked to anything."""
        return not self.states(kind) and not self.is_person(kind)

    def is_person(self, kind: str) -> bool:
        """Whether things of a class are people."""
        return FOAF_PERSON in self.wording.family([kind])


def world(store: Store, iris: Iris) -> World:
    """Read what the measures share."""
    ontology = iris.graph(GRAPH)
    wording = read(store, None)
    query = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE {{ GRAPH ?g {{ ?s a ?class }} {filter} }} GROUP BY ?class"
    counted = texts(store, query.format(filter=f"FILTER (?g != <{ontology}>)"))
    totals = {kind: int(number) for kind, number in counted if wording.of(kind).label and not kind.startswith(OA)}
    inside = {kind for (kind,) in texts(store, f"SELECT DISTINCT ?class {{ GRAPH <{ontology}> {{ ?s a ?class }} }}")}
    ours = iris.thing("", "").rstrip("/") + "/"
    properties = tuple(property_ for (property_,) in texts(store, "SELECT DISTINCT ?p WHERE { ?s ?p ?o }"))
    return World(store, wording, ontology, ours, totals, frozenset(inside & set(totals)), properties)


def entities(world: World) -> Mapping[str, tuple[str, ...]]:
    """Return the publication's own entities, people left out, each with its classes, the most special first.

    Of classes that no subclass relation tells apart, the rarer is the more special.
    """
    found: dict[str, list[str]] = {}
    for kind in sorted(filter(world.is_entity, world.totals), key=lambda each: (world.totals[each], each)):
        for thing in listed(world.store, world.things(kind)):
            if thing.startswith(world.ours):
                found.setdefault(thing, []).append(kind)
    special = {classes: tuple(world.wording.special(classes)) for classes in set(map(tuple, found.values()))}
    return {thing: special[tuple(classes)] for thing, classes in sorted(found.items())}


def texts(store: Store, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a SELECT query as text, sorted; a cell that is not bound is empty."""
    return sorted(
        tuple(cell.value if isinstance(cell, NamedNode | Literal) else "" for cell in row)
        for row in store.select(query).rows
    )


def listed(store: Store, pattern: str) -> frozenset[str]:
    """Return the IRIs that `?s` can be in a pattern."""
    rows = store.select(f"SELECT DISTINCT ?s WHERE {{ {pattern} }}").rows
    return frozenset(cell.value for (cell,) in rows if isinstance(cell, NamedNode))
