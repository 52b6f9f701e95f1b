"""Sections: what stands under a heading is about what the heading is about.

A section reaches from the end of its heading to the next heading that is not under it. A passage counts as speaking of
what the nearest heading above it is about, and of nothing that headings further up are about: under *Partners in
Norway* each partner's own section speaks of that partner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from intlgraph.evidence.certainty import Statement
from intlgraph.tables.passages import Passage

__all__ = ["SECTIONS", "HeadedText", "Sections", "divide"]

SECTIONS: Final = "sections.csv"
"""The table of the headings of documents: what each stands under, and what it is about."""

_ABOUT: Final = "about"
_PARENT: Final = "parent"


@dataclass(frozen=True, slots=True)
class HeadedText:
    """A heading, where the text under it begins and ends, and what it is about."""

    thing: str
    heading: Passage
    start: int
    end: int
    about: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of every document."""

    by_document: Mapping[str, tuple[HeadedText, ...]]

    def topics(self, passage: Passage) -> frozenset[str]:
        """Return what the nearest heading above a passage is about; a heading itself stands under the one above."""
        under = [section for section in self.by_document.get(passage.document, ()) if _holds(section, passage)]
        return max(under, key=lambda section: section.start).about if under else frozenset()

    def within(self, passage: Passage, thing: str) -> bool:
        """Tell whether a passage stands in the section that is this thing."""
        return any(
            section.thing == thing and _holds(section, passage)
            for section in self.by_document.get(passage.document, ())
        )


def _holds(section: HeadedText, passage: Passage) -> bool:
    start, end = passage.start or 0, passage.end or 0
    return (section.heading.start or 0) <= start and section.start < end <= section.end


def divide(statements: Iterable[Statement], lengths: Mapping[str, int]) -> Sections:
    """Return the sections that the rows of the sections table make of documents of these lengths."""
    headings: dict[str, list[tuple[Passage, Statement]]] = {}
    for each in statements:
        if each.record.name == SECTIONS:
            for citation in each.record.citations:
                if citation.passage.end is not None:
                    headings.setdefault(citation.passage.document, []).append((citation.passage, each))
    return Sections({name: tuple(_sections(found, lengths.get(name, 0))) for name, found in headings.items()})


def _sections(headings: list[tuple[Passage, Statement]], length: int) -> Iterator[HeadedText]:
    headings.sort(key=lambda heading: (heading[0].start or 0, heading[0].end or 0))
    parents = {row.thing: _column(row, _PARENT) for _, row in headings}
    for at, (passage, row) in enumerate(headings):
        after = (next_ for next_, other in headings[at + 1 :] if not _under(other.thing, row.thing, parents))
        end = next((heading.start for heading in after if heading.start is not None), length)
        yield HeadedText(row.thing, passage, passage.end or 0, end, _column(row, _ABOUT))


def _column(row: Statement, name: str) -> frozenset[str]:
    return frozenset(thing for column, thing in row.relates if column == name)


def _under(thing: str, above: str, parents: Mapping[str, frozenset[str]]) -> bool:
    seen: set[str] = set()
    while thing not in seen:
        seen.add(thing)
        parent = next(iter(parents.get(thing, ())), None)
        if parent is None:
            return False
        if parent == above:
            return True
        thing = parent
    return False
