"""Terms as the lines of a build hold them: canonical N-Triples text, taken apart without objects for every term.

A term here is a string: `<http://...>`, `_:b`, `"..."`, `"..."@sv` or `"..."^^<http://...>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

__all__ = ["RDF_TYPE", "Memo", "literal", "unescaped"]

V = TypeVar("V")

RDF_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

_LIMIT = 65_536
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


class Memo(dict[str, V]):
    """A dictionary that makes what it does not hold, and forgets everything when it grows too large.

    A hit costs one dictionary look-up, no call; the limit keeps memory apart from the number of triples.

    >>> Memo(len)["abc"]
    3
    """

    __slots__ = ("_limit", "_make")

    def __init__(self, make: Callable[[str], V], limit: int = _LIMIT) -> None:
        """Keep the function that makes a value from its key, and how many values are kept."""
        super().__init__()
        self._make = make
        self._limit = limit

    def __missing__(self, key: str) -> V:
        """Make, keep and return the value of a key."""
        if len(self) >= self._limit:
            self.clear()
        value = self[key] = self._make(key)
        return value


def literal(term: str) -> tuple[str, str, str]:
    r"""Return a literal's quoted text as it stands, its language tag and its datatype IRI; absent ones are empty.

    >>> literal('"2017"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    ('"2017"', '', 'http://www.w3.org/2001/XMLSchema#gYear')
    >>> literal('"a \\"b\\""@sv')
    ('"a \\"b\\""', 'sv', '')
    """
    end = term.rindex('"') + 1
    tail = term[end:]
    if tail.startswith("^^"):
        return term[:end], "", tail[3:-1]
    return term[:end], tail[1:], ""


def unescaped(text: str) -> str:
    r"""Return the characters that a text stands for (N-Triples, section 7: `ECHAR` and `UCHAR`).

    >>> unescaped('a\\n\\u00E5\\\\u')
    'a\nå\\u'
    """
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    four, eight, letter = match.groups()
    return _ESCAPED[letter] if letter else chr(int(four or eight, 16))
