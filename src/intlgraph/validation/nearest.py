"""The nearest valid values: what somebody may have meant who wrote an unknown code or key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

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

    Two letters that have changed places are the likeliest slip of all:

    >>> Index(["CSV", "ICS"]).near("CVS")
    ('CSV', 'ICS')
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words."""
        self._words: Sequence[str] = sorted(set(words))
        self._holders: dict[str, list[int]] = {}
        self._same_letters: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            self._same_letters.setdefault(_letters(word), []).append(number)
            for piece in _pieces(word):
                self._holders.setdefault(piece, []).append(number)

    def near(self, word: str) -> tuple[str, ...]:
        """Return the nearest words, three at most, the nearest first; none when nothing is near."""
        shared = Counter(number for piece in _pieces(word) for number in self._holders.get(piece, ()))
        # Of two that share as many pieces the shorter is nearer.
        best = sorted(shared, key=lambda number: (-shared[number], len(self._words[number]), number))[:_COMPARED]
        best += self._same_letters.get(_letters(word), ())[:_COMPARED]
        by_fold = {self._words[number].casefold(): self._words[number] for number in reversed(best)}
        folded = word.casefold()
        alike = {each: SequenceMatcher(None, each, folded).ratio() for each in by_fold}
        close = [each for each, ratio in alike.items() if ratio >= _CLOSE or _swapped(each, folded)]
        close.sort(key=lambda each: (not _swapped(each, folded), -alike[each], each))
        return tuple(by_fold[each] for each in close[:_MOST])


def _pieces(word: str) -> set[str]:
    """Return every two letters that stand together, the ends too."""
    padded = f"^{word.casefold()}$"
    return {padded[start : start + 2] for start in range(len(padded) - 1)}


def _letters(word: str) -> str:
    return "".join(sorted(word.casefold()))


def _swapped(word: str, other: str) -> bool:
    """Return whether the words are the same but for two letters beside each other that have changed places."""
    differing = [place for place, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]]
    if len(word) != len(other) or len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    first, second = differing
    return word[first] == other[second] and word[second] == other[first]


def nearest(iri: str, candidates: Iterable[Mapping[str, Index]]) -> tuple[str, ...]:
    """Return the IRIs nearest to an unknown one, out of its own namespace if anything valid is in that.

    From another namespace only the same name is near then: a code of one list looks like many a code of others.
    Each of the `candidates` has the local names of each namespace.

    >>> nearest("http://e/role/membr", [{"http://e/role/": Index(["member", "owner"])}])
    ('http://e/role/member',)
    >>> nearest("http://e/role/unknown", [{"http://e/role/": Index(["owner"]), "http://e/kind/": Index(["union"])}])
    ()
    """
    name = local(iri)
    own = iri[: len(iri) - len(name)]
    spaces = sorted(
        ((space, index) for each in candidates for space, index in each.items()), key=lambda pair: pair[0] != own
    )
    at_home = any(space == own for space, _ in spaces)
    for space, index in spaces:
        near = index.near(name)
        if at_home and space != own:
            near = tuple(each for each in near if each.casefold() == name.casefold())
        if near:
            return tuple(space + each for each in near)
    return ()
