"""Quads: rows become canonical N-Quads lines, as csv2rdf says, at the speed of a dictionary.

Generating RDF from Tabular Data on the Web, section 4. What a cell becomes, less its subject, is worked out once for
each different text of a column and remembered; a row is then its subject in front of what its cells became.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar
from zlib import crc32

from intlgraph.namespaces import RDF
from intlgraph.tables.cells import Cell, compile_cell
from intlgraph.tables.datatypes import compile_datatype
from intlgraph.tables.emitters import Emitter, EmitterContext, EmitterFactory
from intlgraph.tables.findings import Findings
from intlgraph.tables.keys import JOINER, Keys
from intlgraph.tables.model import Column, Table, TableGroup
from intlgraph.tables.reader import Row
from intlgraph.tables.templates import Template, Value
from intlgraph.tables.terms import iri

__all__ = ["CompiledTable", "Describe", "Emit", "compile_table", "referenced_columns"]

Emit = Callable[[str, list[str]], None]
"""Takes lines of one graph, named by its N-Quads term; the list is reused afterwards and must be copied from."""
Describe = Callable[[int, int, list[str], list[str]], Iterable[str]]
"""Makes the lines about a row itself: its number, its row in the file, its cells, and the subjects in it."""

_MEMORY: Final = 20_000
"""How many different texts of one column are remembered before all are forgotten."""
_BATCH: Final = 4096
"""How many rows are converted before their lines are sent on."""
_TABLE_WIDE: Final = frozenset({"_row", "_sourceRow"})

Tails = tuple[str, ...]
Reference = tuple[tuple[str, ...], str]
Append = Callable[[str], None]


Found = TypeVar("Found")


class _Memo(dict[str, Found]):
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


class _Cursor:
    """Where the conversion is: the row of the file, and the number of the row among the rows of data."""

    __slots__ = ("number", "row")

    def __init__(self) -> None:
        self.row = 0
        self.number = 0


@dataclass(slots=True)
class _Group:
    """The columns that say something about one subject of a row."""

    subject: Callable[[list[str]], str]
    memos: list[tuple[int, _Memo[Tails], Append]] = field(default_factory=list)
    referring: list[tuple[int, str, _Memo[tuple[Tails, tuple[Reference, ...]]], Append]] = field(default_factory=list)
    constants: list[tuple[str, Append]] = field(default_factory=list)
    slow: list[tuple[Callable[[str, list[str]], Iterable[str]], Append]] = field(default_factory=list)
    describes: bool = False


class CompiledTable:
    """A table ready to convert its rows; made by `compile_table`.

    `headings` are the headings of the file by column, for messages; `positions` says which cell of a row each
    column that is read has, None for a column that the file lacks.
    """

    def __init__(self, compiler: _Compiler) -> None:
        """Take over what the compiler made."""
        self._groups = list(compiler.groups.values())
        self._buffers = compiler.buffers
        self._cursor = compiler.cursor
        self._keys = compiler.keys
        self._key_columns = compiler.key_columns
        self._width = compiler.width
        self._file = compiler.findings.file
        self._findings = compiler.findings
        self._describe = compiler.describe
        self._headings = compiler.headings

    def convert(self, rows: Iterable[Row], emit: Emit) -> int:
        """Send the lines that rows of data become, graph by graph, and return how many rows there were.

        Every row is its number in the file and its cells in the order of the file; headings are left out.
        """
        cursor, width, describe = self._cursor, self._width, self._describe
        groups, key_columns, keys, file = self._groups, self._key_columns, self._keys, self._file
        refer = keys.refer if keys is not None else _ignore
        described = self._buffers.setdefault("", []).append if describe is not None else None
        for row, cells in rows:
            cursor.row = row
            cursor.number += 1
            if len(cells) != width:
                cells = self._evened(row, cells)
            for group in groups:
                subject = group.subject(cells)
                for position, memo, append in group.memos:
                    for tail in memo[cells[position]]:
                        append(subject + tail)
                for tail, append in group.constants:
                    append(subject + tail)
                for position, heading, notes, append in group.referring:
                    tails, references = notes[cells[position]]
                    for tail in tails:
                        append(subject + tail)
                    for spaces, key in references:
                        refer(spaces, key, row, file, heading)
                for lines_of, append in group.slow:
                    for line in lines_of(subject, cells):
                        append(line)
            for note in key_columns:
                note(cells, row)
            if describe is not None and described is not None:
                for line in describe(cursor.number, row, cells, [g.subject(cells) for g in groups if g.describes]):
                    described(line)
            if not cursor.number % _BATCH:
                self._flush(emit)
        self._flush(emit)
        return cursor.number

    def _flush(self, emit: Emit) -> None:
        for graph, lines in self._buffers.items():
            if lines:
                emit(graph, lines)
                lines.clear()

    def _evened(self, row: int, cells: list[str]) -> list[str]:
        """Return the cells of a row as wide as the headings, and report what was missing or too much."""
        width = self._width
        if len(cells) < width:
            missing = ", ".join(heading for heading in self._headings[len(cells) :] if heading)
            self._findings.error("row-too-short", row=row, count=len(cells), expected=width, columns=missing)
            return cells + [""] * (width - len(cells))
        extra = [cell for cell in cells[width:] if cell]
        if extra:
            self._findings.error("row-too-long", row=row, count=len(cells), expected=width, value=extra[0])
        return cells[:width]


def _ignore(spaces: tuple[str, ...], key: str, row: int, file: str, column: str) -> None:
    """Take a reference that nobody asked to have checked."""


class _Compiler:
    """Works out, column by column, what the rows of one table become."""

    def __init__(
        self,
        table: Table,
        findings: Findings,
        positions: Sequence[int | None],
        headings: Sequence[str],
        keys: Keys | None,
        describe: Describe | None,
    ) -> None:
        self.table = table
        self.findings = findings
        self.headings = tuple(headings)
        self.width = len(headings)
        self.keys = keys
        self.describe = describe
        self.cursor = _Cursor()
        self.buffers: dict[str, list[str]] = {}
        self.groups: dict[tuple[str | None, str], _Group] = {}
        self.key_columns: list[Callable[[list[str], int], None]] = []
        self.columns = table.schema.columns
        real = [column for column in self.columns if not column.virtual]
        self.position = {
            column.name: position for column, position in zip(real, positions, strict=True) if position is not None
        }
        self.parse = {column.name: compile_cell(column) for column in self.columns}
        self.node = 0

    def heading(self, column: Column) -> str:
        position = self.position.get(column.name)
        return self.headings[position] if position is not None else column.heading

    def template(self, text: str) -> Template:
        return Template(text, self.table.url)

    def statics(self, column: Column) -> dict[str, Value]:
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
        return self.buffers.setdefault(graph, []).append

    def group(self, column: Column) -> _Group:
        about = column.about_url
        own = about is not None and not self.template(about).variables.isdisjoint(self.statics(column))
        key = (about, column.name if own else "")
        if key not in self.groups:
            self.groups[key] = _Group(self.subject(column))
        return self.groups[key]

    def subject(self, column: Column) -> Callable[[list[str]], str]:
        if column.about_url is None:
            # The address of the table keeps the blank nodes of several tables apart.
            mark, cursor = f"_:t{crc32(self.table.url.encode())}r", self.cursor
            return lambda cells: f"{mark}{cursor.number}"
        template, statics = self.template(column.about_url), self.statics(column)
        if template.constant is not None:
            constant = iri(template.constant)
            return lambda cells: constant
        names = template.variables
        if len(names) == 1 and (name := next(iter(names))) in self.position:
            return self.subject_of_one(template, name)
        return lambda cells: f"<{template.expand({**self.values(cells, names), **statics})}>"

    def subject_of_one(self, template: Template, name: str) -> Callable[[list[str]], str]:
        position, parse, address = self.position[name], self.parse[name], template.of_one(name)
        column = self.table.schema.column(name)
        if column is not None and _is_plain(column):
            return lambda cells: f"<{address(cells[position])}>"
        return lambda cells: f"<{template.expand({name: parse(cells[position]).value})}>"

    def add(self, column: Column, graph: str, emitters: Sequence[Emitter], references: list[Reference]) -> None:
        """Give a column its place in the group of its subject."""
        group, append = self.group(column), self.append_to(graph)
        maker = _TailMaker(self, column, f" {graph} .\n" if graph else " .\n")
        speaks = not column.suppress_output and not any(emitter.replaces for emitter in emitters)
        group.describes = group.describes or speaks
        if column.virtual:
            if speaks:
                self.add_virtual(column, maker, group, append)
            return
        if column.name not in self.position:
            return
        position, check = self.position[column.name], self.checker(column)
        if not speaks:
            maker.silence()
        if not maker.remembers:
            group.slow.append((maker.lines_of(position, self.parse[column.name], check), append))
            maker = _TailMaker(self, column, maker.end)
            maker.silence()
            check = _unchecked
        if emitters:
            notes = self.annotated(column, maker, check, emitters, references)
            group.referring.append((position, self.heading(column), _Memo(notes, self.findings), append))
        elif check is not _unchecked:
            group.memos.append((position, _Memo(self.remembered(column, maker, check), self.findings), append))

    def remembered(
        self, column: Column, maker: _TailMaker, check: Callable[[Cell], None]
    ) -> Callable[[str], Tails]:
        parse, tails = self.parse[column.name], maker.tails
        if maker.silent and _is_plain(column) and not _is_checked(column):
            # Columns of ids are of this kind: every cell is new, and there is only to see that it is not empty.
            return lambda text: () if text or not column.required else check(parse(text)) or ()

        def tails_of(text: str) -> Tails:
            cell = parse(text)
            if cell.errors:
                check(cell)
            return tails(cell)

        return tails_of

    def annotated(
        self,
        column: Column,
        maker: _TailMaker,
        check: Callable[[Cell], None],
        emitters: Sequence[Emitter],
        references: list[Reference],
    ) -> Callable[[str], tuple[Tails, tuple[Reference, ...]]]:
        parse, report = self.parse[column.name], self.reporter(column)

        def notes_of(text: str) -> tuple[Tails, tuple[Reference, ...]]:
            cell = parse(text)
            check(cell)
            references.clear()
            tails = list(maker.tails(cell))
            if not cell.errors:
                for item in cell.texts:
                    for emitter in emitters:
                        tails += emitter.tails(item, report)
            return tuple(tails), tuple(references)

        return notes_of

    def add_virtual(self, column: Column, maker: _TailMaker, group: _Group, append: Append) -> None:
        cell = self.parse[column.name]("")
        if maker.constant:
            group.constants += [(tail, append) for tail in maker.tails(cell)]
        else:
            group.slow.append((lambda subject, cells: maker.lines(subject, cell, cells), append))

    def reporter(self, column: Column) -> Callable[..., None]:
        heading, cursor, findings = self.heading(column), self.cursor, self.findings

        def report(code: str, **values: object) -> None:
            findings.error(code, row=cursor.row, column=heading, **values)

        return report

    def checker(self, column: Column) -> Callable[[Cell], None]:
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
        reads = [(self.position[column.name], self.parse[column.name], _is_plain(column)) for column in columns]

        def noted(cells: list[str], row: int) -> None:
            parts = [
                cells[position] if plain else JOINER.join(parse(cells[position]).texts)
                for position, parse, plain in reads
            ]
            if sum(map(bool, parts)) >= needs:
                note(JOINER.join(parts), row, heading)

        self.key_columns.append(noted)


def _unchecked(cell: Cell) -> None:
    """Leave the errors of a cell to whoever checks them already."""


def _is_checked(column: Column) -> bool:
    return compile_datatype(column.datatype) is not None


def _is_plain(column: Column) -> bool:
    """Tell whether the text of a cell is its value, whatever it is."""
    return (
        column.datatype.base == "string"
        and column.separator is None
        and column.null == ("",)
        and column.default == ""
    )


class _TailMaker:
    """Makes the predicate and the objects of one column."""

    def __init__(self, compiler: _Compiler, column: Column, end: str) -> None:
        self.compiler = compiler
        self.column = column
        self.end = end
        self.statics = compiler.statics(column)
        text = column.property_url
        self.predicate = compiler.template(text if text is not None else f"#{column.name}")
        self.value = compiler.template(column.value_url) if column.value_url is not None else None
        names = self.predicate.variables | (self.value.variables if self.value else frozenset())
        names -= self.statics.keys()
        self.names = names
        self.constant = not names and not column.ordered
        """Whether every row has the same tails, as a virtual column may."""
        is_list = column.ordered and column.separator is not None and self.value is None
        self.remembers = names <= {column.name} and not is_list
        """Whether the tails depend on the cell alone."""
        self.silent = False

    def silence(self) -> None:
        """Make no tails: the column is checked and noted, but says nothing itself."""
        self.silent = self.remembers = True

    def tails(self, cell: Cell, values: Mapping[str, Value] | None = None) -> Tails:
        if self.silent:
            return ()
        known = {**(values or {self.column.name: cell.value}), **self.statics}
        start = f" <{self.predicate.expand(known)}> "
        if self.value is not None:
            if not cell.texts and not self.column.virtual:
                return ()
            return (f"{start}<{self.value.expand(known)}>{self.end}",)
        return tuple(f"{start}{term}{self.end}" for term in cell.terms)

    def lines(self, subject: str, cell: Cell, cells: list[str]) -> Iterable[str]:
        values = self.compiler.values(cells, self.names)
        if self.column.ordered and cell.is_list and self.value is None:
            return self.list_lines(subject, cell, {**values, **self.statics})
        return [subject + tail for tail in self.tails(cell, values)]

    def lines_of(
        self, position: int, parse: Callable[[str], Cell], check: Callable[[Cell], None]
    ) -> Callable[[str, list[str]], Iterable[str]]:
        def lines(subject: str, cells: list[str]) -> Iterable[str]:
            cell = parse(cells[position])
            check(cell)
            return self.lines(subject, cell, cells)

        return lines

    def list_lines(self, subject: str, cell: Cell, values: Mapping[str, Value]) -> Iterable[str]:
        """Yield the lines of an ordered list, rdf:first and rdf:rest."""
        node, compiler = f"<{RDF}nil>", self.compiler
        mark = f"_:l{crc32(compiler.table.url.encode())}n"
        lines: list[str] = []
        for term in reversed(cell.terms):
            compiler.node += 1
            here = f"{mark}{compiler.node}"
            lines += [f"{here} <{RDF}first> {term}{self.end}", f"{here} <{RDF}rest> {node}{self.end}"]
            node = here
        return [f"{subject} <{self.predicate.expand(values)}> {node}{self.end}", *reversed(lines)]


def compile_table(
    table: Table,
    findings: Findings,
    *,
    positions: Sequence[int | None] | None = None,
    headings: Sequence[str] | None = None,
    graph_of: Callable[[Column], str] = lambda _: "",
    emitters: Mapping[str, EmitterFactory] | None = None,
    keys: Keys | None = None,
    space: str | None = None,
    referenced: Sequence[Sequence[str]] = (),
    null_refers: bool = False,
    describe: Describe | None = None,
) -> CompiledTable:
    """Return a table that converts its rows.

    `positions` is what `align` returned and `headings` what the first row of the file holds; without them the file
    has the columns of the schema in their order. `graph_of` gives the N-Quads term of the graph a column belongs
    in, empty for the default graph. `emitters` are the annotations somebody knows, by address. Keys and foreign
    keys are noted in `keys`; the primary key goes into `space`, the address of the table where nothing is said;
    `referenced` are the columns that foreign keys point to, as `referenced_columns` finds them.
    With `null_refers` a foreign key whose cells are all empty must be found too, as W3C's suite has it.

    >>> from intlgraph.tables.metadata import read_metadata
    >>> schema = {"aboutUrl": "#{id}", "columns": [{"name": "id", "suppressOutput": True}, {"name": "label"}]}
    >>> document = {"@context": "http://www.w3.org/ns/csvw", "url": "x.csv", "tableSchema": schema}
    >>> table = read_metadata(document, "https://example.org/x.json").group.tables[0]
    >>> compile_table(table, Findings("x.csv")).convert([(2, ["a", "Växjö"])], lambda graph, lines: print(*lines, end=""))
    <https://example.org/x.csv#a> <https://example.org/x.csv#label> "Växjö" .
    1
    """
    real = [column for column in table.schema.columns if not column.virtual]
    places = tuple(range(len(real))) if positions is None else tuple(positions)
    shown = [column.heading for column in real] if headings is None else list(headings)
    compiler = _Compiler(table, findings, places, shown, keys, describe)
    for column in table.schema.columns:
        graph, references = graph_of(column), list[Reference]()
        context = EmitterContext(
            table, column, graph, compiler.append_to(graph), _collector(references)
        )
        made = [
            emitters[address](column, value, context)
            for address, value in column.annotations.items()
            if emitters is not None and address in emitters
        ]
        compiler.add(column, graph, made, references)
    if keys is not None:
        _add_keys(compiler, keys, space or table.url, referenced, null_refers=null_refers)
    return CompiledTable(compiler)


def _collector(references: list[Reference]) -> Callable[[tuple[str, ...], str], None]:
    def refer(spaces: tuple[str, ...], key: str) -> None:
        references.append((spaces, key))

    return refer


def _add_keys(
    compiler: _Compiler, keys: Keys, space: str, referenced: Sequence[Sequence[str]], *, null_refers: bool
) -> None:
    schema, file = compiler.table.schema, compiler.findings.file

    def adder(spaces: str) -> Callable[[str, int, str], None]:
        return lambda key, row, heading: keys.add(spaces, key, row, file, heading)

    def referrer(spaces: str) -> Callable[[str, int, str], None]:
        return lambda key, row, heading: keys.refer((spaces,), key, row, file, heading)

    if schema.primary_key:
        compiler.add_key(schema.primary_key, adder(space), needs=1)
    for names in referenced:
        target = target_space(compiler.table.url, names)
        keys.share(target)
        compiler.add_key(names, adder(target), needs=1)
    for key in schema.foreign_keys:
        compiler.add_key(key.columns, referrer(target_space(key.table, key.referenced)), needs=0 if null_refers else len(key.columns))


def referenced_columns(group: TableGroup, table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the columns of a table that foreign keys anywhere in its group point to."""
    keys = (key for other in group.tables for key in other.schema.foreign_keys)
    return tuple(dict.fromkeys(key.referenced for key in keys if key.table == table.url))


def target_space(table: str, columns: Sequence[str]) -> str:
    """Return the name of the space that foreign keys to some columns of a table refer to."""
    return f"{table}#{','.join(columns)}"
