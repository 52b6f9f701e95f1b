"""People in releases: apart from all else, told by reference only, and forgotten when they are to be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from intlgraph.changes import manifest, storing
from intlgraph.changes.manifest import Release, Stored
from intlgraph.changes.statements import TYPE, parts, triple_of
from intlgraph.errors import CommandError
from intlgraph.namespaces import FOAF_PERSON
from intlgraph.project import Project

__all__ = ["digests", "forget", "of", "store"]

_PERSON: Final = f"{TYPE} <{FOAF_PERSON}>"


def of(path: Path) -> list[str]:
    """Return the lines of a file of people, without line ends."""
    return path.read_text("utf-8").split("\n")[:-1]


def store(lines: Sequence[str], path: Path) -> Stored | None:
    """Store the people of a release; where there are none there is no file."""
    return storing.store((f"{line}\n" for line in lines), path) if lines else None


def digests(lines: Iterable[str]) -> dict[str, str]:
    """Return for each person a hash of all that is said of them: their own lines, and the rows that point to them."""
    told = [(line, *parts(triple_of(line))) for line in lines]
    persons = {subject for line, subject, _, _ in told if _PERSON in line}
    rows: dict[str, set[str]] = {subject: {subject} for subject in persons}
    for _, subject, _, value in told:
        if value in persons:
            rows[value].add(subject)
    by_subject: dict[str, list[str]] = {}
    for line, subject, _, _ in told:
        by_subject.setdefault(subject, []).append(line)
    found = {}
    for person, several in rows.items():
        text = "\n".join(line for row in sorted(several) for line in by_subject.get(row, ()))
        found[person[1:-1]] = hashlib.sha256(text.encode()).hexdigest()
    return found


def forget(project: Project, releases: Sequence[Release], person: str, folder: Path) -> int:
    """Remove a person from every release and return how many named them; the chain of releases holds.

    `person` is an IRI or what follows `/id/` in it; `folder` is that of the releases. A kill in between leaves
    releases that name nobody. Raises `CommandError` when no release names the person.
    """
    iri = person if ":" in person else f"{project.base}/id/{person}"
    count = 0
    for release in releases:
        here = folder / release.version
        known = manifest.read_people(here)
        named = any(each == iri for _, each in known.activities)
        lines = storing.lines(here / known.stored.file) if known.stored else []
        left = _without(lines, f"<{iri}>")
        if not named and len(left) == len(lines):
            continue
        count += 1
        (here / manifest.PEOPLE_DESCRIPTION).unlink()  # first: what a kill leaves behind is not published
        acts = tuple(each for each in known.activities if each[1] != iri)
        if known.stored:
            path = here / known.stored.file
            fresh = store(left, path.with_name(f".{path.name}"))
            if fresh:
                path.with_name(f".{path.name}").replace(path)
                fresh = replace(fresh, file=path.name)
            else:
                path.unlink()
            known = replace(known, stored=fresh)
        manifest.write_people(replace(known, activities=acts), here)
    if not count:
        raise CommandError.of("release-unknown-person", person=person)
    return count


def _without(lines: Sequence[str], person: str) -> list[str]:
    """Return the lines without a person, the rows about them, and the rows about those."""
    told = [(line, *parts(triple_of(line))) for line in lines]
    rows = {subject for _, subject, property_, _ in told if property_ == TYPE}
    persons = {subject for line, subject, _, _ in told if _PERSON in line}
    gone, new = {person}, {person}
    while new:
        new = {s for _, s, _, value in told if value in new and s in rows and s not in persons} - gone
        gone |= new
    return [line for line, subject, _, value in told if subject not in gone and value not in gone]
