"""The start page, and what stands at the top of the site and points on to it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from intlgraph.publishing.site.plan import Site
from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Link, Place
from intlgraph.rendering.html import redirects, start
from intlgraph.rendering.pages import Count, StartPage

__all__ = ["write"]

_DRAWN: Final = 300


def write(site: Site) -> None:
    """Write the start page in every language."""
    page = _page(site)
    for language in site.project.languages:
        site.tree.write(site.addresses.start(language), start.page(site.renderer, page, language).encode())
    title = chosen(site.project.title, site.project.languages[0])
    site.tree.write("index.html", redirects.front(site.renderer, "", title, site.addresses.start).encode())


def _page(site: Site) -> StartPage:
    timed = [kind for kind, sort in site.sorts.items() if "timeline" in sort.views]
    places, lines = _map(site)
    return StartPage(
        lists=tuple(
            Count(Link(site.project.iris.thing(kind, ""), site.sorts[kind].headings, kind), count)
            for kind, count in sorted(site.counts.items(), key=lambda each: (-each[1], each[0]))
        ),
        places=places,
        lines=lines,
        intervals=site.inventory.intervals(timed, _DRAWN),
        goals=site.goals.serving(site.inventory.goals()),
        documents=tuple(Count(link, count) for link, count in site.inventory.documents(_DRAWN)),
        datasets=tuple((each.name, each.title) for each in site.project.datasets),
    )


def _map(site: Site) -> tuple[tuple[Place, ...], tuple[tuple[Place, Place], ...]]:
    """Return the places of the map and the lines between them.

    The best connected come first: where there is no room for all names, theirs are written.
    """
    mapped = [kind for kind, sort in site.sorts.items() if "map" in sort.views]
    points = {place.link.iri: place for place in site.inventory.places(list(site.sorts), 10 * _DRAWN)}
    lines = [(a, b) for a, b in site.inventory.lines(_DRAWN) if a in points and b in points]
    shown = {iri for line in lines for iri in line} or {
        place.link.iri for place in site.inventory.places(mapped, _DRAWN)
    }
    joined = Counter(iri for line in lines for iri in line)
    order = sorted(shown, key=lambda iri: (-joined[iri], iri))
    return tuple(points[iri] for iri in order), tuple((points[a], points[b]) for a, b in lines)
