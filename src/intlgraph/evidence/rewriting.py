"""Write files anew where passages have moved: the cells that cite them, their hashes, the row of their document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from intlgraph.evidence.cells import Cell, changed
from intlgraph.evidence.certainty import means
from intlgraph.evidence.documents import digest
from intlgraph.namespaces import Intl
from intlgraph.project import Project
from intlgraph.tables import passages
from intlgraph.tables.encodings import detect
from intlgraph.tables.headings import folded
from intlgraph.tables.passages import Passage
from intlgraph.tables.publication import Citation, Record

__all__ = ["Version", "rewrite"]

_FILE: Final = "file"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document: its file's name, its bytes, its text with composed letters."""

    file: str
    content: bytes
    text: str


def rewrite(
    project: Project,
    entry: Record,
    version: Version,
    cited: Iterable[Citation],
    moves: Mapping[Passage, Passage],
    hashes: Mapping[Passage, str],
) -> tuple[str, ...]:
    """Write every file that changes, all of them or none, and return their names.

    `entry` is the document's row in the documents table, `version` what it is from now on; `cited` are the cells that
    cite it, `moves` where their passages go, and `hashes` all that is recorded from now on.
    """
    columns: dict[str, set[str]] = {}
    for citation in cited:
        columns.setdefault(citation.place.file, set()).add(citation.place.column)
    offsets = _offsets(entry.values["id"], moves)
    fresh = {
        project.root / file: _edited(project, file, None, headings, lambda cell: offsets(cell.value))
        for file, headings in columns.items()
    }
    renewed = _renewed(entry, version)
    table = project.root / entry.place.file
    fresh[table] = _edited(
        project,
        entry.place.file,
        fresh.get(table),
        renewed,
        lambda cell: renewed[cell.heading] if cell.row == entry.place.row else cell.value,
    )
    if project.passages.is_file():
        fresh[project.passages] = _recorded(hashes)
    return _replace(project, fresh)


def _renewed(entry: Record, version: Version) -> Mapping[str, str]:
    """Return what the cells of a document's row hold from now on, by the folded headings of their columns."""
    said = {Intl.SHA256: digest(version.content), Intl.CHARACTERS: str(len(version.text))}
    by_name = {column.name: said.get(means(entry.table, column)) for column in entry.table.schema.columns}
    by_name[_FILE] = version.file
    return {
        folded(heading): value for name, heading in entry.headings.items() if (value := by_name.get(name)) is not None
    }


def _offsets(document: str, moves: Mapping[Passage, Passage]) -> Callable[[str], str]:
    """Return a function from a cell to the cell with the passages of a document where they are now."""
    citation = re.compile(rf"(?<![a-z0-9-]){re.escape(document)}:[0-9]+-[0-9]+(?![0-9])")

    def moved(match: re.Match[str]) -> str:
        passage = passages.parse(match[0])
        return moves.get(passage, passage).text() if passage else match[0]

    return lambda value: citation.sub(moved, value)


def _edited(
    project: Project, file: str, so_far: bytes | None, headings: Iterable[str], change: Callable[[Cell], str]
) -> bytes:
    path = project.root / file
    content = path.read_bytes() if so_far is None else so_far
    return changed(content, detect(path, file).name, frozenset(headings), change)


def _recorded(hashes: Mapping[Passage, str]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "passages.csv"
        passages.write_hashes(path, hashes)
        return path.read_bytes()


def _replace(project: Project, fresh: Mapping[Path, bytes]) -> tuple[str, ...]:
    """Put new contents in the place of old ones; when one cannot be written, the old ones are put back."""
    old = {path: path.read_bytes() for path in fresh}
    changing = [path for path in sorted(fresh) if fresh[path] != old[path]]
    beside = {path: path.with_name(f"{path.name}.new") for path in changing}
    replaced: list[Path] = []
    try:
        for path in changing:
            beside[path].write_bytes(fresh[path])
        for path in changing:
            beside[path].replace(path)
            replaced.append(path)
    except OSError:
        for path in replaced:
            path.write_bytes(old[path])
        raise
    finally:
        for path in changing:
            beside[path].unlink(missing_ok=True)
    return tuple(project.shown(path) for path in changing)
