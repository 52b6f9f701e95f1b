"""Old addresses: which lead on to another, and which are gone, by what the data and the releases say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from intlgraph.changes.manifest import Release
from intlgraph.changes.statements import REPLACES, TYPE, WITHDRAWN, parts, triple_of
from intlgraph.lines import blocks
from intlgraph.privacy import names_people

__all__ = ["Retired", "retired"]


@dataclass(frozen=True, slots=True)
class Retired:
    """An IRI that is in use no more: where it leads now, or empty when it is gone (410, RFC 9110, section 15.5.11)."""

    old: str
    new: str = ""


def retired(quads: Path, releases: Sequence[Release] = ()) -> tuple[Retired, ...]:
    """Return every address that the data or a release says is not in use any more, sorted.

    `quads` is the folder of a build's `<graph>.nq` files. Of several steps the last counts; what is a thing again is
    left out. People are left out, too: whoever was withdrawn is not to be named here.
    """
    leads: dict[str, str] = {}
    for release in releases:
        leads |= release.renamed
        leads |= dict.fromkeys(release.withdrawn, "")
    files = [path for path in sorted(quads.glob("*.nq")) if not names_people(path.stem)]
    leads |= dict(_told(files))
    alive = _typed(files, set(leads))
    found = ((old, _last(old, leads)) for old in sorted(leads.keys() - alive))
    return tuple(Retired(old, new) for old, new in found)


def _last(old: str, leads: dict[str, str]) -> str:
    seen = {old}
    new = leads[old]
    while new in leads and new not in seen:
        seen.add(new)
        new = leads[new]
    return "" if new in seen else new


def _told(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for line in _lines(files, (REPLACES, WITHDRAWN)):
        subject, property_, value = parts(triple_of(line))
        if property_ == REPLACES:
            yield value[1:-1], subject[1:-1]
        elif f"{property_} {value}" == WITHDRAWN:
            yield subject[1:-1], ""


def _typed(files: Iterable[Path], wanted: set[str]) -> set[str]:
    if not wanted:
        return set()
    subjects = (line[1 : line.index(">")] for line in _lines(files, (f" {TYPE} ",)) if line.startswith("<"))
    return wanted.intersection(subjects)


def _lines(files: Iterable[Path], holding: Sequence[str]) -> Iterator[str]:
    marks = [each.encode() for each in holding]
    for path in files:
        for block in blocks(path):
            if any(mark in block for mark in marks):
                yield from (each.decode() for each in block.split(b"\n") if any(mark in each for mark in marks))
