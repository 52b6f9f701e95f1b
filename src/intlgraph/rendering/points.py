"""Where things are, in degrees: their own coordinates, or those of the one place that a statement puts them in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.query.rows import in_parts
from intlgraph.query.wording import Wording
from intlgraph.rendering.recent import Recent
from intlgraph.store import Store

__all__ = ["Point", "Points"]

Point = tuple[float, float]
"""Latitude and longitude (WGS 84)."""

_OWN: Final = """
SELECT DISTINCT ?thing ?latitude ?longitude WHERE {{ VALUES ?thing {{ {things} }}
  ?row ?subject ?thing FILTER (?subject IN ({subjects}))
  ?row schema:latitude ?latitude ; schema:longitude ?longitude }}
"""
_NEAR: Final = """
SELECT DISTINCT ?thing ?place WHERE {{ VALUES ?thing {{ {things} }}
  ?statement ?said ?thing FILTER (?said IN ({subjects}))
  ?statement ?property ?place FILTER (isIRI(?place) && ?place != ?thing) }}
"""
# Asked for at once, what is near and where that is take the engine fifty times as long.


@dataclass(frozen=True, slots=True)
class Points:
    """Finds points in one store, and remembers the last of them."""

    store: Store
    wording: Wording
    _known: Recent[Point] = field(default_factory=Recent)

    def of(self, things: Iterable[str]) -> dict[str, Point]:
        """Return the point of each thing that has one.

        A thing with coordinates of its own is there; else it is where its one place is. A thing that is said to be in
        several places with coordinates is in none: those places are on the map themselves.
        """
        self._known.forget()
        wanted = set(things)
        declared = sorted({each for word in self.wording.words.values() for each in word.subjects})
        if declared and (missing := self._known.missing(wanted)):
            self._known.learn(missing, self._found(missing, ", ".join(f"<{each}>" for each in declared)))
        return {each: point for each in wanted if (point := self._known.get(each)) is not None}

    def _found(self, things: set[str], subjects: str) -> dict[str, Point]:
        own = _asked(self.store, things, subjects)
        near = _near(self.store, things - own.keys(), subjects)
        there = _asked(self.store, {place for places in near.values() for place in places}, subjects)
        placed = {
            thing: {point for place in places for point in there.get(place, ())} for thing, places in near.items()
        }
        sure = {thing: found for thing, found in placed.items() if len(found) == 1}
        return {thing: min(found) for thing, found in (own | sure).items()}


def _near(store: Store, things: Iterable[str], subjects: str) -> dict[str, set[str]]:
    """Return for each thing what the statements about it point to."""
    found: dict[str, set[str]] = {}
    for values in in_parts(things):
        for thing, place in store.select(_NEAR.format(things=values, subjects=subjects)).rows:
            if isinstance(thing, NamedNode) and isinstance(place, NamedNode):
                found.setdefault(thing.value, set()).add(place.value)
    return found


def _asked(store: Store, things: Iterable[str], subjects: str) -> dict[str, set[Point]]:
    found: dict[str, set[Point]] = {}
    for values in in_parts(things):
        for thing, latitude, longitude in store.select(_OWN.format(things=values, subjects=subjects)).rows:
            if isinstance(thing, NamedNode) and isinstance(latitude, Literal) and isinstance(longitude, Literal):
                try:
                    point = (float(latitude.value), float(longitude.value))
                except ValueError:
                    continue  # the shapes tell of it
                if abs(point[0]) <= 90 and abs(point[1]) <= 180:
                    found.setdefault(thing.value, set()).add(point)
    return found
