"""Facts about a thing: sentences, each with the certainty, the reason and the passages of the row that says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph

from intlgraph.errors import sentence
from intlgraph.namespaces import Intl
from intlgraph.query.labels import Texts, chosen
from intlgraph.query.rows import CALLED, EVIDENCE, SOURCE, TYPE, Incoming, Passage, Row
from intlgraph.query.sentences import finished
from intlgraph.query.surroundings import Surroundings
from intlgraph.query.voice import Voice
from intlgraph.query.wording import Wording
from intlgraph.store import Term

__all__ = ["Fact", "Facts", "Group", "Kind"]

Kind = Literal["statement", "property", "reference", "derived", "editorial", "mention"]

_HEADINGS: Final[Mapping[Kind, str]] = {
    "property": "explain-group-property",
    "reference": "explain-group-reference",
    "derived": "explain-group-derived",
    "editorial": "explain-group-editorial",
    "mention": "explain-group-mention",
}
_BOUNDS: Final = tuple(bound for _, *each in Intl.TIMES.values() for bound in each)
_MENTIONED: Final = "explain-mentioned"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: the sentence in each language, the resource that says it, its certainty and its passages.

    `values` are the properties and values of the row, its evidence left out. `certainty` is an IRI, empty where the
    publisher says it without more, as it is for derived and editorial facts.
    """

    row: str
    sentences: Texts
    values: tuple[tuple[str, Term], ...] = ()
    certainty: str = ""
    certainty_names: Texts | None = None
    reasons: Texts | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one kind, and for statements of one class (an IRI), under a heading."""

    kind: Kind
    iri: str
    headings: Texts
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Makes facts of what surrounds a thing, in every language."""

    around: Surroundings
    wording: Wording
    voices: Mapping[str, Voice]

    def groups(self) -> Iterator[Group]:
        """Yield the groups in the order in which they are read; empty ones are left out."""
        makers: tuple[tuple[Kind, Iterable[Fact]], ...] = (
            ("property", self._properties()),
            ("reference", self._references()),
            ("derived", self._derived()),
            ("editorial", self._editorial()),
            ("mention", self._mentions()),
        )
        fixed = {kind: self._group(kind, facts) for kind, facts in makers}
        ordered = [*fixed["property"], *self._statements()]
        yield from (*ordered, *(group for kind in list(fixed)[1:] for group in fixed[kind]))

    def _group(self, kind: Kind, facts: Iterable[Fact]) -> list[Group]:
        found = tuple(facts)
        headings = {language: sentence(_HEADINGS[kind], "text", language, {}) for language in self.voices}
        return [Group(kind, "", headings, found)] if found else []

    def _statements(self) -> list[Group]:
        """Return the statements by class: first those whose subject the thing is."""
        own = self.around.own.iri
        by_class: dict[str, list[Row]] = {}
        for row in self.around.statements:
            by_class.setdefault(self.wording.heading(row.classes), []).append(row)
        told = {row.iri: self._told(row) for row in self.around.statements}
        ordered = {
            kind: sorted(each, key=lambda row: self._order(row, told[row.iri])) for kind, each in by_class.items()
        }
        groups = [
            Group("statement", kind, self._headings(kind), tuple(self._statement(row, told[row.iri]) for row in each))
            for kind, each in ordered.items()
        ]
        first = {
            kind: not any(own == row.iri or self._is_subject(row) for row in each) for kind, each in ordered.items()
        }
        language = next(iter(self.voices))
        return sorted(groups, key=lambda group: (first[group.iri], group.headings[language].lower(), group.iri))

    def _headings(self, kind: str) -> Texts:
        word = self.wording.of(kind)
        texts = {
            language: chosen(word.plural or word.label, language) or voice.label(kind)
            for language, voice in self.voices.items()
        }
        return {language: text[:1].upper() + text[1:] for language, text in texts.items()}

    def _is_subject(self, row: Row) -> bool:
        """Tell whether the row declares the thing as its subject."""
        subjects = (each for kind in self.wording.family(row.classes) for each in self.wording.of(kind).subjects)
        return any(self.around.own.iri in row.pointed(each) for each in subjects)

    def _told(self, row: Row) -> Texts:
        return {language: voice.told(row) for language, voice in self.voices.items()}

    def _order(self, row: Row, told: Texts) -> tuple[bool, str, str, str]:
        days = [
            value.value
            for bound in _BOUNDS
            for value in row.said.get(bound, ())
            if isinstance(value, pyoxigraph.Literal)
        ]
        first = next(iter(told.values()))
        return not self._is_subject(row), min(days, default="9999"), first.lower(), row.iri

    def _statement(self, row: Row, told: Texts) -> Fact:
        return self._fact(row, {language: finished(text) for language, text in told.items()})

    def _fact(self, row: Row, sentences: Texts, only: str = "") -> Fact:
        """Return a fact that rests on the evidence of a row, with all of its values or those of one property."""
        certainty = next(iter(row.pointed(Intl.CERTAINTY)), "")
        reasons = {each.language or "": each.value for each in _literals(row.said.get(Intl.REASON, ()))}
        ranges = [self.around.cited[each] for each in row.pointed(Intl.PASSAGE)]
        documents = {each.document for each in ranges}
        whole = [self.around.cited[each] for each in row.pointed(SOURCE) if each not in documents]
        values = tuple(
            (key, value)
            for key, each in sorted(row.said.items())
            for value in each
            if key not in EVIDENCE and only in ("", key)
        )
        names = self.around.names.get(certainty)
        return Fact(row.iri, sentences, values, certainty, names, reasons, _ordered([*ranges, *whole]))

    def _properties(self) -> Iterator[Fact]:
        own = self.around.own
        if own in self.around.statements:
            return
        texts = {language: voice.values(own) for language, voice in self.voices.items()}
        keys = sorted({key for each in texts.values() for key in each} - CALLED - {TYPE})
        for key in keys:
            told = {
                language: voice.property(own.iri, key, texts[language][key]) for language, voice in self.voices.items()
            }
            yield self._fact(own, told, key)

    def _references(self) -> Iterator[Fact]:
        for each in self.around.others:
            if each.origin == "said" and each.subject in self.around.rows:
                yield self._fact(self.around.rows[each.subject], self._inverse(each), each.property)

    def _derived(self) -> Iterator[Fact]:
        """Yield what rules have derived and no statement that is shown says of the same two things."""
        own = self.around.own
        for key, values in own.values["derived"].items():
            for value in values:
                if not self._is_told(value):
                    yield Fact(own.iri, self._own(key, [value]), ((key, value),))
        for each in self.around.others:
            if each.origin == "derived" and not self._is_told(pyoxigraph.NamedNode(each.subject)):
                yield Fact(each.subject, self._inverse(each))

    def _is_told(self, other: Term) -> bool:
        """Tell whether a statement that is shown holds both the thing and another thing or text."""
        own = self.around.own.iri
        if isinstance(other, pyoxigraph.NamedNode):
            return any({own, other.value} <= {row.iri, *row.targets} for row in self.around.statements)
        return any(
            own in row.targets
            and other.value in {each.value for values in row.said.values() for each in _literals(values)}
            for row in self.around.statements
            if isinstance(other, pyoxigraph.Literal)
        )

    def _editorial(self) -> Iterator[Fact]:
        own = self.around.own
        for key, values in own.values["editorial"].items():
            yield Fact(own.iri, self._own(key, values), tuple((key, value) for value in values))
        for each in self.around.others:
            if each.origin == "editorial":
                yield Fact(each.subject, self._inverse(each))
        for row in self.around.statements:
            for key, values in row.values["editorial"].items():
                if row is not own:
                    told = {
                        language: finished(f"{voice.told(row)} – {voice.label(key)}: {voice.value(values)}")
                        for language, voice in self.voices.items()
                    }
                    yield Fact(row.iri, told, tuple((key, value) for value in values))

    def _mentions(self) -> Iterator[Fact]:
        own = self.around.own
        cited = [self.around.cited[each] for each in own.pointed(Intl.MENTIONED_IN)]
        if cited:
            told = {language: sentence(_MENTIONED, "text", language, {}) for language in self.voices}
            yield Fact(own.iri, told, passages=_ordered(cited))

    def _own(self, key: str, values: Sequence[Term]) -> Texts:
        own = self.around.own.iri
        return {language: voice.property(own, key, voice.value(values)) for language, voice in self.voices.items()}

    def _inverse(self, each: Incoming) -> Texts:
        return {
            language: voice.inverse(each.subject, each.property, each.object) for language, voice in self.voices.items()
        }


def _ordered(cited: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted(cited, key=lambda each: (each.document, each.start or 0, each.end or 0)))


def _literals(values: Iterable[Term]) -> Iterator[pyoxigraph.Literal]:
    return (value for value in values if isinstance(value, pyoxigraph.Literal))
