"""Compiling: what each column of a table becomes is settled before the first row is read.

A column whose cells speak for themselves gets a memory from text to tails; one whose templates look at other columns
or at the number of the row is worked out anew in each row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final, TypeVar
from zlib import crc32

from intlgraph.tables.cells import Cell, compile_cell
from intlgraph.tables.datatypes import compile_datatype
from intlgraph.tables.emitters import Emitter
from intlgraph.tables.findings import Findings
from intlgraph.tables.keys import JOINER
from intlgraph.tables.model import Column, Table
from intlgraph.tables.tails import TailMaker, Tails
from intlgraph.tables.templates import Template, Value
from intlgraph.tables.terms import iri

__all__ = ["Compiler", "Cursor", "Group", "Memo", "Note", "Reference"]

_MEMORY: Final = 20_000
"""How many different texts of one column are remembered before all are forgotten."""

Reference = tuple[tuple[str, ...], str]
"""The spaces in one of which a key must be, and the key."""
Note = tuple[Tails, tuple[Reference, ...]]
"""What a text of an annotated column became, and what it refers to."""
Append = Callable[[str], None]

Found = TypeVar("Found")


class Memo(dict[str, Found]):
    """Remembers what a text became; nothing is remembered of a text that has a problem, so each row reports it."""

    def __init__(self, find: Callable[[str], Found], findings: Findings) -> None:
        super().__init__()
        self._find = find
        self._findings = findings

    def __missing__(self, text: str) -> Found:
        before = self._findings.count
        found = self._find(text)
        if self._findings.count == before:
            if len(self) >= _MEMORY:
                self.clear()
            self[text] = found
        return found


class Cursor:
    """Where the conversion is: the row of the file, and the number of the row among the rows of data."""

    __slots__ = ("number", "row")

    def __init__(self) -> None:
        self.row = 0
        self.number = 0


@dataclass(slots=True)
class Group:
    """The columns that say something about one subject of a row."""

    subject: Callable[[list[str]], str]
    memos: dict[str, list[tuple[int, Memo[Tails]]]] = field(default_factory=dict)
    referring: list[tuple[int, str, Memo[Note], Append]] = field(default_factory=list)
    constants: dict[str, list[str]] = field(default_factory=dict)
    slow: list[tuple[Callable[[str, list[str]], Iterable[str]], Append]] = field(default_factory=list)
    describes: bool = False


class Compiler:
    """Works out, column by column, what the rows of one table become."""

    def __init__(
        self,
        table: Table,
        findings: Findings,
        positions: Sequence[int | None],
        headings: Sequence[str],
    ) -> None:
        """Begin with a table, where its cells stand in a row, and what its headings are called in messages."""
        self.table = table
        self.url = table.url
        self.findings = findings
        self.headings = tuple(headings)
        self.width = len(headings)
        self.cursor = Cursor()
        self.buffers: dict[str, list[str]] = {}
        self.groups: dict[tuple[str | None, str], Group] = {}
        self.key_columns: list[Callable[[list[str], int], None]] = []
        self.columns = table.schema.columns
        real = [column for column in self.columns if not column.virtual]
        self.position = {
            column.name: position for column, position in zip(real, positions, strict=True) if position is not None
        }
        self.parse = {column.name: compile_cell(column) for column in self.columns}
        self.nodes = count(1)

    def heading(self, column: Column) -> str:
        """Return what the file calls a column, for messages."""
        position = self.position.get(column.name)
        return self.headings[position] if position is not None else column.heading

    def template(self, text: str) -> Template:
        """Compile a template against the address of the table."""
        return Template(text, self.table.url)

    def statics(self, column: Column) -> dict[str, Value]:
        """Return the variables of a column that are the same in every row."""
        position = self.position.get(column.name)
        source = column.number if position is None else position + 1 + self.table.dialect.skip_columns
        return {"_name": column.name, "_column": str(column.number), "_sourceColumn": str(source)}

    def values(self, cells: list[str], names: Iterable[str]) -> dict[str, Value]:
        """Return what the variables of a template stand for in one row."""
        found: dict[str, Value] = {"_row": str(self.cursor.number), "_sourceRow": str(self.cursor.row)}
        for name in names:
            if name in self.position:
                found[name] = self.parse[name](cells[self.position[name]]).value
        return found

    def append_to(self, graph: str) -> Append:
        """Return what adds a line to a graph."""
        return self.buffers.setdefault(graph, []).append

    def group(self, column: Column) -> Group:
        """Return the group of the subject that a column speaks of."""
        about = column.about_url
        own = about is not None and not self.template(about).variables.isdisjoint(self.statics(column))
        key = (about, column.name if own else "")
        if key not in self.groups:
            self.groups[key] = Group(self.subject(column))
        return self.groups[key]

    def subject(self, column: Column) -> Callable[[list[str]], str]:
        """Return the function from the cells of a row to the subject of a column."""
        if column.about_url is None:
            # The address of the table keeps the blank nodes of several tables apart.
            mark, cursor = f"_:t{crc32(self.table.url.encode())}r", self.cursor
            return lambda _: f"{mark}{cursor.number}"
        template, statics = self.template(column.about_url), self.statics(column)
        if template.constant is not None:
            constant = iri(template.constant)
            return lambda _: constant
        names = template.variables
        if len(names) == 1 and (name := next(iter(names))) in self.position:
            return self.subject_of_one(template, name)
        return lambda cells: f"<{template.expand({**self.values(cells, names), **statics})}>"

    def subject_of_one(self, template: Template, name: str) -> Callable[[list[str]], str]:
        """Return the subject where it depends on one cell alone."""
        position, parse, address = self.position[name], self.parse[name], template.of_one(name)
        column = self.table.schema.column(name)
        if column is not None and _is_plain(column):
            return lambda cells: f"<{address(cells[position])}>"
        return lambda cells: f"<{template.expand({name: parse(cells[position]).value})}>"

    def add(self, column: Column, graph: str, emitters: Sequence[Emitter], references: list[Reference]) -> None:
        """Give a column its place in the group of its subject."""
        group, append = self.group(column), self.append_to(graph)
        maker = TailMaker(self, column, f" {graph} .\n" if graph else " .\n")
        speaks = not column.suppress_output and not any(emitter.replaces for emitter in emitters)
        group.describes = group.describes or speaks
        if column.virtual:
            if speaks:
                self.add_virtual(column, maker, group, graph)
            return
        if column.name not in self.position:
            return
        position, check = self.position[column.name], self.checker(column)
        if not speaks:
            maker.silence()
        if not maker.remembers:
            group.slow.append((maker.lines_of(position, self.parse[column.name], check), append))
            maker = TailMaker(self, column, maker.end)
            maker.silence()
            check = _unchecked
        if emitters:
            notes = self.annotated(column, maker, check, emitters, references)
            group.referring.append((position, self.heading(column), Memo(notes, self.findings), append))
        elif check is not _unchecked:
            memo = Memo(self.remembered(column, maker, check), self.findings)
            group.memos.setdefault(graph, []).append((position, memo))

    def remembered(self, column: Column, maker: TailMaker, check: Callable[[Cell], None]) -> Callable[[str], Tails]:
        """Return what a text of a column becomes, to be remembered."""
        parse, tails = self.parse[column.name], maker.tails
        # Columns of ids are of this kind: every cell is new, and there is only to see that it is not empty.
        if maker.silent and _is_plain(column) and compile_datatype(column.datatype) is None:

            def nothing_of(text: str) -> Tails:
                if not text and column.required:
                    check(parse(text))
                return ()

            return nothing_of

        def tails_of(text: str) -> Tails:
            cell = parse(text)
            if cell.errors:
                check(cell)
            return tails(cell)

        return tails_of

    def annotated(
        self,
        column: Column,
        maker: TailMaker,
        check: Callable[[Cell], None],
        emitters: Sequence[Emitter],
        references: list[Reference],
    ) -> Callable[[str], Note]:
        """Return what a text of an annotated column becomes and refers to, to be remembered."""
        parse, report = self.parse[column.name], self.reporter(column)
        # What says nothing itself and holds any text needs no terms: the emitters read the text as it stands.
        only_text = maker.silent and _holds_text(column)
        separator = column.separator

        def notes_of_text(text: str) -> Note:
            if not text:
                check(parse(text))
                return (), ()
            references.clear()
            items = text.split(separator) if separator else (text,)
            tails = [tail for item in items for emitter in emitters for tail in emitter.tails(item, report)]
            return tuple(tails), tuple(references)

        def notes_of(text: str) -> Note:
            cell = parse(text)
            check(cell)
            references.clear()
            tails = list(maker.tails(cell))
            if not cell.errors:
                for item in cell.texts:
                    for emitter in emitters:
                        tails += emitter.tails(item, report)
            return tuple(tails), tuple(references)

        return notes_of_text if only_text else notes_of

    def add_virtual(self, column: Column, maker: TailMaker, group: Group, graph: str) -> None:
        """Give a column that is not in the file its place."""
        cell = self.parse[column.name]("")
        if maker.constant:
            group.constants.setdefault(graph, []).extend(maker.tails(cell))
        else:
            group.slow.append((lambda subject, cells: maker.lines(subject, cell, cells), self.append_to(graph)))

    def reporter(self, column: Column) -> Callable[..., None]:
        """Return what reports a problem of a column in the row being read."""
        heading, cursor, findings = self.heading(column), self.cursor, self.findings

        def report(code: str, **values: object) -> None:
            findings.error(code, row=cursor.row, column=heading, **values)

        return report

    def checker(self, column: Column) -> Callable[[Cell], None]:
        """Return what reports the errors of a cell."""
        report = self.reporter(column)

        def check(cell: Cell) -> None:
            for error in cell.errors:
                report(error.code, **error.values)

        return check

    def add_key(self, names: Sequence[str], note: Callable[[str, int, str], None], *, needs: int) -> None:
        """Note the key that some columns make in every row where at least so many of them as it `needs` are filled."""
        columns = [column for name in names if (column := self.table.schema.column(name)) is not None]
        positions = [self.position.get(column.name) for column in columns]
        if not columns or None in positions:
            return
        heading = ", ".join(self.heading(column) for column in columns)
        if len(columns) == 1 and needs and _is_plain(columns[0]):
            self.key_columns.append(_noting(self.position[columns[0].name], heading, note))
            return
        reads = [(self.position[column.name], self.parse[column.name], _is_plain(column)) for column in columns]

        def noted(cells: list[str], row: int) -> None:
            parts = [
                cells[position] if plain else JOINER.join(parse(cells[position]).texts)
                for position, parse, plain in reads
            ]
            if sum(map(bool, parts)) >= needs:
                note(JOINER.join(parts), row, heading)

        self.key_columns.append(noted)


def _noting(position: int, heading: str, note: Callable[[str, int, str], None]) -> Callable[[list[str], int], None]:
    """Return what notes a key of one column whose text is the key."""

    def noted(cells: list[str], row: int) -> None:
        if key := cells[position]:
            note(key, row, heading)

    return noted


def _unchecked(cell: Cell) -> None:
    """Leave the errors of a cell to whoever checks them already."""


def _is_plain(column: Column) -> bool:
    """Tell whether the text of a cell is its value, whatever it is."""
    return column.separator is None and column.datatype.base == "string" and column.null == ("",) and not column.default


def _holds_text(column: Column) -> bool:
    """Tell whether any text will do as a value of the column, or as one of several in a cell."""
    return _is_plain(replace(column, separator=None)) and compile_datatype(column.datatype) is None
