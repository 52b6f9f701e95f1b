"""Anchors: where a passage of one version of a text stands in another.

The words must be the same, and stand on word boundaries. Which of several such places is meant, the words around it
tell: a place in the same line, and then the one with the longest run of equal text directly before and after. A short
passage is not moved on its words alone, because a year or a name may have gone from one sentence and come into another.
It needs one of these: equal text on one side, the same line, standing once in both versions, or, where it is long, to
stand once in both versions itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from intlgraph.evidence.documents import is_word

__all__ = ["Anchor", "anchor"]

_CONTEXT: Final = 20
"""So many characters of equal text, on one side, tell that a place is the same."""

_LONG: Final = 40
"""Words of so many characters that stand once in both versions are the same without any context."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands in the new text; `start` is None when that cannot be told, of `candidates` places."""

    start: int | None
    candidates: int


def anchor(old: str, start: int, end: int, new: str) -> Anchor:
    r"""Find the place in `new` of the words that stand in `old` from `start` to `end`.

    >>> anchor("Nordby\njoined in 2019.", 17, 21, "News\nNordby\njoined in 2019.")
    Anchor(start=22, candidates=1)
    >>> anchor("Nordby\njoined in 2019.", 17, 21, "Nordby\njoined later. It left in 2019.")
    Anchor(start=None, candidates=1)
    """
    words = old[start:end]
    found = list(_occurrences(new, words))
    scored = sorted((_agreement(old, start, end, new, at) for at in found), reverse=True)
    if not scored:
        return Anchor(None, 0)
    best = scored[0]
    alone = len(found) == 1 and len(words) >= _LONG and len(list(_occurrences(old, words))) == 1
    tied = len(scored) > 1 and (scored[1].same_line, scored[1].total) == (best.same_line, best.total)
    if tied or not (alone or best.sure):
        return Anchor(None, len(found))
    return Anchor(best.at, len(found))


@dataclass(frozen=True, slots=True, order=True)
class _Agreement:
    """Whether the lines are the same, how many characters around agree, and whether that makes sure of the place."""

    same_line: bool
    total: int
    sure: bool
    at: int


def _agreement(old: str, start: int, end: int, new: str, at: int) -> _Agreement:
    stop = at + end - start
    before = _equal(reversed(old[:start]), reversed(new[:at]))
    after = _equal(iter(old[end:]), iter(new[stop:]))
    line = _line(old, start, end)
    same_line = line == _line(new, at, stop)
    alone = same_line and old.splitlines().count(line) == new.splitlines().count(line) == 1
    return _Agreement(same_line, before + after, alone or max(before, after) >= _CONTEXT, at)


def _line(text: str, start: int, end: int) -> str:
    """Return the line, or lines, that a range lies in."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first : last if last >= 0 else len(text)]


def _equal(one: Iterator[str], other: Iterator[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        if not _inside_a_word(text, at) and not _inside_a_word(text, at + len(words)):
            yield at
        at = text.find(words, at + 1)


def _inside_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and is_word(text[at - 1]) and is_word(text[at])
