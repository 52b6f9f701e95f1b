"""Date and time formats: the patterns of UTS #35 that say how a date or a time is written in a cell.

Model for Tabular Data, section 6.4.4 (Formats for dates and times), and the lexical forms of XML Schema.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["DATE_TYPES", "as_comparable", "compile_dates", "is_moment"]

_ZONE: Final = r"(?P<zone>Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DATE: Final = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_TIME: Final = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<part>[0-9]+))?"
_YEAR: Final = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"

_LEXICAL: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        name: re.compile(shape + _ZONE)
        for name, shape in {
            "date": _DATE,
            "dateTime": f"{_DATE}T{_TIME}",
            "dateTimeStamp": f"{_DATE}T{_TIME}",
            "time": _TIME,
            "gYear": _YEAR,
            "gYearMonth": _YEAR + "-(?P<month>[0-9]{2})",
            "gMonth": "--(?P<month>[0-9]{2})",
            "gMonthDay": "--(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
            "gDay": "---(?P<day>[0-9]{2})",
        }.items()
    }
)
DATE_TYPES: Final = frozenset(_LEXICAL) | {"datetime"}

_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "yyyy": r"(?P<year>-?[0-9]{4,})",
        "MM": r"(?P<month>[0-9]{2})",
        "M": r"(?P<month>[0-9]{1,2})",
        "dd": r"(?P<day>[0-9]{2})",
        "d": r"(?P<day>[0-9]{1,2})",
        "HH": r"(?P<hour>[0-9]{2})",
        "H": r"(?P<hour>[0-9]{1,2})",
        "mm": r"(?P<minute>[0-9]{2})",
        "m": r"(?P<minute>[0-9]{1,2})",
        "ss": r"(?P<second>[0-9]{2})",
        "s": r"(?P<second>[0-9]{1,2})",
        "X": r"(?P<zone>Z|[+-][0-9]{2}(?:[0-9]{2})?)",
        "XX": r"(?P<zone>Z|[+-][0-9]{4})",
        "XXX": r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})",
        "x": r"(?P<zone>[+-][0-9]{2}(?:[0-9]{2})?)",
        "xx": r"(?P<zone>[+-][0-9]{4})",
        "xxx": r"(?P<zone>[+-][0-9]{2}:[0-9]{2})",
    }
)
_TOKEN: Final = re.compile(r"\.(S+)|([A-Za-z])\2*|[^A-Za-z]")
_NEEDED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "date": frozenset({"year", "month", "day"}),
        "dateTime": frozenset({"year", "month", "day", "hour", "minute"}),
        "dateTimeStamp": frozenset({"year", "month", "day", "hour", "minute", "zone"}),
        "time": frozenset({"hour", "minute"}),
        "gYear": frozenset({"year"}),
        "gYearMonth": frozenset({"year", "month"}),
        "gMonth": frozenset({"month"}),
        "gMonthDay": frozenset({"month", "day"}),
        "gDay": frozenset({"day"}),
    }
)
_OPTIONAL: Final = frozenset({"second", "part", "zone"})
_DAY_OF_LEAP_YEAR: Final = 2000


def _fields_of(match: re.Match[str]) -> dict[str, str]:
    return {name: text for name, text in match.groupdict().items() if text}


def is_moment(fields: Mapping[str, str]) -> bool:
    """Tell whether the parts of a date and time can all be: no 30 February, no 25 o'clock.

    >>> is_moment({"year": "2023", "month": "02", "day": "29"})
    False
    """
    month, day = int(fields.get("month", "1")), int(fields.get("day", "1"))
    if not 1 <= month <= 12 or day < 1:
        return False
    # The Gregorian calendar repeats every 400 years, so years beyond Python's range have the same months.
    year = int(fields["year"]) % 400 + 400 if "year" in fields else _DAY_OF_LEAP_YEAR
    if day > monthrange(year, month)[1]:
        return False
    hour, minute, second = (int(fields.get(name, "0")) for name in ("hour", "minute", "second"))
    midnight = hour == 24 and minute == second == 0 and not fields.get("part", "").strip("0")
    return (hour < 24 or midnight) and minute < 60 and second < 60


def _compile_format(base: str, pattern: str) -> re.Pattern[str] | None:
    pieces: list[str] = []
    names: set[str] = set()
    for match in _TOKEN.finditer(pattern):
        token = match[0]
        if match[1]:
            piece = rf"(?:\.(?P<part>[0-9]{{1,{len(match[1])}}}))?"
        elif token == "T" or not token[0].isalpha():
            piece = re.escape(token)
        else:
            piece = _FIELDS.get(token, "")
        found = re.match(r"(?:\(\?:\\\.)?\(\?P<(\w+)>", piece)
        if not piece or (found and found[1] in names):
            return None
        if found:
            names.add(found[1])
        pieces.append(piece)
    if not _NEEDED[base] <= names or not names <= _NEEDED[base] | _OPTIONAL:
        return None
    return re.compile("".join(pieces))


def _zone(text: str) -> str:
    if text in ("", "Z"):
        return text
    digits = text[1:].replace(":", "").ljust(4, "0")
    return f"{text[0]}{digits[:2]}:{digits[2:]}"


def _lexical(base: str, fields: Mapping[str, str]) -> str:
    year, month, day = (fields.get(name, "").zfill(2) for name in ("year", "month", "day"))
    part = f".{fields['part']}" if "part" in fields else ""
    clock = ":".join(fields.get(name, "").zfill(2) for name in ("hour", "minute", "second")) + part
    text = {
        "date": f"{year}-{month}-{day}",
        "dateTime": f"{year}-{month}-{day}T{clock}",
        "dateTimeStamp": f"{year}-{month}-{day}T{clock}",
        "time": clock,
        "gYear": year,
        "gYearMonth": f"{year}-{month}",
        "gMonth": f"--{month}",
        "gMonthDay": f"--{month}-{day}",
        "gDay": f"---{day}",
    }[base]
    return text + _zone(fields.get("zone", ""))


def compile_dates(base: str, pattern: str | None) -> Callable[[str], str | None] | None:
    """Return a function from a cell to the XML Schema form of its date, or None for a format nobody knows.

    The function returns None where the cell does not fit and an empty string where the day does not exist.

    >>> compile_dates("date", "d.M.yyyy")("3.8.2020")
    '2020-08-03'
    >>> compile_dates("date", None)("2020-02-30")
    ''
    """
    base = "dateTime" if base == "datetime" else base
    shape = _LEXICAL[base] if pattern is None else _compile_format(base, pattern)
    if shape is None:
        return None

    def parse(text: str) -> str | None:
        match = shape.fullmatch(text)
        if match is None:
            return None
        fields = _fields_of(match)
        if base == "dateTimeStamp" and "zone" not in fields:
            return None
        if not is_moment(fields):
            return ""
        return text if pattern is None else _lexical(base, fields)

    return parse


def as_comparable(base: str, lexical: str) -> tuple[int, float] | None:
    """Return a date or time as minutes and seconds on one scale, so that two of a kind can be compared.

    >>> as_comparable("date", "2020-01-01") < as_comparable("date", "2020-01-02")
    True
    """
    match = _LEXICAL["dateTime" if base == "datetime" else base].fullmatch(lexical)
    if match is None:
        return None
    fields = _fields_of(match)
    year, month = int(fields.get("year", "1972")), int(fields.get("month", "1"))
    day = int(fields.get("day", "1"))
    earlier = year - 1
    days = earlier * 365 + earlier // 4 - earlier // 100 + earlier // 400 + day
    days += sum(monthrange(year % 400 + 400, number)[1] for number in range(1, month))
    minutes = days * 1440 + int(fields.get("hour", "0")) * 60 + int(fields.get("minute", "0"))
    zone = fields.get("zone", "Z")
    if zone != "Z":
        hours, _, rest = zone[1:].partition(":")
        offset = int(hours) * 60 + int(rest)
        minutes += offset if zone[0] == "-" else -offset
    return minutes, float(f"{fields.get('second', '0')}.{fields.get('part', '0')}")
