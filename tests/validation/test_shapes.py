"""Shapes as values: found, named, placed, cut to what is needed, and what of the data they read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode
from tests.shared import shared

from intlgraph.errors import DataError, Place
from intlgraph.formats import graph_format
from intlgraph.graphs import parse
from intlgraph.validation.shapes import MINTED, Shapes, Target, from_quads, read
from intlgraph.validation.vocabulary import SH

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix e: <http://e/> .
"""


def shapes(text: str) -> Shapes:
    return from_quads(parse((PREFIXES + text).encode(), graph_format("turtle")), Place("s.ttl"))


def names(found: frozenset[str] | tuple[str, ...]) -> set[str]:
    return {iri.removeprefix("http://e/").removeprefix(MINTED) for iri in found}


def test_every_way_of_being_a_shape() -> None:
    found = shapes("""
        e:typed a sh:NodeShape . e:Special rdfs:subClassOf sh:PropertyShape . e:subtyped a e:Special ; sh:path e:p .
        e:targeted sh:targetClass e:C . e:parametrised sh:nodeKind sh:IRI .
        e:whole sh:targetNode e:x ; sh:and ( e:member e:typed ) ; sh:node e:node . e:member e:q 1 . e:node e:q 1 .
        e:no e:q 1 ; sh:name "not a shape" .
    """)
    assert names(tuple(found.nodes)) == {"typed", "subtyped", "targeted", "parametrised", "whole", "member", "node"}
    assert names(found.roots) == {"targeted", "whole"}
    assert found.nodes["http://e/member"].parents == ("http://e/whole",)


def test_blank_shapes_and_constraints_are_named_paths_and_lists_are_not() -> None:
    text = """e:s a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path [ sh:inversePath e:p ] ; sh:minCount 1 ;
        sh:or ( [ sh:class e:D ] [ sh:in ( 1 2 ) ] ) ] ; sh:sparql [ sh:select "SELECT $this { $this a $this }" ] ."""
    found = shapes(text)
    anonymous = [shape for shape in found.nodes.values() if shape.anonymous]
    assert {shape.iri for shape in anonymous} == {f"{MINTED}{number}" for number in (1, 2, 3)}
    assert {shape.path for shape in anonymous} == {"", "^<http://e/p>"}
    (constraint,) = found.nodes["http://e/s"].parameters[f"{SH}sparql"]
    assert isinstance(constraint, NamedNode)
    assert constraint.value.startswith(MINTED)
    assert len([t for t in found.triples if isinstance(t.subject, BlankNode)]) == 9, "4 list nodes and a path"
    assert found.triples == shapes(text).triples or len(found.triples) == len(shapes(text).triples)
    assert set(found.names.values()) == {f"{MINTED}{number}" for number in range(1, 5)}


def test_a_minted_name_that_is_taken_is_not_given_again() -> None:
    found = shapes(f"<{MINTED}1> sh:targetNode e:x ; sh:property [ sh:path e:p ; sh:minCount 1 ] .")
    assert set(found.nodes) == {f"{MINTED}1", f"{MINTED}2"}


def test_reading_twice_gives_the_same_names(tmp_path: Path) -> None:
    file = tmp_path / "s.ttl"
    file.write_text(PREFIXES + "e:s sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:or ( [ sh:class e:A ] ) ] .")
    first, second = read([file]), read([file])
    assert {iri: shape.properties.keys() for iri, shape in first.nodes.items()} == {
        iri: shape.properties.keys() for iri, shape in second.nodes.items()
    }
    assert first.triples == second.triples


def test_targets_with_the_implicit_one() -> None:
    found = shapes("""
        e:C a sh:NodeShape , rdfs:Class ; sh:targetNode 5 ; sh:targetSubjectsOf e:p ; sh:targetObjectsOf e:q .
        e:D a sh:NodeShape , owl:Class . e:only a rdfs:Class ; sh:nodeKind sh:IRI .
    """)
    assert set(found.nodes["http://e/C"].targets) == {
        Target("class", "<http://e/C>"),
        Target("node", '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        Target("subjects-of", "<http://e/p>"),
        Target("objects-of", "<http://e/q>"),
    }
    assert found.nodes["http://e/D"].targets == found.nodes["http://e/only"].targets == ()
    assert [problem.code for problem in found.problems] == ["shapes-owl-class"]
    assert shapes("e:D a sh:NodeShape , owl:Class . owl:Class rdfs:subClassOf rdfs:Class .").roots == ("http://e/D",)


def test_what_else_a_shape_says() -> None:
    found = shapes("""e:s sh:targetNode e:x ; sh:severity sh:Warning ; sh:deactivated true ; sh:node e:t ;
        sh:message "nej"@sv , "no"@en . e:t sh:targetNode e:x ; sh:message "plain" .""")
    shape = found.nodes["http://e/s"]
    assert (shape.severity, shape.deactivated) == (f"{SH}Warning", True)
    assert shape.texts(f"{SH}message") == {"sv": "nej", "en": "no"}
    assert found.nodes["http://e/t"].texts(f"{SH}message") == {"": "plain"}
    assert found.roots == ("http://e/t",)


def test_files_of_every_syntax_are_merged_and_blank_nodes_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        PREFIXES + "e:a sh:targetNode e:x ; sh:property _:b . _:b sh:path e:p ; sh:minCount 1 ."
    )
    (tmp_path / "b.nt").write_text(
        f"<http://e/b> <{SH}targetNode> <http://e/x> .\n<http://e/b> <{SH}property> _:b .\n"
        f"_:b <{SH}path> <http://e/q> .\n"
    )
    (tmp_path / "c.jsonld").write_text(f'{{"@id": "http://e/c", "{SH}targetNode": {{"@id": "http://e/x"}}}}')
    found = read(sorted(tmp_path.iterdir()), lambda path: path.name)
    assert len(found.roots) == 3
    assert {shape.path for shape in found.nodes.values() if shape.anonymous} == {"<http://e/p>", "<http://e/q>"}
    places = {iri: shape.place.file for iri, shape in found.nodes.items()}
    assert places["http://e/a"] == "a.ttl"
    assert places["http://e/b"] == "b.nt"
    assert places["http://e/c"] == "c.jsonld"
    (tmp_path / "d.csv").write_text("")
    with pytest.raises(DataError) as caught:
        read([tmp_path / "d.csv"])
    assert [problem.code for problem in caught.value.problems] == ["shapes-syntax-unknown"]


def test_the_lines_of_named_and_nameless_shapes(tmp_path: Path) -> None:
    file = tmp_path / "s.ttl"
    file.write_text(
        "PREFIX sh: <http://www.w3.org/ns/shacl#>\nPREFIX e: <http://e/>\n# e:s is below\n"
        "e:s sh:targetClass e:C ;\n  sh:property [\n    sh:path e:p ;\n    sh:minCount 1 ] ,\n"
        "  [ sh:path e:q ;\n    sh:maxCount 1 ] .\n<http://e/t> sh:node e:s .\n"
    )
    lines = {shape.path or iri: shape.place.line for iri, shape in read([file]).nodes.items()}
    assert lines == {"http://e/s": 4, "<http://e/p>": 6, "<http://e/q>": 8, "http://e/t": 10}


NETWORK = """
    e:a sh:targetClass e:A ; sh:node e:b ; sh:property [ sh:path ( e:p e:q ) ; sh:class e:B ] .
    e:b sh:targetClass e:B ; sh:or ( [ sh:node e:c ] e:d ) . e:c sh:nodeKind sh:IRI . e:d sh:in ( 1 2 ) .
    e:z sh:targetSubjectsOf e:r ; sh:property [ sh:path e:r ; sh:lessThan e:u ] .
"""


def test_closure_and_the_roots_that_reach_a_shape() -> None:
    found = shapes(NETWORK)
    assert {"a", "b", "c", "d"} < names(found.closure("http://e/a"))
    assert "a" not in names(found.closure("http://e/b"))
    assert found.roots_of("http://e/c") == ("http://e/a", "http://e/b")
    assert found.roots_of("http://e/z") == ("http://e/z",)


def test_a_subset_holds_what_its_roots_need_and_no_other_target() -> None:
    found = shapes(NETWORK)
    part = found.subset(["http://e/a"])
    assert part.roots == ("http://e/a",)
    assert part.closure("http://e/a") == found.closure("http://e/a") == frozenset(part.nodes)
    said = " ".join(map(str, part.triples))
    assert "targetClass> <http://e/A>" in said
    assert "targetClass> <http://e/B>" not in said
    assert "e/z" not in said
    assert "<http://e/q>" in said, "the list of the path"
    assert found.subset(found.roots).nodes == found.nodes
    assert set(found.subset(found.roots).triples) == set(found.triples)


def test_a_subset_keeps_prefixes_and_components_and_drops_an_implicit_target() -> None:
    found = shapes("""
        e:o sh:declare e:d . e:d sh:prefix "e" ; sh:namespace "http://e/"^^xsd:anyURI .
        e:s sh:targetNode e:x ; sh:node e:C ; sh:sparql e:q ; e:max 1 .
        e:q sh:prefixes e:o ; sh:select "SELECT $this { $this e:p 1 }" .
        e:C a sh:NodeShape , rdfs:Class . e:t sh:targetNode e:y .
        e:component a sh:ConstraintComponent ; sh:parameter [ sh:path e:max ] ; sh:validator [ sh:ask "ASK {}" ] .
    """)
    assert found.roots == ("http://e/C", "http://e/s", "http://e/t")
    assert f"{SH}sparql" in found.nodes["http://e/s"].parameters
    assert "http://e/max" in found.nodes["http://e/s"].parameters
    part = found.subset(["http://e/s"])
    assert from_quads(
        parse(("\n".join(f"{t} ." for t in part.triples)).encode(), graph_format("turtle")), Place()
    ).roots == ("http://e/s",)
    said = " ".join(map(str, part.triples))
    assert "namespace" in said
    assert "ConstraintComponent" in said
    assert "SELECT" in said


def test_what_a_shape_reads() -> None:
    found = shapes(NETWORK)
    reads = found.reads("http://e/z")
    assert names(reads.predicates) == {"r", "u"}
    assert not reads.classes
    assert not reads.everything
    reads = found.reads("http://e/a")
    assert {"p", "q"} < names(reads.predicates)
    assert names(reads.classes) == {"A", "B"}
    assert "http://www.w3.org/2000/01/rdf-schema#subClassOf" in reads.predicates


@pytest.mark.parametrize(
    "text",
    [
        "sh:closed true",
        'sh:sparql [ sh:select "SELECT $this { $this ?p ?o }" ]',
        'sh:sparql [ sh:select "SELECT $this { $this (!<http://e/p>) ?o }" ]',
        'sh:sparql [ sh:select "SELECT $this { [] ?p $this }" ]',
        'sh:sparql [ sh:select "SELECT $this { (1 2) ?p $this }" ]',
        'sh:sparql [ sh:select "SELECT $this { $this ?p true }" ]',
        'sh:sparql [ sh:select "SELECT $this { ?x ?p [ <http://e/p> $this ] }" ]',
        'sh:sparql [ sh:select "SELECT $this { FILTER(?x > 1) $this ?p -1 }" ]',
        'sh:sparql [ sh:select "SELECT $this { ?x <http://e/p> $this . $this ?p ?x }" ]',
        'sh:sparql [ sh:select "SELECT $this { $this <http://e/p> 1 ; ?p ?o }" ]',
        'sh:sparql [ sh:select "SELECT $this { GRAPH ?g { $this <http://e/p> 1 } }" ]',
        'sh:target [ sh:select "SELECT ?this { ?this <http://e/p> 1 }" ]',
        "sh:property [ sh:path e:p ; sh:node [ sh:closed true ] ]",
        "e:max 1 . e:component a sh:ConstraintComponent ; sh:parameter [ sh:path e:max ]",
    ],
)
def test_what_cannot_be_told_reads_everything(text: str) -> None:
    assert shapes(f"e:s sh:targetNode e:x ; {text} .").reads("http://e/s").everything


def test_what_a_query_reads() -> None:
    select = """SELECT $this ?value (COUNT(?x) AS ?n) WHERE { $this <http://e/p>/^<http://e/q> ?value .
        FILTER(?value > ?x && !bound(?value) || ?value < 3) ?x a <http://e/C>
        FILTER NOT EXISTS { ?x <http://e/r> ?value } }
        GROUP BY $this ?value"""
    reads = shapes(f'e:s sh:targetNode e:x ; sh:sparql [ sh:select """{select}""" ] .').reads("http://e/s")
    assert not reads.everything
    assert {"p", "q", "r"} < names(reads.predicates)
    assert "http://e/C" in reads.classes
    typed = shapes("e:s sh:targetNode e:x ; sh:sparql [ sh:select 'SELECT $this { $this a ?c }' ] .").reads(
        "http://e/s"
    )
    assert "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" in typed.predicates


def test_the_official_dcat_ap_shapes_load_with_warnings_only() -> None:
    files = sorted(shared("profiles", "dcat-ap-3.0.1").glob("*.ttl"))
    assert len(files) == 5
    found = read(files, lambda path: path.name)
    assert (len(found.nodes), len(found.roots)) == (391, 46)
    told = [(problem.code, problem.place.file, problem.place.line) for problem in found.problems]
    obsolete = [("shapes-term-obsolete", "shapes.ttl", line) for line in (66, 373, 403, 658, 671)]
    assert sorted(told[:5], key=str) == sorted(obsolete, key=str)
    assert [code for code, _, _ in told[5:]] == ["shapes-imports"]
    for file in files:
        assert read([file]).roots
