"""The statistics of everything: by class, by property, by property of each class."""

from __future__ import annotations

from typing import Final

from bench.stages.stage import Stage, module

__all__ = ["STAGE"]

STAGE: Final = Stage(
    name="void",
    note=(
        "ours reads sorted quads on disk once and writes the VoID description, links and example queries included; "
        "the peer asks a store that is loaded already for the counts alone. The sums of their counts are equal."
    ),
    commands={"ours": module("bench.ours", "void"), "sparql": module("bench.counting", "sparql")},
    prepare={"ours": module("bench.ours", "quads-ready"), "sparql": module("bench.ours", "counted-ready")},
)
