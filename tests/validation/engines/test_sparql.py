"""Where rdflib departs from SPARQL, and the reference engine does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from intlgraph.validation import shapes as reading
from intlgraph.validation.engines import NAMES, engine
from intlgraph.validation.results import Data

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix e: <http://e/> .
e:S a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:sparql e:C .
e:C sh:select "SELECT $this ?value WHERE { $this <http://e/p> ?value . %s }" .
"""
INTEGER = "^^<http://www.w3.org/2001/XMLSchema#integer>"
DATE = "^^<http://www.w3.org/2001/XMLSchema#date>"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("value", "where", "found"),
    [
        ('" x"', "FILTER (?value > 5)", False),  # a text and a number have no order
        (f'"7"{INTEGER}', "FILTER (?value > 5)", True),
        (f'"x"{DATE}', "FILTER (?value > '2020-01-01'^^<http://www.w3.org/2001/XMLSchema#date>)", False),
        (f'"2021-01-01"{DATE}', "FILTER (?value > '2020-01-01'^^<http://www.w3.org/2001/XMLSchema#date>)", True),
        ('""', "?value <http://e/q>* $this .", False),  # an empty text is a term, not any term
        ("<http://e/a>", "?value <http://e/q>* $this .", True),
    ],
)
def test_what_a_query_finds(tmp_path: Path, name: str, value: str, where: str, found: bool) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES % where, "utf-8")
    (tmp_path / "data.nq").write_text(
        f"<http://e/a> <http://e/p> {value} .\n<http://e/b> <http://e/q> <http://e/a> .\n"
    )
    shapes = reading.read([tmp_path / "shapes.ttl"])
    assert bool(engine(name).run(Data((tmp_path / "data.nq",)), shapes).results) is found
