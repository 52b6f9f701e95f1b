"""What several kinds of page are made of: sections, the marks of certainty, the numbers of further pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from intlgraph.rendering.description import Fact, Section, Text
from intlgraph.rendering.prose import Prose, Shown
from intlgraph.rendering.words import KINDS, Words

__all__ = ["Part", "marked", "marks", "near", "numbered", "part"]


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is shown: an anchor that no other part of the page has, a heading, facts."""

    anchor: str
    heading: Markup
    facts: tuple[Shown, ...]
    columns: tuple[Markup, ...] = ()


def part(prose: Prose, section: Section) -> Part:
    """Return a section as it is shown on a page."""
    facts = tuple(prose.fact(fact) for fact in section.facts)
    columns = _columns(section) if section.view == "table" else ()
    return Part(
        prose.once(f"section-{section.key}"), prose.text(section.headings), facts, tuple(map(prose.text, columns))
    )


def _columns(section: Section) -> tuple[Text, ...]:
    """Return the columns of a table: where every fact has the same properties in the same order, these; else none."""
    first, *rest = ([names for names, _ in fact.cells] for fact in section.facts)
    return tuple(first) if len(section.facts) > 1 and all(each == first for each in rest) else ()


def marks(sections: Iterable[Section], words: Words) -> list[tuple[str, str, str]]:
    """Return the marks that sections use, each with its word and what it means."""
    return marked((fact for section in sections for fact in section.facts), words)


def marked(facts: Iterable[Fact], words: Words) -> list[tuple[str, str, str]]:
    """Return the marks that facts use, each with its word and what it means."""
    used = {fact.kind for fact in facts}
    return [(kind, words.kind(kind), words.meaning(kind)) for kind in KINDS if kind in used]


def numbered(page: str, number: int) -> str:
    """Return the address of a later page of something long.

    >>> numbered("sv/document/x/", 2)
    'sv/document/x/page/2/'
    """
    return f"{page}page/{number}/" if number > 1 and page else page


def near(number: int, pages: int) -> list[int]:
    """Return the numbers of the pages of something long that one leads to: the ends, and those around it.

    >>> near(5, 9)
    [1, 3, 4, 5, 6, 7, 9]
    """
    around = range(number - 2, number + 3)
    return [each for each in range(1, pages + 1) if each in (1, pages) or each in around]
