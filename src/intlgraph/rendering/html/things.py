"""The page of a thing."""

from __future__ import annotations

from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Description
from intlgraph.rendering.drawn import Drawn
from intlgraph.rendering.html.parts import marks, part
from intlgraph.rendering.html.renderer import Renderer

__all__ = ["page"]


def page(renderer: Renderer, description: Description, language: str) -> str:
    """Return the page of a thing in a language."""
    iri = description.link.iri
    called = (chosen(description.link.names, language),)
    prose = renderer.prose(renderer.addresses.page(iri, language), language, iri, called)
    return renderer.render(
        "thing",
        prose,
        renderer.thing_head(description, prose),
        renderer.ways(iri),
        thing=description,
        way=renderer.crumbs(prose, description.link.kind),
        parts=[part(prose, section) for section in description.sections if section.facts],
        drawn=Drawn(prose, renderer.goals),
        marks=marks(description.sections, prose.words),
    )
