"""Standard mode: what csv2rdf says about the group, its tables and their rows, beside what the cells say.

Generating RDF from Tabular Data on the Web, section 4.4 (Generating RDF in standard mode).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count

from intlgraph.namespaces import CSVW, RDF, XSD
from intlgraph.tables.cells import compile_cell
from intlgraph.tables.jsonld import quads_of
from intlgraph.tables.model import JSON, Table, TableGroup
from intlgraph.tables.quads import Describe
from intlgraph.tables.terms import iri, literal

__all__ = ["Descriptions"]

_TYPE = iri(RDF + "type")


class Descriptions:
    """Makes the lines about one group of tables; its blank nodes are its own."""

    def __init__(self, group: TableGroup) -> None:
        """Describe a group."""
        self._group = group
        self._numbers = count(1)
        self._node = iri(group.id) if group.id else self._blank()
        self._tables: dict[str, str] = {}

    def _blank(self) -> str:
        return f"_:d{next(self._numbers)}"

    def of_group(self) -> Iterator[str]:
        """Yield the lines about the group itself."""
        yield f"{self._node} {_TYPE} {iri(CSVW + 'TableGroup')} .\n"
        yield from self._said(self._node, self._group.annotations, self._group.notes)

    def of_table(self, table: Table) -> Iterator[str]:
        """Yield the lines about a table."""
        node = self._table(table)
        yield f"{self._node} {iri(CSVW + 'table')} {node} .\n"
        yield f"{node} {_TYPE} {iri(CSVW + 'Table')} .\n"
        yield f"{node} {iri(CSVW + 'url')} {iri(table.url)} .\n"
        yield from self._said(node, table.annotations, table.notes)

    def of_rows(self, table: Table, positions: Mapping[str, int]) -> Describe:
        """Return what describes each row of a table; `positions` says where the columns of row titles stand."""
        node = self._table(table)
        titles = self._titles(table, positions)

        def describe(number: int, row: int, cells: list[str], subjects: list[str]) -> Iterable[str]:
            here = self._blank()
            yield f"{node} {iri(CSVW + 'row')} {here} .\n"
            yield f"{here} {_TYPE} {iri(CSVW + 'Row')} .\n"
            yield f"{here} {iri(CSVW + 'rownum')} {literal(str(number), XSD + 'integer')} .\n"
            yield f"{here} {iri(CSVW + 'url')} {iri(f'{table.url}#row={row}')} .\n"
            for term in titles(cells):
                yield f"{here} {iri(CSVW + 'title')} {term} .\n"
            for subject in subjects:
                yield f"{here} {iri(CSVW + 'describes')} {subject} .\n"

        return describe

    def _table(self, table: Table) -> str:
        if table.url not in self._tables:
            self._tables[table.url] = iri(table.id) if table.id else self._blank()
        return self._tables[table.url]

    def _titles(self, table: Table, positions: Mapping[str, int]) -> Callable[[list[str]], list[str]]:
        columns = [column for name in table.schema.row_titles if (column := table.schema.column(name)) is not None]
        reads = [(positions[column.name], compile_cell(column)) for column in columns if column.name in positions]
        return lambda cells: [term for position, parse in reads for term in parse(cells[position]).terms]

    def _said(self, node: str, annotations: Mapping[str, JSON], notes: Iterable[JSON]) -> Iterator[str]:
        group = self._group
        said = [*annotations.items(), *((CSVW + "note", note) for note in notes)]
        for name, value in said:
            yield from quads_of(
                node, name, value, base=group.base, language=group.language, graph="", blank=self._blank
            )
