"""The web: the one implementation of fetching that opens a connection."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from typing import IO, Final

from intlgraph import __version__
from intlgraph.catalogue.harvest.fetching import Answer
from intlgraph.errors import RemoteError

__all__ = ["web"]

_SECONDS: Final = 30
_ACCEPT: Final = "application/rdf+xml, */*;q=0.1"


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follow no redirect."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def web(address: str, *, limit: int) -> Answer:
    """Ask one address with GET and return its answer. Raises `RemoteError` when none comes."""
    opener = urllib.request.build_opener(_Stay)
    asked = urllib.request.Request(address, headers={"Accept": _ACCEPT, "User-Agent": f"intlgraph/{__version__}"})
    try:
        with opener.open(asked, timeout=_SECONDS) as answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status, headers, answer.read(limit + 1))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, {name.lower(): value for name, value in error.headers.items()})
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        cause = getattr(error, "reason", error)
        raise RemoteError.of("harvest-no-answer", address=address, cause=cause) from error
