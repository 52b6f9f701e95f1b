"""Binding parameters: the places that a query marks are filled with terms, serialised, and with nothing else.

A place is marked with an empty block, `VALUES (?organization ?date) { }`. The variables of parameters that are not
given leave the block; a block with none left is taken out, so that the engine plans the query that is asked and no
variable is half bound. The same text works embedded and behind an endpoint, where nothing but text arrives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pyoxigraph import Literal, NamedNode

from intlgraph.store import syntax

__all__ = ["Bound", "fill", "marked"]

Bound = Mapping[str, Sequence[Mapping[str, Literal | NamedNode]]]
"""For each parameter that is given its values; each value is the term of every variable that the parameter fills."""

_COPY = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True)
class _Mark:
    """One marked place: where it starts and ends in the text, and its variables in their order."""

    start: int
    end: int
    variables: tuple[str, ...]


def marked(text: str) -> frozenset[str]:
    """Return the variables for which a query marks places; a numbered copy (`?reading_2`) counts as its original.

    >>> sorted(marked("SELECT * { VALUES (?a ?b_2) { } VALUES ?c { 1 } }"))
    ['a', 'b']
    """
    return frozenset(_COPY.sub("", variable) for mark in _marks(text) for variable in mark.variables)


def fill(text: str, bound: Bound) -> str:
    """Return the query with its marked places filled.

    >>> fill("ASK { VALUES (?a ?b) { } ?a ?b ?c }", {"x": [{"b": NamedNode("http://e/1")}]})
    'ASK { VALUES (?b) { (<http://e/1>) } ?a ?b ?c }'
    """
    filled, place = [], 0
    for mark in _marks(text):
        filled += [text[place : mark.start], _block(mark, bound)]
        place = mark.end
    return "".join([*filled, text[place:]])


def _block(mark: _Mark, bound: Bound) -> str:
    owners = {variable: name for name, values in bound.items() for value in values for variable in value}
    held = [each for each in mark.variables if _COPY.sub("", each) in owners]
    if not held:
        return ""
    names = list(dict.fromkeys(owners[_COPY.sub("", each)] for each in held))
    rows = []
    for values in product(*(bound[name] for name in names)):
        terms = {variable: term for value in values for variable, term in value.items()}
        rows.append(f"({' '.join(str(terms[_COPY.sub('', each)]) for each in held)})")
    return f"VALUES ({' '.join(f'?{each}' for each in held)}) {{ {' '.join(rows)} }}"


def _marks(text: str) -> Iterator[_Mark]:
    """Yield the marked places in the order in which they stand."""
    found = syntax.tokens(text)
    for index, token in enumerate(found):
        if token.kind != "word" or token.text.upper() != "VALUES":
            continue
        rest = [each for each in found[index + 1 : index + 24] if each.text not in ("(", ")")]
        variables = []
        while rest and rest[0].kind == "variable":
            variables.append(rest.pop(0).text[1:])
        if variables and [each.text for each in rest[:2]] == ["{", "}"]:
            yield _Mark(token.start, rest[1].start + 1, tuple(variables))
