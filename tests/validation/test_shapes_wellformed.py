"""Shapes graphs that are not valid SHACL: refused, all problems at once, each where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.shared import shared
from tests.validation.test_shapes import PREFIXES

from intlgraph.errors import DataError, Problem
from intlgraph.formats import graph_format
from intlgraph.graphs import parse
from intlgraph.validation.shapes import read
from intlgraph.validation.statements import Statements, Term

MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TEST = "http://www.w3.org/ns/shacl-test#"
HEAD = PREFIXES + "e:s a sh:NodeShape ; sh:targetClass e:C ; sh:property e:p .\n"
LINE = HEAD.count("\n") + 1


def told(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    """Return the problems of a shapes file, whether it is refused or not."""
    file = tmp_path / "s.ttl"
    file.write_text(text, "utf-8")
    try:
        return read([file], lambda path: path.name).problems
    except DataError as error:
        return error.problems


def codes(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in told(tmp_path, text)]


def query(text: str) -> str:
    return f'e:p sh:path e:q ; sh:sparql e:c . e:c sh:select """{text}""" .'


PROPERTY = "e:p sh:path e:q ; "
ERRORS = [
    # the kind of each value
    (PROPERTY + 'sh:class "x"', "shapes-not-iri"),
    (PROPERTY + "sh:class [ e:a 1 ]", "shapes-not-iri"),
    (PROPERTY + "sh:lessThan 5", "shapes-not-iri"),
    (PROPERTY + 'sh:minCount "1"', "shapes-not-integer"),
    (PROPERTY + "sh:maxCount 1.0", "shapes-not-integer"),
    (PROPERTY + "sh:maxCount -1", "shapes-not-integer"),
    (PROPERTY + 'sh:minLength "x"^^xsd:integer', "shapes-not-integer"),
    (PROPERTY + 'sh:uniqueLang "true"', "shapes-not-boolean"),
    (PROPERTY + "sh:closed 1", "shapes-not-boolean"),
    (PROPERTY + "sh:nodeKind sh:Iri", "shapes-not-node-kind shapes-term-unknown-near"),
    (PROPERTY + 'sh:nodeKind "IRI"', "shapes-not-node-kind"),
    (PROPERTY + "sh:minInclusive e:x", "shapes-not-literal"),
    (PROPERTY + 'sh:pattern "a"@en', "shapes-not-string"),
    (PROPERTY + "sh:message 5", "shapes-not-text"),
    (PROPERTY + "sh:name e:x", "shapes-not-text"),
    (PROPERTY + 'sh:order "first"', "shapes-not-number"),
    (PROPERTY + 'sh:severity "high"', "shapes-not-iri"),
    (PROPERTY + 'sh:node "x"', "shapes-not-shape"),
    (PROPERTY + 'sh:property "x"', "shapes-not-shape"),
    (PROPERTY + "sh:targetNode [ e:a 1 ]", "shapes-not-target"),
    (PROPERTY + 'sh:targetClass "C"', "shapes-not-iri"),
    (PROPERTY + "sh:targetSubjectsOf 5", "shapes-not-iri"),
    (PROPERTY + 'sh:sparql "SELECT"', "shapes-not-node"),
    # lists
    (PROPERTY + "sh:in 5", "shapes-not-list"),
    (PROPERTY + "sh:in [ rdf:first 1 ]", "shapes-not-list"),
    (PROPERTY + "sh:in [ rdf:first 1 , 2 ; rdf:rest () ]", "shapes-not-list"),
    (PROPERTY + "sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l", "shapes-not-list"),
    (PROPERTY + 'sh:languageIn "sv"', "shapes-not-list-of-strings"),
    (PROPERTY + "sh:languageIn ( e:sv )", "shapes-not-list-of-strings"),
    (PROPERTY + 'sh:languageIn ( "på svenska" )', "shapes-language"),
    (PROPERTY + 'sh:closed true ; sh:ignoredProperties ( "p" )', "shapes-not-list-of-iris"),
    (PROPERTY + "sh:or e:p", "shapes-not-list-of-shapes"),
    (PROPERTY + 'sh:and ( "x" )', "shapes-not-list-of-shapes"),
    (PROPERTY + "sh:xone ()", "shapes-list-empty"),
    # at most one
    *(
        (PROPERTY + f"sh:{term} {one} , {other}", "shapes-several")
        for term, one, other in (
            ("minCount", "1", "2"),
            ("maxCount", "1", "2"),
            ("datatype", "xsd:date", "xsd:gYear"),
            ("nodeKind", "sh:IRI", "sh:Literal"),
            ("pattern", '"a"', '"b"'),
            ("uniqueLang", "true", "false"),
            ("languageIn", '( "sv" )', '( "en" )'),
            ("in", "( 1 )", "( 2 )"),
            ("minLength", "1", "2"),
            ("maxInclusive", "1", "2"),
            ("closed", "true", "false"),
            ("severity", "sh:Info", "sh:Warning"),
            ("deactivated", "true", "false"),
            ("path", "e:r", "e:t"),
        )
    ),
    # paths
    ("e:p sh:path ( e:a )", "path-short"),
    ('e:p sh:path "q"', "path-literal"),
    ("e:p sh:path [ sh:inversePath _:x ] . _:x sh:inversePath _:x", "path-circular"),
    ("e:p sh:path [ e:a e:b ]", "path-empty"),
    ("e:p sh:path [ sh:inversePath e:a ; sh:oneOrMorePath e:b ]", "path-mixed"),
    ("e:p sh:path [ sh:alternativePath e:a ]", "path-list"),
    (PROPERTY + "a sh:NodeShape", "shapes-path-on-node"),
    (PROPERTY + "sh:node [ sh:minCount 1 ]", "shapes-on-property-only"),
    (PROPERTY + "sh:node [ a sh:NodeShape ; sh:lessThan e:q ; sh:uniqueLang true ]", "shapes-on-property-only"),
    # parts that belong together
    (PROPERTY + "sh:qualifiedValueShape [ sh:class e:D ]", "shapes-qualified-uncounted"),
    (PROPERTY + 'sh:flags "i"', "shapes-flags-alone"),
    (PROPERTY + 'sh:pattern "a" ; sh:flags "iz"', "shapes-flags"),
    # names
    (PROPERTY + "sh:minCont 1", "shapes-term-unknown-near"),
    (PROPERTY + "sh:severity sh:Voilation", "shapes-term-unknown-near"),
    (PROPERTY + "sh:qwzx 1", "shapes-term-unknown"),
    (PROPERTY + "sh:datatype xsd:dat", "shapes-datatype"),
    (PROPERTY + "sh:datatype xsd:foo", "shapes-datatype"),
    (PROPERTY + "sh:datatype rdf:langstring", "shapes-datatype"),
    (PROPERTY + "sh:node e:nowhere", "shapes-missing"),
    (PROPERTY + "sh:or ( e:nowhere [ sh:class e:D ] )", "shapes-missing"),
    ("e:p sh:path e:q . <> sh:entailment <http://www.w3.org/ns/entailment/RDFS>", "shapes-entailment"),
    # patterns
    (PROPERTY + 'sh:pattern "(a"', "shapes-pattern-broken"),
    (PROPERTY + 'sh:pattern "[a-z-[aeiou]]"', "shapes-pattern-broken"),
    (PROPERTY + 'sh:pattern "(?=b)(a+)+$"', "shapes-pattern-forever"),
    # circles
    (PROPERTY + "sh:node e:s", "shapes-recursive"),
    (PROPERTY + "sh:node e:p", "shapes-recursive"),
    (PROPERTY + "sh:or ( [ sh:not e:s ] [ sh:class e:D ] )", "shapes-recursive"),
    # SPARQL
    (PROPERTY + "sh:sparql [ sh:message 'x' ]", "shapes-sparql-texts"),
    (PROPERTY + "sh:sparql [ sh:select 'SELECT $this {}' , 'SELECT $this { }' ]", "shapes-sparql-texts"),
    (PROPERTY + "sh:sparql [ sh:select 5 ]", "shapes-not-string shapes-sparql-syntax"),
    (query("SELECT $this { $this e:p }"), "shapes-sparql-prefix"),
    (query("SELECT $this { $this <http://e/p> }"), "shapes-sparql-syntax"),
    (query("ASK { $this <http://e/p> 1 }"), "shapes-sparql-syntax"),
    (query("SELECT ?x { ?x <http://e/p> 1 }"), "shapes-sparql-this"),
    (query("SELECT ?x { ?x <http://e/p> $this }"), "shapes-sparql-this"),
    (query("SELECT $this { $this ?p 1 MINUS { $this ?p 2 } }"), "shapes-sparql-forbidden"),
    (query("SELECT $this { VALUES ?x { 1 } $this ?p ?x }"), "shapes-sparql-forbidden"),
    (query("SELECT $this { SERVICE <http://e/> { $this ?p ?x } }"), "shapes-sparql-forbidden"),
    (query("SELECT $this { BIND(1 AS ?this) }"), "shapes-sparql-assigned"),
    (query("SELECT $this { $this ?p 1 { SELECT ?x { ?x ?p 2 } } }"), "shapes-sparql-subquery"),
    (query("SELECT $this { { SELECT * { FILTER($this = 1) } } }"), "shapes-sparql-subquery"),
    ("e:p sh:path e:q . e:o sh:declare [ sh:prefix 'e' ]", "shapes-prefix"),
    ("e:p sh:path e:q . e:c a sh:ConstraintComponent ; sh:parameter [ sh:name 'x' ]", "shapes-parameter"),
]
WARNINGS = [
    ("e:p a sh:PropertyShape ; sh:minCount 1", "shapes-path-missing"),
    ("e:p sh:minCount 1", "shapes-path-missing"),
    (PROPERTY + "sh:shape e:s", "shapes-term-obsolete"),
    (PROPERTY + "sh:rule [ a sh:TripleRule ]", "shapes-not-run"),
    (PROPERTY + "<http://datashapes.org/dash#singleLine> true", "shapes-not-run"),
    (PROPERTY + "sh:js [ e:a 1 ]", "shapes-not-run"),
    (PROPERTY + 'sh:uniqueLang "1"^^xsd:boolean', "shapes-not-boolean"),
    (PROPERTY + "sh:qualifiedMinCount 1", "shapes-qualified-unsaid"),
    ("e:p sh:path e:q . e:data sh:minCont 5", "shapes-term-unknown-near"),
    ("e:p sh:path e:q . <> owl:imports <http://e/elsewhere> , <http://e/more>", "shapes-imports"),
    ("e:p sh:path e:q . e:o sh:declare [ sh:prefix 'e' ; sh:namespace 'http://e/' ]", "shapes-not-address"),
]


@pytest.mark.parametrize(("text", "expected"), ERRORS, ids=str)
def test_what_is_not_shacl_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    found = told(tmp_path, HEAD + text + (" ." if not text.endswith(".") else ""))
    assert {problem.code for problem in found} == set(expected.split())
    assert any(problem.severity == "error" for problem in found)
    for problem in found:
        for language in ("sv", "en"):
            assert problem.text(language)
            assert problem.hint(language)
    lines = [problem.place.line for problem in found]
    assert all(problem.place.file == "s.ttl" for problem in found)
    assert all(line in (LINE - 1, LINE) for line in lines), lines


@pytest.mark.parametrize(("text", "expected"), WARNINGS, ids=str)
def test_what_checks_nothing_is_named_once(tmp_path: Path, text: str, expected: str) -> None:
    assert codes(tmp_path, HEAD + text + " .") == [(expected, "warning")]


@pytest.mark.parametrize(
    "text",
    [
        PROPERTY + 'sh:datatype xsd:date ; sh:minCount 0 ; sh:maxCount 1 ; sh:order 1.5 ; sh:name "x"@sv , "y"@en',
        PROPERTY + 'sh:datatype rdf:langString ; sh:languageIn ( "sv" "en-GB" ) ; sh:uniqueLang true',
        PROPERTY + "sh:in () ; sh:hasValue 5 ; sh:equals e:r ; sh:disjoint e:t ; sh:severity e:Grave",
        PROPERTY + "sh:qualifiedValueShape [ sh:class e:D ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 2",
        PROPERTY + "sh:node [ sh:property [ sh:path e:r ; sh:minCount 1 ] ] ; sh:closed true ; sh:ignoredProperties ()",
        PROPERTY + 'sh:pattern "^a+$" ; sh:flags "smixq"',
        PROPERTY + 'sh:pattern "(a+)+$"',  # the fast engine takes no longer for it than for another
        PROPERTY + "sh:node e:t . e:t sh:and ( e:u e:v ) . e:u sh:node e:w . e:v sh:node e:w . e:w sh:class e:D",
        query("SELECT $this ?value { $this $PATH ?value . FILTER(?value > 5) }"),
        query("SELECT DISTINCT * { $this <http://e/p> ?value }"),
        query("SELECT $this { $this ?p 1 { SELECT $this (COUNT(*) AS ?n) { $this ?p 2 } GROUP BY $this } }"),
        query("SELECT $this { $this ?p 'MINUS' } # VALUES"),
        query("SELECT $this (?x AS ?value) { $this ?p ?x }"),
        "e:p sh:path e:q ; sh:sparql [ sh:prefixes e:o ; sh:select 'SELECT $this { $this f:p 1 }' ] ."
        " e:o owl:imports e:o2 . e:o2 sh:declare [ sh:prefix 'f' ; sh:namespace 'http://f/'^^xsd:anyURI ]",
        "e:p sh:path e:q . <http://www.w3.org/ns/shacl#own> e:a 1 . e:x a <http://www.w3.org/ns/shacl#own>",
    ],
)
def test_what_is_shacl_is_let_through(tmp_path: Path, text: str) -> None:
    assert codes(tmp_path, HEAD + text + (" ." if not text.endswith(".") else "")) == []


def test_all_problems_come_at_once_each_on_its_line(tmp_path: Path) -> None:
    lines = ["e:p sh:path e:q ;", "  sh:minCont 1 ;", "  sh:datatype xsd:dat ;", "  sh:in 5 ;", '  sh:pattern "(a" .']
    found = told(tmp_path, HEAD + "\n".join(lines))
    places = {problem.code: (problem.place.line or 0) - LINE for problem in found}
    assert places == {
        "shapes-term-unknown-near": 1,
        "shapes-datatype": 2,
        "shapes-not-list": 3,
        "shapes-pattern-broken": 4,
    }
    by_code = {problem.code: problem for problem in found}
    assert "sh:minCount" in by_code["shapes-term-unknown-near"].hint()
    assert "xsd:date" in by_code["shapes-datatype"].hint()


def test_a_circle_names_its_shapes(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, HEAD + "e:p sh:path e:q ; sh:node e:t . e:t sh:not e:s .")
    assert problem.values["circle"] == "<http://e/s> > <http://e/p> > <http://e/t> > <http://e/s>"


def test_a_nameless_shape_is_called_by_where_it_hangs(tmp_path: Path) -> None:
    (problem,) = told(
        tmp_path, HEAD + "e:p sh:path e:q . e:s sh:property [ sh:path ( e:a rdfs:label ) ; sh:minCount 'x' ] ."
    )
    assert problem.values["shape"] == "<http://e/s>, (<http://e/a>/rdfs:label)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("shapes-none", "error")]),
        ("e:thing a e:C ; e:name 'data' .", [("shapes-none", "error")]),
        ("e:s a sh:NodeShape ; sh:class e:C .", [("shapes-no-target", "error")]),
        ("e:s a sh:NodeShape ; sh:targetClass e:C ; sh:deactivated true .", [("shapes-all-deactivated", "warning")]),
    ],
)
def test_graphs_that_would_check_nothing(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(tmp_path, PREFIXES + text) == expected


def test_a_file_that_breaks_off_says_where(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, HEAD + "e:p sh:path e:q ; sh:minCount")
    assert (problem.code, problem.place.line) == ("rdf-syntax", LINE)


def cases() -> Iterator[tuple[Path, bool]]:
    """Yield the shapes graph of every case of the W3C suite, by its manifests, and whether it is meant to fail."""
    waiting = [shared("conformance", "shacl", "data-shapes-test-suite", "tests", "manifest.ttl")]
    while waiting:
        file = waiting.pop()
        said = Statements.of(parse(file, graph_format("turtle"), base=file.as_uri()))
        waiting += [path_of(value) for _, value in said.having(f"{MANIFEST}include")]
        for _, entries in said.having(f"{MANIFEST}entries"):
            for case in said.members(entries) or ():
                (action,), (result,) = said.values(case, f"{MANIFEST}action"), said.values(case, f"{MANIFEST}result")
                (shapes,) = said.values(action, f"{TEST}shapesGraph")
                yield path_of(shapes), result.value == f"{TEST}Failure"


def path_of(value: Term) -> Path:
    return Path(value.value.removeprefix("file://"))


def test_the_shapes_of_the_w3c_suite_load_but_for_those_that_must_fail() -> None:
    outcomes: dict[tuple[str, bool, bool], int] = {}
    for file, fails in cases():
        part = "core" if "/core/" in str(file) else "sparql"
        try:
            read([file])
            loaded = True
        except DataError:
            loaded = False
        outcomes[part, fails, loaded] = outcomes.get((part, fails, loaded), 0) + 1
    assert outcomes == {("core", False, True): 98, ("sparql", False, True): 15, ("sparql", True, False): 7}
