"""What belongs to a thing as data: its own triples, those of its statements, and of what these rest on.

Every row of the data belongs somewhere: a statement to its declared subject, whatever that in turn belongs to; a
passage to its document; what nobody owns to itself. So the files of all things together hold every triple.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode, Quad, Triple

from intlgraph.iris import Iris
from intlgraph.namespaces import OA, Display, Intl
from intlgraph.query.rows import SOURCE, TYPE
from intlgraph.query.wording import Wording
from intlgraph.store import Store

__all__ = ["Belongings"]

_CITING: Final = (Intl.PASSAGE, Intl.MENTIONED_IN, SOURCE)
_SELECTOR: Final = f"{OA}hasSelector"
_HAS_SOURCE: Final = f"{OA}hasSource"
_DEEP: Final = 8


@dataclass(frozen=True, slots=True)
class Belongings:
    """Finds what belongs to things; the graph of the ontology belongs to nobody here."""

    store: Store
    wording: Wording
    iris: Iris
    ontology: str
    _subjects: frozenset[str] = field(default=frozenset(), init=False)
    _known: dict[frozenset[str], frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """List the properties by which statements declare their subjects."""
        subjects = {each for word in self.wording.words.values() for each in word.subjects}
        object.__setattr__(self, "_subjects", frozenset(subjects))

    def homes(self, rows: Iterable[str]) -> dict[str, str]:
        """Return for each statement the thing on whose page it stands; one that leads nowhere stands for itself."""
        homes = {each: each for each in rows}
        for _ in range(_DEEP):
            above = self._subjects_of(set(homes.values()))
            moved = {row: above[home] for row, home in homes.items() if above.get(home, home) not in (home, row)}
            if not moved:
                break
            homes |= moved
        return homes

    def statements(self, things: Sequence[str]) -> dict[str, list[str]]:
        """Return for each thing the statements whose declared subject it is, and the statements about those."""
        homes = {thing: thing for thing in things}
        new = set(things)
        for _ in range(_DEEP):
            found = {row: homes[subject] for row, subject in self._about(new) if row not in homes}
            if not found:
                break
            homes |= found
            new = set(found)
        owned: dict[str, list[str]] = {thing: [] for thing in things}
        for row in sorted(homes):
            if homes[row] != row:
                owned[homes[row]].append(row)
        return owned

    def resources(self, things: Sequence[str]) -> Iterator[tuple[Triple, ...]]:
        """Yield for each thing, in the order given, all triples that belong to it, sorted."""
        owned = self.statements(things)
        known = self._triples({*things, *(row for rows in owned.values() for row in rows)})
        passages = self._passages(things)
        cited = {
            thing: {*passages.get(thing, ()), *self._cited(known, (thing, *owned[thing]))} - {thing} for thing in things
        }
        known |= self._triples({each for all_ in cited.values() for each in all_} - known.keys())
        held = {
            thing: {s for each in cited[thing] for s in _pointed(known.get(each, ()), _SELECTOR)} for thing in things
        }
        known |= self._triples({each for all_ in held.values() for each in all_} - known.keys())
        for thing in things:
            wanted = {thing, *owned[thing], *cited[thing], *held[thing]}
            yield tuple(sorted({triple for each in wanted for triple in known.get(each, ())}, key=str))

    def _cited(self, known: Mapping[str, Sequence[Triple]], rows: Iterable[str]) -> Iterator[str]:
        """Yield the passages that rows rest on; of whole documents the files are their own."""
        for row in rows:
            for property_ in _CITING:
                yield from (each for each in _pointed(known.get(row, ()), property_) if "#" in each)

    def _passages(self, things: Sequence[str]) -> dict[str, set[str]]:
        """Return the passages of those things that are documents."""
        start = self.iris.document("")
        found = self.store.towards(each for each in things if each.startswith(start))
        return {thing: set(_subjects(quads, {_HAS_SOURCE})) for thing, quads in found.items()}

    def _about(self, things: Iterable[str]) -> list[tuple[str, str]]:
        """Return the statements that declare one of these things as their subject, each with the thing."""
        found = self.store.towards(things if self._subjects else ())
        wanted = {row for quads in found.values() for row in _subjects(quads, self._subjects)}
        return [(row, thing) for row, thing in self._declared(wanted) if thing in found]

    def _subjects_of(self, rows: Iterable[str]) -> dict[str, str]:
        subjects: dict[str, str] = {}
        for row, thing in self._declared(rows if self._subjects else ()):
            subjects.setdefault(row, thing)
        return subjects

    def _declared(self, rows: Iterable[str]) -> list[tuple[str, str]]:
        """Return those of the rows that are statements, each with what its classes declare to be its subject."""
        found: set[tuple[str, str]] = set()
        for row, quads in self.store.about(rows).items():
            declared = self._declaring(frozenset(_objects(quads, TYPE)))
            found |= {(row, thing) for property_ in declared for thing in _objects(quads, property_)}
        return sorted(found)

    def _declaring(self, classes: frozenset[str]) -> frozenset[str]:
        """Return the properties by which statements of these classes declare their subjects."""
        if classes not in self._known:
            families = [list(self.wording.family([each])) for each in classes]
            statements = [family for family in families if self.wording.display(family) == Display.STATEMENT]
            self._known[classes] = frozenset(
                property_ for family in statements for each in family for property_ in self.wording.of(each).subjects
            )
        return self._known[classes]

    def _triples(self, things: Iterable[str]) -> dict[str, list[Triple]]:
        ontology = NamedNode(self.ontology)
        return {
            thing: [quad.triple for quad in quads if quad.graph_name != ontology]
            for thing, quads in self.store.about(things).items()
        }


def _subjects(quads: Iterable[Quad], properties: Container[str]) -> Iterator[str]:
    for quad in quads:
        if quad.predicate.value in properties and isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def _objects(quads: Iterable[Quad], property_: str) -> Iterator[str]:
    for quad in quads:
        if quad.predicate.value == property_ and isinstance(quad.object, NamedNode):
            yield quad.object.value


def _pointed(triples: Iterable[Triple], property_: str) -> Iterator[str]:
    for triple in triples:
        if triple.predicate.value == property_ and isinstance(triple.object, NamedNode):
            yield triple.object.value
