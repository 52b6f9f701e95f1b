"""The tables of a publication, all together: from a folder of files to one sorted N-Quads file for each graph.

A table in `data/tables` belongs to the origin `tables`, one in a folder below it to the origin of that name. Columns
that are annotated as editorial go to a graph of their own, so that what we say ourselves is never taken for what a
document says.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from intlgraph.errors import DataError, IntlgraphError, Place, Problem
from intlgraph.namespaces import Annotation
from intlgraph.project import Project
from intlgraph.tables import passages
from intlgraph.tables.description import Description, describe, space_of
from intlgraph.tables.findings import Findings
from intlgraph.tables.headings import align, folded
from intlgraph.tables.keys import Keys
from intlgraph.tables.model import Column, Table, TableGroup
from intlgraph.tables.passages import Passage
from intlgraph.tables.quads import compile_table, referenced_columns
from intlgraph.tables.reader import Row
from intlgraph.tables.sorting import SortedLines
from intlgraph.tables.sources import Source
from intlgraph.tables.spreadsheets import diagnose
from intlgraph.tables.vocabulary import Vocabulary

__all__ = ["DOCUMENTS", "SHA256", "Citation", "Converted", "Record", "citations", "convert", "records"]

DOCUMENTS: Final = "documents.csv"
"""The table of the documents that the others cite."""

SHA256: Final = "sha256"
"""Its column with the hash of the document."""

_EDITORIAL: Final = "editorial"
_TABLES: Final = "tables"
_RAGGED: Final = frozenset({"row-too-short", "row-too-long"})


@dataclass(frozen=True, slots=True)
class Converted:
    """What was converted: the triples of each graph, the rows of each table, the classes, and every problem found."""

    counts: Mapping[str, int]
    rows: Mapping[str, int]
    classes: frozenset[str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that a cell cites, and where the cell stands."""

    passage: Passage
    place: Place


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table by the names of its columns, where it stands, and the passages that its cells cite.

    `name` is that of the table (`networks.csv`) and `table` its description; `headings` are those of the file by the
    names of the columns.
    """

    values: Mapping[str, str]
    place: Place
    name: str
    table: Table
    headings: Mapping[str, str]
    citations: tuple[Citation, ...]


def convert(
    project: Project, described: frozenset[str] | None, quads: Path, *, spill: int = 1_000_000, memory: int = 384 << 20
) -> Converted:
    """Convert all tables of a publication and write `<graph>.nq` for each graph into the folder `quads`.

    `described` are the IRIs that the ontology says something about: a code of a concept must be among them;
    None leaves them unchecked. `spill` is
    the number of keys and `memory` the bytes of lines that are kept in memory; what is more goes to temporary files
    beside `quads`. Problems are returned, all of them, and not raised: while one is an error, the files are not to be
    used.
    """
    with _uncollected():
        return _converted(_Conversion(project, describe(project), described, quads, spill, memory))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking millions of lines and keys, none of which is in a circle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _converted(conversion: _Conversion) -> Converted:
    for source in conversion.description.sources:
        conversion.table(source)
    return conversion.finish()


class _Conversion:
    """The tables that have been read so far: their keys, their lines by graph, and what is wrong with them."""

    def __init__(
        self,
        project: Project,
        description: Description,
        described: frozenset[str] | None,
        quads: Path,
        spill: int,
        memory: int,
    ) -> None:
        self._project = project
        self.description = description
        self._quads = quads
        self._memory = memory
        self._keys = Keys(spill, quads)
        self._lines: dict[str, SortedLines] = {}
        self._rows: dict[str, int] = {}
        self._unread: set[str] = set()
        self._problems = list(description.problems)
        self._vocabulary = Vocabulary(project.iris, self._hashes(), described, project.demands_passages)

    def _hashes(self) -> Mapping[Passage, str]:
        try:
            return passages.read_hashes(self._project.passages, self._project.shown(self._project.passages))
        except DataError as error:
            self._problems += error.problems
            return {}

    def table(self, source: Source) -> None:
        """Read one table; a fault that ends the reading ends that of this table alone."""
        findings = Findings(source.file)
        try:
            self._read(source, findings)
        except IntlgraphError as error:
            self._problems += error.problems
        if source.table not in self._rows:
            self._unread.add(space_of(self.description.tables[source.table]))
        self._problems += _once_a_cell(findings.problems, self._dates(source.table))

    def _read(self, source: Source, findings: Findings) -> None:
        rows = source.rows(findings)
        heading = next(rows, None)
        if heading is None:
            findings.error("table-empty")
            return
        table = self._vocabulary.prepare(self.description.tables[source.table])
        before = findings.count
        positions = align(table, heading[1], findings)
        if findings.count > before:
            return
        compiled = compile_table(
            table,
            findings,
            positions=positions,
            headings=heading[1],
            graph_of=self._graph_of(source.table),
            emitters=self._vocabulary.emitters(),
            keys=self._keys,
            space=space_of(table),
            referenced=referenced_columns(TableGroup(tuple(self.description.tables.values())), table),
        )
        self._rows[source.table] = compiled.convert(rows, self._take)

    def _graph_of(self, table: str) -> Callable[[Column], str]:
        origin, slash, _ = table.partition("/")
        own = origin if slash else _TABLES

        def graph_of(column: Column) -> str:
            return f"<{self._project.iris.graph(_EDITORIAL if column.annotations.get(Annotation.EDITORIAL) else own)}>"

        return graph_of

    def _take(self, graph: str, lines: list[str]) -> None:
        if graph not in self._lines:
            self._lines[graph] = SortedLines(self._quads, self._memory)
        self._lines[graph].extend(lines)

    def _dates(self, table: str) -> frozenset[str]:
        columns = self.description.tables[table].schema.columns
        dated = (
            column for column in columns if Annotation.EDTF in column.annotations or "date" in column.datatype.base
        )
        return frozenset(folded(title) for column in dated for titles in column.titles.values() for title in titles)

    def _named(self, problem: Problem) -> Problem:
        """Return a problem that calls the tables by their names and not by their published addresses."""
        if "spaces" not in problem.values:
            return problem
        spaces = str(problem.values["spaces"]).replace(self._project.iris.table(""), "")
        return replace(problem, values={**problem.values, "spaces": spaces})

    def finish(self) -> Converted:
        """Check the keys of all tables against each other and write the files."""
        # Whether the rows of a table that could not be read are there, nobody knows: its own problem is enough.
        unmet = (problem for problem in self._keys.problems() if not self._unread.issuperset(_spaces(problem)))
        problems = [*self._problems, *(map(self._named, unmet) if self.description.is_whole else ())]
        counts: dict[str, int] = {}
        start = len(self._project.iris.graph("")) + 1
        for graph in sorted(self._lines):
            name = graph[start:-1]
            counts[name] = self._lines[graph].write(self._quads / f"{name}.nq")
        classes = frozenset(space_of(table) for table in self.description.tables.values())
        return Converted(counts, self._rows, classes, tuple(problems))


def _spaces(problem: Problem) -> list[str]:
    """Return the classes that a reference could have pointed into; for other problems one that no table has."""
    return str(problem.values.get("spaces", "?")).split(", ")


def _once_a_cell(problems: Iterable[Problem], dated: frozenset[str]) -> Iterator[Problem]:
    """Yield one problem a cell, the first, in the words of what a spreadsheet did where it looks like its work.

    The cells of a row that is too short or too long have none of their own.
    """
    seen: set[tuple[int | None, str]] = set()
    for problem in problems:
        place = problem.place
        if place.column and seen.intersection({(place.row, place.column), (place.row, "")}):
            continue
        if place.column or problem.code in _RAGGED:
            seen.add((place.row, place.column))
        yield diagnose(problem, folded(place.column) in dated)


def records(project: Project, table: str | None = None) -> Iterator[Record]:
    """Yield the rows of one table, or of all in the order of their names, by column name, as they stand.

    A table that is not there has none. A citation that is not written as one is left out: a build reports it.
    Raises `DataError` when a heading or a row cannot be read.
    """
    for source in _readable(project, table):
        columns = source.columns()
        headings = {column.name: source.headings[position] for column, position in columns}
        for row, cells in source.rows:
            values = {column.name: cells[position] if position < len(cells) else "" for column, position in columns}
            cited = tuple(_cited(source, row, values, headings))
            yield Record(values, Place(source.file, row=row), source.name, source.table, headings, cited)


def citations(project: Project) -> Iterator[Citation]:
    """Yield every passage that a cell of any table cites, in the order of tables and rows; raises as `records`."""
    for record in records(project):
        yield from record.citations


def _cited(source: _Readable, row: int, values: Mapping[str, str], headings: Mapping[str, str]) -> Iterator[Citation]:
    for column, _ in source.columns():
        if column.annotations.get(Annotation.PASSAGES):
            for item in values[column.name].split(column.separator or ";"):
                if (passage := passages.parse(item.strip())) is not None:
                    yield Citation(passage, Place(source.file, row=row, column=headings[column.name]))


@dataclass(frozen=True, slots=True)
class _Readable:
    """A table whose headings have been understood: its file, its headings, and its rows yet to be read."""

    file: str
    name: str
    table: Table
    headings: list[str]
    positions: tuple[int | None, ...]
    rows: Iterator[Row]

    def columns(self) -> list[tuple[Column, int]]:
        """Return each column of the file with the position of its cell in a row."""
        described = [column for column in self.table.schema.columns if not column.virtual]
        placed = zip(described, self.positions, strict=True)
        return [(column, position) for column, position in placed if position is not None]


def _readable(project: Project, only: str | None = None) -> Iterator[_Readable]:
    description = describe(project)
    _stop_at_errors(description.problems)
    for source in description.sources:
        if only is None or source.table == only:
            findings = Findings(source.file)
            table = description.tables[source.table]
            rows = source.rows(findings)
            _, headings = next(rows, (1, [""]))
            positions = align(table, headings, findings)
            _stop_at_errors(findings.problems)
            yield _Readable(source.file, source.table, table, headings, positions, rows)
            _stop_at_errors(findings.problems)


def _stop_at_errors(problems: Iterable[Problem]) -> None:
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise DataError(errors)
