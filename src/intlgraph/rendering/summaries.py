"""What a thing is in one sentence: its description, or else its class, kind and where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import DCTERMS, Intl
from intlgraph.query.labels import Texts, chosen, pick
from intlgraph.query.rows import Row
from intlgraph.query.surroundings import Surroundings
from intlgraph.rendering.description import Kind
from intlgraph.rendering.telling import kind_of
from intlgraph.store import Store

__all__ = ["Summaries", "read"]

_DESCRIBED: Final = f"{DCTERMS}description"
_VALUE: Final = "{object}"
_MOST: Final = 3
"""Values of one property in a sentence: what is in more places than that is told below."""


@dataclass(frozen=True, slots=True)
class Summaries:
    """Writes the first sentence of a page; `phrases` are those by which properties (IRIs) introduce a thing.

    A phrase that is its value alone, as that of a kind, stands in the place of the class.
    """

    phrases: Mapping[str, Texts] = field(default_factory=dict)

    def of(self, around: Surroundings, label: Texts, languages: Iterable[str]) -> tuple[Texts, Kind]:
        """Return what a thing is in each language, and whose words that is; `label` is that of its class.

        Only what the thing itself says, and what rules make of what is said outright, is in it.
        """
        own = around.own
        for origin in ("said", "derived", "editorial"):
            texts = {each.language or "": each.value for each in _literals(own, origin)}
            if texts:
                return texts, "said" if origin == "said" and not _certainty(own) else _kind(own, origin)
        made = {tag: self._made(around, label, tag) for tag in languages}
        used = {origin for origin in ("said", "derived") for name in own.values[origin] if name in self.phrases}
        kind: Kind = "derived" if "derived" in used else _kind(own, "said") if used else "said"
        return {tag: text for tag, text in made.items() if text}, kind

    def _made(self, around: Surroundings, label: Texts, language: str) -> str:
        noun, rest = chosen(label, language), []
        for name in sorted(self.phrases):
            phrase = pick(self.phrases[name], language) or _VALUE
            values = list(dict.fromkeys(filter(None, (chosen(each, language) for each in self._values(around, name)))))
            if not values or len(values) > _MOST:
                continue
            if phrase == _VALUE:
                noun = values[0] if len(values) == 1 else noun
            else:
                rest.append(phrase.replace(_VALUE, ", ".join(values)))
        text = " ".join((noun, *rest)) if noun else ""
        return f"{text[:1].upper()}{text[1:]}." if text and text != chosen(label, language) else ""

    def _values(self, around: Surroundings, property_: str) -> Iterator[Texts]:
        """Yield the names of the values, those first that a statement about the thing names: the nearest ones."""
        own = around.own
        near = {each for row in around.statements if own.iri in row.pointed(Intl.THING) for each in row.targets}
        found = {
            value.value
            for origin in ("said", "derived")
            for value in own.values[origin].get(property_, ())
            if isinstance(value, NamedNode)
        }
        yield from (around.names.get(each, {}) for each in sorted(found, key=lambda each: (each not in near, each)))
        texts = [each for each in own.said.get(property_, ()) if isinstance(each, Literal)]
        if texts:
            yield {each.language or "": each.value for each in texts}


def read(store: Store) -> Summaries:
    """Return what writes summaries by the phrases that the ontology in a store has."""
    phrases: dict[str, dict[str, str]] = {}
    for name, text in store.select(f"SELECT ?p ?text WHERE {{ ?p <{Intl.PHRASE}> ?text }}").rows:
        if isinstance(name, NamedNode) and isinstance(text, Literal):
            phrases.setdefault(name.value, {})[text.language or ""] = text.value
    return Summaries(phrases)


def _literals(row: Row, origin: str) -> Iterator[Literal]:
    values = {"said": row.said, "derived": row.values["derived"], "editorial": row.values["editorial"]}[origin]
    return (each for each in values.get(_DESCRIBED, ()) if isinstance(each, Literal))


def _certainty(row: Row) -> str:
    return next(iter(row.pointed(Intl.CERTAINTY)), "")


def _kind(row: Row, origin: str) -> Kind:
    if origin == "editorial":
        return "editorial"
    return "derived" if origin == "derived" else kind_of(_certainty(row))
