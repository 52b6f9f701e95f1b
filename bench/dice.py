"""Chance that is the same everywhere: draws that follow from a seed alone.

Only `random.Random.random` keeps its sequence from one Python to the next; every draw is made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

__all__ = ["Dice"]

T = TypeVar("T")


class Dice:
    """A source of draws.

    >>> Dice(7).between(1, 6) == Dice(7).between(1, 6)
    True
    """

    def __init__(self, seed: int) -> None:
        """Begin the sequence of this seed."""
        self._next = Random(seed).random

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self._next() < probability

    def below(self, limit: int) -> int:
        """Return one of 0, 1, ... below the limit, each as likely."""
        return int(self._next() * limit)

    def between(self, low: int, high: int) -> int:
        """Return a number from low to high, both included."""
        return low + self.below(high - low + 1)

    def pick(self, among: Sequence[T]) -> T:
        """Return one of these, each as likely."""
        return among[self.below(len(among))]

    def skewed(self, among: Sequence[T]) -> T:
        """Return one of these, the first far more often than the last: half the draws fall on the first tenth."""
        return among[int(self._next() ** 3.3 * len(among))]

    def weighted(self, among: Sequence[tuple[T, int]]) -> T:
        """Return one of these, as likely as its weight says."""
        left = self._next() * sum(weight for _, weight in among)
        for thing, weight in among:
            left -= weight
            if left < 0:
                return thing
        return among[-1][0]
