"""What the pages beside each other share: from all of them the same relative links lead to whatever is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

__all__ = ["Ways"]

_KEPT: Final = 1_000


@dataclass(slots=True)
class Ways:
    """What the pages that lie beside each other in a folder share: from each the same way leads to a thing elsewhere.

    `pages` are addresses by IRI, `links` the ways to addresses, `named` things by IRI and name, with their address and
    the link as HTML; `spoken` are texts as HTML. Each is forgotten when it grows too large.
    """

    pages: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    named: dict[tuple[str, str], tuple[str, Markup]] = field(default_factory=dict)
    spoken: dict[str, Markup] = field(default_factory=dict)

    def forget(self) -> None:
        """Drop what has grown too large."""
        for memory in (self.pages, self.links, self.named, self.spoken):
            if len(memory) > _KEPT:
                memory.clear()
