"""A description put together: sections in their order, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import PREFIXES, Intl
from intlgraph.query.facts import Facts, Group
from intlgraph.query.labels import ALIASES
from intlgraph.query.rows import Row
from intlgraph.query.surroundings import Surroundings
from intlgraph.query.voice import Voice
from intlgraph.query.wording import Wording
from intlgraph.rendering.alignments import Alignments
from intlgraph.rendering.courses import Courses, Dates
from intlgraph.rendering.description import Description, Fact, Link, Place, Section, Value
from intlgraph.rendering.intervals import intervals
from intlgraph.rendering.layout import Layout
from intlgraph.rendering.points import Point
from intlgraph.rendering.summaries import Summaries
from intlgraph.rendering.telling import Telling
from intlgraph.store import Term

__all__ = ["Composer", "Told", "parties"]

Told = tuple[Group, tuple[Fact, ...]]
"""A group of facts as it was found, and its facts as a page shows them."""

_NOTATION: Final = f"{PREFIXES['skos']}notation"
_SPOKEN: Final = f"{PREFIXES['schema']}inLanguage"
_SAME: Final = (f"{PREFIXES['owl']}sameAs", f"{PREFIXES['skos']}exactMatch")
_ALIASES: Final = tuple(PREFIXES[prefix] + local for prefix, local in (each.split(":") for each in ALIASES))


@dataclass(frozen=True, slots=True)
class Composer:
    """Puts descriptions together by one ontology and one layout.

    `views` says how statements of a class are best shown, `goals` are the things that are shown as goals; `things` is
    what the IRIs of the publication's own things begin with.
    """

    wording: Wording
    layout: Layout
    views: Mapping[str, str]
    goals: frozenset[str]
    languages: tuple[str, ...]
    things: str
    summaries: Summaries = field(default_factory=Summaries)
    courses: Courses = field(default_factory=Courses)
    alignments: Alignments = field(default_factory=Alignments)

    def compose(self, around: Surroundings, points: Mapping[str, Point], days: Mapping[str, Dates]) -> Description:
        """Return the description of a thing; `days` are those of each document."""
        voices = {
            language: Voice(language, self.wording, around.names, around.rows, around.hedges)
            for language in self.languages
        }
        telling = Telling(around, self.wording, self.layout, voices, self.things)
        groups = Facts(around, self.wording, voices).groups()
        told = [
            (group, tuple(self.courses.dated(fact, telling.row(fact.iri), days) for fact in telling.facts(group)))
            for group in groups
        ]
        own = around.own
        special = self.wording.special(sorted(own.classes))
        classes = tuple(Link(each, self.wording.of(each).label) for each in special)
        sections = tuple(self._sections(told, own))
        summary, whose = self.summaries.of(around, classes[0].names if classes else {}, self.languages)
        statements = {fact.iri: fact for group, facts in told if group.kind == "statement" for fact in facts}
        return Description(
            telling.link(own.iri),
            classes,
            summary,
            sections,
            other_names=tuple(_other_names(around)),
            identifiers=tuple(_identifiers(around, telling)),
            same=tuple(sorted({each.value for each in _every(own, _SAME) if isinstance(each, NamedNode)})),
            places=tuple(_places(around, telling, points)),
            intervals=intervals(telling, told),
            goals=tuple(telling.link(each) for each in sorted(_targets(around) & self.goals, key=_natural)),
            modified=max(
                (days[each.document].retrieved for each in around.cited.values() if each.document in days), default=""
            ),
            summary_kind=whose,
            courses=self.courses.of(around, statements),
            types=self.alignments.types(self.wording.family(special)),
            properties=self.alignments.properties(around),
        )

    def _sections(self, told: Sequence[Told], own: Row) -> Iterator[Section]:
        """Yield the sections: what the thing says of itself, its statements as the shapes order them, then the rest.

        The statements whose subject the thing is come before those that only name it. What others tell of the same
        kind keeps the order in which it was found.
        """
        first = {"property": 0, "statement": 1}
        ranked = sorted(told, key=lambda each: (first.get(each[0].kind, 2), *self._rank(each[0], own)))
        taken: dict[str, int] = {}
        for group, facts in ranked:
            key = _key(group)
            taken[key] = taken.get(key, 0) + 1
            key = key if taken[key] == 1 else f"{key}-{taken[key]}"
            yield Section(key, group.headings, facts, self.views.get(group.iri, "list"))

    def _rank(self, group: Group, own: Row) -> tuple[bool, float]:
        if group.kind != "statement":
            return False, 0
        family = list(self.wording.family([group.iri]))
        subjects = {subject for each in family for subject in self.wording.of(each).subjects}
        is_subject = any(
            key in subjects and isinstance(value, NamedNode) and value.value == own.iri
            for fact in group.facts
            for key, value in fact.values
        )
        return not is_subject, self.layout.place(family, subjects)


def parties(around: Surroundings) -> set[str]:
    """Return the thing and what the statements about it point to: all that may be on its map."""
    return {around.own.iri, *(target for row in around.statements for target in row.targets)}


def _key(group: Group) -> str:
    """Return a name for a section that can stand in an address: that of the class, or of the kind of facts."""
    local = re.split(r"[/#:]", group.iri)[-1] if group.iri else group.kind
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", local).lower()).strip("-") or group.kind


def _every(row: Row, properties: Iterable[str]) -> Iterator[Term]:
    """Yield the values of some properties, whoever says them."""
    for property_ in properties:
        for values in row.values.values():
            yield from values.get(property_, ())


def _targets(around: Surroundings) -> frozenset[str]:
    """Return what the thing and the statements about it point to, and what follows from them."""
    values = (value for each in around.own.values["derived"].values() for value in each)
    derived = (value.value for value in values if isinstance(value, NamedNode))
    return frozenset(parties(around)).union(around.own.targets, derived) - {around.own.iri}


def _rows_of(around: Surroundings) -> Iterator[Row]:
    """Yield the statements about the thing itself: of others that only name it, the names are not its own."""
    yield from (row for row in around.statements if around.own.iri in row.pointed(Intl.THING))


def _other_names(around: Surroundings) -> Iterator[Value]:
    """Yield what else a thing is called: its aliases, and the written forms of its names."""
    shown = set(around.names.get(around.own.iri, {}).values())
    found = [(each.value, each.language or "") for each in _every(around.own, _ALIASES) if isinstance(each, Literal)]
    for row in _rows_of(around):
        spoken = next((each.value for each in row.said.get(_SPOKEN, ()) if isinstance(each, Literal)), "")
        forms = (each for each in row.said.get(Intl.WRITTEN_FORM, ()) if isinstance(each, Literal))
        found += [(each.value, each.language or spoken) for each in forms]
    for text, language in sorted(set(found), key=lambda each: (each[0].lower(), each)):
        if text not in shown:
            shown.add(text)
            yield Value(text, language)


def _identifiers(around: Surroundings, telling: Telling) -> Iterator[Value]:
    """Yield the codes of a thing, each with a link to the register or scheme that it comes from."""
    for row in _rows_of(around):
        if any(telling.wording.of(each).sentence for each in row.classes):
            for code in row.said.get(_NOTATION, ()):
                schemes = sorted(row.targets - {around.own.iri})
                if isinstance(code, Literal):
                    yield Value(code.value, link=telling.link(schemes[0]) if schemes else None)


def _places(around: Surroundings, telling: Telling, points: Mapping[str, Point]) -> Iterator[Place]:
    """Yield the points of the thing and of those it has to do with, the thing first, each point once."""
    own = around.own.iri
    seen: set[Point] = set()
    for each in sorted(parties(around) & points.keys(), key=lambda iri: (iri != own, iri)):
        if points[each] not in seen:
            seen.add(points[each])
            yield Place(telling.link(each), *points[each])


def _natural(iri: str) -> tuple[tuple[int, str], ...]:
    """Return a key by which goal 10 comes after goal 2."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", iri))
