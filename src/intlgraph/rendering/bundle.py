"""The scripts that `make assets` bundles: there where they were built, absent where they were not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Final

__all__ = ["FOLDER", "files", "holds", "versioned"]

FOLDER: Final = "assets"
"""Where the bundle stands, in the package and in the site."""


def files() -> Mapping[str, bytes]:
    """Return the files of the bundle by their address in the site; nothing where it has not been built."""
    return dict(_files())


def holds(name: str) -> bool:
    """Tell whether a file of the bundle has been built."""
    return resources.files("intlgraph.rendering").joinpath(FOLDER, name).is_file()


def versioned(bundle: Mapping[str, bytes], name: str) -> str:
    """Return the address of a file of the bundle with its version, so that no browser takes an old one for it.

    >>> versioned({"assets/a.js": b"1"}, "a.js")
    'assets/a.js?6b86b273'
    """
    address = f"{FOLDER}/{name}"
    return f"{address}?{hashlib.sha256(bundle[address]).hexdigest()[:8]}"


def _files() -> Iterator[tuple[str, bytes]]:
    room = resources.files("intlgraph.rendering").joinpath(FOLDER)
    if room.is_dir():
        for each in sorted(room.iterdir(), key=lambda file: file.name):
            yield f"{FOLDER}/{each.name}", each.read_bytes()
