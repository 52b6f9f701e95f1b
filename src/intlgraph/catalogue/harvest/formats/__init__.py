"""A check written down: as text and as a page for people, as JSON and SARIF for other tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from intlgraph.catalogue.harvest.findings import Check
from intlgraph.catalogue.harvest.formats import html, objects, sarif, text

__all__ = ["FORMATS", "write"]

_WRITERS: Final[Mapping[str, Callable[[Check, str], str]]] = {
    "text": text.write,
    "json": objects.write,
    "sarif": sarif.write,
    "html": html.write,
}

FORMATS: Final = tuple(_WRITERS)
"""The names of the formats."""


def write(check: Check, form: str, language: str) -> str:
    """Return a check in one of `FORMATS`, ending with a line feed. Raises `KeyError` for another format."""
    return _WRITERS[form](check, language)
