"""Coverage: what a dataset holds: classes, the time that it is about, and the origins of its statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from intlgraph.namespaces import RDF, Intl
from intlgraph.project import Dataset, Project
from intlgraph.publishing.datasets import selection

__all__ = ["Coverage", "cover", "together"]

_FIRST: Final = tuple(f" <{bounds[1]}> " for bounds in Intl.TIMES.values())
_LAST: Final = tuple(f" <{bounds[2]}> " for bounds in Intl.TIMES.values())
_TYPE: Final = f"<{RDF}type>"
_TYPED: Final = f" {_TYPE} "
_DATED: Final = " <" + Intl.TIMES["start"][1].rpartition("#")[0] + "#"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The first and last day that the statements of a dataset name (ISO, empty when none does), and its origins.

    `triples` is how many different ones it holds, `classes` how many things of each class (an IRI).
    """

    start: str = ""
    end: str = ""
    origins: frozenset[str] = frozenset()
    triples: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)


def cover(project: Project, dataset: Dataset, quads: Path) -> Coverage:
    """Return what a dataset covers, out of a folder of sorted `<graph>.nq` files; each line is looked at once.

    A period without a stated end has no last day of its own; the end is the last day that anything names.
    """
    chosen = selection(quads, dataset, project.iris)
    origins = {graph.rpartition("/")[2] for graph, inside in chosen.graphs() if next(iter(inside.triples()), None)}
    seen = _Seen()
    for triple in chosen.triples():
        seen.take(triple)
    return Coverage(seen.low, seen.high, frozenset(origins), seen.triples, dict(sorted(seen.classes.items())))


def together(coverages: Iterable[Coverage]) -> Coverage:
    """Return the time that several datasets cover together."""
    every = [day for each in coverages for day in (each.start, each.end) if day]
    return Coverage(min(every, default=""), max(every, default=""))


@dataclass(slots=True)
class _Seen:
    """What has been seen of a dataset: the earliest and the latest day among the bounds of times, and classes."""

    low: str = ""
    high: str = ""
    triples: int = 0
    classes: Counter[str] = field(default_factory=Counter)

    def take(self, triple: str) -> None:
        """Look at one triple `<s> <p> <o>`."""
        self.triples += 1
        if _DATED in triple and any(bound in triple for bound in (*_FIRST, *_LAST)):
            day = triple.rpartition(' "')[2][:10]
            self.low, self.high = (min(self.low, day) if self.low else day), max(self.high, day)
        elif _TYPED in triple:
            _, property_, value = triple.split(" ", 2)
            if property_ == _TYPE and value.startswith("<"):
                self.classes[value[1:-1]] += 1
