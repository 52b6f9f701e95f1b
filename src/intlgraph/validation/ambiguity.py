"""Whether a regular expression can keep a backtracking engine busy for ever.

Such an engine takes exponential time exactly where there are two ways round one loop that read the same text: the
automaton is then "exponentially ambiguous" (Weber and Seidl, On the degree of ambiguity of finite automata, 1991).
That is decided here, on the automaton of the positions of the pattern (Glushkov): its states are the characters and
classes of the pattern, an edge leads to what can be read next. An edge can be there twice, as in `(a+)+`.
"""

from __future__ import annotations

import re
import re._constants as marks  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

__all__ = ["ambiguous"]

Ranges = tuple[tuple[int, int], ...]

_LAST = sys.maxunicode
_ALL: Ranges = ((0, _LAST),)
_COPIES = 3  # of what is repeated a fixed number of times; a higher number changes nothing about ambiguity
_FINITE = 6  # from so many optional times on, a repetition counts as unbounded
_LARGE = 300  # states in one loop, above which the answer is yes without looking
_CATEGORIES = {
    marks.CATEGORY_DIGIT: r"\d",
    marks.CATEGORY_NOT_DIGIT: r"\D",
    marks.CATEGORY_SPACE: r"\s",
    marks.CATEGORY_NOT_SPACE: r"\S",
    marks.CATEGORY_WORD: r"\w",
    marks.CATEGORY_NOT_WORD: r"\W",
}
_REPEATS = (marks.MAX_REPEAT, marks.MIN_REPEAT, marks.POSSESSIVE_REPEAT)


def ambiguous(pattern: str, flags: int = 0) -> bool:
    """Return whether two ways round one loop of a pattern of Python's `re` read the same text.

    Raises `re.error` when the pattern does not compile. What is too large to be looked at counts as ambiguous.

    >>> ambiguous("(a+)+$"), ambiguous("^([a-z0-9]+-)*[a-z0-9]+$")
    (True, False)
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = parser.parse(pattern, flags)
    automaton = _Automaton(tree.state.flags)
    try:
        automaton.sequence(tree)
    except _TooLargeError:
        return True
    return any(map(automaton.doubled, automaton.loops()))


class _TooLargeError(Exception):
    """The pattern has more positions than is reasonable."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: where it can begin and end, and in how many ways it can read nothing (at most 2)."""

    first: Counter[int]
    last: Counter[int]
    empty: int


_NOTHING = _Part(Counter(), Counter(), 1)


@dataclass(slots=True)
class _Automaton:
    flags: int
    reads: list[Ranges] = field(default_factory=list)
    edges: list[Counter[int]] = field(default_factory=list)

    def sequence(self, items: Iterable[tuple[Any, Any]]) -> _Part:
        """Add a sequence of items of the parser's tree."""
        whole = _NOTHING
        for operator, argument in items:
            whole = self._joined(whole, self._item(operator, argument))
        return whole

    def _item(self, operator: Any, argument: Any) -> _Part:
        if operator in _REPEATS:
            return self._repeated(*argument)
        if operator is marks.SUBPATTERN:
            return self.sequence(argument[3])
        if operator is marks.ATOMIC_GROUP:
            return self.sequence(argument)
        if operator is marks.BRANCH:
            return _either([self.sequence(branch) for branch in argument[1]])
        if operator in (marks.ASSERT, marks.ASSERT_NOT):
            self.sequence(argument[1])
            return _NOTHING
        if operator is marks.AT:
            return _NOTHING
        if operator is marks.GROUPREF:
            return self._looped(self._position(_ALL))
        if operator is marks.GROUPREF_EXISTS:
            return _either([self.sequence(branch) if branch else _NOTHING for branch in argument[1:]])
        return self._position(_characters(operator, argument, self.flags))

    def _position(self, ranges: Ranges) -> _Part:
        if len(self.reads) >= 5000:
            raise _TooLargeError
        self.reads.append(ranges)
        self.edges.append(Counter())
        here = Counter({len(self.reads) - 1: 1})
        return _Part(here, here, 0)

    def _joined(self, left: _Part, right: _Part) -> _Part:
        self._link(left.last, right.first)
        return _Part(
            _capped(left.first, _times(right.first, left.empty)),
            _capped(right.last, _times(left.last, right.empty)),
            min(2, left.empty * right.empty),
        )

    def _link(self, ends: Counter[int], begins: Counter[int]) -> None:
        for end, one in ends.items():
            for begin, other in begins.items():
                self.edges[end][begin] = min(2, self.edges[end][begin] + one * other)

    def _looped(self, part: _Part) -> _Part:
        """Return a part that is read any number of times; the engine itself stops rounds that read nothing."""
        self._link(part.last, part.first)
        return _Part(part.first, part.last, 1)

    def _repeated(self, least: int, most: int, items: Sequence[tuple[Any, Any]]) -> _Part:
        if most is marks.MAXREPEAT or most - least > _FINITE or (least > _FINITE and _has_loop(items)):
            before = _NOTHING
            for _ in range(min(least, _COPIES) - 1):  # x+ is one x with a loop, not x followed by x*
                before = self._joined(before, self.sequence(items))
            part = self.sequence(items)
            loop = self._looped(part)
            return self._joined(before, part) if least else loop
        whole = _NOTHING
        for _ in range(min(least, _COPIES)):
            whole = self._joined(whole, self.sequence(items))
        rest = _NOTHING
        for _ in range(most - least):
            once = self._joined(self.sequence(items), rest)
            rest = _Part(once.first, once.last, 1)
        return self._joined(whole, rest)

    def loops(self) -> Iterator[frozenset[int]]:
        """Yield the strongly connected components that hold an edge: the loops of the pattern, with those inside."""
        forward = [self._reach({state}, self.edges) for state in range(len(self.edges))] if self.edges else []
        done: set[int] = set()
        for state, reached in enumerate(forward):
            if state in reached and state not in done:
                loop = frozenset(other for other in reached if state in forward[other])
                done |= loop
                yield loop

    def _reach(self, starts: set[int], edges: Sequence[Iterable[int]]) -> set[int]:
        found: set[int] = set()
        waiting = list(starts)
        while waiting:
            new = set(edges[waiting.pop()]) - found
            found |= new
            waiting += new
        return found

    def doubled(self, loop: frozenset[int]) -> bool:
        """Return whether two ways round a loop read the same: from a pair of equal states, apart, and back."""
        if len(loop) > _LARGE or any(self.edges[state][other] > 1 for state in loop for other in loop):
            return True
        common = {
            (one, other): _overlap(self.reads[one], self.reads[other]) for one in loop for other in loop if one <= other
        }
        after: dict[tuple[int, int], set[tuple[int, int]]] = {}
        waiting = [(state, state) for state in loop]
        while waiting:
            pair = waiting.pop()
            if pair in after:
                continue
            after[pair] = {
                (min(one, other), max(one, other))
                for one in self.edges[pair[0]]
                for other in self.edges[pair[1]]
                if one in loop and other in loop and common[min(one, other), max(one, other)]
            }
            waiting += after[pair]
        return _comes_back(after)


def _has_loop(items: Iterable[tuple[Any, Any]]) -> bool:
    """Return whether something in a part of the tree is repeated without end."""
    return "MAXREPEAT" in str(list(items))


def _comes_back(after: dict[tuple[int, int], set[tuple[int, int]]]) -> bool:
    """Return whether a pair of different states leads to a pair of equal ones."""
    before: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for pair, others in after.items():
        for other in others:
            before.setdefault(other, []).append(pair)
    waiting = [pair for pair in after if pair[0] == pair[1]]
    seen = set(waiting)
    while waiting:
        for pair in before.get(waiting.pop(), ()):
            if pair[0] != pair[1]:
                return True
            if pair not in seen:
                seen.add(pair)
                waiting.append(pair)
    return False


def _either(parts: Sequence[_Part]) -> _Part:
    first: Counter[int] = Counter()
    last: Counter[int] = Counter()
    for part in parts:
        first, last = _capped(first, part.first), _capped(last, part.last)
    return _Part(first, last, min(2, sum(part.empty for part in parts)))


def _times(counts: Counter[int], factor: int) -> Counter[int]:
    return Counter({key: count * factor for key, count in counts.items()}) if factor else Counter()


def _capped(one: Counter[int], other: Counter[int]) -> Counter[int]:
    return Counter({key: min(2, one[key] + other[key]) for key in (*one, *other)})


def _characters(operator: Any, argument: Any, flags: int) -> Ranges:
    """Return the characters that an item of one character reads."""
    if operator is marks.ANY:
        return _ALL if flags & re.DOTALL else _without(((10, 10),))
    if operator is marks.LITERAL:
        return _cased(((argument, argument),), flags)
    if operator is marks.NOT_LITERAL:
        return _without(_cased(((argument, argument),), flags))
    if operator is not marks.IN:
        return _ALL
    found: list[tuple[int, int]] = []
    negated = False
    for kind, value in argument:
        if kind is marks.NEGATE:
            negated = True
        elif kind is marks.LITERAL:
            found.append((value, value))
        elif kind is marks.RANGE:
            found.append(value)
        elif kind is marks.CATEGORY:
            found += _category(_CATEGORIES[value])
    ranges = _cased(tuple(found), flags)
    return _without(ranges) if negated else ranges


@cache
def _category(name: str) -> Ranges:
    everything = "".join(map(chr, range(_LAST + 1)))
    return tuple((match.start(), match.end() - 1) for match in re.finditer(f"{name}+", everything))


def _cased(ranges: Ranges, flags: int) -> Ranges:
    """Return the ranges with the other case of their letters, where case does not count."""
    if not flags & re.IGNORECASE:
        return ranges
    letters = [chr(code) for low, high in ranges if high - low < 1000 for code in range(low, high + 1)]
    others = {other for letter in letters for other in (letter.lower(), letter.upper()) if len(other) == 1}
    return (*ranges, *((ord(other), ord(other)) for other in sorted(others)))


def _without(ranges: Ranges) -> Ranges:
    found, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    return (*found, *(((start, _LAST),) if start <= _LAST else ()))


def _overlap(one: Ranges, other: Ranges) -> bool:
    return any(low <= high2 and low2 <= high for low, high in one for low2, high2 in other)
