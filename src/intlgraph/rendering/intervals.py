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
from intlgraph.rendering.telling import Telling

__all__ = ["intervals"]

_START: Final = Intl.TIMES["start"][1:]
_END: Final = Intl.TIMES["end"][1:]
_DATE: Final = Intl.TIMES["date"][1:]


def intervals(telling: Telling, told: Sequence[tuple[Group, Sequence[Fact]]]) -> tuple[Interval, ...]:
    """Return a bar for each statement around a thing that tells when, by its first day.

    Rows of one class that point to the same things are one period: one may hold its start and another its end.
    """
    bars: dict[tuple[object, ...], Interval] = {}
    for group, facts in told:
        for fact in facts if group.kind == "statement" else ():
            row = telling.row(fact.iri)
            earliest, latest = _bounds(row)
            if earliest or latest:
                key = (group.iri, *sorted(row.targets))
                bar = Interval(_party(telling, row), fact.sentences, earliest, latest, fact.kind)
                bars[key] = _merged(bars[key], bar) if _fits(bars.get(key), bar) else bar
    return tuple(sorted(bars.values(), key=lambda bar: (bar.earliest or bar.latest, bar.latest, bar.link.iri)))


def _party(telling: Telling, row: Row) -> Link:
    """Return what a bar leads to: the first other thing of the publication that the statement names, else the thing."""
    own = telling.around.own.iri
    links = (telling.link(each) for each in sorted(row.targets) if each != own and each in telling.around.names)
    return next((link for link in links if link.kind not in ("", "concept")), telling.link(own))


def _bounds(row: Row) -> tuple[str, str]:
    """Return the first day that a statement's time can begin and the last that it can end, empty where not known."""
    days = {bound: _day(row.said, bound) for bound in (*_START, *_END, *_DATE)}
    if days[_DATE[0]] or days[_DATE[1]]:
        return days[_DATE[0]], days[_DATE[1]]
    return days[_START[0]] or days[_START[1]], days[_END[1]] or days[_END[0]]


def _day(said: Mapping[str, Sequence[object]], bound: str) -> str:
    return min((value.value for value in said.get(bound, ()) if isinstance(value, Literal)), default="")


def _fits(known: Interval | None, bar: Interval) -> bool:
    """Tell whether a bar has the end that a known one lacks."""
    return known is not None and not (known.earliest and bar.earliest) and not (known.latest and bar.latest)


def _merged(known: Interval, bar: Interval) -> Interval:
    return replace(known, earliest=known.earliest or bar.earliest, latest=known.latest or bar.latest)
