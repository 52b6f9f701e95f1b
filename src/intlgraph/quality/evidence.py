"""Evidence: how many statements lead to the passage that says them, by class and by certainty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from intlgraph.namespaces import DCTERMS, Intl
from intlgraph.quality.asking import World, texts
from intlgraph.quality.values import Grounded, share

__all__ = ["evidence"]

_PASSAGE: Final = f"?s <{Intl.PASSAGE}> ?passage"
_SOURCE: Final = f"?s <{DCTERMS}source> ?document"


def evidence(world: World) -> tuple[Grounded, ...]:
    """Return how well founded the statements of each class are, the worst first.

    Statements are the things of classes that the ontology shows as statements, and of any class whose things carry a
    certainty. A passage is a part of a document; a statement that cites documents whole is counted apart.
    """
    said = _counted(world, filter(world.states, world.totals))
    unsaid = [kind for kind, certainty in said if not certainty]
    passages = _counted(world, unsaid, f"FILTER EXISTS {{ {_PASSAGE} }}")
    documents = _counted(world, unsaid, f"FILTER NOT EXISTS {{ {_PASSAGE} }} FILTER EXISTS {{ {_SOURCE} }}")
    found = [Grounded(*key, number, passages[key], documents[key]) for key, number in said.items()]
    return tuple(sorted(found, key=_worst_first))


def _worst_first(grounded: Grounded) -> tuple[float, float, int, str, str]:
    cited = grounded.passages + grounded.documents
    shares = share(cited, grounded.statements), share(grounded.passages, grounded.statements)
    return (*shares, -grounded.statements, grounded.kind, grounded.certainty)


def _counted(world: World, unsaid: Iterable[str], condition: str = "") -> Counter[tuple[str, str]]:
    """Return how many things of each class and certainty fulfil a condition.

    `unsaid` are the classes whose things may be without a certainty.
    """
    # In one query, with the certainty optional, the engine would look at every thing there is.
    certain = (
        f"SELECT ?class ?certainty (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s a ?class ; <{Intl.CERTAINTY}> ?certainty"
        f" {condition} }} GROUP BY ?class ?certainty"
    )
    counted = Counter({(kind, certainty): int(n) for kind, certainty, n in texts(world.store, certain)})
    for kind in unsaid:
        without = f"{world.things(kind)} FILTER NOT EXISTS {{ ?s <{Intl.CERTAINTY}> ?certainty }} {condition}"
        [(number,)] = texts(world.store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {without} }}")
        counted[kind, ""] += int(number)
    return Counter({key: number for key, number in counted.items() if number and key[0] in world.totals})
