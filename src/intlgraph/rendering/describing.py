"""Describe things: all that the store says of each, as the values that every page is made of.

What there is to say comes from `query` (sentences, certainty, passages), in which order from the shapes, how it is best
shown from the ontology. Nothing here knows a class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from intlgraph import ontology
from intlgraph.namespaces import CONCEPT, DCTERMS, Display, Intl
from intlgraph.project import Project
from intlgraph.query import wording as words
from intlgraph.query.batches import batched
from intlgraph.query.endings import alike, ending_statuses, newest
from intlgraph.query.rows import in_parts
from intlgraph.query.wording import Wording
from intlgraph.rendering import alignments, inventory, summaries
from intlgraph.rendering import layout as layouts
from intlgraph.rendering.belongings import Belongings
from intlgraph.rendering.composing import Composer, parties
from intlgraph.rendering.courses import Courses, Dates
from intlgraph.rendering.description import Description
from intlgraph.rendering.gathering import Gatherer
from intlgraph.rendering.layout import Layout
from intlgraph.rendering.points import Points
from intlgraph.store import Store

__all__ = ["Describer"]

_AT_ONCE: Final = 64
_VIEW: Final = f"{CONCEPT}view/"
_VIEWS: Final = ("goals", "map", "timeline", "table", "list")
"""How things may be shown, the most telling first: a class may name several, and RDF has no order."""


class Describer:
    """Describes the things of one store.

    What it remembers from thing to thing is bounded, so that memory does not grow with their number.
    """

    def __init__(self, store: Store, project: Project, terms: Mapping[str, str], layout: Layout | None = None) -> None:
        """Read the ontology and the shapes; `terms` are the names that patterns of sentences may use, with their IRIs.

        Raises `DataError` for a pattern or a shape that cannot be read, and as the store does.
        """
        self.wording: Wording = words.read(store, terms)
        self._store = store
        self._ontology = project.iris.graph(ontology.GRAPH)
        self._things = project.iris.thing("", "")[:-1]
        views = _views(store)
        layout = layouts.read(project) if layout is None else layout
        goals = _goals(store, self.wording, views)
        self._composer = Composer(
            self.wording, layout, views, goals, project.languages, self._things,
            summaries.read(store), _courses(store, project.languages), alignments.read(store),
        )  # fmt: skip
        self._gatherer = Gatherer(store, self.wording)
        self._points = Points(store, self.wording)
        self._belongings = Belongings(store, self.wording, project.iris, self._ontology)

    def describe(self, iri: str) -> Description:
        """Return all that is to be shown of one thing."""
        return next(self.descriptions([iri]))

    def resource(self, iri: str) -> tuple[Triple, ...]:
        """Return all triples that belong to one thing, sorted."""
        return next(self.resources([iri]))

    def descriptions(self, iris: Iterable[str]) -> Iterator[Description]:
        """Yield the description of each thing in the order given; many at a time are much faster than each alone."""
        for batch in batched(iris, _AT_ONCE):
            gathered = list(self._gatherer.around(batch))
            points = self._points.of({each for around in gathered for each in parties(around)})
            days = self._days({each.document for around in gathered for each in around.cited.values()})
            for around in gathered:
                yield self._composer.compose(around, points, days)

    def resources(self, iris: Iterable[str]) -> Iterator[tuple[Triple, ...]]:
        """Yield the triples that belong to each thing in the order given.

        Those are its own, those of its statements, and the passages that they rest on; of a document all its passages.
        """
        for batch in batched(iris, _AT_ONCE):
            yield from self._belongings.resources(batch)

    def homes(self, rows: Iterable[str]) -> dict[str, str]:
        """Return for each statement (an IRI) the thing on whose page it stands."""
        return self._belongings.homes(rows)

    def entities(self) -> Iterator[tuple[str, str]]:
        """Yield the class segment and the IRI of everything that has a page; memory does not grow with their number.

        Things whose IRIs are others', such as the UN's goals, have an empty segment.
        """
        for iri in inventory.entities(self._store, self.wording, self._ontology, self._composer.goals):
            yield (iri[len(self._things) :].split("/", 1)[0] if iri.startswith(self._things) else ""), iri

    def _days(self, documents: Iterable[str]) -> dict[str, Dates]:
        """Return when documents were retrieved and last edited, as far as that is known."""
        found: dict[str, Dates] = {}
        for values in in_parts(documents):
            text = (
                f"SELECT ?document ?retrieved ?edited WHERE {{ VALUES ?document {{ {values} }}"
                f" OPTIONAL {{ ?document <{Intl.RETRIEVED}> ?retrieved }}"
                f" OPTIONAL {{ ?document <{DCTERMS}modified> ?edited }} }}"
            )
            for document, *days in self._store.select(text).rows:
                if isinstance(document, NamedNode):
                    known = found.get(document.value, Dates())
                    retrieved, edited = (each.value[:10] if isinstance(each, Literal) else "" for each in days)
                    found[document.value] = Dates(max(retrieved, known.retrieved), max(edited, known.edited))
        return found


def _courses(store: Store, languages: tuple[str, ...]) -> Courses:
    ending = ending_statuses(store)
    day = newest(store)
    return Courses(ending, alike(store, ending), day.isoformat() if day else "", languages)


def _views(store: Store) -> dict[str, str]:
    """Return how the things of each class are best shown."""
    named: dict[str, set[str]] = {}
    for term, view in store.select(f"SELECT ?class ?view WHERE {{ ?class <{Intl.VIEW}> ?view }}").rows:
        if isinstance(term, NamedNode) and isinstance(view, NamedNode):
            named.setdefault(term.value, set()).add(view.value.removeprefix(_VIEW))
    return {each: next((view for view in _VIEWS if view in known), "list") for each, known in named.items()}


def _goals(store: Store, wording: Wording, views: Mapping[str, str]) -> frozenset[str]:
    """Return the things that are shown as goals: those of the entity classes whose view says so."""
    classes = (each for each, view in views.items() if view == _VIEWS[0] and wording.of(each).display == Display.ENTITY)
    found = (store.select(f"SELECT DISTINCT ?goal WHERE {{ ?goal a <{each}> }}").column("goal") for each in classes)
    return frozenset(goal.value for column in found for goal in column if isinstance(goal, NamedNode))
