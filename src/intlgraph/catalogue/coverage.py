"""Coverage: the time that a dataset is about, and the origins that its statements come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from intlgraph.namespaces import Intl
from intlgraph.project import Dataset, Project
from intlgraph.publishing.datasets import selection

__all__ = ["Coverage", "cover", "together"]

_FIRST: Final = tuple(f" <{bounds[1]}> " for bounds in Intl.TIMES.values())
_LAST: Final = tuple(f" <{bounds[2]}> " for bounds in Intl.TIMES.values())
_DATED: Final = " <" + Intl.TIMES["start"][1].rpartition("#")[0] + "#"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The first and last day that the statements of a dataset name (ISO, empty when none does), and its origins."""

    start: str = ""
    end: str = ""
    origins: frozenset[str] = frozenset()


def cover(project: Project, dataset: Dataset, quads: Path) -> Coverage:
    """Return what a dataset covers, out of a folder of sorted `<graph>.nq` files; each line is looked at once.

    A period without a stated end has no last day of its own; the end is the last day that anything names.
    """
    days: list[str] = []
    origins: set[str] = set()
    for graph, inside in selection(quads, dataset, project.iris).graphs():
        lines = iter(inside.triples())
        first = next(lines, None)
        if first is not None:
            origins.add(graph.rpartition("/")[2])
            days += _days(chain([first], lines))
    return Coverage(min(days, default=""), max(days, default=""), frozenset(origins))


def together(coverages: Iterable[Coverage]) -> Coverage:
    """Return the time that several datasets cover together."""
    every = [day for each in coverages for day in (each.start, each.end) if day]
    return Coverage(min(every, default=""), max(every, default=""))


def _days(triples: Iterable[str]) -> tuple[str, ...]:
    """Return the earliest and the latest day among the bounds of times; triples are `<s> <p> <o>`."""
    low = high = ""
    for triple in triples:
        if _DATED in triple and any(bound in triple for bound in (*_FIRST, *_LAST)):
            day = triple.rpartition(' "')[2][:10]
            low, high = (min(low, day) if low else day), max(high, day)
    return (low, high) if low else ()
