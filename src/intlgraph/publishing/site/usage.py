"""How often the classes and properties of a vocabulary are used in the data, and some examples of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph import ontology
from intlgraph.namespaces import RDF
from intlgraph.project import Project
from intlgraph.query.labels import names_of
from intlgraph.query.rows import Row, rows
from intlgraph.rendering.describing import Describer
from intlgraph.rendering.description import Fact, Link, Value
from intlgraph.rendering.vocabulary import Example
from intlgraph.store import Store, Term

__all__ = ["Usage", "read"]

_SHOWN: Final = 3
_LOOKED: Final = 2000
"""So many of a kind are looked at to choose examples from, however many there are."""

_LONG: Final = 200


@dataclass(frozen=True, slots=True)
class Usage:
    """How often each class and property is used, by IRI, and examples."""

    counts: Mapping[str, int]
    examples: Mapping[str, tuple[Example, ...]]


def read(project: Project, describer: Describer, store: Store, classes: Sequence[str], terms: Sequence[str]) -> Usage:
    """Return how classes and properties (`terms`) are used in the data; the ontology itself is left out."""
    graph = project.iris.graph(ontology.GRAPH)
    counts = _counts(store, graph)
    chosen = {each: _things(store, graph, f"?s a <{each}>") for each in classes if counts.get(each)}
    known = dict(rows(store, {iri for all_ in chosen.values() for iri in all_}))
    for each in terms:
        having = sorted(iri for iri, row in known.items() if each in row.said)[:_SHOWN]
        chosen[each] = having or (_things(store, graph, f"?s <{each}> ?o") if counts.get(each) else [])
    known |= rows(store, {iri for all_ in chosen.values() for iri in all_} - known.keys())
    facts = _facts(describer, known)
    named = names_of(store, {*known, *_values(known, terms)})
    links = {iri: Link(iri, named.get(iri, {})) for iri in known}
    examples: dict[str, tuple[Example, ...]] = {}
    for each, things in chosen.items():
        examples[each] = tuple(
            Example(links[iri], facts.get(iri), tuple(_told(known[iri], each, named))) for iri in things if iri in known
        )
    return Usage(counts, examples)


def _counts(store: Store, graph: str) -> dict[str, int]:
    elsewhere = f"FILTER (?g != <{graph}>)"
    texts = (
        f"SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE {{ GRAPH ?g {{ ?s a ?c }} {elsewhere} }} GROUP BY ?c",
        f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {elsewhere} }} GROUP BY ?p",
    )
    return {
        term.value: int(number.value)
        for text in texts
        for term, number in store.select(text).rows
        if isinstance(term, NamedNode) and isinstance(number, Literal)
    }


def _things(store: Store, graph: str, pattern: str) -> list[str]:
    """Return the first things by IRI, of some thousand, that fit a pattern of `?s`."""
    text = (
        f"SELECT DISTINCT ?s WHERE {{ {{ SELECT ?s WHERE {{ GRAPH ?g {{ {pattern} }}"
        f" FILTER (?g != <{graph}>) }} LIMIT {_LOOKED} }} }} ORDER BY ?s LIMIT {_SHOWN}"
    )
    return [cell.value for (cell,) in store.select(text).rows if isinstance(cell, NamedNode)]


def _facts(describer: Describer, known: Mapping[str, Row]) -> dict[str, Fact]:
    """Return the fact that each statement is; a thing with a page of its own is none."""
    statements = sorted(iri for iri, home in describer.homes(known).items() if home != iri)
    found: dict[str, Fact] = {}
    for iri, description in zip(statements, describer.descriptions(statements), strict=True):
        facts = (fact for section in description.sections for fact in section.facts)
        if fact := next((each for each in facts if each.iri == iri), None):
            found[iri] = fact
    return found


def _values(known: Mapping[str, Row], terms: Iterable[str]) -> Iterator[str]:
    for row in known.values():
        for each in terms:
            yield from (value.value for value in row.said.get(each, ()) if isinstance(value, NamedNode))


def _told(row: Row, property_: str, named: Mapping[str, Mapping[str, str]]) -> Iterator[Value]:
    values: Sequence[Term] = () if property_ == f"{RDF}type" else row.said.get(property_, ())
    for each in islice(values, _SHOWN):
        if isinstance(each, NamedNode):
            yield Value(link=Link(each.value, named.get(each.value, {})))
        elif isinstance(each, Literal):
            text = each.value if len(each.value) <= _LONG else f"{each.value[:_LONG]}…"
            yield Value(text, each.language or "", each.datatype.value)
