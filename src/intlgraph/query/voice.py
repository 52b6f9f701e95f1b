"""Rows put into words, in one language, by the patterns and labels that the ontology gives."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.errors import sentence
from intlgraph.namespaces import Intl
from intlgraph.query.labels import chosen, pick
from intlgraph.query.rows import CALLED, EVIDENCE, TYPE, Row
from intlgraph.query.sentences import filled, finished, joined, time_in_words
from intlgraph.query.wording import Wording
from intlgraph.store import Term

__all__ = ["Voice"]

_TIMES: Final = tuple(Intl.TIMES.values())
_BOUNDS: Final = frozenset(bound for _, *bounds in _TIMES for bound in bounds)
_NOT_TOLD: Final = EVIDENCE | _BOUNDS | {TYPE}


@dataclass(frozen=True, slots=True)
class Voice:
    """Tells in one language.

    `names` holds the names of things by IRI and language, `rows` the rows that other rows may point to and that have
    no name: they are told by their own sentence. `hedges` holds, for a thing, the concepts that go with its name: what
    is said of something proposed is not to read as if it were done.
    """

    language: str
    wording: Wording
    names: Mapping[str, Mapping[str, str]]
    rows: Mapping[str, Row]
    hedges: Mapping[str, frozenset[str]]

    def name(self, iri: str, depth: int = 0, known: Collection[str] = ()) -> str:
        """Return what a thing is called, with its hedges but for those already known; a statement is told in full."""
        if name := chosen(self.names.get(iri, {}), self.language):
            hedges = [self.hedge(each) for each in sorted(self.hedges.get(iri, ())) if each not in known]
            return f"{name} ({joined(hedges, self.language)})" if hedges else name
        row = self.rows.get(iri)
        if row is None or depth > 1:
            return iri
        if any(self.wording.of(each).sentence for each in self.wording.family(row.classes)):
            return self.told(row, depth + 1)
        return f"{self.label(self.wording.heading(row.classes))} {re.split(r'[/#]', iri)[-1]}".strip()

    def label(self, term: str) -> str:
        """Return the label of a class or property."""
        return chosen(self.wording.of(term).label, self.language) or re.split(r"[/#:]", term)[-1]

    def hedge(self, concept: str) -> str:
        """Return the words by which a concept qualifies what it is said of; empty for most."""
        return chosen(self.wording.of(concept).hedge, self.language)

    def value(self, values: Sequence[Term], depth: int = 0, known: Collection[str] = ()) -> str:
        """Return values as one text: names of things, literals as they stand, texts in the language where there are."""
        texts = [self.name(each.value, depth, known) for each in values if isinstance(each, NamedNode)]
        by_language: dict[str, list[str]] = {}
        for each in values:
            if isinstance(each, Literal):
                by_language.setdefault(each.language or "", []).append(_unstopped(each))
        texts += by_language.pop("", [])
        texts += pick(by_language, self.language) or []
        return joined(sorted(set(texts), key=str.lower), self.language)

    def values(self, row: Row, depth: int = 0) -> dict[str, str]:
        """Return the values of a row as texts by property; a time known by its bounds alone is put in words."""
        texts = {key: self.value(each, depth, row.targets) for key, each in row.said.items() if key not in _NOT_TOLD}
        for typed, earliest, latest in _TIMES:
            if typed not in texts and (row.said.keys() & {earliest, latest}):
                first, last = (self.value(row.said.get(bound, ())) for bound in (earliest, latest))
                texts[typed] = time_in_words(first, last, self.language)
        texts[TYPE] = self.label(self.wording.heading(row.classes))
        return texts

    def told(self, row: Row, depth: int = 0) -> str:
        """Return all that a row says, without the full stop: its pattern filled, and then what has no place in it.

        Where no pattern fits, each value stands after its label.
        """
        texts = self.values(row, depth)
        pattern = pick(self.wording.speaking(row.classes).sentence, self.language)
        terms = self.wording.terms
        given = {} if pattern is None else {name: texts.get(terms[name], "") for name in pattern.names}
        text = None if pattern is None else filled(pattern, given)
        used = {TYPE} if text is None else {TYPE, *(terms[name] for name in text.used)}
        rest = self.labelled({key: each for key, each in texts.items() if key not in used and key not in CALLED})
        heading = texts[TYPE] if text is None else text.text
        told = (f"{heading}: {rest}" if text is None else f"{heading} ({rest})") if rest else heading
        hedges = [words for each in row.pointed(Intl.CERTAINTY) if (words := self.hedge(each))]
        return f"{told} ({joined(hedges, self.language)})" if hedges else told

    def labelled(self, texts: Mapping[str, str]) -> str:
        """Return texts after the labels of their properties, by label."""
        return "; ".join(sorted(f"{self.label(key)}: {each}" for key, each in texts.items() if each))

    def property(self, subject: str, property_: str, value: str) -> str:
        """Return a property that a thing has, as a sentence: by its pattern, else its label and the value."""
        return self._side(subject, property_, value) or finished(f"{self.label(property_)}: {value}")

    def inverse(self, subject: str, property_: str, thing: str) -> str:
        """Return a property that another thing has with this thing as its value, as a sentence."""
        if told := self._side(subject, property_, self.name(thing)):
            return told
        if inverse := chosen(self.wording.of(property_).inverse, self.language):
            return finished(f"{inverse}: {self.name(subject)}")
        return finished(f"{self.name(subject)} – {self.label(property_)}: {self.name(thing)}")

    def _side(self, subject: str, property_: str, value: str) -> str:
        pattern = pick(self.wording.of(property_).sentence, self.language)
        if pattern is None:
            return ""
        own = {name for name, iri in self.wording.terms.items() if iri == property_}
        given = dict.fromkeys(own, value) | dict(zip(Intl.SIDES, (self.name(subject), value), strict=True))
        text = filled(pattern, given)
        return "" if text is None else finished(text.text)

    def say(self, code: str, **values: object) -> str:
        """Return a phrase of the catalogue in the language."""
        return sentence(code, "text", self.language, values)


def _unstopped(text: Literal) -> str:
    """Return a literal; without its full stop if it is a text in a language, since it becomes a part of a sentence."""
    return text.value.removesuffix(".") if text.language and " " in text.value else text.value
