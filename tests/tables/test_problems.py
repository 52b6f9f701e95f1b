"""Every problem that reading tables can report: its code, its place, and its sentences in both languages."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest
from tests.tables.making import BASE, convert, places

from intlgraph.tables.conversion import convert_group
from intlgraph.tables.findings import Findings
from intlgraph.tables.keys import Keys
from intlgraph.tables.locate import Resource, locate
from intlgraph.tables.metadata import read_metadata

STRING: dict[str, Any] = {"base": "string"}

CELLS: list[tuple[str, Any, str]] = [
    ("cell-not-integer", "integer", "12,5"),
    ("cell-not-integer", "integer", "åtta"),
    ("cell-not-integer", "nonNegativeInteger", "1.0"),
    ("cell-not-number", "decimal", "1e5"),
    ("cell-number-format", {"base": "decimal", "format": "#,##0.00"}, "1234,5"),
    ("cell-out-of-range", "byte", "128"),
    ("cell-not-boolean", {"base": "boolean", "format": "ja|nej"}, "kanske"),
    ("cell-not-date", "date", "3 augusti"),
    ("cell-date-format", {"base": "date", "format": "d.M.yyyy"}, "2020-08-03"),
    ("cell-no-such-day", "date", "2023-02-29"),
    ("cell-not-duration", "duration", "P"),
    ("cell-format", {"base": "string", "format": "[0-9]{4}"}, "12345"),
    ("cell-datatype", "hexBinary", "xyz"),
    ("cell-datatype", "json", "{"),
    ("cell-length", {**STRING, "length": 4}, "12345"),
    ("cell-too-few-characters", {**STRING, "minLength": 4}, "abc"),
    ("cell-too-many-characters", {**STRING, "maxLength": 2}, "abc"),
    ("cell-below", {"base": "integer", "minimum": 5}, "4"),
    ("cell-below", {"base": "date", "minExclusive": "2020-01-01"}, "2020-01-01"),
    ("cell-above", {"base": "double", "maxInclusive": 5}, "5.1"),
    ("cell-above", {"base": "double", "maxInclusive": 5}, "NaN"),
]


@pytest.mark.parametrize(("code", "datatype", "cell"), CELLS)
def test_a_cell_that_does_not_fit(code: str, datatype: Any, cell: str) -> None:
    schema = {"columns": [{"name": "id"}, {"name": "v", "titles": {"sv": "Värde"}, "datatype": datatype}]}
    lines, problems = convert(schema, f'id,Värde\na,\nb,"{cell.replace(chr(34), chr(34) * 2)}"\n')
    assert places(problems) == [(code, "x.csv:3, Värde")]
    assert lines[-1].endswith(f' "{cell}" .\n')


def test_a_cell_with_a_problem_is_reported_in_every_row() -> None:
    schema = {"columns": [{"name": "n", "datatype": "integer"}]}
    _, problems = convert(schema, "n\nx\n1\nx\n")
    assert places(problems) == [("cell-not-integer", "x.csv:2, n"), ("cell-not-integer", "x.csv:4, n")]


@pytest.mark.parametrize("own", [{}, {"suppressOutput": True}, {"separator": ";"}, {"datatype": "date"}])
def test_a_required_cell_that_is_empty(own: dict[str, Any]) -> None:
    _, problems = convert({"columns": [{"name": "id", "required": True, **own}, {"name": "b"}]}, "id,b\n,x\n")
    assert places(problems) == [("cell-required", "x.csv:2, id")]


ROWS: list[tuple[str, str, str]] = [
    ("unclosed-quote", 'id,b\n1,x\n2,"y\nz\n', "x.csv:3"),
    ("unclosed-quote", 'id,b\n1,x\n2,"' + "y\n" * 70_000, "x.csv:3"),
    ("stray-quote", 'id,b\n1,"x"y\n2,z\n', "x.csv:2"),
    ("cell-too-long", "id,b\n1," + "y" * 140_000 + "\n", "x.csv:2"),
    ("cell-too-long", "id,b\n1," + "y" * 9_000_000, "x.csv:2"),
    ("nul-character", "id,b\n1,x\n2,\0\n", "x.csv:3"),
    ("row-too-short", "id,b\n1\n", "x.csv:2"),
    ("row-too-long", "id,b\n1,2,3\n", "x.csv:2"),
]


@pytest.mark.parametrize(("code", "text", "place"), ROWS)
def test_a_row_that_cannot_be_read(code: str, text: str, place: str) -> None:
    _, problems = convert({"columns": [{"name": "id"}, {"name": "b"}]}, text)
    assert places(problems) == [(code, place)]


def test_reading_goes_on_after_a_stray_quote() -> None:
    lines, _ = convert({"columns": [{"name": "id"}]}, 'id\n"1"x\n2\n')
    assert [line.split()[2] for line in lines] == ['"2"']


def test_empty_cells_too_many_are_no_problem() -> None:
    assert convert({"columns": [{"name": "id"}]}, "id\n1,,\n")[1] == []


HEADINGS: list[tuple[str, str, str]] = [
    ("heading-missing", "id\n", "x.csv:1"),
    ("heading-unknown", "id,title,qwerty\n", "x.csv:1, qwerty"),
    ("heading-unknown-near", "id,title,titles\n", "x.csv:1, titles"),
    ("heading-doubled", "id,title,TITEL\n", "x.csv:1, TITEL"),
]


@pytest.mark.parametrize(("code", "text", "place"), HEADINGS)
def test_a_heading_that_does_not_fit(code: str, text: str, place: str) -> None:
    schema = {"columns": [{"name": "id"}, {"name": "title", "titles": {"en": "title", "sv": "titel"}}]}
    assert places(convert(schema, text)[1]) == [(code, place)]


@pytest.mark.parametrize(
    ("code", "text", "place"),
    [("heading-mismatch", "b\n1\n", "x.csv:1, b"), ("heading-count", "a,b\n1,2\n", "x.csv:1")],
)
def test_headings_by_order(code: str, text: str, place: str) -> None:
    document = (
        '{"@context": "http://www.w3.org/ns/csvw", "url": "x.csv", "tableSchema": {"columns": [{"titles": "a"}]}}'
    )
    group = read_metadata(document, "https://example.org/m.json").group
    assert group is not None
    problems = convert_group(group, lambda _: Resource(text.encode()), lambda *_: None, validating=True)
    assert places(problems) == [(code, f"https://example.org/{place}")]


def test_a_table_that_is_not_there() -> None:
    group = read_metadata('{"@context": "http://www.w3.org/ns/csvw", "url": "x.csv"}', BASE).group
    assert group is not None
    problems = convert_group(group, lambda _: None, lambda *_: None)
    assert places(problems) == [("table-not-found", BASE + "x.csv")]


def test_keys_and_references() -> None:
    schema = {"columns": [{"name": "id"}], "primaryKey": "id"}
    keys = Keys()
    keys.refer(("x",), "aa-b", 7, "y.csv", "ref")
    keys.refer(("x",), "zzzz", 8, "y.csv", "ref")
    keys.share("shared")
    for row in (2, 3):
        keys.add("shared", "s", row, "z.csv", "s")
    keys.refer(("shared",), "s", 9, "y.csv", "ref")
    _, problems = convert(schema, "id\naa-bb\nc\nc\n", keys=keys)
    assert places(problems) == [
        ("duplicate-key", "x.csv:4, id"),
        ("unknown-reference-near", "y.csv:7, ref"),
        ("unknown-reference", "y.csv:8, ref"),
        ("ambiguous-reference", "y.csv:9, ref"),
    ]
    assert problems[0].values["first"] == "x.csv:3"
    assert problems[1].values["nearest"] == "aa-bb"


def test_more_problems_are_counted() -> None:
    findings = Findings("x.csv", limit=2)
    for row in range(5):
        findings.error("cell-required", row=row, column="id")
    found = places(findings.problems)
    assert found[2:] == [("more-problems", "x.csv")]
    assert findings.problems[-1].values["count"] == 3


def schema(**own: Any) -> dict[str, Any]:
    return {"url": "x.csv", "tableSchema": {"columns": [{"name": "a"}, {"name": "b"}], **own}}


def column(**own: Any) -> dict[str, Any]:
    return {"url": "x.csv", "tableSchema": {"columns": [{"name": "a", **own}]}}


def key(**own: Any) -> dict[str, Any]:
    reference = {"resource": "x.csv", "columnReference": "b"}
    return schema(foreignKeys=[{"columnReference": "a", "reference": reference, **own}])


METADATA: list[tuple[str, str, Any]] = [
    ("metadata-not-json", "error", "{"),
    ("metadata-not-object", "error", "[1]"),
    ("metadata-context", "error", {"@context": "http://example.org/", "url": "x.csv"}),
    ("metadata-context-name", "error", {"@context": ["http://www.w3.org/ns/csvw", {"x": 1}], "url": "x.csv"}),
    ("metadata-no-tables", "error", {"tables": []}),
    ("metadata-no-url", "error", {"tables": [{}]}),
    ("metadata-value", "warning", column(required="yes")),
    ("metadata-item", "warning", {"tables": [{"url": "x.csv"}, 1]}),
    ("metadata-unknown-property", "warning", column(tittles="A")),
    ("metadata-type", "error", {"@type": "Schema", "url": "x.csv"}),
    ("metadata-blank-node", "error", {"@id": "_:b", "url": "x.csv"}),
    ("metadata-same-name", "error", {"url": "x.csv", "tableSchema": {"columns": [{"name": "a"}, {"name": "a"}]}}),
    (
        "metadata-virtual-order",
        "error",
        {"url": "x.csv", "tableSchema": {"columns": [{"virtual": True}, {"name": "a"}]}},
    ),
    ("metadata-keyword", "error", {"url": "x.csv", "dc:title": {"@list": []}}),
    ("metadata-common-name", "error", {"url": "x.csv", "dc:title": {"plain": 1}}),
    ("metadata-common-value", "error", {"url": "x.csv", "dc:title": {"@value": "x", "dc:title": "y"}}),
    ("metadata-common-language", "error", {"url": "x.csv", "dc:title": {"@language": "sv"}}),
    ("metadata-common-type", "error", {"url": "x.csv", "dc:title": {"@type": "not one"}}),
    ("metadata-datatype", "warning", column(datatype="text")),
    ("metadata-datatype-id", "error", column(datatype={"@id": "_:d"})),
    ("metadata-format", "warning", column(datatype={"base": "date", "format": "yy-MM-dd"})),
    ("metadata-length-datatype", "error", column(datatype={"base": "date", "length": 4})),
    ("metadata-length-order", "error", column(datatype={"minLength": 4, "maxLength": 3})),
    ("metadata-bounds-datatype", "error", column(datatype={"base": "string", "minimum": 4})),
    ("metadata-bounds-both", "error", column(datatype={"base": "integer", "minimum": 1, "minExclusive": 1})),
    ("metadata-bounds-order", "error", column(datatype={"base": "integer", "minimum": 2, "maximum": 1})),
    ("metadata-reference", "error", key(reference=1)),
    ("metadata-foreign-key-property", "error", key(**{"dc:title": "x"})),
    ("metadata-unknown-column", "error", key(columnReference="c")),
    ("metadata-unknown-column", "error", key(reference={"resource": "x.csv", "columnReference": "c"})),
    ("metadata-unknown-table", "error", key(reference={"resource": "y.csv", "columnReference": "b"})),
    (
        "metadata-transformation",
        "error",
        {"url": "x.csv", "transformations": [{"url": "t", "scriptFormat": "http://e/"}]},
    ),
    ("metadata-not-found", "error", {"url": "x.csv", "tableSchema": "schema.json"}),
    ("metadata-not-found", "error", {"url": "x.csv", "dialect": "dialect.json"}),
]


@pytest.mark.parametrize(("code", "severity", "document"), METADATA)
def test_metadata_that_is_wrong(code: str, severity: str, document: Any) -> None:
    if isinstance(document, dict):
        document = {"@context": "http://www.w3.org/ns/csvw", **document}
    problems = read_metadata(document, BASE + "metadata.json", file="data/tables/metadata.json").problems
    assert places(problems) == [(code, "data/tables/metadata.json")]
    assert problems[0].severity == severity


def test_all_problems_of_metadata_are_told_together() -> None:
    document = {"@context": "http://www.w3.org/ns/csvw", **column(required="yes", tittles="A", datatype="text")}
    codes = {code for code, _ in places(read_metadata(document, BASE).problems)}
    assert codes == {"metadata-value", "metadata-unknown-property", "metadata-datatype"}


def test_metadata_that_does_not_mention_the_file() -> None:
    found = {BASE + "x.csv-metadata.json": b'{"@context": "http://www.w3.org/ns/csvw", "url": "y.csv"}'}
    metadata = locate(BASE + "x.csv", lambda url: Resource(found[url]) if url in found else None)
    assert places(metadata.problems) == [("metadata-not-describing", BASE + "x.csv-metadata.json")]
    assert metadata.errors == ()


def test_every_code_has_a_case_and_both_languages() -> None:
    catalogues = [
        tomllib.loads(resources.files("intlgraph").joinpath("messages", f"tables.{language}.toml").read_text("utf-8"))
        for language in ("en", "sv")
    ]
    assert list(catalogues[0]) == list(catalogues[1])
    told = {code for code, *_ in (*CELLS, *ROWS, *HEADINGS, *METADATA)} | {
        "cell-required", "heading-mismatch", "heading-count", "table-not-found", "duplicate-key", "unknown-reference",
        "unknown-reference-near", "ambiguous-reference", "more-problems", "metadata-not-describing",
    }  # fmt: skip
    assert told == set(catalogues[0])
