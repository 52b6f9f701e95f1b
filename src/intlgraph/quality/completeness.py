"""Completeness: of the things of a class, how many have a value of each property, and in which languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from intlgraph.namespaces import DCTERMS, RDF, Intl
from intlgraph.quality.asking import World, texts
from intlgraph.quality.values import Filled, share

__all__ = ["completeness"]

_LOOKED_AT: Final = 200
"""How many values of a property are looked at to tell whether its values have languages."""

_UNCOUNTED: Final = frozenset(
    {f"{RDF}type", f"{DCTERMS}source", Intl.PASSAGE, *(bound for times in Intl.TIMES.values() for bound in times[1:])}
)
"""What says nothing of its own: classes are counted already, sources are evidence, bounds belong to their time."""


def completeness(
    world: World, expected: Mapping[str, Mapping[str, bool]], languages: tuple[str, ...], derived: frozenset[str]
) -> tuple[Filled, ...]:
    """Return how filled each expected property of each class is, the worst first.

    First comes what is demanded and missing, then what is missing in a language, then what only some things have.

    `expected` maps a class to the properties that its shapes describe, each with whether every thing is to have it;
    of a class without shapes, the properties that any of its things has are expected. Languages that no value has
    are counted as 0 where other values have one. What only rules say, into the graphs `derived`, nobody can fill in,
    so it is left out.
    """
    counted = _Counted(world, _by_language(world), frozenset(_by_hand(world, derived)))
    found = [each for kind in world.totals for each in counted.of(kind, expected.get(kind, {}), languages)]
    return tuple(sorted(found, key=_worst_first))


def _worst_first(filled: Filled) -> tuple[int, float, float, int, str, str]:
    least = min([filled.filled, *filled.languages.values()])
    if filled.demanded and filled.filled < filled.things:
        urgency = 0
    elif least < filled.filled:
        urgency = 1
    else:  # what nothing of a class has may well be nothing for that class
        urgency = 2 if filled.filled else 3
    shares = share(least, filled.things), share(filled.filled, filled.things)
    return (urgency, *shares, -filled.things, filled.kind, filled.property)


@dataclass(frozen=True, slots=True)
class _Counted:
    world: World
    tagged: Mapping[tuple[str, str], Mapping[str, int]]
    by_hand: frozenset[str]

    def of(self, kind: str, expected: Mapping[str, bool], languages: tuple[str, ...]) -> Iterator[Filled]:
        """Yield how filled the properties of one class are."""
        used = self._used(kind)
        for property_ in sorted((expected or used).keys() - _UNCOUNTED):
            if property_ in self.world.properties and property_ not in self.by_hand:
                continue
            # The name of a person is the same in every language.
            spoken = self.tagged.get((kind, property_), {}) if not self.world.is_person(kind) else {}
            by_language = {tag: spoken.get(tag, 0) for tag in sorted({*languages, *spoken})} if spoken else {}
            filled, demanded = used.get(property_, 0), expected.get(property_, False)
            yield Filled(kind, property_, self.world.totals[kind], filled, by_language, demanded)

    def _used(self, kind: str) -> dict[str, int]:
        things = self.world.things(kind)
        rows = self._select(f"SELECT ?p (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {things} ?s ?p ?o }} GROUP BY ?p")
        used = {property_: int(number) for property_, number in rows}
        for value, *bounds in Intl.TIMES.values():
            if not used.keys().isdisjoint(bounds):  # a time that no single type can say has bounds only
                times = " ".join(f"<{each}>" for each in (value, *bounds))
                [(number,)] = self._select(
                    f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ VALUES ?p {{ {times} }} {things} ?s ?p ?o }}"
                )
                used[value] = int(number)
        return used

    def _select(self, query: str) -> list[tuple[str, ...]]:
        return texts(self.world.store, query)


def _by_hand(world: World, derived: frozenset[str]) -> Iterator[str]:
    """Yield the properties that something says outside the graphs of what rules derive."""
    graphs = ", ".join(f"<{each}>" for each in sorted(derived))
    for property_ in world.properties:
        if world.store.ask(f"ASK {{ GRAPH ?g {{ ?s <{property_}> ?o }} FILTER (?g NOT IN ({graphs})) }}"):
            yield property_
    yield from (times[0] for times in Intl.TIMES.values())


def _by_language(world: World) -> dict[tuple[str, str], dict[str, int]]:
    """Return, for each class and property whose values have languages, how many things have it in each."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for property_ in world.properties:
        if not _has_languages(world, property_):
            continue
        said = texts(
            world.store,
            f"SELECT ?class ?tag (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s <{property_}> ?o ; a ?class"
            " BIND (LANG(?o) AS ?tag) } GROUP BY ?class ?tag",
        )
        for kind, tag, number in said:
            if tag and kind in world.totals:
                found.setdefault((kind, property_), {})[tag] = int(number)
    return found


def _has_languages(world: World, property_: str) -> bool:
    inside = f"SELECT ?o WHERE {{ ?s <{property_}> ?o }} LIMIT {_LOOKED_AT}"
    return world.store.ask(f'ASK {{ {{ {inside} }} FILTER (LANG(?o) != "") }}')
