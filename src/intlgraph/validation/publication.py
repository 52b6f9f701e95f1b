"""A publication's build, validated with the shapes that bind it: those of the house, and its own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from intlgraph import ontology
from intlgraph.project import Project
from intlgraph.validation import checking, engines, incremental, shapes
from intlgraph.validation.places import OfProject
from intlgraph.validation.report import Report
from intlgraph.validation.results import Data

__all__ = ["data_of", "shapes_of", "validate"]

_SNAPSHOT: Final = "validation.json"


def shapes_of(project: Project) -> shapes.Shapes:
    """Return the shapes that the data of a publication is to fit; raises as `shapes.read`."""
    return shapes.read((layer.path for layer in project.shapes()), project.shown)


def data_of(quads: Path) -> Data:
    """Return what is to be validated of a folder of `<graph>.nq` files: all graphs, looked at against the ontology."""
    files = sorted(quads.glob("*.nq"))
    background = tuple(path for path in files if path.stem == ontology.GRAPH)
    return Data(tuple(path for path in files if path not in background), background, canonical=True)


def validate(project: Project, bound: shapes.Shapes, data: Data, engine: str = engines.NAMES[0]) -> Report:
    """Return what the shapes find in the data, each fault with the rows of the tables that it comes from.

    Only the shapes are run whose data has changed since the last time; what is remembered for that lies in the
    folder of the builds. Raises as `checking.validate`.
    """
    remembered = project.build / _SNAPSHOT
    chosen = engines.engine(engine)
    findings, snapshot, _ = incremental.run(chosen, data, bound, incremental.load(remembered))
    incremental.save(snapshot, remembered)
    shorter = (f"{project.base}/id/", f"{project.base}/")
    return checking.report(findings, data, bound, engine=chosen.name, places=OfProject(project), shorter=shorter)
