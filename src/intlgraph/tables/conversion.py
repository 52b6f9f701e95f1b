"""Conversion: a group of tables, read from wherever they stand, becomes RDF as csv2rdf says.

Generating RDF from Tabular Data on the Web; Model for Tabular Data, section 7 (Processing tables).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from intlgraph.errors import Problem
from intlgraph.tables.findings import Findings
from intlgraph.tables.headings import embed
from intlgraph.tables.keys import Keys
from intlgraph.tables.locate import Fetch
from intlgraph.tables.model import Dialect, Table, TableGroup
from intlgraph.tables.quads import Emit, compile_table, referenced_columns
from intlgraph.tables.reader import Row, read_rows
from intlgraph.tables.standard import Descriptions

__all__ = ["convert_group"]


def convert_group(
    group: TableGroup, fetch: Fetch, emit: Emit, *, minimal: bool = False, validating: bool = False
) -> tuple[Problem, ...]:
    """Send the lines that all tables of a group become, and return the problems found in them.

    `validating` checks what only a validator must: headings strictly, primary keys and foreign keys.
    """
    keys = Keys() if validating else None
    descriptions = None if minimal else Descriptions(group)
    found: list[Problem] = []
    if descriptions is not None:
        emit("", list(descriptions.of_group()))
    for table in group.tables:
        findings = Findings(table.url)
        _convert(table, group, fetch, findings, emit, keys, descriptions, validating=validating)
        found += findings.problems
    return (*found, *(keys.problems() if keys is not None else ()))


def _convert(
    table: Table,
    group: TableGroup,
    fetch: Fetch,
    findings: Findings,
    emit: Emit,
    keys: Keys | None,
    descriptions: Descriptions | None,
    *,
    validating: bool,
) -> None:
    resource = fetch(table.url)
    if resource is None:
        findings.error("table-not-found", value=table.url)
        return
    rows = read_rows(_stream(resource.content, table.dialect), table.dialect, findings)
    heading_rows = [cells for _, cells in islice(rows, table.dialect.header_row_count)]
    width, rows = _width(heading_rows, rows)
    table = embed(table, heading_rows, width, findings, validating=validating)
    real = [column for column in table.schema.columns if not column.virtual]
    describe = None
    if descriptions is not None and not table.suppress_output:
        emit("", list(descriptions.of_table(table)))
        describe = descriptions.of_rows(table, {column.name: place for place, column in enumerate(real)})
    compiled = compile_table(
        table,
        findings,
        positions=[place if place < width else None for place in range(len(real))],
        headings=heading_rows[0] if heading_rows else [""] * width,
        keys=keys,
        referenced=referenced_columns(group, table),
        null_refers=True,
        describe=describe,
    )
    compiled.convert(rows, _drop if table.suppress_output else emit)


def _drop(graph: str, lines: list[str]) -> None:
    """Send nothing anywhere: the table is only checked."""


def _stream(content: bytes, dialect: Dialect) -> io.TextIOWrapper:
    encoding = "utf-8-sig" if dialect.encoding.lower() in ("utf-8", "utf8") else dialect.encoding
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace", newline="")


def _width(heading_rows: list[list[str]], rows: Iterator[Row]) -> tuple[int, Iterator[Row]]:
    """Return how many cells a row has, and the rows; without headings the first row of data tells."""
    if heading_rows:
        return max(len(cells) for cells in heading_rows), rows
    first = list(islice(rows, 1))
    rest: Iterable[Row] = chain(first, rows)
    return (len(first[0][1]) if first else 0), iter(rest)
