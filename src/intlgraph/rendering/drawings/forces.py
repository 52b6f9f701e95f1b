"""Where the things of a network stand: what is linked is drawn together, everything else pushes apart.

Fruchterman and Reingold, "Graph Drawing by Force-directed Placement" (1991), from a spiral instead of from chance, so
that the same network is always drawn the same; with a pull to the middle, so that parts without a link stay near.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

__all__ = ["layout"]

_TURN: Final = math.pi * (3 - math.sqrt(5))
_WORK: Final = 400_000
"""Pairs of things that are compared in all: small networks get more rounds than large ones."""
_PULL: Final = 0.08
_REACH: Final = 30.0
"""The square of the distance from which things leave each other alone, so that a small part is not driven far away."""


def layout(number: int, pairs: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """Return a point for each of a number of things; pairs of their positions are linked.

    The distance of linked things is about 1.
    """
    points = [
        (math.sqrt(i + 0.5) * math.cos(i * _TURN), math.sqrt(i + 0.5) * math.sin(i * _TURN)) for i in range(number)
    ]
    if number < 2:
        return points
    rounds = max(60, min(300, _WORK // (number * number)))
    for turn in range(rounds):
        heat = 0.6 * (1 - turn / rounds) + 0.01
        points = _moved(points, _forces(points, pairs), heat)
    return points


def _forces(points: list[tuple[float, float]], pairs: Sequence[tuple[int, int]]) -> list[list[float]]:
    forces = [[-x * _PULL, -y * _PULL] for x, y in points]
    for one, (x, y) in enumerate(points):
        mine = forces[one]
        for other in range(one + 1, len(points)):
            dx, dy = x - points[other][0], y - points[other][1]
            apart = dx * dx + dy * dy or 1e-6
            if apart > _REACH:
                continue
            mine[0] += dx / apart
            mine[1] += dy / apart
            forces[other][0] -= dx / apart
            forces[other][1] -= dy / apart
    for one, other in pairs:
        dx, dy = points[one][0] - points[other][0], points[one][1] - points[other][1]
        apart = math.hypot(dx, dy)
        for index, sign in ((one, -1), (other, 1)):
            forces[index][0] += sign * dx * apart
            forces[index][1] += sign * dy * apart
    return forces


def _moved(points: list[tuple[float, float]], forces: list[list[float]], heat: float) -> list[tuple[float, float]]:
    moved = []
    for (x, y), (dx, dy) in zip(points, forces, strict=True):
        far = math.hypot(dx, dy) or 1.0
        step = min(far, heat) / far
        # Rounded, so that processors that differ in the last bit draw the same.
        moved.append((round(x + dx * step, 9), round(y + dy * step, 9)))
    return moved
