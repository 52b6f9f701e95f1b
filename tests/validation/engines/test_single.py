"""Constraints on single triples: which queries are such, and that the short way finds what the long one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from intlgraph.errors import Place
from intlgraph.formats import graph_format
from intlgraph.graphs import parse
from intlgraph.validation import engines, shapes
from intlgraph.validation.engines import single
from intlgraph.validation.results import Data

SPARED = "FILTER (!sameTerm(?path, <http://e/q>) && !sameTerm(?path, e:r))"
BODY = f"$this ?path ?held . {SPARED} BIND (STR(?held) AS ?text) FILTER (REGEX(?text, '@|^05'))"


def of(body: str, head: str = "SELECT $this ?path") -> single.Single | None:
    return single.of("PREFIX e: <http://e/> ", f"{head} WHERE {{ {body} }}")


def test_what_is_passed_over_is_read_with_its_prefixes() -> None:
    found = of(BODY)
    assert found is not None
    assert found.spared == {"http://e/q", "http://e/r"}
    assert "sameTerm" not in found.asked_of(found.spared)
    assert "sameTerm" in found.asked_of(frozenset({"http://e/q"}))


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("?path ?held", "<http://e/p> ?held"),
        BODY.replace("!sameTerm(?path, e:r)", "!sameTerm(?held, e:r)"),
        BODY.replace("!sameTerm(?path, e:r)", "sameTerm(?path, e:r)"),
        BODY.replace("&&", "||"),
        BODY.replace("e:r))", "e:r) && 1 = 2)"),
        BODY + " ?held e:s ?other .",
        BODY + " FILTER EXISTS { $this e:s ?other }",
        BODY + " OPTIONAL { $this e:s ?other }",
        BODY + " BIND (?text AS ?this)",
        BODY + " FILTER (?held > 5)",
        BODY.replace("$this ?path ?held .", "$this ?path $this ."),
        BODY.replace("$this ?path ?held .", "?held ?path $this ."),
        BODY.replace("STR(?held)", "DATATYPE(?held)"),
    ],
)
def test_other_queries_are_not_taken_for_such(body: str) -> None:
    assert of(body) is None


def test_a_value_that_is_shown_must_stay_as_it_is() -> None:
    assert of(BODY, "SELECT $this ?path ?held") is None


SHAPES = f"""
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
e:declarations sh:declare e:declaration . e:declaration sh:prefix "e" ; sh:namespace "http://e/" .
e:Mail a sh:NodeShape ; sh:targetClass e:A ; sh:targetSubjectsOf e:s ; sh:sparql e:query .
e:query a sh:SPARQLConstraint ; sh:prefixes e:declarations ;
  sh:select \"\"\"SELECT $this ?path WHERE {{ {BODY} }}\"\"\" .
"""
DATA = """
<http://e/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/A> .
<http://e/a> <http://e/p> "x@y" .
<http://e/a> <http://e/q> "x@y" .
<http://e/a> <http://e/n> "05"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://e/a> <http://e/d> "14.130"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<http://e/b> <http://e/p> "x@y" .
<http://e/c> <http://e/s> <http://e/x@y> .
_:b <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/A> .
_:b <http://e/p> "x@y" .
"""
BACKGROUND = """
<http://e/z> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/A> .
<http://e/z> <http://e/p> "x@y" .
"""


@pytest.mark.parametrize("name", engines.NAMES)
def test_both_engines_find_the_triples_of_focus_nodes_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "data.nq").write_text(DATA.lstrip(), "utf-8")
    (tmp_path / "background.nq").write_text(BACKGROUND.lstrip(), "utf-8")
    bound = shapes.from_quads(parse(SHAPES.encode(), graph_format("turtle")), Place("shapes.ttl"))
    found = engines.engine(name).run(Data((tmp_path / "data.nq",), (tmp_path / "background.nq",)), bound)
    assert {(result.focus, result.path) for result in found.results} == {
        ("<http://e/a>", "<http://e/p>"),
        ("<http://e/a>", "<http://e/n>"),
        ("<http://e/c>", "<http://e/s>"),
        ("_:b", "<http://e/p>"),
    }
    assert not found.notes
