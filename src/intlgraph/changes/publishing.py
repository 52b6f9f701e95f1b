"""What is published of releases beside their page: their files, the chain of versions, and the feed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from intlgraph.changes import feed, manifest, versions
from intlgraph.changes.manifest import People, Release
from intlgraph.changes.releases import FOLDER, folder_of
from intlgraph.project import Project
from intlgraph.publishing import turtle
from intlgraph.publishing.prefixes import Prefixes

__all__ = ["write"]


def write(project: Project, releases: Sequence[tuple[Release, People]], out: Path) -> int:
    """Write all of it into the published folder and return how many files that are; without releases there are none.

    `releases` are checked, the oldest first. Raises `DataError` for a release that is tampered with meanwhile.
    """
    if not releases:
        return 0
    count = sum(_copy(folder_of(project, release), release, people, out / FOLDER) for release, people in releases)
    _chain(project, [release for release, _ in releases], out / FOLDER / "releases.ttl")
    return count + 1 + feed.write(project, releases, out / "feed")


def _copy(source: Path, release: Release, people: People, out: Path) -> int:
    """Copy what a release is made of; what else lies in its folder is not published."""
    folder = out / release.version
    folder.mkdir(parents=True)
    names = [manifest.DESCRIPTION, *(each.file for each in release.files.values())]
    if (source / manifest.PEOPLE_DESCRIPTION).is_file():
        names += [manifest.PEOPLE_DESCRIPTION, *([people.stored.file] if people.stored else [])]
    for name in names:
        shutil.copyfile(source / name, folder / name)
    return len(names)


def _chain(project: Project, releases: Sequence[Release], path: Path) -> None:
    names = Prefixes(project.iris, {})
    body = "".join(turtle.subjects(versions.chain(project, releases), names))
    titles = tuple(dict.fromkeys(project.title[tag] for tag in project.languages))
    path.write_text(turtle.head(titles, names.used) + body, "utf-8", newline="\n")
