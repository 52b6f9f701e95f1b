"""The command line: help in both languages, answers in every format, export, evidence record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from tests.conftest import Command, Publication

from intlgraph.cli.commands import COMMANDS
from intlgraph.cli.options import language_of_machine
from intlgraph.formats import GRAPH_FORMATS, RESULT_FORMATS

SELECT = "SELECT ?name WHERE { ?n a intl:Network ; skos:prefLabel ?name } ORDER BY ?name"
NAMES = [
    "Island Network for Green Ferries",
    "Sällskapet Små Städer – i går och i morgon",
    "Öarnas nätverk för gröna färjor",
]


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("name", [*COMMANDS, "evidence record", ""])
def test_every_command_describes_itself(name: str, language: str, command: Command) -> None:
    ran = command(*name.split(), "--help", "--lang", language)
    assert ran.code == 0, ran.err
    assert {"en": "Usage: ", "sv": "Användning: "}[language] in ran.out
    assert {"en": "Show this help.", "sv": "Visa den här hjälpen."}[language] in ran.out
    assert command(*name.split(), "--lang", language, "--help").out == ran.out


@pytest.mark.parametrize("arguments", [[], ["evidence"]])
def test_without_a_command_help_is_shown(arguments: list[str], command: Command) -> None:
    ran = command(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert "Usage: " in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bild"], "bild"),
        (["build", "--frob"], "--frob"),
        (["query"], "-e"),
        (["export"], "--format"),
        (["query", "-e", "nofile.rq"], "nofile.rq"),
        (["export", "--format", "excel"], "excel"),
        (["export", "--format", "turtle", "--dataset", "al"], "all"),
    ],
)
def test_a_mistake_on_the_line_is_told_without_a_traceback(
    arguments: list[str], words: str, tiny: Publication, command: Command
) -> None:
    if arguments[0] in ("query", "export"):
        command("build", "--project", tiny.root)
    ran = command(*arguments, *(["--project", tiny.root] if arguments != ["bild"] else []))
    assert ran.code == 2
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_the_language_follows_the_machine() -> None:
    assert language_of_machine({"LC_ALL": "sv_SE.UTF-8", "LANG": "en_GB.UTF-8"}) == "sv"
    assert language_of_machine({"LANG": "de_DE.UTF-8"}) == "en"
    assert language_of_machine({}) == "en"


@pytest.mark.parametrize("form", ["table", *(form.name for form in RESULT_FORMATS)])
def test_rows_in_every_format(form: str, tiny: Publication, command: Command, tmp_path: Path) -> None:
    command("build", "--project", tiny.root)
    (tmp_path / "networks.rq").write_text(SELECT, "utf-8")
    ran = command("query", "--project", tiny.root, "-e", tmp_path / "networks.rq", "--format", form)
    assert ran.code == 0, ran.err
    places = [ran.out.index(name) for name in NAMES]
    assert places == sorted(places)
    if form == "json":
        assert json.loads(ran.out)["head"]["vars"] == ["name"]


@pytest.mark.parametrize("form", [form for form in GRAPH_FORMATS if form.name in ("turtle", "jsonld", "ntriples")])
def test_triples_in_every_format(form: object, tiny: Publication, command: Command) -> None:
    from intlgraph.formats import Format

    assert isinstance(form, Format)
    command("build", "--project", tiny.root)
    query = "CONSTRUCT { ?n a intl:Network } WHERE { ?n a intl:Network }"
    ran = command("query", "--project", tiny.root, "-e", query, "--format", form.name)
    assert ran.code == 0, ran.err
    assert ran.out.count("network/") + ran.out.count("network:") >= 2
    if form.name != "jsonld":
        assert len(rdflib.Graph().parse(data=ran.out, format={"turtle": "turtle", "ntriples": "nt"}[form.name])) == 2


def test_a_broken_query_is_placed(tiny: Publication, command: Command) -> None:
    command("build", "--project", tiny.root)
    ran = command("query", "--project", tiny.root, "-e", "SELECT ?a WHERE {\n ?a b:c }")
    assert ran.code == 2
    assert ran.err.startswith("Error: -e:2:")
    refused = command("query", "--project", tiny.root, "-e", "DELETE WHERE { ?s ?p ?o }")
    assert refused.code == 2


def test_a_query_may_be_short_and_name_its_graphs(tiny: Publication, command: Command) -> None:
    command("build", "--project", tiny.root)
    described = command(
        "query", "--project", tiny.root, "-e", "DESCRIBE <https://data.example.org/nordby/id/network/gron-farja>"
    )
    assert described.code == 0, described.err
    assert "Island Network" in described.out
    assert "update" in command("query", "--project", tiny.root, "-e", "drop all").err
    count = "SELECT (COUNT(*) AS ?n) FROM <https://data.example.org/nordby/graph/{}> WHERE {{ ?s ?p ?o }}"
    for graph, number in (("none", "0"), ("derived", "1")):
        ran = command("query", "--project", tiny.root, "-e", count.format(graph), "--format", "csv")
        assert ran.out.split() == ["n", number]


def test_an_endpoint_is_an_address_of_the_web(command: Command) -> None:
    assert command("query", "-e", "ASK {}", "--endpoint", "file:///etc/hosts").code == 2


def test_an_endpoint_that_is_not_there(command: Command) -> None:
    ran = command("query", "-e", "ASK {}", "--endpoint", "http://127.0.0.1:9/sparql")
    assert ran.code == 3
    assert "127.0.0.1:9" in ran.err


@pytest.mark.parametrize("form", [form.name for form in GRAPH_FORMATS])
def test_export_writes_what_publish_writes(form: str, tiny: Publication, command: Command, tmp_path: Path) -> None:
    command("build", "--project", tiny.root)
    assert command("export", "--project", tiny.root, "--format", form, "--out", tmp_path / "x").code == 0
    printed = command("export", "--project", tiny.root, "--format", form)
    assert printed.code == 0, printed.err
    assert (tmp_path / "x").read_text("utf-8") == printed.out
    assert "festival/varmarknaden" in printed.out or "festival:varmarknaden" in printed.out


def test_a_reader_that_goes_away_is_no_fault(tiny: Publication, command: Command) -> None:
    command("build", "--project", tiny.root)
    line = f"{sys.executable} -m intlgraph export --project {tiny.root} --format ntriples | head -n 1"
    ran = subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout.count("\n") == 1


DOCUMENT = "Nordby är medlem i Öarnas nätverk sedan april 2021. Café\u0301."


@pytest.fixture
def documents(tiny: Publication, tmp_path: Path) -> Path:
    """A folder with one document, cited by a range in one row."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "beslut.txt").write_text(DOCUMENT, "utf-8")
    tiny.edit("documents.csv", "beslut-2021-14;;decision", "beslut-2021-14;beslut.txt;decision")
    tiny.edit("memberships.csv", ";2021-04;;beslut-2021-14;", ";2021-04;;beslut-2021-14:0-50;")
    return folder


def test_evidence_record_writes_hashes_that_a_build_joins(tiny: Publication, documents: Path, command: Command) -> None:
    ran = command("evidence", "record", "--project", tiny.root, "--documents", documents)
    assert ran.code == 0, ran.err
    rows = (tiny.root / "data" / "passages.csv").read_text("utf-8").splitlines()
    import hashlib

    assert rows == [
        "document,start,end,sha256",
        f"beslut-2021-14,0,50,{hashlib.sha256(DOCUMENT[:50].encode()).hexdigest()}",
    ]
    assert command("build", "--project", tiny.root).code == 0
    ran = command("query", "--project", tiny.root, "-e", "SELECT ?h WHERE { ?p intl:sha256 ?h }", "--format", "csv")
    assert ran.out.split()[1:] == [rows[1].split(",")[3]]


def test_a_publication_that_demands_passages_demands_their_hashes(
    tiny: Publication, documents: Path, command: Command
) -> None:
    settings = (tiny.root / "intlgraph.toml").read_text("utf-8")
    (tiny.root / "intlgraph.toml").write_text(settings.replace('"document"', '"passage"'), "utf-8")
    ran = command("build", "--project", tiny.root)
    assert ran.code == 1
    assert "data/tables/memberships.csv:2, ställe" in ran.err
    assert "evidence record" in ran.err
    command("evidence", "record", "--project", tiny.root, "--documents", documents)
    again = command("build", "--project", tiny.root)
    assert "evidence record" not in again.err
    assert "leads to at least one passage" in again.err  # rows that cite a whole page are not enough then


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (":0-50;", ":0-900;", "58"),
        (":0-50;", ":0-50;beslut-2022:1-2;", "beslut-2022"),
    ],
)
def test_passages_that_cannot_be_recorded(
    old: str, new: str, words: str, tiny: Publication, documents: Path, command: Command
) -> None:
    command("evidence", "record", "--project", tiny.root, "--documents", documents)
    before = (tiny.root / "data" / "passages.csv").read_bytes()
    cell = "beslut-2021-14" + old.rstrip(";")
    replacement = '"' + "beslut-2021-14" + new.rstrip(";") + '"'
    tiny.edit("memberships.csv", cell, replacement)
    ran = command("evidence", "record", "--project", tiny.root, "--documents", documents)
    assert ran.code == 1
    assert "data/tables/memberships.csv:2" in ran.err
    assert words in ran.err
    assert (tiny.root / "data" / "passages.csv").read_bytes() == before


def test_documents_that_are_missing_or_changed(tiny: Publication, documents: Path, command: Command) -> None:
    (documents / "beslut.txt").rename(documents / "annat.txt")
    ran = command("evidence", "record", "--project", tiny.root, "--documents", documents)
    assert (ran.code, "beslut.txt" in ran.err) == (1, True)
    (documents / "annat.txt").rename(documents / "beslut.txt")
    line = next(line for line in tiny.read("documents.csv").splitlines() if line.startswith("beslut"))
    tiny.edit("documents.csv", line, line[: line.rindex(";") + 1] + "0" * 64)
    ran = command("evidence", "record", "--project", tiny.root, "--documents", documents)
    assert (ran.code, "beslut-2021-14" in ran.err) == (1, True)
    ran = command("evidence", "record", "--project", tiny.root, "--documents", documents / "nowhere")
    assert ran.code == 2


def test_the_environment_is_left_as_it_was(command: Command) -> None:
    before = dict(os.environ)
    command("--help")
    assert dict(os.environ) == before
