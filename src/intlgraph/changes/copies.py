"""A copy of what somebody publishes: one N-Quads file with a graph for each thing, and how far its feed was read.

The folder holds `copy.nq` (what is said, sorted, each thing in a graph named after it), `state.json` (the feed, how far
it was read, and the hash of the copy), and while a run lasts `incoming/`: pages that the next run uses after a break.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from intlgraph.changes.blanks import named
from intlgraph.changes.statements import graph_of, triple_of
from intlgraph.errors import DataError, Place, Problem
from intlgraph.lines import blocks
from intlgraph.tables.sorting import SortedLines

__all__ = ["COPY", "Report", "State", "apply", "load", "seed"]

COPY: Final = "copy.nq"
_STATE: Final = "state.json"
_NEW_STATE: Final = f"{_STATE}.new"
_BATCH: Final = 8192


@dataclass(frozen=True, slots=True)
class State:
    """How far a feed was read: its address and stream, the last moment, and what was read that is not before it.

    `members` are the activities at that very moment, and those that say no time. `sha256` is that of the copy.
    """

    source: str = ""
    stream: str = ""
    position: str = ""
    members: tuple[str, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What following a feed changed in a copy: IRIs of things, sorted, and how many things stayed as they were."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: int = 0

    def as_json(self) -> str:
        """Return the report as DIGG's test cases for feeds write it."""
        told: dict[str, object] = {
            "added": len(self.added),
            "removed": len(self.removed),
            "updated": len(self.updated),
            "unchanged": self.unchanged,
            "addedURIs": self.added,
            "removedURIs": self.removed,
            "updatedURIs": self.updated,
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def load(folder: Path) -> State:
    """Return the state of a copy, an empty one where there is none.

    Raises `DataError` when the state cannot be read, or the copy is not what the last run left.
    """
    path = folder / _STATE
    waiting = _read(folder / _NEW_STATE) if (folder / _NEW_STATE).is_file() else None
    if waiting and waiting.sha256 == _hash(folder / COPY):
        (folder / _NEW_STATE).replace(path)  # a run was killed between putting the copy and its state in place
    if not path.is_file():
        if (folder / COPY).exists():
            raise DataError([Problem("copy-stateless", {"folder": folder}, Place(COPY))])
        return State()
    state = _read(path)
    if state is None:
        raise DataError([Problem("copy-state", {"folder": folder}, Place(_STATE))])
    if _hash(folder / COPY) != state.sha256:
        raise DataError([Problem("copy-altered", {"folder": folder}, Place(COPY))])
    return state


def _read(path: Path) -> State | None:
    try:
        told = json.loads(path.read_text("utf-8"))
        return State(**{**told, "members": tuple(told["members"])})
    except (ValueError, TypeError, KeyError):
        return None


def seed(folder: Path, triples: Iterable[str]) -> None:
    """Begin a copy with triples `<s> <p> <o>` that one already has: each thing with what hangs on it by blank nodes."""
    lines = list(triples)
    blank = [line for line in lines if line.startswith("_:") or "> _:" in line]
    told = [line for line in lines if not (line.startswith("_:") or "> _:" in line)]
    told += [line.removesuffix(" .\n") for line in named(f"{line} .\n" for line in blank)]
    above = {value: subject for subject, _, value in (line.split(" ", 2) for line in told) if value.startswith("_:")}

    def top(subject: str) -> str:
        seen = set[str]()
        while subject in above and subject not in seen:
            seen.add(subject)
            subject = above[subject]
        return subject

    homes = ((top(line.split(" ", 1)[0]), line) for line in told)
    things: dict[str, list[str]] = {}
    for home, line in homes:
        if home.startswith("<"):
            things.setdefault(home[1:-1], []).append(line)
    apply(folder, State(), things, whole=True)


def apply(folder: Path, state: State, things: Mapping[str, Sequence[str] | None], *, whole: bool) -> Report:
    """Replace what a copy says of some things (nothing: remove them), and remember how far the feed was read.

    With `whole` these things are all there are. The copy is put in place with its state, or nothing changes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    had: dict[str, list[str]] = {}
    others: set[str] = set()
    fresh = SortedLines(folder)
    rest = _kept(folder / COPY, things, had, others, whole)
    while batch := list(islice(rest, _BATCH)):
        fresh.extend(batch)
    for thing, triples in things.items():
        fresh.extend([f"{triple} <{thing}> .\n" for triple in triples or ()])
    new = folder / f"{COPY}.new"
    fresh.write(new)
    report = _report(things, had, others, whole)
    _put(folder, new, State(state.source, state.stream, state.position, state.members, _hash(new)))
    return report


def _kept(
    path: Path, things: Mapping[str, object], had: dict[str, list[str]], others: set[str], whole: bool
) -> Iterator[str]:
    """Yield the lines of a copy that stay; `had` and `others` are told which things there were."""
    for line in _lines(path):
        thing = graph_of(line)[1:-1]
        if thing in things:
            had.setdefault(thing, []).append(triple_of(line))
        else:
            others.add(thing)
            if not whole:
                yield f"{line}\n"


def _lines(path: Path) -> Iterator[str]:
    if path.is_file():
        for block in blocks(path):
            yield from block.decode().split("\n")[:-1]


def _report(
    things: Mapping[str, Sequence[str] | None], had: Mapping[str, list[str]], others: set[str], whole: bool
) -> Report:
    said = {thing: set(triples) for thing, triples in things.items() if triples}
    updated = tuple(sorted(thing for thing in said.keys() & had.keys() if said[thing] != set(had[thing])))
    gone = {thing for thing in had if thing not in said} | (others if whole else set())
    same = len(said.keys() & had.keys()) - len(updated) + (0 if whole else len(others))
    return Report(tuple(sorted(said.keys() - had.keys())), tuple(sorted(gone)), updated, same)


def _put(folder: Path, new: Path, state: State) -> None:
    """Put copy and state in place: the state names the copy by its hash, so that a kill in between is noticed."""
    waiting = folder / _NEW_STATE
    waiting.write_text(json.dumps(asdict(state), indent=1) + "\n", "utf-8", newline="\n")
    for path in (new, waiting):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    new.replace(folder / COPY)
    waiting.replace(folder / _STATE)


def _hash(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
