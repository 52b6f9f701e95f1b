"""The tiny publication, built and measured, with faults planted in its tables or straight in its graph."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import ROOT, TINY

from intlgraph import graphs, pipeline
from intlgraph.formats import graph_format
from intlgraph.project import Project, load
from intlgraph.quality import measuring
from intlgraph.quality.expected import expected
from intlgraph.quality.values import Quality
from intlgraph.store import generations, oxigraph

Measured = Callable[..., Quality]

DAY = date(2024, 5, 1)
BASE = "https://data.example.org/nordby"
HEAD = f"""
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix c: <https://w3id.org/intlgraph/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <{BASE}/id/> .
@prefix intl: <https://w3id.org/intlgraph/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def filled_store(project: Project, extra: str = "", without: str = "") -> oxigraph.OxigraphStore:
    """Return what a build holds, without the triples that have some text, with more Turtle in the tables' graph."""
    quads = []
    for path in sorted((generations.current(project.build) / "quads").glob("*.nq")):
        found = graphs.parse(path, graph_format("nquads"))
        quads += [quad for quad in found if not without or without not in str(quad)]
    turtle = (HEAD + extra).encode()
    quads += graphs.parse(turtle, graph_format("turtle"), graph=project.iris.graph("tables"))
    return oxigraph.in_memory(quads)


@pytest.fixture(scope="session")
def nordby(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tiny publication, built once."""
    root = tmp_path_factory.mktemp("tiny") / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build", "public"))
    project = load(root)
    pipeline.build(project)
    return project


@pytest.fixture
def measured(nordby: Project, monkeypatch: pytest.MonkeyPatch) -> Measured:
    """Measure the tiny publication with faults planted in its graph, and without the built-in shapes.

    Without shapes the properties that are used are expected, so that the numbers do not hang on what shapes demand.
    """

    def run(extra: str = "", without: str = "", on: date | None = DAY, shapes: Path | None = None) -> Quality:
        monkeypatch.setattr(measuring, "expected", lambda world, _: expected(world, [shapes] if shapes else []))
        return measuring.measure(filled_store(nordby, extra, without), nordby, on)

    return run


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """This repository's own publication, built once."""
    root = tmp_path_factory.mktemp("own")
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copy(ROOT / "intlgraph.toml", root)
    project = load(root)
    pipeline.build(project)
    return project
