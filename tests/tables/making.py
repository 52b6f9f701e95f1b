"""Makes small tables for tests: a schema in, lines and problems out."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from intlgraph.errors import Problem
from intlgraph.tables.emitters import EmitterFactory
from intlgraph.tables.findings import Findings
from intlgraph.tables.headings import Match, align
from intlgraph.tables.keys import Keys
from intlgraph.tables.metadata import read_metadata
from intlgraph.tables.model import Dialect, Table
from intlgraph.tables.quads import compile_table
from intlgraph.tables.reader import read_rows

BASE = "https://example.org/data/tables/"


def table_of(schema: Mapping[str, Any], **own: Any) -> Table:
    """Return a table with a schema; its metadata must be faultless."""
    document = {"@context": "http://www.w3.org/ns/csvw", "url": "x.csv", "tableSchema": schema, **own}
    metadata = read_metadata(document, BASE + "metadata.json")
    assert metadata.problems == ()
    assert metadata.group is not None
    return metadata.group.tables[0]


def convert(
    schema: Mapping[str, Any],
    text: str,
    *,
    emitters: Mapping[str, EmitterFactory] | None = None,
    keys: Keys | None = None,
    graphs: Mapping[str, str] | None = None,
    match: Match = "title",
    dialect: Dialect | None = None,
) -> tuple[list[str], list[Problem]]:
    """Return the lines that a file becomes, and the problems found in it and among its keys."""
    table, findings, lines = table_of(schema), Findings("x.csv"), list[str]()
    rows = read_rows(io.StringIO(text, newline=""), dialect or Dialect(), findings)
    _, headings = next(rows)
    compiled = compile_table(
        table,
        findings,
        positions=align(table, headings, findings, match=match),
        headings=headings,
        graph_of=lambda column: (graphs or {}).get(column.name, ""),
        emitters=emitters,
        keys=keys,
        space="x",
    )
    compiled.convert(rows, lambda _, batch: lines.extend(batch))
    return lines, [*findings.problems, *(keys.problems() if keys is not None else ())]


def places(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Return code and place of each problem, and see that it can be told in both languages."""
    for problem in problems:
        for language in ("en", "sv"):
            assert problem.text(language)
            assert problem.hint(language)
        assert problem.text("en") != problem.text("sv")
    return [(problem.code, problem.place.text()) for problem in problems]
