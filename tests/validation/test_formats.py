"""The report in every format: read back with what reads it, and held against the report."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as Xml

import pyoxigraph
import pytest
from tests.validation.making import FakePlaces, made, reported, result

from intlgraph.errors import Place, Problem
from intlgraph.validation import checking, formats
from intlgraph.validation.formats import Style
from intlgraph.validation.report import Report
from intlgraph.validation.vocabulary import SH

SHAPES = made("""
:A a sh:NodeShape ; sh:targetClass :Thing ; rdfs:label "sak"@sv ;
  sh:property :A-kind , :A-end , [ sh:path :name ; sh:minCount 1 ] .
:B a sh:NodeShape ; sh:targetClass :Other ; sh:property :A-kind .
:A-kind a sh:PropertyShape ; sh:path :kind ; sh:minCount 1 ; sh:name "slag"@sv , "kind"@en .
:A-end a sh:PropertyShape ; sh:path :end ; sh:datatype xsd:date ;
  sh:message "Slutet är ett datum."@sv , "The end is a date."@en .
""")
MINTED = next(iri for iri, shape in SHAPES.nodes.items() if shape.anonymous)
PLACES = FakePlaces(
    {
        ("a", "end"): Place("data/tables/å.csv", row=14, column="slut <&>"),
        **{(f"n{number}", ""): Place("x.ttl", line=number + 1, character=3) for number in range(20)},
    }
)
REPORT = reported(
    [
        result("a", "end", '"2019-13-45"', "Datatype", "A-end"),
        *(result(f"n{number}", "kind", "", "MinCount", "A-kind") for number in range(20)),
        result("w", "(<http://e/p>/^<http://e/q>)", "", "MinCount", MINTED, severity="Warning"),
    ],
    SHAPES,
    places=PLACES,
)
GOOD = Report((), 2, 3, "fast")
WARNED = reported([result("w", "name", "", "MinCount", MINTED, severity="Warning")], SHAPES)
STOPPED = checking.stopped([Problem("nothing-checked", {}, Place("t.csv", row=3))], of=3, engine="fast")


def written(report: Report, form: str, language: str = "sv", **style: Any) -> str:
    return formats.write(report, form, Style(language, **style))


def test_text_says_once_what_repeats_and_ends_with_what_it_comes_to() -> None:
    text = written(REPORT, "text")
    assert text.count("Värde saknas för ”slag”.") == 1
    assert "… och 15 ställen till." in text
    assert "data/tables/å.csv:14, slut <&>" in text
    assert text.splitlines()[-1].startswith("21 fel, 1 varning. 2 av 2 shapes")
    assert text.index("Fel:") < text.index("Varning:")
    assert "\x1b" not in text


def test_text_is_limited_and_says_how_to_see_the_rest() -> None:
    text = written(REPORT, "text", limit=1)
    assert "2 poster till visas inte; --limit 0 visar alla." in text
    every = written(REPORT, "text", limit=0)
    assert all(f"x.ttl:{number + 1}:3" in every for number in range(20))
    assert "visas inte" not in every
    assert "till." not in every


def test_colours_only_when_asked_for() -> None:
    assert "\x1b[31;1mFel:\x1b[0m" in written(REPORT, "text", colour=True)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (GOOD, "Inget är fel. 2 av 3"),
        (WARNED, "1 varning; inget som hindrar"),
        (STOPPED, "1 fel. 0 av 3 shapes hade något att se på, så inget har prövats."),
    ],
)
def test_the_last_line_tells_good_from_bad(report: Report, words: str) -> None:
    assert written(report, "text").splitlines()[-1].startswith(words)


def test_json_is_the_whole_report() -> None:
    read = json.loads(written(REPORT, "json"))
    assert read["conforms"] is False
    assert read["counts"] == {"violation": 21, "warning": 1, "info": 0}
    [end] = [each for each in read["faults"] if each["path"] == "<http://e/end>"]
    assert end["message"] == "Slutet är ett datum."
    assert end["places"] == [{"file": "data/tables/å.csv", "row": 14, "column": "slut <&>"}]
    assert end["shapes"] == ["http://e/A-end"]
    assert json.loads(written(STOPPED, "json"))["faults"][0]["code"] == "nothing-checked"


def test_turtle_is_a_validation_report_with_every_result() -> None:
    store = pyoxigraph.Store()
    store.load(written(REPORT, "turtle").encode(), format=pyoxigraph.RdfFormat.TURTLE)
    prefixes = f"PREFIX sh: <{SH}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
    ask = f"""{prefixes} SELECT ?r {{
        [] a sh:ValidationReport ; sh:conforms false ; sh:result ?r .
        ?r a sh:ValidationResult ; sh:focusNode ?f ; sh:sourceConstraintComponent ?c ; sh:resultSeverity ?s ;
           sh:resultMessage ?m FILTER(lang(?m) = "sv") }}"""
    assert len(list(store.query(ask))) == 22  # type: ignore[arg-type]
    path = f"{prefixes} ASK {{ [] sh:resultPath ( <http://e/p> [ sh:inversePath <http://e/q> ] ) }}"
    assert store.query(path)
    assert "urn:intlgraph" not in written(REPORT, "turtle")
    assert written(REPORT, "turtle") == written(REPORT, "turtle")


@pytest.mark.parametrize(
    ("report", "conforms"), [(GOOD, True), (WARNED, False), (STOPPED, False), (Report((), 0, 3, "fast"), False)]
)
def test_turtle_conforms_only_without_any_result(report: Report, conforms: bool) -> None:
    assert f"sh:conforms {str(conforms).lower()}" in written(report, "turtle")


@pytest.mark.parametrize("report", [REPORT, GOOD, WARNED, STOPPED])
def test_sarif_has_what_its_schema_requires(report: Report) -> None:
    log = json.loads(written(report, "sarif"))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "intlgraph"
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert all(rule[each]["text"] for each in ("shortDescription", "fullDescription", "help"))
    assert len(run["results"]) == len(report.faults)
    for found in run["results"]:
        assert found["message"]["text"]
        assert found["level"] in ("error", "warning", "note")
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        for location in found.get("locations", []):
            if "physicalLocation" in location:
                uri = location["physicalLocation"]["artifactLocation"]["uri"]
                assert uri.isascii()
                assert " " not in uri
                assert all(value >= 1 for value in location["physicalLocation"].get("region", {}).values())
    assert "urn:intlgraph" not in json.dumps(log)


def test_sarif_says_row_and_column() -> None:
    [run] = json.loads(written(REPORT, "sarif"))["runs"]
    [end] = [each for each in run["results"] if each["ruleId"] == "http://e/A-end"]
    [location] = end["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 14}
    assert location["logicalLocations"][0] == {"name": "slut <&>", "kind": "column"}


def test_a_fault_keeps_its_fingerprint_when_its_row_moves() -> None:
    moved = reported([result("a", "end", '"2019-13-45"', "Datatype", "A-end")], SHAPES)
    prints = [
        each["partialFingerprints"]
        for report in (REPORT, moved)
        for each in json.loads(written(report, "sarif"))["runs"][0]["results"]
        if each["ruleId"] == "http://e/A-end"
    ]
    assert prints[0] == prints[1]


def test_junit_has_a_case_for_each_shape_with_a_target() -> None:
    suites = Xml.fromstring(written(REPORT, "junit").encode())
    cases = {case.get("classname"): case for case in suites.iter("testcase")}
    assert set(cases) == {"http://e/A", "http://e/B"}
    assert suites.get("failures") == "1" == str(sum(case.find("failure") is not None for case in cases.values()))
    failure = cases["http://e/A"].find("failure")
    assert failure is not None
    assert "slut <&>" in (failure.text or "")
    assert "Varning:" in (cases["http://e/A"].findtext("system-out") or "")


@pytest.mark.parametrize(("strict", "failures"), [(False, "0"), (True, "1")])
def test_warnings_fail_in_junit_when_strict(strict: bool, failures: str) -> None:
    assert Xml.fromstring(written(WARNED, "junit", strict=strict).encode()).get("failures") == failures


def test_junit_fails_when_nothing_was_checked() -> None:
    assert Xml.fromstring(written(STOPPED, "junit").encode()).get("failures") == "1"


def test_no_value_makes_xml_that_cannot_be_read() -> None:
    report = reported([result("a", "end", '"\\u0000\\u0008\\uFFFF"', "Datatype", "A-end")], SHAPES)
    Xml.fromstring(written(report, "junit").encode())


def test_sarif_names_the_workbook_and_the_sheet_apart() -> None:
    problem = Problem("file-missing", {"file": "x"}, Place("data/tables/memberships.xlsx [memberships]", row=4))
    written = json.loads(formats.write(checking.stopped([problem], of=0, engine="fast"), "sarif", Style()))
    (location,) = written["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "data/tables/memberships.xlsx"
    assert location["logicalLocations"][0] == {"name": "memberships", "kind": "sheet"}
