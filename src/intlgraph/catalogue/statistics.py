"""Statistics: what a dataset holds, counted in one reading of its sorted triples.

Sorted triples come subject by subject, so that subjects are counted without being remembered; of objects only a hash
is kept for each, which grows with the number of distinct ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intlgraph.publishing.terms import RDF_TYPE

__all__ = ["Class", "Property", "Statistics", "count"]


@dataclass(frozen=True, slots=True)
class Property:
    """How often a property is used: its triples, its distinct subjects and its distinct objects."""

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Class:
    """How many things a class has, and of each property of theirs the triples and how many of them have it."""

    entities: int
    properties: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a dataset holds; classes and properties are terms (`<...>`).

    `links` counts triples by property and namespace of what they point to, where that is outside of `inside`;
    `examples` holds the first thing of each class.
    """

    triples: int
    subjects: int
    objects: int
    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    links: Mapping[tuple[str, str], int]
    examples: Mapping[str, str]


def count(triples: Iterable[str], inside: tuple[str, ...]) -> Statistics:
    """Return the statistics of sorted, unique triples `<s> <p> <o>`.

    `inside` are the beginnings of terms (`<https://...`) that are no links: the publication and its vocabularies.

    >>> a = "<http://e/a>"
    >>> lines = [f"{a} {RDF_TYPE} <http://e/T>", f'{a} <http://e/p> "1"', f'{a} <http://e/p> "2"']
    >>> found = count(lines, ("<http://e/",))
    >>> found.triples, found.subjects, found.classes["<http://e/T>"].properties["<http://e/p>"]
    (3, 1, (2, 1))
    """
    counting = _Counting()
    links: Counter[tuple[str, str]] = Counter()
    objects: defaultdict[str, set[int]] = defaultdict(set)
    subject, used = "", list[str]()
    types: list[str] = []
    total = 0
    for triple in triples:
        s, p, o = triple.split(" ", 2)
        if s != subject:
            counting.subject(subject, types, used)
            subject, types, used = s, [], []
        total += 1
        used.append(p)
        objects[p].add(hash(o))
        if p == RDF_TYPE:
            types.append(o)
        elif o[0] == "<" and not o.startswith(inside):
            links[p, o[: max(o.rfind("/"), o.rfind("#")) + 1]] += 1
    counting.subject(subject, types, used)
    return counting.statistics(total, objects, links)


class _Counting:
    """What has been counted so far, subject by subject."""

    def __init__(self) -> None:
        self._subjects = 0
        self._triples: Counter[str] = Counter()
        self._having: Counter[str] = Counter()
        self._entities: Counter[str] = Counter()
        self._inside: defaultdict[str, tuple[Counter[str], Counter[str]]] = defaultdict(lambda: (Counter(), Counter()))
        self._examples: dict[str, str] = {}

    def subject(self, subject: str, types: list[str], used: list[str]) -> None:
        """Count one subject with its classes and with a property for each of its triples."""
        if not used:
            return
        self._subjects += 1
        distinct = set(used)
        self._triples.update(used)
        self._having.update(distinct)
        for kind in types:
            self._entities[kind] += 1
            self._examples.setdefault(kind, subject)
            triples, having = self._inside[kind]
            triples.update(used)
            having.update(distinct)

    def statistics(
        self, total: int, objects: Mapping[str, set[int]], links: Mapping[tuple[str, str], int]
    ) -> Statistics:
        """Return what was counted."""
        properties = {
            name: Property(number, self._having[name], len(objects[name])) for name, number in self._triples.items()
        }
        classes = {
            kind: Class(number, {name: (n, self._inside[kind][1][name]) for name, n in self._inside[kind][0].items()})
            for kind, number in self._entities.items()
        }
        every = len(set().union(*objects.values()))
        return Statistics(total, self._subjects, every, classes, properties, dict(links), self._examples)
