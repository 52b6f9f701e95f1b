"""What shapes expect of things: the properties that they describe for each class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from intlgraph import graphs
from intlgraph.formats import graph_format
from intlgraph.namespaces import PREFIXES
from intlgraph.quality.asking import World

__all__ = ["expected"]

_SH: Final = PREFIXES["sh"]
_Node = NamedNode | BlankNode


@dataclass(slots=True)
class _Read:
    """The few triples of shapes that tell which properties belong to which class."""

    targets: dict[_Node, set[str]] = field(default_factory=dict)
    properties: dict[_Node, set[_Node]] = field(default_factory=dict)
    paths: dict[_Node, str] = field(default_factory=dict)
    least: dict[_Node, int] = field(default_factory=dict)


def expected(world: World, files: Iterable[Path]) -> Mapping[str, Mapping[str, bool]]:
    """Return for each class the properties of its shapes, each with whether `sh:minCount` demands a value.

    The shapes of a class are those of the classes above it too (SHACL, section 2.1.3.1). A path of several steps is
    no property of the thing itself and is left out. Raises `DataError` for a file that is not Turtle.
    """
    of_class: dict[str, dict[str, bool]] = {}
    for path in files:
        read = _read(path)
        for shape, classes in read.targets.items():
            for kind in classes:
                properties = of_class.setdefault(kind, {})
                for each in read.properties.get(shape, set()) & read.paths.keys():
                    demanded = read.least.get(each, 0) > 0
                    properties[read.paths[each]] = properties.get(read.paths[each], False) or demanded
    return {kind: _with_above(world, kind, of_class) for kind in world.totals}


def _with_above(world: World, kind: str, of_class: Mapping[str, Mapping[str, bool]]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for above in world.wording.family([kind]):
        for property_, demanded in of_class.get(above, {}).items():
            found[property_] = found.get(property_, False) or demanded
    return found


def _read(path: Path) -> _Read:
    read = _Read()
    for quad in graphs.parse(path, graph_format("turtle"), name=path.name):
        node, value = quad.subject, quad.object
        if not isinstance(node, NamedNode | BlankNode):
            continue
        match quad.predicate.value.removeprefix(_SH):
            case "targetClass" if isinstance(value, NamedNode):
                read.targets.setdefault(node, set()).add(value.value)
            case "property" if isinstance(value, NamedNode | BlankNode):
                read.properties.setdefault(node, set()).add(value)
            case "path" if isinstance(value, NamedNode):
                read.paths[node] = value.value
            case "minCount" if isinstance(value, Literal):
                read.least[node] = int(value.value)
    return read
