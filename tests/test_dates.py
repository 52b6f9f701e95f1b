from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intlgraph.dates import DateError, Time, parse
from intlgraph.errors import Problem
from intlgraph.namespaces import XSD

GOOD = [
    ("2008", "gYear", "2008-01-01", "2008-12-31"),
    ("0001", "gYear", "0001-01-01", "0001-12-31"),
    ("9999", "gYear", "9999-01-01", "9999-12-31"),
    ("2014-08", "gYearMonth", "2014-08-01", "2014-08-31"),
    ("2019-02", "gYearMonth", "2019-02-01", "2019-02-28"),
    ("2020-02", "gYearMonth", "2020-02-01", "2020-02-29"),
    ("1900-02", "gYearMonth", "1900-02-01", "1900-02-28"),
    ("2020-08-03", "date", "2020-08-03", "2020-08-03"),
    ("2020-02-29", "date", "2020-02-29", "2020-02-29"),
    ("200X", None, "2000-01-01", "2009-12-31"),
    ("20XX", None, "2000-01-01", "2099-12-31"),
    ("XXXX", None, "0001-01-01", "9999-12-31"),
    ("000X", None, "0001-01-01", "0009-12-31"),
    ("2004-XX", None, "2004-01-01", "2004-12-31"),
    ("2004-1X", None, "2004-10-01", "2004-12-31"),
    ("2004-02-XX", None, "2004-02-01", "2004-02-29"),
    ("2004-XX-31", None, "2004-01-31", "2004-12-31"),
    ("2004-XX-XX", None, "2004-01-01", "2004-12-31"),
    ("156X-12-25", None, "1560-12-25", "1569-12-25"),
    ("190X-02-29", None, "1904-02-29", "1908-02-29"),
    ("2019-21", None, "2019-03-01", "2019-05-31"),
    ("2019-22", None, "2019-06-01", "2019-08-31"),
    ("2019-23", None, "2019-09-01", "2019-11-30"),
    ("2019-24", None, "2018-12-01", "2020-02-29"),
    ("0001-24", None, "0001-01-01", "0002-02-28"),
    ("9999-24", None, "9998-12-01", "9999-12-31"),
    ("[..2021-01]", None, None, "2021-01-31"),
    ("[2019..]", None, "2019-01-01", None),
    ("[2019..2021]", None, "2019-01-01", "2021-12-31"),
    ("[1667,1668, 1670..1672]", None, "1667-01-01", "1672-12-31"),
    ("[1672,..1668]", None, None, "1672-12-31"),
    ("[2021,1999-05]", None, "1999-05-01", "2021-12-31"),
    ("[2019]", None, "2019-01-01", "2019-12-31"),
]


@pytest.mark.parametrize(("text", "kind", "earliest", "latest"), GOOD)
def test_what_a_date_says(text: str, kind: str | None, earliest: str | None, latest: str | None) -> None:
    value = text if kind else None
    assert parse(text) == Time(text, value, XSD + kind if kind else None, earliest, latest)


BAD = [
    ("2019-13", "date-month", {"month": "13"}),
    ("2019-00", "date-month", {"month": "00"}),
    ("2019-25", "date-month", {"month": "25"}),
    ("2019-2X", "date-month", {}),
    ("2019-04-31", "date-day", {"day": "31", "month": "2019-04"}),
    ("2019-02-29", "date-day", {}),
    ("XXXX-02-30", "date-day", {}),
    ("2019-04-00", "date-day", {}),
    ("2019-21-01", "date-season-day", {}),
    ("0000", "date-year", {}),
    ("-0044", "date-year", {}),
    ("Y170000002", "date-year", {}),
    ("20190401", "date-unpunctuated", {"day": "2019-04-01"}),
    ("20191401", "date-not-edtf", {}),
    ("43500", "date-excel-number", {"day": "2019-02-04"}),
    ("43500,5", "date-excel-number", {"day": "2019-02-04"}),
    ("2019-4-1", "date-unpadded", {"day": "2019-04-01"}),
    ("2019/04/01", "date-unpadded", {"day": "2019-04-01"}),
    ("31.12.2019", "date-unpadded", {"day": "2019-12-31"}),
    ("1/1/2019", "date-unpadded", {"day": "2019-01-01"}),
    ("1/2/2019", "date-day-or-month", {"first": "2019-02-01", "second": "2019-01-02"}),
    ("45/45/2019", "date-not-edtf", {}),
    ("aug-14", "date-excel-month", {"month": "2014-08"}),
    ("14-aug", "date-excel-month", {"month": "2014-08"}),
    ("Okt-98", "date-excel-month", {"month": "1998-10"}),
    ("2019/2021", "date-interval", {}),
    ("2019/..", "date-interval", {}),
    ("{2019,2021}", "date-interval", {}),
    ("2019?", "date-approximate", {"plain": "2019"}),
    ("2019-04~", "date-approximate", {"plain": "2019-04"}),
    ("2019%", "date-approximate", {"plain": "2019"}),
    ("2019-04-01T10:00", "date-time-of-day", {"day": "2019-04-01"}),
    ("[2021..2019]", "date-reversed", {}),
    ("[2019", "date-set", {}),
    ("[]", "date-set", {}),
    ("[..]", "date-set", {}),
    ("[2019,]", "date-set", {}),
    ("[2019/2020]", "date-interval", {}),
    ("", "date-not-edtf", {}),
    ("okänt", "date-not-edtf", {}),
    ("200x", "date-not-edtf", {}),
    ("٢٠١٩", "date-not-edtf", {}),
    ("19", "date-not-edtf", {}),
]


@pytest.mark.parametrize(("text", "code", "values"), BAD)
def test_what_is_no_date(text: str, code: str, values: dict[str, str]) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert caught.value.code == code
    assert values.items() <= caught.value.values.items()


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("text", [text for text, _, _ in BAD])
def test_every_error_has_a_sentence_and_a_hint(text: str, language: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    problem = Problem(caught.value.code, caught.value.values)
    assert problem.text(language)
    assert problem.hint(language)


def test_space_around_a_date_is_not_part_of_it() -> None:
    assert parse(" 2019 ") == parse("2019")


YEARS = st.integers(1, 9999)
DAYS = st.dates()


def pattern(day: date, unknown: set[int], length: int) -> str:
    text = day.isoformat()[:length]
    return "".join("X" if place in unknown and sign.isdigit() else sign for place, sign in enumerate(text))


@settings(deadline=None)
@given(DAYS, st.sets(st.integers(0, 9)), st.sampled_from([4, 7, 10]))
def test_a_day_lies_within_the_bounds_of_every_pattern_it_fits(day: date, unknown: set[int], length: int) -> None:
    text = pattern(day, unknown, length)
    time = parse(text)
    assert time.earliest is not None
    assert time.latest is not None
    assert time.earliest <= day.isoformat() <= time.latest


@settings(deadline=None)
@given(DAYS, st.sets(st.integers(0, 9)))
def test_the_bounds_are_days_that_fit_the_pattern(day: date, unknown: set[int]) -> None:
    text = pattern(day, unknown, 10)
    time = parse(text)
    for bound in (time.earliest, time.latest):
        assert bound is not None
        assert all(sign in ("X", known) for sign, known in zip(text, bound, strict=True))


@settings(deadline=None)
@given(YEARS, st.integers(1, 12))
def test_a_month_is_its_days(year: int, month: int) -> None:
    time = parse(f"{year:04d}-{month:02d}")
    assert time.earliest == date(year, month, 1).isoformat()
    assert time.latest == date(year, month, monthrange(year, month)[1]).isoformat()


@settings(deadline=None)
@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_typed_value_parses_to_itself(day: date, length: int) -> None:
    time = parse(day.isoformat()[:length])
    assert time.value is not None
    assert parse(time.value) == time


@settings(deadline=None)
@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=4))
def test_a_set_spans_its_members(pairs: list[tuple[date, date]]) -> None:
    ordered = [sorted(pair) for pair in pairs]
    text = "[" + ",".join(f"{first}..{last}" for first, last in ordered) + "]"
    time = parse(text)
    assert time.earliest == min(first for first, _ in ordered).isoformat()
    assert time.latest == max(last for _, last in ordered).isoformat()


@settings(deadline=None)
@given(st.integers(10000, 99999))
def test_the_days_of_excel_follow_each_other(number: int) -> None:
    with pytest.raises(DateError) as caught:
        parse(str(number))
    assert caught.value.values["day"] == (date(1899, 12, 30) + timedelta(number)).isoformat()


def is_a_date_or_an_error_of_ours(text: str) -> bool:
    try:
        time = parse(text)
    except DateError as error:
        return error.code.startswith("date-")
    return time.earliest is None or time.latest is None or time.earliest <= time.latest


@settings(deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_a_date_or_an_error_of_ours(text: str) -> None:
    assert is_a_date_or_an_error_of_ours(text)


@settings(deadline=None)
@given(st.text(alphabet="0123456789X-[],.?~/", max_size=14))
def test_any_text_of_the_signs_of_edtf_is_a_date_or_an_error_of_ours(text: str) -> None:
    assert is_a_date_or_an_error_of_ours(text)
