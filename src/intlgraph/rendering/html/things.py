"""The page of a thing, and the pages on which a section of it goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Description, Link, Section
from intlgraph.rendering.drawn import Drawn
from intlgraph.rendering.html.connections import connections
from intlgraph.rendering.html.parts import marks, near, part, parts
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.paging import SIZE, Share, numbered, opening

__all__ = ["further", "page"]

_DRAWN: Final = 100
"""Bars of a timeline, points of a map, names: what there are more of is read in the sections."""


def page(renderer: Renderer, description: Description, language: str) -> str:
    """Return the page of a thing in a language."""
    iri = description.link.iri
    home = renderer.addresses.page(iri, language)
    called = (chosen(description.link.names, language),)
    prose = renderer.prose(home, language, iri, called)
    shown = _bounded(description)
    return renderer.render(
        "thing",
        prose,
        renderer.thing_head(shown, prose),
        renderer.ways(iri),
        thing=shown,
        whole=description,
        way=renderer.crumbs(prose, description.link.kind),
        connections=connections(prose, description.sections, _lists(renderer)),
        parts=parts(prose, description.sections, home),
        drawn=Drawn(prose, renderer.goals),
        marks=marks([share.section for share in opening(description.sections)], prose.words),
    )


def _lists(renderer: Renderer) -> list[Link]:
    """Return the lists of what a thing may have to do with; documents say so, and stand with each statement."""
    documents = renderer.project.iris.document("")
    return [each for each in renderer.lists if not documents.startswith(f"{each.iri.rstrip('/')}/")]


def further(renderer: Renderer, description: Description, share: Share, language: str) -> str:
    """Return a later page of a thing, on which one of its sections goes on."""
    link = description.link
    home = renderer.addresses.page(link.iri, language)
    called = (chosen(link.names, language),)
    prose = renderer.prose(numbered(home, share.number), language, link.iri, called)
    begun = share.number - (share.first - 1) // SIZE
    pages = -(-share.total // SIZE)
    own = share.number - begun + 1
    numbers = [(each, 1 if each == 1 else begun + each - 1) for each in near(own, pages)]
    title = f"{prose.name(link)}: {chosen(share.section.headings, language)}"
    return renderer.render(
        "further",
        prose,
        renderer.head(prose, f"{title} ({own})", title, renderer.files(link.iri, prose.here), kind="article"),
        {each: numbered(there, share.number) for each, there in renderer.ways(link.iri).items()},
        thing=description,
        way=[*renderer.crumbs(prose, link.kind), (prose.name(link), prose.to(home))],
        part=part(prose, share, home),
        number=own,
        pages=pages,
        others=[(each, prose.to(_at(home, number, share.section))) for each, number in numbers],
        marks=marks([share.section], prose.words),
    )


def _at(home: str, number: int, section: Section) -> str:
    """Return where a page of a section is: the first is a part of the thing's own page."""
    return numbered(home, number) if number > 1 else f"{home}#section-{section.key}"


def _bounded(description: Description) -> Description:
    """Return a description with so many names, bars and points as one can take in; its sections have all."""
    return replace(
        description,
        other_names=description.other_names[:_DRAWN],
        identifiers=description.identifiers[:_DRAWN],
        places=description.places[:_DRAWN],
        intervals=description.intervals[:_DRAWN],
    )
