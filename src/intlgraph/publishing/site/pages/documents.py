"""The pages of documents; they come after all things, whose facts they put in reading order."""

from __future__ import annotations

from functools import partial

from intlgraph.publishing.site import reading
from intlgraph.publishing.site.plan import BATCH, Site
from intlgraph.query.batches import batched
from intlgraph.rendering.html import documents

__all__ = ["write"]


def write(site: Site) -> None:
    """Write the page of every document."""
    for batch in batched(site.inventory.things(site.project.iris.document("")), BATCH):
        for description in site.described(batch):
            page = reading.document_page(site.store, site.inventory, description)
            site.pages(description.link.iri, partial(documents.page, site.renderer, page))
