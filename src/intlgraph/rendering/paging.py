"""Much that is said of one thing, in pages: a first page that shows how each section begins, and pages that go on.

A document is cut by its characters, so that the page of a passage follows from its address alone and a new statement
moves none of the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from intlgraph.rendering.description import Section

__all__ = ["READINGS", "SIZE", "Share", "characters", "further", "numbered", "opening", "placed", "reading", "window"]

SIZE: Final = 100
"""Facts of one section on a page."""

READINGS: Final = 300
"""Statements of a document on a page."""

_CHARACTERS: Final = 4000
"""Characters of a document on a page: about two printed ones."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one page shows of a section: its facts from the `first` (counted from 1) of `total`.

    `number` is the page, `onward` the page on which the section goes on, 0 for none.
    """

    section: Section
    total: int
    first: int = 1
    number: int = 1
    onward: int = 0


def opening(sections: Sequence[Section]) -> tuple[Share, ...]:
    """Return what the first page shows of each section."""
    shares, number = [], 2
    for section in sections:
        rest = _pages(section) - 1
        begun = replace(section, facts=section.facts[:SIZE]) if rest else section
        shares.append(Share(begun, len(section.facts), onward=number if rest else 0))
        number += rest
    return tuple(shares)


def further(sections: Sequence[Section]) -> Iterator[Share]:
    """Yield what each later page shows: a part of one section."""
    number = 2
    for section in sections:
        total = len(section.facts)
        for start in range(SIZE, total, SIZE):
            part = replace(section, facts=section.facts[start : start + SIZE])
            yield Share(part, total, start + 1, number, number + 1 if start + SIZE < total else 0)
            number += 1


def placed(sections: Sequence[Section]) -> dict[str, int]:
    """Return the page of each row that has its first place on a later one."""
    pages: dict[str, int] = {}
    number = 2
    for section in sections:
        for index, fact in enumerate(section.facts):
            pages.setdefault(fact.iri, 1 if index < SIZE else number + index // SIZE - 1)
        number += _pages(section) - 1
    return {row: page for row, page in pages.items() if page > 1}


def numbered(page: str, number: int) -> str:
    """Return the address of a later page of something long.

    >>> numbered("sv/document/x/", 2)
    'sv/document/x/page/2/'
    """
    return f"{page}page/{number}/" if number > 1 and page else page


def window(start: int) -> int:
    """Return which page of a document holds the passages that begin at a character (counted from 0).

    >>> window(0), window(3999), window(4000)
    (1, 1, 2)
    """
    return max(start, 0) // _CHARACTERS + 1


def characters(number: int) -> tuple[int, int]:
    """Return the first character on a page of a document, and the first after it.

    >>> characters(2)
    (4000, 8000)
    """
    return (number - 1) * _CHARACTERS, number * _CHARACTERS


def reading(document: str, number: int, sheet: int = 1) -> str:
    """Return the address of a page of a document, or of a later sheet of one of which too much is said for one.

    >>> reading("sv/document/x/", 1), reading("sv/document/x/", 2), reading("sv/document/x/", 2, 3)
    ('sv/document/x/', 'sv/document/x/reading/page/2/', 'sv/document/x/reading/2/page/3/')
    """
    if sheet > 1:
        return numbered(f"{document}reading/{number}/", sheet)
    return numbered(f"{document}reading/", number) if number > 1 and document else document


def _pages(section: Section) -> int:
    return max(1, -(-len(section.facts) // SIZE))
