"""What a release says of itself (`release.json`), and how a change of it afterwards is found out.

The description names every file with its hash, and the seal of the release before; its own seal is the SHA-256 of the
rest of it. People stand apart, in `people.json` with a hash of its own: they can be withdrawn, and all else holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from intlgraph.errors import DataError, Place, Problem

__all__ = [
    "DESCRIPTION",
    "PEOPLE_DESCRIPTION",
    "Activity",
    "People",
    "Release",
    "Stored",
    "read",
    "read_people",
    "sealed",
    "write",
    "write_people",
]

DESCRIPTION: Final = "release.json"
PEOPLE_DESCRIPTION: Final = "people.json"

Activity = tuple[str, str]
"""What became of a thing (`create`, `update`, `delete`) and its IRI."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a release: its name, the SHA-256 (hex) of its content before compression, and how many lines it has."""

    file: str
    sha256: str
    lines: int


@dataclass(frozen=True, slots=True)
class People:
    """The people of a release, none where they were withdrawn: their file, and what became of each of them."""

    stored: Stored | None = None
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """One release.

    `date` is a time in UTC (`2026-11-23T08:00:00Z`); `previous` and `previous_seal` name the release before, empty in
    the first; `files` are the stored files by what they hold (`data`, `catalogue`, `added`, `removed`, `changes`);
    `renamed` leads from old IRIs to new, `withdrawn` are IRIs that are gone; `things` and `datasets` tell what became
    of each of those; `notes` say by language what changed.
    """

    version: str
    date: str
    base: str
    previous: str = ""
    previous_seal: str = ""
    files: Mapping[str, Stored] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()
    things: tuple[Activity, ...] = ()
    datasets: tuple[Activity, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""


def sealed(release: Release) -> Release:
    """Return a release with the seal that its description has: the SHA-256 of all but the seal."""
    said = {key: value for key, value in asdict(release).items() if key != "seal"}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return replace(release, seal=hashlib.sha256(text.encode()).hexdigest())


def write(release: Release, people: People, folder: Path) -> None:
    """Write both descriptions into the folder of a release."""
    _json(asdict(release), folder / DESCRIPTION)
    write_people(people, folder)


def write_people(people: People, folder: Path) -> None:
    """Write the description of the people into the folder of a release."""
    _json(asdict(people), folder / PEOPLE_DESCRIPTION)


def _json(value: object, path: Path) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def read(folder: Path) -> Release:
    """Return the description of the release in a folder.

    Raises `DataError` for one that cannot be read, and for one that has been edited since it was sealed.
    """
    path = folder / DESCRIPTION
    told = _object(path)
    try:
        release = Release(
            **{
                **told,
                "files": {name: Stored(**each) for name, each in told["files"].items()},
                "withdrawn": tuple(told["withdrawn"]),
                "things": _activities(told["things"]),
                "datasets": _activities(told["datasets"]),
            }
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable(path, f"{type(error).__name__}: {error}") from error
    if release.version != folder.name or sealed(release).seal != release.seal:
        raise DataError([Problem("release-sealed", {"version": folder.name}, _place(path))])
    return release


def read_people(folder: Path) -> People:
    """Return the description of the people of a release; where there is no such file they have been withdrawn."""
    path = folder / PEOPLE_DESCRIPTION
    if not path.is_file():
        return People()
    told = _object(path)
    try:
        stored = Stored(**told["stored"]) if told["stored"] else None
        return People(stored, _activities(told["activities"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(path, f"{type(error).__name__}: {error}") from error


def _activities(told: list[list[str]]) -> tuple[Activity, ...]:
    return tuple((what, iri) for what, iri in told)


def _object(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _unreadable(path, str(error)) from error
    if not isinstance(told, dict):
        raise _unreadable(path, type(told).__name__)
    return told


def _unreadable(path: Path, detail: str) -> DataError:
    return DataError([Problem("release-unreadable", {"detail": detail}, _place(path))])


def _place(path: Path) -> Place:
    return Place("/".join(path.parts[-3:]))
