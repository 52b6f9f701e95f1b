"""Check that passages lie where they are said to lie, have the recorded words, and support their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from intlgraph.errors import Problem
from intlgraph.evidence import exceptions, sections, support, things
from intlgraph.evidence.certainty import Statement, statement
from intlgraph.evidence.documents import Library, gather, is_word, outside, sha256, shortened
from intlgraph.evidence.support import Background, Reading
from intlgraph.namespaces import Annotation
from intlgraph.project import Project
from intlgraph.tables import passages, publication
from intlgraph.tables.passages import Passage
from intlgraph.tables.publication import Citation

__all__ = ["Checked", "check", "examine"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, and every problem found.

    `documents` counts those that could be read, `passages` distinct ranges, `rows` the rows that cite at least one,
    `whole` the rows that cite only registers or documents as a whole, whose words nobody can check here, and
    `excepted` the rows that an exception excused.
    """

    documents: int
    passages: int
    rows: int
    whole: int
    excepted: int
    problems: tuple[Problem, ...]


def check(project: Project, documents: Path) -> Checked:
    """Check the evidence of every row of a publication against the documents in a folder.

    Raises `CommandError` when there is no such folder and `DataError` when a table, the recorded hashes or the
    exceptions cannot be read; what is wrong with the evidence itself is returned.
    """
    statements = [statement(record) for record in publication.records(project)]
    cited = {citation.passage.document for each in statements for citation in _ranges(each)}
    library = gather(project, documents, cited)
    hashes = passages.read_hashes(project.passages, project.shown(project.passages))
    found = examine(statements, library, hashes, exceptions.exempt(project), demand=project.demands_passages)
    return replace(found, problems=(*library.problems, *found.problems))


def examine(
    statements: Iterable[Statement],
    library: Library,
    hashes: Mapping[Passage, str],
    exempt: exceptions.Exempt,
    *,
    demand: bool,
) -> Checked:
    """Check rows that have been read; `demand` says that every statement must cite something."""
    rows = list(statements)
    lengths = {name: len(text) for name, text in library.texts.items()}
    background = Background(things.collect(rows), sections.divide(rows, lengths))
    seen: set[Passage] = set()
    used: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    counted = whole = 0
    for row in rows:
        ranges = _ranges(row)
        if not ranges:
            whole += bool(row.record.citations)
            if demand:
                problems += _uncited(row)
            continue
        counted += 1
        seen.update(citation.passage for citation in ranges)
        problems += [problem for citation in ranges for problem in _placed(citation, library, hashes)]
        readings = _readings(ranges, library)
        # A row one of whose passages cannot be read is told once; what the others lack, nobody knows.
        unsupported = list(support.support(row, readings, background)) if len(readings) == len(ranges) else []
        if (row.record.name, row.id) in exempt.rows and unsupported:
            used.add((row.record.name, row.id))
        else:
            problems += unsupported
    problems += exempt.unneeded(frozenset(used))
    return Checked(len(library.texts), len(seen), counted, whole, len(used), tuple(problems))


def _ranges(row: Statement) -> list[Citation]:
    return [citation for citation in row.record.citations if citation.passage.start is not None]


def _uncited(row: Statement) -> Iterator[Problem]:
    """Yield a problem when a row makes a statement and cites nothing."""
    columns = row.record.table.schema.columns
    states = any(Annotation.PASSAGES in column.annotations and not column.property_url for column in columns)
    if states and not row.record.citations:
        yield Problem("row-without-passage", {"value": row.thing}, row.record.place)


def _readings(ranges: Iterable[Citation], library: Library) -> list[Reading]:
    texts = ((citation, library.words(citation.passage)) for citation in ranges)
    return [support.read(citation, text) for citation, text in texts if text is not None]


def _placed(citation: Citation, library: Library, hashes: Mapping[Passage, str]) -> Iterator[Problem]:
    """Yield what is wrong with a range and its words, whatever its row says."""
    passage = citation.passage
    if (problem := outside(citation, library)) is not None:
        yield problem
        return
    words = library.words(passage)
    if words is None or passage.start is None or passage.end is None:
        return  # its document could not be read, which is told once
    text = library.texts[passage.document]
    if _cut(text, passage.start) or _cut(text, passage.end) or words != words.strip():
        around = text[max(0, passage.start - 1) : passage.end + 1]
        yield Problem("passage-cut", {"value": passage.text(), "words": shortened(around)}, citation.place)
    recorded = hashes.get(passage)
    if recorded is None:
        yield Problem("passage-not-recorded", {"value": passage.text()}, citation.place)
    elif recorded != sha256(words):
        values = {"value": passage.text(), "words": shortened(words)}
        yield Problem("passage-differs", values, citation.place)


def _cut(text: str, at: int) -> bool:
    """Tell whether a position lies inside a word."""
    return 0 < at < len(text) and is_word(text[at - 1]) and is_word(text[at])
