"""What belongs to a thing as data: its own triples, those of its statements, and of what these rest on.

Every row of the data belongs somewhere: a statement to its declared subject, whatever that in turn belongs to; a
passage to its document; what nobody owns to itself. So the files of all things together hold every triple.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple
from pyoxigraph import Literal as Text

from intlgraph.iris import Iris
from intlgraph.namespaces import OA, Display, Intl
from intlgraph.query.rows import SOURCE, in_parts
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
    _subjects: str = field(default="", init=False)

    def __post_init__(self) -> None:
        """List the properties by which statements declare their subjects."""
        subjects = {each for word in self.wording.words.values() for each in word.subjects}
        object.__setattr__(self, "_subjects", ", ".join(f"<{each}>" for each in sorted(subjects)))

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
        found: dict[str, set[str]] = {}
        start = self.iris.document("")
        for values in in_parts(each for each in things if each.startswith(start)):
            text = f"SELECT ?passage ?thing WHERE {{ VALUES ?thing {{ {values} }} ?passage <{_HAS_SOURCE}> ?thing }}"
            for passage, thing in self.store.select(text).rows:
                if isinstance(passage, NamedNode) and isinstance(thing, NamedNode):
                    found.setdefault(thing.value, set()).add(passage.value)
        return found

    def _about(self, things: Iterable[str]) -> list[tuple[str, str]]:
        found = set()
        for values in in_parts(things if self._subjects else ()):
            text = (
                f"SELECT ?row ?class ?property ?thing WHERE {{ VALUES ?thing {{ {values} }} ?row ?property ?thing"
                f" FILTER (?property IN ({self._subjects})) ?row a ?class }}"
            )
            found |= set(self._declared(text))
        return sorted(found)

    def _subjects_of(self, rows: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for values in in_parts(rows if self._subjects else ()):
            text = (
                f"SELECT ?row ?class ?property ?thing WHERE {{ VALUES ?row {{ {values} }} ?row ?property ?thing"
                f" FILTER (?property IN ({self._subjects})) ?row a ?class }}"
            )
            for row, thing in sorted(set(self._declared(text))):
                found.setdefault(row, thing)
        return found

    def _declared(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each row that is a statement, with what its class declares to be its subject."""
        for row, class_, property_, thing in self.store.select(text).rows:
            if not (isinstance(row, NamedNode) and isinstance(class_, NamedNode) and isinstance(thing, NamedNode)):
                continue
            family = list(self.wording.family([class_.value]))
            if self.wording.display(family) != Display.STATEMENT or not isinstance(property_, NamedNode):
                continue
            if any(property_.value in self.wording.of(each).subjects for each in family):
                yield row.value, thing.value

    def _triples(self, things: Iterable[str]) -> dict[str, list[Triple]]:
        found: dict[str, list[Triple]] = {}
        for values in in_parts(things):
            text = (
                f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} GRAPH ?g {{ ?s ?p ?o }}"
                f" FILTER (?g != <{self.ontology}>) }}"
            )
            for s, p, o in self.store.select(text).rows:
                if (
                    isinstance(s, NamedNode)
                    and isinstance(p, NamedNode)
                    and isinstance(o, NamedNode | BlankNode | Text)
                ):
                    found.setdefault(s.value, []).append(Triple(s, p, o))
        return found


def _pointed(triples: Iterable[Triple], property_: str) -> Iterator[str]:
    for triple in triples:
        if triple.predicate.value == property_ and isinstance(triple.object, NamedNode):
            yield triple.object.value
