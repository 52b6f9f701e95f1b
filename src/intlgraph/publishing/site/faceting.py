"""Facets of lists: by what the ontology says that the things of a class can be divided, and the values they have.

A class names its facets. A facet is a property of the things themselves; or a concept that says how its values are
reached, by a path through the statements about a thing; or one whose values are the times of the thing, in groups of
years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.errors import DataError, Place, Problem, QueryError
from intlgraph.namespaces import PREFIXES, Intl
from intlgraph.query.labels import names_of
from intlgraph.query.rows import in_parts
from intlgraph.rendering.description import Description, Interval, Text
from intlgraph.store import Store
from intlgraph.store.results import shortened

__all__ = ["Division", "by_class", "called", "key", "keys", "reached"]

_POSITION: Final = f"{PREFIXES['schema']}position"
_DECLARED: Final = f"SELECT DISTINCT ?class ?facet WHERE {{ ?class <{Intl.FACET}> ?facet }}"
_SAID: Final = (Intl.FACET_PATH, Intl.FACET_AMONG, Intl.FACET_YEARS, _POSITION)
_CENTURIES: Final = 1000
"""Years after which a time says nothing any more about when: only its two ends count."""


@dataclass(frozen=True, slots=True)
class Division:
    """A facet as the ontology declares it.

    `path` leads from a thing to the values (SPARQL 1.1, section 9), which are all of the class or concept `among`
    where that is given. `years` is the size of a group of years, 0 for a facet whose values are things. `direct` tells
    that it is a property of the things themselves.
    """

    iri: str
    names: Text = field(default_factory=dict)
    path: str = ""
    among: str = ""
    years: int = 0
    order: int = 0

    @property
    def direct(self) -> bool:
        """Whether the values are those of a property of the things themselves."""
        return not self.path and not self.years


def by_class(store: Store) -> dict[str, tuple[Division, ...]]:
    """Return the facets of each class in their order: properties first, then concepts by their position.

    Raises `DataError` with every path that cannot be read.
    """
    pairs = sorted(
        (kind.value, facet.value)
        for kind, facet in store.select(_DECLARED).rows
        if isinstance(kind, NamedNode) and isinstance(facet, NamedNode)
    )
    names = names_of(store, {facet for _, facet in pairs})
    known = {facet: _division(store, facet, names.get(facet, {})) for facet in {facet for _, facet in pairs}}
    problems = [problem for each in known.values() for problem in _unreadable(store, each)]
    if problems:
        raise DataError(sorted(problems, key=str))
    found: dict[str, list[Division]] = {}
    for kind, facet in pairs:
        found.setdefault(kind, []).append(known[facet])
    return {
        kind: tuple(sorted(divisions, key=lambda each: (each.order, each.iri))) for kind, divisions in found.items()
    }


def reached(
    store: Store, described: Sequence[Description], divisions: Mapping[str, Sequence[Division]]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the values of facets for each of these things: by its IRI and by facet, sorted.

    `divisions` are the facets of each class segment.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {each.link.iri: {} for each in described}
    for kind in sorted({each.link.kind for each in described}):
        things = [each for each in described if each.link.kind == kind]
        iris = [each.link.iri for each in things]
        for division in divisions.get(kind, ()):
            values = _grouped(things, division.years) if division.years else _values(store, iris, division)
            for thing, those in values.items():
                found[thing][division.iri] = tuple(sorted(those))
    return found


def called(store: Store, values: Iterable[str]) -> dict[str, Text]:
    """Return what the values of facets are called; of a group of years its first and its last."""
    wanted = set(values)
    grouped = {each for each in wanted if re.fullmatch(r"-?\d+(/-?\d+)?", each)}
    named: dict[str, Text] = {each: {"": "–".join(map(_year, each.split("/")))} for each in grouped}
    return named | {iri: dict(names) for iri, names in names_of(store, wanted - grouped).items()}


def key(iri: str) -> str:
    """Return the short name of a facet or a value in an address.

    >>> key("https://w3id.org/intlgraph/concept/facet/country"), key("1990/1999"), key("http://www.w3.org/ns/org#role")
    ('country', '1990', 'role')
    """
    years = re.fullmatch(r"(-?\d+)/-?\d+", iri)
    return years[1] if years else re.split(r"[/#]", iri.rstrip("/#"))[-1]


def keys(iris: Iterable[str]) -> dict[str, str]:
    """Return a short name for each of several, no two alike: where two would be, the later has its whole IRI.

    >>> keys(["https://a.example/x/1", "https://b.example/y/1"])
    {'https://a.example/x/1': '1', 'https://b.example/y/1': 'https://b.example/y/1'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for iri in iris:
        found[iri] = iri if key(iri) in taken else key(iri)
        taken.add(found[iri])
    return found


def _division(store: Store, facet: str, names: Text) -> Division:
    said: dict[str, str] = {}
    text = f"SELECT ?p ?o WHERE {{ <{facet}> ?p ?o FILTER (?p IN ({', '.join(f'<{each}>' for each in _SAID)})) }}"
    for name, value in sorted(store.select(text).rows, key=str):
        if isinstance(name, NamedNode) and isinstance(value, NamedNode | Literal):
            said.setdefault(name.value, value.value)
    return Division(
        facet,
        names,
        said.get(Intl.FACET_PATH, ""),
        said.get(Intl.FACET_AMONG, ""),
        _number(said.get(Intl.FACET_YEARS, "")),
        _number(said.get(_POSITION, "")),
    )


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0


def _unreadable(store: Store, division: Division) -> Iterator[Problem]:
    try:
        _values(store, [division.iri], division)
    except QueryError as error:
        place = Place(shortened(division.iri))
        yield Problem("facet-path", {"path": division.path, "cause": error.problems[0].text()}, place)


def _values(store: Store, things: Sequence[str], division: Division) -> dict[str, set[str]]:
    """Return the things that a facet's path leads to from each of these."""
    found: dict[str, set[str]] = {}
    path = f"({division.path})" if division.path else f"<{division.iri}>"
    among = f" . ?value ?any <{division.among}>" if division.among else ""
    for part in in_parts(things):
        text = f"SELECT DISTINCT ?thing ?value WHERE {{ VALUES ?thing {{ {part} }} ?thing {path} ?value{among} }}"
        for thing, value in store.select(text).rows:
            if isinstance(thing, NamedNode) and isinstance(value, NamedNode):
                found.setdefault(thing.value, set()).add(value.value)
    return found


def _grouped(described: Sequence[Description], size: int) -> dict[str, set[str]]:
    """Return the groups of so many years that the times of each thing touch."""
    found = {each.link.iri: {group for time in each.intervals for group in _touched(time, size)} for each in described}
    return {thing: groups for thing, groups in found.items() if groups}


def _touched(time: Interval, size: int) -> Iterator[str]:
    """Yield the groups of years that a time touches; of one whose end is open, those of the end that is known."""
    bounds = sorted(int(day[: day.index("-", 1)]) for day in (time.earliest, time.latest) if "-" in day[1:])
    if not bounds:
        return
    first, last = bounds[0] // size * size, bounds[-1] // size * size
    groups = range(first, last + 1, size) if last - first <= _CENTURIES else (first, last)
    yield from (str(each) if size == 1 else f"{each}/{each + size - 1}" for each in groups)


def _year(text: str) -> str:
    return f"−{text[1:]}" if text.startswith("-") else text
