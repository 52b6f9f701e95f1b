"""The official shapes of DCAT-AP 3.0.1 over catalogues: what is right stays quiet, each fault is told once."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
from tests.shared import shared

from intlgraph.validation import background, shapes
from intlgraph.validation.checking import validate
from intlgraph.validation.engines import NAMES, engine
from intlgraph.validation.report import Fault, Report
from intlgraph.validation.results import Data, Result
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.sources import gather

GOOD = Path(__file__).parent / "dcat_ap" / "good.ttl"
DCTERMS = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
EU = "http://publications.europa.eu/resource/authority/"
PUBLISHER = f"<{DCTERMS}publisher>"


@pytest.fixture(scope="module")
def profile() -> Shapes:
    return shapes.read(sorted(shared("profiles", "dcat-ap-3.0.1").glob("*.ttl")), lambda path: path.name)


def data(folder: Path, *files: Path, known: bool = True) -> Data:
    quads = tuple(source.quads for source in gather([str(each) for each in files], folder, io.BytesIO()))
    return Data(quads, background.prepared(quads, folder) if known else ())


def results(folder: Path, profile: Shapes, *files: Path, name: str = "fast", known: bool = True) -> frozenset[Result]:
    return engine(name).run(data(folder, *files, known=known), profile).results


def report(folder: Path, profile: Shapes, text: str) -> Report:
    path = folder / "catalogue.ttl"
    path.write_text(text, "utf-8")
    return validate(data(folder, path), profile)


def about(fault: Fault) -> tuple[str, str, str]:
    return (fault.severity, fault.path.strip("<>"), fault.value)


def test_the_shapes_are_loaded_whole_and_nothing_in_them_is_refused(profile: Shapes) -> None:
    assert len(profile.roots) == 46
    assert not [problem for problem in profile.problems if problem.severity == "error"]


@pytest.mark.parametrize("name", NAMES)
def test_a_good_catalogue_conforms_with_the_background_and_drowns_in_noise_without(
    tmp_path: Path, profile: Shapes, name: str
) -> None:
    """31 of 33 results are noise: authority terms whose tables a catalogue does not carry (issues 125, 163, 176)."""
    without = results(tmp_path, profile, GOOD, name=name, known=False)
    found = results(tmp_path, profile, GOOD, name=name)
    assert found <= without
    assert Counter(result.severity.rpartition("#")[2] for result in without - found) == {"Violation": 27, "Warning": 4}
    # The profile asks for a publisher of the EU's own table of corporate bodies, and says itself that it is a warning.
    assert {(result.path, result.severity.rpartition("#")[2]) for result in found} == {(PUBLISHER, "Warning")}
    assert len(found) == 2


def test_a_good_catalogue_conforms_in_the_report(tmp_path: Path, profile: Shapes) -> None:
    found = report(tmp_path, profile, GOOD.read_text("utf-8"))
    assert found.conforms
    assert {about(fault)[:2] for fault in found.faults} == {("warning", f"{DCTERMS}publisher")}


AVAILABILITY = "http://data.europa.eu/r5r/availability"
DATE, THEN = '"2026-10-01"^^xsd:date ;\n    dcat:themeTaxonomy', '"1 oktober" ;\n    dcat:themeTaxonomy'
FAULTS = [
    ("file-type/CSV>", "file-type/CVS>", f"{DCTERMS}format", f"<{EU}file-type/CVS>"),
    ("frequency/ANNUAL>", "frequency/YEARLY>", f"{DCTERMS}accrualPeriodicity", f"<{EU}frequency/YEARLY>"),
    ("language/ENG>", "language/EN>", f"{DCTERMS}language", f"<{EU}language/EN>"),
    ("language/ENG>", "language/swe>", f"{DCTERMS}language", f"<{EU}language/swe>"),
    ("availability/STABLE>", "availability/stable>", AVAILABILITY, f"<{EU}planned-availability/stable>"),
    ("dcat:accessURL <https://data.example.org/networks> ;", "", f"{DCAT}accessURL", ""),
    ('    dcterms:title "Nätverk"@sv , "Networks"@en ;\n', "", f"{DCTERMS}title", ""),
    ('"1024"^^xsd:nonNegativeInteger', '"1 kB"', f"{DCAT}byteSize", '"1 kB"'),
    ('"1024"^^xsd:nonNegativeInteger', "1024", f"{DCAT}byteSize", '"1024"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    (DATE, THEN, f"{DCTERMS}modified", '"1 oktober"'),
    ("<https://www.iana.org/assignments/media-types/text/csv>", '"text/csv"', f"{DCAT}mediaType", '"text/csv"'),
    ("publishertype/LocalAuthority>", "publishertype/Municipality>", f"{DCTERMS}type", "<http://purl.org/adms/publishertype/Municipality>"),
    ("dcat:contactPoint id:contact", "dcat:contactPoint id:municipality", f"{DCAT}contactPoint", "<https://data.example.org/id/municipality>"),
    ("access-right/PUBLIC>", "access-right/OPEN>", f"{DCTERMS}accessRights", f"<{EU}access-right/OPEN>"),
    ('    foaf:name "Exempelstads kommun"@sv ;\n', "", "http://xmlns.com/foaf/0.1/name", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "value"), FAULTS, ids=[fault[1] or fault[2] for fault in FAULTS])
def test_each_fault_is_told_once(tmp_path: Path, profile: Shapes, old: str, new: str, path: str, value: str) -> None:
    text = GOOD.read_text("utf-8")
    assert old in text
    found = report(tmp_path, profile, text.replace(old, new, 1))
    others = [fault for fault in found.faults if fault.path != PUBLISHER]
    assert [about(fault) for fault in others] == [("violation", path, value)]
    assert not found.conforms


def test_both_engines_find_the_same_in_a_catalogue_with_every_fault(tmp_path: Path, profile: Shapes) -> None:
    text = GOOD.read_text("utf-8")
    for old, new, _, _ in FAULTS:
        text = text.replace(old, new, 1)
    file = tmp_path / "catalogue.ttl"
    file.write_text(text, "utf-8")
    fast, reference = (results(tmp_path, profile, file, name=name) for name in NAMES)
    assert fast == reference
    assert len({result.path for result in fast}) >= len({path for _, _, path, _ in FAULTS})


@pytest.mark.parametrize("name", ["obligatoriskt.ttl", "obligatoriskt.rdf", "rekommenderat.ttl", "rekommenderat.rdf"])
def test_the_examples_of_the_swedish_profile_are_checked_alike_by_both_engines(
    tmp_path: Path, profile: Shapes, name: str
) -> None:
    path = shared("profiles", "dcat-ap-se", "exempel", name)
    found = [results(tmp_path, profile, path, name=each) for each in NAMES]
    assert found[0] == found[1]
    assert not [result for result in found[0] if EU in result.value]  # every authority term in them is known
    violations = {result.path.strip("<>") for result in found[0] if result.severity.endswith("#Violation")}
    # the obsolete availability code, formats written as text, and a home page that is not said to be a document
    real = {AVAILABILITY, f"{DCTERMS}format", "http://xmlns.com/foaf/0.1/homepage"}
    assert violations == (real if name.startswith("rek") else set())


def test_turtle_and_rdf_xml_of_one_catalogue_give_the_same_results(tmp_path: Path, profile: Shapes) -> None:
    folder = shared("profiles", "dcat-ap-se", "exempel")
    named = [
        {result for result in results(tmp_path, profile, folder / f"rekommenderat.{ending}") if "_:" not in str(result)}
        for ending in ("ttl", "rdf")
    ]
    assert named[0] == named[1]


def test_terms_that_the_data_only_mention_are_never_reported_on(tmp_path: Path, profile: Shapes) -> None:
    """A label on a place does not make the data say that it is a place: the background does, and is not validated."""
    text = GOOD.read_text("utf-8") + '<https://sws.geonames.org/2661886/> foaf:name "Sverige"@sv .\n'
    found = report(tmp_path, profile, text)
    assert {fault.focus for fault in found.faults if "geonames" in fault.focus} == set()


def test_a_municipality_as_publisher_is_a_warning_and_never_a_corporate_body_of_the_eu(
    tmp_path: Path, profile: Shapes
) -> None:
    """What would silence it, saying that the municipality is in the EU's table, is not true."""
    found = report(tmp_path, profile, GOOD.read_text("utf-8"))
    assert [about(fault) for fault in found.faults] == [
        ("warning", f"{DCTERMS}publisher", "<https://data.example.org/id/municipality>")
    ] * len(found.faults)
    assert found.faults
