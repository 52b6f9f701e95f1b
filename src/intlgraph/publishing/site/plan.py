"""What a site holds, found out before the first file is written, and how its files are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from pyoxigraph import Triple

from intlgraph.errors import DataError, Problem
from intlgraph.project import Project
from intlgraph.publishing import contexts
from intlgraph.publishing.site import asking, concepts, listing, vocabulary
from intlgraph.publishing.site.addresses import RESERVED, SiteAddresses, segment_of
from intlgraph.publishing.site.concepts import Goals
from intlgraph.publishing.site.inventory import Inventory
from intlgraph.publishing.site.listing import Lists, Sort
from intlgraph.publishing.site.resources import Resources
from intlgraph.publishing.site.tree import Tree
from intlgraph.publishing.site.vocabulary import Vocabulary
from intlgraph.query.rows import rows
from intlgraph.rendering.describing import Describer
from intlgraph.rendering.description import Description, Link
from intlgraph.rendering.html import Renderer
from intlgraph.rendering.html.menu import RELEASES, SEARCH
from intlgraph.store import Store

__all__ = ["BATCH", "Site", "Stage", "describer"]

BATCH: Final = 64
"""How many things are described at a time."""

Stage = Callable[..., None]


def describer(project: Project, store: Store) -> Describer:
    """Return what describes the things of a store, with the names that patterns of sentences may use."""
    known = contexts.understood(contexts.context(project))
    terms = {name: term.iri for name, term in known.terms.items() if not term.prefix}
    return Describer(store, project, terms)


@dataclass(frozen=True, slots=True)
class Site:
    """One site being written: what it holds, where everything stands, and what writes it.

    `counts` has the number of things by class segment, `concepts` the concepts with pages, `foreign` the things with
    pages whose IRIs are others'.
    """

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
    vocabulary: Vocabulary

    @classmethod
    def of(
        cls, project: Project, store: Store, describer: Describer, listed: Inventory, tree: Tree, released: bool = False
    ) -> Site:
        """Find out what the site holds; raises `DataError` for addresses that collide.

        `released` tells whether there are releases, which then have a page.
        """
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
        known = vocabulary.read(project, store)
        addresses = SiteAddresses(project, store, wording, frozenset(used | foreign | lost), listed.page, known.pages)
        lists = listing.read(project, store, wording)
        sorts = {kind: lists.sort(kind, _classes(store, describer, first)) for kind, first in sorted(firsts.items())}
        links = tuple(Link(project.iris.thing(kind, ""), sort.headings, kind) for kind, sort in sorts.items())
        goals = concepts.goals_of(store, addresses.also)
        known_goals = {each.link.iri: each for each in goals.goals}
        renderer = Renderer(project, addresses, lists=links, goals=known_goals, released=released)
        return cls(
            project, store, describer, listed, tree, addresses, renderer, lists, sorts, counts, goals,
            used - foreign, frozenset(foreign), Resources(project, contexts.context(project)), known,
        )  # fmt: skip

    @property
    def networked(self) -> frozenset[str]:
        """The class segments whose things are shown as a network."""
        return frozenset(kind for kind, sort in self.sorts.items() if "network" in sort.views)

    def described(self, batch: Sequence[str]) -> list[Description]:
        """Return the descriptions of some things; everything that their pages lead to has an address then."""
        kept = {iri: known for iri in batch if (known := self.inventory.described(iri))}
        new = {each.link.iri: each for each in self.describer.descriptions(each for each in batch if each not in kept)}
        # A document is described with the things, and shown when what they say of it is known.
        self.inventory.keep(each for iri, each in new.items() if iri.startswith(self.project.iris.document("")))
        described = [kept.get(iri) or new[iri] for iri in batch]
        self.addresses.learn(chain.from_iterable(map(_leading, described)))
        return described

    def data(self, iri: str, triples: Sequence[Triple]) -> None:
        """Write a thing as data, in each format."""
        if self.addresses.where(iri):
            for extension, content in self.resources.files(triples):
                self.tree.write(self.addresses.data(iri, extension), content)

    def whole(self, iri: str, triples: Iterable[Triple] = ()) -> tuple[Triple, ...]:
        """Return triples with all that the store says of a thing, in the ontology too."""
        return tuple(sorted({*triples, *self.store.describe(iri).triples}, key=str))

    def pages(self, iri: str, render: Callable[[str], str]) -> None:
        """Write the page of a thing in each language; `render` makes it in one."""
        for language in self.project.languages:
            address = self.addresses.page(iri, language)
            if address:
                self.tree.write(address, render(language).encode())

    def everywhere(self) -> Iterator[tuple[str, str]]:
        """Yield every page below the folder of a language, with the day of its last change where that is known."""
        yield from (("", ""), (SEARCH, ""), ("sparql/", ""))
        yield from ((each, "") for each in (RELEASES,) if self.renderer.released)
        yield from ((self.addresses.list(kind, "").lstrip("/"), "") for kind in self.sorts)
        yield from ((each, "") for each in (*self.vocabulary.addresses(), *asking.addresses(self.project)))
        yield from self.inventory.addresses()
        yield from ((self.addresses.where(each), "") for each in sorted(self.concepts | self.foreign))


def _check(kinds: Iterable[str]) -> None:
    problems = [Problem("address-reserved", {"kind": kind}) for kind in sorted(RESERVED & set(kinds))]
    if problems:
        raise DataError(problems)


def _classes(store: Store, describer: Describer, iri: str) -> list[str]:
    found = rows(store, [iri])
    return describer.wording.special(sorted(found[iri].classes)) if iri in found else []


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
