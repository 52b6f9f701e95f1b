"""Dates as people know them, in EDTF: typed where one XSD type can say it, and bounded in any case.

EDTF is the Extended Date/Time Format of the Library of Congress (https://www.loc.gov/standards/datetime/, now part
of ISO 8601-2:2019). What is read here, for the years 0001 to 9999:

    2008  2014-08  2020-08-03       level 0   one year, month or day
    200X  20XX  2004-XX  2004-02-XX level 1   digits that are not known (anywhere, as in level 2)
    2019-21 .. 2019-24              level 1   spring, summer, autumn, winter
    [2019,2021]  [2019..2021]       level 2   one of these; `[..2021-01]` and `[2019..]` are open

Decisions:

- Seasons are those of the meteorologists in the north: spring is March to May. *Winter 2019* is said both of the
  winter that ends and of the one that begins in 2019, so its bounds hold both.
- The marks `?`, `~` and `%` (uncertain, approximate) are refused. "About 2019" may well be 2018, so the bounds of
  the plain year would say more than the source; the hint is to write bounds one can vouch for, `[2018..2020]`.
- Intervals `2019/2021`, sets `{2019,2021}` and times of day are refused: a cell holds one moment, to the day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from intlgraph.namespaces import XSD

__all__ = ["DateError", "Time", "parse"]

_SPRING, _WINTER = 21, 24
_TYPES = ("gYear", "gYearMonth", "date")
_MOMENT = re.compile(r"([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?", re.ASCII)
_MONTH_NAMES = "jan feb mar|mars apr may|maj jun|juni jul|juli aug sep|sept oct|okt nov dec"
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split(), 1) for name in names.split("|")}
_EXCEL_EPOCH = date(1899, 12, 30)  # with this origin, day 61 and later are right although Excel knows 29 February 1900


class DateError(ValueError):
    """A cell is no date that can be used; `code` and `values` name the message, the caller adds the place."""

    def __init__(self, code: str, **values: str) -> None:
        """Keep the code of the message and the values that fill it."""
        self.code = code
        self.values: Mapping[str, str] = values
        super().__init__(f"{code}: {', '.join(values.values())}")


@dataclass(frozen=True, slots=True)
class Time:
    """One moment as it was written, with what can be said of it.

    `edtf` is the text as given, without the space around it. `value` and `datatype` (the full IRI of an XSD type)
    are None when no XSD type can say it. `earliest` and `latest` are ISO days, both included; None is an open end.
    """

    edtf: str
    value: str | None
    datatype: str | None
    earliest: str | None
    latest: str | None


def parse(text: str) -> Time:
    """Return what the EDTF text says.

    Nothing is remembered between calls: whoever reads the same cells over and over keeps the answers.
    Raises `DateError` when the text is not EDTF, is no day of the calendar, or is more than one moment.

    >>> parse("2014-08").earliest, parse("2014-08").latest, parse("2014-08").datatype
    ('2014-08-01', '2014-08-31', 'http://www.w3.org/2001/XMLSchema#gYearMonth')
    >>> parse("[..2021-01]")
    Time(edtf='[..2021-01]', value=None, datatype=None, earliest=None, latest='2021-01-31')
    """
    edtf = text.strip()
    if edtf.startswith("["):
        earliest, latest = _set(edtf)
        return Time(edtf, None, None, earliest, latest)
    match = _MOMENT.fullmatch(edtf)
    if match is None:
        raise _not_edtf(edtf)
    first, last = _bounds(edtf, match)
    parts = [part for part in match.groups() if part]
    typed = "X" not in edtf and (len(parts) == 1 or int(parts[1]) <= 12)
    datatype = XSD + _TYPES[len(parts) - 1] if typed else None
    return Time(edtf, edtf if typed else None, datatype, first.isoformat(), last.isoformat())


def _bounds(text: str, match: re.Match[str]) -> tuple[date, date]:
    """Return the first and the last day that one moment can mean."""
    year, month, day = match.groups()
    if year == "0000":
        raise DateError("date-year", text=text)
    if month is None:
        return date(_years(year)[0], 1, 1), date(_years(year)[-1], 12, 31)
    if "X" not in month and _SPRING <= int(month) <= _WINTER:
        if day is not None:
            raise DateError("date-season-day", text=text)
        return _season(_years(year)[0], int(month))[0], _season(_years(year)[-1], int(month))[1]
    if not any(_numbers(month, 1, 12, 1)):
        raise DateError("date-month", text=text, month=month)
    first = next(_days(year, month, day or "XX", 1), None)
    last = next(_days(year, month, day or "XX", -1), None)
    if first is None or last is None:
        raise DateError("date-day", text=text, day=day or "", month=f"{year}-{month}")
    return first, last


def _numbers(pattern: str, low: int, high: int, step: int) -> Iterator[int]:
    """Yield the numbers from low to high that fit a pattern; one without X, as most are, is not looked for."""
    if "X" not in pattern:
        return iter((int(pattern),) if low <= int(pattern) <= high else ())
    return (number for number in range(low, high + 1)[::step] if _fits(pattern, number))


def _fits(pattern: str, number: int) -> bool:
    digits = f"{number:0{len(pattern)}d}"
    return all(sign in ("X", digit) for sign, digit in zip(pattern, digits, strict=True))


def _years(pattern: str) -> tuple[int, int]:
    """Return the first and the last year that fit; there is no year 0000."""
    return max(1, int(pattern.replace("X", "0"))), int(pattern.replace("X", "9"))


def _days(year: str, month: str, day: str, step: int) -> Iterator[date]:
    """Yield the days that fit the three patterns, in order of time (step 1) or backwards (step -1).

    Callers take the first: however many digits are unknown, a day that fits is at most eight years away, because
    only 29 February is missing from a year.
    """
    for a_year in _numbers(year, *_years(year), step):
        for a_month in _numbers(month, 1, 12, step):
            for a_day in _numbers(day, 1, monthrange(a_year, a_month)[1], step):
                yield date(a_year, a_month, a_day)


def _season(year: int, season: int) -> tuple[date, date]:
    if season == _WINTER:
        first = date(year - 1, 12, 1) if year > 1 else date.min
        last = date(year + 1, 2, monthrange(year + 1, 2)[1]) if year < date.max.year else date.max
        return first, last
    month = 3 * (season - _SPRING) + 3
    return date(year, month, 1), date(year, month + 2, monthrange(year, month + 2)[1])


def _set(text: str) -> tuple[str | None, str | None]:
    """Return the bounds of a one-of set; an open end is None."""
    if not text.endswith("]") or not text[1:-1].strip(" .,"):
        raise DateError("date-set", text=text)
    firsts: list[str | None] = []
    lasts: list[str | None] = []
    for member in text[1:-1].split(","):
        start, dots, end = (part.strip() for part in member.partition(".."))
        if "[" in member or not (start or end):
            raise DateError("date-set", text=text)
        if not dots:
            end = start
        firsts.append(parse(start).earliest if start else None)
        lasts.append(parse(end).latest if end else None)
        if start and end and str(firsts[-1]) > str(lasts[-1]):
            raise DateError("date-reversed", text=text)
    earliest = None if None in firsts else min(filter(None, firsts))
    latest = None if None in lasts else max(filter(None, lasts))
    if earliest is None and latest is None:
        # Open at both ends is any time at all: nothing would be left of the cell.
        raise DateError("date-set", text=text)
    return earliest, latest


def _iso(year: int, month: int, day: int) -> str:
    """Return the ISO day, or an empty string when the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _not_edtf(text: str) -> DateError:
    """Return the error that best tells the writer of the cell what happened to it."""
    if match := re.fullmatch(r"([1-9]\d{4})(?:[.,]\d+)?", text, re.ASCII):
        return DateError("date-excel-number", text=text, day=(_EXCEL_EPOCH + timedelta(int(match[1]))).isoformat())
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text, re.ASCII):
        if day := _iso(*map(int, match.groups())):
            return DateError("date-unpunctuated", text=text, day=day)
    elif match := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text, re.ASCII):
        if day := _iso(*map(int, match.groups())):
            return DateError("date-unpadded", text=text, day=day)
    elif match := re.fullmatch(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})", text, re.ASCII):
        return _day_or_month_first(text, *map(int, match.groups()))
    elif match := re.fullmatch(r"([a-zåäö]{3,4})[-. ]+(\d\d)|(\d\d?)[-. ]+([a-zåäö]{3,4})", text.lower().rstrip(".")):
        if month := _MONTHS.get(match[1] or match[4]):
            number = int(match[2] or match[3])
            year = number + (2000 if number < 30 else 1900)  # Excel's own rule for years of two digits
            return DateError("date-excel-month", text=text, month=f"{year}-{month:02d}")
    elif re.match(r"\d{4}-\d\d-\d\d[T ]\d", text):
        return DateError("date-time-of-day", text=text, day=text[:10])
    elif "/" in text or text.startswith("{"):
        return DateError("date-interval", text=text)
    elif re.fullmatch(r"[\dX-]+[?~%]", text):
        return DateError("date-approximate", text=text, plain=text[:-1])
    elif re.fullmatch(r"-\d{4,}.*|[Yy]-?\d+.*|\d{5,}.*", text):
        return DateError("date-year", text=text)
    return DateError("date-not-edtf", text=text)


def _day_or_month_first(text: str, first: int, second: int, year: int) -> DateError:
    """Return the error for 1/2/2019, which is 1 February or 2 January."""
    day_first, month_first = _iso(year, second, first), _iso(year, first, second)
    if not day_first and not month_first:
        return DateError("date-not-edtf", text=text)
    if day_first and month_first and day_first != month_first:
        return DateError("date-day-or-month", text=text, first=day_first, second=month_first)
    return DateError("date-unpadded", text=text, day=day_first or month_first)
