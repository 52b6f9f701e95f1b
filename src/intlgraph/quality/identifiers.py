"""Identifiers: which things no register outside the publication is known to have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from intlgraph.namespaces import DCTERMS, PREFIXES, Intl
from intlgraph.quality.asking import World, listed
from intlgraph.quality.values import Unidentified

__all__ = ["identifiers"]

_SAME: Final = f"{PREFIXES['owl']}sameAs"
_MATCHES: Final = (_SAME, f"{PREFIXES['skos']}exactMatch", f"{PREFIXES['adms']}identifier", f"{DCTERMS}identifier")
_IDENTIFIED: Final = " UNION ".join(
    (
        *(f"{{ ?s <{each}> ?other }}" for each in _MATCHES),
        f"{{ ?row a <{PREFIXES['adms']}Identifier> ; <{Intl.THING}> ?s }}",
        # A link says what it leads to by a concept; the ontology says which of these means the same thing.
        f"{{ ?concept <{PREFIXES['rdfs']}seeAlso> <{_SAME}> . ?row ?says ?concept ; <{Intl.THING}> ?s }}",
    )
)


def identifiers(
    world: World, things: Mapping[str, tuple[str, ...]]
) -> tuple[Mapping[str, int], tuple[Unidentified, ...]]:
    """Return how many entities of each class could have an identifier, and those that have none, by class.

    `things` are the publication's own entities with their classes; each counts once, as one of its first class.

    People are not among them, who are never to be linked; classes of what statements cite are evidence and left out.
    An identifier is a row of its own, a link that says *same as*, or one of the standard properties for it
    (`owl:sameAs`, `skos:exactMatch`, `adms:identifier`, `dcterms:identifier`).
    """
    having = listed(world.store, _IDENTIFIED)
    cited = listed(world.store, f"{{ SELECT DISTINCT ?s WHERE {{ ?any <{DCTERMS}source> ?s }} }}")
    counts: Counter[str] = Counter()
    sources = {classes[0] for thing, classes in things.items() if thing in cited}
    missing = []
    for thing, (kind, *_) in things.items():
        if kind not in sources:
            counts[kind] += 1
            if thing not in having:
                missing.append(Unidentified(kind, thing))
    return dict(sorted(counts.items())), tuple(sorted(missing, key=lambda each: (each.kind, each.thing)))
