"""A store of each kind with the same quads in it: one on disk, one behind a real SPARQL server."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

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
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts"))
    assert program, "the package oxigraph, of the dev group, holds the server"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        program,
        "serve-read-only",
        "--location",
        str(directory),
        "--bind",
        f"127.0.0.1:{port}",
        "--union-default-graph",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        while True:
            assert server.poll() is None, "the server has stopped"
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/query?query=ASK%7B%7D").close()
                break
            except OSError:
                time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/query"
        server.terminate()


@pytest.fixture(params=["embedded", "remote"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "embedded":
        embedded: Store = request.getfixturevalue("embedded")
        return embedded
    return RemoteStore(request.getfixturevalue("endpoint"))
