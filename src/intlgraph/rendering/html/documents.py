"""The pages of a document, with what it says in reading order."""

from __future__ import annotations

from intlgraph.rendering.html.parts import marked, near, numbered, part
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.pages import DocumentPage

__all__ = ["page"]


def page(renderer: Renderer, document: DocumentPage, language: str) -> str:
    """Return one page of a document in a language."""
    description, number = document.description, document.number
    iri = description.link.iri
    addresses = renderer.addresses
    first = addresses.page(iri, language)
    prose = renderer.prose(numbered(first, number), language, iri)
    readings = [
        (each, prose.fact(each.fact), prose.once(addresses.anchor(f"{iri}#char={each.start},{each.end}")))
        for each in document.statements
    ]
    return renderer.render(
        "document",
        prose,
        renderer.thing_head(description, prose),
        {each: numbered(there, number) for each, there in renderer.ways(iri).items()},
        page=document,
        others=[(each, prose.to(numbered(first, each))) for each in near(number, document.pages)],
        thing=description,
        way=renderer.crumbs(prose, description.link.kind),
        parts=[part(prose, section) for section in description.sections if section.facts],
        readings=readings,
        marks=marked((each.fact for each in document.statements), prose.words),
    )
