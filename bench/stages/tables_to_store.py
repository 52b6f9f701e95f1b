"""Tables to a store that answers queries."""

from __future__ import annotations

from typing import Final

from bench.stages.stage import Stage, module

__all__ = ["STAGE"]

STAGE: Final = Stage(
    name="tables-to-store",
    note=(
        "ours: the whole build, with ontology, rules, a store on disk, validation and the swap; rdflib: a graph in "
        "memory, with neither ontology nor rules nor validation. Only the tables' triples are counted."
    ),
    commands={"ours": module("bench.ours", "store"), "rdflib": module("bench.peer", "store")},
)
