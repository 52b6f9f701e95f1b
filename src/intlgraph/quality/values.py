"""What is measured, as values: counts with what they are counted out of, and the things that wait for somebody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from intlgraph.query.labels import Texts, chosen
from intlgraph.store.results import shortened

__all__ = ["Dangling", "Duplicate", "Filled", "Grounded", "Outdated", "Quality", "Unidentified", "share"]


@dataclass(frozen=True, slots=True)
class Filled:
    """How many things of a class have at least one value of a property.

    `languages` counts those that have it in each language, and is empty for a property without language tags.
    `demanded` tells that a shape says every thing of the class is to have it.
    """

    kind: str
    property: str
    things: int
    filled: int
    languages: Mapping[str, int]
    demanded: bool


@dataclass(frozen=True, slots=True)
class Grounded:
    """How many statements of a class and a certainty lead to a passage, and how many to a whole document only.

    `certainty` is empty for statements that have none.
    """

    kind: str
    certainty: str
    statements: int
    passages: int
    documents: int


@dataclass(frozen=True, slots=True)
class Unidentified:
    """A thing of a class that no register outside the publication is known to have."""

    kind: str
    thing: str


@dataclass(frozen=True, slots=True)
class Dangling:
    """An address of ours, or a concept, that is pointed at but described nowhere.

    `example` is one of the things that point, `property` the property it points with, `pointing` how many there are.
    """

    target: str
    property: str
    example: str
    pointing: int


@dataclass(frozen=True, slots=True)
class Outdated:
    """A status that cannot hold any longer: the period that it goes with has passed.

    `end` is the end as precisely as it is known, `said` the day when the status was said, empty when nobody knows.
    """

    thing: str
    status: str
    said: str
    kind: str
    end: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two things that may be one, the names that are alike, and how alike they are (1: the same when folded)."""

    kinds: tuple[str, str]
    things: tuple[str, str]
    names: tuple[str, str]
    likeness: float


@dataclass(frozen=True, slots=True)
class Quality:
    """Every measure of one build on one day; each tuple begins with what is worst.

    `on` is None when the publication names no day at all: nothing can then be out of date. `identifiable` is, for each
    class, how many of its things could have an identifier. `names` are those of everything that is named here.
    """

    on: date | None
    completeness: tuple[Filled, ...]
    evidence: tuple[Grounded, ...]
    identifiable: Mapping[str, int]
    unidentified: tuple[Unidentified, ...]
    dangling: tuple[Dangling, ...]
    outdated: tuple[Outdated, ...]
    duplicates: tuple[Duplicate, ...]
    names: Mapping[str, Texts]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that something was measured of."""
        return tuple(sorted({*(each.kind for each in self.completeness), *(each.kind for each in self.evidence)}))

    def named(self, names: Mapping[str, Texts]) -> Quality:
        """Return the same measures with the names of what they are about."""
        return replace(self, names=names)

    def label(self, iri: str, language: str) -> str:
        """Return what a reader calls something; an IRI without a name is shortened."""
        return chosen(self.names.get(iri, {}), language) or shortened(iri)

    def of(self, classes: Collection[str]) -> Quality:
        """Return the measures of some classes only; what belongs to no class is left out."""
        return replace(
            self,
            completeness=tuple(each for each in self.completeness if each.kind in classes),
            evidence=tuple(each for each in self.evidence if each.kind in classes),
            identifiable={kind: count for kind, count in self.identifiable.items() if kind in classes},
            unidentified=tuple(each for each in self.unidentified if each.kind in classes),
            dangling=(),
            outdated=(),
            duplicates=tuple(each for each in self.duplicates if not set(each.kinds).isdisjoint(classes)),
        )


def share(part: int, whole: int) -> float:
    """Return a part of a whole as a number from 0 to 1, with four decimals; nothing of nothing is all of it.

    >>> share(1, 3), share(0, 0)
    (0.3333, 1.0)
    """
    return round(part / whole, 4) if whole else 1.0
