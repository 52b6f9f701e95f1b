"""The page of releases and what stands at retired addresses, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intlgraph.rendering.description import Link, Text

__all__ = ["ChangedGroup", "ChangedThing", "ReleaseTold", "ReleasesPage", "Retired"]


@dataclass(frozen=True, slots=True)
class ChangedThing:
    """One thing that a release changed: what it is, and what there is to say of it, line by line in each language."""

    link: Link
    kind: Text
    lines: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ChangedGroup:
    """The things of which the same became: some of them, and how many there are beside these."""

    heading: Text
    things: tuple[ChangedThing, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class ReleaseTold:
    """One release: its name, its time (`2026-11-23T08:00:00Z`), what it changed, and its files.

    `statements` is how many it holds, `people` how many changes there were among people, of whom no more is told.
    Each file has its name and the SHA-256 of what it holds, empty for the description of the release itself.
    """

    version: str
    date: str
    notes: Text
    statements: int
    groups: tuple[ChangedGroup, ...]
    people: int
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """Every release, the newest first, and the names of the feeds that tell of changes (`things`)."""

    releases: tuple[ReleaseTold, ...]
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retired:
    """An IRI that is in use no more: where it leads now, or empty when it is gone (410, RFC 9110, section 15.5.11).

    Of what is gone the data says since when (ISO) and why; of what is told by a release alone the day of the release.
    `names` are what it was called, where that is known.
    """

    old: str
    new: str = ""
    day: str = ""
    reason: Text = field(default_factory=dict)
    names: Text = field(default_factory=dict)
