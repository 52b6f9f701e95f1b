"""The order of a page, as the shapes have it: which property of a class stands in which group, and what it is called.

A page has what its data has; shapes say in which order. So a publication gets the pages of its own classes by writing
shapes for them, which it does anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.project import Project
from intlgraph.query.rows import EVIDENCE
from intlgraph.validation import publication
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.vocabulary import DASH, SH

__all__ = ["Cell", "Layout", "of_shapes", "read"]

_IRI: Final = re.compile(r"<([^<>]*)>")
_LAST: Final = 1e9


@dataclass(frozen=True, slots=True)
class Cell:
    """How a property of a class is shown: its place (order of its group, then its own), its names, and its viewer."""

    place: tuple[float, float]
    names: Mapping[str, str]
    viewer: str = ""
    shared: bool = False


_NOWHERE: Final = Cell((_LAST, _LAST), {})


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells of each class, by class and property (IRIs)."""

    cells: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)

    def cell(self, classes: Iterable[str], property_: str) -> Cell:
        """Return how a property is shown for something of these classes, the nearest first; last where none says."""
        for each in classes:
            if found := self.cells.get(each, {}).get(property_):
                return found
        return _NOWHERE

    def place(self, classes: Iterable[str], without: Iterable[str] = ()) -> float:
        """Return where statements of these classes stand among others: with the group of most of their own properties.

        Properties that many classes share, and those `without`, tell nothing; of several groups the latest counts, for
        nearly everything has a kind.
        """
        left_out = {*without, *EVIDENCE}
        cells = [
            cell
            for each in classes
            for property_, cell in self.cells.get(each, {}).items()
            if property_ not in left_out and cell.place[0] < _LAST
        ]
        own = [cell.place[0] for cell in cells if not cell.shared] or [cell.place[0] for cell in cells]
        return max(own, default=_LAST, key=lambda group: (own.count(group), group))


def read(project: Project) -> Layout:
    """Return the layout that the shapes of a publication give; raises as `validation.shapes.read`."""
    return of_shapes(publication.shapes_of(project))


def of_shapes(shapes: Shapes) -> Layout:
    """Return the layout that shapes give: of property shapes with a plain path, the first of each property in order."""
    groups = {group.value: _number(shapes, group) for group in _groups(shapes)}
    cells: dict[str, dict[str, Cell]] = {}
    for iri in shapes.roots:
        node = shapes.nodes[iri]
        terms = (target.term for target in node.targets if target.kind == "class")
        classes = [match[1] for term in terms if (match := _IRI.fullmatch(term))]
        for value in node.parameters.get(f"{SH}property", ()):
            shape = shapes.nodes.get(value.value) if isinstance(value, NamedNode) else None
            path = _IRI.fullmatch(shape.path) if shape else None
            if shape is None or path is None:
                continue
            group = next((each.value for each in shape.properties.get(f"{SH}group", ())), "")
            place = (groups.get(group, _LAST), _number(shapes, NamedNode(shape.iri)))
            viewer = next((each.value for each in shape.properties.get(f"{DASH}viewer", ())), "")
            cell = Cell(place, shape.texts(f"{SH}name"), viewer, shared=len(shape.parents) > 1)
            for each in classes:
                known = cells.setdefault(each, {})
                # The shape that says how a property is shown says more of it than one that only checks it.
                known[path[1]] = min(cell, known.get(path[1], cell), key=lambda one: (not one.viewer, one.place))
    return Layout(cells)


def _groups(shapes: Shapes) -> set[NamedNode]:
    return {value for _, value in shapes.statements.having(f"{SH}group") if isinstance(value, NamedNode)}


def _number(shapes: Shapes, node: NamedNode) -> float:
    """Return the `sh:order` of a shape or group."""
    for value in shapes.statements.values(node, f"{SH}order"):
        if isinstance(value, Literal):
            try:
                return float(value.value)
            except ValueError:
                return _LAST
    return _LAST
