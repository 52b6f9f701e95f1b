"""The order of false and true, which SPARQL has and the store has not, is left to the reference engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from intlgraph.errors import Place
from intlgraph.formats import graph_format
from intlgraph.graphs import parse
from intlgraph.validation import engines, shapes
from intlgraph.validation.results import Data

SHAPES = b"""
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
e:S a sh:NodeShape ; sh:targetClass e:A ; sh:sparql e:query .
e:query sh:select "SELECT $this { $this <http://e/p> ?p ; <http://e/q> ?q FILTER (?p > ?q) }" .
"""
BOOLEAN = "^^<http://www.w3.org/2001/XMLSchema#boolean>"
INTEGER = "^^<http://www.w3.org/2001/XMLSchema#integer>"


@pytest.mark.parametrize("name", engines.NAMES)
@pytest.mark.parametrize(
    ("more", "less"), [(f'"true"{BOOLEAN}', f'"false"{BOOLEAN}'), (f'"2"{INTEGER}', f'"1"{INTEGER}')]
)
def test_more_is_found_to_be_more(tmp_path: Path, name: str, more: str, less: str) -> None:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/A> ."
    lines = [f"<http://e/a> {kind}", f"<http://e/a> <http://e/p> {more} .", f"<http://e/a> <http://e/q> {less} ."]
    (tmp_path / "data.nq").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    bound = shapes.from_quads(parse(SHAPES, graph_format("turtle")), Place("shapes.ttl"))
    found = engines.engine(name).run(Data((tmp_path / "data.nq",)), bound)
    assert [result.focus for result in found.results] == ["<http://e/a>"]
    assert bool(found.notes) is (name == "fast" and BOOLEAN in more)


def test_a_property_whose_range_is_booleans_is_no_boolean(tmp_path: Path) -> None:
    ranged = "<http://e/p> <http://www.w3.org/2000/01/rdf-schema#range> <http://www.w3.org/2001/XMLSchema#boolean> ."
    (tmp_path / "data.nq").write_text(f"{ranged}\n", "utf-8")
    bound = shapes.from_quads(parse(SHAPES, graph_format("turtle")), Place("shapes.ttl"))
    assert engines.engine("fast").run(Data((tmp_path / "data.nq",)), bound).notes == ()
