"""Classes drawn as boxes: left of each what it is a kind of, right of each what its properties lead to.

Three columns, so that no arrow crosses a box: what stands above, the classes, what they point to. A class that others
point to stands in the last column once more, which keeps every arrow short.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from intlgraph.rendering.description import Link
from intlgraph.rendering.drawings.svg import Caption, Reader, escaped, frame, linked, named, number, titled

__all__ = ["Box", "Diagram", "Relation", "draw"]

_WIDE: Final = 232.0
_LINE: Final = 21.0
_PAD: Final = 5.0
_GAP: Final = 8.0
_BETWEEN: Final = 250.0
_ABOVE: Final = 110.0
_LETTERS: Final = 27
_EDGE: Final = 6.0


@dataclass(frozen=True, slots=True)
class Box:
    """A class; `kind` says how it is drawn: `entity`, `statement`, or `other` for one of another vocabulary."""

    link: Link
    kind: str = "other"


@dataclass(frozen=True, slots=True)
class Relation:
    """A property that leads from one class to another, all by IRI but for the property."""

    source: str
    property: Link
    target: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """What is drawn: the classes in their order, which is a kind of which (IRIs), and the relations between them."""

    boxes: tuple[Box, ...] = ()
    above: tuple[tuple[str, str], ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box at its place: its left edge, its top, and how high it is."""

    box: Box
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def draw(diagram: Diagram, caption: Caption, reader: Reader) -> str:
    """Return the diagram as SVG, as large as it needs to be to be read; nothing where there is no class."""
    if not diagram.boxes:
        return ""
    known = {each.link.iri: each for each in diagram.boxes}
    drawn = [each for each in diagram.boxes if _has_place(each, diagram)]
    left = _ABOVE + _WIDE + _EDGE if diagram.above else _EDGE
    leading = _by_source(diagram.relations)
    rows = _stacked(drawn, left, {iri: len(all_) for iri, all_ in leading.items()})
    places = {each.box.link.iri: each for each in rows}
    above = _beside(_ends(diagram.above, places), known, _EDGE)
    ports = {iri: _ports(places[iri], all_) for iri, all_ in leading.items() if iri in places}
    heights = [(relation.target, y) for all_ in ports.values() for relation, y in all_]
    beyond = _beside(heights, known, left + _WIDE + _BETWEEN)
    lines = [_up(places[one], above[other]) for one, other in diagram.above if one in places and other in above]
    lines += [
        _across(places[iri], relation, y, beyond[relation.target], reader)
        for iri, all_ in ports.items()
        for relation, y in all_
    ]
    boxes = [_box(each, reader) for each in (*above.values(), *rows, *beyond.values())]
    across = left + _WIDE + (_BETWEEN + _WIDE if beyond else 0) + _EDGE
    down = max(each.y + each.height for each in (*above.values(), *rows, *beyond.values())) + _EDGE
    size = f'viewBox="0 0 {number(across)} {number(down)}" width="{number(across)}" height="{number(down)}"'
    return frame(caption, "hierarchy", size, "".join((*lines, *boxes)))


def _has_place(box: Box, diagram: Diagram) -> bool:
    """Tell whether a class stands in the middle: a class of another vocabulary only where something leads from it."""
    return box.kind != "other" or any(each.source == box.link.iri for each in diagram.relations)


def _by_source(relations: Iterable[Relation]) -> dict[str, list[Relation]]:
    found: dict[str, list[Relation]] = {}
    for each in relations:
        found.setdefault(each.source, []).append(each)
    return found


def _stacked(boxes: Sequence[Box], x: float, lines: Mapping[str, int]) -> list[_Placed]:
    placed, y = [], _EDGE
    for each in boxes:
        height = max(1, lines.get(each.link.iri, 0)) * _LINE + 2 * _PAD
        placed.append(_Placed(each, x, y, height))
        y += height + _GAP
    return placed


def _ends(pairs: Iterable[tuple[str, str]], places: Mapping[str, _Placed]) -> list[tuple[str, float]]:
    return [(other, places[one].middle) for one, other in pairs if one in places]


def _beside(ends: Iterable[tuple[str, float]], known: Mapping[str, Box], x: float) -> dict[str, _Placed]:
    """Return boxes in a column of their own, each as near as there is room to the middle of what is tied to it."""
    heights: dict[str, list[float]] = {}
    for iri, y in ends:
        heights.setdefault(iri, []).append(y)
    height = _LINE + 2 * _PAD
    placed: dict[str, _Placed] = {}
    free = _EDGE
    for iri, all_ in sorted(heights.items(), key=lambda each: (sum(each[1]) / len(each[1]), each[0])):
        y = max(free, sum(all_) / len(all_) - height / 2)
        placed[iri] = _Placed(known.get(iri) or Box(Link(iri, {})), x, y, height)
        free = y + height + _GAP
    return placed


def _ports(place: _Placed, relations: Sequence[Relation]) -> list[tuple[Relation, float]]:
    first = place.middle - _LINE * (len(relations) - 1) / 2
    return [(each, first + _LINE * index) for index, each in enumerate(relations)]


def _up(child: _Placed, parent: _Placed) -> str:
    """Return the line from a class to what it is a kind of, with the hollow head that UML gives it."""
    x, y = parent.x + _WIDE, parent.middle
    bend = (x + child.x) / 2
    points = f"M{number(child.x)} {number(child.middle)}H{number(bend)}V{number(y)}H{number(x + 10)}"
    head = f"M{number(x)} {number(y)}l10 -6v12z"
    return f'<path class="up" d="{points}"/><path class="head" d="{head}"/>'


def _across(place: _Placed, relation: Relation, y: float, target: _Placed, reader: Reader) -> str:
    """Return the line that a property draws from a class to another, its name at its beginning."""
    x = place.x + _WIDE
    name, spoken = named(relation.property, reader.language)
    end, to = target.x - 8, target.middle
    start = x + 150
    curve = f"M{number(x)} {number(y)}H{number(start)}"
    curve += f"C{number(start + 50)} {number(y)} {number(end - 50)} {number(to)} {number(end)} {number(to)}"
    head = f"M{number(target.x)} {number(to)}l-8 -4.5v9z"
    language = f' lang="{escaped(spoken)}"' if spoken and spoken != reader.language else ""
    text = f'<text x="{number(x + 8)}" y="{number(y - 4)}"{language}>{escaped(_cut(name, 22))}</text>'
    whole = linked(relation.property.iri, titled(name, spoken, reader.language) + text, reader, "edge")
    return f'<path class="across" d="{curve}"/><path class="tip" d="{head}"/>{whole}'


def _box(place: _Placed, reader: Reader) -> str:
    """Return a box with the name of its class; what is told of as a thing has round corners."""
    name, spoken = named(place.box.link, reader.language)
    language = f' lang="{escaped(spoken)}"' if spoken and spoken != reader.language else ""
    round_ = 12 if place.box.kind == "entity" else 1
    shape = (
        f'<rect x="{number(place.x)}" y="{number(place.y)}" width="{number(_WIDE)}" height="{number(place.height)}" '
        f'rx="{round_}"/>'
    )
    middle = f'x="{number(place.x + _WIDE / 2)}" y="{number(place.middle + 5)}"'
    text = f'<text {middle} text-anchor="middle"{language}>{escaped(_cut(name, _LETTERS))}</text>'
    return linked(
        place.box.link.iri, titled(name, spoken, reader.language) + shape + text, reader, f"box {place.box.kind}"
    )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
