"""What is out of date: things said to go on, although the period that this goes with has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from intlgraph.namespaces import DCTERMS, Intl
from intlgraph.quality.asking import World, texts
from intlgraph.quality.values import Outdated
from intlgraph.query.endings import ending_statuses, latest, over
from intlgraph.query.times import between

__all__ = ["outdated"]

_END: Final = Intl.TIMES["end"]
_SAID: Final = Intl.TIMES["date"]

# A status is a row of its own about the thing; when it was said is the row's own day, else its document's.
_STATUSES: Final = f"""
SELECT DISTINCT ?thing ?says ?status ?day ?modified WHERE {{{{
  VALUES ?says {{{{ {{says}} }}}}
  ?row ?says ?status ; <{Intl.THING}> ?thing .
  OPTIONAL {{{{ ?row <{_SAID[2]}> ?day }}}}
  OPTIONAL {{{{ ?row <{DCTERMS}source> ?document . ?document <{DCTERMS}modified> ?modified }}}}
}}}}
"""
_SAYS: Final = (
    f"SELECT DISTINCT ?says WHERE {{ ?status <{Intl.ENDS_WITH}> ?kind . ?row ?says ?status ; <{Intl.THING}> ?t }}"
)
_PERIODS: Final = f"""
SELECT DISTINCT ?thing ?kind ?first ?last WHERE {{
  {{ SELECT DISTINCT ?kind WHERE {{ ?status <{Intl.ENDS_WITH}> ?kind }} }}
  ?period ?of ?kind ; <{Intl.THING}> ?thing ; <{_END[2]}> ?last .
  OPTIONAL {{ ?period <{_END[1]}> ?first }}
}}
"""


@dataclass(frozen=True, slots=True)
class _Said:
    """A status of a thing, and the day when it was said, empty when nobody knows."""

    status: str
    day: str


def outdated(world: World, on: date) -> tuple[Outdated, ...]:
    """Return the statuses that a period's end has overtaken on this day, the one that ended first before the others.

    Which statuses end with which kinds of periods, the ontology says (`intl:endsWith`). Periods of one kind of one
    thing are one period, which ends on the latest day that any of them can end. A status is not out of date when
    another, which does not end so, was said of the same thing on a later day.
    """
    ending = ending_statuses(world.store)
    ends = _ends(world)
    found = []
    for thing, said in _statuses(world).items():
        for each in said:
            if any(other.status not in ending and other.day > each.day > "" for other in said):
                continue
            for kind in sorted(ending.get(each.status, ())):
                first, last = ends.get((thing, kind), ("", ""))
                if over(last, on.isoformat()):
                    end = between(first, last).value
                    found.append((last, Outdated(thing, each.status, each.day, kind, end)))
    return tuple(each for _, each in sorted(found, key=lambda pair: (pair[0], pair[1].thing, pair[1].status)))


def _statuses(world: World) -> dict[str, set[_Said]]:
    """Return everything that is said of how far things have come, by the properties that say such things."""
    says = " ".join(f"<{each}>" for (each,) in texts(world.store, _SAYS))
    found: dict[str, dict[str, str]] = {}
    for thing, _, status, day, modified in texts(world.store, _STATUSES.format(says=says)) if says else ():
        known = found.setdefault(thing, {})
        known[status] = max(known.get(status, ""), day or modified[:10])
    return {thing: {_Said(status, day) for status, day in said.items()} for thing, said in found.items()}


def _ends(world: World) -> dict[tuple[str, str], tuple[str, str]]:
    """Return, for each thing and kind of period, the first and the last day that its end can mean."""
    ends: dict[tuple[str, str], tuple[str, str]] = {}
    for thing, kind, first, last in texts(world.store, _PERIODS):
        ends[thing, kind] = latest((ends.get((thing, kind), ("", "")), (first, last)))
    return ends
