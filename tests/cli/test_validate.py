"""`intlgraph validate`: exit codes, formats, languages, bad input; never a false "conforms"."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from tests.conftest import Command, Publication

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
