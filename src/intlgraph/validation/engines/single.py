"""Constraints that judge one triple at a time: `$this ?path ?held`, whatever the predicate, and what the value says.

Such a query needs no store of everything. It is asked about a small one, of what is said in triples that it does not
pass over by name, each once, and without the pattern of a target, since what it finds is rare: of whom it is said, and
whose focus nodes those are, is looked up afterwards. As long as it only asks for the text of the value, the value's
datatype is left out of the store, so that no number is written in another way there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from intlgraph.lines import any_of, blocks
from intlgraph.store.base import Term
from intlgraph.store.oxigraph import OxigraphStore, in_memory
from intlgraph.store.syntax import Token, tokens
from intlgraph.validation.engines.prepared import NODE, OBJECT, Prepared
from intlgraph.validation.queries import declared, iri_of

__all__ = ["Single", "Solution", "ask", "of"]

_TEXT_OF: Final = frozenset({"STR", "LANG", "ISLITERAL", "ISIRI", "ISURI", "ISBLANK"})
_TYPED: Final = re.compile(rb'"\^\^<[^>]*+>$')
_NUMBERED: Final = "urn:intlgraph:said:"

Solution = Mapping[str, Term | None]
"""A row of an answer, by variable."""


@dataclass(frozen=True, slots=True)
class Single:
    """A query about single triples: the text, the predicates (IRIs) that it passes over, and the text without them."""

    text: str
    bare: str
    spared: frozenset[str]

    def asked_of(self, spared: frozenset[str]) -> str:
        """Return what to ask a store that lacks some predicates: no more than is needed."""
        return self.bare if self.spared <= spared else self.text


def of(prologue: str, text: str) -> Single | None:
    """Return the query of a constraint as one about single triples; None where it is not sure to be that.

    >>> query = of("", "SELECT $this ?p { $this ?p ?o . FILTER (!sameTerm(?p, <http://e/q>)) FILTER (STR(?o) = '') }")
    >>> query.spared
    frozenset({'http://e/q'})
    >>> of("", "SELECT $this ?p { $this ?p ?o . FILTER (!sameTerm(?p, <http://e/q>)) ?o ?p $this }") is None
    True
    """
    found = tokens(text)
    body = next((place for place, token in enumerate(found) if token.text == "{"), len(found))
    pattern = found[body + 1 : body + 5]
    if [token.kind for token in pattern[:3]] != ["variable"] * 3 or [token.text for token in pattern[3:]] != ["."]:
        return None
    this, path, held = (token.text[1:] for token in pattern[:3])
    end = _end_of_filter(found, body + 5, path)
    if this != "this" or len({this, path, held}) != 3 or end is None:
        return None
    rest = found[end:]
    if not _is_expressions(rest) or not _asks_for_text(found[:body] + rest, held):
        return None
    if any(token.kind == "variable" and token.text[1:] == this for token in rest):
        return None
    names = declared(prologue)
    spared = [iri_of(token, names) for token in found[body + 5 : end] if token.kind in ("iri", "name")]
    whole, start = prologue + text, len(prologue)
    filter_ = whole[start + found[body + 5].start : start + found[end - 1].start + 1]
    # Where none of those triples is in the store, there is no need to pass over them once more.
    bare = whole.replace(filter_, "", 1) if all(spared) else whole
    return Single(whole, bare, frozenset(iri for iri in spared if iri))


def _end_of_filter(found: Sequence[Token], start: int, path: str) -> int | None:
    """Return what follows a filter that does nothing but pass over predicates by name; None where there is none such.

    FILTER ( !sameTerm(?path, <a>) && !sameTerm(?path, <b>) ... )
    """
    words = [token.text.upper() for token in found[start : start + 2]]
    if words != ["FILTER", "("]:
        return None
    place = start + 2
    while place + 7 < len(found):
        bang, name, opened, variable, comma, iri, closed, after = found[place : place + 8]
        marks = (bang.text, name.text.upper(), opened.text, comma.text, closed.text)
        if marks != ("!", "SAMETERM", "(", ",", ")") or variable.text[1:] != path or iri.kind not in ("iri", "name"):
            return None
        if after.text == ")":
            return place + 8
        if [token.text for token in found[place + 7 : place + 9]] != ["&", "&"]:
            return None
        place += 9
    return None


def _is_expressions(rest: Sequence[Token]) -> bool:
    """Return whether what is left of a body are FILTER and BIND alone, up to the bracket that ends it."""
    words = [token.text.upper() for token in rest]
    if words[-1:] != ["}"] or {"{", "EXISTS", "SELECT"}.intersection(words) or words.count("}") > 1:
        return False
    if any(first == "AS" and second in ("?THIS", "$THIS") for first, second in pairwise(words)):
        return False
    depth = 0
    for word in words[:-1]:
        depth += (word == "(") - (word == ")")
        if depth == 0 and word not in (")", "FILTER", "BIND", "REGEX", "."):
            return False
    return True


def _asks_for_text(found: Sequence[Token], held: str) -> bool:
    """Return whether a variable stands in the query only as what STR, LANG, isLiteral and the like are asked about."""
    places = [place for place, token in enumerate(found) if token.kind == "variable" and token.text[1:] == held]
    return all(
        place > 1 and found[place - 1].text == "(" and found[place - 2].text.upper() in _TEXT_OF for place in places
    )


def ask(prepared: Prepared, queries: Sequence[Single]) -> Iterator[tuple[Single, Solution]]:
    """Yield each query with each of its solutions in the data, once for everyone of whom the same is said.

    A query sees what is said and not of whom, so what is said of many is asked about once.
    """
    spared = frozenset.intersection(*(query.spared for query in queries))
    said = list(dict.fromkeys(text for _, text in _triples(prepared, spared)))
    store = _store(prepared.file.with_name("single.nq"), said)
    hits: dict[bytes, list[tuple[Single, Solution]]] = {}
    for query in queries:
        answer = store.select(query.asked_of(spared))
        for row in answer.rows:
            solution: Solution = dict(zip(answer.variables, row, strict=True))
            number = str(solution["this"])[1 + len(_NUMBERED) : -1]
            hits.setdefault(said[int(number)], []).append((query, solution))
    if hits:
        for subject, text in _triples(prepared, spared):
            for query, solution in hits.get(text, ()):
                yield query, {**solution, "this": _node(subject)}


def _store(file: Path, said: Sequence[bytes]) -> OxigraphStore:
    with file.open("wb") as out:
        out.writelines(b"<%b%d> %b .\n" % (_NUMBERED.encode(), number, text) for number, text in enumerate(said))
    store = in_memory()
    store.load([file])
    return store


def _triples(prepared: Prepared, spared: frozenset[str]) -> Iterator[tuple[bytes, bytes]]:
    """Yield who, and what is said of them, of the triples without these predicates; typed literals as plain text."""
    pattern = re.compile(rb"\n([<_][^ ]*+) ((?!%b)%b %b)" % (any_of(f"<{name}>" for name in spared), NODE, OBJECT))
    for block in blocks(prepared.file):
        for subject, text in pattern.findall(b"\n" + block):
            yield subject, _TYPED.sub(b'"', text) if text.endswith(b">") else text


def _node(text: bytes) -> NamedNode | BlankNode:
    return BlankNode(text[2:].decode()) if text.startswith(b"_:") else NamedNode(text[1:-1].decode())
