"""What the site shows of releases, as values: what each changed, in words, with its files and the feeds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from intlgraph.changes import feed, storing, telling
from intlgraph.changes.changed import ORDER, ThingChange, thing_of
from intlgraph.changes.manifest import DESCRIPTION, People, Release
from intlgraph.changes.releases import folder_of
from intlgraph.project import Project
from intlgraph.rendering.description import Link, Text
from intlgraph.rendering.releases import ChangedGroup, ChangedThing, ReleasesPage, ReleaseTold

__all__ = ["called", "shown"]

_SHOWN: Final = 50
"""How many things of a kind are told of on the page; the files hold all."""
_TOLD: Final = "changes.json"


def shown(project: Project, releases: Sequence[tuple[Release, People]]) -> ReleasesPage | None:
    """Return what there is to show of releases, the oldest first; None where there are none.

    Raises `DataError` for a release that was tampered with.
    """
    if not releases:
        return None
    told = tuple(_release(project, release, people) for release, people in reversed(releases))
    return ReleasesPage(told, feed.names(releases))


def called(project: Project, releases: Iterable[Release]) -> Mapping[str, Text]:
    """Return what things were called that releases renamed or withdrew, by the IRI that is in use no more.

    Raises `DataError` for a release that was tampered with.
    """
    told = (thing for release in releases for thing in _changed(project, release))
    return {thing.formerly or thing.iri: thing.names for thing in told if thing.what in ("renamed", "withdrawn")}


def _release(project: Project, release: Release, people: People) -> ReleaseTold:
    return ReleaseTold(
        release.version,
        release.date,
        release.notes,
        release.files["data"].lines,
        tuple(_groups(project, release)),
        len(people.activities) if release.previous else 0,
        ((DESCRIPTION, ""), *((each.file, each.sha256) for each in release.files.values())),
    )


def _groups(project: Project, release: Release) -> Iterator[ChangedGroup]:
    things = _changed(project, release)
    for what in ORDER:
        if kind := [each for each in things if each.what == what]:
            heading = {tag: telling.heading(what, len(kind), tag) for tag in project.languages}
            shown_ = tuple(_thing(project, each) for each in kind[:_SHOWN])
            yield ChangedGroup(heading, shown_, len(kind) - len(shown_))


def _changed(project: Project, release: Release) -> list[ThingChange]:
    """Return the things that a release changed; of the first there are none."""
    stored = release.files.get(_TOLD)
    if stored is None:
        return []
    folder = folder_of(project, release)
    storing.check(stored, folder)
    return [thing_of(each) for each in json.loads((folder / stored.file).read_text("utf-8"))["things"]]


def _thing(project: Project, thing: ThingChange) -> ChangedThing:
    lines = {tag: tuple(telling.said(thing, tag)) for tag in project.languages}
    return ChangedThing(Link(thing.iri, thing.names), thing.kind_names, lines)
