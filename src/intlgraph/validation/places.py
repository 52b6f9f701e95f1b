"""Places: where a faulty statement stands, as row and column of a table or as position in an RDF file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from intlgraph.errors import Place
from intlgraph.formats import graph_format
from intlgraph.positions import finding
from intlgraph.positions.watching import Found, Wanted, nearest
from intlgraph.project import Project
from intlgraph.tables import places as table_places
from intlgraph.validation.sources import Source

__all__ = ["OfFiles", "OfProject", "Places", "Spot", "wanted_of"]

_TOKEN: Final = re.compile(r"<[^>]*>|[()^/|*+?]")


@dataclass(frozen=True, slots=True)
class Spot:
    """What a result points at: a focus node, a path and a value, each as in `Result` and the last two often empty.

    A value that is a language alone (`@en`) asks for the place of a text that is missing in that language.
    """

    focus: str
    path: str = ""
    value: str = ""


class Places(Protocol):
    """Finds where spots stand; all of them at once, since looking means reading the sources again."""

    def __call__(self, wanted: Iterable[Spot]) -> Mapping[Spot, tuple[Place, ...]]:
        """Return the places of each spot, the best first; a spot that stands nowhere has none."""
        ...


def wanted_of(spot: Spot) -> tuple[Wanted, ...]:
    """Return the statements that a spot points at: several where its path has alternatives.

    Of a path with several steps it is the first, which leads away from the focus node, and the value is not its
    object. Without a path the value, if there is one, is the focus node itself.

    >>> wanted_of(Spot("<http://e/a>", "^<http://e/p>", "<http://e/b>"))
    (Wanted(subject='<http://e/b>', predicate='<http://e/p>', object='<http://e/a>'),)
    >>> wanted_of(Spot("<http://e/a>", "(<http://e/p>/<http://e/q>)", '"1"'))
    (Wanted(subject='<http://e/a>', predicate='<http://e/p>', object=''),)
    """
    if not spot.path:
        return (Wanted(spot.focus),)
    path = _Path.read(spot.path)
    return tuple(dict.fromkeys(_first(spot, step, path.is_one) for step in path.first)) or (Wanted(spot.focus),)


def _first(spot: Spot, step: _Step, is_one: bool) -> Wanted:
    value = spot.value if is_one else ""
    return Wanted(value, step.predicate, spot.focus) if step.inverse else Wanted(spot.focus, step.predicate, value)


@dataclass(frozen=True, slots=True)
class _Step:
    """One predicate of a path, and whether it is gone against its direction."""

    predicate: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class _Path:
    """The steps that a path can begin and end with, and whether it is of one step."""

    first: tuple[_Step, ...]
    last: tuple[_Step, ...]
    is_one: bool = True

    @classmethod
    def read(cls, text: str) -> _Path:
        """Read a path as SPARQL writes it (SPARQL 1.1, section 9.1)."""
        return _read(_TOKEN.findall(text)[::-1])


def _read(tokens: list[str]) -> _Path:
    """Take one path from the end of the tokens, which stand in reverse."""
    token = tokens.pop() if tokens else ""
    if token == "^":
        path = _read(tokens)
        turned = [tuple(_Step(step.predicate, not step.inverse) for step in steps) for steps in (path.last, path.first)]
        return _Path(turned[0], turned[1], path.is_one)
    if token == "(":
        path = _bracketed(tokens)
    else:
        path = _Path((_Step(token),), (_Step(token),)) if token.startswith("<") else _Path((), ())
    if tokens and tokens[-1] in "*+?":
        tokens.pop()
        path = _Path(path.first, path.last, is_one=False)
    return path


def _bracketed(tokens: list[str]) -> _Path:
    """Take the paths up to the closing bracket: one, a sequence, or alternatives."""
    parts, mark = [_read(tokens)], ""
    while tokens and tokens[-1] in "/|":
        mark = tokens.pop()
        parts.append(_read(tokens))
    if tokens:
        tokens.pop()
    if mark == "/":
        return _Path(parts[0].first, parts[-1].last, is_one=False)
    first = tuple(step for part in parts for step in part.first)
    return _Path(first, tuple(step for part in parts for step in part.last), all(part.is_one for part in parts))


@dataclass(frozen=True, slots=True)
class OfProject:
    """The places of a publication: rows of its tables, and positions in the Turtle files of its ontology."""

    project: Project

    def __call__(self, wanted: Iterable[Spot]) -> Mapping[Spot, tuple[Place, ...]]:
        """Return the places of each spot; see `Places`."""
        spots = tuple(wanted)
        statements = _statements(spots)
        files = self.project.layers("ontology", "**/*.ttl") if statements else ()
        looked = [
            finding.find(layer.path, graph_format("turtle"), statements, name=self.project.shown(layer.path))
            for layer in files
        ]
        return _merged(spots, [table_places.rows(self.project, statements), *looked])


@dataclass(frozen=True, slots=True)
class OfFiles:
    """The places of RDF files that were read as they were given."""

    sources: tuple[Source, ...]

    def __call__(self, wanted: Iterable[Spot]) -> Mapping[Spot, tuple[Place, ...]]:
        """Return the places of each spot; see `Places`."""
        spots = tuple(wanted)
        statements = _statements(spots)
        looked = [
            finding.find(
                source.original, source.format, statements, base=source.base, name=source.name, quads=source.quads
            )
            for source in (self.sources if statements else ())
        ]
        return _merged(spots, looked)


def _statements(spots: Iterable[Spot]) -> tuple[Wanted, ...]:
    return tuple(dict.fromkeys(wanted for spot in spots for wanted in wanted_of(spot)))


def _merged(spots: Iterable[Spot], looked: Sequence[Mapping[Wanted, Found]]) -> dict[Spot, tuple[Place, ...]]:
    """Return the places of each spot where what comes nearest to it stands, whatever the source, each place once."""
    return {spot: nearest(found[wanted] for wanted in wanted_of(spot) for found in looked).places for spot in spots}
