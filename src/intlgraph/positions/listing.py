"""Lines with positions: the statements of N-Triples and N-Quads, one a line, fast where the lines are canonical."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from intlgraph.namespaces import XSD
from intlgraph.positions.turtle import Stated
from intlgraph.positions.turtle import statements as turtle_statements

__all__ = ["statements"]

_CANONICAL: Final = re.compile(
    rf"""(?P<subject><[^>\\]*>|_:\S+)[ ](?P<predicate><[^>\\]*>)[ ]
         (?P<object><[^>\\]*>|_:\S+|"[^"\\]*"(?:@[a-z0-9-]+|\^\^<(?!{re.escape(XSD)}string>)[^>\\]*>)?)
         (?:[ ](?:<[^>]*>|_:\S+))?[ ]\.\r?\n?""",
    re.VERBOSE,
)


def statements(lines: Iterable[str]) -> Iterator[Stated]:
    r"""Yield the statement of each line; offsets are counted from the beginning of the first.

    >>> [each.end for each in statements(["<http://e/a> <http://e/p> 'x' .\n", '<http://e/a> <http://e/p> "y" .\n'])]
    [26, 58]
    """
    offset = 0
    for line in lines:
        match = _CANONICAL.fullmatch(line)
        if match is not None:
            start, end = match.span("subject")[0], match.span("object")[0]
            yield Stated(match["subject"], match["predicate"], match["object"], offset + start, offset + end)
        else:
            for each in turtle_statements(line, quads=True):
                yield each._replace(start=offset + each.start, end=offset + each.end)
        offset += len(line)
