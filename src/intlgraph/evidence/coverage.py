"""Coverage: which sentences of the documents no passage touches, so that nothing that they say is overlooked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from intlgraph.errors import DataError
from intlgraph.evidence.certainty import statement
from intlgraph.evidence.documents import gather
from intlgraph.evidence.sentences import Sentence, sentences
from intlgraph.project import Project
from intlgraph.tables import publication

__all__ = ["Covered", "cover", "coverage"]

_Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Covered:
    """One document: how many sentences it has, those that no passage touches, and those that are only mentions.

    `mentioned` are sentences that a thing cites as a place where it is mentioned, and that no statement cites.
    """

    document: str
    file: str
    sentences: int
    untouched: tuple[Sentence, ...]
    mentioned: tuple[Sentence, ...]

    @property
    def touched(self) -> int:
        """The number of sentences that some passage touches."""
        return self.sentences - len(self.untouched)

    @property
    def share(self) -> float:
        """The share of the sentences that some passage touches; 1 for a document without any."""
        return self.touched / self.sentences if self.sentences else 1.0


def coverage(project: Project, documents: Path) -> tuple[Covered, ...]:
    """Return for each document with a file what its passages touch, in the order of the documents' ids.

    Raises `CommandError` when there is no such folder and `DataError` when a document or a table cannot be read.
    """
    library = gather(project, documents)
    if library.problems:
        raise DataError(library.problems)
    stating: dict[str, list[_Range]] = {}
    mentioning: dict[str, list[_Range]] = {}
    for record in publication.records(project):
        ranges = mentioning if statement(record).mentions else stating
        for citation in record.citations:
            passage = citation.passage
            if passage.start is not None and passage.end is not None:
                ranges.setdefault(passage.document, []).append((passage.start, passage.end))
    return tuple(
        cover(name, library.entries[name].values.get("file", ""), text, stating.get(name, ()), mentioning.get(name, ()))
        for name, text in library.texts.items()
    )


def cover(document: str, file: str, text: str, stating: Iterable[_Range], mentioning: Iterable[_Range]) -> Covered:
    """Hold the sentences of one text against the ranges that statements and mentions cite.

    >>> covered = cover("page", "page.txt", "One. Two. Three.", [(0, 3)], [(5, 8)])
    >>> [each.text for each in covered.untouched], [each.text for each in covered.mentioned]
    (['Three.'], ['Two.'])
    """
    every = tuple(sentences(text))
    stated, mentioned = _touched(every, stating), _touched(every, mentioning)
    neither = (each for each in every if not stated[each] and not mentioned[each])
    alone = (each for each in every if mentioned[each] and not stated[each])
    return Covered(document, file, len(every), tuple(neither), tuple(alone))


def _touched(every: tuple[Sentence, ...], ranges: Iterable[_Range]) -> Mapping[Sentence, bool]:
    """Tell of each sentence whether a range overlaps it."""
    ordered = sorted(ranges)
    starts = [start for start, _ in ordered]
    furthest: list[int] = []
    for _, end in ordered:
        furthest.append(max(end, furthest[-1]) if furthest else end)

    def touches(sentence: Sentence) -> bool:
        before = bisect_left(starts, sentence.end)
        return before > 0 and furthest[before - 1] > sentence.start

    return {each: touches(each) for each in every}
