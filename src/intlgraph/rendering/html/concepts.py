"""The page of a concept or a goal, and what uses it."""

from __future__ import annotations

from intlgraph.rendering.description import Description
from intlgraph.rendering.drawn import Drawn
from intlgraph.rendering.html.parts import marks, parts
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.pages import ConceptPage

__all__ = ["page"]


def page(renderer: Renderer, concept: ConceptPage, language: str) -> str:
    """Return the page of a concept in a language."""
    iri = concept.link.iri
    prose = renderer.prose(renderer.addresses.page(iri, language), language, iri)
    description = Description(concept.link, (), concept.definition, (), same=concept.same)
    return renderer.render(
        "concept",
        prose,
        renderer.thing_head(description, prose),
        renderer.ways(iri),
        page=concept,
        thing=description,
        parts=parts(prose, concept.sections, renderer.addresses.page(iri, language)),
        marks=marks(concept.sections, prose.words),
        drawn=Drawn(prose, renderer.goals),
    )
