"""What surrounds a thing in the store: the rows that say something of it, and what they lead to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph

from intlgraph.namespaces import Display, Intl
from intlgraph.query.labels import Texts, names_of
from intlgraph.query.rows import CALLED, SOURCE, Incoming, Passage, Row, in_parts, incoming, passages, rows
from intlgraph.query.wording import Wording
from intlgraph.store import Store

__all__ = ["Surroundings", "hedges", "makes_a_statement", "surroundings"]

_CITING: Final = (Intl.PASSAGE, Intl.MENTIONED_IN, SOURCE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A thing's own row, the rows that make statements of it, and the triples by which others point to it.

    `rows` also holds the rows without a name that those rows point to, `names` the names of everything among them,
    `cited` the passages and documents that they rest on, `hedges` the concepts that go with the name of a thing.
    """

    own: Row
    statements: tuple[Row, ...]
    others: tuple[Incoming, ...]
    rows: Mapping[str, Row]
    names: Mapping[str, Texts]
    cited: Mapping[str, Passage]
    hedges: Mapping[str, frozenset[str]]


def surroundings(store: Store, thing: str, wording: Wording) -> Surroundings:
    """Return what the store holds around the thing with this IRI."""
    pointing = incoming(store, [thing])
    near = rows(store, [thing, *(each.subject for each in pointing)])
    own = near.get(thing, Row(thing))
    said = {iri: row for iri, row in near.items() if makes_a_statement(row, wording)}
    # A commitment is about the signing that it came from, and so about whatever was signed.
    said |= _further(store, said, near.keys(), wording)
    others = tuple(each for each in pointing if each.subject not in said)
    targets = {target for row in (own, *near.values(), *said.values()) for target in row.targets}
    names = names_of(store, targets)
    unnamed = rows(store, targets - names.keys() - near.keys() - said.keys())
    known = {**unnamed, **near, **said}
    everything = {*known, *targets, *(target for row in known.values() for target in row.reached)}
    shown = [own, *said.values(), *(near[each.subject] for each in others if each.subject in near)]
    cited = passages(store, {each for row in shown for key in _CITING for each in row.pointed(key)})
    statements = tuple(said[iri] for iri in sorted(said))
    held = hedges(store, {thing, *targets}, wording)
    return Surroundings(own, statements, others, known, names_of(store, everything), cited, held)


def _further(store: Store, said: Mapping[str, Row], known: Container[str], wording: Wording) -> dict[str, Row]:
    """Return the statements about these statements, those of the same class left out: a section below a section."""
    pointing = [each for each in incoming(store, said) if each.subject not in known] if said else []
    further = rows(store, {each.subject for each in pointing})
    return {
        each.subject: further[each.subject]
        for each in pointing
        if makes_a_statement(further[each.subject], wording)
        and not set(further[each.subject].classes) & set(said[each.object].classes)
    }


def hedges(store: Store, things: Iterable[str], wording: Wording) -> dict[str, frozenset[str]]:
    """Return for each thing the concepts, of those with a hedge, that a statement about it holds.

    How certain a statement is belongs to that statement alone, not to the thing.
    """
    subjects = sorted({each for word in wording.words.values() for each in word.subjects})
    concepts = sorted(iri for iri, word in wording.words.items() if word.hedge)
    found: dict[str, set[str]] = {}
    for values in in_parts(things if subjects and concepts else ()):
        text = (
            f"SELECT DISTINCT ?thing ?concept WHERE {{ VALUES ?thing {{ {values} }}"
            f" ?row ?subject ?thing FILTER (?subject IN ({', '.join(f'<{each}>' for each in subjects)}))"
            f" ?row ?p ?concept FILTER (?concept IN ({', '.join(f'<{each}>' for each in concepts)}))"
            f" FILTER (?p != <{Intl.CERTAINTY}>) }}"
        )
        for each, concept in store.select(text).rows:
            if isinstance(each, pyoxigraph.NamedNode) and isinstance(concept, pyoxigraph.NamedNode):
                found.setdefault(each.value, set()).add(concept.value)
    return {each: frozenset(known) for each, known in found.items()}


def makes_a_statement(row: Row, wording: Wording) -> bool:
    """Tell whether a row is a statement about others, as its class says; else: it has evidence and no name."""
    display = wording.display(row.classes)
    if display:
        return display == Display.STATEMENT
    return bool(row.said.keys() & {Intl.CERTAINTY, Intl.PASSAGE, SOURCE}) and not row.said.keys() & CALLED
