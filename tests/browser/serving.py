"""A published folder served as any file host would: by the standard library, and below a path of another site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

__all__ = ["BELOW", "served"]

BELOW = "some/where"
"""The path that the site stands below: a link that takes it to be at the top of a host leads nowhere."""


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of a request that was answered."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser that has left does not want the rest."""


@contextmanager
def served(public: Path, folder: Path) -> Iterator[str]:
    """Serve the folder `public` from a link to it below the empty folder `folder`; yields the address of the site."""
    where = folder / BELOW
    where.parent.mkdir(parents=True)
    where.symlink_to(public.resolve(), target_is_directory=True)
    with _Server(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/{BELOW}/"
        finally:
            server.shutdown()
