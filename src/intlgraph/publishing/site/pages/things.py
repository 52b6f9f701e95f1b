"""The pages of things: described batch by batch, written, and entered in the inventory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, combinations
from typing import Final

from intlgraph.publishing.site import crowds, faceting, searching
from intlgraph.publishing.site.addresses import permanent, segment_of
from intlgraph.publishing.site.concepts import Concepts
from intlgraph.publishing.site.inventory import Entered
from intlgraph.publishing.site.plan import BATCH, Site
from intlgraph.query.batches import batched
from intlgraph.query.labels import chosen
from intlgraph.rendering import paging
from intlgraph.rendering.description import Description
from intlgraph.rendering.html import concepts, redirects, things

__all__ = ["further", "write"]

_TOGETHER: Final = 8
"""How many places one thing may bring together before that says nothing."""


def write(site: Site) -> None:
    """Write the pages and the data of all things but documents; raises `DataError` for addresses that collide."""
    crowds.place(site)
    documents = site.project.iris.document("")
    for batch in batched(chain(site.inventory.things(), sorted(site.foreign)), BATCH):
        _write(site, batch, documents)
    site.inventory.check()


def _write(site: Site, batch: Sequence[str], documents: str) -> None:
    described = site.described(batch)
    for iri, triples in zip(batch, site.describer.resources(batch), strict=True):
        site.data(iri, site.whole(iri, triples) if iri in site.foreign else triples)
    values = faceting.reached(site.store, described, {kind: sort.facets for kind, sort in site.sorts.items()})
    reached = {iri for known in values.values() for all_ in known.values() for iri in all_}
    site.inventory.know(faceting.called(site.store, reached))
    for description in described:
        iri = description.link.iri
        _enter(site, description, values.get(iri, {}))
        if iri in site.foreign:
            _told(site, description)
        elif not iri.startswith(documents):
            site.pages(iri, partial(things.page, site.renderer, description))
            further(site, description)
        _redirect(site, description)


def further(site: Site, description: Description) -> None:
    """Write the pages on which the sections of a thing go on."""
    for share in paging.further(description.sections):
        for language in site.project.languages:
            if first := site.addresses.page(description.link.iri, language):
                page = things.further(site.renderer, description, share, language)
                site.tree.write(paging.numbered(first, share.number), page.encode())


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
    site.inventory.index.add(searching.thing(where, description))
    site.inventory.add(Entered(kind, where, own.iri, own.names, description.summary, description.modified, facets))
    for goal in description.goals:
        site.inventory.serve(goal.iri, own.iri)
    _draw(site, description, kind)


def _draw(site: Site, description: Description, kind: str) -> None:
    """Enter what the drawings of the lists and of the start page show of a thing."""
    own = description.link
    said = _connect(site, description)
    at = [place for place in description.places if place.link.iri == own.iri]
    for place in at:
        site.inventory.draw(kind, place)
    if not at:
        for one, other in combinations(sorted({place.link.iri for place in description.places[:_TOGETHER]}), 2):
            site.inventory.join(one, other, one in said and other in said)
    timed = {
        fact.iri
        for section in description.sections
        if section.view == "timeline"
        for fact in section.facts
        if site.addresses.home(fact.iri) == own.iri
    }
    for interval in description.intervals:
        if interval.row in timed or "timeline" in site.sorts[kind].views:
            site.inventory.draw(kind, replace(interval, link=own))


def _connect(site: Site, description: Description) -> set[str]:
    """Enter what statements bring together, where both are shown in networks; return what is named outright."""
    own = description.link
    facts = [
        fact
        for section in description.sections
        for fact in section.facts
        if fact.kind not in ("mention", "editorial", "derived") and site.addresses.home(fact.iri) in (own.iri, "")
    ]
    networked = site.networked
    if own.kind in networked:
        for fact in facts:
            for link in fact.links:
                if link.kind in networked:
                    site.inventory.tie(own.iri, link.iri, fact.kind == "said")
    return {link.iri for fact in facts if fact.kind == "said" for link in fact.links}


def _told(site: Site, description: Description) -> None:
    """Write the page of a thing whose IRI is another's: what the data says of it, and what it means."""
    iri = description.link.iri
    maker = Concepts(site.project, site.store, site.addresses, site.describer.wording)
    for page in maker.pages([iri]):
        told = crowds.shown(site, description)
        page = replace(page, sections=told, users=() if told else page.users)
        site.inventory.index.add(searching.concept(site.addresses.where(iri), page, description.classes))
        site.pages(iri, partial(concepts.page, site.renderer, page))
        further(site, replace(description, sections=told))


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
