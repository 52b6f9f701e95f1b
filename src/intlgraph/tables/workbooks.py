"""Rows of an `.xlsx` workbook, one sheet a table, as the text that an officer meant to write.

A cell that Excel holds as a number or a date is written out again (2017, 2020-08-03). Where Excel shows less than it
holds, nobody can tell what was meant: that is a problem and not a guess.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from intlgraph.errors import DataError, Place

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["Report", "rows", "sheet_names"]

Report = Callable[[str, int, int, dict[str, object]], None]
"""Takes a code, a row and a column (both counted from 1) and values, for a cell that cannot be read as it stands."""

_FORMULA: Final = "f"
_ERROR: Final = "e"
"""How openpyxl marks cells that hold a formula or an error value."""

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def sheet_names(path: Path, shown: str) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook; `shown` is the file's name in messages.

    Raises `DataError` for a file that is not a workbook, or that is locked with a password.
    """
    workbook = _open(path, shown)
    try:
        return tuple(workbook.sheetnames)
    finally:
        workbook.close()


def rows(path: Path, shown: str, sheet: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of one sheet with their numbers; cells are text, empty ones `''`."""
    workbook = _open(path, shown)
    try:
        for number, cells in enumerate(workbook[sheet].iter_rows(), 1):
            yield number, [_text(cell, number, index, report) for index, cell in enumerate(cells, 1)]
    finally:
        workbook.close()


def _open(path: Path, shown: str) -> Workbook:
    # Loaded here, because it takes longer than reading most tables, and most publications have no workbook.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # openpyxl warns of parts that hold no data, such as drop-down lists.
            warnings.simplefilter("ignore")
            return load_workbook(path, read_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        raise DataError.of("workbook-unreadable", Place(shown)) from None


def _text(cell: Any, row: int, column: int, report: Report) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == _FORMULA:
        report("spreadsheet-formula", row, column, {"found": str(value)})
        return ""
    if cell.data_type == _ERROR:
        report("spreadsheet-error-value", row, column, {"found": str(value)})
        return ""
    if isinstance(value, datetime | date | time):
        return _moment(value, cell.number_format, row, column, report)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _moment(value: date | time, number_format: str, row: int, column: int, report: Report) -> str:
    shown = _QUOTED.sub("", number_format).lower()
    if isinstance(value, time):
        return value.isoformat()
    if not all(part in shown for part in "ymd"):
        report("spreadsheet-date-shown-short", row, column, {"found": value.strftime("%Y-%m-%d")})
        return ""
    if isinstance(value, datetime) and value.time() != time(0):
        return value.isoformat()
    return value.strftime("%Y-%m-%d")
