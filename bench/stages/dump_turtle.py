"""Everything as one Turtle file."""

from __future__ import annotations

from typing import Final

from bench.stages.stage import Stage, module

__all__ = ["STAGE"]

STAGE: Final = Stage(
    name="dump-turtle",
    note=(
        "from data at rest, in each one's own form: ours from sorted quads on disk, rdflib from its graph in memory. "
        "Both time the writing alone, without start-up (and rdflib without reading the tables); the peak is the "
        "whole process."
    ),
    commands={"ours": module("bench.ours", "turtle"), "rdflib": module("bench.peer", "turtle")},
    prepare={"ours": module("bench.ours", "quads-ready")},
)
