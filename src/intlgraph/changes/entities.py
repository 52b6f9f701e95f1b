"""Entities: the things of a snapshot, each with all that belongs to it, as a feed hands them on.

What others follow is the data: the ontology and the tombstones of what was withdrawn are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from intlgraph import ontology
from intlgraph.changes.homes import Homes
from intlgraph.changes.manifest import Activity
from intlgraph.changes.snapshots import Snapshot, opened
from intlgraph.changes.statements import TYPE, graph_of, parts, tombstone, triple_of
from intlgraph.namespaces import OA
from intlgraph.query.wording import Wording
from intlgraph.tables.sorting import SortedLines

__all__ = ["activities", "by_home", "digests", "entities", "of"]

_ONTOLOGY: Final = f"/graph/{ontology.GRAPH}>"
_BATCH: Final = 8192


@contextmanager
def entities(snapshot: Snapshot, wording: Wording) -> Iterator[Snapshot]:
    """Give for one block a sorted file of lines `<home> <s> <p> <o>`: each triple once, under its thing."""
    homes = Homes(_telling(snapshot, wording), wording)
    with TemporaryDirectory(prefix="intlgraph-") as folder:
        kept = SortedLines(Path(folder))
        lines = by_home(snapshot, homes)
        while batch := list(islice(lines, _BATCH)):
            kept.extend(batch)
        path = Path(folder) / "entities.nt"
        kept.write(path)
        with opened([path], snapshot.name) as found:
            yield found


def by_home(snapshot: Snapshot, homes: Homes) -> Iterator[str]:
    """Yield each triple of the data after its home, as lines with line ends."""
    for subject, triples in _subjects(snapshot):
        if not tombstone(triples):
            home = homes.home(subject[1:-1]) if subject[0] == "<" else subject
            yield from (f"<{home}> {triple}\n" if subject[0] == "<" else f"{home} {triple}\n" for triple in triples)


def of(found: Snapshot, home: str) -> list[str]:
    """Return the triples `<s> <p> <o>` of one thing, out of what `entities` gives."""
    start = f"<{home}> "
    return [line[len(start) :] for line in found.beginning(start)]


def digests(found: Snapshot) -> dict[str, str]:
    """Return for each thing a hash of all that belongs to it, out of what `entities` gives."""
    result = {}
    for home, lines in groupby(found.lines(), key=lambda line: line[: line.index(" ")]):
        result[home[1:-1]] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return result


def activities(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Activity, ...]:
    """Return what became of things from one state to the next, each a hash by IRI.

    What comes is told first and what goes last, so that no reference leads to what is not there yet or no more
    (DCAT-AP Feeds, section 1.1).

    >>> activities({"a": "1", "b": "1", "d": "1"}, {"a": "2", "b": "1", "c": "1"})
    (('create', 'c'), ('update', 'a'), ('delete', 'd'))
    """
    created = [("create", iri) for iri in sorted(after.keys() - before.keys())]
    updated = [("update", iri) for iri in sorted(before.keys() & after.keys()) if before[iri] != after[iri]]
    deleted = [("delete", iri) for iri in sorted(before.keys() - after.keys())]
    return (*created, *updated, *deleted)


def _subjects(snapshot: Snapshot) -> Iterator[tuple[str, list[str]]]:
    """Yield each subject with its distinct triples, the ontology left out."""
    lines = (line for line in snapshot.lines() if not graph_of(line).endswith(_ONTOLOGY))
    for subject, group in groupby(map(triple_of, lines), key=lambda triple: triple[: triple.index(" ")]):
        yield subject, list(dict.fromkeys(group))


def _telling(snapshot: Snapshot, wording: Wording) -> Callable[[str], Sequence[str]]:
    """Return what gives the triples that tell where a subject belongs; the rest is not held."""
    declared = {f"<{each}>" for word in wording.words.values() for each in word.subjects}
    wanted = {TYPE, f"<{OA}hasSource>", *declared}
    found: dict[str, list[str]] = {}
    for triple in map(triple_of, snapshot.lines()):
        subject, property_, _ = parts(triple)
        if property_ in wanted:
            found.setdefault(subject[1:-1], []).append(triple)
    return lambda subject: found.get(subject, ())
