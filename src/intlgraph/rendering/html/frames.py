"""The frame around a page: from all pages that lie beside each other the same links lead to the menu and the style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from jinja2 import Template
from markupsafe import Markup

from intlgraph.project import Project
from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Link
from intlgraph.rendering.html.head import ICON
from intlgraph.rendering.html.menu import SCRIPTS, SEARCH, led, rooms
from intlgraph.rendering.html.spoken import SEARCHING, spoken
from intlgraph.rendering.prose import Prose

__all__ = ["Frame", "Frames"]

_KEPT: Final = 200
"""Folders whose frames are kept: more than there are classes, in all languages."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What pages beside each other share: `start` leads to the start page, the rest is HTML in the order of a page."""

    start: str
    sheets: Markup
    scripts: Markup
    top: Markup
    foot: Markup


@dataclass(frozen=True, slots=True)
class Frames:
    """Makes the frames of one publication from a template whose macros have the names of the parts of a frame.

    `lists` are the lists of the menu by language, in its order; `style` is the address of the style sheet, and
    `released` tells whether there are releases to lead to.
    """

    project: Project
    template: Template
    style: str
    lists: Mapping[str, Sequence[Link]]
    released: bool = False
    _known: dict[tuple[str, str], Frame] = field(default_factory=dict, repr=False)
    _led: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def around(self, prose: Prose) -> Frame:
        """Return the frame around a page; one that it leads to itself, such as a list, has a frame of its own."""
        if prose.here in self._on_the_way(prose):
            return self._made(prose)
        beside = prose.language, prose.folder
        if beside not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[beside] = self._made(prose)
        return self._known[beside]

    def _on_the_way(self, prose: Prose) -> frozenset[str]:
        """Return the addresses that a frame leads to, and all folders above them."""
        here = prose.language
        if here not in self._led:
            lists = (prose.addresses.list(each.kind, here) for each in self.lists[here])
            there = {self.style, ICON, *SCRIPTS, prose.addresses.start(here), *lists, *led(here)}
            above = (each[: end + 1] for each in there for end, letter in enumerate(each) if letter == "/")
            self._led[here] = frozenset(there.union(above))
        return self._led[here]

    def _made(self, prose: Prose) -> Frame:
        here, to = prose.language, prose.to
        start = to(prose.addresses.start(here))
        parts = self.template.make_module(
            {
                "t": prose.words,
                "project": self.project,
                "site": chosen(self.project.title, here),
                "publisher": chosen(self.project.publisher.name, here),
                "start": start,
                "style": to(self.style),
                "icon": to(ICON),
                "menu": [
                    (prose.text(each.names), to(prose.addresses.list(each.kind, here))) for each in self.lists[here]
                ],
                "rooms": rooms(prose, self.released),
                "search": to(f"{here}/{SEARCH}"),
                "spoken": spoken(prose.words, SEARCHING),
                "modules": [*map(to, SCRIPTS)],
            }
        )
        return Frame(start, *(getattr(parts, name)() for name in ("sheets", "scripts", "top", "foot")))
