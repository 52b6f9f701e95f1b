"""Years along a line: days as parts of years, and which years are written out."""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Axis", "axis", "day", "end_of"]

_DATE: Final = re.compile(r"(-?\d{4,6})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|Z|[+-]\d\d:\d\d)?")
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 200_000)
_MOST: Final = 6
"""Years that are written out, at most: more would not have room on a phone."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first to the last year that is drawn, and the years that are written out."""

    first: float
    last: float
    years: tuple[int, ...]

    def at(self, year: float) -> float:
        """Return where a time is on the axis, in percent of its length."""
        return (year - self.first) / (self.last - self.first) * 100


def day(date: str) -> float | None:
    """Return the beginning of a day, month or year (ISO) as a part of its year; None for what is none.

    >>> day("2008"), day("1899-07-02"), day("soon")
    (2008.0, 1899.4986301369863, None)
    """
    return _time(date, end=False)


def end_of(date: str) -> float | None:
    """Return the end of a day, month or year (ISO) as a part of its year; None for what is none.

    >>> end_of("2008"), end_of("2008-12-31")
    (2009.0, 2009.0)
    """
    return _time(date, end=True)


def axis(times: list[float], after: float = 0.0, before: float = 0.0) -> Axis:
    """Return an axis over all times, from year to year; parts of its length are left free before and after them."""
    first, last = math.floor(min(times)), math.ceil(max(times))
    last = max(last, first + 1)
    length = last - first
    first, last = first - math.ceil(length * before), last + math.ceil(length * after)
    step = next((one for one in _STEPS if (last - first) / one <= _MOST), _STEPS[-1])
    start = math.ceil(first / step) * step
    return Axis(first, last, tuple(range(start, math.floor(last) + 1, step)))


def _time(date: str, end: bool) -> float | None:
    parts = _DATE.fullmatch(date.strip())
    if not parts:
        return None
    year = int(parts[1])
    month, number = int(parts[2] or 0), int(parts[3] or 0)
    if not month:
        return float(year + end)
    # Years before the calendar's first one and after its last are as long as the others for a drawing.
    days = [31, 29 if calendar.isleap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if month > 12 or number > days[month - 1]:
        return None
    before = sum(days[: month - 1]) + (number - 1 + end if number else end * days[month - 1])
    return year + before / sum(days)
