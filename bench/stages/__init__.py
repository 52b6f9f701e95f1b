"""The stages that are measured. A new one is a module with a `STAGE`, and its place in `STAGES`."""

from __future__ import annotations

from typing import Final

from bench.stages import diff, dump_turtle, pages, tables_to_quads, tables_to_store, validate, void
from bench.stages.stage import Case, Stage

__all__ = ["STAGES", "Case", "Stage"]

STAGES: Final[tuple[Stage, ...]] = (
    tables_to_quads.STAGE,
    tables_to_store.STAGE,
    validate.STAGE,
    dump_turtle.STAGE,
    pages.STAGE,
    void.STAGE,
    diff.STAGE,
)
