"""`intlgraph validate`: exit codes, formats, languages, bad input; never a false "conforms"."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from tests.conftest import ROOT, Command, Publication

from intlgraph.validation.formats import FORMATS

PREFIXES = """
@prefix : <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHAPES = """
:A a sh:NodeShape ; sh:targetClass :Thing ; sh:property :A-kind , :A-end .
:A-kind a sh:PropertyShape ; sh:path :kind ; sh:class :Kind ; sh:name "slag"@sv , "kind"@en .
:A-end a sh:PropertyShape ; sh:path :end ; sh:datatype xsd:date ; sh:severity sh:Warning ;
  sh:message "Slutet är ett datum."@sv , "The end is a date."@en .
"""
GOOD = ":x a :Thing ; :kind :project . :project a :Kind ."
BAD = """:x a :Thing ; :kind :projct .
:y a :Thing ;
   :kind :projct .
:project a :Kind ."""
EXAMPLES = [
    # One for each folder: all of them take minutes, and `tests/shapes` holds every one of them to the same shapes.
    sorted(path for path in folder.glob("invalid/*.ttl") if "# evidence: document" not in path.read_text("utf-8"))[0]
    for folder in sorted((ROOT / "tests" / "shapes").iterdir())
    if (folder / "invalid").is_dir() and folder.name != "evidence-document"
]
WARNED = ':x a :Thing ; :end "2010" .'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with shapes, to stand in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.ttl").write_text(PREFIXES + SHAPES, "utf-8")
    return tmp_path


def data(folder: Path, text: str, name: str = "x.ttl") -> Path:
    path = folder / name
    path.write_text(PREFIXES.strip() + "\n" + text, "utf-8")
    return path


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_good_data_ends_with_0_and_bad_with_1(here: Path, engine: str, command: Command) -> None:
    data(here, GOOD)
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--engine", engine, "--lang", "sv")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Inget är fel. 1 av 1 shapes")
    data(here, BAD)
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--engine", engine, "--lang", "sv")
    assert ran.code == 1
    assert ran.out.count("Fel:") == 1
    assert "x.ttl:3:" in ran.out
    assert "x.ttl:5:" in ran.out
    assert "Menade du http://e/project?" in ran.out


def test_warnings_end_with_1_only_when_strict(here: Path, command: Command) -> None:
    data(here, WARNED)
    assert command("validate", "x.ttl", "--shapes", "s.ttl").code == 0
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--strict", "--lang", "en")
    assert ran.code == 1
    assert "Warning: The end is a date." in ran.out


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_to_the_screen_and_to_a_file(here: Path, form: str, command: Command) -> None:
    data(here, BAD)
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--format", form, "--lang", "sv")
    assert ran.code == 1
    assert str(here) not in ran.out
    filed = command("validate", "x.ttl", "--shapes", "s.ttl", "--format", form, "--lang", "sv", "--out", "report")
    assert (filed.code, filed.out) == (1, "")
    assert (here / "report").read_text("utf-8") == ran.out
    if form in ("json", "sarif"):
        json.loads(ran.out)
    if form == "junit":
        Xml.fromstring(ran.out.encode())


def test_a_background_is_looked_into_and_never_reported_on(here: Path, command: Command) -> None:
    data(here, ":x a :Thing ; :kind :project .")
    assert command("validate", "x.ttl", "--shapes", "s.ttl").code == 1
    data(here, ":project a :Kind . :other a :Thing ; :kind 7 .", "b.ttl")
    assert command("validate", "x.ttl", "--shapes", "s.ttl", "--background", "b.ttl").code == 0


def test_blank_nodes_of_data_and_background_are_not_the_same(here: Path, command: Command) -> None:
    data(here, ":x a :Thing ; :kind _:k .")
    data(here, "_:k a :Kind .", "b.ttl")
    assert command("validate", "x.ttl", "--shapes", "s.ttl", "--background", "b.ttl").code == 1


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "x.ttl"),
        (":x a :Thing ; :kind", "x.ttl"),
        (":x a :Unheard .", "Nothing was checked"),
        (':x a :Thing ; :end "2010-01-01"^^xsd:dat .', "date"),
        (SHAPES, "--shapes"),
    ],
    ids=["empty", "cut", "nothing-checked", "unknown-datatype", "shapes-as-data"],
)
def test_bad_input_never_conforms_in_any_format(here: Path, text: str, words: str, form: str, command: Command) -> None:
    data(here, text)
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--lang", "en", "--format", form)
    assert ran.code == 1
    assert words in ran.out + ran.err
    assert "Traceback" not in ran.err
    assert '"conforms": true' not in ran.out
    assert "sh:conforms true" not in ran.out
    assert 'failures="0"' not in ran.out


def test_shapes_that_are_not_valid_are_refused(here: Path, command: Command) -> None:
    data(here, GOOD)
    data(here, ":A a sh:NodeShape ; sh:targetClass :Thing ; sh:property [ sh:path :kind ; sh:minCount 'x' ] .", "s.ttl")
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--lang", "sv")
    assert (ran.code, ran.out) == (1, "")
    assert "s.ttl" in ran.err


def test_an_unknown_engine_and_options_without_files_are_mistakes_on_the_line(here: Path, command: Command) -> None:
    data(here, GOOD)
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--engine", "referense", "--lang", "sv")
    assert ran.code == 2
    assert "reference" in ran.err
    ran = command("validate", "--shapes", "s.ttl", "--lang", "sv")
    assert ran.code == 2
    assert "--shapes" in ran.err


def test_a_table_that_cannot_be_read_is_a_fault_in_every_format(tiny: Publication, command: Command) -> None:
    table = tiny.tables / "memberships.csv"
    table.write_bytes(table.read_bytes().replace(b";", b"|", 1))
    ran = command("validate", "--project", tiny.root, "--format", "json")
    assert ran.code == 1
    read = json.loads(ran.out)
    assert read["conforms"] is False
    assert any(each.get("file", "").endswith(table.name) for fault in read["faults"] for each in fault["places"])


def test_the_verdict_stands_when_the_reader_of_the_report_has_gone(here: Path) -> None:
    data(here, "".join(f":x{number} a :Thing ; :kind :projct{number} .\n" for number in range(3000)))
    line = [sys.executable, "-m", "intlgraph", "validate", "x.ttl", "--shapes", "s.ttl", "--limit", "0"]
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run([*line, "--format", "json"], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr


def test_a_report_cannot_be_written_in_a_folder_that_is_not_there(here: Path, command: Command) -> None:
    data(here, BAD)
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--out", "nowhere/report.json", "--lang", "sv")
    assert ran.code == 2
    assert "Det finns ingen mapp nowhere" in ran.err


def test_a_folder_of_shapes_and_shapes_with_other_endings_are_read(here: Path, command: Command) -> None:
    data(here, BAD)
    (here / "folder").mkdir()
    (here / "s.ttl").rename(here / "folder" / "s.n3")
    ran = command("validate", "x.ttl", "--shapes", "folder", "--lang", "sv")
    assert (ran.code, ran.out.count("Fel:")) == (1, 1)
    (here / "empty").mkdir()
    ran = command("validate", "x.ttl", "--shapes", "empty", "--lang", "sv")
    assert ran.code == 1
    assert "inga RDF-filer" in ran.err
    ran = command("validate", "x.ttl", "--shapes", "-", "--lang", "sv")
    assert ran.code == 1
    assert "inte från standard in" in ran.err


def test_relative_addresses_mean_the_same_in_data_and_shapes_and_name_no_folder(here: Path, command: Command) -> None:
    text = "<#S> a sh:NodeShape ; sh:targetNode <#x> ; sh:property [ sh:path :p ; sh:minCount 1 ] . <#x> :q 1 ."
    both = data(here, text, "both.ttl")
    for name in ("both.ttl", both):
        ran = command("validate", name, "--shapes", name, "--format", "turtle", "--lang", "en")
        assert ran.code == 1
        assert "<https://file.invalid/both.ttl#x>" in ran.out
        assert here.as_posix() not in ran.out


def test_an_unknown_datatype_is_one_fault_where_it_stands(here: Path, command: Command) -> None:
    data(here, ':x a :Thing ;\n :end "2010-01-01"^^xsd:dat .\n:y a :Thing ;\n :end "2010-01-02"^^xsd:dat .')
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--lang", "sv", "--format", "json")
    [fault] = json.loads(ran.out)["faults"]
    assert (fault["severity"], fault["results"]) == ("violation", 2)
    assert [each["line"] for each in fault["places"]] == [4, 6]
    assert fault["hint"] == "Menade du xsd:date?"


def test_what_no_shape_looks_at_is_not_told_to_be_tried_later(here: Path, command: Command) -> None:
    data(here, ":x a :Unheard .")
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--lang", "sv")
    assert ran.out.splitlines()[-1] == "1 fel. 0 av 1 shapes hade något att se på, så inget har prövats."


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parents[1].name)
def test_an_invalid_example_of_each_folder_violates_outside_of_a_publication(
    example: Path, here: Path, command: Command
) -> None:
    ran = command("validate", example, "--strict", "--lang", "en", "--format", "json")
    assert ran.code == 1
    header = example.read_text("utf-8").splitlines()[0].split()
    found = {each for fault in json.loads(ran.out)["faults"] for each in fault["shapes"]}
    assert f"https://w3id.org/intlgraph/shapes#{header[2].partition(':')[2]}" in found


def test_demands_without_a_name_are_told_by_what_they_are_about(here: Path, command: Command) -> None:
    either = "[ sh:property [ sh:path :a ; sh:minCount 1 ] ] [ sh:path :b ; sh:minCount 1 ]"
    data(here, f":S a sh:NodeShape ; sh:targetClass :T ; sh:or ( {either} ) .", "s.ttl")
    data(here, ":x a :T .")
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--lang", "sv")
    assert "minst ett av: det som krävs av ”http://e/a” eller det som krävs av ”http://e/b”" in ran.out


def test_a_sequence_is_called_by_all_its_steps(here: Path, command: Command) -> None:
    data(here, ":S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path ( :a :b ) ; sh:minCount 1 ] .", "s.ttl")
    data(here, ":x a :T .")
    ran = command("validate", "x.ttl", "--shapes", "s.ttl", "--lang", "sv")
    assert "Värde saknas för ”http://e/a / http://e/b”." in ran.out


def test_what_other_profiles_take_for_known_hides_nothing(here: Path, command: Command) -> None:
    example = ROOT / "tests" / "shapes" / "municipality" / "invalid" / "not-an-organisation.ttl"
    assert command("validate", example).code == 1
