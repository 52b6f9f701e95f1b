"""Shapes in words, as HTML: each clause a sentence of the catalogue whose places are filled with links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from intlgraph.rendering.description import Link
from intlgraph.rendering.prose import Prose
from intlgraph.rendering.vocabulary import Clause, Piece, Point, Rule, Told

__all__ = ["Heading", "ShownPoint", "ShownRule", "ShownShape", "clause", "heading", "joined", "rule", "shape"]

_HOLE: Final = "\x00"
_PATTERN: Final = "pattern"
_SEVERITIES: Final = {"violation": "severity-violation", "warning": "severity-warning", "info": "severity-info"}


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """One thing that is asked for: the sentence, what is said when it does not hold, and the word for how grave."""

    sentence: Markup
    messages: tuple[Markup, ...]
    severity: str
    word: str


@dataclass(frozen=True, slots=True)
class ShownRule:
    """What is asked of one property."""

    name: Markup
    points: tuple[ShownPoint, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a shape is called, and the link to where it is told of."""

    name: Markup
    href: str


@dataclass(frozen=True, slots=True)
class ShownShape:
    """A shape as a page shows it: `file` is where it is written, `written` the link to that."""

    anchor: str
    heading: Heading
    file: str
    written: str
    targets: tuple[Markup, ...]
    points: tuple[ShownPoint, ...]
    rules: tuple[ShownRule, ...]


def shape(prose: Prose, told: Told) -> ShownShape:
    """Return a shape as it is shown."""
    return ShownShape(
        told.anchor,
        heading(prose, told),
        told.file,
        prose.to(told.file) if told.file.startswith("shapes/") else "",
        tuple(clause(prose, each) for each in told.targets),
        tuple(_point(prose, each) for each in told.points),
        tuple(rule(prose, each) for each in told.rules),
    )


def heading(prose: Prose, told: Told) -> Heading:
    """Return what a shape is called, for a page that only leads to it."""
    return Heading(prose.text(told.link.names), prose.href(told.link.iri))


def rule(prose: Prose, told: Rule) -> ShownRule:
    """Return what is asked of a property; its name leads to its page, where it has one."""
    name = _linked(prose, told.about) if told.about.iri else prose.text(told.about.names)
    return ShownRule(name, tuple(_point(prose, each) for each in told.points))


def _point(prose: Prose, point: Point) -> ShownPoint:
    sentence = Markup("; ").join(clause(prose, each) for each in point.clauses)
    word = prose.words(_SEVERITIES[point.severity])
    return ShownPoint(Markup(f"{sentence}."), tuple(prose.text(each) for each in point.messages), point.severity, word)


def clause(prose: Prose, said: Clause) -> Markup:
    """Return a clause, its places filled."""
    if not said.values:
        return escape(prose.words(said.code))
    text = prose.words(said.code, **{key: f"{_HOLE}{key}{_HOLE}" for key in said.values})
    parts = text.split(_HOLE)
    made = (
        escape(part)
        if place % 2 == 0
        else joined(prose, [_piece(prose, each, part) for each in said.values[part]], said.joined)
        for place, part in enumerate(parts)
    )
    return Markup("").join(made)


def joined(prose: Prose, pieces: Iterable[Markup], code: str) -> Markup:
    """Return pieces as one list, with a word before the last."""
    *first, last = list(pieces) or [Markup()]
    return Markup(f"{Markup(', ').join(first)} {escape(prose.words(code))} {last}") if first else last


def _piece(prose: Prose, piece: Piece, place: str) -> Markup:
    if isinstance(piece, Link):
        return _linked(prose, piece)
    if isinstance(piece, Clause):
        return clause(prose, piece)
    if place == _PATTERN:
        return Markup("<code>{}</code>").format(next(iter(piece.values()), ""))
    return prose.text(piece)


def _linked(prose: Prose, link: Link) -> Markup:
    """Return a link by this very name: one thing may be called otherwise in each sentence."""
    return prose.link(link, prose.name(link))
