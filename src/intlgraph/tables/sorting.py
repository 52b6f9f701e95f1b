"""Sorting: N-Quads lines in code point order, each once, in bounded memory.

Lines are gathered, sorted and written to temporary runs when they grow too many; the runs are merged at the end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TextIO

__all__ = ["SortedLines", "merged"]

_BATCH: Final = 8192
_BLOCK: Final = 1 << 20
"""How many bytes of each run are read at once when runs are merged."""
_OVERHEAD: Final = 60
"""How many bytes a string takes beside its characters."""


class SortedLines:
    r"""Takes lines in any order, each ending in a newline, and writes them sorted and without duplicates.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     lines = SortedLines(Path(folder))
    ...     lines.extend(["b\n", "a\n", "b\n"])
    ...     count = lines.write(Path(folder) / "out.nq")
    ...     (count, (Path(folder) / "out.nq").read_text("utf-8"))
    (2, 'a\nb\n')
    """

    def __init__(self, directory: Path | None = None, limit_bytes: int = 512 << 20) -> None:
        """Keep up to `limit_bytes` in memory; what is more goes to a temporary folder inside `directory`."""
        self._directory = directory
        self._limit = limit_bytes
        self._lines: list[str] = []
        self._size = 0
        self._runs: list[Path] = []
        self._folder: TemporaryDirectory[str] | None = None

    def extend(self, lines: Sequence[str]) -> None:
        """Add lines."""
        self._lines += lines
        # Lines of one batch are alike: the first tells well enough how long they are.
        self._size += (len(lines[0]) + _OVERHEAD) * len(lines) if lines else 0
        if self._size > self._limit:
            self._spill()

    def _spill(self) -> None:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="sorting-", dir=self._directory)
        run = Path(self._folder.name) / f"{len(self._runs)}.nq"
        # Rows often come in the order of their keys; sorting what is nearly in order is cheap, so duplicates are
        # taken out afterwards and not by a set before.
        self._lines.sort()
        _write(run, _unique(self._lines))
        self._runs.append(run)
        self._lines = []
        self._size = 0

    def write(self, path: Path) -> int:
        """Write the lines to a file in UTF-8, forget them, and return how many there are."""
        lines, self._lines, self._size = self._lines, [], 0
        lines.sort()
        if not self._runs:
            return _write(path, _unique(lines))
        with ExitStack() as stack:
            runs = [_blocks(stack.enter_context(run.open(encoding="utf-8", newline="\n"))) for run in self._runs]
            count = _write(path, merged([_unique(lines), *runs]))
        self.close()
        return count

    def close(self) -> None:
        """Remove the temporary runs."""
        self._runs = []
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def merged(sources: Sequence[Iterator[list[str]]]) -> Iterator[list[str]]:
    """Merge sorted blocks of lines into sorted blocks, each line once.

    In each round every source gives what is not after the first of the blocks' last lines. Sorting the taken runs is
    a merge inside `list.sort`, several times as fast as `heapq.merge` line by line.

    >>> list(merged([iter([["a", "c"], ["d"]]), iter([["b", "c"]])]))
    [['a', 'b', 'c'], ['d']]
    """
    waiting = [(block, source) for source in sources if (block := _next(source))]
    while len(waiting) > 1:
        limit = min(block[-1] for block, _ in waiting)
        taken: list[str] = []
        left: list[tuple[list[str], Iterator[list[str]]]] = []
        for block, source in waiting:
            cut = bisect_right(block, limit)
            taken += block[:cut]
            if rest := block[cut:] or _next(source):
                left.append((rest, source))
        taken.sort()
        yield list(dict.fromkeys(taken))
        waiting = left
    for block, source in waiting:
        yield list(dict.fromkeys(block))
        yield from source


def _next(source: Iterator[list[str]]) -> list[str]:
    return next((block for block in source if block), [])


def _blocks(stream: TextIO) -> Iterator[list[str]]:
    while block := stream.readlines(_BLOCK):
        yield block


def _unique(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield sorted lines in blocks, each line once."""
    once = (line for line, _ in groupby(lines))
    while block := list(islice(once, _BATCH)):
        yield block


def _write(path: Path, blocks: Iterable[list[str]]) -> int:
    count = 0
    with path.open("wb") as stream:
        for block in blocks:
            count += len(block)
            stream.write("".join(block).encode())
    return count
