"""Names beside points, so that they do not cover each other.

A drawing is scaled to the width of the page, and its text with it: what is easy to read on a desk is too small on a
phone. So names are placed twice: first the few that have room as large as a phone needs them, then, in what is left,
those that only wide screens show.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from intlgraph.rendering.drawings.svg import escaped, number, shortened

__all__ = ["Label", "Spot", "place", "width"]

_LARGE: Final = 30.0
_SMALL: Final = 14.0
_GAP: Final = 6.0
_MOST: Final = 200
"""Points that are tried for a name; more would not have room, and each is compared with all before it."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A point with a radius that wants its name beside it; who comes first is named first."""

    x: float
    y: float
    radius: float
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A name at its place: `small` ones are for wide screens alone."""

    spot: Spot
    x: float
    y: float
    anchor: str
    shift: float
    small: bool

    def markup(self) -> str:
        """Return it as an element; the shift is in ems, so it holds at any size of the text."""
        language = f' lang="{escaped(self.spot.language)}"' if self.spot.language else ""
        return (
            f'<text class="{"name small" if self.small else "name"}" x="{number(self.x)}" y="{number(self.y)}" '
            f'dy="{self.shift}em" text-anchor="{self.anchor}"{language}>{escaped(self.spot.text)}</text>'
        )


def width(text: str) -> float:
    """Return about how wide a text is, in ems, in a common sans serif face.

    >>> round(width("Växjö"), 2), width("東京")
    (2.9, 2.0)
    """
    return sum(1.0 if unicodedata.east_asian_width(one) in "WF" else 0.58 for one in text)


def place(spots: Sequence[Spot], across: float, down: float, length: int = 28) -> dict[int, Label]:
    """Return the names that have room inside a drawing of that size, by the position of their spots."""
    short = [Spot(s.x, s.y, s.radius, shortened(s.text, length), s.language) for s in spots[:_MOST]]
    marks = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    placed: dict[int, Label] = {}
    for size, small in ((_LARGE, False), (_SMALL, True)):
        # What was placed at the larger size takes less room on the screens that show the smaller names as well.
        taken = [_box(label, size) for label in placed.values()]
        for index, spot in enumerate(short):
            if index in placed or not spot.text:
                continue
            for label in _candidates(spot, small):
                box = _box(label, size)
                inside = box[0] >= 0 and box[1] >= 0 and box[2] <= across and box[3] <= down
                if inside and not any(_meet(box, other) for other in taken) and not _covers(box, marks, index):
                    placed[index] = label
                    taken.append(box)
                    break
    return placed


def _candidates(spot: Spot, small: bool) -> Iterator[Label]:
    away = spot.radius + _GAP
    yield Label(spot, spot.x + away, spot.y, "start", 0.35, small)
    yield Label(spot, spot.x - away, spot.y, "end", 0.35, small)
    yield Label(spot, spot.x, spot.y + away, "middle", 0.85, small)
    yield Label(spot, spot.x, spot.y - away, "middle", -0.1, small)


def _box(label: Label, size: float) -> Box:
    wide = width(label.spot.text) * size
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    base = label.y + label.shift * size
    return left, base - 0.85 * size, left + wide, base + 0.25 * size


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _covers(box: Box, marks: Sequence[Box], own: int) -> bool:
    return any(index != own and _meet(box, mark) for index, mark in enumerate(marks))
