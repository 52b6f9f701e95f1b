"""The drawings of a page, with links as that page needs them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from intlgraph.rendering.description import Interval, Link, Place
from intlgraph.rendering.drawings import goals, map, network, timeline
from intlgraph.rendering.drawings.svg import Caption, Reader
from intlgraph.rendering.pages import ConceptPage, Goal, Tie
from intlgraph.rendering.prose import Prose
from intlgraph.rendering.words import KINDS

__all__ = ["Drawn"]

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Draws for one page; what cannot be drawn is nothing. `known` has the goals with their numbers and colours."""

    prose: Prose
    known: Mapping[str, Goal]

    @property
    def _reader(self) -> Reader:
        return Reader(self.prose.language, self.prose.href)

    def map(
        self,
        places: Sequence[Place],
        lines: Sequence[tuple[Place, Place]] = (),
        guessed: Sequence[tuple[Place, Place]] = (),
    ) -> Markup:
        """Return a map of places with lines between some of them; those that nobody says outright are `guessed`."""
        if not places and not lines and not guessed:
            return Markup()
        caption = Caption("map", self.prose.words("page-map"))
        return Markup(map.draw(places, caption, self._reader, lines, self.prose.own, guessed))

    def network(self, ties: Sequence[Tie], kinds: Mapping[str, str]) -> Markup:
        """Return the things that statements bring together as a network; `kinds` names their class segments."""
        nodes = {link.iri: link for tie in ties for link in (tie.one, tie.other)}
        said, guessed = (
            [(each.one.iri, each.other.iri) for each in ties if each.said is kind] for kind in (True, False)
        )
        caption = Caption("network", self.prose.words("page-network"))
        return Markup(network.draw(tuple(nodes.values()), said, caption, self._reader, kinds, guessed=guessed))

    def timeline(self, intervals: Sequence[Interval]) -> Markup:
        """Return a timeline."""
        if not intervals:
            return Markup()
        caption = Caption("timeline", self.prose.words("page-timeline"))
        words: dict[str, str] = {kind: self.prose.words.kind(kind) for kind in KINDS if kind != "said"}
        return Markup(timeline.draw(intervals, caption, self._reader, words))

    def goals(self, several: Sequence[Goal]) -> Markup:
        """Return the goals as tiles, each with how many things have to do with it."""
        return Markup(goals.draw(several, self._reader, counts=True))

    def served(self, links: Sequence[Link]) -> Markup:
        """Return the goals that a thing serves as tiles; one that is not known has only its name."""
        return Markup(goals.draw([self.known.get(each.iri) or Goal(each, "", "") for each in links], self._reader))

    def tile(self, page: ConceptPage) -> Markup:
        """Return the number of a goal on its colour; nothing for what is no colour."""
        if not _COLOUR.fullmatch(page.colour):
            return Markup()
        ink = goals.ink(page.colour)
        return Markup('<p class="tile" style="background:{};color:{}" aria-hidden="true">{}</p>').format(
            page.colour, ink, page.notation
        )
