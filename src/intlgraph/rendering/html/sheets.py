"""The files that every page needs beside it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

__all__ = ["assets"]


def assets() -> Mapping[str, bytes]:
    """Return the files that every page needs, by their name at the top of the site."""
    room = resources.files("intlgraph.rendering")
    sheets = (room.joinpath("style.css"), room.joinpath("drawings").joinpath("drawings.css"))
    return {"style.css": b"\n".join(each.read_bytes() for each in sheets)}
