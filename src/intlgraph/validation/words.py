"""Words for a report: what things are called, which values they have, and which values there are to choose from.

They are looked up in the quads files for those terms alone that results speak of, and only when there are results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat
from pyoxigraph import parse as parse_rdf

from intlgraph.lines import any_of, blocks
from intlgraph.namespaces import DCTERMS, PREF_LABEL, PREFIXES, RDF, RDFS
from intlgraph.validation.nearest import Index, local
from intlgraph.validation.report import Text

__all__ = ["Wanted", "Words", "choices", "look_up", "read_term"]

_NAMES: Final = (
    PREF_LABEL,
    f"{RDFS}label",
    f"{DCTERMS}title",
    f"{PREFIXES['foaf']}name",
    f"{PREFIXES['schema']}name",
    f"{PREFIXES['vcard']}fn",
)
"""The properties that hold the name of a thing, the one to show first."""

_BLOCK: Final = 1 << 16  # its lines are cut apart, which is fastest in small pieces
_FEW: Final = 1000
"""So many things are looked for with one pattern; more of them line by line."""
_TYPE: Final = f"<{RDF}type>"
_ABOVE: Final = f"<{RDFS}subClassOf>"
_OBJECT = re.compile(rb'<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?')

Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report needs words for: things to be named, pairs of thing and predicate whose values are to be told.

    Terms are as in `Result`: `_:b0`, `<http://e/x>`.
    """

    things: frozenset[str]
    values: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """What was found: names by thing and language, types, the values of each wanted pair, and the classes above each.

    A thing that the data says nothing about is not in `known`. `shorter` are beginnings of IRIs that readers need not
    see: the addresses of the publication itself. `choices` are what there is to choose from, as the function of that
    name returns it.
    """

    names: Mapping[str, Text] = field(default_factory=dict)
    types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    above: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    shorter: tuple[str, ...] = ()
    choices: Mapping[tuple[str, str], Mapping[str, Index]] = field(default_factory=dict)

    def below(self, name: str) -> frozenset[str]:
        """Return a class (a term) and all classes below it."""
        found, waiting = {name}, [name]
        while waiting:
            here = waiting.pop()
            new = {each for each, parents in self.above.items() if here in parents} - found
            found |= new
            waiting += new
        return frozenset(found)


def look_up(files: Iterable[Path], wanted: Wanted, shorter: tuple[str, ...] = ()) -> Words:
    """Return the words for what is wanted, read from N-Quads files.

    A second pass finds the names of what the first has found: values, and classes of things.
    """
    paths = tuple(files)
    subjects = wanted.things | {thing for thing, _ in wanted.values}
    found = _words(_about(paths, _encoded(subjects)), wanted, shorter)
    told = frozenset(each for every in (*found.values.values(), *found.types.values()) for each in every)
    more = frozenset(each for each in told if not each.startswith('"')) - wanted.things
    if not more:
        return found
    also = _words(_about(paths, _encoded(more)), Wanted(more), shorter)
    return replace(found, names={**found.names, **also.names}, known=found.known | also.known)


def _encoded(terms: Iterable[str]) -> frozenset[bytes]:
    return frozenset(each.encode() for each in terms)


def _words(statements: Iterable[tuple[str, str, str]], wanted: Wanted, shorter: tuple[str, ...]) -> Words:
    subjects = wanted.things | {thing for thing, _ in wanted.values}
    ranks = {f"<{name}>": rank for rank, name in enumerate(_NAMES)}
    named: dict[str, dict[str, tuple[int, str]]] = {}
    types: dict[str, dict[str, None]] = {}
    values: dict[tuple[str, str], dict[str, None]] = {}
    above: dict[str, dict[str, None]] = {}
    known: set[str] = set()
    for subject, predicate, value in statements:
        if predicate == _ABOVE:
            above.setdefault(subject, {})[value] = None
        if subject in subjects:
            known.add(subject)
        if predicate == _TYPE:
            types.setdefault(subject, {})[value] = None
        if predicate in ranks and isinstance(name := read_term(value), Literal):
            texts, ranked = named.setdefault(subject, {}), (ranks[predicate], name.value)
            texts[name.language or ""] = min(ranked, texts.get(name.language or "", ranked))
        if (subject, predicate) in wanted.values:
            values.setdefault((subject, predicate), {})[value] = None
    return Words(
        {thing: {tag: name for tag, (_, name) in sorted(texts.items())} for thing, texts in named.items()},
        {thing: tuple(sorted(found)) for thing, found in types.items()},
        {pair: tuple(sorted(found)) for pair, found in values.items()},
        {thing: tuple(sorted(found)) for thing, found in above.items()},
        frozenset(known),
        shorter,
    )


def choices(files: Iterable[Path], asked: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Mapping[str, Index]]:
    """Return for each pair of predicate and object (terms) what has it, as local names by namespace, to choose from."""
    pairs = {(predicate.encode(), value.encode()): (predicate, value) for predicate, value in asked}
    if not pairs:
        return {}
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    pattern = _having(pairs)
    for subject, predicate, value in (
        each for path in files for block in blocks(path, _BLOCK) for each in pattern.findall(block)
    ):
        iri, pair = subject.decode(), pairs.get((predicate, value))
        if pair and (name := local(iri)) and iri.endswith(name):
            found.setdefault(pair, {}).setdefault(iri[: len(iri) - len(name)], set()).add(name)
    return {pair: {space: Index(names) for space, names in spaces.items()} for pair, spaces in found.items()}


def _having(pairs: Iterable[tuple[bytes, bytes]]) -> re.Pattern[bytes]:
    """Return the pattern of a line that has one of these pairs of predicate and object, and an IRI as its subject."""
    predicates, values = (b"|".join(map(re.escape, sorted(set(each)))) for each in zip(*pairs, strict=True))
    return re.compile(rb"^<([^> ]*+)> (%b) (%b) " % (predicates, values), re.MULTILINE)


def _about(files: Iterable[Path], subjects: frozenset[bytes]) -> Iterator[tuple[str, str, str]]:
    """Yield the statements about these subjects, and all about which class is below which, wherever they stand."""
    above = f"{_ABOVE} ".encode()
    few = re.compile(rb"\n(%b [^\n]*+)" % any_of(each.decode() for each in subjects)) if len(subjects) < _FEW else None
    for block in (block for path in files for block in blocks(path, _BLOCK)):
        lines = block.split(b"\n") if few is None or above in block else []
        if few is not None:
            found = few.findall(b"\n" + block)
        else:
            found = [line for line in lines if line.partition(b" ")[0] in subjects]
        if above in block:
            found += [line for line in lines if line.partition(b" ")[2].startswith(above)]
        for line in found:
            parts = line.split(b" ", 2)
            if len(parts) == 3 and (match := _OBJECT.match(parts[2])):
                yield parts[0].decode(), parts[1].decode(), match[0].decode()


@lru_cache(maxsize=20_000)
def read_term(text: str) -> Term | None:
    """Return what a term written as in N-Triples means; None for an empty text and what is no term.

    >>> read_term('"nät"@sv').language
    'sv'
    """
    if text.startswith("<"):
        try:
            return NamedNode(text[1:-1])
        except ValueError:
            return None
    if text.startswith("_:"):
        return BlankNode(text[2:])
    try:
        [triple] = parse_rdf(f"<x:x> <x:x> {text} .", format=RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError):
        return None
    return triple.object if isinstance(triple.object, Literal) else None
