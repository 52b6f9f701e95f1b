"""The files of the published site: each written once, and those that did not change kept as they were."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

__all__ = ["Tree"]


@dataclass(slots=True)
class Tree:
    """A folder being filled, beside the one that was published before.

    A file with the bytes of its predecessor becomes a second name of it: its time stays, so that web servers,
    browsers and those who copy the folder see what did change. `files` counts all, `changed` those that are new.
    """

    out: Path
    previous: Path | None = None
    files: int = 0
    changed: int = 0
    _folder: str = ""

    def write(self, address: str, content: bytes) -> None:
        """Write one file; `address` is quoted as in a link, and one that ends in a slash means its `index.html`."""
        name = _file(address)
        path = self.out / name
        self._make(path)
        old = self.previous / name if self.previous else None
        if old is None or not _same(old, content) or not _kept(old, path):
            path.write_bytes(content)
            self.changed += 1
        self.files += 1

    def pour(self, address: str, fill: Callable[[BinaryIO], None]) -> None:
        """Let a function write one file that is too large to be held."""
        name = _file(address)
        path = self.out / name
        self._make(path)
        with path.open("wb") as file:
            fill(file)
        old = self.previous / name if self.previous else None
        if old is not None and _alike(old, path):
            path.unlink()
            if not _kept(old, path):
                shutil.copyfile(old, path)
        else:
            self.changed += 1
        self.files += 1

    def _make(self, path: Path) -> None:
        folder = os.fspath(path.parent)
        if folder != self._folder:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folder = folder


def _file(address: str) -> str:
    """Return the name of the file at an address.

    >>> _file("sv/place/v%C3%A4xj%C3%B6/"), _file("data/place/a%252Fb.ttl")
    ('sv/place/växjö/index.html', 'data/place/a%2Fb.ttl')
    """
    name = unquote(address)
    return f"{name}index.html" if name.endswith("/") else name


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _alike(old: Path, new: Path) -> bool:
    try:
        if old.stat().st_size != new.stat().st_size:
            return False
        with old.open("rb") as first, new.open("rb") as second:
            while block := first.read(1 << 20):
                if block != second.read(1 << 20):
                    return False
    except OSError:
        return False
    return True


def _kept(old: Path, path: Path) -> bool:
    """Give the old file a second name; some file systems cannot, and then it is written anew."""
    try:
        path.hardlink_to(old)
    except OSError:
        return False
    return True
