"""A published site, and each real web server in front of it."""

from __future__ import annotations

import gzip
import http.client
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.conftest import TINY
from tests.hosting.servers import SERVERS, served

from intlgraph import pipeline
from intlgraph.project import Project, load
from intlgraph.publishing import site, tables
from intlgraph.publishing.site import serving
from intlgraph.publishing.site.tree import Tree
from intlgraph.store import generations, oxigraph

ODD = "sjö å+ker"
"""A name with what must be quoted in an IRI: a letter beyond ASCII, a space, a plus; imports may bring one."""
RETIRED = {
    "municipality/old": "municipality/nordby",
    "municipality/gone": None,
    "municipality/ö": f"municipality/{ODD}",
}


@dataclass(frozen=True)
class Answer:
    """What a server answered to one request, with the names of headers in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running server; `base` is the path that the site stands under."""

    name: str
    port: int
    base: str

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address below the site; `accept_language="sv"` is sent as `Accept-Language: sv`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"{self.base}/{address}", headers=named)
        answer = connection.getresponse()
        found: dict[str, str] = {}
        for name, value in answer.getheaders():
            found[name.lower()] = ", ".join(filter(None, (found.get(name.lower()), value)))
        body = answer.read()
        connection.close()
        return Answer(answer.status, found, body)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tiny publication, built."""
    root = tmp_path_factory.mktemp("hosting") / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build", "public"))
    found = load(root)
    pipeline.build(found)
    return found


@pytest.fixture(scope="session")
def publish(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Project], Path]:
    """Write the site of a project whose settings may differ."""

    def write(changed: Project) -> Path:
        folder = tmp_path_factory.mktemp("public")
        store = oxigraph.open_read_only(generations.current(project.build) / "store")
        site.write(changed, store, folder, lambda code, **values: None)
        start = f"{changed.base}/id/"
        retired = [(start + old, start + new if new else None) for old, new in RETIRED.items()]
        serving.write(changed, Tree(folder), [], retired)
        tables.write(changed, folder / "data" / "tables")
        _odd(folder)
        (folder / "data" / "all.nt.gz").write_bytes(gzip.compress(b"<a:a> <a:a> <a:a> .\n"))
        (folder / "assets" / "x-ABCDEF12.js").parent.mkdir(exist_ok=True)
        (folder / "assets" / "x-ABCDEF12.js").write_text("export {};\n" * 200)
        return folder

    return write


def _odd(folder: Path) -> None:
    """Give a thing another name, in its files and in what they say."""
    for old in list(folder.glob("*/municipality/sjoakero*")):
        new = old.with_name(old.name.replace("sjoakero", ODD))
        old.rename(new)
        for path in [new] if new.is_file() else new.rglob("*.html"):
            text = path.read_text("utf-8").replace("municipality/sjoakero", f"municipality/{quote(ODD, safe='')}")
            path.write_text(
                text.replace(
                    "municipality:sjoakero", f"<https://data.example.org/nordby/id/municipality/{quote(ODD, safe='')}>"
                ),
                "utf-8",
            )


@pytest.fixture(scope="session")
def public(project: Project, publish: Callable[[Project], Path]) -> Path:
    """The published folder."""
    return publish(project)


@pytest.fixture(scope="session", params=sorted(SERVERS))
def server(
    request: pytest.FixtureRequest, project: Project, public: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Each of the servers, in front of the site."""
    folder = tmp_path_factory.mktemp(request.param)
    with served(request.param, public, folder / "run", "/nordby") as port:
        yield Server(request.param, port, "/nordby")
