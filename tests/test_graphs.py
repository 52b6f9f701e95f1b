from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from intlgraph import graphs
from intlgraph.errors import DataError
from intlgraph.formats import GRAPH_FORMATS, graph_format
from intlgraph.namespaces import XSD

E = "http://example.org/"
NQ = graph_format("nquads")
TTL = graph_format("turtle")


def quad(subject: str, value: Literal | NamedNode | BlankNode, graph: str = "") -> Quad:
    return Quad(NamedNode(E + subject), NamedNode(E + "p"), value, *([NamedNode(E + graph)] if graph else []))


IRIS = st.builds(NamedNode, st.sampled_from([E + "a", E + "b", "urn:x:å", E + "c?d#e"]))
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
LITERALS = (
    st.builds(Literal, TEXT)
    | st.builds(lambda text, tag: Literal(text, language=tag), TEXT, st.sampled_from(["sv", "en", "sv-SE"]))
    | st.builds(
        lambda text, kind: Literal(text, datatype=NamedNode(XSD + kind)),
        st.sampled_from(["05", "1.0", "2019", "x y", ""]),
        st.sampled_from(["integer", "decimal", "gYear", "int", "string"]),
    )
)
QUADS = st.lists(st.builds(Quad, IRIS, IRIS, IRIS | LITERALS, IRIS), max_size=8)


@settings(deadline=None)
@given(QUADS)
def test_canonical_lines_parse_to_the_same_quads(quads: list[Quad]) -> None:
    text = "".join(graphs.lines(quads)).encode()
    assert list(graphs.parse(text, NQ)) == quads


@settings(deadline=None)
@given(QUADS)
def test_a_line_splits_into_its_triple_and_its_graph(quads: list[Quad]) -> None:
    for each in quads:
        triple, graph = graphs.split_line(graphs.line(each))
        assert triple == graphs.line(each.triple)
        assert f"<{graph}>" == str(each.graph_name)


@settings(deadline=None)
@given(QUADS)
def test_rdflib_gives_back_what_it_was_given(quads: list[Quad]) -> None:
    assert set(graphs.from_rdflib(graphs.to_rdflib(quads))) == set(quads)


@settings(deadline=None)
@given(st.lists(TEXT.map(lambda text: repr(text) + "\n")), st.integers(1, 5))
def test_sorted_lines_are_the_sorted_set(unsorted: list[str], limit: int) -> None:
    assert list(graphs.sorted_lines(iter(unsorted), limit)) == sorted(set(unsorted))


def test_a_literal_that_does_not_fit_its_type_makes_no_noise(caplog: pytest.LogCaptureFixture) -> None:
    graphs.to_rdflib([quad("s", Literal("x", datatype=NamedNode(XSD + "integer")))])
    assert caplog.records == []


def test_a_graph_of_rdflib_comes_back_in_the_default_graph() -> None:
    dataset = graphs.to_rdflib([quad("s", Literal("05", datatype=NamedNode(XSD + "integer")))])
    assert list(graphs.from_rdflib(dataset.default_graph)) == list(graphs.from_rdflib(dataset))
    assert [str(each.object) for each in graphs.from_rdflib(dataset)] == [f'"05"^^<{XSD}integer>']


def test_importing_graphs_does_not_import_rdflib() -> None:
    code = "import sys, intlgraph.graphs; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_bare_line_without_graph_splits() -> None:
    assert graphs.split_line("<a:s> <a:p> <a:o> .\n") == ("<a:s> <a:p> <a:o> .\n", "")
    assert graphs.triple_line("_:b <a:p> _:c _:g .\n") == "_:b <a:p> _:c .\n"
    with pytest.raises(ValueError, match="nonsense"):
        graphs.split_line("nonsense")


def test_triples_go_to_the_graph_that_is_named() -> None:
    (only,) = graphs.parse(b"<s> <p> 1 .", TTL, base=E, graph=E + "g")
    assert only == quad("s", Literal("1", datatype=NamedNode(XSD + "integer")), "g")
    (kept,) = graphs.parse(b"<a:s> <a:p> <a:o> <a:g> .", NQ, graph=E + "g")
    assert kept.graph_name == NamedNode("a:g")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("turtle", b"<a:s> <a:p> 1 .\n<a:s> <a:p> [ .", 2),
        ("nquads", b"<a:s> <a:p> <a:o> .\n\n<a:s> <a:p> <a b> .", 3),
        ("jsonld", b'{"@id": "a:s",\n "x" }', 2),
        ("rdfxml", b"<nothing>", None),
        ("turtle", b"<a:s> <a:p> '\xff'", 1),
    ],
)
def test_broken_syntax_says_where(tmp_path: Path, name: str, text: bytes, line: int | None) -> None:
    path = tmp_path / "broken"
    path.write_bytes(text)
    with pytest.raises(DataError) as caught:
        list(graphs.parse(path, graph_format(name)))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.line) == ("rdf-syntax", str(path), line)
    assert "Parser error" not in problem.text()
    assert "(line" not in problem.text()
    assert problem.hint("sv")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.ttl"):
        list(graphs.parse(tmp_path / "gone.ttl", TTL))


@pytest.mark.parametrize(
    ("text", "line", "character"),
    [
        ("<a:s> <a:p> [] .", 1, 13),
        ('# a [ comment\n<a:s> <a:p> "[", <a:o#_:x>, """\n[ " """, _:b .', 3, 10),
        ("<a:s> <a:p> () ,\n ( 1 2 ) .", 2, 2),
    ],
)
def test_a_blank_node_in_a_turtle_file_is_refused(tmp_path: Path, text: str, line: int, character: int) -> None:
    path = tmp_path / "ontology.ttl"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        list(graphs.read_turtle_files([path], E + "g"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.character) == ("blank-node", line, character)
    assert problem.hint("sv")


def test_turtle_files_become_quads(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<s> <p> <o> .")
    (tmp_path / "b.ttl").write_text("<s> <p> () .")
    found = list(graphs.read_turtle_files([tmp_path / "a.ttl", tmp_path / "b.ttl"], E + "g", E))
    assert [str(each.graph_name) for each in found] == [f"<{E}g>"] * 2


def test_the_names_of_blank_nodes_do_not_matter() -> None:
    first = [quad("s", BlankNode("x")), Quad(BlankNode("x"), NamedNode(E + "q"), Literal("1"))]
    second = [Quad(BlankNode("y"), NamedNode(E + "q"), Literal("1")), quad("s", BlankNode("y"))]
    assert graphs.isomorphic(first, second)
    assert not graphs.difference(first, second)
    assert not graphs.isomorphic(first, second[:1])


def test_a_difference_shows_the_first_lines_and_counts_all() -> None:
    first = [quad("s", Literal(str(number))) for number in range(9)]
    found = graphs.difference(first, [*first[3:], quad("t", Literal("new"))], limit=2)
    assert found
    assert (found.count_first, found.count_second) == (3, 1)
    assert found.only_first == (f'<{E}s> <{E}p> "0" .\n', f'<{E}s> <{E}p> "1" .\n')
    assert found.only_second == (f'<{E}t> <{E}p> "new" .\n',)


@pytest.mark.parametrize("known", GRAPH_FORMATS, ids=lambda known: known.name)
def test_every_format_gives_back_the_graph(known: object) -> None:
    triples = [quad("s", Literal("å", language="sv")), quad("s", NamedNode(XSD + "date"))]
    data = graphs.serialise(triples, known)  # type: ignore[arg-type]
    assert graphs.isomorphic(graphs.parse(data, known), triples)  # type: ignore[arg-type]


def test_only_prefixes_in_use_are_declared() -> None:
    text = graphs.serialise([quad("s", NamedNode(XSD + "date"))], TTL).decode()
    assert text.count("@prefix") == 1
    assert "xsd:date" in text


def test_a_format_without_graphs_refuses_named_graphs() -> None:
    with pytest.raises(ValueError, match="graph"):
        graphs.serialise([quad("s", Literal("x"), "g")], TTL)
