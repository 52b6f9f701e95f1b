"""N-Quads as bytes: whole lines a block at a time, and patterns for many words, for what is to be looked at fast."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from intlgraph.errors import DataError, MachineError, Place, Problem

__all__ = ["any_of", "blocks"]

_BLOCK: Final = 1_000_000  # what fits in the cache of a processor is read twice as fast as what does not


def blocks(path: Path, size: int = _BLOCK) -> Iterator[bytes]:
    """Yield the bytes of a file in blocks that end where a line ends; a line feed is added where the last one lacks it.

    Raises `DataError` when there is no such file, `MachineError` when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            while block := file.read(size):
                if not block.endswith(b"\n"):
                    block += file.readline()
                yield block if block.endswith(b"\n") else block + b"\n"
    except FileNotFoundError as error:
        raise DataError([Problem("file-missing", {"file": str(path)}, Place(str(path)))]) from error
    except OSError as error:
        raise MachineError([Problem("file-unreadable", {"file": path, "cause": error}, Place(str(path)))]) from error


def any_of(texts: Iterable[str]) -> bytes:
    """Return a pattern that matches any of some texts, the beginnings they share written once: many times faster.

    >>> any_of(["<http://e/a>", "<http://e/b>"])
    b'<http://e/(?:a>|b>)'
    >>> any_of([])
    b'(?!)'
    """
    tree: dict[str, Any] = {}
    for text in texts:
        branch = tree
        for letter in text:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _branches(tree).encode() if tree else b"(?!)"


def _branches(tree: Mapping[str, Any]) -> str:
    pattern = ""
    while len(tree) == 1 and "" not in tree:
        ((letter, tree),) = tree.items()
        pattern += re.escape(letter)
    if not tree or set(tree) == {""}:
        return pattern
    # Longer texts come before the shorter ones that they begin with.
    parts = [re.escape(letter) + _branches(tree[letter]) for letter in sorted(tree, reverse=True)]
    return f"{pattern}(?:{'|'.join(reversed(parts) if '' not in tree else parts)})"
