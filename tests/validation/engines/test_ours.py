"""The proof that the engines agree on our own shapes: valid examples with seeded faults, the ontology as background."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, parse
from tests.shapes.examples import background, components, reported, shape_files
from tests.validation.engines.opinions import plain, third_opinion
from tests.validation.engines.seeded import World, examples, moved, spoilt
from tests.validation.engines.worlds import predicates

from intlgraph import graphs
from intlgraph.namespaces import RDF, RDFS
from intlgraph.validation import shapes as reading
from intlgraph.validation.engines import engine
from intlgraph.validation.results import Data, Result
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.vocabulary import SH

# One fault in so many is tried: all of them, some thirty thousand, take the fast engine minutes.
SHARE = 24

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ours:
    """Our shapes, the part of the ontology that they can read as a file, and a folder for data."""

    shapes: Shapes
    background: Path
    folder: Path

    @property
    def sweeping(self) -> frozenset[str]:
        """The shapes that look at everything there is, which the reference takes long over."""
        return frozenset(
            iri
            for iri in self.shapes.roots
            if any(target.term == f"<{RDF}type>" for target in self.shapes.nodes[iri].targets)
        )

    @property
    def others(self) -> frozenset[str]:
        """All the other shapes with targets."""
        return frozenset(self.shapes.roots) - self.sweeping

    @property
    def pairs(self) -> frozenset[Pair]:
        """Each shape that results can name with each component that it declares."""
        return frozenset((shape.iri, part) for shape in reported(self.shapes) for part in components(shape))

    def data(self, worlds: Iterable[World]) -> Data:
        """Return worlds, each in a place of its own, as data."""
        file = self.folder / "data.nq"
        file.write_text("".join(moved(world, place) for place, world in enumerate(worlds)), "utf-8")
        return Data((file,), (self.background,))

    def both(self, worlds: Iterable[World], only: frozenset[str]) -> tuple[frozenset[Result], frozenset[Result]]:
        """Return what the fast engine finds in worlds, and what the reference finds."""
        data = self.data(worlds)
        fast, reference = (engine(name).run(data, self.shapes, only) for name in ("fast", "reference"))
        return fast.results, reference.results


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Ours:
    shapes, folder = reading.read(shape_files("passage")), tmp_path_factory.mktemp("ours")
    read = {f"{RDF}type", f"{RDFS}subClassOf", *(predicate.value for predicate in predicates(shapes))}
    quads = (quad for path in background() for quad in parse(path=path, format=RdfFormat.TURTLE))
    file = folder / "ontology.nq"
    file.write_text("".join(graphs.line(quad) for quad in quads if quad.predicate.value in read), "utf-8")
    return Ours(shapes, file, folder)


@pytest.fixture(scope="module")
def chosen(ours: Ours) -> tuple[World, ...]:
    """Return worlds that between them break every constraint, as the fast engine sees it: seeded ones where they can.

    Examples whose fault was put there by hand are taken for what no seeded fault, of those that are tried, breaks.
    """
    found = _cover(ours, _seeded(ours), ours.pairs)
    # What two of the worlds break between them is perhaps not broken by those that were taken.
    left = ours.pairs - _pairs(engine("fast").run(ours.data(found), ours.shapes).results)
    return (*found, *_cover(ours, examples("invalid"), left))


def _cover(ours: Ours, worlds: Sequence[World], wanted: Iterable[Pair]) -> list[World]:
    """Return the first worlds that break what no world before them breaks, as far as it is wanted."""
    broken: dict[int, set[Pair]] = {}
    for result in engine("fast").run(ours.data(worlds), ours.shapes).results:
        place = _place(result)
        if place is not None:
            broken.setdefault(place, set()).add((result.shape, result.component))
    found, missing = list[World](), set(wanted)
    for place in sorted(broken):
        if broken[place] & missing:
            missing -= broken[place]
            found.append(worlds[place])
    return found


def _pairs(results: Iterable[Result]) -> set[Pair]:
    return {(each.shape, each.component) for each in results}


def _seeded(ours: Ours) -> list[World]:
    along = predicates(ours.shapes)
    worlds: dict[str, World] = {}
    for example in examples("valid"):
        for world in spoilt(example, along):
            if zlib.crc32(world.fault.encode()) % SHARE == 0:
                worlds.setdefault(world.fault, world)
    return list(worlds.values())


def _place(result: Result) -> int | None:
    """Return the place of the world that a result is about; None for what stands outside of all."""
    number = result.focus.removeprefix("<https://data.example.org/").partition("/")[0]
    return int(number) if number.isdecimal() else None


def facts(results: Iterable[Result]) -> set[tuple[str, ...]]:
    """Return all that the engines have to agree on."""
    return {
        (each.focus, each.path, each.value, each.component, each.severity, each.shape, each.constraint)
        for each in results
    }


def test_the_engines_agree_on_a_fault_of_every_constraint(ours: Ours, chosen: Sequence[World]) -> None:
    fast, reference = ours.both(chosen, ours.others)
    assert facts(fast) - facts(reference) == set()
    assert facts(reference) - facts(fast) == set()
    some = [*_of_sweeping(ours, chosen), *chosen[:: len(chosen) // 12]]
    fast_everywhere, reference_everywhere = ours.both(some, ours.sweeping)
    assert facts(fast_everywhere) == facts(reference_everywhere)
    assert ours.pairs - _pairs((*reference, *reference_everywhere)) == set()
    assert len(ours.pairs) > 400


def _of_sweeping(ours: Ours, worlds: Sequence[World]) -> list[World]:
    found = engine("fast").run(ours.data(worlds), ours.shapes, ours.sweeping).results
    return [worlds[place] for place in sorted({place for place in map(_place, found) if place is not None})]


@st.composite
def faulty(draw: st.DrawFn, along: Sequence[object]) -> list[World]:
    """Return some examples, each with a fault or two, which can meet in one world."""
    worlds = []
    for _ in range(draw(st.integers(1, 12))):
        world = draw(st.sampled_from(examples("valid")))
        for _ in range(draw(st.integers(1, 2))):
            world = draw(st.sampled_from(tuple(spoilt(world, along))))  # type: ignore[arg-type]
        worlds.append(world)
    return worlds


# Not shrunk: that takes the reference many minutes, and the faults are named.
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(data=st.data())
def test_the_engines_agree_on_any_faults_of_our_examples(ours: Ours, data: st.DataObject) -> None:
    worlds = data.draw(faulty(predicates(ours.shapes)))
    fast, reference = ours.both(worlds, ours.others)
    assert facts(fast) == facts(reference), [world.fault for world in worlds]


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_a_third_engine_agrees_on_what_core_says(ours: Ours, chosen: Sequence[World]) -> None:
    core = _core(ours.shapes)
    data = ours.data(chosen)
    both = [quad for file in (*data.files, *data.background) for quad in parse(path=file, format=RdfFormat.N_QUADS)]
    data.files[0].write_text("".join(sorted({graphs.line(quad) for quad in both if plain(quad)})), "utf-8")
    union = Data(data.files)
    fast = {(each.focus, each.component, each.shape) for each in engine("fast").run(union, core).results}
    theirs = third_opinion(union, core)
    assert theirs - fast == set()
    assert fast - theirs == set()
    assert len(fast) > 400


def _core(shapes: Shapes) -> Shapes:
    """Return the shapes without what is said in SPARQL."""
    said = (
        Quad(triple.subject, triple.predicate, triple.object)
        for triple in shapes.triples
        if triple.predicate.value != f"{SH}sparql"
    )
    return reading.from_quads(said, next(iter(shapes.nodes.values())).place)


def test_a_component_that_one_engine_left_out_would_be_seen(ours: Ours, chosen: Sequence[World]) -> None:
    world = chosen[:40]
    results = engine("fast").run(ours.data(world), ours.shapes, ours.others).results
    for component in {each.component for each in results}:
        assert facts(each for each in results if each.component != component) != facts(results)
