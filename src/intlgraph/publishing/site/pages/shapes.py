"""The pages of the shapes."""

from __future__ import annotations

from urllib.parse import quote

from intlgraph.publishing.site.inventory import sort_key
from intlgraph.publishing.site.plan import Site
from intlgraph.publishing.site.terms import Terms
from intlgraph.publishing.site.vocabulary import SHAPES
from intlgraph.query.labels import chosen
from intlgraph.rendering.html import redirects, shapes
from intlgraph.rendering.vocabulary import ShapesPage

__all__ = ["write"]


def write(site: Site, terms: Terms) -> None:
    """Write the list of all shapes and a page for each file of them, in every language."""
    whole = terms.shapes()
    for language in site.project.languages:
        listed = sorted(whole.files, key=lambda each: sort_key(chosen(each[0].names, language), language))
        page_of_all = shapes.shapes(site.renderer, ShapesPage(tuple(listed)), language)
        site.tree.write(f"{language}/{SHAPES}", page_of_all.encode())
        for page, _ in whole.files:
            where = f"{language}/{SHAPES}{quote(page.name, safe='')}/"
            site.tree.write(where, shapes.page(site.renderer, page, language).encode())
    name = site.renderer.prose("", site.project.languages[0]).words("shapes-title")
    front = redirects.front(site.renderer, SHAPES, name, lambda language: f"{language}/{SHAPES}")
    site.tree.write(SHAPES, front.encode())
