"""Facts as a page shows them: from the sentences, values and passages that `query` finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import CONCEPT, Intl
from intlgraph.query import facts as query
from intlgraph.query.labels import Texts
from intlgraph.query.rows import Passage, Row
from intlgraph.query.sentences import time_in_words
from intlgraph.query.surroundings import Surroundings
from intlgraph.query.voice import Voice
from intlgraph.query.wording import Wording
from intlgraph.rendering.description import Cited, Fact, Kind, Link, Value
from intlgraph.rendering.layout import Layout
from intlgraph.store import Term

__all__ = ["Telling", "kind_of"]

_KINDS: Final[Mapping[str, Kind]] = {
    "stated": "said",
    "implied": "implied",
    "heading": "heading",
    "inferred": "inferred",
}
_BY_GROUP: Final[Mapping[query.Kind, Kind]] = {"derived": "derived", "editorial": "editorial", "mention": "mention"}
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"


def kind_of(certainty: str) -> Kind:
    """Return how sure a fact is, by the IRI of its certainty; one that is not said, or not known, is `unsaid`.

    >>> kind_of("https://w3id.org/intlgraph/concept/certainty/stated"), kind_of("")
    ('said', 'unsaid')
    """
    return _KINDS.get(certainty.rsplit("/", 1)[-1], "unsaid")


@dataclass(frozen=True, slots=True)
class Telling:
    """Turns the facts around one thing into those of its page."""

    around: Surroundings
    wording: Wording
    layout: Layout
    voices: Mapping[str, Voice]
    things: str
    """What the IRIs of the publication's own things begin with: `{base}/id/`."""

    def link(self, iri: str, names: Texts | None = None) -> Link:
        """Return a link to a thing, with its names and the segment of its class."""
        known = self.around.names.get(iri, {}) if names is None else names
        return Link(iri, known, self.segment(iri))

    def segment(self, iri: str) -> str:
        """Return the class segment of an IRI: `network` for the publication's own, `concept`, or nothing."""
        if iri.startswith(self.things):
            return iri[len(self.things) :].split("/", 1)[0]
        return "concept" if iri.startswith((CONCEPT, f"{self.things[:-3]}concept/")) else ""

    def facts(self, group: query.Group) -> Iterator[Fact]:
        """Yield the facts of a group in its order."""
        for each in group.facts:
            row = self.row(each.row)
            yield Fact(
                each.row,
                each.sentences,
                _BY_GROUP.get(group.kind) or kind_of(each.certainty),
                each.certainty_names or {},
                each.reasons or {},
                self.cells(each.values, row),
                tuple(map(self.cited, each.passages)),
                self._links(each),
            )

    def row(self, iri: str) -> Row:
        """Return the row with this IRI, an empty one where it is not near."""
        own = self.around.own
        return own if iri == own.iri else self.around.rows.get(iri, Row(iri))

    def cited(self, passage: Passage) -> Cited:
        """Return a passage, or a document cited whole."""
        document = self.link(passage.document, passage.title)
        if passage.start is None or passage.end is None:
            return Cited(document)
        return Cited(document, passage.start, passage.end)

    def cells(self, values: Iterable[tuple[str, Term]], row: Row) -> tuple[tuple[Texts, tuple[Value, ...]], ...]:
        """Return properties with their names and values, in the order of the shapes; times as they are known."""
        classes = list(self.wording.family(row.classes))
        by_property: dict[str, list[Value]] = {}
        for property_, value in values:
            by_property.setdefault(property_, []).append(self.value(value))
        for typed, earliest, latest in Intl.TIMES.values():
            bounds = [by_property.pop(bound, None) for bound in (earliest, latest)]
            if typed not in by_property and any(bounds):
                first, last = (found[0].text if found else "" for found in bounds)
                by_property[typed] = [
                    Value(time_in_words(first, last, language), language=language) for language in self.voices
                ]
        shown = [(self.layout.cell(classes, each), each, found) for each, found in by_property.items()]
        shown.sort(key=lambda each: (each[0].place, each[1]))
        return tuple((cell.names or self._labels(each), tuple(found)) for cell, each, found in shown)

    def value(self, term: Term) -> Value:
        """Return a value: a link for an IRI, else its text with what tells how it is to be read."""
        if isinstance(term, NamedNode):
            return Value(link=self.link(term.value))
        if isinstance(term, Literal):
            datatype = "" if term.language or term.datatype.value == _STRING else term.datatype.value
            return Value(term.value, term.language or "", datatype)
        return Value(str(term))

    def _labels(self, property_: str) -> Texts:
        return {language: voice.label(property_) for language, voice in self.voices.items()}

    def _links(self, fact: query.Fact) -> tuple[Link, ...]:
        """Return the things that a sentence names, the thing of the page left out."""
        row = fact.row if fact.row != self.around.own.iri else ""
        iris = {value.value for _, value in fact.values if isinstance(value, NamedNode)} | ({row} if row else set())
        named = (each for each in sorted(iris) if each != self.around.own.iri and each in self.around.names)
        return tuple(map(self.link, named))
