"""Tails: what one column says of a row's subject, as lines that lack only the subject.

Generating RDF from Tabular Data on the Web, section 4.4, steps 4.6.1 to 4.6.8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Protocol
from zlib import crc32

from intlgraph.namespaces import RDF
from intlgraph.tables.cells import Cell
from intlgraph.tables.model import Column
from intlgraph.tables.templates import Template, Value

__all__ = ["Rows", "TailMaker", "Tails"]

Tails = tuple[str, ...]
"""Predicate, object and graph of each line, ` <p> <o> <g> .` and a newline."""


class Rows(Protocol):
    """What a column needs to know of its table and of the row being read."""

    url: str
    nodes: count[int]

    def template(self, text: str) -> Template:
        """Compile a template against the address of the table."""

    def statics(self, column: Column) -> dict[str, Value]:
        """Return the variables that are the same in every row."""

    def values(self, cells: list[str], names: Iterable[str]) -> dict[str, Value]:
        """Return what variables stand for in one row."""


class TailMaker:
    """Makes the predicate and the objects of one column."""

    def __init__(self, rows: Rows, column: Column, end: str) -> None:
        self.rows = rows
        self.column = column
        self.end = end
        self.statics = rows.statics(column)
        text = column.property_url
        self.predicate = rows.template(text if text is not None else f"#{column.name}")
        self.value = rows.template(column.value_url) if column.value_url is not None else None
        names = self.predicate.variables | (self.value.variables if self.value else frozenset())
        names -= self.statics.keys()
        self.names = names
        self.constant = not names and not column.ordered
        """Whether every row has the same tails, as a virtual column may."""
        is_list = column.ordered and column.separator is not None and self.value is None
        self.remembers = names <= {column.name} and not is_list
        """Whether the tails depend on the cell alone."""
        self.silent = False
        constant = self.predicate.constant
        self._start = f" <{constant}> " if constant is not None else None
        alone = self.value is not None and self.value.variables == {column.name} and column.separator is None
        self._address = self.value.of_one(column.name) if self.value is not None and alone else None

    def silence(self) -> None:
        """Make no tails: the column is checked and noted, but says nothing itself."""
        self.silent = self.remembers = True

    def tails(self, cell: Cell, values: Mapping[str, Value] | None = None) -> Tails:
        """Return the tails of one cell; `values` are the variables of its row where the cell alone is not enough."""
        if self.silent:
            return ()
        if self._start is not None:
            # Most columns are like this, and most cells are new: it pays not to look up what is always the same.
            if self.value is None:
                return tuple([f"{self._start}{term}{self.end}" for term in cell.terms])
            if self._address is not None and cell.texts:
                return (f"{self._start}<{self._address(cell.texts[0])}>{self.end}",)
        known = {**(values or {self.column.name: cell.value}), **self.statics}
        start = f" <{self.predicate.expand(known)}> "
        if self.value is not None:
            if not cell.texts and not self.column.virtual:
                return ()
            return (f"{start}<{self.value.expand(known)}>{self.end}",)
        return tuple(f"{start}{term}{self.end}" for term in cell.terms)

    def lines(self, subject: str, cell: Cell, cells: list[str]) -> Iterable[str]:
        """Return the lines of one cell in one row."""
        values = self.rows.values(cells, self.names)
        if self.column.ordered and cell.is_list and self.value is None:
            return self.list_lines(subject, cell, {**values, **self.statics})
        return [subject + tail for tail in self.tails(cell, values)]

    def lines_of(
        self, position: int, parse: Callable[[str], Cell], check: Callable[[Cell], None]
    ) -> Callable[[str, list[str]], Iterable[str]]:
        """Return the function from a subject and the cells of a row to the lines of this column."""

        def lines(subject: str, cells: list[str]) -> Iterable[str]:
            cell = parse(cells[position])
            check(cell)
            return self.lines(subject, cell, cells)

        return lines

    def list_lines(self, subject: str, cell: Cell, values: Mapping[str, Value]) -> Iterable[str]:
        """Return the lines of an ordered list, rdf:first and rdf:rest."""
        mark = f"_:l{crc32(self.rows.url.encode())}n"
        node = f"<{RDF}nil>"
        lines: list[str] = []
        for term in reversed(cell.terms):
            here = f"{mark}{next(self.rows.nodes)}"
            lines += [f"{here} <{RDF}first> {term}{self.end}", f"{here} <{RDF}rest> {node}{self.end}"]
            node = here
        return [f"{subject} <{self.predicate.expand(values)}> {node}{self.end}", *reversed(lines)]
