"""The files of a release: sorted lines, compressed always in the same way, with the hash of what they hold."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from intlgraph.changes.manifest import Stored
from intlgraph.errors import DataError, Place, Problem

__all__ = ["check", "lines", "store", "store_file", "triples"]

_BATCH = 8192
_BLOCK = 1 << 20


def store(told: Iterable[str], path: Path) -> Stored:
    """Write lines, each with its line end, into a file, compressed where its name ends with `.gz`."""
    waiting = iter(told)
    return _stored(("".join(batch).encode() for batch in iter(lambda: list(islice(waiting, _BATCH)), [])), path)


def store_file(source: Path, path: Path) -> Stored:
    """Store what a file holds."""
    with source.open("rb") as file:
        return _stored(iter(lambda: file.read(_BLOCK), b""), path)


def _stored(blocks: Iterator[bytes], path: Path) -> Stored:
    digest, count = hashlib.sha256(), 0
    with path.open("wb") as file:
        # No time and no file name in the header (RFC 1952, section 2.3): the same data, the same bytes.
        packed = gzip.GzipFile("", "wb", 6, file, 0) if path.suffix == ".gz" else file
        for block in chain(blocks):
            digest.update(block)
            count += block.count(b"\n")
            packed.write(block)
        if packed is not file:
            packed.close()
    return Stored(path.name, digest.hexdigest(), count)


def check(stored: Stored, folder: Path) -> None:
    """Raise `DataError` when a file of a release is missing, cannot be unpacked, or holds something else."""
    path = folder / stored.file
    place = Place(f"{folder.parent.name}/{folder.name}/{stored.file}")
    digest = hashlib.sha256()
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except FileNotFoundError as error:
        raise DataError([Problem("file-missing", {"file": stored.file}, place)]) from error
    except (OSError, EOFError, zlib.error) as error:
        raise DataError([Problem("changes-cut", {"file": stored.file}, place)]) from error
    if digest.hexdigest() != stored.sha256:
        values = {"file": stored.file, "version": folder.name, "found": digest.hexdigest(), "expected": stored.sha256}
        raise DataError([Problem("release-altered", values, place)])


def lines(path: Path) -> list[str]:
    """Return the lines of a stored file, without line ends; all of them are held."""
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")
    return text.split("\n")[:-1]


def triples(path: Path) -> list[str]:
    """Return the triples `<s> <p> <o>` of a stored file of N-Triples."""
    return [line.removesuffix(" .") for line in lines(path)]
