"""What the operating system and the engine say about the disk, translated in one place."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from intlgraph.errors import IntlgraphError, MachineError, Place, Problem

__all__ = ["machine_error"]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
# The engine raises OSError without a number; its text ends with what the system said.
_FULL_TEXTS = ("No space left", "quota exceeded", "File too large")
_REFUSED_TEXTS = ("Permission denied", "not permitted", "Read-only file system")


def machine_error(error: OSError, path: Path) -> IntlgraphError:
    """Return a `MachineError` for what went wrong at a path: no room, no permission, or the system's own words.

    The path that the error itself names comes before the one given.

    >>> machine_error(OSError(errno.ENOSPC, "No space left on device"), Path("build")).problems[0].code
    'store-disk-full'
    """
    text = error.strerror or str(error)
    where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(path)
    if error.errno in _FULL or any(each in text for each in _FULL_TEXTS):
        code = "store-disk-full"
    elif error.errno in _REFUSED or any(each in text for each in _REFUSED_TEXTS):
        code = "store-not-permitted"
    else:
        code = "store-disk-error"
    return MachineError([Problem(code, {"path": where, "cause": text}, Place(where))])
