"""Bars of a timeline: as soft at their edges as the times are known, and in the order of time."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from pyoxigraph import Literal, NamedNode

from intlgraph import dates
from intlgraph.namespaces import Intl
from intlgraph.query.facts import Group
from intlgraph.query.rows import Row
from intlgraph.query.surroundings import Surroundings
from intlgraph.query.wording import Wording
from intlgraph.rendering.description import Fact, Interval, Kind
from intlgraph.rendering.drawings import timeline
from intlgraph.rendering.drawings.svg import Caption, Reader
from intlgraph.rendering.intervals import intervals
from intlgraph.rendering.layout import Layout
from intlgraph.rendering.telling import Telling

BASE = "https://example.org/x/id/"
CLASS = "https://example.org/Period"


def row(iri: str, times: Mapping[str, str], about: str = "project/p") -> Row:
    """A row as the tables stage makes it: each time with the first and the last day that it can mean."""
    made = Row(BASE + iri, [CLASS])
    made.said[Intl.THING] = [NamedNode(BASE + about)]  # type: ignore[index]
    for name, text in times.items():
        known = dates.parse(text)
        typed, earliest, latest = Intl.TIMES[name]
        for property_, value in ((typed, known.value), (earliest, known.earliest), (latest, known.latest)):
            if value:
                made.said[property_] = [Literal(value)]  # type: ignore[index]
    return made


def bars(*rows: Row, kinds: Mapping[str, Kind] | None = None) -> tuple[Interval, ...]:
    own = Row(f"{BASE}project/p")
    around = Surroundings(own, rows, (), {each.iri: each for each in rows}, {own.iri: {"": "P"}}, {}, {})
    telling = Telling(around, Wording({}, {}), Layout(), {}, BASE)
    facts = tuple(
        Fact(each.iri, {"en": each.iri}, (kinds or {}).get(each.iri, "said"), {}, {}, (), ()) for each in rows
    )
    return intervals(telling, [(Group("statement", CLASS, {}, ()), facts)])


def bounds(bar: Interval) -> tuple[str, str, str, str]:
    return bar.earliest, bar.started, bar.ending, bar.latest


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({"start": "2017", "end": "2019"}, ("2017-01-01", "2017-12-31", "2019-01-01", "2019-12-31")),
        ({"start": "2020-08-03", "end": "2022-12-31"}, ("2020-08-03", "", "", "2022-12-31")),
        ({"start": "2019-02"}, ("2019-02-01", "2019-02-28", "", "")),
        ({"start": "[..2021-01]"}, ("", "2021-01-31", "", "")),
        ({"end": "[..2024-06]"}, ("", "", "", "2024-06-30")),
        ({"end": "[2019..]"}, ("", "", "2019-01-01", "")),
        ({"date": "2008"}, ("2008-01-01", "2008-12-31", "2008-01-01", "2008-12-31")),
        ({"date": "2008-05-06"}, ("2008-05-06", "", "", "2008-05-06")),
        ({"start": "2022", "end": "[..2024-06]"}, ("2022-01-01", "2022-12-31", "2022-01-01", "2024-06-30")),
        ({"date": "200X"}, ("2000-01-01", "2009-12-31", "2000-01-01", "2009-12-31")),
        ({"date": "[..2021-01]"}, ("", "", "", "2021-01-31")),
        ({"start": "1621", "end": "9999"}, ("1621-01-01", "1621-12-31", "9999-01-01", "9999-12-31")),
    ],
)
def test_an_edge_is_as_soft_as_the_time_is_known(times: Mapping[str, str], expected: tuple[str, str, str, str]) -> None:
    (bar,) = bars(row("period/a", times))
    assert bounds(bar) == expected
    drawn = timeline.draw([bar], Caption("t", "T"), Reader("en", lambda iri: ""))
    assert ("hatched" in drawn) == bool((bar.started and bar.earliest) or (bar.ending and bar.latest))


def test_a_bar_says_its_times_as_they_are_known_and_not_their_bounds() -> None:
    (bar,) = bars(row("period/a", {"start": "2017", "end": "2019-06"}))
    drawn = timeline.draw([bar], Caption("t", "T"), Reader("en", lambda iri: ""))
    assert re.findall(r"\(([^()]*)\)</title>", drawn) == ["2017–2019-06"]
    (bar,) = bars(row("period/a", {"date": "2008"}))
    drawn = timeline.draw([bar], Caption("t", "T"), Reader("en", lambda iri: ""))
    assert re.findall(r"\(([^()]*)\)</title>", drawn) == ["2008"]


def test_a_row_without_times_has_no_bar() -> None:
    assert bars(row("period/a", {})) == ()


def test_two_rows_of_one_period_are_one_bar_and_no_surer_than_the_less_sure() -> None:
    begins, ends = row("period/a", {"start": "2018"}), row("period/b", {"end": "2020-06"})
    (bar,) = bars(begins, ends, kinds={ends.iri: "implied"})
    assert bounds(bar) == ("2018-01-01", "2018-12-31", "2020-06-01", "2020-06-30")
    assert bar.kind == "implied"
    assert bar.row == begins.iri


def test_rows_that_both_begin_are_two_bars() -> None:
    assert len(bars(row("period/a", {"start": "2018"}), row("period/b", {"start": "2019"}))) == 2


def test_bars_stand_in_the_order_of_time_before_our_era_too() -> None:
    rows = [row(f"period/{name}", {}) for name in "abcd"]
    for each, day in zip(rows, ("0800-01-01", "-0044-03-15", "12000-01-01", "-0753-04-21"), strict=True):
        each.said[Intl.TIMES["date"][1]] = each.said[Intl.TIMES["date"][2]] = [Literal(day)]  # type: ignore[index]
    found = bars(*rows)
    assert [bar.row[-1] for bar in found] == ["d", "b", "a", "c"]
    drawn = timeline.draw(found, Caption("t", "T"), Reader("en", lambda iri: ""))
    assert drawn.count('class="interval said"') == 4
