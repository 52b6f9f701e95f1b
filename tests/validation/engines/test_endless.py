"""A pattern that would keep Python busy for ever: the fast engine answers, the reference says why it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from intlgraph.errors import DataError, Place
from intlgraph.formats import graph_format
from intlgraph.graphs import parse
from intlgraph.validation import engines, shapes
from intlgraph.validation.results import Data

SHAPES = b"""
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
e:S a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property [ sh:path e:p ; sh:pattern "^(a+)+$" ] .
"""


@pytest.fixture
def bound() -> shapes.Shapes:
    return shapes.from_quads(parse(SHAPES, graph_format("turtle")), Place("shapes.ttl"))


@pytest.fixture
def data(tmp_path: Path) -> Data:
    (tmp_path / "data.nq").write_text(f'<http://e/a> <http://e/p> "{"a" * 60}b" .\n', "utf-8")
    return Data((tmp_path / "data.nq",))


def test_the_fast_engine_is_not_slowed_down(bound: shapes.Shapes, data: Data) -> None:
    (found,) = engines.engine("fast").run(data, bound).results
    assert found.focus == "<http://e/a>"


def test_the_reference_refuses_and_says_what_to_do(bound: shapes.Shapes, data: Data) -> None:
    with pytest.raises(DataError) as raised:
        engines.engine("reference").run(data, bound)
    (problem,) = raised.value.problems
    assert (problem.code, problem.values["cause"]) == ("shape-pattern-endless", "^(a+)+$")
    assert "--engine fast" in problem.hint()
