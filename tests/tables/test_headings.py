"""Headings: columns in any order and in any language."""

from __future__ import annotations

from typing import Any

import pytest
from tests.tables.making import places, table_of

from intlgraph.tables.findings import Findings
from intlgraph.tables.headings import align

SCHEMA: dict[str, Any] = {
    "columns": [
        {"name": "id"},
        {"name": "title_sv", "titles": {"en": "title", "sv": ["rubrik", "överskrift"]}},
        {"name": "place", "titles": {"en": "place", "sv": "ställe"}},
        {"name": "kind", "virtual": True, "propertyUrl": "rdf:type", "valueUrl": "schema:Thing"},
    ]
}


@pytest.mark.parametrize(
    ("headings", "positions"),
    [
        (["id", "title", "place"], (0, 1, 2)),
        (["place", "id", "title"], (1, 2, 0)),
        (["STÄLLE", " Id ", "Rubrik"], (1, 2, 0)),
        (["sta\u0308lle", "id", "O\u0308verskrift"], (1, 2, 0)),
        (["id", "", "rubrik", "ställe"], (0, 2, 3)),
        (["title_sv", "place", "id"], (2, 0, 1)),
    ],
)
def test_columns_are_found_by_any_title(headings: list[str], positions: tuple[int, ...]) -> None:
    findings = Findings("x.csv")
    assert align(table_of(SCHEMA), headings, findings) == positions
    assert findings.problems == ()


def test_a_missing_column_has_no_position() -> None:
    findings = Findings("x.csv")
    assert align(table_of(SCHEMA), ["title", "id"], findings) == (1, 0, None)
    assert places(findings.problems) == [("heading-missing", "x.csv:1")]
    assert findings.problems[0].values["value"] == "place / ställe"


def test_the_nearest_heading_is_offered_as_it_is_written() -> None:
    findings = Findings("x.csv")
    align(table_of(SCHEMA), ["id", "title", "place", "Överskrit"], findings)
    assert findings.problems[0].values["nearest"] == "överskrift"


def test_by_order_headings_are_not_looked_at() -> None:
    findings = Findings("x.csv")
    assert align(table_of(SCHEMA), ["x", "y", "z"], findings, match="order") == (0, 1, 2)
    assert findings.problems == ()


def test_an_optional_column_may_be_missing() -> None:
    from dataclasses import replace

    from intlgraph.namespaces import Annotation
    from intlgraph.tables.model import Column, Schema, Table

    columns = (Column("id", 1), Column("note", 2, annotations={Annotation.OPTIONAL: True}))
    table = Table("https://example.org/x.csv", Schema(columns, described=True))
    findings = Findings("x.csv")
    assert align(table, ["id"], findings) == (0, None)
    assert findings.count == 0
    strict = replace(table, schema=replace(table.schema, columns=(columns[0], replace(columns[1], annotations={}))))
    assert align(strict, ["id"], findings) == (0, None)
    assert [problem.code for problem in findings.problems] == ["heading-missing"]
