"""Keys: what tables call their rows, what refers to them, and which of the two do not meet.

Metadata Vocabulary for Tabular Data, section 5.5 (primary and foreign keys), and references of our own that may
point into one of several tables. A *space* is where keys must be unique, such as "municipality".
"""

from __future__ import annotations

import heapq
import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from intlgraph.errors import Place, Problem

__all__ = ["JOINER", "Keys"]

JOINER: Final = "\x1f"
"""Stands between the parts of a key of several columns."""

_MANY: Final = 1000
"""How many problems of one kind are told for one file."""
_SAMPLE: Final = 20_000
"""How many keys of a space are compared with an unknown one to guess what was meant."""
_GUESSES: Final = 50
"""How many unknown keys are guessed at; each guess reads the whole sample."""

_Source = tuple[str, str, str]
_Reference = tuple[tuple[str, ...], str, str]


@dataclass(frozen=True, slots=True, order=True)
class _Record:
    """A key with every place where it is known, and every place that asks for it in one of several spaces."""

    key: str
    known: tuple[tuple[str, str, str, int], ...]
    asked: tuple[tuple[tuple[str, ...], str, str, int], ...]


class Keys:
    """Collects keys and references while tables are read, and afterwards tells what is wrong with them.

    >>> keys = Keys()
    >>> keys.add("network", "ubc", 2, "networks.csv", "id")
    >>> keys.refer(("network",), "ubk", 3, "memberships.csv", "organization")
    >>> [(problem.code, problem.values["nearest"]) for problem in keys.problems()]
    [('unknown-reference-near', 'ubc')]
    """

    def __init__(self, limit: int = 1_000_000, directory: Path | None = None) -> None:
        """Keep up to `limit` keys and different references in memory; more go to a temporary folder in `directory`.

        Another reference to a key that is referred to already costs eight bytes, for its row.
        """
        self._limit = limit
        self._directory = directory
        self._known: defaultdict[_Source, dict[str, int]] = defaultdict(dict)
        self._again: list[tuple[_Source, str, int]] = []
        self._asked: defaultdict[_Reference, dict[str, array[int]]] = defaultdict(dict)
        self._count = 0
        self._runs: list[Path] = []
        self._folder: TemporaryDirectory[str] | None = None
        self._samples: defaultdict[str, list[str]] = defaultdict(list)
        self._shared: set[str] = set()

    def share(self, space: str) -> None:
        """Let keys of a space stand in several rows; then a reference to such a key is the problem."""
        self._shared.add(space)

    def add(self, space: str, key: str, row: int, file: str, column: str) -> None:
        """Say that a row of a file is called `key` in a space."""
        source = (space, file, column)
        if self._known[source].setdefault(key, row) != row:
            self._again.append((source, key, row))
        self._count += 1
        if self._count > self._limit:
            self._spill()

    def refer(self, spaces: tuple[str, ...], key: str, row: int, file: str, column: str) -> None:
        """Say that a cell refers to a row called `key` in one of several spaces."""
        asked = self._asked[spaces, file, column]
        rows = asked.get(key)
        if rows is None:
            asked[key] = array("Q", (row,))
            self._count += 1
            if self._count > self._limit:
                self._spill()
        else:
            rows.append(row)

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong, by file and row: doubled keys, unknown references, references to several rows."""
        self._remember()
        with ExitStack() as stack:
            found: list[Problem] = []
            unknown: list[tuple[tuple[str, ...], str, Place]] = []
            for record in self._records(stack):
                found += _doubled(record, self._shared)
                found += _ambiguous(record, self._shared)
                unknown += _unknown(record)
        found += self._guessed(
            sorted(unknown, key=lambda each: (each[2].file, each[2].row or 0, each[2].column, *each[:2]))
        )
        self.close()
        found.sort(key=_order)
        yield from _capped(found)

    def close(self) -> None:
        """Remove the temporary files."""
        self._runs = []
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _records(self, stack: ExitStack) -> Iterator[_Record]:
        here = self._gathered()
        if not self._runs:
            yield from here
            return
        runs: list[Iterable[_Record]] = [_read(stack.enter_context(run.open(encoding="utf-8"))) for run in self._runs]
        merged = heapq.merge(sorted(here, key=_key), *runs, key=_key)
        for key, records in groupby(merged, key=_key):
            parts = list(records)
            yield _Record(
                key,
                tuple(place for part in parts for place in part.known),
                tuple(place for part in parts for place in part.asked),
            )

    def _gathered(self) -> Iterator[_Record]:
        """Yield what is in memory, one record a key; a key in one row that nobody refers to needs none."""
        again: defaultdict[str, list[tuple[str, str, str, int]]] = defaultdict(list)
        for (space, file, column), key, row in self._again:
            again[key].append((space, file, column, row))
        asked: defaultdict[str, list[tuple[tuple[str, ...], str, str, int]]] = defaultdict(list)
        for (spaces, file, column), by_key in self._asked.items():
            for key, rows in by_key.items():
                asked[key] += [(spaces, file, column, row) for row in rows]
        known = self._known
        several = len({space for space, _, _ in known}) < len(known)
        everything = self._runs or several
        names = dict.fromkeys(key for keys in known.values() for key in keys) if everything else {}
        for key in {**names, **dict.fromkeys(again), **dict.fromkeys(asked)}:
            places = [(*source, keys[key]) for source, keys in known.items() if key in keys]
            yield _Record(key, (*places, *again.get(key, ())), tuple(asked.get(key, ())))

    def _remember(self) -> None:
        for (space, _, _), keys in self._known.items():
            sample = self._samples[space]
            for key in keys:
                if len(sample) >= _SAMPLE:
                    break
                sample.append(key)

    def _spill(self) -> None:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="keys-", dir=self._directory)
        self._remember()
        run = Path(self._folder.name) / f"{len(self._runs)}.jsonl"
        self._runs.append(run)
        with run.open("w", encoding="utf-8") as stream:
            for record in sorted(self._gathered(), key=_key):
                stream.write(json.dumps((record.key, record.known, record.asked)) + "\n")
        self._known.clear()
        self._again.clear()
        self._asked.clear()
        self._count = 0

    def _guessed(self, unknown: list[tuple[tuple[str, ...], str, Place]]) -> Iterator[Problem]:
        guesses: dict[tuple[tuple[str, ...], str], str] = {}
        for spaces, key, place in unknown:
            if (spaces, key) not in guesses:
                near = ""
                if len(guesses) < _GUESSES:
                    sample = [name for space in spaces for name in self._samples[space]]
                    near = next(iter(get_close_matches(key, sample, n=1)), "")
                guesses[spaces, key] = near
            nearest = guesses[spaces, key]
            values = {"value": _shown(key), "spaces": ", ".join(spaces), "nearest": _shown(nearest)}
            yield Problem("unknown-reference-near" if nearest else "unknown-reference", values, place)


def _order(problem: Problem) -> tuple[str, int, str, str, str]:
    place = problem.place
    return place.file, place.row or 0, place.column, problem.code, str(problem.values["value"])


def _key(record: _Record) -> str:
    return record.key


def _read(lines: Iterable[str]) -> Iterator[_Record]:
    for line in lines:
        key, known, asked = json.loads(line)
        yield _Record(
            key,
            tuple((space, file, column, row) for space, file, column, row in known),
            tuple((tuple(spaces), file, column, row) for spaces, file, column, row in asked),
        )


def _shown(key: str) -> str:
    return key.replace(JOINER, " + ")


def _places(record: _Record) -> dict[str, list[tuple[str, int, str]]]:
    places: defaultdict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for space, file, column, row in record.known:
        places[space].append((file, row, column))
    return {space: sorted(set(found)) for space, found in places.items()}


def _doubled(record: _Record, shared: set[str]) -> Iterator[Problem]:
    for space, places in _places(record).items():
        if space in shared:
            continue
        file, row, _ = places[0]
        for other, number, column in places[1:]:
            values = {"value": _shown(record.key), "first": Place(file, row=row).text()}
            yield Problem("duplicate-key", values, Place(other, row=number, column=column))


def _ambiguous(record: _Record, shared: set[str]) -> Iterator[Problem]:
    places = _places(record)
    for spaces, file, column, row in record.asked:
        count = sum(len(places.get(space, ())) for space in spaces if space in shared)
        if count > 1:
            values = {"value": _shown(record.key), "count": count}
            yield Problem("ambiguous-reference", values, Place(file, row=row, column=column))


def _unknown(record: _Record) -> Iterator[tuple[tuple[str, ...], str, Place]]:
    spaces_of_key = {space for space, _, _, _ in record.known}
    for spaces, file, column, row in record.asked:
        if spaces_of_key.isdisjoint(spaces):
            yield spaces, record.key, Place(file, row=row, column=column)


def _capped(problems: Iterable[Problem]) -> Iterator[Problem]:
    counts: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        counts[problem.code, problem.place.file] += 1
        if counts[problem.code, problem.place.file] <= _MANY:
            yield problem
    for (code, file), count in counts.items():
        if count > _MANY:
            yield Problem("more-problems", {"count": count - _MANY, "code": code}, Place(file))
