"""The pages beside those of things, as values, and what a renderer may ask about addresses.

A page of a thing is made of a `Description`. Lists, documents, concepts and the start page are made of the values here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from intlgraph.rendering.description import Description, Fact, Interval, Link, Place, Section, Text

__all__ = [
    "Addresses",
    "ConceptPage",
    "Count",
    "DocumentPage",
    "Entry",
    "Facet",
    "Goal",
    "Later",
    "Listing",
    "Reading",
    "SearchPage",
    "StartPage",
    "Tie",
]


class Addresses(Protocol):
    """Where everything is, from the top of the site, without a first slash: `sv/network/ubc/`, `style.css`."""

    @property
    def base(self) -> str:
        """The base IRI of the publication, without a last slash; absolute addresses begin with it."""
        ...

    def page(self, iri: str, language: str) -> str:
        """Return the address of the page of a thing, with the anchor for a row; empty for what has no page here."""
        ...

    def anchor(self, iri: str) -> str:
        """Return the name that the row has as an anchor: `<class>-<slug>`; for a passage `char-<start>-<end>`."""
        ...

    def data(self, iri: str, extension: str) -> str:
        """Return the address of the thing's own data in a format (`ttl`); empty for what has no page here."""
        ...

    def list(self, kind: str, language: str, number: int = 1) -> str:
        """Return the address of the list of a class segment: its first page, or a later one."""
        ...

    def start(self, language: str) -> str:
        """Return the address of the start page."""
        ...

    def relative(self, here: str, there: str) -> str:
        """Return the link that leads from one address of the site to another; what is absolute stays as it is."""
        ...


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something: a list, a certainty (`link.kind` is then a kind of fact), a value of a facet.

    `key` is the short name that a value of a facet has in the address of a list.
    """

    link: Link
    count: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """What a list can be divided by, and how many of its things have each value; `key` names it in addresses."""

    iri: str
    headings: Text
    counts: tuple[Count, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a list: a few words on it, and its values in each of the list's facets, in their order."""

    link: Link
    summary: Text = field(default_factory=dict)
    facets: tuple[tuple[Link, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list of a class: `kind` is its segment, `number` of `pages` counts from 1.

    `total` is how many things the whole list has, and `facets` counts them all. `groups` puts the entries of this page
    under headings, those of the first facet, where there is one worth it; every entry of the page stands in `entries`
    once. The whole list stands beside each page as `list.csv` and `list.json`.
    """

    kind: str
    headings: Text
    definition: Text
    entries: tuple[Entry, ...]
    total: int
    number: int = 1
    pages: int = 1
    facets: tuple[Facet, ...] = ()
    groups: tuple[tuple[Link, tuple[Entry, ...]], ...] = ()
    view: str = "list"
    places: tuple[Place, ...] = ()
    intervals: tuple[Interval, ...] = ()
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its number and colour (#RRGGBB, may be empty), and what here has to do with it."""

    link: Link
    number: str
    colour: str
    things: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement at its place in a document: `start` and `end` count characters, -1 where the whole is cited."""

    fact: Fact
    about: Link
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Later:
    """A passage whose statements stand on a later sheet: `start` and `end` count characters."""

    start: int
    end: int
    sheet: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document: what is known of it, its statements in reading order, and how many there are of each certainty.

    `address` is where the original is, `characters` how long its text is, both empty where it is not known. A long
    document has a page for each stretch of its text: `number` is that of this one, `numbers` are those of all with
    statements. Where too much is said in one stretch it has several sheets, and the first one leads to the passages of
    the others, which are `later`.
    """

    description: Description
    statements: tuple[Reading, ...]
    counts: tuple[Count, ...]
    address: str = ""
    characters: str = ""
    sha256: str = ""
    number: int = 1
    numbers: tuple[int, ...] = (1,)
    sheet: int = 1
    sheets: int = 1
    later: tuple[Later, ...] = ()

    @property
    def at(self) -> int:
        """Which of the pages this is, counted from 1."""
        return self.numbers.index(self.number) + 1

    @property
    def opens(self) -> bool:
        """Whether this is the page of the document itself."""
        return self.number == self.sheet == 1


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """A concept or goal: its scheme, what it means, what is broader and narrower, and who uses it, by property.

    `sections` hold the facts about it, for a concept that is told of as other things are: a goal.
    """

    link: Link
    scheme: Link | None
    definition: Text
    notation: str = ""
    colour: str = ""
    broader: tuple[Link, ...] = ()
    narrower: tuple[Link, ...] = ()
    same: tuple[str, ...] = ()
    users: tuple[tuple[Text, tuple[Link, ...]], ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Two things that a statement brings together; `said` tells whether one says so outright."""

    one: Link
    other: Link
    said: bool = True


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page of the search: the lists, each with how much is in it, for those who would rather look."""

    lists: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class StartPage:
    """What is here: the lists with their counts, places with lines between them, intervals, goals, the documents.

    `certainties` counts the statements by certainty, `passages` what they lead to; of the lines on the map and the
    ties between things those that nobody says outright are drawn in another way. `described` tells whether the
    datasets have pages.
    """

    lists: tuple[Count, ...]
    certainties: tuple[Count, ...] = ()
    passages: int = 0
    places: tuple[Place, ...] = ()
    lines: tuple[tuple[Place, Place], ...] = ()
    guessed: tuple[tuple[Place, Place], ...] = ()
    ties: tuple[Tie, ...] = ()
    intervals: tuple[Interval, ...] = ()
    goals: tuple[Goal, ...] = ()
    documents: tuple[Count, ...] = ()
    datasets: tuple[tuple[str, Text], ...] = ()
    described: bool = False

    @property
    def statements(self) -> int:
        """How many statements there are."""
        return sum(each.count for each in self.certainties)
