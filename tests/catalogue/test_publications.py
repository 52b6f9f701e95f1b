"""The catalogues of both publications: what they say, what the official shapes say of them, and what readers keep."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, VOID
from tests.catalogue.making import Net, codes
from tests.conftest import ROOT
from tests.shared import shared

from intlgraph import pipeline
from intlgraph.catalogue.harvest import check
from intlgraph.catalogue.harvest.fetching import Answer
from intlgraph.project import Project, load
from intlgraph.validation import background, shapes
from intlgraph.validation.checking import validate
from intlgraph.validation.results import Data
from intlgraph.validation.sources import gather

PUBLICATIONS = {"root": ROOT, "almhaga": ROOT / "tests" / "publications" / "almhaga"}
EU = "http://publications.europa.eu/resource/authority/"
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
INTL = rdflib.Namespace("https://w3id.org/intlgraph/ns#")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def copied(name: str, folder: Path) -> Project:
    copy = folder / name
    shutil.copytree(PUBLICATIONS[name] / "data", copy / "data")
    shutil.copy(PUBLICATIONS[name] / "intlgraph.toml", copy)
    return load(copy)


@pytest.fixture(scope="module", params=sorted(PUBLICATIONS))
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    folder = tmp_path_factory.mktemp(request.param)
    project = copied(request.param, folder)
    pipeline.publish(project, folder / "public")
    return project, folder / "public"


@pytest.fixture(scope="module")
def graph(published: tuple[Project, Path]) -> rdflib.Graph:
    return rdflib.Graph().parse(published[1] / "catalog.rdf", format="xml")


def test_it_is_harvested_with_every_point_that_needs_no_network(published: tuple[Project, Path]) -> None:
    project, public = published
    checked = check(str(public / "catalog.rdf"), Net())
    assert codes(checked) == (["demonstration"] if project.demonstration else [])
    assert checked.harvestable is not project.demonstration
    assert {
        each.name for each in checked.dimensions if each.reached + each.unknown != pytest.approx(each.most)
    } == set()
    assert checked.portal[0] == pytest.approx(375 - 80)
    assert sum(each.unknown for each in checked.dimensions) == 80


def test_with_addresses_that_answer_it_has_every_point(published: tuple[Project, Path]) -> None:
    _, public = published
    checked = check(str(public / "catalog.rdf"), _Everything(), online=True)
    assert sum(each.reached for each in checked.dimensions) == pytest.approx(405)


class _Everything(Net):
    """A network in which every address answers."""

    def __call__(self, address: str, *, limit: int) -> Answer:
        return Answer(200)


def test_the_three_forms_say_the_same(published: tuple[Project, Path]) -> None:
    _, public = published
    said = [set(_triples(public / f"catalog.{ending}")) for ending in ("rdf", "ttl", "jsonld")]
    assert said[0] == said[1] == said[2]
    assert len(said[0]) > 500


def _triples(path: Path) -> Iterator[str]:
    form = {".rdf": pyoxigraph.RdfFormat.RDF_XML, ".ttl": pyoxigraph.RdfFormat.TURTLE}.get(
        path.suffix, pyoxigraph.RdfFormat.JSON_LD
    )
    yield from (f"{quad.subject} {quad.predicate} {quad.object}" for quad in pyoxigraph.parse(path=path, format=form))


def test_nothing_is_lost_by_the_parser_that_most_portals_run(
    published: tuple[Project, Path], graph: rdflib.Graph
) -> None:
    ours = set(_triples(published[1] / "catalog.rdf"))
    theirs = {
        " ".join(term.n3() if not isinstance(term, rdflib.Literal) else _exact(term) for term in triple)
        for triple in graph
    }
    assert theirs == ours


def _exact(literal: rdflib.Literal) -> str:
    datatype = pyoxigraph.NamedNode(str(literal.datatype)) if literal.datatype else None
    if literal.language:
        return str(pyoxigraph.Literal(str(literal), language=literal.language))
    return str(pyoxigraph.Literal(str(literal), datatype=datatype))


def test_no_node_is_blank_and_nothing_is_relative(graph: rdflib.Graph) -> None:
    terms = {term for triple in graph for term in triple}
    assert not [term for term in terms if isinstance(term, rdflib.BNode)]
    assert not [term for term in terms if isinstance(term, rdflib.URIRef) and ":" not in term]


def test_the_catalogue_and_its_publisher(published: tuple[Project, Path], graph: rdflib.Graph) -> None:
    project, _ = published
    [catalogue] = graph.subjects(RDF.type, DCAT.Catalog)
    [publisher] = graph.objects(catalogue, DCTERMS.publisher)
    assert list(graph.objects(catalogue, DCTERMS.license)) == [
        rdflib.URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
    ]
    assert {getattr(text, "language", "") for text in graph.objects(catalogue, DCTERMS.title)} == {"sv", "en"}
    assert set(graph.objects(None, DCTERMS.publisher)) == {publisher}
    number = project.publisher.number
    assert str(publisher) == (f"http://dataportal.se/organisation/SE{number}" if number else project.publisher.iri)
    [contact] = set(graph.objects(None, DCAT.contactPoint))
    assert contact != publisher
    assert str(graph.value(contact, VCARD.hasEmail)).startswith("mailto:")
    assert bool(list(graph.objects(catalogue, INTL.demonstration))) == project.demonstration
    described = " ".join(map(str, graph.objects(catalogue, DCTERMS.description)))
    assert ("demonstration" in described) == project.demonstration
    assert graph.value(publisher, FOAF.name)


def test_every_dataset_is_listed_with_an_identifier_of_its_own(
    published: tuple[Project, Path], graph: rdflib.Graph
) -> None:
    project, _ = published
    datasets = {project.iris.dataset(each.name) for each in project.datasets}
    assert {str(node) for node in graph.objects(None, DCAT.dataset)} == datasets
    identifiers = [str(graph.value(rdflib.URIRef(each), DCTERMS.identifier)) for each in datasets]
    assert len(set(identifiers)) == len(datasets)
    assert all(UUID.fullmatch(each) for each in identifiers)


def test_every_distribution_is_a_file_that_is_there_with_its_size_and_checksum(
    published: tuple[Project, Path], graph: rdflib.Graph
) -> None:
    project, public = published
    seen = set()
    for node in graph.subjects(RDF.type, DCAT.Distribution):
        [address] = graph.objects(node, DCAT.downloadURL)
        assert graph.value(node, DCAT.accessURL) != address
        path = public / str(address).removeprefix(f"{project.base}/")
        data = path.read_bytes()
        assert str(graph.value(node, DCAT.byteSize)) == str(len(data))
        checksum = graph.value(node, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)).lower() == hashlib.sha256(data).hexdigest()
        schema = graph.value(node, DCTERMS.conformsTo)
        if schema:
            assert json.loads((public / str(schema).removeprefix(f"{project.base}/")).read_text("utf-8"))
        seen.add(path.relative_to(public).as_posix())
    tables = {path.relative_to(public).as_posix() for path in (public / "data" / "tables").rglob("*.csv")}
    dumps = {
        f"data/{each.name}.{end}"
        for each in project.datasets
        for end in ("ttl", "nt.gz", "nq.gz", "trig", "jsonld", "rdf")
    }
    assert seen == tables | dumps


def test_a_licence_that_wants_to_be_named_follows_its_data(
    published: tuple[Project, Path], graph: rdflib.Graph
) -> None:
    project, _ = published
    if "geonames" not in project.licences:
        assert set(graph.objects(None, DCTERMS.license)) == {
            rdflib.URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
        }
        return
    attributed = {
        str(node)
        for node in graph.subjects(DCTERMS.license, rdflib.URIRef("http://creativecommons.org/licenses/by/4.0/"))
    }
    assert {each.partition("/dataset/")[2].partition("#")[0] for each in attributed} == {"all", "places"}
    assert any("geonames-coordinates.csv" in each for each in attributed)
    for node in attributed:
        rights = graph.value(rdflib.URIRef(node), DCTERMS.rights)
        assert all("geonames" in str(label) for label in graph.objects(rights, rdflib.RDFS.label))


def test_services_are_listed_when_they_are_configured(published: tuple[Project, Path], graph: rdflib.Graph) -> None:
    project, _ = published
    assert project.listing is not None
    configured = {address for address in (project.endpoint, project.listing.reconciliation) if address}
    assert {str(node) for node in graph.objects(None, DCAT.endpointURL)} == configured
    assert len(list(graph.objects(None, DCAT.service))) == len(configured)


def test_the_official_shapes_find_nothing_but_what_no_municipality_can_avoid(
    published: tuple[Project, Path], tmp_path: Path
) -> None:
    """The profile asks for a publisher of the EU's own table of corporate bodies, as a warning."""
    profile = shapes.read(sorted(shared("profiles", "dcat-ap-3.0.1").glob("*.ttl")), lambda path: path.name)
    quads = tuple(source.quads for source in gather([str(published[1] / "catalog.rdf")], tmp_path, io.BytesIO()))
    report = validate(Data(quads, background.prepared(quads, tmp_path)), profile)
    assert report.conforms
    assert {(fault.severity, fault.path) for fault in report.faults} == {("warning", f"<{DCTERMS.publisher}>")}


def test_ckan_keeps_what_the_catalogue_says(published: tuple[Project, Path]) -> None:
    _, public = published
    run = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("ckan_reading.py")), str(public / "catalog.rdf")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    read = json.loads(run.stdout)
    graph = rdflib.Graph().parse(public / "catalog.rdf", format="xml")
    assert {each["uri"] for each in read} == {str(node) for node in graph.subjects(RDF.type, DCAT.Dataset)}
    for each in read:
        node = rdflib.URIRef(each["uri"])
        assert each["title"] in {str(text) for text in graph.objects(node, DCTERMS.title)}
        assert set(each["tags"]) == {str(text).lower() for text in graph.objects(node, DCAT.keyword)}
        assert each["identifier"] == str(graph.value(node, DCTERMS.identifier))
        assert each["contact_email"] == str(graph.value(graph.value(node, DCAT.contactPoint), VCARD.hasEmail))[7:]
        assert each["publisher_uri"] == str(graph.value(node, DCTERMS.publisher))
        resources = {str(graph.value(one, DCAT.downloadURL)): one for one in graph.objects(node, DCAT.distribution)}
        assert {one["download_url"] for one in each["resources"]} == set(resources)
        for one in each["resources"]:
            distribution = resources[one["download_url"]]
            assert one["size"] == int(str(graph.value(distribution, DCAT.byteSize)))
            assert one["license"] == str(graph.value(distribution, DCTERMS.license))
            assert (
                one["hash"].lower()
                == str(graph.value(graph.value(distribution, SPDX.checksum), SPDX.checksumValue)).lower()
            )


def test_void_counts_what_is_there(published: tuple[Project, Path]) -> None:
    """Each number is that of the dump that the same dataset has."""
    project, public = published
    void = rdflib.Graph().parse(public / "void.ttl", format="turtle")
    here = rdflib.URIRef(project.iris.dataset("all"))
    data = rdflib.Graph().parse(public / "data" / "all.ttl", format="turtle")

    def number(node: rdflib.term.Node, name: rdflib.URIRef) -> int:
        return int(str(void.value(node, name)))

    assert number(here, VOID.triples) == len(data)
    assert number(here, VOID.distinctSubjects) == len(set(data.subjects()))
    assert number(here, VOID.distinctObjects) == len({term.n3() for term in data.objects()})
    kinds = {void.value(part, VOID["class"]): part for part in void.objects(here, VOID.classPartition)}
    assert set(kinds) == set(data.objects(None, RDF.type))
    for kind, part in kinds.items():
        things = set(data.subjects(RDF.type, kind))
        assert number(part, VOID.entities) == len(things)
        for inner in void.objects(part, VOID.propertyPartition):
            name = void.value(inner, VOID.property)
            having = [(s, o) for s, o in data.subject_objects(name) if s in things]
            assert number(inner, VOID.triples) == len(having)
            assert number(inner, VOID.distinctSubjects) == len({s for s, _ in having})
    names = {void.value(part, VOID.property): part for part in void.objects(here, VOID.propertyPartition)}
    assert set(names) == set(data.predicates())
    for name, part in names.items():
        assert number(part, VOID.triples) == len(list(data.subject_objects(name)))
        assert number(part, VOID.distinctObjects) == len({o.n3() for o in data.objects(None, name)})
    assert not [term for triple in void for term in triple if isinstance(term, rdflib.BNode)]


def test_links_of_void_lead_out_of_the_publication(published: tuple[Project, Path]) -> None:
    project, public = published
    void = rdflib.Graph().parse(public / "void.ttl", format="turtle")
    data = rdflib.Graph().parse(public / "data" / "all.ttl", format="turtle")
    linksets = list(void.subjects(RDF.type, VOID.Linkset))
    assert linksets
    for linkset in linksets:
        space = str(void.value(void.value(linkset, VOID.objectsTarget), VOID.uriSpace))
        name = void.value(linkset, VOID.linkPredicate)
        assert not space.startswith(project.base)
        found = [o for o in data.objects(None, name) if isinstance(o, rdflib.URIRef) and _space(str(o)) == space]
        assert int(str(void.value(linkset, VOID.triples))) == len(found)


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def test_the_examples_of_void_are_plain_sparql(published: tuple[Project, Path]) -> None:
    """Each is taken by an engine that knows nothing of the publication, and those of the demonstration answer."""
    project, public = published
    void = rdflib.Graph().parse(public / "void.ttl", format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    texts = {str(node): str(text) for node, text in void.subject_objects(sh.select)}
    assert len(texts) == len(list((ROOT / "queries").glob("*.rq")))
    store = pyoxigraph.Store()
    store.bulk_load(path=public / "data" / "all.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    answered = sum(_answers(store, text) for text in texts.values())
    assert answered >= (15 if project.demonstration else 4)


def _answers(store: pyoxigraph.Store, text: str) -> bool:
    solutions = store.query(text)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return next(iter(solutions), None) is not None


def test_the_environment_says_when_it_changed(tmp_path: Path) -> None:
    project = copied("almhaga", tmp_path)
    pipeline.publish(project, tmp_path / "public", environment={"SOURCE_DATE_EPOCH": "1798761600"})
    graph = rdflib.Graph().parse(tmp_path / "public" / "catalog.rdf", format="xml")
    assert {str(day) for day in graph.objects(None, DCTERMS.modified)} == {"2027-01-01"}
    assert {str(day) for day in graph.objects(None, DCTERMS.issued)} == {"2026-01-15"}


def test_high_value_data_is_marked_and_still_good(tmp_path: Path) -> None:
    root = copied("almhaga", tmp_path).root
    settings = root / "intlgraph.toml"
    marks = 'legislation = ["http://data.europa.eu/eli/reg_impl/2023/138/oj"]\nhigh_value = ["http://data.europa.eu/bna/c_ac64a52d"]\n'
    settings.write_text(settings.read_text("utf-8").replace("[catalogue]\n", f"[catalogue]\n{marks}"), "utf-8")
    pipeline.publish(load(root), tmp_path / "public")
    checked = check(str(tmp_path / "public" / "catalog.rdf"), Net())
    assert codes(checked) == []
    text = (tmp_path / "public" / "catalog.ttl").read_text("utf-8")
    assert text.count("dcatap:hvdCategory") == 6 + 2


def test_a_release_is_told_in_the_catalogue_in_old_words_and_new(tmp_path: Path) -> None:
    project = copied("almhaga", tmp_path)
    pipeline.release(project, "1.0", datetime(2026, 3, 1, 12, tzinfo=UTC))
    pipeline.publish(project, tmp_path / "public")
    graph = rdflib.Graph().parse(tmp_path / "public" / "catalog.rdf", format="xml")
    whole = rdflib.URIRef(project.iris.dataset("all"))
    assert str(graph.value(whole, rdflib.URIRef("http://www.w3.org/ns/dcat#version"))) == "1.0"
    assert str(graph.value(whole, OWL.versionInfo)) == "1.0"
    assert {str(day) for day in graph.objects(None, DCTERMS.modified)} == {"2026-03-01"}
    assert codes(check(str(tmp_path / "public" / "catalog.rdf"), Net())) == []
