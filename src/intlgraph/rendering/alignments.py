"""What things are called in schema.org (https://schema.org), as the alignments of the ontology say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from intlgraph.namespaces import PREFIXES
from intlgraph.query.surroundings import Surroundings
from intlgraph.rendering.description import Link, Value
from intlgraph.store import Store, Term

__all__ = ["Alignments", "read"]

_SCHEMA: Final = PREFIXES["schema"]
_SAME: Final = "skos:exactMatch, skos:closeMatch, skos:broadMatch, rdfs:subClassOf, rdfs:subPropertyOf"
_DIRECT: Final = f"SELECT ?own ?name WHERE {{ ?own ?as ?name FILTER (?as IN ({_SAME})) }}"
_INVERSE: Final[Mapping[str, str]] = MappingProxyType(
    {"containedInPlace": "containsPlace", "member": "memberOf", "parentOrganization": "subOrganization"}
)
"""Properties of schema.org that are each other's inverse, by its own word (`inverseOf`)."""

_MOST: Final = 100
"""Values of one name: no search engine reads ten thousand members of a page."""


@dataclass(frozen=True, slots=True)
class Alignments:
    """The names in schema.org of our classes and properties, by IRI."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def types(self, family: Iterable[str]) -> tuple[str, ...]:
        """Return the types of something of these classes, the nearest first: those of the first that has any."""
        return next((found for each in family if (found := self.names.get(each))), ())

    def properties(self, around: Surroundings) -> tuple[tuple[str, tuple[Value, ...]], ...]:
        """Return what the thing itself says and what rules make of what is said outright, by name, names sorted.

        What the publisher writes itself, and what statements of a lesser certainty hold, is not among it.
        """
        found: dict[str, dict[tuple[str, str], Value]] = {}
        for name, value in (*self._own(around), *self._others(around)):
            known = found.setdefault(name, {})
            if len(known) < _MOST:
                known.setdefault((value.link.iri if value.link else value.text, value.language), value)
        return tuple((name, tuple(values.values())) for name, values in sorted(found.items()))

    def _own(self, around: Surroundings) -> Iterator[tuple[str, Value]]:
        for origins in (around.own.said, around.own.values["derived"]):
            for property_, values in sorted(origins.items()):
                for name in self.names.get(property_, ()):
                    yield from ((name, _value(each, around)) for each in values)

    def _others(self, around: Surroundings) -> Iterator[tuple[str, Value]]:
        for each in around.others:
            if each.origin == "derived":
                subject = Value(link=Link(each.subject, around.names.get(each.subject, {})))
                names = self.names.get(each.property, ())
                yield from ((_INVERSE[name], subject) for name in names if name in _INVERSE)


def read(store: Store) -> Alignments:
    """Return the alignments that stand in a store."""
    found: dict[str, set[str]] = {}
    for own, name in store.select(_DIRECT).rows:
        if isinstance(own, NamedNode) and isinstance(name, NamedNode) and name.value.startswith(_SCHEMA):
            found.setdefault(own.value, set()).add(name.value.removeprefix(_SCHEMA))
    return Alignments({own: tuple(sorted(names)) for own, names in found.items()})


def _value(term: Term, around: Surroundings) -> Value:
    if isinstance(term, NamedNode):
        return Value(link=Link(term.value, around.names.get(term.value, {})))
    return Value(getattr(term, "value", str(term)), getattr(term, "language", None) or "")
