"""The fast engine: Core constraints by the native package on the files, SPARQL constraints as set queries on a store.

What neither can be trusted with goes to the reference engine, shape by shape, and a note says so.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from intlgraph.errors import Problem
from intlgraph.validation.engines import native, scope, sets
from intlgraph.validation.engines.prepared import Prepared, prepare
from intlgraph.validation.engines.reference import Reference, shapes_name
from intlgraph.validation.engines.trust import Facts, doubt
from intlgraph.validation.results import Data, Findings, Result
from intlgraph.validation.shapes import Shapes

__all__ = ["Fast"]


class Fast:
    """The engine called `fast`, the default."""

    name = "fast"

    def run(self, data: Data, shapes: Shapes, only: frozenset[str] | None = None) -> Findings:
        """Return what the shapes find in the data; with `only`, what these of the shapes with targets find.

        Raises as the reference engine, to which it gives what it cannot be trusted with.
        """
        roots = [iri for iri in shapes.roots if only is None or iri in only]
        if not roots:
            return Findings(frozenset())
        if not native.available():
            found = Reference().run(data, shapes, only)
            missing = Problem("native-engine-missing", {}, severity="warning")
            return Findings(found.results, (missing, *found.notes))
        with tempfile.TemporaryDirectory(prefix="intlgraph-validate-") as folder:
            prepared = prepare((*data.files, *data.background), Path(folder) / "data.nq", known=data.canonical)
            return _run(data, prepared, shapes, roots)


def _run(data: Data, prepared: Prepared, shapes: Shapes, roots: list[str]) -> Findings:
    facts = Facts.of(prepared, shapes)
    doubts = {root: (reason, "") for root in roots if (reason := doubt(shapes, root, facts))}
    trusted = [root for root in roots if root not in doubts]
    by_sets = sets.run(prepared, shapes, trusted)
    doubts |= by_sets.doubts
    found: set[Result] = set(by_sets.results)
    trusted = [root for root in trusted if root not in doubts]
    found |= _native(prepared, shapes, trusted, doubts)
    results = scope.reported(found, data, shapes, prepared.canonical)
    if doubts:
        results |= Reference().run(data, shapes, frozenset(doubts)).results
    notes = tuple(_note(shapes, root, *doubts[root]) for root in sorted(doubts))
    return Findings(results, notes, prepared.canonical)


def _note(shapes: Shapes, root: str, reason: str, value: str) -> Problem:
    return Problem(
        reason, {"shape": shapes_name(shapes, root), "value": value}, shapes.nodes[root].place, severity="warning"
    )


def _native(
    prepared: Prepared, shapes: Shapes, roots: list[str], doubts: dict[str, tuple[str, str]]
) -> frozenset[Result]:
    """Return what the native package finds; roots that it refuses are found by halving, and join the doubts."""
    if not roots:
        return frozenset()
    try:
        return native.run(prepared, shapes, roots)
    except native.RefusedError:
        if len(roots) == 1:
            doubts[roots[0]] = ("reference-refused", "")
            return frozenset()
        half = len(roots) // 2
        return _native(prepared, shapes, roots[:half], doubts) | _native(prepared, shapes, roots[half:], doubts)
