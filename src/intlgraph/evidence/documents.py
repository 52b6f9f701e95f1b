"""The documents themselves: found by name or by hash in a folder, and read as text with composed letters."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from intlgraph.errors import CommandError, DataError, IntlgraphError, Problem
from intlgraph.project import Project
from intlgraph.tables import publication
from intlgraph.tables.passages import Passage
from intlgraph.tables.publication import Citation, Record

__all__ = ["Library", "decoded", "digest", "gather", "is_word", "outside", "sha256", "shortened"]

_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Library:
    """Documents by id: their rows in the documents table, the texts that could be read, what is wrong with others."""

    entries: Mapping[str, Record]
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]

    def words(self, passage: Passage) -> str | None:
        """Return the text of a passage, or None when there is no such document or the range goes beyond its end."""
        text = self.texts.get(passage.document)
        if text is None or passage.end is None or passage.end > len(text):
            return None
        return text[passage.start : passage.end]


def gather(project: Project, folder: Path, wanted: Iterable[str] | None = None) -> Library:
    """Read documents from a folder: those named in `wanted`, or every one that the documents table gives a file.

    A document is the file of its name whose SHA-256 is the recorded one, or any other file of the folder with that
    hash. It is read as UTF-8 and its letters are composed (NFC). Raises `CommandError` when there is no such folder
    and `DataError` when the documents table cannot be read; a document that is missing or differs is a problem of the
    library.
    """
    if not folder.is_dir():
        raise CommandError.of("no-such-folder", folder=folder)
    entries = {entry.values["id"]: entry for entry in publication.records(project, publication.DOCUMENTS)}
    named = [name for name, entry in entries.items() if entry.values.get("file")] if wanted is None else wanted
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name in sorted(set(named)):
        if name in entries:
            try:
                texts[name] = _text(entries[name], folder)
            except IntlgraphError as error:
                problems.extend(error.problems)
    return Library(entries, texts, tuple(problems))


def _text(entry: Record, folder: Path) -> str:
    document, file = entry.values["id"], entry.values.get("file", "")
    content = _content(document, file, entry, folder)
    text = decoded(content)
    if text is None:
        raise DataError.of("document-not-text", entry.place, document=document, file=file)
    return text


def _content(document: str, file: str, entry: Record, folder: Path) -> bytes:
    recorded = entry.values.get(publication.SHA256, "")
    path = folder / file
    there = bool(file) and path.is_file()
    if there:
        content = path.read_bytes()
        if not recorded or digest(content) == recorded:
            return content
    # The same text under another name, as a download or a backup may have it, is still the document.
    others = sorted(other for other in folder.iterdir() if other.is_file()) if recorded else []
    for other in others:
        if digest(content := other.read_bytes()) == recorded:
            return content
    code = "document-differs" if there else "document-missing"
    raise DataError.of(code, entry.place, document=document, file=file or "?")


def decoded(content: bytes) -> str | None:
    """Return the text of a document with composed letters, None when it is not UTF-8.

    >>> decoded("Växjö".encode()), decoded("Växjö".encode("cp1252"))
    ('Växjö', None)
    """
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes as the tables write it."""
    return hashlib.sha256(content).hexdigest()


def sha256(words: str) -> str:
    """Return the SHA-256 of a passage's own text as `data/passages.csv` records it."""
    return digest(words.encode())


def is_word(sign: str) -> bool:
    """Tell whether a character belongs to a word: a letter, a digit or a mark upon one.

    >>> [is_word(sign) for sign in "ö7-."]
    [True, True, False, False]
    """
    return unicodedata.category(sign)[0] in "LNM"


def shortened(words: str) -> str:
    """Return the words of a passage on one line, those in the middle left out where they are many."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN // 2]} … {line[-_SHOWN // 2 :]}"


def outside(citation: Citation, library: Library) -> Problem | None:
    """Return what is wrong with a cited range: an unknown document, or an end beyond that of the document."""
    passage = citation.passage
    if passage.document not in library.entries:
        return Problem("document-unknown", {"document": passage.document}, citation.place)
    if passage.document in library.texts and library.words(passage) is None:
        values = {"value": passage.text(), "length": len(library.texts[passage.document])}
        return Problem("passage-beyond-end", values, citation.place)
    return None
