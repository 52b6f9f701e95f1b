"""Tables to files of N-Quads."""

from __future__ import annotations

from typing import Final

from bench.stages.stage import Stage, module

__all__ = ["STAGE"]

STAGE: Final = Stage(
    name="tables-to-quads",
    note="ours: checked tables to sorted, unique N-Quads, a file for each graph; rdflib: csv to unsorted N-Triples.",
    commands={"ours": module("bench.ours", "quads"), "rdflib": module("bench.peer", "quads")},
    cores=1,
)
