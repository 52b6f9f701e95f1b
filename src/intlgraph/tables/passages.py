"""Passages as cells name them, and the file that keeps the hash of each.

A cell holds `document:start-end`, or the name of a register alone, several parted by the column's separator. Ranges
count code points of the document's NFC text, the end is the first that is left out. The hashes in
`data/passages.csv` let a copy without the documents build the same graph.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from intlgraph.errors import DataError, Place, Problem

__all__ = ["Passage", "parse", "read_hashes", "write_hashes"]

_CITATION = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?::([0-9]{1,9})-([0-9]{1,9}))?", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_HEADINGS: Final = ["document", "start", "end", "sha256"]


class Passage(NamedTuple):
    """A range of a document; a document that is cited whole has no range.

    >>> Passage("page", 3, 9).text()
    'page:3-9'
    """

    document: str
    start: int | None = None
    end: int | None = None

    def text(self) -> str:
        """Return the passage as a cell names it."""
        return self.document if self.start is None else f"{self.document}:{self.start}-{self.end}"


def parse(text: str) -> Passage | None:
    """Return the passage that one value of a cell names; None when it is not written as one.

    >>> parse("page:3-9")
    Passage(document='page', start=3, end=9)
    >>> parse("page:9-3") is None, parse("kommuner")
    (True, Passage(document='kommuner', start=None, end=None))
    """
    match = _CITATION.fullmatch(text)
    if match is None:
        return None
    if match[2] is None:
        return Passage(match[1])
    start, end = int(match[2]), int(match[3])
    return Passage(match[1], start, end) if start < end else None


def read_hashes(path: Path, shown: str) -> Mapping[Passage, str]:
    """Return the recorded SHA-256 of each passage; a file that is not there has none.

    Raises `DataError` with every row that cannot be read.
    """
    if not path.is_file():
        return {}
    hashes: dict[Passage, str] = {}
    problems: list[Problem] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row, cells in enumerate(csv.reader(file), 1):
            if row == 1 and cells == _HEADINGS:
                continue
            passage = parse(f"{cells[0]}:{cells[1]}-{cells[2]}") if len(cells) == len(_HEADINGS) else None
            if passage is None or not _SHA256.fullmatch(cells[3]):
                problems.append(Problem("passages-row", {"found": ",".join(cells)}, Place(shown, row=row)))
            else:
                hashes[passage] = cells[3]
    if problems:
        raise DataError(problems)
    return hashes


def write_hashes(path: Path, hashes: Mapping[Passage, str]) -> None:
    """Write the hashes of passages, sorted by document and place; the old file stays until the new one is whole."""
    fresh = path.with_suffix(".csv.new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADINGS)
        writer.writerows(_row(passage, hashes[passage]) for passage in sorted(hashes, key=_order))
    fresh.replace(path)


def _order(passage: Passage) -> tuple[str, int, int]:
    return passage.document, passage.start or 0, passage.end or 0


def _row(passage: Passage, sha256: str) -> Iterable[object]:
    return passage.document, passage.start, passage.end, sha256
