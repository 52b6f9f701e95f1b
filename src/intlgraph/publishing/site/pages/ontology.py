"""The pages of the ontology, of its classes and of its properties."""

from __future__ import annotations

from functools import partial

from intlgraph.publishing.site import usage
from intlgraph.publishing.site.plan import Site
from intlgraph.publishing.site.terms import Terms
from intlgraph.publishing.site.vocabulary import ONTOLOGY
from intlgraph.rendering.html import ontology, redirects

__all__ = ["terms", "write"]


def terms(site: Site) -> Terms:
    """Return what makes the pages of the vocabulary, with how it is used in the data."""
    words = site.vocabulary
    known = usage.read(site.project, site.describer, site.store, words.classes, words.properties)
    return Terms.of(site.project, words, known, {kind: sort.headings for kind, sort in site.sorts.items()})


def write(site: Site, made: Terms) -> None:
    """Write them in every language, and what points on to them where no language is named."""
    for page in made.classes():
        site.pages(page.term.link.iri, partial(ontology.class_page, site.renderer, page))
    for property_ in made.properties():
        site.pages(property_.term.link.iri, partial(ontology.property_page, site.renderer, property_))
    whole = made.ontology()
    for language in site.project.languages:
        site.tree.write(f"{language}/{ONTOLOGY}", ontology.ontology(site.renderer, whole, language).encode())
    for here in sorted({ONTOLOGY, *_under_base(site)}):
        name = site.renderer.prose("", site.project.languages[0]).words("ontology-title")
        front = redirects.front(site.renderer, here, name, lambda language: f"{language}/{ONTOLOGY}")
        site.tree.write(here, front.encode())


def _under_base(site: Site) -> set[str]:
    """Return where those ontologies stand whose IRIs begin as the publication's: there too one is led on."""
    start = f"{site.project.base}/"
    return {f"{each[len(start) :].rstrip('#/')}/" for each in site.vocabulary.ontologies() if each.startswith(start)}
