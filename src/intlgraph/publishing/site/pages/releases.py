"""The page of releases, and what stands at addresses that are in use no more, for hosts that know no redirects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from intlgraph.publishing.site.addresses import folded, permanent, segment_of
from intlgraph.publishing.site.plan import BATCH, Site
from intlgraph.query.batches import batched
from intlgraph.query.labels import names_of
from intlgraph.rendering.description import Link
from intlgraph.rendering.html import redirects, releases
from intlgraph.rendering.html.menu import RELEASES
from intlgraph.rendering.prose import plain
from intlgraph.rendering.releases import ReleasesPage, Retired

__all__ = ["write", "write_retired"]

_IDS: Final = "id/"


def write(site: Site, page: ReleasesPage) -> None:
    """Write the page of releases in every language, and what points on to it where no language is named."""
    site.addresses.learn(
        thing.link.iri for release in page.releases for group in release.groups for thing in group.things
    )
    for language in site.project.languages:
        site.tree.write(f"{language}/{RELEASES}", releases.page(site.renderer, page, language).encode())
    name = site.renderer.prose("", site.project.languages[0]).words("releases-title")
    front = redirects.front(site.renderer, RELEASES, name, lambda language: f"{language}/{RELEASES}")
    site.tree.write(RELEASES, front.encode())


def write_retired(site: Site, retired: Iterable[Retired]) -> None:
    """Write what stands where things were: at their permanent addresses, and where their pages were.

    An address that something else has taken, or one that not every disk tells from it, is left alone.
    """
    ours = (each for each in retired if segment_of(site.project.base, each.old)[0])
    for batch in batched(ours, BATCH):
        _write_retired(site, batch)


def _write_retired(site: Site, batch: Sequence[Retired]) -> None:
    led = [each.new for each in batch if each.new]
    site.addresses.learn([each.old for each in batch] + led)
    names = names_of(site.store, led)
    for gone in batch:
        here = permanent(*segment_of(site.project.base, gone.old))
        where = here.removeprefix(_IDS)
        new = site.addresses.where(gone.new) if gone.new else ""
        if site.addresses.where(gone.old) or folded(where) == folded(new):
            continue
        successor = Link(gone.new, names.get(gone.new, {})) if gone.new else None
        for language in site.project.languages:
            text = releases.retired(site.renderer, gone, successor, where, language)
            site.tree.write(f"{language}/{where}", text.encode())
        _point_on(site, gone, here, where, bool(new))


def _point_on(site: Site, gone: Retired, here: str, where: str, leads: bool) -> None:
    """Write what stands at the permanent address: it points on to where the thing is now, or to why it is gone."""
    name = plain(Link(gone.old, gone.names), site.project.languages[0])
    there = site.renderer.ways(gone.new) if leads else {tag: f"{tag}/{where}" for tag in site.project.languages}
    site.tree.write(here, redirects.page(site.renderer, here, name, there).encode())
