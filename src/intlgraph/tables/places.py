"""Places: which row and column of the tables a statement came from, or should have come from.

The tables are converted once more, each column into a graph of its own and row by row, while somebody watches for the
statements that are wanted. So there is one mapping from cells to statements, and this is the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from intlgraph.errors import DataError, IntlgraphError, Place
from intlgraph.namespaces import DCTERMS, Annotation, Intl
from intlgraph.positions.watching import Found, Rung, Wanted, Watch
from intlgraph.project import Project
from intlgraph.tables import passages
from intlgraph.tables.description import describe
from intlgraph.tables.findings import Findings
from intlgraph.tables.headings import align
from intlgraph.tables.model import Column, Table
from intlgraph.tables.quads import compile_table
from intlgraph.tables.reader import Row
from intlgraph.tables.sources import Source
from intlgraph.tables.templates import Template
from intlgraph.tables.terms import iri
from intlgraph.tables.vocabulary import Vocabulary

__all__ = ["rows"]


class _Here(NamedTuple):
    """A cell: the number of its table among those read, its row, and its column among those of the schema.

    `speaks` tells that the statement found is about what the column speaks of, and not about a passage cited there.
    """

    table: int
    row: int
    column: int
    speaks: bool


def rows(project: Project, wanted: Iterable[Wanted]) -> Mapping[Wanted, Found]:
    """Return the places of statements in the tables of a publication, in the order of tables and rows.

    A statement that is in no table has the places of what comes nearest: cells that say the same of its subject with
    another value, the row of its subject with the empty column that would say it, or the cells that mention the
    subject. A statement of which nothing is known has no places. A table that cannot be read has none either: why it
    cannot, a build tells.
    """
    watch = Watch[_Here](wanted)
    read: list[_Read] = []
    if not watch.focuses:
        return {}
    description = describe(project)
    vocabulary = Vocabulary(project.iris, _hashes(project), None, demands_hashes=False)
    for source in description.sources:
        try:
            _look(source, vocabulary.prepare(description.tables[source.table]), vocabulary, watch, read)
        except IntlgraphError:
            continue
    return {each: Found(rung, _places(read, each, rung, found)) for each, rung, found in watch.found()}


def _hashes(project: Project) -> Mapping[passages.Passage, str]:
    try:
        return passages.read_hashes(project.passages, project.shown(project.passages))
    except DataError:
        return {}


@dataclass(frozen=True, slots=True)
class _Read:
    """A table as it was read: its file, its description, and for each column its heading in the file, if it is there.

    `predicates` are those that each column can give to its subject, None where a template makes them.
    """

    file: str
    table: Table
    headings: tuple[str, ...]
    predicates: tuple[frozenset[str] | None, ...]

    def place(self, row: int, column: int | None = None) -> Place:
        """Return the place of a cell; of its row alone where the file has no such column."""
        return Place(self.file, row=row, column="" if column is None else self.headings[column])

    def speaks(self, column: int, predicate: str) -> bool:
        """Tell whether a column can give its subject this predicate, as far as is known before a row is read."""
        predicates = self.predicates[column]
        return predicates is None or predicate in predicates

    def givers(self, column: int, predicate: str, language: str) -> list[int]:
        """Return the columns that would give a predicate to the subject that a column speaks of.

        Where one of them is for texts in a language that is asked for, these alone.
        """
        about = self.table.schema.columns[column].about_url
        columns = self.table.schema.columns
        found = [
            number
            for number, (other, predicates) in enumerate(zip(columns, self.predicates, strict=True))
            if predicates and predicate in predicates and other.about_url == about and self.headings[number]
        ]
        return [number for number in found if columns[number].lang == language] or found

    def is_own(self, column: int) -> bool:
        """Tell whether a column speaks of what the row as a whole is about."""
        return self.table.schema.columns[column].about_url == self.table.schema.about_url


def _headings(table: Table, names: Sequence[str], positions: Sequence[int | None]) -> tuple[str, ...]:
    """Return what the file calls each column; what it does not have, such as virtual columns, has no heading."""
    placed = iter(positions)
    found = (None if column.virtual else next(placed) for column in table.schema.columns)
    return tuple("" if position is None else names[position] for position in found)


def _predicates(table: Table, column: Column) -> frozenset[str] | None:
    """Return the predicates, as N-Triples terms, that a column can give to its subject; None where a row tells."""
    if (kind := column.annotations.get(Annotation.EDTF)) is not None:
        return frozenset(map(iri, Intl.TIMES[str(kind)]))
    template = column.property_url if column.property_url is not None else f"#{column.name}"
    constant = Template(template, table.url).constant
    if Annotation.PASSAGES in column.annotations:
        leads = {constant} if column.property_url is not None else {Intl.PASSAGE, f"{DCTERMS}source"}
        return frozenset(iri(each) for each in leads if each is not None)
    if column.suppress_output and Annotation.EACH not in column.annotations:
        return frozenset()
    return None if constant is None else frozenset({iri(constant)})


def _look(source: Source, table: Table, vocabulary: Vocabulary, watch: Watch[_Here], read: list[_Read]) -> None:
    """Convert one table and show the watch every statement that has something to do with what is wanted."""
    findings = Findings(source.file)
    lines = source.rows(findings)
    _, names = next(lines, (1, [""]))
    positions = align(table, names, findings)
    headings = _headings(table, names, positions)
    known = _Read(source.file, table, headings, tuple(_predicates(table, column) for column in table.schema.columns))
    number, focuses = len(read), watch.focuses
    read.append(known)
    numbers = {column.name: number for number, column in enumerate(table.schema.columns)}
    cursor = _Cursor(lines)

    def take(graph: str, batch: list[str]) -> None:
        end = len(graph) + len("  .\n")
        for line in batch:
            subject, predicate, rest = line.split(" ", 2)
            term = rest[:-end]
            if subject in focuses or term in focuses:
                column = int(graph[1:-1])
                here = _Here(number, cursor.row, column, known.speaks(column, predicate))
                watch.see(subject, predicate, term, here)

    compiled = compile_table(
        table,
        findings,
        positions=positions,
        headings=names,
        graph_of=lambda column: f"<{numbers[column.name]}>",
        emitters=vocabulary.emitters(),
    )
    compiled.convert(cursor, take, batch=1)


class _Cursor:
    """Rows, and the number of the one that was drawn last."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.row = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.row = row[0]
            yield row


def _places(read: Sequence[_Read], wanted: Wanted, rung: Rung, found: Sequence[_Here]) -> tuple[Place, ...]:
    if rung is Rung.ABOUT or (rung is Rung.SAME and wanted.object.startswith("@")):
        return tuple(dict.fromkeys(_lacking(read, wanted, found)))
    return tuple(dict.fromkeys(read[here.table].place(here.row, here.column) for here in found))


def _lacking(read: Sequence[_Read], wanted: Wanted, found: Sequence[_Here]) -> list[Place]:
    """Return the cells that would hold a statement, else the rows of its subject, else the cells that describe it."""
    speaking = [here for here in found if here.speaks]
    language = wanted.object.removeprefix("@") if wanted.object.startswith("@") else ""
    cells = [
        read[here.table].place(here.row, column)
        for here in speaking
        for column in read[here.table].givers(here.column, wanted.predicate if wanted.subject else "", language)
    ]
    if cells:
        return cells
    own = [here for here in speaking if read[here.table].is_own(here.column)]
    if speaking:
        return [read[here.table].place(here.row) for here in own or speaking]
    return [read[here.table].place(here.row, here.column) for here in found]
