"""What things are called: their names in every language, and the one to show a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode

from intlgraph.query.batches import batched
from intlgraph.store import Store
from intlgraph.store.base import named_node

__all__ = ["ALIASES", "NAMES", "Texts", "chosen", "names_of", "pick"]

Texts = Mapping[str, str]
"""A text in each language."""

_T = TypeVar("_T")

NAMES: Final = ("skos:prefLabel", "rdfs:label", "dcterms:title", "foaf:name", "schema:name")
"""The properties that hold the name of a thing, the one to show first."""

ALIASES: Final = ("skos:altLabel", "skos:hiddenLabel", "foaf:nick", "schema:alternateName", "dcterms:alternative")
"""The properties that hold what a thing is also called."""

_AT_ONCE: Final = 500
"""How many things are asked about in one query: a server may refuse a longer one."""

_ASK: Final = """
SELECT DISTINCT ?thing ?naming ?name
WHERE {{ VALUES ?thing {{ {things} }} ?thing ?naming ?name FILTER (?naming IN ({namings})) }}
"""
# A second VALUES in the place of IN makes the engine read every name there is: a hundred times slower.


def names_of(store: Store, things: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Return the name of each thing (an IRI) by language; the language of a name without one is empty.

    Things without a name are left out. Of several names in a language the property that `NAMES` lists first wins,
    then the alphabet.
    """
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for part in batched(sorted(set(things)), _AT_ONCE):
        text = _ASK.format(things=" ".join(str(named_node(each)) for each in part), namings=", ".join(NAMES))
        for thing, naming, name in store.select(text).rows:
            if isinstance(thing, NamedNode) and isinstance(naming, NamedNode) and isinstance(name, Literal):
                rank = _rank(naming.value), name.value
                known = found.setdefault(thing.value, {})
                language = name.language or ""
                known[language] = min(rank, known.get(language, rank))
    return {thing: {language: name for language, (_, name) in known.items()} for thing, known in found.items()}


def chosen(texts: Mapping[str, str], language: str) -> str:
    """Return the text in the language, else the next best as `pick` has it, else nothing.

    >>> chosen({"sv": "medlem", "en": "member"}, "en"), chosen({"sv": "medlem"}, "en"), chosen({}, "en")
    ('member', 'medlem', '')
    """
    return pick(texts, language) or ""


def pick(values: Mapping[str, _T], language: str) -> _T | None:
    """Return the value in the language; else the one without a language, in English, in Swedish, or any."""
    for tag in (language, "", "en", "sv", *sorted(values)):
        if tag in values:
            return values[tag]
    return None


def _rank(naming: str) -> int:
    local = naming.replace("#", "/").rsplit("/", 1)[-1]
    return next((rank for rank, known in enumerate(NAMES) if known.endswith(f":{local}")), len(NAMES))
