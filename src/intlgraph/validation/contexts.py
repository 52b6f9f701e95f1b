"""Contexts: what JSON-LD files say in a file beside them; nothing is fetched from the network."""

from __future__ import annotations

import json
import re
from pathlib import Path

__all__ = ["inlined"]

_CONTEXT = re.compile(rb'"@context"\s*:\s*(?:"|\[)')
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")
_DEEPEST = 8


def inlined(text: Path, folder: Path) -> bytes | None:
    """Return a JSON-LD file with the contexts that it names in its own folder put into it; nothing where it names none.

    A context with an address of its own, or one that is not there, is left as it is: the parser says so.
    """
    content = text.read_bytes()
    if not _CONTEXT.search(content):
        return None
    try:
        document = json.loads(content)
        changed = _replaced(document, folder.resolve(), _DEEPEST)
    except (ValueError, RecursionError):  # the parser says where it breaks
        return None
    return json.dumps(changed, ensure_ascii=False).encode() if changed != document else None


def _replaced(value: object, folder: Path, depth: int) -> object:
    """Return a part of a document with its contexts replaced, wherever in it they stand."""
    if isinstance(value, list):
        return [_replaced(each, folder, depth) for each in value]
    if isinstance(value, dict):
        return {
            key: _context(each, folder, depth) if key == "@context" else _replaced(each, folder, depth)
            for key, each in value.items()
        }
    return value


def _context(value: object, folder: Path, depth: int) -> object:
    if isinstance(value, list):
        return [_context(each, folder, depth) for each in value]
    if not isinstance(value, str) or _ABSOLUTE.match(value) or not depth:
        return value
    path = (folder / value).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        return value
    read = json.loads(path.read_bytes())
    return _context(read.get("@context", value), path.parent, depth - 1) if isinstance(read, dict) else value
