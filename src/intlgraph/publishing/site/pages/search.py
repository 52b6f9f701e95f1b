"""The page of the search and the files of its index."""

from __future__ import annotations

from collections.abc import Iterator

from intlgraph.publishing.site import searching
from intlgraph.publishing.site.plan import Site
from intlgraph.publishing.site.searching import Findable
from intlgraph.query import named
from intlgraph.rendering.description import Link, Text
from intlgraph.rendering.html import queries, search
from intlgraph.rendering.html.menu import SEARCH
from intlgraph.rendering.pages import Count, SearchPage
from intlgraph.rendering.words import Words

__all__ = ["write"]


def write(site: Site) -> None:
    """Write the page and the index in every language: of the things and concepts that were entered, and the rest."""
    for findable in (*_lists(site), *_terms(site), *_queries(site)):
        site.inventory.index.add(findable)
    lists = tuple(
        Count(Link(site.project.iris.thing(kind, ""), sort.headings, kind), site.counts[kind])
        for kind, sort in site.sorts.items()
    )
    for language in site.project.languages:
        text = search.page(site.renderer, SearchPage(lists), language)
        site.tree.write(f"{language}/{SEARCH}", text.encode())
    for beginning, contents in site.inventory.index.shards(site.project.languages):
        for language, content in contents.items():
            site.tree.write(f"{language}/{SEARCH}{searching.shard(beginning)}", content)


def _lists(site: Site) -> Iterator[Findable]:
    for kind, sort in site.sorts.items():
        where = site.addresses.list(kind, "").lstrip("/")
        yield Findable(where, sort.headings, _said(site, "search-list"), facts=site.counts[kind])


def _terms(site: Site) -> Iterator[Findable]:
    words = site.vocabulary
    for code, terms in (("search-class", words.classes), ("search-property", words.properties)):
        for iri in terms:
            if iri in words.pages:
                yield Findable(words.pages[iri], words.names(iri), _said(site, code), (words.short(iri),))


def _queries(site: Site) -> Iterator[Findable]:
    for query in named.catalogue(site.project):
        yield Findable(queries.address(query.name), query.title, _said(site, "search-query"), (query.name,))


def _said(site: Site, code: str) -> Text:
    return {language: Words(language)(code) for language in site.project.languages}
