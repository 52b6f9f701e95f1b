"""Explain a thing: every fact about it as a sentence, with how certain it is and the passages that say it.

A fact is a row that makes a statement (the thing is its subject or stands anywhere in it, or it is about such a row),
a property that the thing has directly, or one that another thing has with it. What the publisher says in words of its
own and what rules have derived are apart, so that nobody takes them for what a document says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intlgraph.query.facts import Facts, Group
from intlgraph.query.labels import Texts
from intlgraph.query.surroundings import surroundings
from intlgraph.query.voice import Voice
from intlgraph.query.wording import read
from intlgraph.store import Store

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that the store says of a thing, in each of the languages asked for."""

    iri: str
    names: Texts
    classes: tuple[tuple[str, Texts], ...]
    groups: tuple[Group, ...]


def explain(store: Store, thing: str, terms: Mapping[str, str], languages: Sequence[str] = ("sv", "en")) -> Explanation:
    """Return every fact about the thing with this IRI.

    `terms` are the names that patterns of sentences may use, with their IRIs: those of the JSON-LD context. Raises
    `DataError` with every pattern in the ontology that cannot be read, and as the store does.
    """
    wording = read(store, terms)
    around = surroundings(store, thing, wording)
    voices = {
        language: Voice(language, wording, around.names, around.rows, around.hedges)
        for language in dict.fromkeys(languages)
    }
    classes = tuple((each, wording.of(each).label) for each in wording.special(around.own.classes))
    return Explanation(thing, around.names.get(thing, {}), classes, tuple(Facts(around, wording, voices).groups()))
