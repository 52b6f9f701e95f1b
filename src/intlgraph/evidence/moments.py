"""Times in running text, in Swedish and English: whether a text says the time that a cell holds in EDTF.

A year is said by its four digits or by a range that shortens it (2019-21), a decade by its name (90-talet, 1990s). A
month is said by its name, short or long, or in ISO form, with its year beside it or, as in *from 3 August to 31
December 2022*, elsewhere in the same passage. A day stands before its month, or after it (August 3). A season is said
by its name and its year. Of a set (`[2019..2021]`) every moment that it names must be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["Said", "read", "says"]

_NAMES: Final = (
    "januari|january|jan februari|february|feb mars|March|Mar april|apr maj|May juni|june|jun juli|july|jul "
    "augusti|august|aug september|sept|sep oktober|october|okt|oct november|nov december|dec"
)
"""English names that are also words (may, march) count only with their capital."""

_SEASONS: Final = "våren|vår|spring sommaren|sommar|summer hösten|höst|autumn|fall vintern|vinter|winter"
_FIRST_SEASON: Final = 21

_YEAR = re.compile(r"(?<![\d.,])\d{4}(?!\d|[.,]\d)")
_SHORTENED = re.compile(r"(?<!\d)(\d\d)(\d\d)[-–/](\d\d)(?![\d-])")
_DECADE = re.compile(r"(?<!\d)(\d0)(?:-tal|s\b|’s|'s)")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)(?:-(\d\d))?(?![\d-])")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})[ -](\d{4})")
_MOMENT = re.compile(r"[\dX]{4}(?:-[\dX]{2}){0,2}", re.ASCII)
_UNKNOWN: Final = "XX"


def _month_pattern(forms: str) -> re.Pattern[str]:
    spelt = "|".join(form if form[0].isupper() else f"(?i:{form})" for form in forms.split("|"))
    return re.compile(
        rf"(?:(?<!\d)(?P<before>\d{{1,2}})(?:st|nd|rd|th|:e|:a|\.)?\s+(?:of\s+|i\s+)?)?\b(?:{spelt})\b\.?"
        r"(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?(?!\d))?(?:,?\s+(?:of\s+)?(?P<year>\d{4})(?!\d))?"
    )


_MONTHS: Final = tuple(_month_pattern(forms) for forms in _NAMES.split())
_SEASON_WORDS: Final = tuple(re.compile(rf"\b(?:{forms})s?\b", re.IGNORECASE) for forms in _SEASONS.split())


@dataclass(frozen=True, slots=True)
class Said:
    """The times that a text says: years, dates as (year or '', month, day or ''), and seasons by number from 21."""

    years: frozenset[str]
    dates: frozenset[tuple[str, str, str]]
    seasons: frozenset[str]


def read(text: str) -> Said:
    """Return every time that a text says.

    >>> said = read("from 3 augusti 2020 to the autumn of 2021, first in the 90s")
    >>> sorted(said.years), said.dates, said.seasons
    (['1990', '2020', '2021'], frozenset({('2020', '08', '03')}), frozenset({'23'}))
    """
    seasons = {str(number) for number, words in enumerate(_SEASON_WORDS, _FIRST_SEASON) if words.search(text)}
    return Said(frozenset(_years(text)), frozenset(_dates(text)), frozenset(seasons))


def _years(text: str) -> Iterator[str]:
    yield from _YEAR.findall(text)
    for century, first, last in _SHORTENED.findall(text):
        if last > first:
            yield century + last
    for decade in _DECADE.findall(text):
        yield f"19{decade}"


def _dates(text: str) -> Iterator[tuple[str, str, str]]:
    for year, month, day in _ISO.findall(text):
        yield year, month, day
    for day, month, year in _SLASHED.findall(text):
        yield year, month.zfill(2), day.zfill(2)
    for number, pattern in enumerate(_MONTHS, 1):
        for match in pattern.finditer(text):
            day = match["before"] or match["after"] or ""
            yield match["year"] or "", f"{number:02d}", day.zfill(2) if day else ""


def says(said: Said, time: str) -> bool:
    """Tell whether a text says a time in EDTF, every moment of it.

    >>> text = read("från 3 augusti till 31 december 2022")
    >>> [says(text, time) for time in ("2022-08-03", "2022-12", "2022", "202X", "2021", "2022-08-31", "[..2022-12]")]
    [True, True, True, True, False, False, True]
    """
    return all(_moment(said, moment) for moment in _MOMENT.findall(time))


def _moment(said: Said, moment: str) -> bool:
    year, month, day = (*moment.split("-"), "", "")[:3]
    known = any(_fits(year, each) for each in said.years)
    if not month or month == _UNKNOWN:
        return known
    if month.isdecimal() and int(month) >= _FIRST_SEASON:
        return known and month in said.seasons
    return any(
        _fits(month, its_month)
        and (not day or day == _UNKNOWN or _fits(day, its_day))
        and (_fits(year, its_year) if its_year else known)
        for its_year, its_month, its_day in said.dates
    )


def _fits(pattern: str, digits: str) -> bool:
    return len(pattern) == len(digits) and all(
        sign in ("X", digit) for sign, digit in zip(pattern, digits, strict=True)
    )
