"""How much a store holds: things of each kind, statements by certainty, passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import OA, PREFIXES, Display, Intl
from intlgraph.query.labels import Texts, names_of
from intlgraph.query.wording import Wording, read
from intlgraph.store import Store

__all__ = ["Count", "Counts", "count"]

_PASSAGE: Final = f"{OA}SpecificResource"
_MACHINERY: Final = (OA, PREFIXES["owl"], PREFIXES["rdfs"], PREFIXES["skos"])
_CLASSES: Final = """
SELECT ?classes (COUNT(?thing) AS ?count)
WHERE { { SELECT ?thing (GROUP_CONCAT(DISTINCT STR(?class); SEPARATOR=" ") AS ?classes)
          WHERE { ?thing a ?class } GROUP BY ?thing } }
GROUP BY ?classes
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something, which an IRI names; `names` by language, empty where it has none."""

    iri: str
    names: Texts
    number: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Things and statements of each class, statements by certainty (an empty IRI: none is given), and passages."""

    things: tuple[Count, ...]
    statements: tuple[Count, ...]
    certainties: tuple[Count, ...]
    passages: int


def count(store: Store) -> Counts:
    """Count what is in the store; each thing counts once, as one of its most special class.

    The most numerous come first. Words of the ontology and concepts are not counted.
    """
    wording = read(store, None)
    classes = _classes(store, wording)
    passages = classes.pop(_PASSAGE, 0)
    said = {each: number for each, number in classes.items() if wording.display([each]) == Display.STATEMENT}
    things = {each: number for each, number in classes.items() if each not in said}
    return Counts(
        _sorted(things, {each: _called(wording, each, number) for each, number in things.items()}),
        _sorted(said, {each: _called(wording, each, number) for each, number in said.items()}),
        _certainties(store, sorted(said)),
        passages,
    )


def _classes(store: Store, wording: Wording) -> Counter[str]:
    """Return how many things have each class as their most special one that readers know of.

    Of classes that no subclass relation tells apart, the rarer is the more special.
    """
    kinds: list[tuple[list[str], int]] = []
    for together, times in store.select(_CLASSES).rows:
        if isinstance(together, Literal) and isinstance(times, Literal):
            classes = sorted(together.value.split())
            if _PASSAGE in classes or not any(each.startswith(_MACHINERY) for each in classes):
                kinds.append((classes, int(times.value)))
    totals: Counter[str] = Counter()
    for classes, number in kinds:
        totals.update(dict.fromkeys(classes, number))
    counted: Counter[str] = Counter()
    for classes, number in kinds:
        special = wording.special(sorted(classes, key=lambda each: totals[each]))
        shown = [each for each in special if wording.of(each).display]
        known = shown or [each for each in special if wording.of(each).label] or special
        counted.update(dict.fromkeys(known[:1], number))
    return counted


def _called(wording: Wording, kind: str, number: int) -> Texts:
    word = wording.of(kind)
    return word.label if number == 1 or not word.plural else word.plural


def _certainties(store: Store, classes: list[str]) -> tuple[Count, ...]:
    values = " ".join(f"<{each}>" for each in classes)
    text = (
        "SELECT ?certainty (COUNT(DISTINCT ?row) AS ?count)"
        f" WHERE {{ VALUES ?class {{ {values} }} ?row a ?class OPTIONAL {{ ?row <{Intl.CERTAINTY}> ?certainty }} }}"
        " GROUP BY ?certainty"
    )
    counted: dict[str, int] = {}
    for certainty, number in store.select(text).rows if classes else ():
        if isinstance(number, Literal) and int(number.value):
            counted[certainty.value if isinstance(certainty, NamedNode) else ""] = int(number.value)
    return _sorted(counted, names_of(store, filter(None, counted)))


def _sorted(counted: Mapping[str, int], names: Mapping[str, Texts]) -> tuple[Count, ...]:
    found = [Count(iri, names.get(iri, {}), number) for iri, number in counted.items()]
    return tuple(sorted(found, key=lambda each: (-each.number, each.iri)))
