"""Rows as the store has them: the values of each, whose words they are, and the passages that they rest on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Final, Literal

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from intlgraph.namespaces import DCTERMS, OA, PREFIXES, RDF, Intl
from intlgraph.query.labels import ALIASES, NAMES, names_of
from intlgraph.store import Store, Term
from intlgraph.store.base import in_parts

__all__ = [
    "CALLED",
    "EVIDENCE",
    "SOURCE",
    "TYPE",
    "Incoming",
    "Origin",
    "Passage",
    "Row",
    "in_parts",
    "incoming",
    "passages",
    "rows",
]

Origin = Literal["said", "derived", "editorial"]
"""Whose words a triple is: the rows', what rules made of them, or the publisher's own."""

TYPE: Final = f"{RDF}type"
SOURCE: Final = f"{DCTERMS}source"
GraphName = NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph
EVIDENCE: Final = frozenset({Intl.CERTAINTY, Intl.PASSAGE, Intl.REASON, Intl.MENTIONED_IN, SOURCE})
"""What says how a row is known, and not what the row says."""


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


CALLED: Final = frozenset(map(_expanded, (*NAMES, *ALIASES)))
"""The properties that name a thing, in full."""

_GRAPHS: Final = "/graph/"
_HAS_SOURCE: Final = f"{OA}hasSource"
_SELECTOR: Final = f"{OA}hasSelector"
_START: Final = f"{OA}start"
_END: Final = f"{OA}end"


@dataclass(frozen=True)
class Row:
    """One resource: its classes, and its values by property, apart for each origin.

    It has no slots, so that what it points to, which is asked for again and again, is worked out once.
    """

    iri: str
    classes: list[str] = field(default_factory=list)
    values: dict[Origin, dict[str, list[Term]]] = field(
        default_factory=lambda: {"said": {}, "derived": {}, "editorial": {}}
    )

    @property
    def said(self) -> Mapping[str, list[Term]]:
        """The values that the row itself gives."""
        return self.values["said"]

    @cached_property
    def targets(self) -> frozenset[str]:
        """The IRIs of everything that the row itself points to, its evidence left out."""
        return frozenset(_iris(value for key, each in self.said.items() if key not in EVIDENCE for value in each))

    @cached_property
    def reached(self) -> frozenset[str]:
        """The IRIs of everything that the row points to, whoever says so, its evidence among them."""
        every = (each for values in self.values.values() for each in values.values())
        return frozenset(_iris(value for each in every for value in each))

    def pointed(self, property_: str, origin: Origin = "said") -> list[str]:
        """Return the IRIs among the values of a property, of one origin."""
        return list(_iris(self.values[origin].get(property_, ())))


@dataclass(frozen=True, slots=True)
class Incoming:
    """A triple whose object is a thing looked at."""

    subject: str
    property: str
    object: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of a document, or (without `start`) a document cited whole; titles by language."""

    iri: str
    document: str
    title: Mapping[str, str]
    document_sha256: str = ""
    start: int | None = None
    end: int | None = None
    sha256: str = ""


def rows(store: Store, things: Iterable[str]) -> dict[str, Row]:
    """Return what is said of each of these resources (IRIs); one of which nothing is said is left out."""
    return {iri: _row(iri, quads) for iri, quads in store.about(things).items()}


def _row(iri: str, quads: Iterable[Quad]) -> Row:
    """Return a row; properties and values stand in the order of their texts, whatever the order of the store."""
    by_property: dict[str, list[tuple[Term, GraphName]]] = {}
    for quad in quads:
        by_property.setdefault(quad.predicate.value, []).append((quad.object, quad.graph_name))
    row = Row(iri)
    for name in sorted(by_property, key=_closed):
        found = by_property[name]
        if len(found) > 1:
            found.sort(key=str)
        for value, graph in found:
            if name == TYPE and isinstance(value, NamedNode):
                if value.value not in row.classes:
                    row.classes.append(value.value)
                continue
            each = row.values[_origin(graph)].setdefault(name, [])
            if value not in each:
                each.append(value)
    return row


def _closed(iri: str) -> str:
    """Return what sorts an IRI as in a line of N-Triples, where `>` ends it."""
    return f"{iri}>"


def incoming(store: Store, things: Collection[str]) -> list[Incoming]:
    """Return every triple that points to one of these things, those of evidence and of positions in texts left out."""
    found: set[tuple[str, str, str, Origin]] = set()
    for thing, quads in store.towards(things).items():
        for quad in quads:
            name = quad.predicate.value
            if name not in EVIDENCE and name != TYPE and not name.startswith(OA):
                row = quad.subject
                if isinstance(row, NamedNode):
                    found.add((row.value, name, thing, _origin(quad.graph_name)))
    return [Incoming(*each) for each in sorted(found)]


def passages(store: Store, cited: Iterable[str]) -> dict[str, Passage]:
    """Return the passages, or documents cited whole, with these IRIs."""
    wanted = sorted(set(cited))
    known = rows(store, wanted)
    selectors = rows(store, {each for row in known.values() for each in row.pointed(_SELECTOR)})
    ranges: dict[str, tuple[str, int, int, str]] = {}
    for iri, row in known.items():
        for document in row.pointed(_HAS_SOURCE):
            for selector in row.pointed(_SELECTOR):
                said = selectors[selector].said if selector in selectors else {}
                if said.get(_START) and said.get(_END):
                    ends = int(_text(said[_START][0])), int(_text(said[_END][0]))
                    ranges[iri] = (document, *ends, _first(row, Intl.SHA256))
    documents = {ranges[each][0] if each in ranges else each for each in wanted}
    titles, whole = names_of(store, documents), rows(store, documents)
    found: dict[str, Passage] = {}
    for each in wanted:
        document = ranges[each][0] if each in ranges else each
        sha256 = _first(whole[document], Intl.SHA256) if document in whole else ""
        passage = Passage(each, document, titles.get(document, {}), sha256)
        if each in ranges:
            _, first, last, own = ranges[each]
            passage = replace(passage, start=first, end=last, sha256=own)
        found[each] = passage
    return found


def _first(row: Row, property_: str) -> str:
    return next((_text(value) for values in row.values.values() for value in values.get(property_, ())), "")


@lru_cache(64)
def _origin(graph: GraphName) -> Origin:
    name = graph.value.rpartition(_GRAPHS)[2] if isinstance(graph, NamedNode) else ""
    if name == "editorial":
        return "editorial"
    return "derived" if name.startswith("derived") else "said"


def _iris(values: Iterable[Term]) -> Iterator[str]:
    return (value.value for value in values if isinstance(value, NamedNode))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | pyoxigraph.Literal) else ""
