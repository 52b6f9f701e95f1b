"""Record the hash of every passage that a table cites, from the documents themselves."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from intlgraph.errors import CommandError, DataError, IntlgraphError, Problem
from intlgraph.project import Project
from intlgraph.tables import passages, publication
from intlgraph.tables.passages import Passage
from intlgraph.tables.publication import Citation, Record

__all__ = ["Recorded", "record"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many passages of how many documents were recorded."""

    passages: int
    documents: int


def record(project: Project, documents: Path) -> Recorded:
    """Write `data/passages.csv`: the SHA-256 of the own text of every cited passage.

    `documents` is the folder that holds the files named in the documents table. A document is read as UTF-8 and its
    letters are composed (NFC) before code points are counted. Raises `DataError` with every document that is missing
    or differs from its recorded hash and every passage outside its document; the old file then stays as it is.
    """
    if not documents.is_dir():
        raise CommandError.of("no-such-folder", folder=documents)
    table = {entry.values["id"]: entry for entry in publication.records(project, publication.DOCUMENTS)}
    cited = [citation for citation in publication.citations(project) if citation.passage.start is not None]
    texts, problems = _texts({citation.passage.document for citation in cited}, table, documents)
    problems += [problem for citation in cited if (problem := _outside(citation, texts, table)) is not None]
    if problems:
        raise DataError(problems)
    hashes = {citation.passage: _sha256(citation.passage, texts) for citation in cited}
    passages.write_hashes(project.passages, hashes)
    return Recorded(len(hashes), len(texts))


def _texts(cited: Iterable[str], table: Mapping[str, Record], folder: Path) -> tuple[dict[str, str], list[Problem]]:
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name in sorted(cited):
        if name in table:
            try:
                texts[name] = _text(table[name], folder)
            except IntlgraphError as error:
                problems.extend(error.problems)
    return texts, problems


def _text(entry: Record, folder: Path) -> str:
    file = entry.values.get("file", "")
    path = folder / file
    if not file or not path.is_file():
        raise DataError.of("document-missing", entry.place, document=entry.values["id"], file=file or "?")
    content = path.read_bytes()
    recorded = entry.values.get(publication.SHA256, "")
    if recorded and hashlib.sha256(content).hexdigest() != recorded:
        raise DataError.of("document-differs", entry.place, document=entry.values["id"], file=file)
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DataError.of("document-not-text", entry.place, document=entry.values["id"], file=file) from None


def _outside(citation: Citation, texts: Mapping[str, str], table: Mapping[str, Record]) -> Problem | None:
    passage = citation.passage
    if passage.document not in table:
        return Problem("document-unknown", {"document": passage.document}, citation.place)
    if passage.document in texts and (passage.end or 0) > len(texts[passage.document]):
        values = {"value": passage.text(), "length": len(texts[passage.document])}
        return Problem("passage-beyond-end", values, citation.place)
    return None


def _sha256(passage: Passage, texts: Mapping[str, str]) -> str:
    return hashlib.sha256(texts[passage.document][passage.start : passage.end].encode()).hexdigest()
