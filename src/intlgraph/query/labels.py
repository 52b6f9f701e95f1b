"""What things are called: their names in every language, and the one to show a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from pyoxigraph import Literal, Quad

from intlgraph.namespaces import PREFIXES
from intlgraph.store import Store

__all__ = ["ALIASES", "NAMES", "Texts", "chosen", "names_of", "pick"]

Texts = Mapping[str, str]
"""A text in each language."""

_T = TypeVar("_T")

NAMES: Final = ("skos:prefLabel", "rdfs:label", "dcterms:title", "foaf:name", "schema:name")
"""The properties that hold the name of a thing, the one to show first."""

_RANKS: Final = {PREFIXES[name.partition(":")[0]] + name.partition(":")[2]: rank for rank, name in enumerate(NAMES)}

ALIASES: Final = ("skos:altLabel", "skos:hiddenLabel", "foaf:nick", "schema:alternateName", "dcterms:alternative")
"""The properties that hold what a thing is also called."""


def names_of(store: Store, things: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Return the name of each thing (an IRI) by language; the language of a name without one is empty.

    Things without a name are left out. Of several names in a language the property that `NAMES` lists first wins,
    then the alphabet.
    """
    found = {thing: _names(quads) for thing, quads in store.about(things).items()}
    return {thing: names for thing, names in found.items() if names}


def _names(quads: Iterable[Quad]) -> dict[str, str]:
    known: dict[str, tuple[int, str]] = {}
    for quad in quads:
        rank = _RANKS.get(quad.predicate.value)
        name = quad.object if rank is not None else None
        if rank is not None and isinstance(name, Literal):
            language = name.language or ""
            known[language] = min((rank, name.value), known.get(language, (rank, name.value)))
    return {language: name for language, (_, name) in known.items()}


def chosen(texts: Mapping[str, str], language: str) -> str:
    """Return the text in the language, else the next best as `pick` has it, else nothing.

    >>> chosen({"sv": "medlem", "en": "member"}, "en"), chosen({"sv": "medlem"}, "en"), chosen({}, "en")
    ('member', 'medlem', '')
    """
    return pick(texts, language) or ""


def pick(values: Mapping[str, _T], language: str) -> _T | None:
    """Return the value in the language; else the one without a language, in English, in Swedish, or any."""
    if language in values:
        return values[language]
    for tag in ("", "en", "sv", *sorted(values)):
        if tag in values:
            return values[tag]
    return None
