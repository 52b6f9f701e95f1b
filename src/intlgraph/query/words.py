"""The words of passages, taken from the documents themselves once their hashes have been checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from intlgraph.errors import Problem
from intlgraph.evidence.documents import Library, gather, sha256
from intlgraph.project import Project
from intlgraph.query.rows import Passage
from intlgraph.tables import passages

__all__ = ["Words", "words"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of passages by IRI, and for each passage whose words are not shown what is wrong."""

    texts: Mapping[str, str]
    problems: Mapping[str, Problem]


def words(project: Project, folder: Path, cited: Iterable[Passage]) -> Words:
    """Return the words of each passage from the documents in a folder.

    A passage is shown only when its document is the one that was recorded (SHA-256 of the file) and its own text has
    the recorded hash. Documents cited whole have no words. Raises `CommandError` when there is no such folder.
    """
    ranges = {each.iri: each for each in cited if each.start is not None}
    ids = {iri: each.document.removeprefix(project.iris.document("")) for iri, each in ranges.items()}
    library = gather(project, folder, sorted(set(ids.values())))
    texts: dict[str, str] = {}
    problems: dict[str, Problem] = {}
    for iri, each in ranges.items():
        found = _words(library, ids[iri], each)
        if isinstance(found, Problem):
            problems[iri] = found
        else:
            texts[iri] = found
    return Words(texts, problems)


def _words(library: Library, document: str, passage: Passage) -> str | Problem:
    if document not in library.entries:
        return Problem("document-unknown", {"document": document})
    if document not in library.texts:
        return next(each for each in library.problems if each.values.get("document") == document)
    found = library.words(passages.Passage(document, passage.start, passage.end))
    if found is None or not passage.sha256 or sha256(found) != passage.sha256:
        return Problem("explain-passage-differs", {"document": document})
    return found
