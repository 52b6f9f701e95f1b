"""DIGG's cases for harvesting by feed: what lies there before, the feed, what lies there after, and the report."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import QueryBoolean
from tests.shared import folder, shared

from intlgraph import graphs
from intlgraph.changes import copies
from intlgraph.changes.follow import address_of, follow, from_disk
from intlgraph.formats import graph_format

CASES = "conformance", "ldes-dcat-ap-se"
NAMES = sorted(path.parent.name for path in folder().joinpath(*CASES).glob("*/report.json"))


def test_all_thirteen_cases_are_run() -> None:
    shared(*CASES)
    assert len(NAMES) == 13


def triples(path: Path) -> list[str]:
    return [str(quad.triple) for quad in graphs.parse(path, graph_format("turtle"), base="http://example.com/")]


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, tmp_path: Path) -> None:
    case = shared(*CASES, name)
    copies.seed(tmp_path, triples(case / "before.ttl"))
    address = address_of(str(case / "feed.trig"))
    report = follow(address, tmp_path, from_disk(address))
    assert json.loads(report.as_json()) == json.loads((case / "report.json").read_text("utf-8"))
    copy = list(graphs.parse(tmp_path / copies.COPY, graph_format("nquads")))
    assert {str(quad.triple) for quad in copy} == set(triples(case / "after.ttl"))
    store = pyoxigraph.Store()
    store.extend(copy)
    answer = store.query((case / "test.sparql").read_text("utf-8"), use_default_graph_as_union=True)
    assert isinstance(answer, QueryBoolean)
    assert bool(answer)


def test_the_cases_do_fail_when_the_feed_is_not_read(tmp_path: Path) -> None:
    case = shared(*CASES, NAMES[0] if NAMES else "test1")
    copies.seed(tmp_path, triples(case / "before.ttl"))
    copy = {str(quad.triple) for quad in graphs.parse(tmp_path / copies.COPY, graph_format("nquads"))}
    assert copy != set(triples(case / "after.ttl"))
