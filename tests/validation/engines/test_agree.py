"""The proof that the engines agree: the same set of results, over generated data with faults of every constraint."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad
from tests.validation.engines.opinions import plain, seen, third_opinion, write
from tests.validation.engines.worlds import BASE, TYPE, VALUES, classes, predicates, sweep

from intlgraph import graphs
from intlgraph.errors import CommandError
from intlgraph.validation import shapes as reading
from intlgraph.validation.engines import NAMES, engine, focused
from intlgraph.validation.engines.subset import below
from intlgraph.validation.results import Data
from intlgraph.validation.shapes import MINTED, Shapes
from intlgraph.validation.vocabulary import SH

BATTERY = Path(__file__).with_name("battery.ttl")


def battery() -> Shapes:
    return reading.read([BATTERY])


def pairs(shapes: Shapes) -> set[tuple[str, str]]:
    """Return each shape with each parameter that can find something."""
    silent = {"property", "flags", "ignoredProperties", "qualifiedValueShape", "qualifiedValueShapesDisjoint"}
    reported = {each.iri for root in shapes.roots for each in below(shapes, [root]) if not each.anonymous}
    return {
        (shape.iri, component(key))
        for shape in shapes.nodes.values()
        for key in shape.parameters
        if shape.iri in reported and key.removeprefix(SH) not in silent
    }


def component(parameter: str) -> str:
    name = parameter.removeprefix(SH)
    name = "SPARQL" if name == "sparql" else name[0].upper() + name[1:]
    return f"{SH}{name}ConstraintComponent"


def test_the_engines_agree_on_every_constraint_of_core(tmp_path: Path) -> None:
    shapes = battery()
    data = write(sweep(shapes), tmp_path)
    fast, reference = engine("fast").run(data, shapes), engine("reference").run(data, shapes)
    assert seen(fast.results) - seen(reference.results) == set()
    assert seen(reference.results) - seen(fast.results) == set()
    assert pairs(shapes) - {(each.shape, each.component) for each in reference.results} == set()


def test_the_fast_engine_says_what_it_gave_away(tmp_path: Path) -> None:
    shapes = battery()
    notes = engine("fast").run(write(sweep(shapes), tmp_path), shapes).notes
    assert {(note.code, str(note.values["shape"]).removeprefix(BASE)) for note in notes} == {
        ("reference-order", "Pairs"),  # texts are among what it would compare
        ("reference-order", "Ranges"),  # a year is among the bounds
        ("reference-rewritten", "Query"),  # "05" is among what it reads
    }


NODES: tuple[NamedNode | BlankNode, ...] = (
    *(NamedNode(f"{BASE}{name}") for name in ("thing", "typed", "a", "b")),
    BlankNode("x"),
    BlankNode("y"),
)
THINGS = st.sampled_from(NODES)


@st.composite
def worlds(draw: st.DrawFn) -> list[Quad]:
    shapes = battery()
    kinds, along = classes(shapes), predicates(shapes)
    values = st.sampled_from((*NODES, *VALUES))
    quads = [Quad(draw(THINGS), draw(st.sampled_from(along)), draw(values)) for _ in range(draw(st.integers(0, 12)))]
    quads += [Quad(draw(THINGS), TYPE, draw(st.sampled_from(kinds))) for _ in range(draw(st.integers(0, 6)))]
    return quads


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(quads=worlds())
def test_the_engines_agree_on_any_world_blank_nodes_included(quads: list[Quad]) -> None:
    shapes = battery()
    with tempfile.TemporaryDirectory() as folder:
        data = write(quads, Path(folder))
        fast, reference = engine("fast").run(data, shapes), engine("reference").run(data, shapes)
    assert seen(fast.results) == seen(reference.results)


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_a_third_engine_agrees_where_values_are_plain(tmp_path: Path) -> None:
    shapes = battery()
    data = write(filter(plain, sweep(shapes)), tmp_path)
    ours = {(each.focus, each.component, each.shape) for each in engine("fast").run(data, shapes).results}
    theirs = third_opinion(data, shapes)
    assert {each for each in theirs if MINTED not in each[2]} - ours == set()
    assert ours - theirs == set()


def test_a_fault_that_one_engine_misses_would_be_seen(tmp_path: Path) -> None:
    shapes = battery()
    data = write(sweep(shapes), tmp_path)
    results = engine("fast").run(data, shapes).results
    assert seen(results) != seen(list(results)[1:])


def test_where_there_is_no_native_engine_the_reference_takes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shapes = battery()
    data = write(sweep(shapes), tmp_path)
    with_it = engine("fast").run(data, shapes)
    monkeypatch.setitem(sys.modules, "shacl", None)
    without = engine("fast").run(data, shapes)
    assert [note.code for note in without.notes] == ["native-engine-missing"]
    assert seen(without.results) == seen(with_it.results)


def test_what_only_the_background_chooses_is_not_reported(tmp_path: Path) -> None:
    shapes = battery()
    ours, theirs, kind = NamedNode(f"{BASE}ours"), NamedNode(f"{BASE}theirs"), NamedNode(f"{BASE}A")
    (tmp_path / "background.nq").write_text(graphs.line(Quad(theirs, TYPE, kind)), "utf-8")
    data = Data(write([Quad(ours, TYPE, kind)], tmp_path).files, (tmp_path / "background.nq",))
    for name in NAMES:
        foci = {each.focus for each in engine(name).run(data, shapes).results}
        assert foci == {str(ours)}, name
    assert focused(data, shapes) == 2


def test_an_unknown_engine_is_named_with_the_nearest() -> None:
    with pytest.raises(CommandError) as caught:
        engine("referens")
    assert caught.value.problems[0].values["nearest"] == "reference"
