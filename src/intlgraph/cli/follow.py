"""`intlgraph follow`: keep a copy of what somebody publishes up to date by its feed."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import click

from intlgraph import __version__
from intlgraph.changes.copies import COPY
from intlgraph.changes.follow import Fetched, address_of, follow, from_disk
from intlgraph.cli.commands import Command
from intlgraph.cli.options import Help, shared
from intlgraph.cli.progress import say
from intlgraph.errors import RemoteError

__all__ = ["command"]

_TIMEOUT = 60
"""Seconds for each wait for the server."""
_LARGEST = 200 << 20
_ACCEPTED = "application/trig, application/ld+json;q=0.9, application/n-quads;q=0.8, text/turtle;q=0.7"


@click.command("follow", cls=Command)
@click.argument("source", metavar="URL|DIR")
@click.option(
    "--into", "copy", cls=Help, type=click.Path(path_type=Path, file_okay=False), metavar="DIR", required=True
)
@click.option("--afresh", cls=Help, is_flag=True)
@click.option("--format", "followed_format", cls=Help, type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def command(context: click.Context, source: str, copy: Path, afresh: bool, followed_format: str) -> None:
    """Read what is new in the feed, and say what changed in the copy."""
    options = shared(context)
    address = address_of(source)
    fetch = _from_web if urlsplit(address).scheme in ("http", "https") else from_disk(address)
    report = follow(address, copy, fetch, afresh=afresh)
    if followed_format == "json":
        click.echo(report.as_json(), nl=False)
        return
    counts = {"added": len(report.added), "updated": len(report.updated), "removed": len(report.removed)}
    say("follow-done", options.language, **counts, unchanged=report.unchanged, file=copy / COPY)


def _from_web(address: str) -> Fetched:
    headers = {"Accept": _ACCEPTED, "User-Agent": f"intlgraph/{__version__}"}
    try:
        request = urllib.request.Request(address, headers=headers)
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            content = answer.read(_LARGEST + 1)
            media, final = answer.headers.get("Content-Type", ""), answer.geturl()
    except urllib.error.HTTPError as error:
        error.close()  # it is the answer, too, and holds the connection
        raise RemoteError.of("feed-unreachable", address=address, cause=error) from error
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, OSError, ValueError) as error:
        raise RemoteError.of("feed-unreachable", address=address, cause=error) from error
    if len(content) > _LARGEST:
        raise RemoteError.of("feed-large", address=address, limit=_LARGEST)
    return Fetched(content, media, final)
