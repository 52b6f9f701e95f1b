"""Rows as the store has them: the values of each, whose words they are, and the passages that they rest on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import pyoxigraph
from pyoxigraph import NamedNode

from intlgraph.namespaces import DCTERMS, OA, PREFIXES, RDF, Intl
from intlgraph.query.labels import ALIASES, NAMES, names_of
from intlgraph.store import Store, Term
from intlgraph.store.base import named_node

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
EVIDENCE: Final = frozenset({Intl.CERTAINTY, Intl.PASSAGE, Intl.REASON, Intl.MENTIONED_IN, SOURCE})
"""What says how a row is known, and not what the row says."""


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


CALLED: Final = frozenset(map(_expanded, (*NAMES, *ALIASES)))
"""The properties that name a thing, in full."""

_AT_ONCE: Final = 400
_GRAPHS: Final = "/graph/"


@dataclass(frozen=True, slots=True)
class Row:
    """One resource: its classes, and its values by property, apart for each origin."""

    iri: str
    classes: list[str] = field(default_factory=list)
    values: dict[Origin, dict[str, list[Term]]] = field(
        default_factory=lambda: {"said": {}, "derived": {}, "editorial": {}}
    )

    @property
    def said(self) -> Mapping[str, list[Term]]:
        """The values that the row itself gives."""
        return self.values["said"]

    @property
    def targets(self) -> frozenset[str]:
        """The IRIs of everything that the row itself points to, its evidence left out."""
        return frozenset(_iris(value for key, each in self.said.items() if key not in EVIDENCE for value in each))

    def pointed(self, property_: str) -> list[str]:
        """Return the IRIs among the values of a property."""
        return list(_iris(self.said.get(property_, ())))


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
    found: dict[str, Row] = {}
    for values in in_parts(things):
        text = f"SELECT ?row ?p ?o ?g WHERE {{ VALUES ?row {{ {values} }} GRAPH ?g {{ ?row ?p ?o }} }}"
        for row, property_, value, graph in sorted(set(store.select(text).rows), key=str):
            if isinstance(row, NamedNode) and isinstance(property_, NamedNode) and value is not None:
                known = found.setdefault(row.value, Row(row.value))
                if property_.value == TYPE and isinstance(value, NamedNode):
                    if value.value not in known.classes:
                        known.classes.append(value.value)
                    continue
                each = known.values[_origin(graph)].setdefault(property_.value, [])
                if value not in each:
                    each.append(value)
    return found


def incoming(store: Store, things: Collection[str]) -> list[Incoming]:
    """Return every triple that points to one of these things, those of evidence and of positions in texts left out."""
    found: set[Incoming] = set()
    for values in in_parts(things):
        text = f"SELECT ?row ?p ?thing ?g WHERE {{ VALUES ?thing {{ {values} }} GRAPH ?g {{ ?row ?p ?thing }} }}"
        for row, property_, thing, graph in store.select(text).rows:
            if isinstance(row, NamedNode) and isinstance(property_, NamedNode) and isinstance(thing, NamedNode):
                name = property_.value
                if name not in EVIDENCE and name != TYPE and not name.startswith(OA):
                    found.add(Incoming(row.value, name, thing.value, _origin(graph)))
    return sorted(found, key=lambda each: (each.subject, each.property, each.object, each.origin))


def passages(store: Store, cited: Iterable[str]) -> dict[str, Passage]:
    """Return the passages, or documents cited whole, with these IRIs."""
    wanted = sorted(set(cited))
    ranges: dict[str, tuple[str, int, int, str]] = {}
    for values in in_parts(wanted):
        text = (
            f"SELECT ?passage ?document ?start ?end ?sha256 WHERE {{ VALUES ?passage {{ {values} }}"
            " ?passage oa:hasSource ?document ; oa:hasSelector ?selector ."
            " ?selector oa:start ?start ; oa:end ?end ."
            f" OPTIONAL {{ ?passage <{Intl.SHA256}> ?sha256 }} }}"
        )
        for cells in store.select(text).rows:
            passage, document, start, end, sha256 = map(_text, cells)
            ranges[passage] = (document, int(start), int(end), sha256)
    documents = {ranges[each][0] if each in ranges else each for each in wanted}
    titles, hashes = names_of(store, documents), _hashes(store, documents)
    found: dict[str, Passage] = {}
    for each in wanted:
        document = ranges[each][0] if each in ranges else each
        whole = Passage(each, document, titles.get(document, {}), hashes.get(document, ""))
        if each in ranges:
            _, first, last, own = ranges[each]
            whole = replace(whole, start=first, end=last, sha256=own)
        found[each] = whole
    return found


def _hashes(store: Store, documents: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for values in in_parts(documents):
        text = f"SELECT ?document ?sha256 WHERE {{ VALUES ?document {{ {values} }} ?document <{Intl.SHA256}> ?sha256 }}"
        found |= {_text(document): _text(sha256) for document, sha256 in store.select(text).rows}
    return found


def in_parts(things: Iterable[str]) -> Iterator[str]:
    """Yield these things (IRIs) as the content of VALUES blocks: a server may refuse a query that is too long."""
    wanted = sorted(set(things))
    for start in range(0, len(wanted), _AT_ONCE):
        yield " ".join(str(named_node(each)) for each in wanted[start : start + _AT_ONCE])


def _origin(graph: Term | None) -> Origin:
    name = _text(graph).rpartition(_GRAPHS)[2]
    if name == "editorial":
        return "editorial"
    return "derived" if name.startswith("derived") else "said"


def _iris(values: Iterable[Term]) -> Iterator[str]:
    return (value.value for value in values if isinstance(value, NamedNode))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | pyoxigraph.Literal) else ""
