"""The pages of the ontology, of its classes and properties, and of the shapes, made from the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from intlgraph.namespaces import PREFIXES, RDFS, Display, Intl
from intlgraph.project import Project
from intlgraph.publishing.site.addresses import segment_of
from intlgraph.publishing.site.usage import Usage
from intlgraph.publishing.site.vocabulary import DEFINITION, Vocabulary
from intlgraph.rendering.description import Link, Text
from intlgraph.rendering.drawings.hierarchy import Box, Diagram, Relation
from intlgraph.rendering.vocabulary import (
    Borrowed,
    ClassPage,
    Match,
    OntologyPage,
    PropertyPage,
    PropertyRow,
    Rule,
    ShapePage,
    ShapesPage,
    Term,
    Told,
)
from intlgraph.validation.shapes import Target

__all__ = ["Terms"]

_OWL: Final = PREFIXES["owl"]
_SKOS: Final = PREFIXES["skos"]
_DCTERMS: Final = PREFIXES["dcterms"]
_ABOVE: Final = {"class": f"{RDFS}subClassOf", "property": f"{RDFS}subPropertyOf"}
_DOMAIN, _RANGE = f"{RDFS}domain", f"{RDFS}range"
_MATCHES: Final[Mapping[str, str]] = {
    f"{_OWL}equivalentClass": "match-same",
    f"{_OWL}equivalentProperty": "match-same",
    f"{_SKOS}exactMatch": "match-exact",
    f"{_SKOS}closeMatch": "match-close",
    f"{_SKOS}broadMatch": "match-broad",
    f"{_SKOS}narrowMatch": "match-narrow",
    f"{_SKOS}relatedMatch": "match-related",
    f"{RDFS}seeAlso": "match-see",
}
_DISPLAYS: Final[Mapping[str, str]] = {Display.ENTITY: "entity", Display.STATEMENT: "statement"}


@dataclass(frozen=True, slots=True)
class Terms:
    """Makes the pages; `lists` has the headings of the lists by class segment.

    `told` has every shape that a page tells of, in words, by IRI; `rules` what is asked of each property, by which
    shape.
    """

    project: Project
    vocabulary: Vocabulary
    usage: Usage
    lists: Mapping[str, Text]
    told: Mapping[str, Told]
    rules: Mapping[str, tuple[tuple[Told, Rule], ...]]

    @classmethod
    def of(cls, project: Project, vocabulary: Vocabulary, usage: Usage, lists: Mapping[str, Text]) -> Terms:
        """Put the shapes into words, once for all pages."""
        told = {each: vocabulary.shaping.told(each) for all_ in vocabulary.files.values() for each in all_}
        rules: dict[str, tuple[tuple[Told, Rule], ...]] = {}
        for shape in told.values():
            for rule in shape.rules:
                if rule.about.iri and rule.points and shape.targets:
                    rules[rule.about.iri] = (*rules.get(rule.about.iri, ()), (shape, rule))
        return cls(project, vocabulary, usage, lists, told, rules)

    def classes(self) -> Iterator[ClassPage]:
        """Yield the page of every class of the publication's ontologies."""
        for iri in self.vocabulary.classes:
            words = self.vocabulary
            yield ClassPage(
                self._term(iri, "class"),
                self._display(iri),
                words.texts(iri, Intl.PLURAL_LABEL),
                words.texts(iri, Intl.SENTENCE),
                self._links(words.pointed(iri, Intl.SUBJECT_PROPERTY)),
                self._links(self._disjoint(iri)),
                tuple(self._row(each) for each in self._properties_of(iri)),
                tuple(self._shapes_of(iri)),
                self._list(iri),
            )

    def properties(self) -> Iterator[PropertyPage]:
        """Yield the page of every property of the publication's ontologies."""
        for iri in self.vocabulary.properties:
            words = self.vocabulary
            yield PropertyPage(
                self._term(iri, "property"),
                f"{_OWL}ObjectProperty" in words.pointed(iri, f"{PREFIXES['rdf']}type"),
                self._links(words.pointed(iri, _DOMAIN)),
                self._links(words.pointed(iri, _RANGE)),
                words.texts(iri, Intl.INVERSE_LABEL),
                self.rules.get(iri, ()),
            )

    def ontology(self) -> OntologyPage:
        """Return the page of the ontology as a whole."""
        words = self.vocabulary
        about = tuple(
            (each, words.names(each), words.texts(each, f"{_DCTERMS}description"), self._version(each))
            for each in words.ontologies()
        )
        return OntologyPage(
            about,
            tuple(self._tree()),
            self._diagram(),
            tuple(self._row(each) for each in words.properties),
            tuple(map(self._borrowed, words.borrowed)),
            tuple(sorted(words.prefixes.items())),
            tuple(self._schemes()),
            (*(each.name for each in self.project.layers("ontology", "**/*.ttl")), "context.jsonld"),
        )

    def shapes(self) -> ShapesPage:
        """Return the page that leads to all files of shapes, with their pages."""
        found = []
        for name, iris in self.vocabulary.files.items():
            told = tuple(self.told[each] for each in iris)
            asked = sum(len(shape.points) + sum(len(rule.points) for rule in shape.rules) for shape in told)
            names = next((each.link.names for each in told if each.targets), told[0].link.names)
            found.append((ShapePage(name, names, told), asked))
        return ShapesPage(tuple(found))

    def _term(self, iri: str, kind: str) -> Term:
        words, above = self.vocabulary, _ABOVE[kind]
        return Term(
            self._link(iri),
            words.short(iri),
            words.texts(iri, DEFINITION),
            self._links(words.pointed(iri, above)),
            self._links(words.below(iri, above)),
            self._matches(iri),
            self.usage.counts.get(iri, 0),
            self.usage.examples.get(iri, ()),
            self._version(iri),
            words.written.get(iri, ()),
        )

    def _link(self, iri: str) -> Link:
        return Link(iri, self.vocabulary.names(iri))

    def _links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        return tuple(map(self._link, sorted(iris)))

    def _version(self, iri: str) -> str:
        return next(iter(self.vocabulary.texts(iri, f"{_OWL}versionInfo").values()), "")

    def _display(self, iri: str) -> str:
        for each in self.vocabulary.family(iri):
            for display in self.vocabulary.pointed(each, Intl.DISPLAY):
                return _DISPLAYS.get(display, "")
        return ""

    def _disjoint(self, iri: str) -> set[str]:
        name = f"{_OWL}disjointWith"
        return {*self.vocabulary.pointed(iri, name), *self.vocabulary.below(iri, name)}

    def _matches(self, iri: str) -> tuple[Match, ...]:
        words = self.vocabulary
        return tuple(
            Match(code, each, words.short(each))
            for name, code in _MATCHES.items()
            for each in sorted(words.pointed(iri, name))
        )

    def _row(self, iri: str) -> PropertyRow:
        words = self.vocabulary
        return PropertyRow(
            self._link(iri),
            words.short(iri),
            words.texts(iri, DEFINITION),
            self._links(words.pointed(iri, _DOMAIN)),
            self._links(words.pointed(iri, _RANGE)),
            self.usage.counts.get(iri, 0),
        )

    def _properties_of(self, iri: str) -> list[str]:
        """Return the properties that are said of a class: those of its domain, and those that its shapes speak of."""
        family = set(self.vocabulary.family(iri))
        known = {*self.vocabulary.properties, *self.vocabulary.borrowed}
        named = {each for each in known if family.intersection(self.vocabulary.pointed(each, _DOMAIN))}
        shaped = {rule.about.iri for told in self._shapes_of(iri) for rule in told.rules}
        return sorted(named | (shaped & known))

    def _shapes_of(self, iri: str) -> Iterator[Told]:
        """Yield the shapes that hold for the things of a class: the nearest first, and those of fewest classes."""
        nodes = self.vocabulary.shaping.shapes.nodes
        waiting = {each: told for each, told in self.told.items() if not nodes[each].deactivated}
        for above in self.vocabulary.family(iri):
            binding = [each for each in waiting if Target("class", f"<{above}>") in nodes[each].targets]
            for each in sorted(binding, key=lambda each: (len(nodes[each].targets), each)):
                yield waiting.pop(each)

    def _list(self, iri: str) -> Link | None:
        """Return the list of the things of a class that have pages."""
        if self._display(iri) != "entity":
            return None
        things = (each.subject.iri for each in self.usage.examples.get(iri, ()))
        kind = next((segment_of(self.project.base, each)[0] for each in things), "")
        return Link(self.project.iris.thing(kind, ""), self.lists[kind], kind) if kind in self.lists else None

    def _tree(self) -> Iterator[tuple[int, Link, str, int]]:
        """Yield the classes below each other: how deep, the class, how it is told of, and how many things it has."""
        words = self.vocabulary
        named = {parent for each in words.classes for parent in words.pointed(each, _ABOVE["class"])}
        roots = {each for each in words.classes if not words.pointed(each, _ABOVE["class"])}
        roots |= {each for each in named if each not in words.classes}
        reached: set[str] = set()
        for root in (*sorted(roots, key=lambda each: (each in words.classes, each)), *words.classes):
            if root not in reached:  # of the classes themselves those are left that only a circle leads to
                for found in self._branch(root, ()):
                    reached.add(found[1].iri)
                    yield found

    def _branch(self, iri: str, above: tuple[str, ...]) -> Iterator[tuple[int, Link, str, int]]:
        yield len(above), self._link(iri), self._display(iri), self.usage.counts.get(iri, 0)
        for each in self.vocabulary.below(iri, _ABOVE["class"]):
            if each not in (*above, iri):
                yield from self._branch(each, (*above, iri))

    def _diagram(self) -> Diagram:
        words = self.vocabulary
        ties = [
            Relation(source, self._link(each), target)
            for each in words.properties
            for source in words.pointed(each, _DOMAIN)
            for target in words.pointed(each, _RANGE)
            if not target.startswith((PREFIXES["xsd"], PREFIXES["rdf"], RDFS))
        ]
        above = [(each, parent) for each in words.classes for parent in words.pointed(each, _ABOVE["class"])]
        others = {iri for tie in ties for iri in (tie.source, tie.target)} | {parent for _, parent in above}
        boxes = [Box(self._link(each), self._display(each) or "statement") for each in words.classes]
        boxes += [Box(self._link(each)) for each in sorted(others.difference(words.classes))]
        parents = dict(above)
        boxes.sort(key=lambda box: (parents.get(box.link.iri, "~"), box.kind, box.link.iri))
        return Diagram(tuple(boxes), tuple(above), tuple(ties))

    def _borrowed(self, iri: str) -> Borrowed:
        shapes = tuple(self._own_shapes(iri))
        words = self.vocabulary
        return Borrowed(
            self._link(iri),
            words.short(iri),
            words.anchor(iri),
            self._matches(iri),
            shapes,
            self.usage.counts.get(iri, 0),
        )

    def _own_shapes(self, iri: str) -> Iterator[Told]:
        """Yield the shapes that speak of a term and of no other class."""
        nodes = self.vocabulary.shaping.shapes.nodes
        for told in self.told.values():
            terms = [each.term for each in nodes[told.link.iri].targets if each.kind == "class"]
            if terms == [f"<{iri}>"]:
                yield told

    def _schemes(self) -> Iterator[tuple[Link, int]]:
        """Yield the schemes of concepts with how many concepts each has."""
        words = self.vocabulary
        for node in sorted(words.statements.instances(f"{_SKOS}ConceptScheme"), key=str):
            iri = getattr(node, "value", "")
            yield self._link(iri), len(words.below(iri, f"{_SKOS}inScheme"))
