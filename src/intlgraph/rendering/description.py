"""What a page says of a thing, as values: the renderers know nothing else, and nothing here knows a renderer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["Cited", "Course", "Description", "Fact", "Interval", "Link", "Place", "Section", "State", "Text", "Value"]

Text = Mapping[str, str]
"""One text by language; empty where there is none. A renderer that shows another language than asked for says which."""

Kind = Literal["said", "implied", "heading", "inferred", "derived", "editorial", "mention", "unsaid"]
"""How sure a fact is: the certainties of the model, what a rule derived, what the publisher says itself."""


class _Kept:
    """A value that goes to disk and back while a site is made: as its parts, a third of what dataclasses take."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Return what `pickle` makes it from again: the class and the parts."""
        return type(self), tuple([getattr(self, name) for name in self.__slots__])


@dataclass(frozen=True, slots=True)
class Link(_Kept):
    """Something that can be gone to: its IRI, what it is called, and the segment of its class (may be empty)."""

    iri: str
    names: Text
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Value(_Kept):
    """One value of a property: a link, or a literal with its datatype or language."""

    text: str = ""
    language: str = ""
    datatype: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Cited(_Kept):
    """A passage or a document that a fact rests on: `start` and `end` count characters, -1 for a whole document."""

    document: Link
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Fact(_Kept):
    """One fact: a sentence in each language, how sure it is and why, and what it rests on.

    `iri` is the row that says it (an anchor on the page), `cells` are its properties with names and values in the
    order of the shapes, `links` the things that the sentence names, so that a renderer can link them.
    """

    iri: str
    sentences: Text
    kind: Kind
    certainty: Text
    reasons: Text
    cells: tuple[tuple[Text, tuple[Value, ...]], ...]
    cited: tuple[Cited, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under one heading; `view` says how they are best shown (list, table, map, timeline, goals)."""

    key: str
    headings: Text
    facts: tuple[Fact, ...]
    view: str = "list"


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, in degrees (WGS 84)."""

    link: Link
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A bar on the timeline: first and last day (ISO) that are known, empty for open, and the words for it.

    `started` is the last day on which it can have begun, `ending` the first on which it can have ended; empty where
    the bounds are as sharp as they stand. `row` is the IRI of the statement that tells when, the first of several.
    """

    link: Link
    label: Text
    earliest: str
    latest: str
    kind: Kind = "said"
    started: str = ""
    ending: str = ""
    row: str = ""


State = Literal["over", "ending", "open", "unknown"]
"""Whether something is over: it is, it will be, no end is known, or nothing is."""


@dataclass(frozen=True, slots=True)
class Course:
    """Whether a thing is over, in words, and how sure that is; `row` is the statement that it rests on."""

    told: Text
    state: State
    kind: Kind = "said"
    row: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """All that is to be shown of one thing, in reading order.

    `summary` is what it is in one sentence. `same` are IRIs of others for the same thing. `modified` is the newest day
    that a document it rests on was retrieved. `summary_kind` says whose words the summary is. `courses` say whether it
    is over. `types` and `properties` are what schema.org calls its classes, and what it says itself.
    """

    link: Link
    classes: tuple[Link, ...]
    summary: Text
    sections: tuple[Section, ...]
    other_names: tuple[Value, ...] = ()
    identifiers: tuple[Value, ...] = ()
    same: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    intervals: tuple[Interval, ...] = ()
    goals: tuple[Link, ...] = ()
    modified: str = ""
    summary_kind: Kind = "said"
    courses: tuple[Course, ...] = ()
    types: tuple[str, ...] = ()
    properties: tuple[tuple[str, tuple[Value, ...]], ...] = ()
