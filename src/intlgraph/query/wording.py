"""What readers see of classes and properties, as the ontology in the store has it: labels and patterns of sentences."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.errors import DataError, IntlgraphError, Place, Problem
from intlgraph.namespaces import RDFS, Display, Intl
from intlgraph.query.sentences import Pattern, parse
from intlgraph.store import Store
from intlgraph.store.results import shortened

__all__ = ["Word", "Wording", "read"]

_LABEL: Final = f"{RDFS}label"
_ABOVE: Final = f"{RDFS}subClassOf"
_READ: Final = (
    _LABEL,
    _ABOVE,
    Intl.PLURAL_LABEL,
    Intl.INVERSE_LABEL,
    Intl.SENTENCE,
    Intl.DISPLAY,
    Intl.HEDGE,
    Intl.SUBJECT_PROPERTY,
)


@dataclass(slots=True)
class Word:
    """What the ontology says of one class or property; texts and patterns by language."""

    label: dict[str, str] = field(default_factory=dict)
    plural: dict[str, str] = field(default_factory=dict)
    inverse: dict[str, str] = field(default_factory=dict)
    hedge: dict[str, str] = field(default_factory=dict)
    sentence: dict[str, Pattern] = field(default_factory=dict)
    display: str = ""
    subjects: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for every class and property, by IRI, and the terms that patterns may name, with their IRIs."""

    words: Mapping[str, Word]
    terms: Mapping[str, str]
    _families: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _speaking: dict[tuple[str, ...], Word] = field(default_factory=dict, repr=False, compare=False)
    _headings: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False, compare=False)

    def of(self, iri: str) -> Word:
        """Return what is said of a class or property; nothing is said of one that the ontology does not have."""
        return self.words.get(iri, _NOTHING)

    def family(self, classes: Iterable[str]) -> tuple[str, ...]:
        """Return the classes and then what stands above them, each once, the nearest first."""
        asked = tuple(classes)
        known = self._families.get(asked)
        if known is None:
            known = self._families[asked] = tuple(self._above(asked))
        return known

    def _above(self, classes: Iterable[str]) -> Iterator[str]:
        waiting, seen = list(classes), set[str]()
        while waiting:
            here = waiting.pop(0)
            if here not in seen:
                seen.add(here)
                yield here
                waiting += self.of(here).above

    def special(self, classes: Sequence[str]) -> list[str]:
        """Return the classes, those first that have the fewest of the others below them; else in the order given."""
        above = {each: set(self.family([each])) - {each} for each in classes}
        return sorted(classes, key=lambda each: sum(each in above[other] for other in classes))

    def display(self, classes: Iterable[str]) -> str:
        """Return how things of these classes are shown, as the nearest class that says it does; else nothing."""
        return next(filter(None, (self.of(each).display for each in self.family(classes))), "")

    def speaking(self, classes: Iterable[str]) -> Word:
        """Return the words of the nearest class that has a pattern; else of the first class that has a label."""
        asked = tuple(classes)
        if asked not in self._speaking:
            family = [self.of(each) for each in self.family(asked)]
            labelled = next((each for each in family if each.label), _NOTHING)
            self._speaking[asked] = next((each for each in family if each.sentence), labelled)
        return self._speaking[asked]

    def heading(self, classes: Iterable[str]) -> str:
        """Return the class whose plural heads a group of such things: the nearest that has one, else the first."""
        asked = tuple(classes)
        if asked not in self._headings:
            family = self.family(asked)
            named = [each for texts in ("plural", "label") for each in family if getattr(self.of(each), texts)]
            self._headings[asked] = next(iter((*named, *family)), "")
        return self._headings[asked]


_NOTHING: Final = Word()


def read(store: Store, terms: Mapping[str, str] | None) -> Wording:
    """Read the words of every class and property; `terms` are those of the JSON-LD context, by name.

    Without terms the patterns of sentences are left unread.

    Raises `DataError` with every pattern that cannot be read or that names an unknown term, and its class.
    """
    values = " ".join(f"<{each}>" for each in _READ)
    rows = store.select(f"SELECT DISTINCT ?term ?p ?o WHERE {{ VALUES ?p {{ {values} }} ?term ?p ?o }}").rows
    words: dict[str, Word] = {}
    problems: list[Problem] = []
    for term, property_, value in sorted(rows, key=str):
        if isinstance(term, NamedNode) and isinstance(property_, NamedNode):
            word = words.setdefault(term.value, Word())
            if isinstance(value, NamedNode):
                _point(word, property_.value, value.value)
            elif isinstance(value, Literal) and property_.value == Intl.SENTENCE and terms is not None:
                place = Place(shortened(term.value), column=value.language or "")
                try:
                    word.sentence[value.language or ""] = _pattern(value.value, terms, place)
                except IntlgraphError as error:
                    problems += error.problems
            elif isinstance(value, Literal):
                _say(word, property_.value, value)
    if problems:
        raise DataError(problems)
    return Wording(words, terms or {})


def _point(word: Word, property_: str, target: str) -> None:
    if property_ == Intl.DISPLAY and target in (Display.ENTITY, Display.STATEMENT):
        word.display = target
    elif property_ == Intl.SUBJECT_PROPERTY:
        word.subjects.append(target)
    elif property_ == _ABOVE:
        word.above.append(target)


def _say(word: Word, property_: str, value: Literal) -> None:
    texts = {
        _LABEL: word.label,
        Intl.PLURAL_LABEL: word.plural,
        Intl.INVERSE_LABEL: word.inverse,
        Intl.HEDGE: word.hedge,
    }
    if property_ in texts:
        texts[property_].setdefault(value.language or "", value.value)


def _pattern(text: str, terms: Mapping[str, str], place: Place) -> Pattern:
    pattern = parse(text, place)
    unknown = sorted(pattern.names - terms.keys())
    if unknown:
        raise DataError(_unknown(name, terms, place) for name in unknown)
    return pattern


def _unknown(name: str, terms: Mapping[str, str], place: Place) -> Problem:
    near = difflib.get_close_matches(name, terms, 3)
    code = "pattern-unknown-term-near" if near else "pattern-unknown-term"
    return Problem(code, {"name": name, "nearest": ", ".join(near)}, place)
