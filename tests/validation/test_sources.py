"""RDF files of any syntax: what is read, how blank nodes are kept apart, and what is said of files that cannot be."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad

from intlgraph import graphs
from intlgraph.errors import DataError, MachineError, Problem
from intlgraph.formats import GRAPH_FORMATS, graph_format
from intlgraph.validation.sources import BASE, Source, gather, relabelled
from intlgraph.validation.syntaxes import guess

TURTLE = """@prefix e: <http://example.org/> .
e:a e:p "å" , "x"@sv , 5 ; e:q e:b .
"""
NQUADS = '<http://example.org/a> <http://example.org/p> "x" <http://example.org/g> .\n'
XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">
<rdf:Description rdf:about="http://example.org/a"><e:p>x</e:p></rdf:Description>
</rdf:RDF>
"""
JSON = '{"@context": {"p": "http://example.org/p"}, "@id": "http://example.org/a", "p": "x"}'
SAMPLES = {
    "turtle": TURTLE,
    "ntriples": '<http://example.org/a> <http://example.org/p> "x" .\n',
    "nquads": NQUADS,
    "trig": "@prefix e: <http://example.org/> .\ne:g { e:a e:p 5 }\n",
    "rdfxml": XML,
    "jsonld": JSON,
}


def read(folder: Path, *files: Path | str, stdin: bytes = b"", format: str | None = None) -> tuple[Source, ...]:
    built = folder / "built"
    built.mkdir(exist_ok=True)
    return gather([str(each) for each in files], built, io.BytesIO(stdin), format)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problem(folder: Path, *files: Path | str, stdin: bytes = b"", format: str | None = None) -> Problem:
    """The one thing that is said of files that cannot be read; it can be said in both languages."""
    with pytest.raises(DataError) as caught:
        read(folder, *files, stdin=stdin, format=format)
    (only,) = caught.value.problems
    assert only.text("sv") != only.text("en")
    assert only.hint("sv")
    assert only.hint("en")
    return only


@pytest.mark.parametrize("known", GRAPH_FORMATS, ids=lambda known: known.name)
def test_every_syntax_is_read_by_its_ending_and_says_the_same_as_the_parser(tmp_path: Path, known: object) -> None:
    name = next(each for each in GRAPH_FORMATS if each is known)
    path = written(tmp_path, f"data.{name.extension}", SAMPLES[name.name])
    (source,) = read(tmp_path, path)
    expected = list(graphs.lines(graphs.parse(path, name)))
    assert source.quads.read_text("utf-8").splitlines(keepends=True) == expected
    assert (source.triples, source.format, source.name, source.problems) == (len(expected), name, str(path), ())


@pytest.mark.parametrize("known", SAMPLES)
def test_a_syntax_is_told_by_how_the_text_begins(tmp_path: Path, known: str) -> None:
    assert guess(SAMPLES[known].encode()) == known
    (source,) = read(tmp_path, written(tmp_path, "data.txt", SAMPLES[known]))
    assert source.format == graph_format(known)
    (piped,) = read(tmp_path, "-", stdin=SAMPLES[known].encode())
    assert (piped.name, piped.format, piped.triples) == ("-", graph_format(known), source.triples)
    assert piped.original.read_bytes() == SAMPLES[known].encode()


def test_comments_and_a_byte_order_mark_before_the_text_do_not_hide_what_it_is(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf# a comment\n\n  # another <html>\n" + TURTLE.encode()
    assert guess(text) == "turtle"
    (source,) = read(tmp_path, written(tmp_path, "data.ttl", text))
    assert source.triples == 4


@pytest.mark.parametrize("known", SAMPLES)
def test_a_byte_order_mark_does_no_harm_in_any_syntax(tmp_path: Path, known: str) -> None:
    extension = graph_format(known).extension
    (source,) = read(tmp_path, written(tmp_path, f"data.{extension}", b"\xef\xbb\xbf" + SAMPLES[known].encode()))
    assert source.triples > 0


@pytest.mark.parametrize(
    ("ending", "packed"),
    [
        (".gz", gzip.compress(TURTLE.encode(), mtime=0)),
        (".bz2", bz2.compress(TURTLE.encode())),
        (".xz", lzma.compress(TURTLE.encode())),
    ],
)
def test_compressed_files_are_unpacked(tmp_path: Path, ending: str, packed: bytes) -> None:
    (source,) = read(tmp_path, written(tmp_path, f"data.ttl{ending}", packed))
    assert (source.triples, source.original.read_text("utf-8")) == (4, TURTLE)
    broken = written(tmp_path, f"cut.ttl{ending}", packed[:-20])
    assert problem(tmp_path, broken).code == "rdf-compressed"


def test_standard_input_may_be_compressed_too_and_the_format_may_be_said(tmp_path: Path) -> None:
    (source,) = read(tmp_path, "-", stdin=gzip.compress(b"<http://e/a> <http://e/p> <http://e/b> ."), format="turtle")
    assert (source.format.name, source.triples) == ("turtle", 1)


def test_blank_nodes_of_two_files_never_share_a_name(tmp_path: Path) -> None:
    text = "_:x <http://e/p> [ <http://e/q> _:y ] .\n"
    sources = read(tmp_path, written(tmp_path, "one.ttl", text), written(tmp_path, "two.ttl", text))
    names = [set(graphs_labels(source)) for source in sources]
    assert [len(each) for each in names] == [3, 3]
    assert not names[0] & names[1]
    assert "s1_x" in names[0]
    assert "s2_y" in names[1]


def graphs_labels(source: Source) -> list[str]:
    return [
        term.value
        for quad in graphs.parse(source.quads, graph_format("nquads"))
        for term in (quad.subject, quad.object)
        if isinstance(term, BlankNode)
    ]


def test_blank_nodes_are_named_alike_in_every_reading(tmp_path: Path) -> None:
    path = written(tmp_path, "a.ttl", "[] <http://e/p> [ <http://e/q> ( 1 2 ) ] . _:z <http://e/p> [] .\n")
    first = read(tmp_path, path)[0].quads.read_bytes()
    assert read(tmp_path, path)[0].quads.read_bytes() == first


@given(st.lists(st.tuples(*[st.text("abc123_", min_size=1, max_size=3)] * 2), max_size=8), st.integers(1, 30))
def test_naming_blank_nodes_anew_changes_nothing_else(pairs: list[tuple[str, str]], number: int) -> None:
    quads = [Quad(BlankNode(s), NamedNode("http://e/p"), BlankNode(o)) for s, o in pairs]
    again = list(graphs.parse("".join(relabelled(quads, number)).encode(), graph_format("nquads")))
    assert graphs.isomorphic(quads, again)


def test_text_that_looks_like_a_blank_node_stays_as_it_is(tmp_path: Path) -> None:
    line = '<http://e/a> <http://e/p> "see _:x and <<( here" .\n'
    (source,) = read(tmp_path, written(tmp_path, "a.nt", line))
    assert source.quads.read_text("utf-8") == line


def test_relative_addresses_are_read_under_a_base_that_tells_nothing_of_the_machine(tmp_path: Path) -> None:
    path = written(tmp_path, "my data.ttl", "<#a> <http://e/p> <other> .\n")
    (source,) = read(tmp_path, path)
    text = source.quads.read_text("utf-8")
    assert text == f"<{BASE}my%20data.ttl#a> <http://e/p> <{BASE}other> .\n"
    (warning,) = source.problems
    assert (warning.code, warning.severity) == ("rdf-relative", "warning")
    assert str(tmp_path) not in str(warning.values["base"])


def test_the_same_file_counts_once_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.ttl", TURTLE)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.ttl").symlink_to(path)
    assert len(read(tmp_path, path, "a.ttl", "./a.ttl", "b.ttl")) == 1
    assert len(read(tmp_path, "-", "-", stdin=TURTLE.encode())) == 1


def test_a_folder_is_every_rdf_file_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "sub").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("b.ttl", "a.nt.gz", "sub/c.jsonld", "readme.md", "package.json", ".git/x.ttl"):
        content = {"a.nt.gz": gzip.compress(SAMPLES["ntriples"].encode()), "sub/c.jsonld": JSON.encode()}
        written(folder, name, content.get(name, TURTLE.encode()))
    assert [Path(each.name).name for each in read(tmp_path, folder)] == ["a.nt.gz", "b.ttl", "c.jsonld"]
    (tmp_path / "none").mkdir()
    assert problem(tmp_path, tmp_path / "none").code == "rdf-folder-empty"


@pytest.mark.parametrize("known", SAMPLES)
def test_a_file_cut_anywhere_is_read_as_a_whole_only_where_a_statement_ends(tmp_path: Path, known: str) -> None:
    """The parser takes cut RDF/XML for a whole file; a cut Turtle file can be whole only after a full stop."""
    whole = SAMPLES[known].rstrip().encode()
    for end in range(1, len(whole)):
        path = written(tmp_path, f"cut.{graph_format(known).extension}", whole[:end])
        if whole[:end].rstrip().endswith((b" .", b"5")) and known in ("turtle", "ntriples", "nquads"):
            continue
        with pytest.raises(DataError) as caught:
            read(tmp_path, path)
        assert len(caught.value.problems) == 1


def test_a_file_cut_in_the_middle_says_where(tmp_path: Path) -> None:
    found = problem(tmp_path, written(tmp_path, "cut.ttl", TURTLE[:-10]))
    assert (found.code, found.place.line) == ("rdf-cut", 2)
    found = problem(tmp_path, written(tmp_path, "cut.rdf", XML[: XML.index("</rdf:RDF")]))
    assert (found.code, found.place.line) == ("rdf-cut", 4)
    found = problem(tmp_path, written(tmp_path, "cut.nt", SAMPLES["ntriples"] + SAMPLES["ntriples"][:-3]))
    assert (found.code, found.place.line) == ("rdf-cut", 2)
    found = problem(tmp_path, written(tmp_path, "cut.jsonld", JSON[:-3]))
    assert (found.code, found.place.line) == ("rdf-cut", 1)


def test_what_is_broken_in_the_middle_says_line_character_and_cause(tmp_path: Path) -> None:
    found = problem(tmp_path, written(tmp_path, "a.ttl", TURTLE + "e:a f:p 1 .\n" + TURTLE))
    assert (found.code, found.place.line, found.place.character) == ("rdf-syntax", 3, 5)
    assert found.values["cause"] == "The prefix f: has not been declared"
    found = problem(tmp_path, written(tmp_path, "a.rdf", XML.replace("</e:p>", "</e:q>")))
    assert (found.code, found.place.line) == ("rdf-syntax", 3)


@pytest.mark.parametrize(
    ("name", "content", "looks"),
    [("a.ttl", XML, "rdfxml"), ("a.ttl", JSON, "jsonld"), ("a.rdf", TURTLE, "turtle"), ("a.jsonld", TURTLE, "turtle"),
     ("a.nt", TURTLE, "turtle"), ("a.xml", JSON, "jsonld"), ("a.ttl", NQUADS, "nquads"), ("a.nt", NQUADS, "nquads"),
     ("a.ttl", SAMPLES["trig"], "trig")],
)  # fmt: skip
def test_a_file_with_the_ending_of_another_syntax_is_told_what_it_looks_like(
    tmp_path: Path, name: str, content: str, looks: str
) -> None:
    found = problem(tmp_path, written(tmp_path, name, content))
    assert (found.code, found.values["looks"]) == ("rdf-other-syntax", looks)
    assert read(tmp_path, tmp_path / name, format=looks)[0].triples > 0


def test_text_in_another_encoding_is_said_to_be(tmp_path: Path) -> None:
    assert problem(tmp_path, written(tmp_path, "a.ttl", TURTLE.encode("utf-16"))).code == "rdf-utf16"
    assert problem(tmp_path, written(tmp_path, "b.ttl", TURTLE.encode("utf-16-le"))).code == "rdf-utf16"
    found = problem(tmp_path, written(tmp_path, "c.ttl", TURTLE.encode("latin-1")))
    assert (found.code, found.place.line) == ("rdf-not-utf8", 2)
    latin = XML.replace('"1.0"', '"1.0" encoding="ISO-8859-1"').replace(">x<", ">å<").encode("latin-1")
    assert problem(tmp_path, written(tmp_path, "d.rdf", latin)).code == "rdf-not-utf8"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.ttl", b"", "rdf-nothing"),
        ("a.ttl", b"  \n\n", "rdf-nothing"),
        ("a.ttl", b"# only this\n@prefix e: <http://e/> .\n", "rdf-nothing"),
        ("a.rdf", b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "rdf-nothing"),
        ("a.json", b'{"name": "not RDF"}', "rdf-nothing-json"),
        ("a.ttl", b"\x7fELF\x02\x01\x00\x00", "rdf-binary"),
        ("a.zip", b"PK\x03\x04\x00\x00\x00", "rdf-binary"),
        ("a.csv", b"id,name\n1,x\n", "rdf-format-unknown"),
        ("a.ttl", b"<!DOCTYPE html>\n<html><body>404</body></html>", "rdf-html"),
        ("a.rdf", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p/></html>', "rdf-html"),
        ("a.xml", b'<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "rdf-only-xml"),
        ("a.xml", b"<iati-activities version='2.03'><iati-activity/></iati-activities>", "rdf-only-xml"),
        ("a", b"<html><body>404</body></html>", "rdf-html"),
        ("a.ttl", b"<http://e/a> <http://e/p> <<( <http://e/a> <http://e/p> 1 )>> .", "rdf-triple-term"),
        ("a.jsonld", b'{"@context": "https://schema.org/", "@id": "http://e/a", "name": "x"}', "rdf-remote-context"),
        ("a.ttl", b"<http://e/a> <http://e/p> 1 .\n\x00\x00", "rdf-binary"),
    ],
)
def test_what_holds_no_data_is_said_and_never_passed_on(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    found = problem(tmp_path, written(tmp_path, name, content))
    assert (found.code, found.place.file) == (code, str(tmp_path / name))


def test_an_empty_standard_input_holds_nothing(tmp_path: Path) -> None:
    found = problem(tmp_path, "-")
    assert (found.code, found.place.file) == ("rdf-nothing-stdin", "-")


def test_a_remote_context_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonld", '{"@context": ["https://schema.org/", {}], "name": "x"}')
    assert problem(tmp_path, path).values["contexts"] == "https://schema.org/"


def test_a_context_in_a_file_beside_the_data_is_read(tmp_path: Path) -> None:
    written(tmp_path, "terms.jsonld", '{"@context": {"p": "http://e/p"}}')
    written(tmp_path, "both.jsonld", '{"@context": ["terms.jsonld", {"q": "http://e/q"}]}')
    path = written(
        tmp_path, "a.jsonld", '{"@graph": [{"@context": "both.jsonld", "@id": "http://e/a", "p": 1, "q": 2.5}]}'
    )
    (source,) = read(tmp_path, path)
    assert (source.triples, source.original) == (2, path)
    path = written(tmp_path, "b.jsonld", '{"@context": "not-there.jsonld", "@id": "http://e/a", "p": 1}')
    assert problem(tmp_path, path).values["contexts"] == "not-there.jsonld"


def test_a_context_outside_the_folder_of_the_data_and_one_that_names_itself_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    written(tmp_path, "terms.jsonld", '{"@context": {"p": "http://e/p"}}')
    path = written(tmp_path / "data", "a.jsonld", '{"@context": "../terms.jsonld", "@id": "http://e/a", "p": 1}')
    assert problem(tmp_path, path).code == "rdf-remote-context"
    path = written(tmp_path, "loop.jsonld", '{"@context": "loop.jsonld", "@id": "http://e/a", "p": 1}')
    assert problem(tmp_path, path).code == "rdf-remote-context"


def test_every_file_that_cannot_be_read_is_said_at_once(tmp_path: Path) -> None:
    written(tmp_path, "a.ttl", TURTLE[:-10])
    written(tmp_path, "b.ttl", "")
    with pytest.raises(DataError) as caught:
        read(tmp_path, *(tmp_path / each for each in ("a.ttl", "b.ttl", "missing.ttl")))
    assert [each.code for each in caught.value.problems] == ["rdf-cut", "rdf-nothing", "file-missing"]


def test_a_file_that_may_not_be_read_is_the_machine_saying_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.ttl", TURTLE)

    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MachineError) as caught:
        read(tmp_path, path)
    assert caught.value.problems[0].values == {"file": str(path), "cause": "Permission denied"}


def test_a_standard_input_that_breaks_is_the_machine_saying_no(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    stdin: BinaryIO = Broken()
    with pytest.raises(MachineError) as caught:
        gather(["-"], tmp_path, stdin)
    assert caught.value.problems[0].values == {"file": "-", "cause": "Input/output error"}


def test_an_unknown_datatype_of_xml_schema_is_an_error_with_its_place_and_the_nearest(tmp_path: Path) -> None:
    text = (
        '@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n<http://e/a> <http://e/p> "1"^^xsd:int,\n "x"^^xsd:dat .\n'
    )
    (source,) = read(tmp_path, written(tmp_path, "a.ttl", text))
    (found,) = source.problems
    assert (found.code, found.severity) == ("rdf-datatype-unknown-near", "error")
    assert (found.values["nearest"], found.place.line) == ("date", 3)
    (source,) = read(tmp_path, written(tmp_path, "b.ttl", text.replace("xsd:dat ", "xsd:datetime ")))
    assert source.problems[0].values["nearest"] == "dateTime"
    (source,) = read(tmp_path, written(tmp_path, "c.ttl", text.replace("xsd:dat ", "xsd:qqqq ")))
    assert source.problems[0].code == "rdf-datatype-unknown"


def test_a_datatype_is_read_from_the_term_and_not_from_what_a_text_says(tmp_path: Path) -> None:
    text = '<http://e/a> <http://e/p> "\\"x\\"^^<http://www.w3.org/2001/XMLSchema#dat> ." <http://e/g> .\n'
    assert read(tmp_path, written(tmp_path, "a.nq", text))[0].problems == ()
    text = '<http://e/a> <http://e/p> "x\\\\"^^<http://www.w3.org/2001/XMLSchema#dat> <http://e/g> .\n'
    assert len(read(tmp_path, written(tmp_path, "b.nq", text))[0].problems) == 1


def test_shapes_given_as_data_are_noticed(tmp_path: Path) -> None:
    shape = "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://e/S> a sh:NodeShape ; sh:targetClass <http://e/C> .\n"
    (source,) = read(tmp_path, written(tmp_path, "s.ttl", shape))
    assert source.looks_like_shapes
    assert [each.code for each in source.problems] == ["rdf-shapes-as-data"]
    (source,) = read(tmp_path, written(tmp_path, "t.ttl", shape + "<http://e/x> a <http://e/C> .\n"))
    assert not source.looks_like_shapes


def test_a_huge_literal_is_read(tmp_path: Path) -> None:
    (source,) = read(tmp_path, written(tmp_path, "a.ttl", f'<http://e/a> <http://e/p> """{"x" * 5_000_000}""" .\n'))
    assert source.triples == 1


def test_xml_entities_that_explode_are_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(12))
    text = XML.replace("<rdf:RDF", f'<!DOCTYPE rdf:RDF [<!ENTITY e0 "xxxxxxxxxx">{entities}]>\n<rdf:RDF', 1)
    assert problem(tmp_path, written(tmp_path, "a.rdf", text.replace(">x<", ">&e12;<"))).code == "rdf-syntax"
