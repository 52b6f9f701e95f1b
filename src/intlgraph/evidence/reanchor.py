"""Move the passages of a document to a new version of it, and rewrite the cells that cite them.

All or nothing: while one passage cannot be placed, no file changes, unless the rest is asked for. Tables keep every
byte but the offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from intlgraph.errors import CommandError, DataError, Place, Problem
from intlgraph.evidence import anchors
from intlgraph.evidence.documents import decoded, digest, sha256, shortened
from intlgraph.evidence.rewriting import Version, rewrite
from intlgraph.project import Project
from intlgraph.tables import passages, publication
from intlgraph.tables.passages import Passage
from intlgraph.tables.publication import Citation, Record

__all__ = ["Reanchored", "reanchor"]


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What was done: how many distinct passages moved, kept their range or were lost, and which files changed.

    `files` is empty when nothing was written: then `problems` says why. When only a part was asked for, `problems`
    lists what was lost.
    """

    document: str
    moved: int
    kept: int
    lost: int
    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def reanchor(project: Project, old: Path, new: Path, document: str = "", *, partial: bool = False) -> Reanchored:
    """Move the passages of a document from the text in `old` to the text in `new`.

    The document is the one whose recorded hash is that of `old`, or the one named. `partial` writes what could be
    placed although some could not: those cells stay as they are, and `evidence check` is red until they are mended.
    Raises `CommandError` when a file is missing or no document is known by `old`, and `DataError` when a text or a
    table cannot be read or `old` is not the recorded version.
    """
    before, after = _version(old), _version(new)
    entry = _entry(project, before, document)
    name = entry.values["id"]
    every = publication.citations(project)
    cited = [each for each in every if each.passage.document == name and each.passage.start is not None]
    hashes = passages.read_hashes(project.passages, project.shown(project.passages))
    spoilt = [problem for each in cited for problem in _spoilt(each, before, hashes)]
    spoilt += _workbooks(cited, entry)
    if spoilt:
        raise DataError(spoilt)
    anchored = {passage: _anchor(passage, before, after) for passage in {each.passage for each in cited}}
    moves = {passage: there for passage in anchored if (there := _there(passage, anchored[passage])) is not None}
    lost = [_lost(each, anchored[each.passage], before) for each in cited if each.passage not in moves]
    in_the_way = list(_in_the_way(cited, moves))
    files: tuple[str, ...] = ()
    if not in_the_way and (partial or not lost):
        files = rewrite(project, entry, after, cited, moves, _renewed(name, cited, moves, hashes))
    moved = sum(passage != there for passage, there in moves.items())
    return Reanchored(name, moved, len(moves) - moved, len(anchored) - len(moves), files, (*lost, *in_the_way))


def _version(path: Path) -> Version:
    if not path.is_file():
        raise CommandError.of("text-file-missing", file=path)
    content = path.read_bytes()
    text = decoded(content)
    if text is None:
        raise DataError.of("text-not-utf8", Place(path.name))
    return Version(path.name, content, text)


def _entry(project: Project, before: Version, document: str) -> Record:
    """Return the row of the document: the one that is named, or the one whose hash the old text has."""
    found = digest(before.content)
    entries = {entry.values["id"]: entry for entry in publication.records(project, publication.DOCUMENTS)}
    if not document:
        of_hash = (entry for entry in entries.values() if entry.values.get(publication.SHA256) == found)
        entry = next(of_hash, None)
        if entry is None:
            raise CommandError.of("document-of-no-hash", file=before.file)
        return entry
    if document not in entries:
        raise CommandError.of("document-unknown", document=document)
    if entries[document].values.get(publication.SHA256) not in ("", found):
        raise DataError.of("document-differs", entries[document].place, document=document, file=before.file)
    return entries[document]


def _spoilt(citation: Citation, before: Version, hashes: Mapping[Passage, str]) -> Iterator[Problem]:
    """Yield what is wrong with a passage before it is moved: one that is wrong is not to be carried on."""
    passage = citation.passage
    words = before.text[passage.start : passage.end]
    if (passage.end or 0) > len(before.text):
        yield Problem("passage-beyond-end", {"value": passage.text(), "length": len(before.text)}, citation.place)
    elif hashes.get(passage, sha256(words)) != sha256(words):
        yield Problem("passage-differs", {"value": passage.text(), "words": shortened(words)}, citation.place)


def _workbooks(cited: Iterable[Citation], entry: Record) -> list[Problem]:
    """Return a problem for each table in a workbook, which cannot be changed without touching the rest of it."""
    files = dict.fromkeys([*(each.place.file for each in cited), entry.place.file])
    return [Problem("workbook-not-rewritten", {}, Place(file)) for file in files if file.endswith("]")]


def _anchor(passage: Passage, before: Version, after: Version) -> anchors.Anchor:
    return anchors.anchor(before.text, passage.start or 0, passage.end or 0, after.text)


def _there(passage: Passage, anchor: anchors.Anchor) -> Passage | None:
    if anchor.start is None:
        return None
    return Passage(passage.document, anchor.start, anchor.start + (passage.end or 0) - (passage.start or 0))


def _lost(citation: Citation, anchor: anchors.Anchor, before: Version) -> Problem:
    passage = citation.passage
    values = {"value": passage.text(), "words": shortened(before.text[passage.start : passage.end])}
    code = "passage-ambiguous" if anchor.candidates else "passage-lost"
    return Problem(code, {**values, "count": anchor.candidates} if anchor.candidates else values, citation.place)


def _in_the_way(cited: Iterable[Citation], moves: Mapping[Passage, Passage]) -> Iterator[Problem]:
    """Yield a problem for each passage that would stay at a range to which another moves: nobody could part them."""
    taken = frozenset(moves.values())
    for citation in cited:
        if citation.passage not in moves and citation.passage in taken:
            yield Problem("passage-in-the-way", {"value": citation.passage.text()}, citation.place)


def _renewed(
    document: str, cited: Iterable[Citation], moves: Mapping[Passage, Passage], hashes: Mapping[Passage, str]
) -> Mapping[Passage, str]:
    """Return what is recorded from now on; of this document only what a cell still cites."""
    others = {passage: value for passage, value in hashes.items() if passage.document != document}
    own = {each.passage for each in cited} & hashes.keys()
    return {**others, **{moves.get(passage, passage): hashes[passage] for passage in own}}
