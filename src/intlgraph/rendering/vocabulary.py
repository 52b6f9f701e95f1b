"""The pages of the ontology, its classes and properties, and the shapes, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intlgraph.rendering.description import Fact, Link, Text, Value
from intlgraph.rendering.drawings.hierarchy import Diagram

__all__ = [
    "Borrowed",
    "ClassPage",
    "Clause",
    "Example",
    "Match",
    "OntologyPage",
    "Piece",
    "Point",
    "PropertyPage",
    "PropertyRow",
    "Rule",
    "ShapePage",
    "ShapesPage",
    "Term",
    "Told",
]


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a sentence that says what must hold: `code` names it in the catalogue, `values` fill its places.

    Several values in one place are joined by the word that `joined` names.
    """

    code: str
    values: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    joined: str = "list-or"


Piece = Link | Clause | Text
"""What fills a place of a clause: something with a page, another clause, or a text."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a shape asks for: how many, of which kind; and what is said when it does not hold.

    `severity` is `violation`, `warning` or `info`.
    """

    clauses: tuple[Clause, ...]
    messages: tuple[Text, ...]
    severity: str


@dataclass(frozen=True, slots=True)
class Rule:
    """All that a shape asks of one property (a link, without IRI where a path has no single one)."""

    about: Link
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A shape in words: what it is called, what it holds for, what it asks of a thing as such and of its properties."""

    link: Link
    anchor: str
    file: str
    targets: tuple[Clause, ...]
    points: tuple[Point, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """How a term relates to one of another vocabulary: `code` names the relation in the catalogue."""

    code: str
    iri: str
    short: str


@dataclass(frozen=True, slots=True)
class Example:
    """A term in use: a statement that uses it, or a thing with its values."""

    subject: Link
    fact: Fact | None = None
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """What a class and a property have in common: what it is called and means, and how often it is used here.

    `short` is its prefixed name; `files` are the files of the ontology that speak of it, by name.
    """

    link: Link
    short: str
    definition: Text
    above: tuple[Link, ...] = ()
    below: tuple[Link, ...] = ()
    matches: tuple[Match, ...] = ()
    count: int = 0
    examples: tuple[Example, ...] = ()
    version: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """A property in a table: the classes that it is said of and points to, and what it means."""

    link: Link
    short: str
    definition: Text
    domains: tuple[Link, ...]
    ranges: tuple[Link, ...]
    count: int = 0


@dataclass(frozen=True, slots=True)
class ClassPage:
    """A class: what its things are, what must hold for them, the pattern of the sentence that tells of one.

    `display` is `entity`, `statement` or empty; `subjects` are the properties that tell what a statement is about.
    """

    term: Term
    display: str = ""
    plural: Text = field(default_factory=dict)
    sentences: Text = field(default_factory=dict)
    subjects: tuple[Link, ...] = ()
    disjoint: tuple[Link, ...] = ()
    properties: tuple[PropertyRow, ...] = ()
    shapes: tuple[Told, ...] = ()
    listed: Link | None = None


@dataclass(frozen=True, slots=True)
class PropertyPage:
    """A property: what has it, what it points to, and what each shape asks of it."""

    term: Term
    object: bool
    domains: tuple[Link, ...] = ()
    ranges: tuple[Link, ...] = ()
    inverse: Text = field(default_factory=dict)
    rules: tuple[tuple[Told, Rule], ...] = ()


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A term of another vocabulary that is used here."""

    link: Link
    short: str
    anchor: str
    matches: tuple[Match, ...]
    shapes: tuple[Told, ...]
    count: int


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """The ontology: what it is, its classes as a tree and as a diagram, its properties, and whatever belongs to it.

    `tree` has each class with how deep it lies below its parents. `ontologies` are the IRIs with title, description
    and version. `files` are names below `ontology/`.
    """

    ontologies: tuple[tuple[str, Text, Text, str], ...]
    tree: tuple[tuple[int, Link, str, int], ...]
    diagram: Diagram
    properties: tuple[PropertyRow, ...]
    borrowed: tuple[Borrowed, ...]
    prefixes: tuple[tuple[str, str], ...]
    schemes: tuple[tuple[Link, int], ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShapePage:
    """The shapes of one file."""

    name: str
    names: Text
    shapes: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ShapesPage:
    """All files of shapes, in the order in which they are shown, each with how many things it asks for."""

    files: tuple[tuple[ShapePage, int], ...]
