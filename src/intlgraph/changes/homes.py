"""Homes: which thing each statement, passage and position belongs to, read from lines and not from a store.

The same rule as `rendering.belongings` follows: a statement belongs to its declared subject, a passage to its document,
and what nobody owns to itself; so the things together hold every line, each once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from intlgraph.changes.statements import TYPE, parts
from intlgraph.namespaces import OA, Display
from intlgraph.query.rows import CALLED
from intlgraph.query.wording import Wording

__all__ = ["Homes"]

_DEEP: Final = 8
_HAS_SOURCE: Final = f"<{OA}hasSource>"
_SELECTOR: Final = f"<{OA}TextPositionSelector>"
# The passage points to its position and not the other way round; the document stands in the position's own address.
_POSITION: Final = re.compile(r"(.*/id/)selector/(.+)-\d+-\d+")


@dataclass(frozen=True, slots=True)
class Homes:
    """Finds homes; `about` gives the triples `<s> <p> <o>` of a subject, as `Snapshot.about` does."""

    about: Callable[[str], Sequence[str]]
    wording: Wording
    _known: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def home(self, iri: str) -> str:
        """Return the thing that this belongs to, itself where there is none; a circle belongs to itself."""
        if iri not in self._known:
            here, seen = iri, {iri}
            for _ in range(_DEEP):
                above = self._above(here)
                if above in seen:
                    break
                here = above
                seen.add(here)
            self._known[iri] = here if self._above(here) == here else iri
        return self._known[iri]

    def classes(self, iri: str) -> list[str]:
        """Return the classes of something, the most special first."""
        triples = map(parts, self.about(iri))
        found = [value[1:-1] for _, property_, value in triples if property_ == TYPE]
        return self.wording.special(sorted(found))

    def is_statement(self, iri: str) -> bool:
        """Return whether the ontology says of something's class that it is a statement about something else."""
        return self.wording.display(self.classes(iri)) == Display.STATEMENT

    def has_page(self, iri: str) -> bool:
        """Return whether something is a thing that readers know: an entity by its class, or by having a name."""
        classes = self.classes(iri)
        if display := self.wording.display(classes):
            return display == Display.ENTITY
        named = any(parts(each)[1][1:-1] in CALLED for each in self.about(iri))
        return named and not any(each.startswith(OA) for each in classes)

    def _above(self, iri: str) -> str:
        if position := _POSITION.fullmatch(iri):
            return f"{position[1]}document/{position[2]}"
        triples = [parts(each) for each in self.about(iri)]
        sources = sorted(value[1:-1] for _, property_, value in triples if property_ == _HAS_SOURCE)
        if sources:
            return sources[0]
        family = list(self.wording.family(value[1:-1] for _, property_, value in triples if property_ == TYPE))
        if self.wording.display(family) != Display.STATEMENT:
            return iri
        declared = {f"<{each}>" for kind in family for each in self.wording.of(kind).subjects}
        subjects = (value[1:-1] for _, property_, value in triples if property_ in declared and value[0] == "<")
        return min(subjects, default=iri)
