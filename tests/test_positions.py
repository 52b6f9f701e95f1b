"""Where statements are written: these readers say what the parser says, and know the place as well."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from tests.shared import shared

from intlgraph import graphs
from intlgraph.formats import graph_format
from intlgraph.positions import listing, rdfxml, turtle
from intlgraph.positions.finding import find
from intlgraph.positions.turtle import Stated
from intlgraph.positions.watching import Rung, Wanted

BASE = "http://base.example/a/b"

TRICKY = r"""# a comment: <x> "
@prefix : <http://e/> . @prefix p.q: <rel/> .
PREFIX é: <http://e/é#>
BASE <../up/>
base <more/>
:a.b :p\,x%20 <x?y#z>, <>, <#f>, </abs>, <//h/i>, 'it', "a\"b\u00e4\t", '''a'b''c
d''', "EN"@EN-us, "x"^^:dt, "y"^^<dt>, "s"^^<http://www.w3.org/2001/XMLSchema#string> ; ; .
:a :p 1, +05, -1.50, .5, 1e5, 1.E+3, .5e1 . # a comment <x> "
:a a :T; é:ö p.q:z, _:a.b-c, _:0 .
[ :q 1 ; :r [ :s 2 ] ] :t ( 3 [ :t 4 ] ( 5 ) () "x"@sv ) ; :z true, false .
[] :p [] . [ :only 1 ] . ( 1 2 ) :x () .
:true :false :a. :x :y :z.
:emoji :p :a😀, "\U0001F600", "", '', "tab	tab" .
<http://e/a/../b> :p <http://e/./c> .
"""
TRIG = """@prefix : <http://e/> . GRAPH :g { :a :p 1 . :b :q [ :r 2 ] } :h { :a :p 3, 4 } [] { :x :y :z }
_:g { } { :d :e :f . } :o :p :q ."""
NQUADS = """<http://e/a>\t<http://e/b>  "x y"@SV   <http://g/> .
# a comment
_:a <http://e/b> _:b .# another
<http://e/a> <http://e/b> <http://e/c> <http://g> .
<http://e/a> <http://e/\\u00e4> "\\u00e4"^^<http://www.w3.org/2001/XMLSchema#string> _:g .
"""
XML = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY e "http://e/">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/" xml:base="http://b/x">
<e:T rdf:about="a" e:attr="1" xml:lang="sv" rdf:type="&e;K">
  <e:p>lit &amp; åäö</e:p> <e:ö rdf:datatype="&e;dt">5</e:ö>
  <e:q><e:U rdf:about="b"><e:r>in</e:r></e:U></e:q>
  <e:n rdf:parseType="Resource"><e:m>1</e:m><e:m rdf:ID="reif">2</e:m></e:n>
  <e:c rdf:parseType="Collection"><e:U rdf:about="c"/><e:U/></e:c><e:c rdf:parseType="Collection"/>
  <e:res rdf:resource="z" rdf:ID="r2"/>
  <e:blank rdf:nodeID="nn"/> <e:empty/>
  <e:pa e:k="v"/> <e:pa rdf:resource="q" e:k="v"/>
</e:T>
<rdf:Seq rdf:ID="seq" xml:base="http://o/"><rdf:li>1</rdf:li><rdf:li rdf:resource="u"/></rdf:Seq>
<rdf:Description><e:z>1</e:z></rdf:Description>
</rdf:RDF>"""


def quads_of(statements: Iterable[Stated]) -> list[Quad]:
    """Return statements as quads of the default graph; a label that no file can hold is replaced."""

    def node(term: str) -> BlankNode:
        return BlankNode(f"n{term[2:].encode().hex()}")

    def quad(each: Stated) -> Quad:
        terms = each[:3]
        plain = " ".join(f"<x:{number}>" if term.startswith("_:") else term for number, term in enumerate(terms))
        (read,) = graphs.parse(f"{plain} .".encode(), graph_format("ntriples"))
        subject = node(terms[0]) if terms[0].startswith("_:") else read.subject
        assert not isinstance(subject, Triple)
        return Quad(subject, read.predicate, node(terms[2]) if terms[2].startswith("_:") else read.object)

    return [quad(each) for each in statements]


def parsed(text: str, known: str) -> list[Quad]:
    """Return what the parser makes of a text, all of it in the default graph."""
    return [
        Quad(quad.subject, quad.predicate, quad.object)
        for quad in graphs.parse(text.encode(), graph_format(known), base=BASE)
    ]


@pytest.mark.parametrize(
    ("known", "text", "statements"),
    [
        ("turtle", TRICKY, turtle.statements(TRICKY, BASE)),
        ("trig", TRIG, turtle.statements(TRIG, BASE)),
        ("nquads", NQUADS, listing.statements(NQUADS.splitlines(keepends=True))),
        ("rdfxml", XML, rdfxml.statements(XML, BASE)),
    ],
    ids=["turtle", "trig", "nquads", "rdfxml"],
)
def test_a_reader_with_places_reads_what_the_parser_reads(known: str, text: str, statements: Iterable[Stated]) -> None:
    found = list(statements)
    assert len(found) == len(parsed(text, known))
    assert graphs.canonical(quads_of(found)) == graphs.canonical(parsed(text, known))
    literals = [each.object for each in found if each.object.startswith('"')]
    assert set(literals) <= {str(quad.object) for quad in parsed(text, known)}, "terms are written as the parser does"


@pytest.mark.parametrize("name", ["profiles/dcat-ap-3.0.1", "profiles/dcat-ap-se"])
def test_files_of_others_are_read_alike(name: str) -> None:
    files = [path for ending in ("ttl", "rdf") for path in sorted(shared(name).rglob(f"*.{ending}"))]
    assert files
    for path in files:
        text, known = path.read_text("utf-8-sig"), "turtle" if path.suffix == ".ttl" else "rdfxml"
        reader = turtle.statements if known == "turtle" else rdfxml.statements
        assert len(list(reader(text, BASE))) == len(parsed(text, known)), path.name


IRIS = st.sampled_from([NamedNode(f"http://e/{name}") for name in ("a", "b", "c/d", "ö", "x#y")])
NODES = st.one_of(IRIS, st.sampled_from([BlankNode("x"), BlankNode("y")]))
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6) | st.sampled_from(
    ["\n", 'a"b', "a\\b", "tab\t", "'''", '"""', "<x>", "# no", ". ;"]
)
LITERALS = st.one_of(
    st.builds(Literal, TEXT),
    st.builds(lambda text: Literal(text, language="sv"), TEXT),
    st.builds(lambda text: Literal(text, datatype=NamedNode("http://e/dt")), TEXT),
    st.integers().map(Literal),
)
QUADS = st.lists(st.builds(Quad, NODES, IRIS, st.one_of(NODES, LITERALS)), min_size=1, max_size=8, unique=True)


@given(QUADS, st.sampled_from(["turtle", "trig", "ntriples", "nquads", "rdfxml"]))
def test_every_statement_of_a_file_is_found_at_its_value(quads: list[Quad], known: str) -> None:
    if known == "rdfxml":  # which has no way to write most of the control characters, nor a name for every predicate
        quads = [Quad(each.subject, NamedNode("http://e/p"), each.object) for each in quads]
    text = graphs.serialise(quads, graph_format(known)).decode()
    wanted = [Wanted(str(each.subject), str(each.predicate), str(each.object)) for each in quads]
    found = find(text.encode(), graph_format(known), wanted, name="x")
    lines = text.split("\n")
    for each in wanted:
        assert found[each].rung is Rung.EXACT
        for place in found[each].places:
            assert place.line is not None
            assert place.character is not None
            here = "\n".join([lines[place.line - 1][place.character - 1 :], *lines[place.line :]])
            assert here.startswith(begins(each.object, known))


def begins(term: str, known: str) -> tuple[str, ...]:
    """Return how a term can begin in a file."""
    if known == "rdfxml":
        return ("<",)
    if term.endswith("#integer>") and known in ("turtle", "trig"):
        return ('"', "-", *"0123456789")
    return (term[0],) if term[0] in '"_' else ("<", "a")


WORLD = """@prefix : <http://e/> .

:a a :Thing ;
   :name "å", "b"@sv ;
   :knows :c , [ :name "anonymous" ] .
:b :knows :c ;
   :list ( "one"
           "two" ) .
"""


def at(text: str, known: str, subject: str, predicate: str = "", term: str = "") -> tuple[str, list[str]]:
    wanted = Wanted(f"<http://e/{subject}>" if subject else "", f"<http://e/{predicate}>" if predicate else "", term)
    found = find(text.encode(), graph_format(known), [wanted], name="x", base=BASE)[wanted]
    return found.rung.name, [place.text() for place in found.places]


def test_turtle_has_line_and_character_of_the_value() -> None:
    assert at(WORLD, "turtle", "a", "name", '"b"@sv') == ("EXACT", ["x:4:15"])
    assert at(WORLD, "turtle", "a", "name") == ("SAME", ["x:4:10", "x:4:15"])
    assert at(WORLD, "turtle", "a", "missing") == ("ABOUT", ["x:3:1"])
    assert at(WORLD, "turtle", "c", "name") == ("MENTION", ["x:5:11", "x:6:11"])
    assert at(WORLD, "turtle", "", "knows", "<http://e/c>") == ("SAME", ["x:5:11", "x:6:11"])
    assert at(WORLD, "turtle", "d") == ("NOWHERE", [])


def test_a_subject_that_is_described_twice_stands_where_it_is_first() -> None:
    assert at(":x :y :z . \n<http://e/a> :y 1 .\n<http://e/a> :z 1 .", "turtle", "a", "q") == ("ABOUT", ["x:2:1"])


def test_windows_line_ends_count_as_one_line() -> None:
    assert at(WORLD.replace("\n", "\r\n"), "turtle", "a", "name", '"b"@sv') == ("EXACT", ["x:4:15"])


def test_what_is_no_turtle_ends_without_an_error() -> None:
    assert find(b'<http://e/a> ) } ] |} "x', graph_format("turtle"), [Wanted("<http://e/a>")])
    assert list(rdfxml.statements("<a")) == []


def test_deep_nesting_is_no_matter() -> None:
    deep = 50_000
    text = "<http://e/a> <http://e/p> " + "[ <http://e/p> " * deep + "1" + " ]" * deep + " ."
    assert sum(1 for _ in turtle.statements(text)) == deep + 1


BLANKS = """@prefix : <http://e/> .
:a :address [ :street "Norra" ] ,
            [ :street "Södra" ] ,
            [ :street "Södra" ] .
[] :alone true ; :street "Norra" .
:b :deep [ :deeper [ ] ] .
"""


@pytest.mark.parametrize("known", ["turtle", "rdfxml", "jsonld", "nquads"])
def test_blank_nodes_are_known_by_what_is_said_of_them(known: str, tmp_path: Path) -> None:
    quads = list(graphs.parse(BLANKS.encode(), graph_format("turtle")))
    text = BLANKS.encode() if known == "turtle" else graphs.serialise(quads, graph_format(known))
    path = tmp_path / "read.nq"
    again = list(graphs.parse(text, graph_format(known)))
    labels: dict[str, str] = {}
    for quad in again:
        for node in (quad.subject, quad.object):
            if isinstance(node, BlankNode):
                labels.setdefault(str(node), f"_:s1b{len(labels) + 1}")
    lines = list(graphs.lines(again))
    for old, new in labels.items():
        lines = [line.replace(old, new) for line in lines]
    path.write_text("".join(lines), "utf-8")
    streets = [line.split(" ")[0] for line in lines if "street" in line]
    wanted = [Wanted(node, "<http://e/street>") for node in streets]
    found = find(text, graph_format(known), wanted, name="x", quads=path)
    rows = text.decode().split("\n")
    for each, line in zip(wanted, (line for line in lines if "street" in line), strict=True):
        value = line.split('"')[1]
        assert found[each].places or (known, value) == ("jsonld", "Norra"), each
        if known != "jsonld":
            for place in found[each].places:
                assert value in rows[(place.line or 0) - 1]
    if known == "turtle":
        assert [found[each].places[0].line for each in wanted] == [2, 3, 4, 5]


def test_a_blank_node_that_cannot_be_told_has_the_place_of_what_leads_to_it(tmp_path: Path) -> None:
    path = tmp_path / "read.nq"
    path.write_text("<http://e/a> <http://e/p> _:s1 .\n_:s1 <http://e/q> _:s2 .\n_:s2 <http://e/r> _:s1 .\n")
    text = '{"@id": "http://e/a", "http://e/p": {"http://e/q": {}}}'
    wanted = Wanted("_:s2", "<http://e/r>", '"x"')
    found = find(text.encode(), graph_format("jsonld"), [wanted], name="x", quads=path)[wanted]
    assert [place.text() for place in found.places] == ["x:1:23"]
    lost = Wanted("_:other")
    assert find(text.encode(), graph_format("jsonld"), [lost], quads=path)[lost].places == ()


def test_rdfxml_has_the_element() -> None:
    lines = XML.split("\n")
    wanted = Wanted("<http://b/a>", "<http://e/ö>")
    (place,) = find(XML.encode(), graph_format("rdfxml"), [wanted], base=BASE)[wanted].places
    assert lines[(place.line or 0) - 1][(place.character or 0) - 1 :].startswith("<e:ö ")
    assert at(XML, "rdfxml", "nobody") == ("NOWHERE", [])
    missing = Wanted("<http://b/b>", "<http://e/none>")
    (place,) = find(XML.encode(), graph_format("rdfxml"), [missing], base=BASE)[missing].places
    assert lines[(place.line or 0) - 1][(place.character or 0) - 1 :].startswith("<e:U rdf:about")


JSON = """{
  "@context": {"e": "http://e/", "name": "e:name", "knows": {"@id": "e:knows", "@type": "@id"}, "id": "@id",
               "type": "@type", "@vocab": "http://e/"},
  "@graph": [
    {"id": "e:a", "type": "Thing",
     "name": ["x", {"@value": "b \\u00e5", "@language": "sv"}],
     "knows": "http://e/c"},
    {"id": "http://e/b", "other": {"id": "e:a", "name": "inside"}, "size": 5}
  ]
}"""


def test_jsonld_is_searched_by_id_and_key() -> None:
    assert at(JSON, "jsonld", "a", "name", '"b å"@sv') == ("EXACT", ["x:6:31"])
    assert at(JSON, "jsonld", "a", "knows", "<http://e/c>") == ("EXACT", ["x:7:15"])
    assert at(JSON, "jsonld", "a", "knows") == ("SAME", ["x:7:6"])
    assert at(JSON, "jsonld", "b", "size", '"5"^^<http://www.w3.org/2001/XMLSchema#integer>') == ("EXACT", ["x:8:76"])
    assert at(JSON, "jsonld", "a", "missing")[0] == "ABOUT"
    assert at(JSON, "jsonld", "c") == ("MENTION", ["x:7:15"])
    assert at(JSON, "jsonld", "", "knows", "<http://e/c>") == ("SAME", ["x:7:15"])
    linked = '[{"@id": "http://e/a", "http://e/p": {"@id": "http://e/b"}},\n {"@id": "http://e/b", "http://e/q": 1}]'
    assert at(linked, "jsonld", "b", "missing") == ("ABOUT", ["x:2:10"])
    assert at(linked, "jsonld", "", "p", "<http://e/b>") == ("SAME", ["x:1:46"])
    assert at(linked, "jsonld", "", "q", "<http://e/b>") == ("ABOUT", ["x:2:10"])
    rdf_type = Wanted("<http://e/a>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://e/Thing>")
    assert find(JSON.encode(), graph_format("jsonld"), [rdf_type])[rdf_type].rung is Rung.EXACT


def test_jsonld_whose_context_is_elsewhere_is_searched_by_local_names() -> None:
    text = '{"@context": "https://e/context.jsonld",\n "@id": "a",\n "name": "x"}'
    wanted = Wanted("<http://base.example/a/a>", "<http://e/name>", '"x"')
    found = find(text.encode(), graph_format("jsonld"), [wanted], base=BASE)[wanted]
    assert [place.line for place in found.places] == [3]
