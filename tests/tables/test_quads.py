"""Quads: what rows become, in which graph, with whose annotations, and that it is canonical N-Quads."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shared import shared
from tests.tables.making import convert, places

from intlgraph.tables.emitters import Emitter, EmitterContext, Report
from intlgraph.tables.findings import Findings
from intlgraph.tables.keys import Keys
from intlgraph.tables.metadata import read_metadata
from intlgraph.tables.model import JSON, Column, Dialect
from intlgraph.tables.quads import compile_table
from intlgraph.tables.reader import read_rows

OURS = "https://example.org/ns#times"
SUBJECT = "<https://example.org/id/thing/a>"


def schema(**second: Any) -> dict[str, Any]:
    columns = [{"name": "id", "suppressOutput": True}, {"name": "v", "propertyUrl": "schema:name", **second}]
    return {"aboutUrl": "../../id/thing/{id}", "columns": columns}


@pytest.mark.parametrize(
    ("own", "cell", "objects"),
    [
        ({}, "x", ['"x"']),
        ({}, "", []),
        ({"default": "d"}, "", ['"d"']),
        ({"null": ["-", "?"]}, "?", []),
        ({"lang": "sv"}, "Växjö", ['"Växjö"@sv']),
        ({"datatype": "integer"}, "5", ['"5"^^<http://www.w3.org/2001/XMLSchema#integer>']),
        ({"datatype": "integer", "lang": "sv"}, " 5 ", ['"5"^^<http://www.w3.org/2001/XMLSchema#integer>']),
        ({"datatype": {"@id": "http://e.org/d"}}, "x", ['"x"^^<http://e.org/d>']),
        ({"separator": ";"}, "a;b;a", ['"a"', '"b"', '"a"']),
        ({"separator": ";"}, "", []),
        ({"separator": ";", "datatype": "integer"}, "1; 2", ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
                                                            '"2"^^<http://www.w3.org/2001/XMLSchema#integer>']),
        ({"valueUrl": "../../id/{+v}"}, "network/ubc", ["<https://example.org/id/network/ubc>"]),
        ({"valueUrl": "../../id/{+v}"}, "", []),
        ({"valueUrl": "../../id/{id}/{v}"}, "b", ["<https://example.org/id/a/b>"]),
        ({"valueUrl": "#{_row}-{_sourceRow}-{_name}-{_column}"}, "b", ["<https://example.org/data/tables/x.csv#1-2-v-2>"]),
        ({"virtual": True, "valueUrl": "schema:Thing"}, "", ["<http://schema.org/Thing>"]),
        ({"virtual": True, "default": "always"}, "", ['"always"']),
        ({"suppressOutput": True}, "x", []),
    ],
)  # fmt: skip
def test_what_a_cell_becomes(own: dict[str, Any], cell: str, objects: list[str]) -> None:
    text = "id\na\n" if own.get("virtual") else f"id,v\na,{cell}\n"
    lines, problems = convert(schema(**own), text)
    assert lines == [f"{SUBJECT} <http://schema.org/name> {value} .\n" for value in objects]
    assert problems == []


def test_an_ordered_list_is_a_list_of_rdf() -> None:
    lines, _ = convert(schema(separator=" ", ordered=True), "id,v\na,x y\nb,x y\n")
    first, rest = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>", "22-rdf-syntax-ns#rest>"
    assert [line.split()[2] for line in lines if first in line] == ['"x"', '"y"'] * 2
    assert len({line.split()[0] for line in lines if rest in line}) == 4


def test_rows_without_an_about_url_are_blank_nodes_of_their_own() -> None:
    lines, _ = convert({"columns": [{"name": "v"}]}, "v\nx\ny\n")
    subjects = [line.split()[0] for line in lines]
    assert len(set(subjects)) == 2
    assert all(subject.startswith("_:") for subject in subjects)


def test_columns_stand_in_the_graph_they_are_given() -> None:
    lines, _ = convert(schema(), "id,v\na,x\n", graphs={"v": "<http://e.org/editorial>"})
    assert lines == [f'{SUBJECT} <http://schema.org/name> "x" <http://e.org/editorial> .\n']


def test_columns_may_stand_in_any_order() -> None:
    assert convert(schema(), "v,id\nx,a\n")[0] == convert(schema(), "id,v\na,x\n")[0]


def test_a_column_that_the_file_lacks_says_nothing() -> None:
    lines, problems = convert(schema(default="d"), "id\na\n")
    assert lines == []
    assert places(problems) == [("heading-missing", "x.csv:1")]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_any_text_comes_back_from_canonical_lines(text: str) -> None:
    lines: list[str] = []
    document = {"@context": "http://www.w3.org/ns/csvw", "url": "x.csv", "tableSchema": schema()}
    group = read_metadata(document, "https://example.org/data/tables/metadata.json").group
    assert group is not None
    compile_table(group.tables[0], Findings("x.csv")).convert([(2, [text, text])], lambda _, got: lines.extend(got))
    assert len(lines) == 1
    assert lines[0].count("\n") == 1
    (quad,) = pyoxigraph.parse(lines[0], pyoxigraph.RdfFormat.N_QUADS)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text


class Twice:
    """Says each value twice, refers to it, and sends a line of its own."""

    def __init__(self, context: EmitterContext, replaces: bool) -> None:
        self.replaces = replaces
        self.context = context
        self.calls: list[str] = []

    def tails(self, value: str, report: Report) -> tuple[str, ...]:
        self.calls.append(value)
        if value == "bad":
            report("cell-required")
        self.context.refer(("thing",), value)
        self.context.emit(f"<http://e.org/{value}> <http://e.org/p> <http://e.org/o>{self.context.end}")
        return tuple(f' <http://e.org/{number}> "{value}"{self.context.end}' for number in (1, 2))


def annotated(replaces: bool) -> tuple[list[Twice], Callable[[Column, JSON, EmitterContext], Emitter]]:
    made: list[Twice] = []

    def factory(column: Column, value: JSON, context: EmitterContext) -> Emitter:
        assert (column.name, value) == ("v", ["thing"])
        made.append(Twice(context, replaces))
        return made[-1]

    return made, factory


@pytest.mark.parametrize("replaces", [True, False])
def test_an_annotation_adds_or_replaces(replaces: bool) -> None:
    made, factory = annotated(replaces)
    lines, _ = convert(
        schema(**{OURS: ["thing"]}), "id,v\na,x\nb,x\n", emitters={OURS: factory}, graphs={"v": "<http://e.org/g>"}
    )
    own = [line for line in lines if "schema.org/name" in line]
    assert len(own) == (0 if replaces else 2)
    assert f'{SUBJECT} <http://e.org/2> "x" <http://e.org/g> .\n' in lines
    assert lines.count("<http://e.org/x> <http://e.org/p> <http://e.org/o> <http://e.org/g> .\n") == 1
    assert made[0].calls == ["x"]


def test_an_annotation_sees_each_value_of_a_list() -> None:
    made, factory = annotated(True)
    convert(schema(separator=";", **{OURS: ["thing"]}), "id,v\na,x;y\nb,\n", emitters={OURS: factory})
    assert made[0].calls == ["x", "y"]


def test_an_annotation_reports_and_refers_in_every_row() -> None:
    _, factory = annotated(True)
    _, problems = convert(
        schema(**{OURS: ["thing"]}), "id,v\na,x\nb,x\nc,bad\nd,bad\n", emitters={OURS: factory}, keys=Keys()
    )
    found = places(problems)
    assert [place for code, place in found if code == "cell-required"] == ["x.csv:4, v", "x.csv:5, v"]
    assert [place for code, place in found if code.startswith("unknown-reference")] == [
        f"x.csv:{row}, v" for row in (2, 3, 4, 5)
    ]


def test_an_annotation_is_not_asked_about_a_cell_that_does_not_fit() -> None:
    made, factory = annotated(True)
    _, problems = convert(schema(datatype="integer", **{OURS: ["thing"]}), "id,v\na,x\n", emitters={OURS: factory})
    assert places(problems) == [("cell-not-integer", "x.csv:2, v")]
    assert made[0].calls == []


def test_much_is_forgotten_and_nothing_is_lost() -> None:
    text = "id,v\n" + "".join(f"a,{number}\n" for number in [*range(25_000), *range(25_000)])
    lines, _ = convert(schema(), text)
    assert len(lines) == 50_000
    assert len(set(lines)) == 25_000


def test_the_worked_example() -> None:
    folder = shared("design", "example")
    address = "https://w3id.org/intlgraph/vaxjo/data/tables/metadata.json"
    metadata = read_metadata((folder / "tables" / "metadata.json").read_text("utf-8"), address)
    assert metadata.problems == ()
    assert metadata.group is not None
    lines: list[str] = []
    findings = Findings("memberships.csv")
    with (folder / "tables" / "memberships.csv").open(encoding="utf-8", newline="") as stream:
        rows = read_rows(stream, Dialect(), findings)
        next(rows)
        compiled = compile_table(metadata.group.tables[1], findings)
        assert compiled.convert(rows, lambda _, batch: lines.extend(batch)) == 2
    assert findings.problems == ()
    after = {
        str(triple) for triple in pyoxigraph.parse((folder / "after.ttl").read_bytes(), pyoxigraph.RdfFormat.TURTLE)
    }
    first = [line.removesuffix(" .\n") for line in lines if "vaxjo-ubc-board" in line]
    assert len(first) == 5
    assert set(first) <= after
    assert not any("2017" in line for line in lines)


def test_a_comment_is_one_only_where_a_dialect_says_so() -> None:
    text = "id,v\n#a,x\n"
    assert len(convert(schema(), text)[0]) == 1
    assert convert(schema(), text, dialect=Dialect(comment_prefix="#"))[0] == []


def test_rows_are_counted_in_records() -> None:
    findings = Findings("x.csv")
    text = 'id,v\na,"two\nlines"\n\n# no\nb,"x"\n'
    rows = list(read_rows(io.StringIO(text, newline=""), Dialect(comment_prefix="#"), findings))
    assert rows == [(1, ["id", "v"]), (2, ["a", "two\nlines"]), (5, ["b", "x"])]
