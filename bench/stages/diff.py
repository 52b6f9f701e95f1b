"""What differs between two states of the data, of which one triple in a hundred has changed."""

from __future__ import annotations

from typing import Final

from bench.stages.stage import Stage, module

__all__ = ["STAGE"]

STAGE: Final = Stage(
    name="diff",
    note=(
        "from two files of sorted N-Quads on disk: ours tells what changed by thing and by line, GNU diff the lines "
        "alone. Both found the same number of lines."
    ),
    commands={"ours": module("bench.ours", "diff"), "gnu-diff": module("bench.counting", "diff")},
    prepare={"ours": module("bench.ours", "diff-ready"), "gnu-diff": module("bench.ours", "diff-ready")},
)
