"""Blank nodes: names that say what they stand for, so that two files can be compared that call them differently.

RDFC-1.0 numbers the blank nodes of a whole dataset, so that one change renames many. Here each set of blank nodes that
hang together is canonicalised on its own and named after what it says: what did not change keeps its name.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from intlgraph import graphs
from intlgraph.formats import graph_format

__all__ = ["named"]

_BLANK: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|(_:\S+)')


def named(lines: Iterable[str]) -> list[str]:
    r"""Return lines sorted, their blank nodes with names that depend on nothing but what is said.

    Holds the lines in memory. Time grows exponentially with blank nodes that hang together and look alike.

    >>> one = named(['_:a <http://e/p> _:b .\n', '_:b <http://e/q> "1" .\n', '_:x <http://e/q> "2" .\n'])
    >>> one == named(['_:q <http://e/q> "2" .\n', '_:r <http://e/q> "1" .\n', '_:s <http://e/p> _:r .\n'])
    True
    """
    told = list(lines)
    found = [line for line in told if not _blanks(line)]
    seen: Counter[str] = Counter()
    for group in _groups([line for line in told if _blanks(line)]):
        canonical = graphs.canonical(graphs.parse("".join(group).encode(), graph_format("nquads")))
        digest = hashlib.sha256("".join(canonical).encode()).hexdigest()[:16]
        seen[digest] += 1  # two that say the same are two
        found += _marked(canonical, f"_:b{digest}x{seen[digest]}")
    return sorted(found)


def _marked(lines: Iterable[str], mark: str) -> Iterator[str]:
    for line in lines:
        yield _BLANK.sub(lambda match: f"{mark}{match[1][2:]}" if match[1] else match[0], line)


def _blanks(line: str) -> list[str]:
    return [name for name in _BLANK.findall(line) if name]


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """Return the lines in groups that share no blank node."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while above.setdefault(name, name) != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for line in lines:
        first, *rest = _blanks(line)
        for other in rest:
            above[top(other)] = top(first)
    groups: dict[str, list[str]] = {}
    for line in lines:
        groups.setdefault(top(_blanks(line)[0]), []).append(line)
    return list(groups.values())
