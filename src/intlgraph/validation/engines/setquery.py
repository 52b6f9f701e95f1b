"""Set queries: the query of a SPARQL constraint, asked about all focus nodes at once instead of one after another.

SHACL (section 5.3 and appendix A) runs `SELECT $this ?value { ... }` for each focus node, with `$this` bound before
anything else. A query in which the pattern of a target binds `?this` gives the same solutions, as long as every group
that uses `?this` in an expression binds it too: a group is evaluated by itself before it is joined to what is around
it (SPARQL 1.1, section 18.2.1). Where that cannot be seen from the words of the query there is no set query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from intlgraph.store.syntax import Token, tokens
from intlgraph.validation.queries import declared, iri_of
from intlgraph.validation.targets import Target

__all__ = ["SetQuery", "of", "pattern"]

_REFUSED: Final = (
    "SELECT GRAPH SERVICE MINUS VALUES FROM GROUP HAVING ORDER LIMIT OFFSET BASE RAND NOW UUID STRUUID BNODE"
)
_UNKNOWN: Final = frozenset({"currentShape", "shapesGraph", "failure"})
_OWN: Final = "intlgraphTarget"


@dataclass(frozen=True, slots=True)
class SetQuery:
    """A query in pieces: between each two of them the pattern of a target stands. `names` are what it selects.

    `leads` are predicates (terms) that the query demands of `$this` before anything else; `compares` tells whether it
    asks which of two values is less.
    """

    pieces: tuple[str, ...]
    names: tuple[str, ...]
    walks_nothing: bool
    leads: frozenset[str] = frozenset()
    compares: bool = False

    def text(self, target: Target) -> str:
        """Return the query about the focus nodes of one target.

        What the query demands anyway is not demanded twice: that would give each value beside each other one.
        """
        chosen = f" {pattern(target)} "
        head, first, *rest = self.pieces
        demanded = target.kind == "subjects-of" and target.term in self.leads
        return chosen.join([f"{head} {first}" if demanded else f"{head}{chosen}{first}", *rest])


def pattern(target: Target) -> str:
    """Return the graph pattern that binds `?this` to the focus nodes of a target.

    >>> pattern(Target("subjects-of", "<http://e/p>"))
    '?this <http://e/p> ?intlgraphTarget .'
    """
    match target.kind:
        case "class":
            return f"?this a {target.term} ."
        case "subjects-of":
            return f"?this {target.term} ?{_OWN} ."
        case "objects-of":
            return f"?{_OWN} {target.term} ?this ."
    return f"VALUES ?this {{ {target.term} }}"


@dataclass(slots=True)
class _Group:
    """A group that is being read: whether it binds `?this`, uses it in an expression, and is the body of an EXISTS."""

    start: int
    exists: bool
    binds: bool = False
    uses: bool = False
    brackets: int = 0
    expression: bool = False


def of(prologue: str, text: str) -> SetQuery | None:
    """Return the set query of a constraint, whose path has been put in; None where it is not sure to mean the same.

    >>> query = of("", "SELECT $this ?value WHERE { $this <http://e/p> ?value FILTER(?value = $this) }")
    >>> query.names, query.pieces[0]
    (('this', 'value'), 'SELECT DISTINCT ?this ?value {')
    >>> of("", "SELECT $this { { SELECT ?x { ?x ?y ?z } } }") is None
    True
    """
    found = list(tokens(text))
    head = _head(found)
    if head is None or not _is_plain(found):
        return None
    names, body = head
    groups = _groups(found[body:])
    if groups is None or any(group.exists and group.uses and not group.binds for group in groups):
        return None
    starts = sorted({groups[0].start, *(each.start for each in groups if each.uses and not each.binds)})
    cuts = [*starts, len(text)]
    pieces = [
        f"{prologue}SELECT DISTINCT {' '.join(f'?{name}' for name in names)} {{",
        *(text[first:last] for first, last in pairwise(cuts)),
    ]
    walks = any(token.text in ("*", "?") for token in found[body:])
    compares = any(token.kind == "mark" and token.text[0] in "<>" for token in found)
    return SetQuery(tuple(pieces), names, walks, frozenset(_leads(prologue, found[body + 1 :])), compares)


def _leads(prologue: str, found: list[Token]) -> Iterator[str]:
    """Yield the predicates, as terms, of the triples about `$this` that a body opens with: `$this p ?a ; q ?b .`."""
    names = declared(prologue)
    if not found or found[0].text[1:] != "this":
        return
    for predicate, value, mark in zip(found[1::3], found[2::3], found[3::3], strict=False):
        iri = iri_of(predicate, names)
        if not iri or value.kind not in ("variable", "iri", "name") or mark.text not in (";", ".", "}"):
            return
        yield f"<{iri}>"
        if mark.text != ";":
            return


def _head(found: list[Token]) -> tuple[tuple[str, ...], int] | None:
    """Return the selected names, and which token opens the body; None where more than names is selected."""
    names: list[str] = []
    for place, token in enumerate(found):
        word = token.text.upper()
        if token.text == "{":
            return (tuple(names), place) if "this" in names and place else None
        if token.kind == "variable":
            names.append(token.text[1:])
        elif word not in (("SELECT",) if place == 0 else ("DISTINCT", "REDUCED", "WHERE")):
            return None
    return None


def _is_plain(found: Iterable[Token]) -> bool:
    before = ""
    for place, token in enumerate(found):
        word = token.text.upper()
        if token.kind == "ambiguous" or (token.kind == "word" and place and word in _REFUSED.split()):
            return False
        if token.kind == "variable" and (token.text[1:] in _UNKNOWN or token.text[1:] == _OWN):
            return False
        if before == "AS" and token.text[1:] == "this":
            return False
        before = word
    return True


def _groups(found: list[Token]) -> list[_Group] | None:
    """Return the groups of a body, in the order they open; None when it does not end where the text ends."""
    open_groups: list[_Group] = []
    closed: list[_Group] = []
    before = ""
    for place, token in enumerate(found):
        word = token.text.upper()
        if token.text == "{":
            open_groups.append(_Group(token.start + 1, before == "EXISTS" or any(g.exists for g in open_groups)))
            closed.append(open_groups[-1])
        elif not open_groups:
            return None
        elif token.text == "}":
            open_groups.pop()
            if open_groups and not open_groups[-1].brackets:
                open_groups[-1].expression = False  # FILTER EXISTS { } has come to its end
            if not open_groups and place < len(found) - 1:
                return None
        else:
            _read(open_groups[-1], token, word)
        before = word
    return closed if closed and not open_groups else None


def _read(group: _Group, token: Token, word: str) -> None:
    if token.kind == "word" and word in ("FILTER", "BIND"):
        group.expression = True
    elif token.text == "(":
        group.brackets += 1
    elif token.text == ")":
        group.brackets -= 1
        group.expression = group.expression and group.brackets > 0
    elif token.kind == "variable" and token.text[1:] == "this":
        if group.expression:
            group.uses = True
        else:
            group.binds = True
