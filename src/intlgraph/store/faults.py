"""What the operating system and the engine say about the disk, translated in one place."""

from __future__ import annotations

import errno
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

    >>> machine_error(OSError(errno.ENOSPC, "No space left on device"), Path("build")).problems[0].code
    'disk-full'
    """
    text = str(error)
    if error.errno in _FULL or any(each in text for each in _FULL_TEXTS):
        code = "disk-full"
    elif error.errno in _REFUSED or any(each in text for each in _REFUSED_TEXTS):
        code = "not-permitted"
    else:
        code = "disk-error"
    return MachineError([Problem(code, {"path": path, "reason": text}, Place(str(path)))])
