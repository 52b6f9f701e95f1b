"""What the tests of named queries share: this repository's own publication, built once, and answers by column."""

from __future__ import annotations

import csv
import io
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT, Ran

from intlgraph import pipeline
from intlgraph.project import load

__all__ = ["built", "rows", "served", "short"]


def built(folder: Path) -> Path:
    """Build a copy of the repository's own publication in a folder, and return the folder."""
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "intlgraph.toml", folder)
    pipeline.build(load(folder))
    return folder


def rows(ran: Ran, *columns: str) -> list[tuple[str, ...]]:
    """Return these columns of an answer in CSV, an IRI by its last part; all rows, in their order."""
    assert ran.code == 0, ran.err
    read = csv.DictReader(io.StringIO(ran.out))
    return [tuple(short(row[column]) for column in columns) for row in read]


def short(cell: str) -> str:
    """Return a thing as its class and slug, a concept or another IRI as its last part, and a text as it is.

    >>> short("https://example.org/x/id/network/ubc"), short("https://w3id.org/intlgraph/concept/role/member")
    ('network/ubc', 'member')
    """
    if not cell.startswith("http") or " " in cell:
        return cell
    return cell.partition("/id/")[2] or cell.replace("#", "/").rsplit("/", 1)[-1]


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve a store with a real SPARQL server on a free port of this machine, and give its address."""
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts"))
    assert program, "the package oxigraph, of the dev group, holds the server"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    line = [program, "serve-read-only", "--location", str(store), "--bind", address, "--union-default-graph"]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while True:
                assert server.poll() is None, "the server has stopped"
                try:
                    urllib.request.urlopen(f"http://{address}/query?query=ASK%7B%7D").close()
                    break
                except OSError:
                    time.sleep(0.02)
            yield f"http://{address}/query"
        finally:
            server.terminate()
