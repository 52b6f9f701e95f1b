"""What several kinds of page are made of: sections, the marks of certainty, the numbers of further pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from intlgraph.rendering.description import Fact, Section, Text, Value
from intlgraph.rendering.paging import Share, numbered, opening
from intlgraph.rendering.prose import Prose, Shown
from intlgraph.rendering.words import KINDS, Words

__all__ = ["Part", "marked", "marks", "near", "part", "parts"]

_WIDE: Final = 6
"""Columns that a table has at most."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is shown: an anchor that no other part of the page has, a heading, facts.

    `columns` and `rows` are there for a section that is a table. `total` is how many facts the section has on all
    pages, `first` the number of the first that is shown here, `more` the link to where it goes on.
    """

    anchor: str
    heading: Markup
    facts: tuple[Shown, ...]
    columns: tuple[Markup, ...] = ()
    rows: tuple[tuple[Shown, tuple[Markup, ...]], ...] = ()
    total: int = 0
    first: int = 1
    more: str = ""

    @property
    def last(self) -> int:
        """The number of the last fact that is shown here."""
        return self.first + len(self.facts) - 1


def part(prose: Prose, share: Share, home: str) -> Part:
    """Return a section as it is shown on a page; `home` is the address of the first page of the thing."""
    section = share.section
    facts = tuple(prose.fact(fact) for fact in section.facts)
    columns, rows = _table(section, facts, prose) if section.view == "table" else ((), ())
    return Part(
        prose.once(f"section-{section.key}"),
        prose.text(section.headings),
        facts,
        columns,
        rows,
        share.total,
        share.first,
        prose.to(numbered(home, share.onward)) if share.onward else "",
    )


def parts(prose: Prose, sections: Sequence[Section], home: str) -> list[Part]:
    """Return how the sections of a thing begin, as its first page shows them; empty ones are left out."""
    return [part(prose, share, home) for share in opening(sections) if share.total]


def _table(
    section: Section, facts: Sequence[Shown], prose: Prose
) -> tuple[tuple[Markup, ...], tuple[tuple[Shown, tuple[Markup, ...]], ...]]:
    """Return a section as columns and rows; nothing, where a table would be too wide to be read.

    What every fact has and is only the thing of the page is no column.
    """
    columns: list[Text] = []
    for fact in section.facts:
        columns += [names for names, values in fact.cells if names not in columns and not _is_own(values, prose.own)]
    if not columns or len(columns) > _WIDE:
        return (), ()
    rows = []
    for shown in facts:
        cells: dict[int, Markup] = {}
        for (names, _), (_, value) in zip(shown.fact.cells, shown.cells, strict=True):
            if names in columns:
                at = columns.index(names)
                cells[at] = Markup("; ").join((cells[at], value)) if at in cells else value
        rows.append((shown, tuple(cells.get(at, Markup()) for at in range(len(columns)))))
    return tuple(map(prose.text, columns)), tuple(rows)


def _is_own(values: Sequence[Value], own: str) -> bool:
    return all(value.link is not None and value.link.iri == own for value in values)


def marks(sections: Iterable[Section], words: Words) -> list[tuple[str, str, str]]:
    """Return the marks that sections use, each with its word and what it means."""
    return marked((fact for section in sections for fact in section.facts), words)


def marked(facts: Iterable[Fact], words: Words) -> list[tuple[str, str, str]]:
    """Return the marks that facts use, each with its word and what it means."""
    used = {fact.kind for fact in facts}
    return [(kind, words.kind(kind), words.meaning(kind)) for kind in KINDS if kind in used]


def near(number: int, pages: int) -> list[int]:
    """Return the numbers of the pages of something long that one leads to: the ends, and those around it.

    >>> near(5, 9)
    [1, 3, 4, 5, 6, 7, 9]
    """
    around = range(number - 2, number + 3)
    return [each for each in range(1, pages + 1) if each in (1, pages) or each in around]
