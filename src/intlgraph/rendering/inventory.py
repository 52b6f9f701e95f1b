"""What has a page: found class by class, a bounded number at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import OA, Display
from intlgraph.query.wording import Wording
from intlgraph.store import Store

__all__ = ["entities"]

_AT_ONCE: Final = 20_000
_CLASSES: Final = "SELECT DISTINCT ?class WHERE {{ GRAPH ?g {{ ?thing a ?class }} FILTER (?g != <{ontology}>) }}"
_TYPED: Final = "VALUES ?class {{ {classes} }} GRAPH ?g {{ ?thing a ?class }} FILTER (?g != <{ontology}>)"
_ORPHANED: Final = (
    "VALUES ?class {{ {classes} }} GRAPH ?g {{ ?thing a ?class }} FILTER (?g != <{ontology}>)"
    " FILTER NOT EXISTS {{ ?thing ?subject ?owner FILTER (?subject IN ({subjects})) }}"
)
_USED: Final = (
    "VALUES ?class {{ {classes} }} GRAPH <{ontology}> {{ ?thing a ?class }}"
    " FILTER EXISTS {{ GRAPH ?g {{ ?row ?property ?thing }} FILTER (?g != <{ontology}>) }}"
)


def entities(store: Store, wording: Wording, ontology: str, goals: Iterable[str]) -> Iterator[str]:
    """Yield the IRIs of everything that has a page, each once.

    That is what the data holds and is no statement, no passage and no selector of one; a statement without a subject,
    so that none is lost; things of the ontology, such as the UN's targets, that the data points to; and every goal.
    """
    terms = store.select(_CLASSES.format(ontology=ontology)).column("class")
    found = {term.value for term in terms if isinstance(term, NamedNode) and not term.value.startswith(OA)}
    statements = sorted(each for each in found if wording.display([each]) == Display.STATEMENT)
    declared = {subject for word in wording.words.values() for subject in word.subjects}
    subjects = ", ".join(f"<{each}>" for each in sorted(declared))
    yield from _paged(store, _TYPED, sorted(found - set(statements)), ontology)
    if subjects:
        yield from _paged(store, _ORPHANED, statements, ontology, subjects)
    listed = sorted(each for each, word in wording.words.items() if word.display == Display.ENTITY)
    shown = set(goals)
    yield from sorted(shown)
    yield from (each for each in _paged(store, _USED, listed, ontology) if each not in shown)


def _paged(store: Store, pattern: str, classes: Iterable[str], ontology: str, subjects: str = "") -> Iterator[str]:
    """Yield the things that a pattern finds, by IRI: so many at once that memory stays bounded."""
    listed = " ".join(f"<{each}>" for each in classes)
    where = pattern.format(classes=listed, ontology=ontology, subjects=subjects)
    last = ""
    while listed:
        after = f" FILTER (STR(?thing) > {Literal(last)})" if last else ""
        text = f"SELECT DISTINCT ?thing WHERE {{ {where}{after} }} ORDER BY STR(?thing) LIMIT {_AT_ONCE}"
        rows = store.select(text).rows
        yield from (thing.value for (thing,) in rows if isinstance(thing, NamedNode))
        if len(rows) < _AT_ONCE or not isinstance(rows[-1][0], NamedNode):
            return
        last = rows[-1][0].value
