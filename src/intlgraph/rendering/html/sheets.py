"""The files that every page needs beside it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from intlgraph.rendering import bundle
from intlgraph.rendering.html.head import DRAWINGS, ICON

__all__ = ["assets", "moving"]


def assets() -> Mapping[str, bytes]:
    """Return the files that pages need, by their address in the site: the style, the icon, the scripts."""
    room = resources.files("intlgraph.rendering")
    sheets = (room.joinpath("style.css"), room.joinpath("drawings").joinpath("drawings.css"))
    scripts = sorted(room.joinpath("scripts").iterdir(), key=lambda each: each.name)
    return {
        "style.css": b"\n".join(each.read_bytes() for each in sheets),
        ICON: room.joinpath(ICON).read_bytes(),
        **{f"scripts/{each.name}": each.read_bytes() for each in scripts if each.name.endswith(".js")},
    }


def moving() -> tuple[str, ...]:
    """Return the script of pages whose drawings can be moved; none where what moves them has not been bundled."""
    return (DRAWINGS,) if bundle.holds(DRAWINGS.rpartition("/")[2]) else ()
