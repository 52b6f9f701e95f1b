"""Datatypes: numbers, dates and texts as cells write them, and the lexical forms they become."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlgraph.tables.constraints import comparable
from intlgraph.tables.datatypes import CellError, Datatype, compile_datatype
from intlgraph.tables.datetimes import compile_dates
from intlgraph.tables.findings import Findings
from intlgraph.tables.numbers import compile_numbers, parse_pattern
from intlgraph.tables.types import read_datatype


def parsed(datatype: Any, text: str) -> str:
    findings = Findings("metadata.json")
    described = read_datatype(datatype, "datatype", findings)
    assert findings.problems == ()
    assert described is not None
    parse = compile_datatype(described)
    return text if parse is None else parse(text)


@pytest.mark.parametrize(
    ("datatype", "text", "lexical"),
    [
        ("integer", "-007", "-007"),
        ("unsignedLong", "18446744073709551615", "18446744073709551615"),
        ({"base": "decimal", "format": {"decimalChar": ",", "groupChar": " "}}, "1 234,5", "1234.5"),
        (
            {"base": "decimal", "format": {"decimalChar": ",", "groupChar": " ", "pattern": "# ##0,0#"}},
            "1 234,5",
            "1234.5",
        ),
        ({"base": "decimal", "format": "0%"}, "45%", "0.45"),
        ("double", "-INF", "-INF"),
        ("boolean", "1", "true"),
        ({"base": "boolean", "format": "ja|nej"}, "nej", "false"),
        ({"base": "date", "format": "d/M yyyy"}, "3/8 2020", "2020-08-03"),
        ({"base": "dateTime", "format": "yyyy-MM-dd HH:mm"}, "2020-08-03 09:15", "2020-08-03T09:15:00"),
        ({"base": "time", "format": "HH:mm:ss.SS X"}, "09:15:00.5 +01", "09:15:00.5+01:00"),
        ({"base": "gYearMonth", "format": "MM/yyyy"}, "08/2020", "2020-08"),
        ("time", "24:00:00", "24:00:00"),
        ("gMonthDay", "--02-29", "--02-29"),
        ("dayTimeDuration", "-P1DT2H", "-P1DT2H"),
        ({"base": "string", "format": "[a-z]+|[0-9]+"}, "123", "123"),
        ("base64Binary", "YWJj", "YWJj"),
        ({"base": "hexBinary", "length": 2}, "ABCD", "ABCD"),
        ({"base": "base64Binary", "length": 2}, "YWI=", "YWI="),
        ("anyURI", "https://example.org/å", "https://example.org/å"),
    ],
)
def test_what_fits(datatype: Any, text: str, lexical: str) -> None:
    assert parsed(datatype, text) == lexical


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        ("integer", "٣"),
        ("integer", ""),
        ("decimal", "."),
        ("decimal", "1,5"),
        ({"base": "decimal", "format": {"groupChar": ","}}, ",1"),
        ({"base": "decimal", "format": {"groupChar": ","}}, "1,,0"),
        ({"base": "string", "format": "[a-z]+|[0-9]+"}, "abc1"),
        ("date", "2020-8-3"),
        ("date", "2020-08-03T00:00:00"),
        ("dateTimeStamp", "2020-08-03T00:00:00"),
        ("time", "24:00:01"),
        ("gMonth", "--13"),
        ("date", "2023-02-29"),
        ("anyURI", "not an address"),
        ("language", "svenska!"),
        ({"base": "duration", "minimum": "P1Y"}, "P11M"),
        ({"base": "hexBinary", "maxLength": 1}, "ABCD"),
    ],
)
def test_what_does_not_fit(datatype: Any, text: str) -> None:
    with pytest.raises(CellError):
        parsed(datatype, text)


@given(st.integers(-(10**12), 10**12), st.integers(0, 999))
def test_a_grouped_number_is_read_as_it_was_written(whole: int, thousandths: int) -> None:
    read = compile_numbers(parse_pattern("#,##0.000"), ",", ".", integer=False, exponent=False)
    text = f"{whole:,}".replace(",", ".") + f",{thousandths:03d}"
    lexical = read(text)
    assert lexical is not None
    assert Decimal(lexical) == Decimal(f"{whole}.{thousandths:03d}")


@given(st.dates(), st.sampled_from(["d.M.yyyy", "dd/MM/yyyy", "yyyyMMdd", "M-d-yyyy"]))
def test_a_date_is_read_as_it_was_written(day: date, pattern: str) -> None:
    text = pattern
    for token, value in (("yyyy", f"{day.year:04d}"), ("MM", f"{day.month:02d}"), ("dd", f"{day.day:02d}")):
        text = text.replace(token, value)
    text = text.replace("M", str(day.month)).replace("d", str(day.day))
    read = compile_dates("date", pattern)
    assert read is not None
    assert read(text) == day.isoformat()


@given(st.dates(max_value=date(9998, 1, 1)), st.integers(0, 1000))
def test_dates_compare_as_days_do(day: date, days: int) -> None:
    first, second = (comparable("date", each.isoformat()) for each in (day, day + timedelta(days)))
    assert isinstance(first, tuple)
    assert isinstance(second, tuple)
    assert second[0] - first[0] == days * 1440


def test_zones_are_compared_as_moments() -> None:
    assert comparable("time", "12:00:00+02:00") == comparable("time", "10:00:00Z")


@given(st.text())
def test_no_text_breaks_a_datatype(text: str) -> None:
    for base in ("integer", "decimal", "double", "date", "dateTime", "duration", "base64Binary", "QName", "boolean"):
        parse = compile_datatype(Datatype(base))
        assert parse is not None
        with suppress(CellError):
            parse(text)
