"""Dangling links: addresses of ours and concepts that are pointed at, but described nowhere."""

from __future__ import annotations

from typing import Final

from intlgraph.namespaces import CONCEPT, OA, RDF
from intlgraph.quality.asking import World, texts
from intlgraph.quality.values import Dangling

__all__ = ["dangling"]

_LOOKED_AT: Final = 200


def dangling(world: World) -> tuple[Dangling, ...]:
    """Return the addresses that lead nowhere, those that most things point at first, with one that points.

    Looked for are addresses of the publication's own things, and concepts of the built-in schemes and of the schemes
    that the publication adds.
    """
    prefixes = (world.ours, CONCEPT, *_schemes(world))
    found = []
    for property_ in world.properties:
        if property_.startswith(OA) or property_ == f"{RDF}type" or not _points(world, property_):
            continue
        for target in _nowhere(world, property_):
            if target.startswith(prefixes):
                found += _pointing(world, property_, target)
    return tuple(sorted(found, key=lambda each: (-each.pointing, each.target, each.property)))


def _schemes(world: World) -> list[str]:
    """Return what the concepts of the publication's own schemes begin with."""
    query = f"SELECT DISTINCT ?s WHERE {{ GRAPH <{world.ontology}> {{ ?s a skos:ConceptScheme }} }}"
    return [f"{scheme.rstrip('/')}/" for (scheme,) in texts(world.store, query)]


def _points(world: World, property_: str) -> bool:
    inside = f"SELECT ?o WHERE {{ ?s <{property_}> ?o }} LIMIT {_LOOKED_AT}"
    return world.store.ask(f"ASK {{ {{ {inside} }} FILTER (ISIRI(?o)) }}")


def _nowhere(world: World, property_: str) -> list[str]:
    """Return what a property points at that is described nowhere; most things have a type, so that is asked first."""
    untyped = texts(
        world.store,
        f"SELECT ?o WHERE {{ {{ SELECT DISTINCT ?o WHERE {{ ?s <{property_}> ?o FILTER (ISIRI(?o)) }} }}"
        " FILTER NOT EXISTS { ?o a ?class } }",
    )
    return [target for (target,) in untyped if not world.store.ask(f"ASK {{ <{target}> ?p ?o }}")]


def _pointing(world: World, property_: str, target: str) -> list[Dangling]:
    query = f"SELECT (MIN(STR(?s)) AS ?example) (COUNT(?s) AS ?n) WHERE {{ ?s <{property_}> <{target}> }}"
    return [Dangling(target, property_, example, int(number)) for example, number in texts(world.store, query)]
