"""The nearest valid values: what somebody may have meant who wrote an unknown code or key."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Index", "local", "nearest"]

_MOST = 3
_COMPARED = 60
_CLOSE = 0.6


def local(iri: str) -> str:
    """Return the last part of an IRI, which is what a cell holds of it.

    >>> local("https://e.org/id/network/ubc"), local("urn:isbn:1"), local("http://e.org/x#")
    ('ubc', '1', 'x')
    """
    return re.split(r"[/#:]", iri.rstrip("/#"))[-1]


class Index:
    """Words to choose the nearest from, by the letters in them: so that a hundred thousand are no burden.

    >>> Index(["kommun", "region", "stat"]).near("komun")
    ('kommun',)
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words."""
        self._words: Sequence[str] = sorted(set(words))
        self._holders: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            for piece in _pieces(word):
                self._holders.setdefault(piece, []).append(number)

    def near(self, word: str) -> tuple[str, ...]:
        """Return the nearest words, three at most, the nearest first; none when nothing is near."""
        shared = Counter(number for piece in _pieces(word) for number in self._holders.get(piece, ()))
        # Of two that share as many pieces the shorter is nearer.
        best = sorted(shared, key=lambda number: (-shared[number], len(self._words[number]), number))[:_COMPARED]
        by_fold = {self._words[number].casefold(): self._words[number] for number in reversed(best)}
        return tuple(by_fold[each] for each in difflib.get_close_matches(word.casefold(), by_fold, _MOST, _CLOSE))


def _pieces(word: str) -> set[str]:
    """Return every two letters that stand together, the ends too."""
    padded = f"^{word.casefold()}$"
    return {padded[start : start + 2] for start in range(len(padded) - 1)}


def nearest(iri: str, candidates: Iterable[Mapping[str, Index]]) -> tuple[str, ...]:
    """Return the IRIs nearest to an unknown one; those of its own namespace come before all others.

    Each of the `candidates` has the local names of each namespace.

    >>> nearest("http://e/role/membr", [{"http://e/role/": Index(["member", "owner"])}])
    ('http://e/role/member',)
    """
    name = local(iri)
    own = iri[: len(iri) - len(name)]
    spaces = sorted(
        ((space, index) for each in candidates for space, index in each.items()), key=lambda pair: pair[0] != own
    )
    for space, index in spaces:
        if near := index.near(name):
            return tuple(space + each for each in near)
    return ()
