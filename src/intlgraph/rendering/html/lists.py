"""The pages of the list of a class."""

from __future__ import annotations

from typing import Final

from intlgraph.query.labels import chosen
from intlgraph.rendering.drawn import Drawn
from intlgraph.rendering.html.head import LISTED, Data
from intlgraph.rendering.html.parts import near
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.html.spoken import LISTING, spoken
from intlgraph.rendering.pages import Listing

__all__ = ["page"]

_FEW: Final = 8
"""How many values of a facet are seen at once."""


def page(renderer: Renderer, listing: Listing, language: str) -> str:
    """Return one page of the list of a class in a language."""
    addresses, number = renderer.addresses, listing.number
    prose = renderer.prose(addresses.list(listing.kind, language, number), language)
    first = addresses.list(listing.kind, language)
    title = chosen(listing.headings, language) or listing.kind
    title = f"{title} ({number}/{listing.pages})" if listing.pages > 1 else title
    downloads = [Data(name.upper(), media, prose.to(f"{first}list.{name}")) for name, media in LISTED]
    scripts = ("scripts/facets.js",) if listing.facets else ()
    return renderer.render(
        "list",
        prose,
        renderer.head(prose, title, chosen(listing.definition, language), data=tuple(downloads), scripts=scripts),
        {each: addresses.list(listing.kind, each, number) for each in renderer.languages},
        page=listing,
        first=prose.to(first),
        few=_FEW,
        said=spoken(prose.words, LISTING),
        downloads=downloads,
        others=[(each, prose.to(addresses.list(listing.kind, language, each))) for each in near(number, listing.pages)],
        drawn=Drawn(prose, renderer.goals),
    )
