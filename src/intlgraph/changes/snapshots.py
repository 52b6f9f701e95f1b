"""Snapshots: the data at one time as a file of sorted N-Quads lines, whatever it came as.

A file in a line syntax is read where it lies, in the hope that its lines are sorted and canonical: whoever compares two
finds out. Anything else is parsed, made canonical and sorted into a temporary file, so that memory stays bounded.
"""

from __future__ import annotations

import gzip
import mmap
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from intlgraph import graphs
from intlgraph.changes.blanks import named
from intlgraph.changes.statements import triple_of
from intlgraph.errors import CommandError, DataError, Place, Problem
from intlgraph.formats import GRAPH_FORMATS, Format
from intlgraph.lines import blocks
from intlgraph.privacy import names_people
from intlgraph.tables.sorting import SortedLines, merged

__all__ = ["Snapshot", "format_of", "merge", "opened", "sources_of"]

_GZIP: Final = b"\x1f\x8b"
_LINED: Final = frozenset({"ntriples", "nquads"})
_BATCH: Final = 8192


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Sorted lines in a file, and what messages call them; get one from `opened`.

    `holds_graphs` says that the lines name graphs.
    """

    name: str
    path: Path
    holds_graphs: bool
    _view: mmap.mmap | bytes = field(repr=False, default=b"")

    def about(self, subject: str) -> list[str]:
        """Return the distinct triples `<s> <p> <o>` whose subject (an IRI) this is, found by binary search."""
        return list(dict.fromkeys(map(triple_of, self.beginning(f"<{subject}> "))))

    def beginning(self, start: str) -> Iterator[str]:
        """Yield the lines that begin with a text, without line ends, found by binary search."""
        wanted = start.encode()
        view, at = self._view, _offset(self._view, wanted)
        while view[at : at + len(wanted)] == wanted:
            end = view.find(b"\n", at)
            end = len(view) if end < 0 else end
            yield view[at:end].decode()
            at = end + 1

    def lines(self) -> Iterator[str]:
        """Yield every line without its line end."""
        for block in blocks(self.path):
            yield from block.decode().split("\n")[:-1]

    def matching(self, part: str) -> Iterator[str]:
        """Yield the lines that hold a text."""
        wanted = part.encode()
        for block in blocks(self.path):
            if wanted in block:
                yield from (line.decode() for line in block.split(b"\n") if wanted in line)


def _offset(view: mmap.mmap | bytes, wanted: bytes) -> int:
    """Return where the first line that is not before `wanted` begins."""
    low, high = 0, len(view)
    while low < high:
        start = view.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = view.find(b"\n", start)
        end = len(view) if end < 0 else end + 1
        if view[start:end] < wanted:
            low = end
        else:
            high = start
    return low


@contextmanager
def opened(files: Iterable[Path], name: str, canonical: bool = False) -> Iterator[Snapshot]:
    """Give a snapshot of some RDF files together for one block.

    `canonical` parses even files of lines, for those that are not sorted or not written in the canonical way. Raises
    `DataError` where a file is not RDF, `CommandError` for an ending that is not known.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="intlgraph-")))
        known = [(path, format_of(path)) for path in files]
        holds = all(form.holds_graphs for _, form in known)
        paths = [_lined(path, form, folder / f"{n}.nq", canonical) for n, (path, form) in enumerate(known)]
        path = paths[0] if len(paths) == 1 else folder / "merged.nq"
        if len(paths) != 1:
            merge(paths, path)
        view: mmap.mmap | bytes = b""
        if path.stat().st_size:
            file = stack.enter_context(path.open("rb"))
            view = stack.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        yield Snapshot(name, path, holds, view)


def sources_of(path: Path) -> tuple[Path, ...]:
    """Return the files that a path stands for: itself, or the N-Quads of a build's folder but those of people."""
    if path.is_dir():
        found = tuple(each for each in sorted(path.glob("*.nq")) if not names_people(each.stem))
        if not found:
            raise CommandError.of("changes-no-data", folder=path)
        return found
    if not path.is_file():
        raise DataError([Problem("file-missing", {"file": str(path)}, Place(str(path)))])
    return (path,)


def format_of(path: Path) -> Format:
    """Return the format that the ending of a file names, compressed or not; raises `CommandError` for none."""
    ending = path.name.removesuffix(".gz").rpartition(".")[2]
    for form in GRAPH_FORMATS:
        if form.extension == ending:
            return form
    raise CommandError.of(
        "changes-ending", file=path.name, known=", ".join(f".{each.extension}" for each in GRAPH_FORMATS)
    )


def merge(paths: Iterable[Path], out: Path) -> int:
    """Merge files of sorted lines into one, each line once, and return how many lines that are."""
    count = 0
    with out.open("wb") as file:
        for block in merged([_text_blocks(path) for path in paths]):
            count += len(block)
            file.write("".join(block).encode())
    return count


def _text_blocks(path: Path) -> Iterator[list[str]]:
    for block in blocks(path):
        yield [f"{line}\n" for line in block.decode().split("\n")[:-1]]


def _lined(path: Path, form: Format, out: Path, canonical: bool) -> Path:
    """Return a file of sorted lines that says what an RDF file says."""
    plain = _unpacked(path, out.with_suffix(f".{form.extension}"))
    if form.name in _LINED and not canonical:
        return plain
    lines = graphs.lines(graphs.parse(plain, form, base=path.resolve().as_uri(), name=path.name))
    blank: list[str] = []
    kept = SortedLines(out.parent)
    rest = _without_blanks(lines, blank)
    while batch := list(islice(rest, _BATCH)):
        kept.extend(batch)
    kept.extend(named(blank) if blank else [])
    kept.write(out)
    return out


def _without_blanks(lines: Iterable[str], blank: list[str]) -> Iterator[str]:
    for line in lines:
        if line.startswith("_:") or "> _:" in line:
            blank.append(line)
        else:
            yield line


def _unpacked(path: Path, out: Path) -> Path:
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            return path
    try:
        with gzip.open(path) as packed, out.open("wb") as plain:
            shutil.copyfileobj(packed, plain, 1 << 20)
    except (EOFError, gzip.BadGzipFile) as error:
        raise DataError([Problem("changes-cut", {"file": path.name}, Place(path.name))]) from error
    return out
