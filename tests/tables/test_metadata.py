"""Metadata: what is inherited, resolved, fetched and kept."""

from __future__ import annotations

import json
from typing import Any

from intlgraph.tables.metadata import read_metadata
from intlgraph.tables.model import ForeignKey, Table

ADDRESS = "https://example.org/data/tables/metadata.json"


def tables(document: dict[str, Any], fetch: dict[str, str] | None = None) -> tuple[Table, ...]:
    metadata = read_metadata(
        {"@context": ["http://www.w3.org/ns/csvw", {"@language": "sv"}], **document},
        ADDRESS,
        fetch=(fetch or {}).get,
    )
    assert metadata.problems == ()
    assert metadata.group is not None
    return metadata.group.tables


def test_inherited_properties_come_from_the_nearest_object() -> None:
    (table,) = tables(
        {
            "lang": "en",
            "null": "-",
            "tables": [
                {
                    "url": "x.csv",
                    "separator": ";",
                    "tableSchema": {
                        "lang": "sv",
                        "columns": [{"name": "a"}, {"name": "b", "lang": "de", "separator": None}],
                    },
                }
            ],
        }
    )
    one, other = table.schema.columns
    assert (one.lang, one.null, one.separator) == ("sv", ("-",), ";")
    assert (other.lang, other.null, other.separator) == ("de", ("-",), None)
    assert table.lang == "en"


def test_annotations_keep_their_values_under_full_addresses() -> None:
    own = {"https://w3id.org/intlgraph/ns#refersTo": ["a", "b"], "dc:description": {"@value": "x", "@language": "sv"}}
    (table,) = tables({"url": "x.csv", "dc:title": "T", "tableSchema": {"columns": [{"name": "a", **own}]}})
    assert table.annotations == {"http://purl.org/dc/terms/title": "T"}
    assert table.schema.columns[0].annotations == {
        "https://w3id.org/intlgraph/ns#refersTo": ["a", "b"],
        "http://purl.org/dc/terms/description": {"@value": "x", "@language": "sv"},
    }


def test_titles_are_kept_by_language_and_name_a_column_without_a_name() -> None:
    (table,) = tables(
        {"url": "x.csv", "tableSchema": {"columns": [{"titles": ["Min titel", "b"]}, {"titles": {"en": "x"}}]}}
    )
    one, other = table.schema.columns
    assert (one.name, one.titles, one.named) == ("Min%20titel", {"sv": ("Min titel", "b")}, False)
    assert other.name == "_col.2"


def test_a_schema_and_a_dialect_may_stand_in_documents_of_their_own() -> None:
    key = {"columnReference": "a", "reference": {"schemaReference": "s.json", "columnReference": "a"}}
    schema = json.dumps({"columns": [{"name": "a"}], "foreignKeys": [key]})
    documents = {
        "https://example.org/schemas/s.json": schema,
        "https://example.org/data/tables/d.json": '{"delimiter": ";", "header": false, "skipInitialSpace": true}',
    }
    (table,) = tables({"url": "x.csv", "dialect": "d.json", "tableSchema": "../../schemas/s.json"}, documents)
    assert table.schema.id == "https://example.org/schemas/s.json"
    assert table.schema.foreign_keys == (ForeignKey(("a",), "https://example.org/data/tables/x.csv", ("a",)),)
    assert (table.dialect.delimiter, table.dialect.header_row_count, table.dialect.trim) == (";", 0, "start")
    assert table.dialect.comment_prefix == "#"


def test_problems_of_a_fetched_schema_name_its_own_document() -> None:
    metadata = read_metadata(
        {"@context": "http://www.w3.org/ns/csvw", "url": "x.csv", "tableSchema": "s.json"},
        ADDRESS,
        fetch=lambda _: '{"columns": [{"name": "a b"}]}',
        file="metadata.json",
    )
    assert [problem.place.file for problem in metadata.problems] == ["https://example.org/data/tables/s.json"]


def test_a_path_says_where_in_the_document() -> None:
    document = {
        "@context": "http://www.w3.org/ns/csvw",
        "tables": [{"url": "x.csv", "tableSchema": {"columns": [{}, {"required": 1}]}}],
    }
    (problem,) = read_metadata(document, ADDRESS).problems
    assert problem.values["path"] == "$.tables[0].tableSchema.columns[1]"


def test_the_base_of_the_context_moves_the_tables() -> None:
    document = {"@context": ["http://www.w3.org/ns/csvw", {"@base": "../other/"}], "url": "x.csv"}
    group = read_metadata(document, ADDRESS).group
    assert group is not None
    assert group.table("https://example.org/data/other/x.csv") is not None
