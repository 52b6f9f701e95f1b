"""`intlgraph validate FILE... --shapes FILE`: bad input is told clearly, and never passes for valid."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from tests.conftest import Command, Ran

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix e: <http://example.org/> .
e:Thing a sh:NodeShape ; sh:targetClass e:C ; sh:property e:Thing-name .
e:Thing-name a sh:PropertyShape ; sh:path e:name ; sh:minCount 1 ; sh:maxCount 1 .
"""
GOOD = """@prefix e: <http://example.org/> .
e:a a e:C ; e:name "Växjö" .
"""
TYPED = '"1"^^<http://www.w3.org/2001/XMLSchema#dat>'
BAD = """@prefix e: <http://example.org/> .
e:a a e:C .
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shapes.ttl").write_text(SHAPES, "utf-8")
    (tmp_path / "good.ttl").write_text(GOOD, "utf-8")
    return tmp_path


def check(command: Command, *arguments: object, shapes: str = "shapes.ttl") -> Ran:
    return command("--lang", "en", "validate", *arguments, "--shapes", shapes)


def refused(ran: Ran, *words: str) -> None:
    """Something is wrong, it is said in these words, nothing is called valid, and it is not a fault of the program."""
    assert ran.code in (1, 2, 3)
    said = ran.out + ran.err
    for word in words:
        assert word in said
    assert "Nothing is wrong" not in said
    assert "fault of intlgraph itself" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_good_data_pass_and_bad_data_do_not(command: Command, folder: Path, engine: str) -> None:
    ran = check(command, "good.ttl", "--engine", engine)
    assert (ran.code, "Nothing is wrong" in ran.out) == (0, True)
    (folder / "bad.ttl").write_text(BAD, "utf-8")
    refused(check(command, "bad.ttl", "--engine", engine), "bad.ttl:2", "http://example.org/name")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cut.ttl", GOOD.encode()[:-4], ["cut.ttl:2", "ends in the middle"]),
        ("empty.ttl", b"", ["nothing in empty.ttl"]),
        ("comment.ttl", b"# nothing\n", ["nothing in comment.ttl"]),
        ("binary.ttl", bytes(range(256)) * 20, ["not text"]),
        ("binary.nq", os.urandom(4000), ["binary.nq"]),
        ("page.ttl", b"<!DOCTYPE html><html></html>", ["a web page"]),
        ("table.csv", b"id,name\na,b\n", ["--input-format"]),
        ("xml.ttl", b'<?xml version="1.0"?><rdf:RDF/>', ["looks like rdfxml"]),
        ("wide.ttl", GOOD.encode("utf-16"), ["UTF-16"]),
        ("latin.ttl", GOOD.encode("latin-1"), ["not text in UTF-8"]),
        ("type.ttl", GOOD.replace('"Växjö"', TYPED).encode(), ["xsd:dat.", "xsd:date", "type.ttl:2"]),
        ("other.ttl", b"<http://example.org/a> a <http://example.org/D> .", ["Nothing was checked"]),
        ("rules.ttl", SHAPES.replace("e:Thing", "e:Other").encode(), ["describes only shapes", "Nothing was checked"]),
        ("remote.jsonld", b'{"@context": "https://example.org/c", "@id": "http://example.org/a"}', ["network"]),
    ],
)  # fmt: skip
def test_bad_input_is_told_and_never_passes(
    command: Command, folder: Path, name: str, content: bytes, words: list[str]
) -> None:
    (folder / name).write_bytes(content)
    refused(check(command, name), *words)


@pytest.mark.parametrize("content", [GOOD[:-4], "", GOOD.replace('"Växjö"', TYPED)], ids=["cut", "empty", "datatype"])
def test_one_bad_file_among_good_ones_is_enough(command: Command, folder: Path, content: str) -> None:
    (folder / "bad.ttl").write_text(content, "utf-8")
    refused(check(command, "good.ttl", "bad.ttl"), "bad.ttl")


def test_files_that_are_not_there_or_hold_nothing_are_told(command: Command, folder: Path) -> None:
    refused(check(command, "no.ttl"), "There is no file no.ttl")
    (folder / "nothing").mkdir()
    refused(check(command, "nothing"), "no RDF files in the folder nothing")
    refused(check(command, "good.ttl", "--background", "no.ttl"), "There is no file no.ttl")
    refused(check(command, "good.ttl", shapes="no.ttl"), "There is no file no.ttl")
    refused(check(command, "good.ttl", shapes="good.ttl"), "no shapes in good.ttl")
    (folder / "cut.ttl").write_text(SHAPES[:-9], "utf-8")
    refused(check(command, "good.ttl", shapes="cut.ttl"), "cut.ttl:4")


def piped(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))


def test_standard_input_is_read_and_an_empty_one_is_told(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(GOOD.encode(), monkeypatch)
    assert check(command, "-").code == 0
    piped(BAD.encode(), monkeypatch)
    refused(check(command, "-"), "http://example.org/name")
    piped(b"", monkeypatch)
    refused(check(command, "-"), "Nothing came on standard input")


def test_two_files_with_the_same_blank_node_are_two_things(command: Command, folder: Path) -> None:
    (folder / "one.ttl").write_text("@prefix e: <http://example.org/> . _:x a e:C .\n", "utf-8")
    (folder / "two.ttl").write_text('@prefix e: <http://example.org/> . _:x e:name "x" .\n', "utf-8")
    refused(check(command, "one.ttl", "two.ttl"), "one.ttl:1")
    (folder / "both.ttl").write_text('@prefix e: <http://example.org/> . _:x a e:C ; e:name "x" .\n', "utf-8")
    assert check(command, "both.ttl", "good.ttl").code == 0


def test_a_huge_literal_is_checked_and_not_printed_whole(command: Command, folder: Path) -> None:
    (folder / "huge.ttl").write_text(BAD.replace("C .", f'C ; e:name "{"x" * 2_000_000}" , "y" .'), "utf-8")
    ran = check(command, "huge.ttl")
    refused(ran, "huge.ttl:2")
    assert len(ran.out) < 20_000


def test_the_background_is_looked_into_and_never_reported_on(command: Command, folder: Path) -> None:
    (folder / "classes.ttl").write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix e: <http://example.org/> .\n"
        "e:D rdfs:subClassOf e:C . e:b a e:C .\n",
        "utf-8",
    )
    (folder / "sub.ttl").write_text('@prefix e: <http://example.org/> . e:a a e:D ; e:name "x" .\n', "utf-8")
    refused(check(command, "sub.ttl"), "Nothing was checked")
    assert check(command, "sub.ttl", "--background", "classes.ttl").code == 0


def test_no_report_tells_what_the_folders_of_the_machine_are_called(command: Command, folder: Path) -> None:
    (folder / "relative.ttl").write_text("@prefix e: <http://example.org/> . <#a> a e:C .\n", "utf-8")
    for form in ("text", "json", "turtle", "sarif", "junit"):
        ran = check(command, "relative.ttl", "--format", form)
        assert ran.code == 1
        assert str(folder) not in ran.out + ran.err
        if form in ("json", "sarif"):
            json.loads(ran.out)
