"""The pages and the data of the concepts that the data uses."""

from __future__ import annotations

from functools import partial

from intlgraph.publishing.site import searching
from intlgraph.publishing.site.concepts import Concepts
from intlgraph.publishing.site.plan import BATCH, Site
from intlgraph.query.batches import batched
from intlgraph.rendering.html import concepts

__all__ = ["write"]


def write(site: Site) -> None:
    """Write the page and the data of every concept."""
    maker = Concepts(site.project, site.store, site.addresses, site.describer.wording)
    for batch in batched(maker.pages(site.concepts), BATCH):
        for page in batch:
            site.inventory.index.add(searching.concept(site.addresses.where(page.link.iri), page))
            site.data(page.link.iri, site.whole(page.link.iri))
            site.pages(page.link.iri, partial(concepts.page, site.renderer, page))
