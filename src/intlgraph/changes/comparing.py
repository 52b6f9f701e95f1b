"""Comparing two snapshots: the lines that only one of them has, found by reading both once, side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from intlgraph.changes.snapshots import Snapshot
from intlgraph.changes.statements import triple_of
from intlgraph.lines import blocks

__all__ = ["Residue", "compare"]


@dataclass(frozen=True, slots=True)
class Residue:
    """What two snapshots do not share, as sorted lines without line ends: quads where both hold graphs, else triples.

    It holds only when `canonical`: otherwise lines are not sorted, not written in the canonical way, or have blank
    nodes whose names mean nothing, and both sides are to be opened as canonical and compared again.
    """

    removed: tuple[str, ...]
    added: tuple[str, ...]
    canonical: bool = True


def compare(first: Snapshot, second: Snapshot) -> Residue:
    """Return the lines that only one of two snapshots has.

    Memory grows with the differences only. A snapshot of triples is compared with the triples of one that has graphs.
    """
    removed: list[bytes] = []
    added: list[bytes] = []
    sides = ((first, second), (second, first))
    readers = [_Reader(each.path, strip=each.holds_graphs and not other.holds_graphs) for each, other in sides]
    for old, new in _slices(*readers):
        if old != new:
            one, other = set(old), set(new)
            removed += sorted(one - other)
            added += sorted(other - one)
    told = [[line.decode() for line in lines] for lines in (removed, added)]
    canonical = all(reader.canonical for reader in readers)
    canonical = canonical and all(line.endswith(" .") and triple_of(line) != line for lines in told for line in lines)
    return Residue(tuple(told[0]), tuple(told[1]), canonical)


class _Reader:
    """Reads sorted lines a block at a time; `waiting` is what has been read and not been used."""

    def __init__(self, path: Path, strip: bool) -> None:
        self._blocks = blocks(path)
        self._strip = strip
        self._last = b""
        self.waiting: list[bytes] = []
        self.ordered = True
        self.canonical = True

    def more(self) -> None:
        """Read the next block, if there is one."""
        block = next(self._blocks, b"")
        lines = block.split(b"\n")[:-1]
        if not lines:
            return
        self.ordered = self._last <= lines[0] and all(map(bytes.__le__, lines, islice(lines, 1, None)))
        blank = b"> _:" in block or b"\n_:" in block or block.startswith(b"_:")
        self.canonical = self.canonical and self.ordered and not blank and lines[0].startswith(b"<")
        self._last = lines[-1]
        if self._strip:
            lines = list(dict.fromkeys(f"{triple_of(line.decode())} .".encode() for line in lines))
        self.waiting += lines


def _slices(first: _Reader, second: _Reader) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """Yield stretches of both that cover the same range of lines."""
    while True:
        for reader in (first, second):
            if not reader.waiting:
                reader.more()
            if not reader.ordered:
                return  # lines that are not sorted cannot be merged
        if not first.waiting or not second.waiting:
            if not first.waiting and not second.waiting:
                return
            yield first.waiting, second.waiting
            first.waiting, second.waiting = [], []
            continue
        limit = min(first.waiting[-1], second.waiting[-1])
        cuts = [bisect_right(reader.waiting, limit) for reader in (first, second)]
        yield first.waiting[: cuts[0]], second.waiting[: cuts[1]]
        first.waiting, second.waiting = first.waiting[cuts[0] :], second.waiting[cuts[1] :]
