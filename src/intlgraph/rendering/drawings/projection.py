"""The globe on paper: a window on it that holds the given points, and where a point falls in that window.

Points within a part of the world are drawn in Lambert's azimuthal equal-area projection around their middle, as the EU
draws Europe (EPSG:3035), so that the north is not stretched; points all over it in the Natural Earth projection
(Šavrič, Jenny, Patterson, Petrovič and Hurni, "A Polynomial Equation for the Natural Earth Projection", 2011).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["HEIGHT", "WIDTH", "Point", "Window", "around"]

Point = tuple[float, float]
"""Longitude and latitude in degrees, or x to the right and y downwards in the drawing."""

WIDTH: Final = 720.0
HEIGHT: Final = 480.0
_NARROWEST: Final = 0.2
"""Half of the least width of a window, in radii of the globe (about 11 degrees): the shapes are too coarse for less."""
_STEP: Final = 1.2
_MARGIN: Final = 1.12
_FARTHEST: Final = math.cos(math.radians(72))


@dataclass(frozen=True, slots=True)
class Window:
    """What is seen: the middle in degrees, half the width in radii of the globe, and whether it is the whole world.

    Windows come in steps, so that many drawings share the land that is behind them.
    """

    longitude: float
    latitude: float
    half: float
    world: bool = False

    def projection(self) -> Callable[[float, float], Point]:
        """Return the function from degrees to the drawing."""
        scale = WIDTH / 2 / self.half
        if self.world:
            middle = _natural(0.0, self.latitude)[1]
            turn = _natural(self.longitude, self.latitude)[0]

            def drawn(longitude: float, latitude: float) -> Point:
                x, y = _natural(longitude, latitude)
                return WIDTH / 2 + (x - turn) * scale, HEIGHT / 2 - (y - middle) * scale

            return drawn
        project = _azimuthal(self.longitude, self.latitude)

        def placed(longitude: float, latitude: float) -> Point:
            x, y = project(longitude, latitude)
            return WIDTH / 2 + x * scale, HEIGHT / 2 - y * scale

        return placed


def around(points: Sequence[Point]) -> Window:
    """Return the window that holds all points (at least one), with a margin.

    >>> around([(14.8, 56.9)])
    Window(longitude=14, latitude=56, half=0.2, world=False)
    """
    west, east = _extent(longitude for longitude, _ in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    longitude, latitude = round((west + east) / 4) * 2, round((south + north) / 4) * 2
    longitude = (longitude + 180) % 360 - 180
    if all(_cosine(longitude, latitude, point) > _FARTHEST for point in points):
        seen = [_azimuthal(longitude, latitude)(*point) for point in points]
        return Window(longitude, latitude, _half(seen))
    low, high = _extent_on_paper(points)
    middle = round((low + high) / 20) * 10
    latitude = max(-30, min(30, latitude))
    centre = _natural(middle, latitude)
    seen = [(x - centre[0], y - centre[1]) for x, y in (_natural(*point) for point in points)]
    return Window(middle, latitude, _half(seen), world=True)


def _half(seen: Iterable[Point]) -> float:
    need = max(max(abs(x), abs(y) * WIDTH / HEIGHT) for x, y in seen) * _MARGIN
    steps = max(0, math.ceil(math.log(max(need, _NARROWEST) / _NARROWEST, _STEP)))
    return round(_NARROWEST * _STEP**steps, 6)


def _extent(longitudes: Iterable[float]) -> Point:
    """Return the shortest way round that holds all longitudes: the east may be above 180."""
    ordered = sorted({longitude % 360 for longitude in longitudes})
    gaps = [(after - before, after) for before, after in itertools.pairwise(ordered)]
    gaps.append((ordered[0] + 360 - ordered[-1], ordered[0]))
    gap, west = max(gaps)
    return west, west + 360 - gap


def _extent_on_paper(points: Sequence[Point]) -> Point:
    return min(point[0] for point in points), max(point[0] for point in points)


def _cosine(longitude: float, latitude: float, point: Point) -> float:
    """Return the cosine of the angle between two points of the globe."""
    here, there = math.radians(latitude), math.radians(point[1])
    turn = math.radians(point[0] - longitude)
    return math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(turn)


def _azimuthal(longitude: float, latitude: float) -> Callable[[float, float], Point]:
    turned, sine, cosine = math.radians(longitude), math.sin(math.radians(latitude)), math.cos(math.radians(latitude))

    def project(one: float, other: float) -> Point:
        turn, high = math.radians(one) - turned, math.radians(other)
        up, out = math.sin(high), math.cos(high)
        across = out * math.cos(turn)
        # The opposite point of the globe is a whole circle on paper; a hair beside it is drawn in its stead.
        scale = math.sqrt(2 / max(1e-6, 1 + sine * up + cosine * across))
        return scale * out * math.sin(turn), scale * (cosine * up - sine * across)

    return project


def _natural(longitude: float, latitude: float) -> Point:
    high = math.radians(latitude)
    two = high * high
    four = two * two
    x = 0.870700 - 0.131979 * two + four * (-0.013791 + four * (0.003971 * two - 0.001529 * four))
    y = 1.007226 + two * (0.015085 + four * (-0.044475 + 0.028874 * two - 0.005916 * four))
    return math.radians(longitude) * x, high * y
