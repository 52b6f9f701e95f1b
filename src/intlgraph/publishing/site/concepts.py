"""The pages of concepts, schemes and goals: what each means, what is broader and narrower, and who uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph import ontology
from intlgraph.namespaces import PREFIXES, Display, Intl
from intlgraph.project import Project
from intlgraph.publishing.site.addresses import SiteAddresses
from intlgraph.query.batches import batched
from intlgraph.query.labels import chosen, names_of
from intlgraph.query.rows import EVIDENCE, Row, in_parts, rows
from intlgraph.query.wording import Wording
from intlgraph.rendering.description import Link, Text
from intlgraph.rendering.pages import ConceptPage, Goal
from intlgraph.store import Store

__all__ = ["Concepts", "Goals", "goals_of", "used"]

_SKOS: Final = PREFIXES["skos"]
_MANY: Final = 300
_BATCH: Final = 100
_GOALS: Final = "/goals"


def used(project: Project, store: Store) -> frozenset[str]:
    """Return the concepts that the data points to, what is broader than they are, their schemes, and all goals."""
    graph = f"<{project.iris.graph(ontology.GRAPH)}>"
    pointed = _iris(
        store,
        f"SELECT DISTINCT ?c WHERE {{ ?c a skos:Concept . GRAPH ?g {{ ?s ?p ?c }} FILTER (?g != {graph}) }}",
    )
    shown = (
        f"?class <{Intl.DISPLAY}> <{Display.ENTITY}> ; <{Intl.VIEW}> ?view"
        f" FILTER (STRENDS(STR(?view), {Literal(_GOALS)}))"
    )
    goals = _iris(store, f"SELECT DISTINCT ?c WHERE {{ ?c a ?class . {shown} }}")
    found = {*pointed, *goals}
    waiting = sorted(found)
    while waiting:
        above = _above(store, waiting)
        waiting = sorted(above - found)
        found |= above
    own = f"{project.base}/id/"
    return frozenset(each for each in found if not each.startswith(own))


def _above(store: Store, concepts: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in batched(concepts, _BATCH):
        values = " ".join(f"<{each}>" for each in part)
        text = f"SELECT DISTINCT ?a WHERE {{ VALUES ?c {{ {values} }} ?c skos:broader|skos:inScheme ?a . ?a a ?any }}"
        found |= _iris(store, text)
    return found


def _iris(store: Store, text: str) -> set[str]:
    return {cell.value for (cell,) in store.select(text).rows if isinstance(cell, NamedNode)}


@dataclass(frozen=True, slots=True)
class Goals:
    """The goals in the order of their numbers, each with its number and colour."""

    goals: tuple[Goal, ...] = ()

    def serving(self, things: Mapping[str, Sequence[Link]]) -> tuple[Goal, ...]:
        """Return the goals with the things that have to do with each."""
        return tuple(
            Goal(each.link, each.number, each.colour, tuple(things.get(each.link.iri, ()))) for each in self.goals
        )


def goals_of(store: Store, concepts: Iterable[str]) -> Goals:
    """Return those of the concepts that are goals: those that have a colour."""
    known = rows(store, concepts)
    names = names_of(store, known)
    found = [
        Goal(Link(iri, names.get(iri, {})), _first(row, f"{_SKOS}notation"), _first(row, Intl.COLOUR))
        for iri, row in known.items()
        if Intl.COLOUR in row.said
    ]
    return Goals(tuple(sorted(found, key=lambda each: (_number(each.number), each.number, each.link.iri))))


@dataclass(frozen=True, slots=True)
class Concepts:
    """Makes the pages of the concepts of one publication."""

    project: Project
    store: Store
    addresses: SiteAddresses
    wording: Wording

    def pages(self, concepts: Iterable[str]) -> Iterator[ConceptPage]:
        """Yield the pages of these concepts (IRIs), in their order."""
        for part in batched(sorted(concepts), _BATCH):
            known = rows(self.store, part)
            users = {each: self._users(each) for each in part}
            pointed = {target for row in known.values() for target in row.targets}
            below = self._below(part)
            named = {*part, *pointed, *(iri for all_ in users.values() for _, things in all_ for iri in things)}
            names = names_of(self.store, named | {iri for all_ in below.values() for iri in all_})
            for each in part:
                if each in known:
                    yield self._page(known[each], names, users[each], below.get(each, ()))

    def _page(
        self,
        row: Row,
        names: Mapping[str, Text],
        users: Sequence[tuple[str, Sequence[str]]],
        below: Sequence[str],
    ) -> ConceptPage:
        def links(iris: Iterable[str]) -> tuple[Link, ...]:
            return tuple(Link(iri, names.get(iri, {})) for iri in iris)

        used_by = tuple(
            (
                self._heading(name),
                tuple(sorted(links(things), key=lambda each: (chosen(each.names, self._first), each.iri))),
            )
            for name, things in users
        )
        return ConceptPage(
            Link(row.iri, names.get(row.iri, {})),
            next(iter(links(row.pointed(f"{_SKOS}inScheme"))), None),
            _texts(row, f"{_SKOS}definition"),
            _first(row, f"{_SKOS}notation"),
            _first(row, Intl.COLOUR),
            links(sorted(row.pointed(f"{_SKOS}broader"))),
            links(below),
            tuple(sorted({*row.pointed(f"{_SKOS}exactMatch"), *row.pointed(f"{PREFIXES['owl']}sameAs")})),
            used_by,
        )

    @property
    def _first(self) -> str:
        return self.project.languages[0]

    def _heading(self, property_: str) -> Text:
        word = self.wording.of(property_)
        texts = word.inverse or word.label or {"": property_}
        return {tag: text[:1].upper() + text[1:] for tag, text in texts.items()}

    def _below(self, concepts: Iterable[str]) -> dict[str, list[str]]:
        """Return what is narrower than each, and for a scheme what is in it and has nothing broader, by notation."""
        text = (
            "SELECT DISTINCT ?a ?c ?n WHERE {{ VALUES ?a {{ {values} }} {{ ?c skos:broader ?a }}"
            " UNION {{ ?c skos:inScheme ?a FILTER NOT EXISTS {{ ?c skos:broader ?b }} }}"
            " OPTIONAL {{ ?c skos:notation ?n }} }}"
        )
        found: dict[str, dict[str, str]] = {}
        for values in in_parts(concepts):
            for above, cell, notation in self.store.select(text.format(values=values)).rows:
                if isinstance(above, NamedNode) and isinstance(cell, NamedNode) and cell.value in self.addresses.also:
                    known = notation.value if isinstance(notation, Literal) else ""
                    found.setdefault(above.value, {})[cell.value] = known
        return {
            above: sorted(all_, key=lambda each: (_number(all_[each]), all_[each], each))
            for above, all_ in found.items()
        }

    def _users(self, concept: str) -> list[tuple[str, list[str]]]:
        """Return by property the things that use a concept, or whose rows do: some hundreds, no more."""
        text = (
            f"SELECT DISTINCT ?p ?s WHERE {{ GRAPH ?g {{ ?s ?p <{concept}> }}"
            f" FILTER (?g != <{self.project.iris.graph(ontology.GRAPH)}>)"
            f" FILTER (?p NOT IN ({', '.join(f'<{each}>' for each in sorted(EVIDENCE))})) }} LIMIT {4 * _MANY}"
        )
        pairs = [
            (name.value, thing.value)
            for name, thing in self.store.select(text).rows
            if isinstance(name, NamedNode) and isinstance(thing, NamedNode)
        ]
        self.addresses.learn(thing for _, thing in pairs)
        found: dict[str, dict[str, None]] = {}
        for name, thing in sorted(pairs):
            home = self.addresses.home(thing)
            if home and home != concept and len(found.setdefault(name, {})) < _MANY:
                found[name][home] = None
        return [(name, list(things)) for name, things in sorted(found.items()) if things]


def _texts(row: Row, property_: str) -> Text:
    values = row.said.get(property_, ())
    return {each.language or "": each.value for each in values if isinstance(each, Literal)}


def _first(row: Row, property_: str) -> str:
    return min((each.value for each in row.said.get(property_, ()) if isinstance(each, Literal)), default="")


def _number(notation: str) -> int:
    return int(notation) if notation.isascii() and notation.isdigit() else 1 << 30
