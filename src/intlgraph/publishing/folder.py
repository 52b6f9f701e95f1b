"""The published folder: written beside the old one, and put in its place whole.

A folder that was published here carries a marker file. Anything else with something in it is left alone: a slip of the
hand such as `--out .` must not cost anybody their files.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from intlgraph.errors import CommandError

__all__ = ["Fresh", "check", "fresh"]

_MARKER: Final = ".intlgraph"
_MARKED: Final = "Published by intlgraph; the next publish replaces this whole folder.\n"


@dataclass(slots=True)
class Fresh:
    """A folder being filled: `path` is where to write until `commit` puts it in the place of `target`."""

    path: Path
    target: Path

    def commit(self) -> int:
        """Put the folder in place and return the number of files in it."""
        (self.path / _MARKER).write_text(_MARKED, "utf-8")
        files = sum(1 for path in self.path.rglob("*") if path.is_file() and path.name != _MARKER)
        old = _old(self.target)
        if self.target.exists():
            self.target.rename(old)
        self.path.rename(self.target)
        shutil.rmtree(old, ignore_errors=True)
        return files


def check(target: Path) -> None:
    """Raise `CommandError` when a folder holds something that was not published here."""
    if target.exists() and not target.is_dir():
        raise CommandError.of("out-not-folder", folder=target)
    if target.is_dir() and any(target.iterdir()) and not (target / _MARKER).is_file():
        raise CommandError.of("out-not-ours", folder=target)


@contextmanager
def fresh(target: Path) -> Iterator[Fresh]:
    """Give an empty folder beside `target` for one block; what is not committed there is removed.

    What a killed publish left behind is tidied first: the old folder is put back if it was just being replaced.
    Raises as `check`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    old, new = _old(target), target.with_name(f".{target.name}.new")
    if old.is_dir() and not target.exists():
        old.rename(target)
    check(target)
    for left in (old, new):
        shutil.rmtree(left, ignore_errors=True)
    new.mkdir()
    try:
        yield Fresh(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")
