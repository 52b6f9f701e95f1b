"""What was looked up last: a memory that is bounded, whatever is asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Final, Generic, TypeVar

__all__ = ["Recent"]

_REMEMBERED: Final = 20_000

_V = TypeVar("_V")


class Recent(Generic[_V]):
    """The values that were asked for last, a bounded number of them; that there is none is remembered too."""

    def __init__(self, size: int = _REMEMBERED) -> None:
        """Begin with nothing; `size` is how many are kept from batch to batch."""
        self._size = size
        self._known: OrderedDict[str, _V | None] = OrderedDict()

    def missing(self, keys: Iterable[str]) -> set[str]:
        """Return the keys of which nothing is known."""
        return {key for key in keys if key not in self._known}

    def learn(self, keys: Iterable[str], found: Mapping[str, _V]) -> None:
        """Remember what was found for these keys; nothing, for those that are not there."""
        for key in sorted(keys):
            self._known[key] = found.get(key)

    def get(self, key: str) -> _V | None:
        """Return what is known."""
        return self._known.get(key)

    def forget(self) -> None:
        """Drop the oldest beyond the bound: between batches, so that none of a batch is lost in the middle."""
        while len(self._known) > self._size:
            self._known.popitem(last=False)
