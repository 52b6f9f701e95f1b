"""Describing things of the tiny publication: the same alone and in a batch, whole, and in the order of the shapes."""

from __future__ import annotations

import shutil

import pytest
from pyoxigraph import RdfFormat, parse
from tests.conftest import TINY

from intlgraph import graphs, ontology, pipeline
from intlgraph.project import Project, load
from intlgraph.publishing import contexts
from intlgraph.publishing.site.resources import EXTENSIONS, Resources
from intlgraph.query.surroundings import surroundings
from intlgraph.rendering.describing import Describer
from intlgraph.rendering.gathering import Gatherer
from intlgraph.rendering.recent import Recent
from intlgraph.store import generations, oxigraph
from intlgraph.store.oxigraph import OxigraphStore

World = tuple[Project, OxigraphStore, Describer]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    root = tmp_path_factory.mktemp("described") / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build", "public"))
    project = load(root)
    pipeline.build(project)
    store = oxigraph.open_read_only(generations.current(project.build) / "store")
    ready = contexts.understood(contexts.context(project))
    terms = {name: term.iri for name, term in ready.terms.items() if not term.prefix}
    return project, store, Describer(store, project, terms)


def things(describer: Describer) -> list[str]:
    return [iri for _, iri in describer.entities()]


def test_what_is_gathered_for_many_is_what_surrounds_each(world: World) -> None:
    _, store, describer = world
    iris = things(describer)
    gathered = list(Gatherer(store, describer.wording).around(iris))
    assert gathered == [surroundings(store, iri, describer.wording) for iri in iris]


def test_a_thing_is_described_the_same_alone_and_among_others(world: World) -> None:
    _, _, describer = world
    iris = things(describer)
    assert list(describer.descriptions(reversed(iris))) == [describer.describe(iri) for iri in reversed(iris)]


def test_the_resources_together_hold_every_triple_of_the_data(world: World) -> None:
    project, _, describer = world
    held = {str(triple) for triples in describer.resources(things(describer)) for triple in triples}
    quads = generations.current(project.build) / "quads"
    files = (path for path in quads.glob("*.nq") if path.stem != ontology.GRAPH)
    lines = (line for path in files for line in path.read_text("utf-8").split("\n") if line)
    assert held == {graphs.triple_line(f"{line}\n").removesuffix(" .\n") for line in lines}


def test_every_entity_comes_once_and_statements_have_a_home(world: World) -> None:
    project, _, describer = world
    iris = things(describer)
    assert len(iris) == len(set(iris)) > 0
    facts = (fact for each in describer.descriptions(iris) for part in each.sections for fact in part.facts)
    rows = {fact.iri for fact in facts if fact.iri.startswith(project.base)}
    assert set(describer.homes(rows).values()) <= set(iris)


def test_the_formats_of_a_resource_hold_the_same_triples(world: World) -> None:
    project, _, describer = world
    writer = Resources(project, contexts.context(project))
    formats = {"ttl": RdfFormat.TURTLE, "rdf": RdfFormat.RDF_XML, "nt": RdfFormat.N_TRIPLES}
    for triples in describer.resources(things(describer)):
        for extension, form in formats.items():
            found = {quad.triple for quad in parse(writer.write(triples, extension), format=form)}
            assert found == set(triples), extension
    assert {*formats, "jsonld"} == set(EXTENSIONS)


def test_sections_have_keys_of_their_own_and_cells_their_names(world: World) -> None:
    _, _, describer = world
    for each in describer.descriptions(things(describer)):
        keys = [part.key for part in each.sections]
        assert len(keys) == len(set(keys))
        assert all(part.facts for part in each.sections)
        assert all(names for part in each.sections for fact in part.facts for names, _ in fact.cells)


def test_an_unknown_thing_is_described_by_nothing(world: World) -> None:
    project, _, describer = world
    nothing = describer.describe(project.iris.thing("nothing", "at-all"))
    assert not nothing.sections
    assert not nothing.summary
    assert describer.resource(nothing.link.iri) == ()


def test_what_is_remembered_is_bounded_and_the_oldest_goes_first() -> None:
    recent: Recent[int] = Recent(2)
    recent.learn(["a", "b", "c"], {"a": 1, "c": 3})
    assert recent.get("a") == 1
    recent.forget()
    assert (recent.get("a"), recent.get("c"), recent.missing(["a", "b", "c"])) == (None, 3, {"a"})
