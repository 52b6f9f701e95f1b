"""The site: a page for everything, in every language, with its data beside it, as files for any web server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, combinations
from pathlib import Path
from typing import Final

from pyoxigraph import Triple

from intlgraph.errors import DataError, Problem
from intlgraph.project import Project
from intlgraph.publishing import concepts, contexts, inventory, listing, reading, serving
from intlgraph.publishing.addresses import RESERVED, SiteAddresses, permanent, segment_of
from intlgraph.publishing.concepts import Concepts, Goals
from intlgraph.publishing.inventory import Entered, Inventory
from intlgraph.publishing.listing import Lists, Sort
from intlgraph.publishing.resources import EXTENSIONS, Resources
from intlgraph.publishing.tree import Tree
from intlgraph.query.batches import batched
from intlgraph.query.labels import chosen, names_of
from intlgraph.query.rows import rows
from intlgraph.rendering import html
from intlgraph.rendering.describing import Describer
from intlgraph.rendering.description import Description, Link
from intlgraph.rendering.html import Renderer
from intlgraph.rendering.pages import Count, Goal, StartPage
from intlgraph.store import Store

__all__ = ["write"]

_BATCH: Final = 64
_DRAWN: Final = 300
_TOGETHER: Final = 8
"""How many places one thing may bring together before that says nothing."""

Stage = Callable[..., None]


def write(project: Project, store: Store, out: Path, stage: Stage, previous: Path | None = None) -> int:
    """Write the site into the folder `out` and return how many files that are.

    `previous` is the folder that was published before: what did not change keeps its file there, and so its time.
    Raises `DataError` with all things whose addresses collide, and as the store does.
    """
    describer = Describer(store, project, _terms(project))
    with inventory.opened(project.languages) as listed:
        site = _Site.of(project, store, describer, listed, Tree(out, previous))
        stage("stage-site", count=sum(site.counts.values()), languages=len(project.languages))
        site.write()
        return site.tree.files


@dataclass(frozen=True, slots=True)
class _Site:
    """One site being written."""

    project: Project
    store: Store
    describer: Describer
    inventory: Inventory
    tree: Tree
    addresses: SiteAddresses
    renderer: Renderer
    lists: Lists
    sorts: Mapping[str, Sort]
    counts: Mapping[str, int]
    goals: Goals
    concepts: frozenset[str]
    foreign: frozenset[str]
    resources: Resources

    @classmethod
    def of(cls, project: Project, store: Store, describer: Describer, listed: Inventory, tree: Tree) -> _Site:
        """Find out what the site holds; raises `DataError` for addresses that collide."""
        wording = describer.wording
        probe = SiteAddresses(project, store, wording)
        counts: Counter[str] = Counter()
        firsts: dict[str, str] = {}
        foreign: set[str] = set()
        lost: set[str] = set()
        for _, iri in describer.entities():
            kind, _slug = segment_of(project.base, iri)
            if kind:
                counts[kind] += 1
                firsts.setdefault(kind, iri)
                lost |= {iri} if not probe.page(firsts[kind], "") else set()
                listed.thing(kind, iri)
            else:
                foreign.add(iri)
        _check(counts)
        used = concepts.used(project, store)
        addresses = SiteAddresses(project, store, wording, frozenset(used | foreign | lost))
        lists = listing.read(project, store, wording)
        sorts = {kind: lists.sort(kind, _classes(store, describer, first)) for kind, first in sorted(firsts.items())}
        links = tuple(Link(_list_iri(project, kind), sort.headings, kind) for kind, sort in sorts.items())
        goals = concepts.goals_of(store, addresses.also)
        renderer = Renderer(project, addresses, lists=links, goals={each.link.iri: each for each in goals.goals})
        return cls(
            project, store, describer, listed, tree, addresses, renderer, lists, sorts, counts, goals,
            used - foreign, frozenset(foreign), Resources(project, contexts.context(project)),
        )  # fmt: skip

    def write(self) -> None:
        """Write every file."""
        for name, content in html.assets().items():
            self.tree.write(name, content)
        documents = self.project.iris.document("")
        for batch in batched(chain(self.inventory.things(), sorted(self.foreign)), _BATCH):
            self._things(batch, documents)
        self.inventory.check()
        for batch in batched(self.inventory.things(documents), _BATCH):
            for description in self._described(batch):
                page = reading.document_page(self.store, self.inventory, description)
                self._pages(description.link.iri, partial(self.renderer.document_page, page))
        served = self.goals.serving(self.inventory.goals())
        self._concepts()
        self._lists(served)
        self._start(served)
        serving.write(self.project, self.tree, self._everywhere(), self.sorts)

    def _things(self, batch: Sequence[str], documents: str) -> None:
        """Write the pages and the data of some things, and enter them in the inventory."""
        described = self._described(batch)
        for iri, triples in zip(batch, self.describer.resources(batch), strict=True):
            self._data(iri, self._whole(iri, triples) if iri in self.foreign else triples)
        facets = sorted({each for sort in self.sorts.values() for each in sort.facets})
        values = listing.facets_of(self.store, batch, facets)
        self.inventory.know(
            names_of(self.store, {iri for known in values.values() for all_ in known.values() for iri in all_})
        )
        for description in described:
            self._enter(description, values.get(description.link.iri, {}))
            if description.link.iri in self.foreign:
                self._told(description)
            elif not description.link.iri.startswith(documents):
                self._pages(description.link.iri, partial(self.renderer.page, description))
            self._redirect(description)

    def _described(self, batch: Sequence[str]) -> list[Description]:
        described = list(self.describer.descriptions(batch))
        self.addresses.learn(chain.from_iterable(map(_leading, described)))
        return described

    def _data(self, iri: str, triples: Sequence[Triple]) -> None:
        for extension in EXTENSIONS:
            address = self.addresses.data(iri, extension)
            if address:
                self.tree.write(address, self.resources.write(triples, extension))

    def _pages(self, iri: str, render: Callable[[str], str]) -> None:
        for language in self.project.languages:
            address = self.addresses.page(iri, language)
            if address:
                self.tree.write(address, render(language).encode())

    def _enter(self, description: Description, facets: Mapping[str, tuple[str, ...]]) -> None:
        own = description.link
        for section in description.sections:
            for fact in section.facts:
                if self.addresses.home(fact.iri) in (own.iri, ""):
                    self.inventory.read(fact, own)
        kind, _ = segment_of(self.project.base, own.iri)
        if not kind:
            return
        where = self.addresses.where(own.iri)
        self.inventory.add(Entered(kind, where, own.iri, own.names, description.summary, description.modified, facets))
        for goal in description.goals:
            self.inventory.serve(goal.iri, own.iri)
        at = [place for place in description.places if place.link.iri == own.iri]
        for place in at:
            self.inventory.draw(kind, place)
        if not at:
            for one, other in combinations(sorted({place.link.iri for place in description.places[:_TOGETHER]}), 2):
                self.inventory.join(one, other)
        if "timeline" in self.sorts[kind].views:
            for interval in description.intervals:
                self.inventory.draw(kind, replace(interval, link=own))

    def _concepts(self) -> None:
        maker = Concepts(self.project, self.store, self.addresses, self.describer.wording)
        for part in batched(maker.pages(self.concepts), _BATCH):
            for page in part:
                self._data(page.link.iri, self._whole(page.link.iri))
                self._pages(page.link.iri, partial(self.renderer.concept_page, page))

    def _told(self, description: Description) -> None:
        """Write the page of a thing whose IRI is another's: what the data says of it, and what it means."""
        iri = description.link.iri
        maker = Concepts(self.project, self.store, self.addresses, self.describer.wording)
        for page in maker.pages([iri]):
            sections = tuple(
                replace(each, facts=tuple(fact for fact in each.facts if segment_of(self.project.base, fact.iri)[0]))
                for each in description.sections
            )
            told = tuple(each for each in sections if each.facts)
            page = replace(page, sections=told, users=() if told else page.users)
            self._pages(iri, partial(self.renderer.concept_page, page))

    def _whole(self, iri: str, triples: Iterable[Triple] = ()) -> tuple[Triple, ...]:
        """Return triples with all that the store says of a thing, in the ontology too."""
        return tuple(sorted({*triples, *self.store.describe(iri).triples}, key=str))

    def _lists(self, served: tuple[Goal, ...]) -> None:
        for kind, sort in self.sorts.items():
            goals = served if "goals" in sort.views else ()
            for language in self.project.languages:
                first = self.addresses.list(kind, language)
                for page in self.lists.pages(self.inventory, kind, sort, language, goals):
                    address = self.addresses.list(kind, language, page.number)
                    self.tree.write(address, self.renderer.list_page(page, language).encode())
                for name, fill in (("csv", self.lists.csv), ("json", self.lists.json)):
                    self.tree.pour(f"{first}list.{name}", partial(fill, self.inventory, kind, sort, language))

    def _start(self, served: tuple[Goal, ...]) -> None:
        mapped = [kind for kind, sort in self.sorts.items() if "map" in sort.views]
        timed = [kind for kind, sort in self.sorts.items() if "timeline" in sort.views]
        points = {place.link.iri: place for place in self.inventory.places(list(self.sorts), 10 * _DRAWN)}
        lines = [(a, b) for a, b in self.inventory.lines(_DRAWN) if a in points and b in points]
        shown = {iri for line in lines for iri in line} or {
            place.link.iri for place in self.inventory.places(mapped, _DRAWN)
        }
        # The best connected come first: where there is no room for all names, theirs are written.
        joined = Counter(iri for line in lines for iri in line)
        documents = self.inventory.documents(_DRAWN)
        page = StartPage(
            lists=tuple(
                Count(Link(_list_iri(self.project, kind), self.sorts[kind].headings, kind), count)
                for kind, count in sorted(self.counts.items(), key=lambda each: (-each[1], each[0]))
            ),
            places=tuple(points[iri] for iri in sorted(shown, key=lambda iri: (-joined[iri], iri))),
            lines=tuple((points[a], points[b]) for a, b in lines),
            intervals=self.inventory.intervals(timed, _DRAWN),
            goals=served,
            documents=tuple(Count(link, count) for link, count in documents),
            datasets=tuple((each.name, each.title) for each in self.project.datasets),
        )
        for language in self.project.languages:
            self.tree.write(self.addresses.start(language), self.renderer.start_page(page, language).encode())
        self.tree.write("index.html", self._front().encode())

    def _front(self) -> str:
        """Return what stands at the top of the site: it points on to the start page in each language."""
        return self.renderer.redirect(self.project.base, chosen(self.project.title, self.project.languages[0]))

    def _redirect(self, description: Description) -> None:
        """Write what stands at the permanent addresses of a thing and of the rows about it."""
        iri = description.link.iri
        if not segment_of(self.project.base, iri)[0]:
            return
        name = chosen(description.link.names, self.project.languages[0])
        rows = {
            fact.iri
            for section in description.sections
            for fact in section.facts
            if fact.iri and self.addresses.home(fact.iri) == iri
        }
        for each in sorted({iri, *rows}):
            kind, slug = segment_of(self.project.base, each)
            if kind:
                self.tree.write(permanent(kind, slug), self.renderer.redirect(each, name).encode())

    def _everywhere(self) -> Iterator[tuple[str, str]]:
        """Yield every page below the folder of a language, with the day of its last change where that is known."""
        yield "", ""
        yield from ((self.addresses.list(kind, "").lstrip("/"), "") for kind in self.sorts)
        yield from self.inventory.addresses()
        yield from ((self.addresses.where(each), "") for each in sorted(self.concepts | self.foreign))


def _check(kinds: Iterable[str]) -> None:
    problems = [Problem("address-reserved", {"kind": kind}) for kind in sorted(RESERVED & set(kinds))]
    if problems:
        raise DataError(problems)


def _terms(project: Project) -> dict[str, str]:
    """Return the names that patterns of sentences may use, with their IRIs."""
    known = contexts.understood(contexts.context(project))
    return {name: term.iri for name, term in known.terms.items() if not term.prefix}


def _classes(store: Store, describer: Describer, iri: str) -> list[str]:
    found = rows(store, [iri])
    return describer.wording.special(sorted(found[iri].classes)) if iri in found else []


def _list_iri(project: Project, kind: str) -> str:
    return project.iris.thing(kind, "")


def _leading(description: Description) -> Iterator[str]:
    """Yield everything that the page of a thing may lead to."""
    yield description.link.iri
    yield from (each.iri for each in (*description.classes, *description.goals))
    yield from (each.link.iri for each in description.places)
    yield from (each.link.iri for each in description.intervals)
    for section in description.sections:
        for fact in section.facts:
            yield fact.iri
            yield from (each.iri for each in fact.links)
            yield from (each.document.iri for each in fact.cited)
            for _, values in fact.cells:
                yield from (value.link.iri for value in values if value.link)
