"""After an edit only what it can concern is run again, and the report is that of a full run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intlgraph.errors import Place
from intlgraph.formats import graph_format
from intlgraph.graphs import parse
from intlgraph.namespaces import RDF, RDFS
from intlgraph.validation import engines, incremental, shapes
from intlgraph.validation.results import Data, Findings

E = "http://e/"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:Class a sh:NodeShape ; sh:targetClass e:A ; sh:property [ sh:path e:p ; sh:minCount 1 ; sh:class e:B ] .
e:Below a sh:NodeShape ; sh:targetClass e:B ; sh:property [ sh:path e:q ; sh:maxCount 1 ] .
e:Subjects a sh:NodeShape ; sh:targetSubjectsOf e:q ; sh:property [ sh:path ( e:q e:p ) ; sh:nodeKind sh:IRI ] ;
  sh:node e:Shared .
e:Objects a sh:NodeShape ; sh:targetObjectsOf e:p ; sh:node e:Shared .
e:Shared a sh:NodeShape ; sh:property e:Shared-r .
e:Shared-r a sh:PropertyShape ; sh:path e:r ; sh:datatype xsd:integer .
e:Closed a sh:NodeShape ; sh:targetNode e:n0 ; sh:closed true ; sh:property [ sh:path e:p ] .
e:Pair a sh:NodeShape ; sh:targetSubjectsOf e:r ; sh:property [ sh:path e:r ; sh:lessThanOrEquals e:s ] .
e:Query a sh:NodeShape ; sh:targetClass e:A ;
  sh:sparql e:Query-select .
e:Query-select a sh:SPARQLConstraint ; sh:message "no" ;
  sh:select "SELECT $this ?value WHERE { $this <http://e/q> ?value . ?value <http://e/s> ?other }" .
"""


@pytest.fixture(scope="module")
def bound() -> shapes.Shapes:
    return shapes.from_quads(parse(SHAPES.encode(), graph_format("turtle"), base=E), Place("shapes.ttl"))


@dataclass
class Counting:
    """An engine that remembers which shapes it was asked to run."""

    name: str = "fast"
    asked: list[frozenset[str] | None] = field(default_factory=list)

    def run(self, data: Data, shapes: shapes.Shapes, only: frozenset[str] | None = None) -> Findings:
        self.asked.append(only)
        return engines.engine(self.name).run(data, shapes, only)


def nodes() -> st.SearchStrategy[str]:
    return st.sampled_from([f"<{E}n{number}>" for number in range(4)])


def triples() -> st.SearchStrategy[str]:
    literals = st.sampled_from(['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"x"'])
    links = st.builds(lambda s, p, o: f"{s} <{E}{p}> {o} .", nodes(), st.sampled_from("pqrs"), nodes() | literals)
    types = st.builds(lambda s, c: f"{s} <{RDF}type> <{E}{c}> .", nodes(), st.sampled_from("ABC"))
    below = st.sampled_from([f"<{E}C> <{RDFS}subClassOf> <{E}A> .", f"<{E}C> <{RDFS}subClassOf> <{E}B> ."])
    return st.one_of(links, links, types, types, below)


def write(folder: Path, data: set[str], background: set[str]) -> Data:
    for name, lines in (("data.nq", data), ("background.nq", background)):
        (folder / name).write_text("".join(f"{line}\n" for line in sorted(lines)), "utf-8")
    return Data((folder / "data.nq",), (folder / "background.nq",))


edits = st.lists(st.tuples(st.booleans(), triples()), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(triples(), max_size=14), st.sets(triples(), max_size=3), st.lists(edits, min_size=1, max_size=3))
def test_the_report_is_that_of_a_full_run(
    bound: shapes.Shapes,
    tmp_path: Path,
    data: set[str],
    background: set[str],
    rounds: list[list[tuple[bool, str]]],
) -> None:
    engine = engines.engine("fast")
    _, snapshot, _ = incremental.run(engine, write(tmp_path, data, background), bound, None)
    for changes in rounds:
        for in_data, triple in changes:
            (data if in_data else background).symmetric_difference_update({triple})
        written = write(tmp_path, data, background)
        incremental.save(snapshot, tmp_path / "kept.json")
        findings, snapshot, _ = incremental.run(engine, written, bound, incremental.load(tmp_path / "kept.json"))
        assert findings.results == engine.run(written, bound).results


BASE = {
    f"<{E}n1> <{RDF}type> <{E}A> .",
    f"<{E}n1> <{E}p> <{E}n2> .",
    f"<{E}n2> <{RDF}type> <{E}B> .",
    f"<{E}n2> <{E}q> <{E}n3> .",
}
FAULTY = BASE | {f"<{E}n2> <{E}q> <{E}n1> ."}


def again(bound: shapes.Shapes, folder: Path, then: set[str], now: set[str]) -> set[str]:
    """Return the names of the shapes that are run after an edit."""
    engine = Counting()
    _, snapshot, _ = incremental.run(engine, write(folder, then, set()), bound, None)
    _, _, count = incremental.run(engine, write(folder, now, set()), bound, snapshot)
    asked = engine.asked[1] if len(engine.asked) > 1 else frozenset()
    assert asked is not None
    assert len(asked) == count
    return {iri.removeprefix(E) for iri in asked}


def test_nothing_is_run_when_nothing_changed(bound: shapes.Shapes, tmp_path: Path) -> None:
    assert again(bound, tmp_path, BASE, BASE) == set()


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        (f"<{E}n9> <{E}s> <{E}n1> .", {"Closed", "Pair", "Query"}),
        (f"<{E}n9> <{E}unread> <{E}n1> .", {"Closed"}),
        (f"<{E}n9> <{RDF}type> <{E}A> .", {"Class", "Query", "Closed"}),
        (f"<{E}n9> <{E}r> <{E}n1> .", {"Subjects", "Objects", "Pair", "Closed"}),
    ],
)
def test_only_what_reads_it_is_run_again(bound: shapes.Shapes, tmp_path: Path, added: str, expected: set[str]) -> None:
    assert again(bound, tmp_path, BASE, BASE | {added}) == expected


def test_a_type_below_counts_for_the_class_above(bound: shapes.Shapes, tmp_path: Path) -> None:
    hierarchy = BASE | {f"<{E}C> <{RDFS}subClassOf> <{E}A> ."}
    assert "Class" in again(bound, tmp_path, hierarchy, hierarchy | {f"<{E}n9> <{RDF}type> <{E}C> ."})


def test_another_hierarchy_concerns_all(bound: shapes.Shapes, tmp_path: Path) -> None:
    changed = again(bound, tmp_path, BASE, BASE | {f"<{E}C> <{RDFS}subClassOf> <{E}A> ."})
    assert changed == {iri.removeprefix(E) for iri in bound.roots}


def test_shapes_that_share_a_shape_are_run_together(bound: shapes.Shapes, tmp_path: Path) -> None:
    assert {"Subjects", "Objects"} <= again(bound, tmp_path, BASE, BASE | {f"<{E}n2> <{E}q> <{E}n1> ."})


@pytest.fixture
def kept(bound: shapes.Shapes, tmp_path: Path) -> tuple[incremental.Snapshot, Path]:
    _, snapshot, _ = incremental.run(engines.engine("fast"), write(tmp_path, FAULTY, set()), bound, None)
    incremental.save(snapshot, tmp_path / "kept.json")
    return snapshot, tmp_path / "kept.json"


def test_a_snapshot_is_read_as_it_was_written(kept: tuple[incremental.Snapshot, Path]) -> None:
    snapshot, path = kept
    assert snapshot.results
    assert incremental.load(path) == snapshot


@pytest.mark.parametrize(
    "damage", [lambda text: text[:-40], lambda text: text.replace("http", "ftp"), lambda _: "", lambda _: "x\n{}"]
)
def test_a_damaged_snapshot_is_none(kept: tuple[incremental.Snapshot, Path], damage: object) -> None:
    _, path = kept
    assert callable(damage)
    path.write_text(damage(path.read_text("utf-8")), "utf-8")
    assert incremental.load(path) is None


def test_other_shapes_or_another_engine_mean_a_full_run(
    bound: shapes.Shapes, tmp_path: Path, kept: tuple[incremental.Snapshot, Path]
) -> None:
    snapshot, _ = kept
    data = write(tmp_path, FAULTY, set())
    fewer = shapes.from_quads(
        parse(SHAPES.replace("sh:maxCount 1", "sh:maxCount 0").encode(), graph_format("turtle"), base=E), Place()
    )
    for engine, chosen in ((Counting(), fewer), (Counting("reference"), bound)):
        findings, _, _ = incremental.run(engine, data, chosen, snapshot)
        assert engine.asked == [None]
        assert findings.results == engine.run(data, chosen).results
