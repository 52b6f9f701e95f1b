"""The land behind a map: coasts and borders within a window, as two paths.

The shapes are those of Natural Earth at 1:110 million, see the README beside.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import Final

from intlgraph.rendering.drawings.projection import HEIGHT, WIDTH, Point, Window

__all__ = ["paths"]

_FILE: Final = "land.json"
_OUTSIDE: Final = 6.0
"""How far outside the drawing shapes are cut, so that the cut edge is not seen."""
_NEAR: Final = 2.0
"""Units of the drawing that are not told apart along a coast."""

Line = tuple[Point, ...]


@lru_cache(maxsize=64)
def paths(window: Window) -> str:
    """Return the land and the borders that a window sees, as two path elements."""
    land, borders = _shapes()
    rings = [ring for smooth in land for ring in _rings(smooth, window)]
    lines = [_thinned(part) for line in borders for part in _parts(line, window)]
    return (
        f'<path class="land" d="{"".join(_path(ring) + "z" for ring in rings)}"/>'
        f'<path class="border" d="{"".join(map(_path, lines))}"/>'
    )


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    text = resources.files(__package__ or "").joinpath(_FILE).read_text("utf-8")
    stored = json.loads(text)
    unit = stored["unit"]
    land = tuple(_smooth(_line(one, unit)) for one in stored["land"])
    return land, tuple(_line(one, unit) for one in stored["borders"])


def _line(steps: Sequence[int], unit: float) -> Line:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x * unit, y * unit))
    return tuple(points)


def _rings(smooth: Line, window: Window) -> Iterator[list[Point]]:
    """Yield a ring as the window sees it; where the paper ends at 180 degrees, it may be in two parts."""
    project = window.projection()
    for part in _cut(smooth) if window.world else (smooth,):
        ring = [project(*point) for point in part]
        if not window.world and _turned(ring, smooth):
            # The point opposite to the middle lies in this ring, which is then drawn inside out: land is what is
            # outside of it, and the whole drawing is its outer edge.
            yield [(-9.0, -9.0), (WIDTH + 9, -9.0), (WIDTH + 9, HEIGHT + 9), (-9.0, HEIGHT + 9)]
        clipped = _thinned(_clipped(ring))
        if len(clipped) > 2:
            yield clipped


def _smooth(line: Line) -> Line:
    """Return a ring without a leap at 180 degrees: it goes on to the east or west of it."""
    east, smooth = 0.0, [line[0]]
    for before, after in itertools.pairwise(line):
        east += -360 if after[0] - before[0] > 180 else 360 if after[0] - before[0] < -180 else 0
        smooth.append((after[0] + east, after[1]))
    return tuple(smooth)


def _around_pole(smooth: Line) -> bool:
    return abs(smooth[0][0] - smooth[-1][0]) > 180


def _turned(ring: Sequence[Point], smooth: Line) -> bool:
    """Tell whether a ring has changed direction on its way to the paper (whose y goes downwards)."""
    # Only a continent can hold the opposite point, and the direction of a tiny ring is a matter of rounding.
    return len(smooth) > 60 and not _around_pole(smooth) and (_area(ring) > 0) == (_area(smooth) > 0)


def _area(ring: Sequence[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True))


def _cut(smooth: Line) -> Iterator[list[Point]]:
    """Yield the parts of a ring that lie between -180 and 180 degrees; the ring around the pole is left out."""
    if _around_pole(smooth):
        return
    for shift in (-360, 0, 360):
        part = [(x + shift, y) for x, y in smooth]
        for side, sign in ((-180.0, 1), (180.0, -1)):
            part = _half(part, 0, side, sign)
        if len(part) > 2:
            yield part


def _thinned(ring: list[Point]) -> list[Point]:
    """Return a ring without points that are so near the one before that nobody sees them."""
    kept = ring[:1]
    for point in ring[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > _NEAR:
            kept.append(point)
    return kept


def _clipped(ring: list[Point]) -> list[Point]:
    """Return what is left of a ring inside the drawing (Sutherland and Hodgman's algorithm)."""
    for axis, limit, sign in (
        (0, -_OUTSIDE, 1),
        (0, WIDTH + _OUTSIDE, -1),
        (1, -_OUTSIDE, 1),
        (1, HEIGHT + _OUTSIDE, -1),
    ):
        ring = _half(ring, axis, limit, sign)
    return ring


def _half(ring: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    """Return the part of a ring on one side of a line."""
    kept: list[Point] = []
    for before, after in zip([*ring[-1:], *ring], ring, strict=False):
        was, now = (before[axis] - limit) * sign >= 0, (after[axis] - limit) * sign >= 0
        if was != now:
            share = (limit - before[axis]) / (after[axis] - before[axis])
            kept.append((before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1])))
        if now:
            kept.append(after)
    return kept


def _parts(line: Line, window: Window) -> Iterator[list[Point]]:
    """Yield the stretches of a border that touch the drawing."""
    project = window.projection()
    points = [project(*point) for point in line]
    part: list[Point] = []
    for before, after in itertools.pairwise(points):
        near = abs(before[0] - after[0]) < WIDTH / 2 and (_inside(before) or _inside(after))
        if near:
            part = part or [before]
            part.append(after)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _inside(point: Point) -> bool:
    return 0 <= point[0] <= WIDTH and 0 <= point[1] <= HEIGHT


def _path(points: Sequence[Point]) -> str:
    """Return points as path data, in whole units: from the first on, the steps from point to point."""
    x, y = round(points[0][0]), round(points[0][1])
    data = []
    for point in points[1:]:
        to_x, to_y = round(point[0]), round(point[1])
        if (to_x, to_y) != (x, y):
            data.append(f"{to_x - x} {to_y - y}")
            x, y = to_x, to_y
    return f"M{round(points[0][0])} {round(points[0][1])}l{' '.join(data) or '0 0'}"
