"""Rows: reading a file of comma-separated values as its dialect says, without ever holding more than a record.

Model for Tabular Data, section 8 (Parsing tabular data). Rows are counted in records, as a spreadsheet shows them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import Final, TextIO

from intlgraph.tables.findings import Findings
from intlgraph.tables.model import Dialect

__all__ = ["Row", "read_rows"]

Row = tuple[int, list[str]]
"""The number of a row and its cells."""

_PIECE: Final = 1 << 17
_LONGEST: Final = 1 << 23
"""A line that is longer than this is no line of a table."""


class _Lines:
    """Hands out physical lines to the csv module, comments left out, and remembers how many there were."""

    def __init__(self, stream: TextIO, comment: str | None) -> None:
        self._stream = stream
        self._comment = comment
        self.at_start = False
        self.taken = 0
        self.skipped = 0
        self.fault = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._line()
        if self.at_start:
            while self._comment and line.startswith(self._comment):
                self.skipped += 1
                line = self._line()
            self.at_start = False
        if not line:
            raise StopIteration
        self.taken += 1
        return line

    def _line(self) -> str:
        line = self._stream.readline(_PIECE)
        if len(line) == _PIECE and not line.endswith(("\n", "\r")):
            line = self._long(line)
        if "\0" in line:
            self.fault = "nul-character"
        return "" if self.fault else line

    def _long(self, start: str) -> str:
        parts, size = [start], len(start)
        while size < _LONGEST:
            part = self._stream.readline(_PIECE)
            parts.append(part)
            size += len(part)
            if len(part) < _PIECE or part.endswith("\n"):
                return "".join(parts)
        self.fault = "cell-too-long"
        return ""


def _reader(lines: Iterator[str], dialect: Dialect) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote_char,
        quoting=csv.QUOTE_NONE if dialect.quote_char is None else csv.QUOTE_MINIMAL,
        doublequote=dialect.double_quote,
        escapechar=None if dialect.double_quote else "\\",
        strict=True,
    )


def read_rows(stream: TextIO, dialect: Dialect, findings: Findings) -> Iterator[Row]:
    r"""Yield each row with its number, headings included; what cannot be read is reported with its row.

    The stream must have been opened with `newline=""`.

    >>> import io
    >>> list(read_rows(io.StringIO("id,name\n1,Växjö\n", newline=""), Dialect(), Findings("x.csv")))
    [(1, ['id', 'name']), (2, ['1', 'Växjö'])]
    """
    lines = _Lines(stream, dialect.comment_prefix)
    for _ in range(dialect.skip_rows):
        next(lines, None)
    number = dialect.skip_rows
    trim, skip = _trimmer(dialect), dialect.skip_columns
    reader = _reader(lines, dialect)
    while True:
        lines.at_start = True
        taken = lines.taken
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            code, stop = _fault(str(error), lines.taken - taken, lines.fault)
            findings.error(code, row=number + lines.skipped)
            if stop:
                return
            continue
        if cells is None:
            if lines.fault:
                findings.error(lines.fault, row=number + lines.skipped)
            return
        if not cells or (dialect.skip_blank_rows and not any(cells)):
            continue
        if trim is not None:
            cells = [trim(cell) for cell in cells]
        yield number + lines.skipped, cells[skip:] if skip else cells


def _fault(message: str, lines: int, fault: str) -> tuple[str, bool]:
    """Return the problem that an error of the csv module means, and whether reading must stop there."""
    if fault:
        return fault, True
    if "unexpected end" in message or ("field larger" in message and lines > 1):
        return "unclosed-quote", True
    if "field larger" in message:
        return "cell-too-long", False
    return "stray-quote", False


def _trimmer(dialect: Dialect) -> Callable[[str], str] | None:
    return {"true": str.strip, "start": str.lstrip, "end": str.rstrip}.get(dialect.trim)
