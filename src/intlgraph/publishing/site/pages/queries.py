"""The pages of the named queries, each with its answer here."""

from __future__ import annotations

from collections.abc import Iterator

from intlgraph.publishing.site import asking
from intlgraph.publishing.site.inventory import sort_key
from intlgraph.publishing.site.plan import Site
from intlgraph.query import named
from intlgraph.query.labels import chosen
from intlgraph.rendering.html import queries, redirects
from intlgraph.rendering.queries import QueriesPage, QueryPage

__all__ = ["write"]


def write(site: Site) -> None:
    """Write the list of the queries, and the page and the answer of each, in every language."""
    catalogue = named.catalogue(site.project)
    for language in site.project.languages:
        listed = sorted(catalogue, key=lambda each: sort_key(chosen(each.title, language), language))
        whole = QueriesPage(tuple((each.name, each.title, each.description) for each in listed))
        site.tree.write(f"{language}/{queries.ROOM}", queries.queries(site.renderer, whole, language).encode())
    for query in catalogue:
        found = asking.ask(site.store, query, site.project.languages)
        for language in site.project.languages:
            _write(site, asking.page(query, found, language), language)
            for form, content in asking.written(found.asked[language], language) if found.asked else ():
                site.tree.write(f"{language}/{queries.address(query.name)}answer.{form}", content)
    name = site.renderer.prose("", site.project.languages[0]).words("queries-title")
    front = redirects.front(site.renderer, queries.ROOM, name, lambda language: f"{language}/{queries.ROOM}")
    site.tree.write(queries.ROOM, front.encode())


def _write(site: Site, made: QueryPage, language: str) -> None:
    site.addresses.learn(_leading(made))
    text = queries.page(site.renderer, made, language)
    site.tree.write(f"{language}/{queries.address(made.name)}", text.encode())


def _leading(made: QueryPage) -> Iterator[str]:
    """Yield everything that the rows of an answer lead to."""
    for row in made.asking.rows:
        yield from (cell.link.iri for cell in row.cells if cell and cell.link)
        yield from (each.iri for each in (*row.documents, *filter(None, [row.certainty])))
