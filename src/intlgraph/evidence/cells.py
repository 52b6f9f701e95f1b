"""Change single cells of a CSV file and leave every other byte as it is.

Encoding, byte order mark, delimiter, quotes, line ends, space in cells and the order of rows stay.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from intlgraph.tables.headings import folded

__all__ = ["Cell", "changed"]

_DELIMITERS: Final = ",;\t"
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\r?\n?", re.IGNORECASE)
_QUOTE: Final = '"'


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its row as a spreadsheet counts it, the folded heading of its column, and its value."""

    row: int
    heading: str
    value: str


def changed(content: bytes, encoding: str, headings: Collection[str], change: Callable[[Cell], str]) -> bytes:
    r"""Return the bytes of a file in which the cells under some headings have the values that `change` returns.

    `encoding` is Python's name of it, `headings` are those of the columns to be changed as the file has them. A cell
    whose value stays is not touched; one that changes keeps its quotes, and gets quotes where its new value needs them.

    >>> table = b"id;passage\r\n1; page:3-9\r\n"
    >>> changed(table, "utf-8", ["passage"], lambda cell: cell.value.replace("3-9", "13-19"))
    b'id;passage\r\n1; page:13-19\r\n'
    """
    exact = _exact(content, encoding)
    text = content.decode(exact)
    declared = _SEPARATOR_LINE.match(text)
    wanted = frozenset(map(folded, headings))
    delimiter = declared[1] if declared else _delimiter(text, wanted)
    first = declared.end() if declared else int(text.startswith("\ufeff"))
    pieces: list[str] = []
    done = 0
    for start, end, cell in _cells(text, first, delimiter, row=2 if declared else 1):
        if cell.heading in wanted:
            value = unicodedata.normalize("NFC", cell.value)
            after = change(Cell(cell.row, cell.heading, value))
            if after != value:
                pieces += [text[done:start], _written(text[start:end], after, delimiter)]
                done = end
    return "".join([*pieces, text[done:]]).encode(exact)


def _exact(content: bytes, encoding: str) -> str:
    """Return the codec that writes exactly what it has read; the mark of UTF-16 is then a character like others."""
    if encoding == "utf-16":
        return "utf-16-be" if content.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
    return encoding


def _delimiter(text: str, wanted: frozenset[str]) -> str:
    """Return the delimiter that parts the first row into the most of the wanted headings."""

    def found(delimiter: str) -> int:
        row = [cell for _, _, cell in _cells(text, int(text.startswith("\ufeff")), delimiter, row=1, only_first=True)]
        return sum(folded(cell.value) in wanted for cell in row)

    return max(_DELIMITERS, key=found)


def _cells(
    text: str, at: int, delimiter: str, *, row: int, only_first: bool = False
) -> Iterator[tuple[int, int, Cell]]:
    """Yield where each cell begins and ends, quotes included, and the cell; those of the heading row under ''."""
    headings: list[str] = []
    line: list[tuple[int, int, str]] = []
    while at < len(text):
        end, value = _cell(text, at, delimiter)
        line.append((at, end, value))
        at = end + 1
        if end < len(text) and text[end] == delimiter:
            if at == len(text):
                line.append((at, at, ""))
            else:
                continue
        if text[end : end + 2] == "\r\n":
            at += 1
        for column, (start, stop, found) in enumerate(line):
            yield start, stop, Cell(row, headings[column] if column < len(headings) else "", found)
        if not headings and any(found.strip() for _, _, found in line):
            if only_first:
                return
            headings = [folded(found) for _, _, found in line]
        line = []
        row += 1


def _cell(text: str, at: int, delimiter: str) -> tuple[int, str]:
    """Return where a cell ends, and its value without quotes."""
    if not text.startswith(_QUOTE, at):
        end = next((place for place in range(at, len(text)) if text[place] in (delimiter, "\r", "\n")), len(text))
        return end, text[at:end]
    end = at + 1
    while end < len(text):
        if text.startswith(_QUOTE * 2, end):
            end += 2
        elif text[end] == _QUOTE:
            break
        else:
            end += 1
    close = min(end + 1, len(text))
    return close, text[at + 1 : end].replace(_QUOTE * 2, _QUOTE)


def _written(before: str, value: str, delimiter: str) -> str:
    if before.startswith(_QUOTE) or any(sign in value for sign in (delimiter, _QUOTE, "\r", "\n")):
        return _QUOTE + value.replace(_QUOTE, _QUOTE * 2) + _QUOTE
    return value
