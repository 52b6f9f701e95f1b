"""Quads: rows become canonical N-Quads lines, as csv2rdf says, at the speed of a dictionary.

Generating RDF from Tabular Data on the Web, section 4. What a cell becomes, less its subject, is worked out once for
each different text of a column and remembered; a row is then its subject in front of what its cells became.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from intlgraph.tables.compiling import Compiler, Group, Memo, Reference
from intlgraph.tables.emitters import EmitterContext, EmitterFactory
from intlgraph.tables.findings import Findings
from intlgraph.tables.keys import Keys
from intlgraph.tables.model import Column, Table, TableGroup
from intlgraph.tables.reader import Row
from intlgraph.tables.tails import Tails

__all__ = ["CompiledTable", "Describe", "Emit", "compile_table", "referenced_columns"]

Emit = Callable[[str, list[str]], None]
"""Takes lines of one graph, named by its N-Quads term; the list is reused afterwards and must be copied from."""
Describe = Callable[[int, int, list[str], list[str]], Iterable[str]]
"""Makes the lines about a row itself: its number, its row in the file, its cells, and the subjects in it."""

_Plain = tuple[Callable[[list[str]], None], list[tuple[int, Memo[Tails]]], list[str]]
_BATCH: Final = 4096
"""How many rows are converted before their lines are sent on."""


class CompiledTable:
    """A table ready to convert its rows; made by `compile_table`.

    `headings` are the headings of the file by column, for messages; `positions` says which cell of a row each
    column that is read has, None for a column that the file lacks.
    """

    def __init__(self, compiler: Compiler, keys: Keys | None, describe: Describe | None) -> None:
        """Take over what the compiler made."""
        self._buffers = compiler.buffers
        self._groups = [(group, self._plain(group)) for group in compiler.groups.values()]
        self._cursor = compiler.cursor
        self._keys = keys
        self._key_columns = compiler.key_columns
        self._width = compiler.width
        self._file = compiler.findings.file
        self._findings = compiler.findings
        self._describe = describe
        self._headings = compiler.headings

    def convert(self, rows: Iterable[Row], emit: Emit, batch: int = _BATCH) -> int:
        """Send the lines that rows of data become, graph by graph, and return how many rows there were.

        Every row is its number in the file and its cells in the order of the file; headings are left out. Lines are
        sent after every `batch` rows; with 1, before the next row is drawn.
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
            for group, plain in groups:
                subject = group.subject(cells)
                for extend, columns, constants in plain:
                    extend([subject + tail for position, memo in columns for tail in memo[cells[position]]])
                    extend([subject + tail for tail in constants])
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
                for line in describe(cursor.number, row, cells, [g.subject(cells) for g, _ in groups if g.describes]):
                    described(line)
            if not cursor.number % batch:
                self._flush(emit)
        self._flush(emit)
        self._forget()
        return cursor.number

    def _forget(self) -> None:
        """Let go of what cells became: the next table has other cells, and the memory is wanted."""
        for group, _ in self._groups:
            for columns in group.memos.values():
                for _, memo in columns:
                    memo.clear()
            for _, _, notes, _ in group.referring:
                notes.clear()

    def _plain(self, group: Group) -> list[_Plain]:
        """Return, for each graph, the columns that speak for themselves and what is the same in every row."""
        graphs = dict.fromkeys((*group.memos, *group.constants))
        return [
            (self._buffers[graph].extend, group.memos.get(graph, []), group.constants.get(graph, []))
            for graph in graphs
        ]

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
    >>> compiled = compile_table(table, Findings("x.csv"))
    >>> compiled.convert([(2, ["a", "Växjö"])], lambda graph, lines: print(*lines, end=""))
    <https://example.org/x.csv#a> <https://example.org/x.csv#label> "Växjö" .
    1
    """
    real = [column for column in table.schema.columns if not column.virtual]
    places = tuple(range(len(real))) if positions is None else tuple(positions)
    shown = [column.heading for column in real] if headings is None else list(headings)
    compiler = Compiler(table, findings, places, shown)
    for column in table.schema.columns:
        graph, references = graph_of(column), list[Reference]()
        context = EmitterContext(table, column, graph, compiler.append_to(graph), _collector(references))
        made = [
            emitters[address](column, value, context)
            for address, value in column.annotations.items()
            if emitters is not None and address in emitters
        ]
        compiler.add(column, graph, made, references)
    if keys is not None:
        _add_keys(compiler, keys, space or table.url, referenced, null_refers=null_refers)
    return CompiledTable(compiler, keys, describe)


def _collector(references: list[Reference]) -> Callable[[tuple[str, ...], str], None]:
    def refer(spaces: tuple[str, ...], key: str) -> None:
        references.append((spaces, key))

    return refer


def _add_keys(
    compiler: Compiler, keys: Keys, space: str, referenced: Sequence[Sequence[str]], *, null_refers: bool
) -> None:
    schema, file = compiler.table.schema, compiler.findings.file

    def adder(spaces: str) -> Callable[[str, int, str], None]:
        return lambda key, row, heading: keys.add(spaces, key, row, file, heading)

    def referrer(spaces: str) -> Callable[[str, int, str], None]:
        return lambda key, row, heading: keys.refer((spaces,), key, row, file, heading)

    if schema.primary_key:
        compiler.add_key(schema.primary_key, adder(space), needs=1)
    for names in referenced:
        target = _target_space(compiler.table.url, names)
        keys.share(target)
        compiler.add_key(names, adder(target), needs=1)
    for key in schema.foreign_keys:
        compiler.add_key(
            key.columns,
            referrer(_target_space(key.table, key.referenced)),
            needs=0 if null_refers else len(key.columns),
        )


def referenced_columns(group: TableGroup, table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the columns of a table that foreign keys anywhere in its group point to."""
    keys = (key for other in group.tables for key in other.schema.foreign_keys)
    return tuple(dict.fromkeys(key.referenced for key in keys if key.table == table.url))


def _target_space(table: str, columns: Sequence[str]) -> str:
    """Return the name of the space that foreign keys to some columns of a table refer to."""
    return f"{table}#{','.join(columns)}"
