"""The pages of the ontology, of its classes and of its properties."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from intlgraph.query.labels import chosen
from intlgraph.rendering.drawings import hierarchy
from intlgraph.rendering.drawings.svg import Caption, Reader
from intlgraph.rendering.html import told
from intlgraph.rendering.html.head import Data
from intlgraph.rendering.html.parts import marked
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.prose import Prose, Shown
from intlgraph.rendering.vocabulary import ClassPage, OntologyPage, PropertyPage, Term

__all__ = ["class_page", "ontology", "property_page"]

_ROOM = "ontology/"
_TURTLE = "text/turtle"
_MEDIA = {"ttl": _TURTLE, "jsonld": "application/ld+json"}


@dataclass(frozen=True, slots=True)
class _ShownExample:
    """A term in use, as a page shows it: a fact, or a thing with its values."""

    fact: Shown | None
    subject: Markup
    values: Markup


def ontology(renderer: Renderer, page: OntologyPage, language: str) -> str:
    """Return the page of the ontology in a language."""
    prose = renderer.prose(f"{language}/{_ROOM}", language)
    title = prose.words("ontology-title")
    summary = chosen(page.ontologies[0][2], language) if page.ontologies else ""
    files = [Data(name, _MEDIA[name.rsplit(".", 1)[-1]], prose.to(f"{_ROOM}{name}")) for name in page.files]
    caption = Caption("classes", prose.words("ontology-diagram"), prose.words("ontology-diagram-about"))
    return renderer.render(
        "ontology",
        prose,
        renderer.head(prose, title, summary or title),
        {each: f"{each}/{_ROOM}" for each in renderer.languages},
        page=page,
        files=files,
        diagram=Markup(hierarchy.draw(page.diagram, caption, Reader(language, prose.href))),
        borrowed=[(each, [told.heading(prose, shape) for shape in each.shapes]) for each in page.borrowed],
    )


def class_page(renderer: Renderer, page: ClassPage, language: str) -> str:
    """Return the page of a class in a language."""
    prose = _prose(renderer, page.term, language)
    shapes = [told.shape(prose, each) for each in page.shapes]
    return _page(renderer, "class", prose, page.term, page=page, shapes=shapes)


def property_page(renderer: Renderer, page: PropertyPage, language: str) -> str:
    """Return the page of a property in a language."""
    prose = _prose(renderer, page.term, language)
    rules = [(told.heading(prose, shape), told.rule(prose, rule)) for shape, rule in page.rules]
    return _page(renderer, "property", prose, page.term, page=page, rules=rules)


def _prose(renderer: Renderer, term: Term, language: str) -> Prose:
    iri = term.link.iri
    return renderer.prose(renderer.addresses.page(iri, language), language, iri)


def _page(renderer: Renderer, template: str, prose: Prose, term: Term, **values: object) -> str:
    """Return the page of a term, with what the pages of all terms have."""
    examples = [
        _ShownExample(prose.fact(each.fact) if each.fact else None, prose.link(each.subject), prose.values(each.values))
        for each in term.examples
        if each.fact or each.values or each.subject.names
    ]
    return renderer.render(
        template,
        prose,
        renderer.head(prose, prose.name(term.link), chosen(term.definition, prose.language)),
        renderer.ways(term.link.iri),
        term=term,
        examples=examples,
        marks=marked((each.fact for each in term.examples if each.fact), prose.words),
        crumbs=[(prose.words("ontology-title"), prose.to(f"{prose.language}/{_ROOM}"))],
        files=[Data(name, _TURTLE, prose.to(f"{_ROOM}{name}")) for name in term.files],
        **values,
    )
