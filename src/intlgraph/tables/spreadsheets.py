"""What spreadsheet programs do to data: traces in cells, and the files they leave in a folder.

Excel turns 2014-08 into `aug-14` or 41852, 0780 into 780 and a dash at the start into a formula. What it has broken is
recognised here, so that the message can say what happened and how to get the value back.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from intlgraph.errors import Problem

__all__ = ["diagnose", "is_lock_file", "trace"]

_ENGLISH: Final = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
_SWEDISH: Final = ("#REFERENS!", "#SAKNAS!", "#NAMN?", "#VÄRDEFEL!", "#DIVISION/0!", "#OGILTIGT!", "#SKÄRNING!")
_ERROR_VALUES: Final = frozenset((*_ENGLISH, *_SWEDISH))
_TOO_NARROW = re.compile(r"#{4,}")
_FORMULA = re.compile(r"=[\w\"(+\-'$]")
_MONTHS: Final = ["jan", "feb", "mar", "apr", "maj", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dec"]
_MONTH_AND_NUMBER = re.compile(
    rf"(?:({'|'.join(_MONTHS)})[a-zåäö]*\.?[- ](\d\d|\d{{4}})|(\d\d?)[- ]({'|'.join(_MONTHS)})[a-zåäö]*\.?)", re.I
)
_DAY_NUMBER = re.compile(r"[2-6]\d{4}(?:[.,]0+)?")
_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+\d+", re.I)
_DIGITS_OF_A_CODE = re.compile(r"\[0-9\]\{(\d+)\}|\\d\{(\d+)\}")
_FIRST_DAY: Final = date(1899, 12, 30)


def trace(cell: str) -> str | None:
    """Return the code of the problem when a cell holds a formula or an error value of a spreadsheet.

    >>> trace("=A1+1"), trace("#SAKNAS!"), trace("#1 of two")
    ('spreadsheet-formula', 'spreadsheet-error-value', None)
    """
    if cell.startswith("=") and _FORMULA.match(cell):
        return "spreadsheet-formula"
    if cell in _ERROR_VALUES or _TOO_NARROW.fullmatch(cell):
        return "spreadsheet-error-value"
    return None


def diagnose(problem: Problem, dates: bool) -> Problem:
    """Return a problem that says what the spreadsheet did, when a bad value looks like its work; otherwise the same.

    `problem.values` hold the bad cell as `value` and, where the column has one, the pattern as `format`; `dates` says
    that the column holds times.
    """
    value = str(problem.values.get("value", ""))
    if dates and _DAY_NUMBER.fullmatch(value):
        day = _FIRST_DAY + timedelta(days=int(re.split("[.,]", value)[0]))
        return _as("spreadsheet-day-number", problem, value, day.isoformat())
    if dates and _MONTH_AND_NUMBER.fullmatch(value):
        return _as("spreadsheet-month", problem, value, "")
    if _SCIENTIFIC.fullmatch(value):
        return _as("spreadsheet-scientific", problem, value, "")
    if width := _DIGITS_OF_A_CODE.fullmatch(str(problem.values.get("format", ""))):
        digits = int(width[1] or width[2])
        if value.isdigit() and len(value) < digits:
            return _as("spreadsheet-leading-zero", problem, value, value.zfill(digits))
    return problem


def _as(code: str, problem: Problem, value: str, meant: str) -> Problem:
    return Problem(code, {"value": value, "meant": meant}, problem.place, problem.severity)


def is_lock_file(name: str) -> bool:
    """Tell whether a file only says that another one is open in a spreadsheet program.

    >>> is_lock_file("~$networks.xlsx"), is_lock_file(".~lock.networks.csv#"), is_lock_file("networks.csv")
    (True, True, False)
    """
    return name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))
