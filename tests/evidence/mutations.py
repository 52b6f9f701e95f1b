"""Ways to spoil good evidence: every passage moved, or the passages of two rows exchanged."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from intlgraph.evidence.certainty import Statement
from intlgraph.evidence.documents import Library
from intlgraph.tables.passages import Passage
from intlgraph.tables.publication import Citation

__all__ = ["pairs", "shifted", "swapped"]


def shifted(statements: Iterable[Statement], library: Library, by: int) -> list[Statement]:
    """Move every passage by so many characters; one that would leave its document ends where that ends."""

    def moved(citation: Citation) -> Citation:
        passage = citation.passage
        if passage.start is None or passage.end is None:
            return citation
        length = len(library.texts[passage.document])
        end = min(passage.end + by, length)
        return replace(citation, passage=Passage(passage.document, min(passage.start + by, end - 1), end))

    return [_citing(row, tuple(moved(citation) for citation in row.record.citations)) for row in statements]


def pairs(statements: Iterable[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Return every two rows that cite ranges, differ in the things that they are about, and cite different passages."""
    citing = [row for row in statements if any(each.passage.end for each in row.record.citations)]
    return (
        (one, other)
        for one, other in itertools.combinations(citing, 2)
        if _subjects(one) != _subjects(other) and _passages(one) != _passages(other)
    )


def swapped(one: Statement, other: Statement) -> tuple[Statement, Statement]:
    """Return two rows, each with the passages of the other."""
    return _citing(one, other.record.citations), _citing(other, one.record.citations)


def _subjects(row: Statement) -> frozenset[str]:
    """Return what a row is about: what it points to, or its own thing where it points to nothing."""
    return frozenset(thing for _, thing in row.relates if not thing.startswith("document/")) or frozenset((row.thing,))


def _passages(row: Statement) -> frozenset[Passage]:
    return frozenset(citation.passage for citation in row.record.citations)


def _citing(row: Statement, citations: tuple[Citation, ...]) -> Statement:
    return replace(row, record=replace(row.record, citations=citations))
