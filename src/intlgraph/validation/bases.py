"""Bases: what relative IRIs in a file are resolved against, so that no report names the folders of a machine.

A file is known by the name that it was given on the command line, and stands under `https://file.invalid/` (RFC 6761
keeps `.invalid` free of real addresses). Data and shapes in one file have one base, and so mean the same things.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import quote

__all__ = ["BASE", "STDIN", "base_of"]

BASE: Final = "https://file.invalid/"
STDIN: Final = "-"


def base_of(name: str, base: str = BASE) -> str:
    """Return the base of a file by the name that it was given: only the last part of one that leads out of here.

    >>> base_of("data/två.ttl"), base_of("/home/me/x.ttl"), base_of("-")
    ('https://file.invalid/data/tv%C3%A5.ttl', 'https://file.invalid/x.ttl', 'https://file.invalid/stdin')
    """
    path = Path(name)
    if name == STDIN:
        return f"{base}stdin"
    return base + quote(path.name if path.is_absolute() or ".." in path.parts else path.as_posix())
