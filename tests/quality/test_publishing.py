"""What is written: the numbers again by another way, Turtle that anybody reads, and the command in both languages."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, URIRef
from tests.conftest import Command
from tests.quality.conftest import BASE, DAY, Measured, filled_store

from intlgraph.errors import CommandError
from intlgraph.namespaces import DCTERMS, INTL, PREFIXES
from intlgraph.project import Project
from intlgraph.quality import days, folding
from intlgraph.quality.measuring import measure
from intlgraph.quality.metrics import METRICS, measurements
from intlgraph.quality.publishing import FILE, as_turtle, write
from intlgraph.store import generations, oxigraph

DQV = rdflib.Namespace("http://www.w3.org/ns/dqv#")


@pytest.fixture(scope="session")
def own_graph(own: Project) -> rdflib.Graph:
    """The publication's own quads as rdflib reads them, all in one graph."""
    graph = rdflib.Graph()
    for path in (generations.current(own.build) / "quads").glob("*.nq"):
        triples = re.sub(r" <[^<> ]*> \.$", " .", path.read_text("utf-8"), flags=re.MULTILINE)
        graph.parse(data=triples, format="nt")
    return graph


def own_store(own: Project) -> oxigraph.OxigraphStore:
    return oxigraph.open_read_only(generations.current(own.build) / "store")


def test_completeness_is_what_rdflib_counts(own: Project, own_graph: rdflib.Graph) -> None:
    quality = measure(own_store(own), own, DAY)
    compared = 0
    for each in quality.completeness:
        things = set(own_graph.subjects(RDF.type, URIRef(each.kind)))
        values = {thing: list(own_graph.objects(thing, URIRef(each.property))) for thing in things}
        assert each.things == len(things)
        if each.property in {f"{INTL}start", f"{INTL}end", f"{INTL}date"}:
            continue  # these may have bounds alone
        assert each.filled == sum(bool(found) for found in values.values()), each
        for language, number in each.languages.items():
            assert number == sum(
                any(getattr(v, "language", None) == language for v in found) for found in values.values()
            )
        compared += 1
    assert compared > 100


def test_passages_are_what_rdflib_counts(own: Project, own_graph: rdflib.Graph) -> None:
    for each in measure(own_store(own), own, DAY).evidence:
        things = {
            thing
            for thing in own_graph.subjects(RDF.type, URIRef(each.kind))
            if str(own_graph.value(thing, URIRef(f"{INTL}certainty")) or "") == each.certainty
        }
        passages = {thing for thing in things if (thing, URIRef(f"{INTL}passage"), None) in own_graph}
        sources = {thing for thing in things if (thing, URIRef(f"{DCTERMS}source"), None) in own_graph}
        assert (each.statements, each.passages, each.documents) == (len(things), len(passages), len(sources - passages))


def test_the_turtle_says_every_value_with_its_metric_and_without_blank_nodes(
    measured: Measured, nordby: Project
) -> None:
    quality = measured("id:a <http://www.w3.org/ns/org#organization> id:ghost .")
    text = as_turtle(quality, nordby)
    assert text == as_turtle(quality, nordby)
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert not [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)]
    found = set(graph.subjects(RDF.type, DQV.QualityMeasurement))
    assert len(found) == len(list(measurements(quality)))
    dataset = URIRef(f"{BASE}/dataset/all")
    for each in found:
        metric = graph.value(each, DQV.isMeasurementOf)
        value = graph.value(each, DQV.value)
        assert isinstance(value, rdflib.Literal)
        assert value.datatype == graph.value(metric, DQV.expectedDataType)
        assert re.fullmatch(r"0|1|0\.\d*[1-9]|[1-9]\d*", str(value)), "canonical"
        assert graph.value(each, DQV.computedOn) == dataset
        assert (dataset, DQV.hasQualityMeasurement, each) in graph
    labels = rdflib.URIRef(f"{PREFIXES['skos']}prefLabel")
    for name in METRICS:
        iri = URIRef(f"{BASE}/quality/metric/{name.name}")
        assert sorted(str(getattr(label, "language", "")) for label in graph.objects(iri, labels)) == ["en", "sv"]
    assert int(str(graph.value(URIRef(f"{BASE}/quality/measurement/dangling"), DQV.value))) == 1


def test_only_what_is_whole_is_one(measured: Measured) -> None:
    values = {each.name: each.value for each in measurements(measured())}
    assert values["language/cv.PublicOrganisation/skos.prefLabel/en"] == Decimal("0.25")
    assert values["completeness/cv.PublicOrganisation/skos.prefLabel"] == 1


def test_publish_writes_it_for_the_newest_day_that_documents_name(nordby: Project, tmp_path: Path) -> None:
    store = filled_store(nordby)
    assert write(nordby, store, tmp_path, {}).on == date(2023, 6, 20)
    first = (tmp_path / FILE).read_bytes()
    assert write(nordby, store, tmp_path, {}).on == date(2023, 6, 20)
    assert (tmp_path / FILE).read_bytes() == first
    assert write(nordby, store, tmp_path, {"SOURCE_DATE_EPOCH": "1700000000"}).on == date(2023, 11, 14)
    assert days.newest(filled_store(nordby, without=f"{INTL}retrieved")) == date(2023, 6, 1)
    assert days.newest(oxigraph.in_memory()) is None
    with pytest.raises(CommandError, match="SOURCE_DATE_EPOCH"):
        write(nordby, store, tmp_path, {"SOURCE_DATE_EPOCH": "yesterday"})


def test_the_command_tells_it_in_both_languages(nordby: Project, command: Command) -> None:
    ran = command("quality", "--project", nordby.root, "--lang", "en", "--date", "2024-05-01")
    assert ran.code == 0, ran.err
    assert "for the day 2024-05-01" in ran.out
    assert "municipality, region or province" in ran.out
    ran = command("quality", "--project", nordby.root, "--lang", "sv", "--class", "nätverk", "--limit", "1")
    assert ran.code == 0, ran.err
    assert "kommun, region eller provins" not in ran.out
    assert "Fullständighet" in ran.out


def test_the_command_gives_json_and_turtle(nordby: Project, command: Command) -> None:
    ran = command("quality", "--project", nordby.root, "--lang", "en", "--format", "json", "--date", "2024-05-01")
    told = json.loads(ran.out)
    assert told["date"] == "2024-05-01"
    assert {each["metric"] for each in told["measurements"]} == {metric.name for metric in METRICS}
    assert {each["thing"]["label"] for each in told["withoutIdentifier"]} >= {"Municipality of Nordby"}
    ran = command("quality", "--project", nordby.root, "--format", "turtle")
    assert rdflib.Graph().parse(data=ran.out, format="turtle")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [(("--date", "soon"), 2, "soon"), (("--class", "netwrk"), 2, "network"), (("--limit", "-1"), 2, "-1")],
)
def test_the_command_refuses_what_it_cannot_read(
    nordby: Project, command: Command, arguments: tuple[str, ...], code: int, says: str
) -> None:
    ran = command("quality", "--project", nordby.root, "--lang", "en", *arguments)
    assert ran.code == code
    assert says in ran.err


def test_without_a_build_there_is_nothing_to_measure(tmp_path: Path, nordby: Project, command: Command) -> None:
    (tmp_path / "intlgraph.toml").write_bytes((nordby.root / "intlgraph.toml").read_bytes())
    assert command("quality", "--project", tmp_path).code == 1


SYLLABLES = st.lists(st.tuples(st.sampled_from("bdfgk"), st.sampled_from("åäöøæüi")), min_size=1, max_size=6)
WRITTEN_OUT = {"å": "aa", "ä": "ae", "æ": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "i": "i"}


@given(SYLLABLES)
def test_letters_and_what_they_are_written_out_as_meet(syllables: list[tuple[str, str]]) -> None:
    name = "".join(consonant + vowel for consonant, vowel in syllables)
    written_out = "".join(consonant + WRITTEN_OUT[vowel] for consonant, vowel in syllables)
    assert folding.words(name) == folding.words(written_out) == folding.words(name.upper())
