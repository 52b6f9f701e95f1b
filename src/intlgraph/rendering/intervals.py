"""Bars of a timeline, from the statements of a thing that tell when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal

from intlgraph.namespaces import Intl
from intlgraph.query.facts import Group
from intlgraph.query.rows import Row
from intlgraph.rendering.description import Fact, Interval, Link
from intlgraph.rendering.drawings.axis import day
from intlgraph.rendering.telling import Telling
from intlgraph.rendering.words import KINDS

__all__ = ["intervals"]

_START: Final = Intl.TIMES["start"][1:]
_END: Final = Intl.TIMES["end"][1:]
_DATE: Final = Intl.TIMES["date"][1:]


def intervals(telling: Telling, told: Sequence[tuple[Group, Sequence[Fact]]]) -> tuple[Interval, ...]:
    """Return a bar for each statement around a thing that tells when, by its first day.

    Rows of one class that point to the same things are one period: one may hold its start and another its end. What
    is `lacking` are the bars without the one or the other, by whether that is the start. Of two that both begin, each
    has a bar: documents may contradict each other.
    """
    bars: list[Interval] = []
    lacking: dict[tuple[object, ...], list[int]] = {}
    for group, facts in told:
        for fact in facts if group.kind == "statement" else ():
            row = telling.row(fact.iri)
            bar = replace(_bounds(row), link=_party(telling, row), label=fact.sentences, kind=fact.kind, row=fact.iri)
            begins, ends = bool(_first(bar)), bool(_last(bar))
            if begins and ends:
                bars.append(bar)
            elif begins or ends:
                key = (group.iri, *sorted(row.targets))
                if waiting := lacking.get((begins, *key)):
                    at = waiting.pop(0)
                    bars[at] = _merged(bars[at], bar)
                else:
                    lacking.setdefault((not begins, *key), []).append(len(bars))
                    bars.append(bar)
    return tuple(sorted(bars, key=_order))


def _order(bar: Interval) -> tuple[float, float, str]:
    """Return a key by which years before our era, and of five figures, come where they belong."""
    first, last = (day(each) or 0.0 for each in (_first(bar) or _last(bar), _last(bar)))
    return first, last, bar.link.iri


def _party(telling: Telling, row: Row) -> Link:
    """Return what a bar leads to: the first other thing of the publication that the statement names, else the thing."""
    own = telling.around.own.iri
    links = (telling.link(each) for each in sorted(row.targets) if each != own and each in telling.around.names)
    return next((link for link in links if link.kind not in ("", "concept")), telling.link(own))


def _bounds(row: Row) -> Interval:
    """Return when a statement's time can begin and end, without a name: the days between two bounds are uncertain.

    A moment somewhere in 2008 can have begun until the end of that year, and ended from its beginning on.
    """
    days = {bound: _day(row.said, bound) for bound in (*_START, *_END, *_DATE)}
    first, last = days[_DATE[0]], days[_DATE[1]]
    if first and last:
        return _interval(first, last, first, last)
    if first or last:
        return _interval(first, "", "", last)
    earliest, started = days[_START[0]], days[_START[1]]
    # What ended by some day, nobody knows how long before, may have ended as soon as it began.
    return _interval(earliest, started, days[_END[0]] or earliest, days[_END[1]])


def _interval(earliest: str, started: str, ending: str, latest: str) -> Interval:
    """Return an interval without a name; an edge that can only be one day is as sharp as it stands."""
    soft = started if started != earliest else "", ending if ending != latest and (latest or ending > earliest) else ""
    return Interval(Link("", {}), {}, earliest, latest, started=soft[0], ending=soft[1])


def _first(bar: Interval) -> str:
    return bar.earliest or bar.started


def _last(bar: Interval) -> str:
    return bar.latest or bar.ending


def _day(said: Mapping[str, Sequence[object]], bound: str) -> str:
    return min((value.value for value in said.get(bound, ()) if isinstance(value, Literal)), default="")


def _merged(known: Interval, bar: Interval) -> Interval:
    """Return the bar of both, which is no surer than the less sure of the two."""
    begins, ends = (known, bar) if _first(known) else (bar, known)
    kind = max(known.kind, bar.kind, key=list(KINDS).index)
    return replace(
        known, earliest=begins.earliest, started=begins.started, ending=ends.ending, latest=ends.latest, kind=kind
    )
