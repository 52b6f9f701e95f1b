"""The files of the published site: each written once, and those that did not change kept as they were."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import unquote

__all__ = ["Tree"]

_PAGE: Final = "index.html"
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


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

    def write(self, address: str, content: bytes) -> None:
        """Write one file; `address` is quoted as in a link, and one that ends in a slash means its `index.html`."""
        name = _file(address)
        path = f"{self.out}/{name}"
        if self.previous is None or not _again(f"{self.previous}/{name}", path, content):
            file = _created(path)
            try:
                written = os.write(file, content)
                while written < len(content):
                    written += os.write(file, content[written:])
            finally:
                os.close(file)
            self.changed += 1
        self.files += 1

    def pour(self, address: str, fill: Callable[[BinaryIO], None]) -> None:
        """Let a function write one file that is too large to be held."""
        name = _file(address)
        path = self.out / name
        with os.fdopen(_created(os.fspath(path)), "wb") as file:
            fill(file)
        old = self.previous / name if self.previous else None
        if old is not None and _alike(old, path):
            path.unlink()
            if not _kept(os.fspath(old), os.fspath(path)):
                shutil.copyfile(old, path)
        else:
            self.changed += 1
        self.files += 1


def _file(address: str) -> str:
    """Return the name of the file at an address.

    >>> _file("sv/place/v%C3%A4xj%C3%B6/"), _file("data/place/a%252Fb.ttl")
    ('sv/place/växjö/index.html', 'data/place/a%2Fb.ttl')
    """
    name = unquote(address)
    return f"{name}{_PAGE}" if name.endswith("/") else name


def _created(path: str) -> int:
    """Open a new file for writing; its folder is made when it is missed, that of a page at once: it is its own."""
    folder, _, name = path.rpartition("/")
    if name == _PAGE:
        _made(folder)
    try:
        return os.open(path, _NEW, 0o666)
    except FileNotFoundError:
        _made(folder)
        return os.open(path, _NEW, 0o666)


def _made(folder: str) -> None:
    """Make a folder where it is missed; most often the one above it is there."""
    try:
        Path(folder).mkdir()
    except FileExistsError:
        return
    except FileNotFoundError:
        Path(folder).mkdir(parents=True)


def _again(old: str, path: str, content: bytes) -> bool:
    """Tell whether the old file has these bytes and has become the new one."""
    try:
        before = Path(old)
        if before.stat().st_size != len(content) or before.read_bytes() != content:
            return False
    except OSError:
        return False
    return _kept(old, path)


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


def _kept(old: str, path: str) -> bool:
    """Give the old file a second name; some file systems cannot, and then it is written anew."""
    try:
        try:
            os.link(old, path)
        except FileNotFoundError:
            _made(path.rpartition("/")[0])
            os.link(old, path)
    except OSError:
        return False
    return True
