"""Record the hash of every passage that a table cites, from the documents themselves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from intlgraph.errors import DataError
from intlgraph.evidence.documents import gather, outside, sha256
from intlgraph.project import Project
from intlgraph.tables import passages, publication

__all__ = ["Recorded", "record"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many passages of how many documents were recorded."""

    passages: int
    documents: int


def record(project: Project, documents: Path) -> Recorded:
    """Write `data/passages.csv`: the SHA-256 of the own text of every cited passage.

    `documents` is the folder that holds the files named in the documents table. Raises `DataError` with every
    document that is missing or differs from its recorded hash and every passage outside its document; the old file
    then stays as it is.
    """
    cited = [citation for citation in publication.citations(project) if citation.passage.start is not None]
    library = gather(project, documents, {citation.passage.document for citation in cited})
    problems = [*library.problems, *filter(None, (outside(citation, library) for citation in cited))]
    if problems:
        raise DataError(problems)
    hashes = {citation.passage: sha256(library.words(citation.passage) or "") for citation in cited}
    passages.write_hashes(project.passages, hashes)
    return Recorded(len(hashes), len(library.texts))
