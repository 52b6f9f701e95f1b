"""The start page, and what stands at the top of the site and points on to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from intlgraph.publishing.site.plan import Site
from intlgraph.query.counts import count
from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Link, Place
from intlgraph.rendering.drawings.network import LIMIT
from intlgraph.rendering.html import redirects, start
from intlgraph.rendering.pages import Count, StartPage
from intlgraph.rendering.telling import kind_of

__all__ = ["write"]

_DRAWN: Final = 300


def write(site: Site, described: bool) -> None:
    """Write the start page in every language; `described` tells whether the datasets have pages."""
    page = replace(_page(site), described=described)
    for language in site.project.languages:
        site.tree.write(site.addresses.start(language), start.page(site.renderer, page, language).encode())
    title = chosen(site.project.title, site.project.languages[0])
    site.tree.write("index.html", redirects.front(site.renderer, "", title, site.addresses.start).encode())


def _page(site: Site) -> StartPage:
    places, lines, guessed = _map(site)
    counts = count(site.store)
    return StartPage(
        lists=tuple(
            Count(Link(site.project.iris.thing(kind, ""), site.sorts[kind].headings, kind), count)
            for kind, count in sorted(site.counts.items(), key=lambda each: (-each[1], each[0]))
        ),
        certainties=tuple(
            Count(Link(each.iri, each.names, kind_of(each.iri)), each.number) for each in counts.certainties
        ),
        passages=counts.passages,
        places=places,
        lines=lines,
        guessed=guessed,
        ties=tuple(site.inventory.ties(LIMIT)),
        intervals=site.inventory.intervals(list(site.sorts), _DRAWN),
        goals=site.goals.serving(site.inventory.goals()),
        documents=tuple(Count(link, count) for link, count in site.inventory.documents(_DRAWN)),
        datasets=tuple((each.name, each.title) for each in site.project.datasets),
    )


_Lines = tuple[tuple[Place, Place], ...]


def _map(site: Site) -> tuple[tuple[Place, ...], _Lines, _Lines]:
    """Return the places of the map, the lines between them that are said outright, and those that are not.

    The best connected come first: where there is no room for all names, theirs are written.
    """
    mapped = [kind for kind, sort in site.sorts.items() if "map" in sort.views]
    points = {place.link.iri: place for place in site.inventory.places(list(site.sorts), 10 * _DRAWN)}
    lines = [(a, b, said) for a, b, said in site.inventory.lines(_DRAWN) if a in points and b in points]
    shown = {iri for a, b, _ in lines for iri in (a, b)} or {
        place.link.iri for place in site.inventory.places(mapped, _DRAWN)
    }
    joined = Counter(iri for a, b, _ in lines for iri in (a, b))
    order = sorted(shown, key=lambda iri: (-joined[iri], iri))
    drawn, guessed = (tuple((points[a], points[b]) for a, b, how in lines if how is said) for said in (True, False))
    return tuple(points[iri] for iri in order), drawn, guessed
