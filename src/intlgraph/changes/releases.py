"""Releases: what was published at one time, frozen in `releases/<version>/` and never edited again.

A release is whole in itself (all statements, sorted and compressed) and says what it changed. The releases are a
chain: each holds the seal of the one before. People lie apart, so that one can be forgotten and the chain still holds.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from intlgraph import privacy
from intlgraph.changes import descriptions, diff, entities, manifest, people, storing, telling
from intlgraph.changes.changed import Difference
from intlgraph.changes.manifest import Activity, People, Release, Stored
from intlgraph.changes.snapshots import Snapshot, merge, opened
from intlgraph.changes.words import wording_of
from intlgraph.errors import CommandError, DataError, Place, Problem, sentence
from intlgraph.project import Project

__all__ = ["FOLDER", "Made", "check", "checked", "folder_of", "freeze", "history", "snapshot"]

FOLDER: Final = "releases"
DATA: Final = "data.nq.gz"
_CATALOGUE: Final = "catalogue.nt.gz"
_PEOPLE: Final = "people.nq.gz"
_VERSION: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,63}")
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"

Describe = Callable[[Release], Iterable[str]]
"""Returns the triples `<s> <p> <o>` of the catalogue as it is once a release, which is given, has been made."""


@dataclass(frozen=True, slots=True)
class Made:
    """A release that was made, and what it changed, None in the first."""

    release: Release
    people: People
    difference: Difference | None


def history(project: Project) -> tuple[Release, ...]:
    """Return the releases of a publication, the oldest first.

    Raises `DataError` for a description that cannot be read or was edited, and for a chain that is broken or forked.
    Whether the files are what they were is for `check` to say.
    """
    root = project.root / FOLDER
    found = [path for path in sorted(root.glob("*")) if path.is_dir() and not path.name.startswith(".")]
    after: dict[str, Release] = {}
    for path in found:
        release = manifest.read(path)
        place = Place(f"{FOLDER}/{release.version}/{manifest.DESCRIPTION}")
        if other := after.get(release.previous):
            values = {"previous": release.previous or "-", "version": release.version, "other": other.version}
            raise DataError([Problem("release-fork", values, place)])
        if release.base != project.base:
            values = {"version": release.version, "found": release.base, "base": project.base}
            raise DataError([Problem("release-base", values, place)])
        after[release.previous] = release
    chain: list[Release] = []
    while (following := after.pop(chain[-1].version if chain else "", None)) is not None:
        if following.previous_seal != (chain[-1].seal if chain else ""):
            raise _broken(following)
        chain.append(following)
    if after:
        raise _broken(next(iter(after.values())))
    return tuple(chain)


def _broken(release: Release) -> DataError:
    values = {"version": release.version, "previous": release.previous or "-"}
    return DataError([Problem("release-chain", values, Place(f"{FOLDER}/{release.version}/{manifest.DESCRIPTION}"))])


def folder_of(project: Project, release: Release) -> Path:
    """Return the folder of a release."""
    return project.root / FOLDER / release.version


def check(project: Project, release: Release) -> People:
    """Raise `DataError` when a file of a release is not what was released; return its people, if they are there."""
    folder = folder_of(project, release)
    for stored in release.files.values():
        storing.check(stored, folder)
    known = manifest.read_people(folder)
    if known.stored:
        storing.check(known.stored, folder)
    return known


def checked(project: Project) -> tuple[tuple[Release, People], ...]:
    """Return the releases of a publication with their people, the oldest first, every file of them checked.

    Raises as `history`, and as `check` for a release that was tampered with.
    """
    return tuple((release, check(project, release)) for release in history(project))


@contextmanager
def snapshot(project: Project, release: Release) -> Iterator[Snapshot]:
    """Give what a release holds, people left out, for one block; raises `DataError` when it was tampered with."""
    folder = folder_of(project, release)
    storing.check(release.files["data"], folder)
    with opened([folder / release.files["data"].file], release.version) as found:
        yield found


def freeze(project: Project, quads: Path, version: str, now: datetime, describe: Describe) -> Made | None:
    """Freeze the sorted `<graph>.nq` files of a build as a release; return None when nothing has changed.

    `version` is its name, empty for the day of `now`; `describe` gives the catalogue. The release is in its folder
    whole or not at all. Raises `DataError` for things that vanished without a word, and for a last release that was
    tampered with; `CommandError` for a name that cannot be one or is taken, and a clock that goes backwards.
    """
    known = history(project)
    last = known[-1] if known else None
    date = now.astimezone(UTC).strftime(_TIME)
    name = _name(project, version, date)
    if last and date <= last.date:
        raise CommandError.of("release-clock", now=date, version=last.version, date=last.date)
    before = check(project, last) if last else People()
    root = project.root / FOLDER
    staged = root / f".{name}.new"
    shutil.rmtree(staged, ignore_errors=True)
    with TemporaryDirectory(prefix="intlgraph-") as work:
        data, persons = Path(work) / "data.nq", Path(work) / "people.nq"
        for path, wanted in ((data, False), (persons, True)):
            merge([each for each in sorted(quads.glob("*.nq")) if privacy.names_people(each.stem) is wanted], path)
        staged.mkdir(parents=True)
        try:
            made = _Freezing(project, last, before, staged).made(data, persons, name, date, describe)
            if made:
                manifest.write(made.release, made.people, staged)
                staged.rename(root / name)
            return made
        finally:
            shutil.rmtree(staged, ignore_errors=True)
            if not any(root.iterdir()):
                root.rmdir()


def _name(project: Project, version: str, date: str) -> str:
    name = version or date[:10]
    if not _VERSION.fullmatch(name):
        raise CommandError.of("release-version", version=name)
    taken = {path.name.casefold() for path in (project.root / FOLDER).glob("*")}
    if version and name.casefold() in taken:
        raise CommandError.of("release-exists", version=name)
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{date[:10]}.{number}"
    return name


@dataclass(frozen=True, slots=True)
class _Freezing:
    """One release being made in a folder beside the others."""

    project: Project
    last: Release | None
    before: People
    folder: Path

    def made(self, data: Path, persons: Path, name: str, date: str, describe: Describe) -> Made | None:
        stored = storing.store_file(data, self.folder / DATA)
        known = people.of(persons)
        kept = people.store(known, self.folder / _PEOPLE)
        difference, things = self._compared(data, name)
        same_people = (kept.sha256 if kept else "") == (self.before.stored.sha256 if self.before.stored else "")
        if self.last and not difference and same_people:
            return None
        if difference and (vanished := difference.of("vanished")):
            assert self.last
            raise DataError(_unexplained(self.project, thing.iri, thing.names, self.last) for thing in vanished)
        release = Release(
            version=name,
            date=date,
            base=self.project.base,
            previous=self.last.version if self.last else "",
            previous_seal=self.last.seal if self.last else "",
            files={"data": stored, **(self._told(difference) if difference else {})},
            renamed=difference.renamed if difference else {},
            withdrawn=tuple(thing.iri for thing in difference.of("withdrawn")) if difference else (),
            things=things,
            notes=_notes(self.project, difference),
        )
        triples = sorted(set(describe(release)))
        catalogue = storing.store((f"{each} .\n" for each in triples), self.folder / _CATALOGUE)
        datasets = entities.activities(self._described(), descriptions.hashes(descriptions.described(triples)))
        release = replace(release, files={**release.files, "catalogue": catalogue}, datasets=datasets)
        acts = entities.activities(people.digests(self._people_before()), people.digests(known))
        return Made(manifest.sealed(release), People(kept, acts), difference)

    def _compared(self, data: Path, name: str) -> tuple[Difference | None, tuple[Activity, ...]]:
        """Return what differs from the last release, None in the first, and what became of each thing."""
        with opened([data], name) as new:
            after = _digests(new, self.project)
            if not self.last:
                return None, entities.activities({}, after)
            with snapshot(self.project, self.last) as old:
                difference = diff.difference(old, new, self.project)
                return difference, entities.activities(_digests(old, self.project), after)

    def _told(self, difference: Difference) -> dict[str, Stored]:
        """Store what changed: as lines, as JSON, and in words."""
        texts = {
            f"changes.{tag}.txt": telling.as_text(difference, tag) for tag in self.project.languages if tag in _SPOKEN
        }
        texts["changes.json"] = telling.as_json(replace(difference, added=(), removed=()))
        texts["added.nq"] = telling.write(difference, "added", "")
        texts["removed.nq"] = telling.write(difference, "removed", "")
        return {name: storing.store([text], self.folder / name) for name, text in texts.items()}

    def _described(self) -> dict[str, str]:
        if not self.last:
            return {}
        path = folder_of(self.project, self.last) / self.last.files["catalogue"].file
        return descriptions.hashes(descriptions.described(storing.triples(path)))

    def _people_before(self) -> list[str]:
        if not self.last or not self.before.stored:
            return []
        return storing.lines(folder_of(self.project, self.last) / self.before.stored.file)


_SPOKEN: Final = ("sv", "en")


def _digests(found: Snapshot, project: Project) -> dict[str, str]:
    with entities.entities(found, wording_of(found, project)) as each:
        return entities.digests(each)


def _notes(project: Project, difference: Difference | None) -> dict[str, str]:
    if difference is None:
        return {tag: sentence("releases-first", "text", tag, {}) for tag in project.languages}
    return {tag: telling.summary(difference, tag) for tag in project.languages}


def _unexplained(project: Project, iri: str, names: Mapping[str, str], last: Release) -> Problem:
    reference = iri.removeprefix(f"{project.base}/id/")
    values = {
        "thing": next(iter(names.values()), iri),
        "version": last.version,
        "reference": reference,
        "slug": reference.rpartition("/")[2],
    }
    return Problem("release-vanished", values)
