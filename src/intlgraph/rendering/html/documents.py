"""The pages of a document, with what it says in reading order."""

from __future__ import annotations

from intlgraph.rendering.html.parts import marked, near, parts
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.pages import DocumentPage
from intlgraph.rendering.paging import reading

__all__ = ["page"]


def page(renderer: Renderer, document: DocumentPage, language: str) -> str:
    """Return one page of a document in a language; what is said of the document itself stands on the first."""
    description, number = document.description, document.number
    iri = description.link.iri
    addresses = renderer.addresses
    first = addresses.page(iri, language)
    prose = renderer.prose(reading(first, number, document.sheet), language, iri)
    readings = [
        (each, prose.fact(each.fact), prose.once(addresses.anchor(f"{iri}#char={each.start},{each.end}")))
        for each in document.statements
    ]
    others = [(each, document.numbers[each - 1]) for each in near(document.at, len(document.numbers))]
    return renderer.render(
        "document",
        prose,
        renderer.thing_head(description, prose),
        {each: reading(there, number, document.sheet) for each, there in renderer.ways(iri).items()},
        page=document,
        others=[(each, prose.to(reading(first, there))) for each, there in others],
        sheets=[(each, prose.to(reading(first, number, each))) for each in near(document.sheet, document.sheets)],
        later=[
            (each, prose.once(anchor), f"{prose.to(reading(first, number, each.sheet))}#{anchor}")
            for each in document.later
            if (anchor := addresses.anchor(f"{iri}#char={each.start},{each.end}"))
        ],
        thing=description,
        way=renderer.crumbs(prose, description.link.kind),
        parts=parts(prose, description.sections, first) if document.opens else [],
        readings=readings,
        marks=marked((each.fact for each in document.statements), prose.words),
    )
