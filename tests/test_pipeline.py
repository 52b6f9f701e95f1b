"""From tables to a published folder, on both publications: same bytes, same triples, nothing said that was not."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from tests.conftest import ROOT, TINY, Command, Publication
from tests.shared import shared

from intlgraph import graphs, pipeline
from intlgraph.formats import GRAPH_FORMATS
from intlgraph.project import Project, load
from intlgraph.tables import publication


@pytest.fixture(scope="module", params=["root", "tiny"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    """Publish a copy of this repository's publication, and the tiny one."""
    folder = tmp_path_factory.mktemp(request.param)
    source = ROOT if request.param == "root" else TINY
    copy = folder / "publication"
    copy.mkdir()
    for part in ("data", "ontology"):
        shutil.copytree(source / part, copy / part)
    shutil.copy(source / "intlgraph.toml", copy)
    project = load(copy)
    pipeline.publish(project, folder / "public")
    return project, folder / "public"


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_publish_is_byte_identical(published: tuple[Project, Path], tmp_path: Path) -> None:
    project, public = published
    code = "import sys; from intlgraph.cli import main; main(sys.argv[1:])"
    arguments = ["publish", "--project", str(project.root), "--out", str(tmp_path / "again")]
    subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, env={"PYTHONHASHSEED": "7"}
    )
    assert content(tmp_path / "again") == content(public)


def triples(path: Path) -> set[str]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    extension = path.name.removesuffix(".gz").rpartition(".")[2]
    form = next(form for form in GRAPH_FORMATS if form.extension == extension)
    quads = list(pyoxigraph.parse(data, format=graphs.rdf_format(form)))
    by_rdflib = rdflib.Dataset()
    by_rdflib.parse(
        data=data,
        format={"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdf": "xml"}[
            extension
        ],
    )
    assert len({(s, p, o) for s, p, o, _ in by_rdflib.quads()}) == len(
        {(q.subject, q.predicate, q.object) for q in quads}
    )
    return {f"{q.subject} {q.predicate} {q.object}" for q in quads}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib uses what rdflib deprecates
def test_every_dump_of_a_dataset_holds_the_same_triples(published: tuple[Project, Path]) -> None:
    project, public = published
    for dataset in project.datasets:
        files = sorted((public / "data").glob(f"{dataset.name}.*"))
        assert len(files) == len(GRAPH_FORMATS)
        first, *others = [triples(path) for path in files]
        assert first
        for other in others:
            assert other == first


def test_no_cell_leaves_raw_and_every_subject_has_a_type(published: tuple[Project, Path]) -> None:
    project, public = published
    graph = rdflib.Graph().parse(public / "data" / "all.ttl")
    untyped = {subject for subject in graph.subjects() if (subject, rdflib.RDF.type, None) not in graph}
    assert untyped == set()
    assert not [term for term in graph.all_nodes() if isinstance(term, rdflib.BNode)]
    minted = {str(term) for term in graph.subjects() if isinstance(term, rdflib.URIRef)}
    assert all(iri.startswith(f"{project.base}/id/") for iri in minted)


def test_every_thing_that_is_pointed_to_is_described(published: tuple[Project, Path]) -> None:
    project, public = published
    graph = rdflib.Graph().parse(public / "data" / "all.ttl")
    pointed = {
        node
        for node in graph.objects()
        if isinstance(node, rdflib.URIRef) and str(node).startswith(f"{project.base}/id/")
    }
    assert pointed
    assert {node for node in pointed if (node, None, None) not in graph} == set()


def test_published_tables_build_the_same_graph_again(published: tuple[Project, Path], tmp_path: Path) -> None:
    """UTF-8, comma, English headings: whoever takes them as they are gets what we have."""
    project, public = published
    again = tmp_path / "again"
    shutil.copytree(project.root, again, ignore=shutil.ignore_patterns("build", "tables"))
    shutil.copytree(public / "data" / "tables", again / "data" / "tables")
    pipeline.publish(load(again), tmp_path / "public")
    assert content(tmp_path / "public")["data/all.ttl"] == content(public)["data/all.ttl"]
    heading = (public / "data" / "tables" / "memberships.csv").read_text("utf-8").splitlines()[0]
    assert heading.startswith("id,member,organization,role,role_as_written,start,end,")


def test_the_folder_says_what_it_is(published: tuple[Project, Path]) -> None:
    project, public = published
    text = (public / "README.txt").read_text("utf-8")
    for language in project.languages:
        assert project.title[language] in text
        assert project.publisher.name[language] in text
    head = "".join((public / "data" / "all.ttl").read_text("utf-8").partition("@prefix")[0])
    said = {"demonstration": ["README.txt", text], "head": ["all.ttl", head]}
    for name, words in said.values():
        assert ("demonstration" in words) == project.demonstration, name


def test_what_does_not_fit_in_memory_is_spilled_and_the_files_are_the_same(
    published: tuple[Project, Path], tmp_path: Path
) -> None:
    project, _ = published
    for folder, limits in ((tmp_path / "roomy", {}), (tmp_path / "narrow", {"spill": 3, "memory": 1000})):
        folder.mkdir()
        assert publication.convert(project, None, folder, **limits).problems == ()
    assert content(tmp_path / "roomy") == content(tmp_path / "narrow")


def test_the_worked_row_of_the_design(tmp_path: Path) -> None:
    """The row in the design becomes the graph in the design, triple for triple."""
    example = shared("design", "example")
    (tmp_path / "data").mkdir()
    shutil.copytree(example / "tables", tmp_path / "data" / "tables")
    shutil.copy(example / "passages.csv", tmp_path / "data" / "passages.csv")
    shutil.copy(ROOT / "intlgraph.toml", tmp_path)
    (tmp_path / "quads").mkdir()
    converted = publication.convert(load(tmp_path), None, tmp_path / "quads")
    missing = Counter(problem.values["spaces"] for problem in converted.problems if problem.severity == "error")
    assert set(missing) == {"municipality", "network"}, "the example leaves these tables out"
    row = ("/id/membership/vaxjo-ubc-board>", "#char=4008,4058>", "/id/selector/vaxjo-natverk-4008-4058>")
    lines = (tmp_path / "quads" / "tables.nq").read_text("utf-8").splitlines()
    ours = {line.rpartition(" <")[0] for line in lines if line.split(" ")[0].endswith(row)}
    wanted = {
        str(triple)
        for triple in pyoxigraph.parse((example / "after.ttl").read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    }
    assert ours == {text.removesuffix(" .") for text in wanted}


def test_the_covenant_and_its_passage(command: Command, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "intlgraph.toml", tmp_path)
    assert command("build", "--project", tmp_path).code == 0
    query = """SELECT ?name ?signed ?start ?certainty WHERE {
      ?event dcterms:type <https://w3id.org/intlgraph/concept/event-kind/signing> ; intl:actor/skos:prefLabel ?name ;
        intl:object/skos:prefLabel "Covenant of Mayors"@en ;
        intl:date ?signed ; intl:certainty/skos:notation ?certainty FILTER (lang(?name) = "sv")
      ?event intl:passage/oa:hasSelector/oa:start ?start } ORDER BY ?start"""
    ran = command("query", "--project", tmp_path, "-e", query, "--format", "csv")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[1:] == ["Växjö kommun,2008,2048,stated", "Växjö kommun,2008,2322,stated"]
    seed = next(shared("seeds").glob("000_*.txt")).read_text("utf-8")
    assert "2008" in seed[2322:2402]


def test_a_wheel_carries_the_built_ins(tmp_path: Path, tiny: Publication) -> None:
    """Installed anywhere, without this repository beside it, the package publishes the tiny publication."""
    build = "import hatchling.build as b, sys; print(b.build_wheel(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(tmp_path / made.stdout.split()[-1]) as wheel:
        wheel.extractall(tmp_path / "site")
    site = str(tmp_path / "site")
    script = f"import sys; sys.path.insert(0, {site!r}); from intlgraph.cli import main; main(sys.argv[1:])"
    arguments = ["publish", "--project", str(tiny.root), "--out", str(tmp_path / "public")]
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    built = json.loads((tmp_path / "public" / "ontology" / "context.jsonld").read_text("utf-8"))
    assert {"Network", "Festival"} <= set(built["@context"])


def test_replaced_built_ins_are_told_with_verbose(tiny: Publication, command: Command) -> None:
    (tiny.root / "ontology" / "concepts").mkdir()
    own = (ROOT / "ontology" / "concepts" / "theme.ttl").read_text("utf-8")
    (tiny.root / "ontology" / "concepts" / "theme.ttl").write_text(own.replace("climate", "weather"), "utf-8")
    tiny.edit("networks.csv", "climate;energy", "weather;energy")
    quiet, verbose = command("build", "--project", tiny.root), command("build", "--project", tiny.root, "--verbose")
    assert (quiet.code, verbose.code) == (0, 0), quiet.err
    assert "ontology/concepts/theme.ttl" not in quiet.out
    assert "ontology/concepts/theme.ttl" in verbose.out
