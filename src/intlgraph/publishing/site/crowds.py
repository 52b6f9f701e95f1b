"""Things of which more is said than one page holds: which they are, and on which page each row of theirs stands.

Their rows are placed before the first page is written, since any page may lead to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode

from intlgraph.namespaces import Display
from intlgraph.publishing.site.addresses import segment_of
from intlgraph.publishing.site.plan import Site
from intlgraph.query.batches import batched
from intlgraph.query.rows import EVIDENCE, in_parts
from intlgraph.query.wording import Wording
from intlgraph.rendering.description import Description, Section
from intlgraph.rendering.paging import SIZE, placed
from intlgraph.store import Store

__all__ = ["crowded", "place", "shown"]

_AT_ONCE: Final = 400

_COUNT: Final = """
SELECT ?thing WHERE {{ VALUES ?thing {{ {things} }} {said} }} GROUP BY ?thing HAVING (COUNT(*) > {size})
"""
_NEAR: Final = "?row ?p ?thing FILTER (?p NOT IN ({evidence}))"
_BEYOND: Final = "?row ?p ?thing . ?row a ?class FILTER (?class IN ({statements})) ?further ?q ?row"


def place(site: Site) -> None:
    """Find out on which page each row about a crowded thing stands."""
    things = chain(site.inventory.things(), sorted(site.foreign))
    for batch in batched(things, _AT_ONCE):
        for description in site.describer.descriptions(crowded(site.store, batch, site.describer.wording)):
            rows = placed(shown(site, description))
            site.addresses.learn(rows)
            own = description.link.iri
            site.inventory.place({row: page for row, page in rows.items() if site.addresses.home(row) == own})


def shown(site: Site, description: Description) -> tuple[Section, ...]:
    """Return the sections that the pages of a thing show: of one whose IRI is another's, what the publication says."""
    if description.link.iri not in site.foreign:
        return description.sections
    sections = (
        replace(each, facts=tuple(fact for fact in each.facts if segment_of(site.project.base, fact.iri)[0]))
        for each in description.sections
    )
    return tuple(each for each in sections if each.facts)


def crowded(store: Store, things: Iterable[str], wording: Wording) -> list[str]:
    """Return those things (IRIs) of which so much is said that a section may fill a page.

    A section holds rows about a thing, and rows about such rows: if neither are half a page, both are not a whole one.
    """
    evidence = ", ".join(f"<{each}>" for each in sorted(EVIDENCE))
    patterns = [_NEAR.format(evidence=evidence)]
    if statements := [each for each in sorted(wording.words) if wording.display([each]) == Display.STATEMENT]:
        patterns.append(_BEYOND.format(statements=", ".join(f"<{each}>" for each in statements)))
    return sorted({thing for values in in_parts(things) for said in patterns for thing in _many(store, values, said)})


def _many(store: Store, values: str, said: str) -> Iterator[str]:
    found = store.select(_COUNT.format(things=values, said=said, size=SIZE // 2)).column("thing")
    return (thing.value for thing in found if isinstance(thing, NamedNode))
