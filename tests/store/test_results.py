from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from intlgraph.errors import CommandError
from intlgraph.namespaces import PREFIXES, XSD
from intlgraph.store.base import Solutions, Triples
from intlgraph.store.results import shortened, table, write

ROWS = Solutions(
    ("thing", "name"),
    (
        (NamedNode("http://example.org/a"), Literal('say "hi",\nå', language="sv")),
        (BlankNode("b1"), Literal("05", datatype=NamedNode(f"{XSD}integer"))),
        (None, Literal("")),
        (NamedNode("http://www.w3.org/ns/org#role"), None),
    ),
)


def test_csv_is_that_of_the_recommendation() -> None:
    assert write(ROWS, "csv").decode() == (
        'thing,name\r\nhttp://example.org/a,"say ""hi"",\nå"\r\n_:b1,05\r\n,\r\nhttp://www.w3.org/ns/org#role,\r\n'
    )


def test_tsv_is_that_of_the_recommendation() -> None:
    assert write(ROWS, "tsv").decode() == (
        '?thing\t?name\n<http://example.org/a>\t"say \\"hi\\",\\nå"@sv\n_:b1\t05\n\t""\n<http://www.w3.org/ns/org#role>\t\n'
    )


def test_json_is_that_of_the_recommendation() -> None:
    assert write(ROWS, "json").decode() == (
        '{"head":{"vars":["thing","name"]},"results":{"bindings":['
        '{"thing":{"type":"uri","value":"http://example.org/a"},'
        '"name":{"type":"literal","value":"say \\"hi\\",\\nå","xml:lang":"sv"}},'
        '{"thing":{"type":"bnode","value":"b1"},'
        '"name":{"type":"literal","value":"05","datatype":"http://www.w3.org/2001/XMLSchema#integer"}},'
        '{"name":{"type":"literal","value":""}},'
        '{"thing":{"type":"uri","value":"http://www.w3.org/ns/org#role"}}]}}'
    )


def test_xml_is_that_of_the_recommendation() -> None:
    root = ET.fromstring(write(ROWS, "xml"))
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert root.tag == f"{space}sparql"
    assert [each.get("name") for each in root.iter(f"{space}variable")] == ["thing", "name"]
    assert [len(each) for each in root.iter(f"{space}result")] == [2, 2, 1, 1]
    first = next(root.iter(f"{space}literal"))
    assert first.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"


@pytest.mark.parametrize(
    ("name", "text"),
    [("csv", "true"), ("tsv", "true"), ("json", '{"head":{},"boolean":true}'), ("table", "true\n")],
)
def test_yes_and_no(name: str, text: str) -> None:
    assert write(True, name).decode() == text
    assert write(False, name).decode() == text.replace("true", "false")


TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
TERMS = (
    st.none()
    | st.builds(NamedNode, st.sampled_from(["http://e/å", "urn:x"]))
    | st.builds(Literal, TEXT)
    | st.builds(lambda text: Literal(text, language="sv"), TEXT)
    | st.builds(lambda text: Literal(text, datatype=NamedNode("http://e/type")), TEXT)
)


@settings(deadline=None)
@given(st.lists(st.tuples(TERMS, TERMS), max_size=5), st.sampled_from(["json", "xml", "tsv"]))
def test_what_is_written_can_be_read_back(rows: list[tuple[Literal, Literal]], name: str) -> None:
    kind = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}[name]
    found = parse_query_results(write(Solutions(("b", "a"), tuple(rows)), name), kind)
    assert isinstance(found, QuerySolutions)
    assert [each.value for each in found.variables] == ["b", "a"]
    assert [tuple(row) for row in found] == rows


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_csv_can_be_read_back(rows: list[tuple[str, str]]) -> None:
    result = Solutions(("b", "a"), tuple((Literal(b), Literal(a)) for b, a in rows))
    read = list(csv.reader(io.StringIO(write(result, "csv").decode(), newline="")))
    assert read == [["b", "a"], *([b, a] for b, a in rows)]


def test_a_table_is_for_people() -> None:
    assert table(ROWS) == (
        "thing                 name\n"
        "--------------------  -----------\n"
        'http://example.org/a  say "hi", å\n'
        "_:b1                  05\n"
        "\n"
        "org:role\n"
    )


def test_a_table_cannot_command_the_terminal() -> None:
    assert "\x1b" not in table(Solutions(("a",), ((Literal("\x1b[31mred\x9b0m\u2028"),),)))


def test_a_table_of_wide_characters_is_aligned() -> None:
    lines = table(
        Solutions(("a", "b"), ((Literal("東京"), Literal("x")), (Literal("Växjö"), Literal("y"))))
    ).splitlines()
    assert lines[2:] == ["東京   x", "Växjö  y"]


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_iris_are_shortened_where_a_prefixed_name_is_right(prefix: str) -> None:
    assert shortened(f"{PREFIXES[prefix]}some.Name-1") == f"{prefix}:some.Name-1"
    for local in ("", "a/b", "a b", "a."):
        assert shortened(PREFIXES[prefix] + local) == PREFIXES[prefix] + local


TRIPLES = Triples.of(
    [
        Triple(NamedNode("http://e/b"), NamedNode(f"{PREFIXES['rdfs']}label"), Literal("å", language="sv")),
        Triple(NamedNode("http://e/a"), NamedNode(f"{PREFIXES['org']}role"), NamedNode("http://e/b")),
    ]
)


def test_triples_in_every_format() -> None:
    assert write(TRIPLES, "ntriples").decode().splitlines()[0].startswith("<http://e/a>")
    turtle = write(TRIPLES, "turtle").decode()
    assert "org:role" in turtle
    assert "@prefix skos:" not in turtle
    assert {each["@id"] for each in json.loads(write(TRIPLES, "jsonld"))} >= {"http://e/a", "http://e/b"}
    assert b"org:role" in write(TRIPLES, "rdfxml")
    assert table(TRIPLES).splitlines()[2] == "http://e/a  org:role     http://e/b"


@pytest.mark.parametrize(("result", "name"), [(ROWS, "turtle"), (True, "nquads"), (TRIPLES, "csv"), (ROWS, "xlsx")])
def test_a_format_that_does_not_fit_is_an_error_that_names_those_that_do(result: Solutions, name: str) -> None:
    with pytest.raises(CommandError) as caught:
        write(result, name)
    assert ("csv" in caught.value.problems[0].hint("sv")) != isinstance(result, Triples)


def test_a_table_is_folded_to_the_width_of_the_terminal_and_whole_in_a_pipe() -> None:
    long = " ".join(["Partnership"] * 12)
    answer = Solutions(("project", "year"), ((Literal(long), Literal("2020")),))
    folded, whole = table(answer, 40).splitlines(), table(answer).splitlines()
    assert max(map(len, folded)) <= 40
    assert sum(line.count("Partnership") for line in folded) == 12
    assert len(whole) == 3
    assert write(answer, "table") == table(answer).encode()
