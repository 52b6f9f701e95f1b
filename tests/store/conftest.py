"""A store of each kind with the same quads in it: one on disk, one behind a real SPARQL server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.server import served

from intlgraph.namespaces import PREFIXES
from intlgraph.store import oxigraph
from intlgraph.store.base import Store
from intlgraph.store.remote import RemoteStore

QUADS = """\
<:vaxjo> <rdfs:label> "Växjö kommun"@sv <:graph/tables> .
<:vaxjo> <rdfs:label> "Municipality of Växjö"@en <:graph/tables> .
<:vaxjo> <:code> "0780" <:graph/tables> .
<:vaxjo> <:since> "1863"^^<xsd:gYear> <:graph/tables> .
<:vaxjo> <:people> "97000"^^<xsd:integer> <:graph/tables> .
<:vaxjo> <:in> <:sweden> <:graph/places> .
<:sweden> <:note> "tab\\t, \\"quotes\\"\\nand 😀" <:graph/places> .
<:sweden> <rdf:type> <org:Organization> <:graph/places> .
"""


@pytest.fixture(scope="session")
def quads_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("quads") / "tables.nq"
    namespaces = {**PREFIXES, "": "http://example.org/"}
    path.write_text(re.sub("<([a-z]*):", lambda match: f"<{namespaces[match[1]]}", QUADS), "utf-8")
    return path


@pytest.fixture(scope="session")
def embedded(quads_file: Path, tmp_path_factory: pytest.TempPathFactory) -> oxigraph.OxigraphStore:
    directory = tmp_path_factory.mktemp("embedded") / "store"
    oxigraph.build(directory, [quads_file])
    return oxigraph.open_read_only(directory)


@pytest.fixture(scope="session")
def endpoint(quads_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `oxigraph serve-read-only` on a free port of this machine, one server for each worker."""
    directory = tmp_path_factory.mktemp("served") / "store"
    oxigraph.build(directory, [quads_file])
    with served(directory) as address:
        yield address


@pytest.fixture(params=["embedded", "remote"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "embedded":
        embedded: Store = request.getfixturevalue("embedded")
        return embedded
    return RemoteStore(request.getfixturevalue("endpoint"))
