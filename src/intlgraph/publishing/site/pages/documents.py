"""The pages of documents; they come after all things, whose facts they put in reading order."""

from __future__ import annotations

from intlgraph.publishing.site.pages import things
from intlgraph.publishing.site.plan import BATCH, Site
from intlgraph.publishing.site.reading import document_pages
from intlgraph.query.batches import batched
from intlgraph.rendering.html import documents
from intlgraph.rendering.pages import DocumentPage
from intlgraph.rendering.paging import reading

__all__ = ["write"]


def write(site: Site) -> None:
    """Write the pages of every document."""
    for batch in batched(site.inventory.things(site.project.iris.document("")), BATCH):
        for description in site.described(batch):
            for page in document_pages(site.store, site.inventory, description):
                _write(site, page)
            things.further(site, description)


def _write(site: Site, page: DocumentPage) -> None:
    for language in site.project.languages:
        address = site.addresses.page(page.description.link.iri, language)
        if address:
            text = documents.page(site.renderer, page, language)
            site.tree.write(reading(address, page.number, page.sheet), text.encode())
