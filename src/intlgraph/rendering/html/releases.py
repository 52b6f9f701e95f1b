"""The page of releases, and what stands at addresses that are in use no more."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Link
from intlgraph.rendering.html.head import Data
from intlgraph.rendering.html.menu import RELEASES
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.prose import Prose, plain
from intlgraph.rendering.releases import ChangedThing, ReleasesPage, ReleaseTold, Retired

__all__ = ["page", "retired"]

_FILES: Final = "releases"
_CHAIN: Final = (("Turtle", "text/turtle", f"{_FILES}/releases.ttl"),)
_FEEDS: Final = {"things": "releases-feed-things", "datasets": "releases-feed-datasets"}


def page(renderer: Renderer, releases: ReleasesPage, language: str) -> str:
    """Return the page of releases in a language."""
    prose = renderer.prose(f"{language}/{RELEASES}", language)
    words = prose.words
    return renderer.render(
        "releases",
        prose,
        renderer.head(
            prose,
            words("releases-title"),
            words("releases-summary"),
            data=tuple(Data(name, media, prose.to(there)) for name, media, there in _CHAIN),
        ),
        {each: f"{each}/{RELEASES}" for each in renderer.languages},
        releases=[(each, _groups(prose, each), _files(prose, each)) for each in releases.releases],
        feeds=[(words(_FEEDS[name]), prose.to(f"feed/{name}/index.trig")) for name in releases.feeds],
    )


def _groups(prose: Prose, release: ReleaseTold) -> list[tuple[str, list[tuple[ChangedThing, tuple[str, ...]]], int]]:
    return [
        (
            chosen(group.heading, prose.language),
            [(thing, thing.lines.get(prose.language, ())) for thing in group.things],
            group.more,
        )
        for group in release.groups
    ]


def _files(prose: Prose, release: ReleaseTold) -> list[tuple[str, str, str]]:
    folder = f"{_FILES}/{release.version}"
    return [(name, prose.to(f"{folder}/{name}"), sha256) for name, sha256 in release.files]


def retired(renderer: Renderer, gone: Retired, successor: Link | None, where: str, language: str) -> str:
    """Return what stands where the page of a thing was, below the folder of a language: where it is now, or why not."""
    prose = renderer.prose(f"{language}/{where}", language)
    name = plain(Link(gone.old, gone.names), language)
    code = "retired-moved" if successor else "retired-gone"
    head = renderer.head(prose, name, prose.words(code))
    return renderer.render(
        "retired",
        prose,
        replace(head, robots="noindex"),
        {each: f"{each}/{where}" for each in renderer.languages},
        gone=gone,
        successor=successor,
        called=name,
        released=renderer.released and prose.to(f"{language}/{RELEASES}"),
    )
