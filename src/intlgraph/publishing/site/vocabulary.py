"""The vocabulary of a publication: the classes and properties that its ontology defines, those it borrows, its shapes.

Here it is found out which of them there are and where each is told of; `terms` makes their pages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from intlgraph import graphs, ontology
from intlgraph.formats import graph_format
from intlgraph.namespaces import INTL, PREFIXES, RDF, RDFS, Intl
from intlgraph.project import Project
from intlgraph.publishing import contexts
from intlgraph.publishing.site.shaping import Shaping
from intlgraph.rendering.description import Text
from intlgraph.store import Store
from intlgraph.store.results import shortened
from intlgraph.validation import publication
from intlgraph.validation.statements import SUBCLASS_OF, Statements, Term

__all__ = ["DEFINITION", "ONTOLOGY", "SHAPES", "Vocabulary", "read"]

ONTOLOGY: Final = "ontology/"
SHAPES: Final = "shapes/"
"""Where the pages of the ontology and of the shapes stand, below the folder of a language."""

_OWL: Final = PREFIXES["owl"]
_SKOS: Final = PREFIXES["skos"]
DEFINITION: Final = f"{_SKOS}definition"
_LABELS: Final = (f"{RDFS}label", f"{_SKOS}prefLabel", f"{PREFIXES['dcterms']}title")
_CLASSES: Final = (f"{_OWL}Class", f"{RDFS}Class")
_PROPERTIES: Final = (
    f"{_OWL}ObjectProperty",
    f"{_OWL}DatatypeProperty",
    f"{_OWL}AnnotationProperty",
    f"{RDF}Property",
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the ontology says, the shapes in words, and where each term is told of.

    `classes` and `properties` are those that have pages, `borrowed` those of other vocabularies that are spoken of
    here, each sorted by IRI. `pages` has the address of everything that is told of, below the folder of a language.
    """

    statements: Statements
    prefixes: Mapping[str, str]
    classes: tuple[str, ...]
    properties: tuple[str, ...]
    borrowed: tuple[str, ...]
    pages: Mapping[str, str]
    shaping: Shaping
    files: Mapping[str, tuple[str, ...]]
    """The shapes of each file (its name without folder and ending), in the order in which they are written."""

    written: Mapping[str, tuple[str, ...]]
    """The files of the ontology that speak of each class and property, by name."""

    def values(self, iri: str, property_: str) -> tuple[Term, ...]:
        """Return what the ontology says of a term."""
        return self.statements.values(NamedNode(iri), property_)

    def pointed(self, iri: str, property_: str) -> tuple[str, ...]:
        """Return the IRIs that a property of a term has."""
        return tuple(each.value for each in self.values(iri, property_) if isinstance(each, NamedNode))

    def texts(self, iri: str, property_: str) -> Text:
        """Return the texts of a property of a term, by language."""
        return {each.language or "": each.value for each in self.values(iri, property_) if isinstance(each, Literal)}

    def names(self, iri: str) -> Text:
        """Return what a term is called; by its short form where nothing is said."""
        return next(filter(None, (self.texts(iri, each) for each in _LABELS)), {"": self.short(iri)})

    def short(self, iri: str) -> str:
        """Return an IRI as a prefixed name where there is a prefix for it."""
        return shortened(iri, self.prefixes)

    def anchor(self, iri: str) -> str:
        """Return the anchor of a borrowed term on the page of the ontology."""
        return _anchor(self.short(iri))

    def family(self, iri: str) -> Iterator[str]:
        """Yield a class and all that stand above it, the nearest first."""
        waiting, seen = [iri], set[str]()
        while waiting:
            here = waiting.pop(0)
            if here not in seen:
                seen.add(here)
                yield here
                waiting += self.pointed(here, SUBCLASS_OF)

    def below(self, iri: str, property_: str) -> tuple[str, ...]:
        """Return the terms that stand directly below a term."""
        found = (node.value for node, value in self.statements.having(property_) if value == NamedNode(iri))
        return tuple(sorted(found))

    def ontologies(self) -> tuple[str, ...]:
        """Return the IRIs of the ontologies, that of the house first."""
        found = (each.value for each in self.statements.instances(f"{_OWL}Ontology") if isinstance(each, NamedNode))
        return tuple(sorted(found, key=lambda each: (not INTL.startswith(each), each)))

    def addresses(self) -> Iterator[str]:
        """Yield the address of every page of the vocabulary, below the folder of a language."""
        yield ONTOLOGY
        yield SHAPES
        yield from (self.pages[each] for each in (*self.classes, *self.properties))
        yield from (f"{SHAPES}{quote(name, safe='')}/" for name in self.files)


def read(project: Project, store: Store) -> Vocabulary:
    """Return the vocabulary of a publication whose ontology lies in a store; raises as `validation.shapes.read`."""
    graph = project.iris.graph(ontology.GRAPH)
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    statements = Statements.of(store.construct(text).triples)
    prefixes = {**PREFIXES, **contexts.understood(contexts.context(project)).prefixes}
    classes, properties = _typed(statements, _CLASSES), _typed(statements, _PROPERTIES)
    borrowed = _borrowed(statements)
    shapes = publication.shapes_of(project)
    files: dict[str, list[str]] = {}
    pages: dict[str, str] = dict.fromkeys(_typed(statements, (f"{_OWL}Ontology",)), ONTOLOGY)
    for folder, terms in (("class", classes), ("property", properties)):
        pages |= {iri: f"{folder}/{quote(name, safe='')}/" for iri, name in _folders(terms).items()}
    pages |= {each: f"{ONTOLOGY}#{_anchor(shortened(each, prefixes))}" for each in borrowed}
    shaping = Shaping(shapes, _names(statements))
    for iri, shape in shapes.nodes.items():
        if not shape.path and not shape.anonymous:
            name = shape.place.file.removeprefix("shapes/").removesuffix(".ttl").replace("/", "-")
            files.setdefault(name, []).append(iri)
            pages[iri] = f"{SHAPES}{quote(name, safe='')}/#{shaping.told(iri).anchor}"
    listed = {name: tuple(files[name]) for name in sorted(files)}
    written = _written(project, {*classes, *properties})
    return Vocabulary(statements, prefixes, classes, properties, borrowed, pages, shaping, listed, written)


def _written(project: Project, terms: Set[str]) -> dict[str, tuple[str, ...]]:
    """Return the files that speak of each term."""
    found: dict[str, dict[str, None]] = {}
    for layer in project.layers("ontology", "**/*.ttl"):
        for quad in graphs.parse(layer.path, graph_format("turtle")):
            if isinstance(quad.subject, NamedNode) and quad.subject.value in terms:
                found.setdefault(quad.subject.value, {})[layer.name] = None
    return {iri: tuple(names) for iri, names in found.items()}


def _typed(statements: Statements, types: Sequence[str]) -> tuple[str, ...]:
    wanted = {NamedNode(each) for each in types}
    having = statements.having(f"{RDF}type")
    return tuple(sorted({node.value for node, kind in having if kind in wanted and isinstance(node, NamedNode)}))


def _borrowed(statements: Statements) -> tuple[str, ...]:
    """Return what the ontology speaks of without defining it: it has a name there, and no type."""
    found = (
        node.value
        for node, said in statements.about.items()
        if isinstance(node, NamedNode) and f"{RDF}type" not in said and said.keys() & {*_LABELS, Intl.DISPLAY}
    )
    return tuple(sorted(found))


def _names(statements: Statements) -> Mapping[str, Text]:
    found: dict[str, Text] = {}
    for node, said in statements.about.items():
        for label in _LABELS:
            texts = {each.language or "": each.value for each in said.get(label, ()) if isinstance(each, Literal)}
            if texts and isinstance(node, NamedNode):
                found.setdefault(node.value, texts)
    return found


def _folders(terms: Iterable[str]) -> dict[str, str]:
    """Return the name of the folder of each term: its local name; of a later one that reads the same, with a mark.

    >>> sorted(_folders(["http://a/ns#Part", "http://b/ns#part"]).values())
    ['Part', 'part-411f93d7']
    """
    taken: set[str] = set()
    found = {}
    for iri in sorted(terms, key=lambda each: (not each.startswith(INTL), each)):
        local = re.sub(r"[^\w.~-]+", "-", re.split(r"[/#]", iri.rstrip("/#"))[-1]).strip(".-") or "term"
        if local.casefold() in taken:
            local = f"{local}-{hashlib.sha256(iri.encode()).hexdigest()[:8]}"
        taken.add(local.casefold())
        found[iri] = local
    return found


def _anchor(short: str) -> str:
    """Return the anchor of a term.

    >>> _anchor("org:Membership")
    'term-org-Membership'
    """
    return "term-" + re.sub(r"[^A-Za-z0-9_-]+", "-", short).strip("-")
