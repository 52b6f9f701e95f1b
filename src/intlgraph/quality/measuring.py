"""Every measure of one build, taken together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from intlgraph.privacy import DERIVED_PEOPLE
from intlgraph.project import Project
from intlgraph.quality.asking import entities, world
from intlgraph.quality.completeness import completeness
from intlgraph.quality.dangling import dangling
from intlgraph.quality.duplicates import duplicates
from intlgraph.quality.evidence import evidence
from intlgraph.quality.expected import expected
from intlgraph.quality.identifiers import identifiers
from intlgraph.quality.outdated import outdated
from intlgraph.quality.values import Quality
from intlgraph.query.labels import names_of
from intlgraph.store import Store

__all__ = ["measure"]

_DERIVED: Final = "derived"
"""The graph of what rules derive, as the pipeline names it."""


def measure(store: Store, project: Project, on: date | None) -> Quality:
    """Measure the store of a build as it is on a day; without a day nothing is out of date.

    The store is asked in sets, a few seconds a million triples. Raises as the store does, and `DataError` for shapes
    that are not Turtle.
    """
    measured = world(store, project.iris)
    shapes = [layer.path for layer in project.layers("shapes", "*.ttl")]
    derived = frozenset(map(project.iris.graph, (_DERIVED, DERIVED_PEOPLE)))
    things = entities(measured)
    identifiable, unidentified = identifiers(measured, things)
    quality = Quality(
        on,
        completeness(measured, expected(measured, shapes), project.languages, derived),
        evidence(measured),
        identifiable,
        unidentified,
        dangling(measured),
        outdated(measured, on) if on else (),
        duplicates(measured, things),
        {},
    )
    return quality.named(names_of(store, set(_mentioned(quality))))


def _mentioned(quality: Quality) -> Iterator[str]:
    """Yield every IRI that a reader would rather see the name of."""
    for filled in quality.completeness:
        yield from (filled.kind, filled.property)
    for grounded in quality.evidence:
        yield from filter(None, (grounded.kind, grounded.certainty))
    yield from quality.identifiable
    yield from (each.thing for each in quality.unidentified)
    for link in quality.dangling:
        yield from (link.property, link.example)
    for said in quality.outdated:
        yield from (said.thing, said.status, said.kind)
    for pair in quality.duplicates:
        yield from (*pair.kinds, *pair.things)
