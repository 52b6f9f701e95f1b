"""Generations: a build is made beside the one in use, and swapped in whole or not at all.

    build/000007/{quads,store}    the generation in use, named by build/current
    build/000006/                 the one before it, kept for readers that still have it open
    build/000008/                 being made, or left behind by a build that was killed
    build/current                 a text file with the name of a generation, replaced in one step
    build/lock                    locked while a build runs; the lock dies with its process

A reader asks `current` once and keeps the directory: it stays until the second build after it commits. Names count
upwards, so a generation after the current one is always unfinished.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from intlgraph.errors import StoreError
from intlgraph.store.faults import machine_error

__all__ = ["Generation", "current", "fresh"]

_CURRENT, _LOCK = "current", "lock"
_NAME = re.compile(r"\d{6,}")


@dataclass(slots=True)
class Generation:
    """A generation under construction: the directory for its N-Quads files, and the place of its store.

    `quads` exists and is empty; `store` does not exist until someone builds it.
    """

    directory: Path
    committed: bool = field(default=False, init=False)

    @property
    def quads(self) -> Path:
        """Where the N-Quads files go, one for each origin."""
        return self.directory / "quads"

    @property
    def store(self) -> Path:
        """Where the store goes."""
        return self.directory / "store"

    def commit(self) -> None:
        """Put this generation in use, and remove those before the previous one.

        Everything is on the disk before the name changes, so that a power cut leaves either the old or the new.
        Raises `MachineError` when the disk says no; then the previous generation is still in use.
        """
        build = self.directory.parent
        try:
            _sync_tree(self.directory)
            _sync(build)
            new = build / f"{_CURRENT}.new"
            with new.open("w", encoding="ascii") as file:
                file.write(f"{self.directory.name}\n")
                file.flush()
                os.fsync(file.fileno())
            new.replace(build / _CURRENT)
            self.committed = True
            _sync(build)
        except OSError as error:
            raise machine_error(error, build) from error
        for old in _generations(build)[:-2]:
            shutil.rmtree(old, ignore_errors=True)  # a reader on Windows may hold it; the next build tries again


@contextmanager
def fresh(build: Path) -> Iterator[Generation]:
    """Make a new generation in the build directory for one block; what is not committed there is removed.

    What killed builds left behind is removed first. Raises `StoreError` when another build is running there, and
    `MachineError` when the disk is full or may not be written, also for an `OSError` of the block itself.
    """
    try:
        build.mkdir(parents=True, exist_ok=True)
        with _locked(build / _LOCK):
            generation = Generation(_next(build))
            try:
                generation.quads.mkdir(parents=True)
                yield generation
            finally:
                if not generation.committed:
                    shutil.rmtree(generation.directory, ignore_errors=True)
    except ConnectionError:  # of the block: a pipe or a server, no matter of the disk
        raise
    except OSError as error:
        raise machine_error(error, build) from error


def current(build: Path) -> Path:
    """Return the directory of the generation in use.

    Raises `StoreError` when nothing has been built here yet.
    """
    name = _current_name(build)
    if not name:
        raise StoreError.of("no-build", directory=build)
    return build / name


def _current_name(build: Path) -> str:
    """Return the name of the generation in use, empty if there is none."""
    try:
        name = (build / _CURRENT).read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return ""
    except OSError as error:
        raise machine_error(error, build / _CURRENT) from error
    return name if _NAME.fullmatch(name) and (build / name).is_dir() else ""


def _generations(build: Path) -> list[Path]:
    found = (each for each in build.iterdir() if _NAME.fullmatch(each.name) and each.is_dir())
    return sorted(found, key=lambda each: int(each.name))


def _next(build: Path) -> Path:
    """Return the directory of the next generation, after removing what unfinished builds left behind."""
    name = _current_name(build)
    for each in _generations(build):
        if not name or int(each.name) > int(name):
            shutil.rmtree(each)
    return build / f"{int(name or 0) + 1:06d}"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock of the build directory for one block; a lock of a process that has died holds nobody up."""
    with path.open("a+", encoding="ascii") as file:
        if not _try_lock(file):
            file.seek(0)
            raise StoreError.of("build-running", directory=path.parent, process=file.read().strip() or "?")
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        """Lock one byte far beyond the text, which must stay readable to whoever wants to know who has the lock."""
        file.seek(1 << 20)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

    def _sync(directory: Path) -> None:
        """Do nothing: Windows gives no handle to a directory."""

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        """Lock the file as a whole, for this process and every other."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _sync(directory: Path) -> None:
        """Put the names in a directory on the disk."""
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sync_tree(directory: Path) -> None:
    """Put every file and every name under a directory on the disk."""
    for parent, _, names in os.walk(directory):
        for name in names:
            with Path(parent, name).open("rb+") as file:
                os.fsync(file.fileno())
        _sync(Path(parent))
