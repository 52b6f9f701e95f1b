"""The pages of things: described batch by batch, written, and entered in the inventory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, combinations
from typing import Final

from intlgraph.publishing.site import listing
from intlgraph.publishing.site.addresses import permanent, segment_of
from intlgraph.publishing.site.concepts import Concepts
from intlgraph.publishing.site.inventory import Entered
from intlgraph.publishing.site.plan import BATCH, Site
from intlgraph.query.batches import batched
from intlgraph.query.labels import chosen, names_of
from intlgraph.rendering.description import Description
from intlgraph.rendering.html import concepts, redirects, things

__all__ = ["write"]

_TOGETHER: Final = 8
"""How many places one thing may bring together before that says nothing."""


def write(site: Site) -> None:
    """Write the pages and the data of all things but documents; raises `DataError` for addresses that collide."""
    documents = site.project.iris.document("")
    facets = sorted({each for sort in site.sorts.values() for each in sort.facets})
    for batch in batched(chain(site.inventory.things(), sorted(site.foreign)), BATCH):
        _write(site, batch, documents, facets)
    site.inventory.check()


def _write(site: Site, batch: Sequence[str], documents: str, facets: Sequence[str]) -> None:
    described = site.described(batch)
    for iri, triples in zip(batch, site.describer.resources(batch), strict=True):
        site.data(iri, site.whole(iri, triples) if iri in site.foreign else triples)
    values = listing.facets_of(site.store, batch, facets)
    site.inventory.know(
        names_of(site.store, {iri for known in values.values() for all_ in known.values() for iri in all_})
    )
    for description in described:
        iri = description.link.iri
        _enter(site, description, values.get(iri, {}))
        if iri in site.foreign:
            _told(site, description)
        elif not iri.startswith(documents):
            site.pages(iri, partial(things.page, site.renderer, description))
        _redirect(site, description)


def _enter(site: Site, description: Description, facets: Mapping[str, tuple[str, ...]]) -> None:
    """Enter a thing in the inventory, with the facts whose home its page is."""
    own = description.link
    for section in description.sections:
        for fact in section.facts:
            if site.addresses.home(fact.iri) in (own.iri, ""):
                site.inventory.read(fact, own)
    kind, _ = segment_of(site.project.base, own.iri)
    if not kind:
        return
    where = site.addresses.where(own.iri)
    site.inventory.add(Entered(kind, where, own.iri, own.names, description.summary, description.modified, facets))
    for goal in description.goals:
        site.inventory.serve(goal.iri, own.iri)
    _draw(site, description, kind)


def _draw(site: Site, description: Description, kind: str) -> None:
    """Enter what the drawings of the lists and of the start page show of a thing."""
    own = description.link
    at = [place for place in description.places if place.link.iri == own.iri]
    for place in at:
        site.inventory.draw(kind, place)
    if not at:
        for one, other in combinations(sorted({place.link.iri for place in description.places[:_TOGETHER]}), 2):
            site.inventory.join(one, other)
    if "timeline" in site.sorts[kind].views:
        for interval in description.intervals:
            site.inventory.draw(kind, replace(interval, link=own))


def _told(site: Site, description: Description) -> None:
    """Write the page of a thing whose IRI is another's: what the data says of it, and what it means."""
    iri = description.link.iri
    maker = Concepts(site.project, site.store, site.addresses, site.describer.wording)
    for page in maker.pages([iri]):
        sections = tuple(
            replace(each, facts=tuple(fact for fact in each.facts if segment_of(site.project.base, fact.iri)[0]))
            for each in description.sections
        )
        told = tuple(each for each in sections if each.facts)
        page = replace(page, sections=told, users=() if told else page.users)
        site.pages(iri, partial(concepts.page, site.renderer, page))


def _redirect(site: Site, description: Description) -> None:
    """Write what stands at the permanent addresses of a thing and of the rows about it."""
    iri = description.link.iri
    if not segment_of(site.project.base, iri)[0]:
        return
    name = chosen(description.link.names, site.project.languages[0])
    rows = {
        fact.iri
        for section in description.sections
        for fact in section.facts
        if fact.iri and site.addresses.home(fact.iri) == iri
    }
    for each in sorted({iri, *rows}):
        kind, slug = segment_of(site.project.base, each)
        if kind:
            site.tree.write(permanent(kind, slug), redirects.thing(site.renderer, each, name).encode())
