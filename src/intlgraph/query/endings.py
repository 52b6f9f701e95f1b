"""Whether something is over: which statuses do not outlive which kinds of periods, and when such periods end.

Which statuses end with which kinds, the ontology says (`intl:endsWith`). Periods of one kind of one thing are one
period. There is no clock here: whoever asks says on which day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import DCTERMS, Intl
from intlgraph.query.rows import Row, in_parts
from intlgraph.store import Store

__all__ = ["Ending", "alike", "ending_statuses", "endings", "latest", "newest", "over"]

_ENDING: Final = f"SELECT ?status ?kind WHERE {{ ?status <{Intl.ENDS_WITH}> ?kind }}"
_START: Final = Intl.TIMES["start"][1:]
_END: Final = Intl.TIMES["end"][1:]


@dataclass(frozen=True, slots=True)
class Ending:
    """When a period of a thing ends: the first and the last day that can mean, empty where not known.

    `begun` tells that a start is known, `rows` are the statements that say so.
    """

    kind: str
    first: str
    last: str
    begun: bool
    rows: tuple[str, ...]


def ending_statuses(store: Store) -> dict[str, frozenset[str]]:
    """Return for each status (an IRI) the kinds of periods that it does not outlive."""
    found: dict[str, set[str]] = {}
    for status, kind in store.select(_ENDING).rows:
        if isinstance(status, NamedNode) and isinstance(kind, NamedNode):
            found.setdefault(status.value, set()).add(kind.value)
    return {status: frozenset(kinds) for status, kinds in found.items()}


def alike(store: Store, statuses: Iterable[str]) -> frozenset[str]:
    """Return these statuses and all others of their schemes."""
    found = set(statuses)
    for values in in_parts(found):
        text = f"SELECT ?one WHERE {{ VALUES ?status {{ {values} }} ?status skos:inScheme ?s . ?one skos:inScheme ?s }}"
        found |= {each.value for each in store.select(text).column("one") if isinstance(each, NamedNode)}
    return frozenset(found)


def newest(store: Store) -> date | None:
    """Return the newest day that documents say they were retrieved or, where none does, modified; None without any."""
    for property_ in (Intl.RETRIEVED, f"{DCTERMS}modified"):
        (cell,) = store.select(f"SELECT (MAX(STR(?day)) AS ?newest) WHERE {{ ?document <{property_}> ?day }}").column(
            "newest"
        )
        try:
            return date.fromisoformat(cell.value[:10] if isinstance(cell, Literal) else "")
        except ValueError:  # no document names one, or none names a whole day
            continue
    return None


def latest(ends: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the end of periods that are one: that of the one which ends last, by the last day it can mean.

    >>> latest([("2020-01-01", "2020-12-31"), ("2022-05-01", "2022-05-31")]), latest([])
    (('2022-05-01', '2022-05-31'), ('', ''))
    """
    return max(ends, key=lambda each: (each[1], each[0]), default=("", ""))


def over(last: str, day: str) -> bool:
    """Tell whether what ends on a day at the latest (ISO) is over on another; of nothing known it cannot be told.

    >>> over("2019-12-31", "2020-01-01"), over("2020-01-01", "2020-01-01"), over("", "2020-01-01")
    (True, False, False)
    """
    return bool(last and day) and last < day


def endings(thing: str, rows: Iterable[Row], kinds: Iterable[str]) -> tuple[Ending, ...]:
    """Return when the periods of a thing end, one for each of these kinds that the rows tell of, by kind."""
    wanted = frozenset(kinds)
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        if thing in row.pointed(Intl.THING):
            for kind in sorted(row.targets & wanted):
                by_kind.setdefault(kind, []).append(row)
    return tuple(_ending(kind, each) for kind, each in sorted(by_kind.items()))


def _ending(kind: str, rows: Iterable[Row]) -> Ending:
    several = list(rows)
    ends = [(row, (_day(row.said, _END[0]), _day(row.said, _END[1]))) for row in several]
    first, last = latest(each for _, each in ends if any(each))
    begun = any(_day(row.said, bound) for row in several for bound in _START)
    told = [row.iri for row, each in ends if each == (first, last) and any(each)] or [row.iri for row in several]
    return Ending(kind, first, last, begun, tuple(told))


def _day(said: Mapping[str, Iterable[object]], bound: str) -> str:
    return max((value.value for value in said.get(bound, ()) if isinstance(value, Literal)), default="")
