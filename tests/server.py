"""A real SPARQL server for tests: `oxigraph serve-read-only`, from the package of the dev group."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["served"]


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve the store in a directory on a free port of this machine for one block, and give the endpoint."""
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts"))
    assert program, "the package oxigraph, of the dev group, holds the server"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program, "serve-read-only", "--location", str(store), "--bind", address, "--union-default-graph"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
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
