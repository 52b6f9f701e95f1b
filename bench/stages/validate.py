"""Sorted quads to a report of what the shapes find in them."""

from __future__ import annotations

from typing import Final

from bench.stages.stage import Stage, module

__all__ = ["STAGE"]

STAGE: Final = Stage(
    name="validate",
    note=(
        "all shapes of the repository over the quads files of a whole build with planted faults, the ontology as "
        "background; start-up and loading what is needed included. Both must find the same results. "
        "The reference (pySHACL on an rdflib graph) is left out above 100k, where it takes hours."
    ),
    commands={"ours": module("bench.ours", "validate"), "reference": module("bench.ours", "validate-reference")},
    prepare={"ours": module("bench.ours", "validate-ready"), "reference": module("bench.ours", "validate-ready")},
    largest={"reference": 100_000},
)
