"""A publication's build is validated: what violates a shape is refused with its row, and the last good state stays."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import Command, Publication

from intlgraph import pipeline, project
from intlgraph.store import generations
from intlgraph.validation import incremental


def languages_and_evidence(layers: tuple[project.Layer, ...]) -> set[str]:
    return {layer.name for layer in layers if "/" in layer.name}


def test_the_settings_choose_among_the_shapes(tiny: Publication) -> None:
    here = project.load(tiny.root)
    assert languages_and_evidence(here.shapes()) == {"evidence/document.ttl", "languages/en.ttl"}
    other = replace(here, languages=("sv",), evidence="none")
    assert languages_and_evidence(other.shapes()) == set()
    assert "statement.ttl" in {layer.name for layer in other.shapes()}


@pytest.fixture
def reversed_period(tiny: Publication) -> Publication:
    """A membership that ends before it begins."""
    heading, first, *rest = tiny.read("memberships.csv").splitlines()
    columns = heading.split(";")
    cells = first.split(";")
    cells[columns.index("från")], cells[columns.index("till")] = "2019", "2017"
    tiny.write("memberships.csv", "\r\n".join([heading, ";".join(cells), *rest]) + "\r\n")
    return tiny


def test_a_refused_build_leaves_the_last_one_in_use(
    tiny: Publication, command: Command, request: pytest.FixtureRequest
) -> None:
    assert command("build", "--project", tiny.root).code == 0
    good = generations.current(tiny.root / "build")
    request.getfixturevalue("reversed_period")
    ran = command("build", "--project", tiny.root, "--lang", "sv")
    assert ran.code == 1
    assert "data/tables/memberships.csv:2, till" in ran.err
    assert "Det förra bygget används fortfarande" in ran.err
    assert generations.current(tiny.root / "build") == good
    assert command("publish", "--project", tiny.root).code == 1
    assert not (tiny.root / "public").exists()


def test_validate_puts_nothing_in_place(reversed_period: Publication) -> None:
    report = pipeline.validate(project.load(reversed_period.root))
    assert not report.conforms
    assert [str(fault.places[0].column) for fault in report.faults if fault.severity == "violation"] == ["till"]
    assert not (reversed_period.root / "build" / "current").exists()


def test_both_engines_say_the_same_of_a_publication(reversed_period: Publication) -> None:
    here = project.load(reversed_period.root)
    fast, reference = (pipeline.validate(here, engine).faults for engine in ("fast", "reference"))
    assert [(each.focus, each.path, each.places) for each in fast] == [
        (each.focus, each.path, each.places) for each in reference
    ]


def test_a_shape_of_the_publication_itself_binds_too(tiny: Publication, command: Command) -> None:
    (tiny.root / "shapes").mkdir()
    (tiny.root / "shapes" / "own.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://data.example.org/shapes#Short> a sh:NodeShape ; sh:targetSubjectsOf skos:prefLabel ;
          sh:property <https://data.example.org/shapes#Short-name> .
        <https://data.example.org/shapes#Short-name> sh:path skos:prefLabel ; sh:maxLength 5 ;
          sh:message "Namnet är för långt."@sv , "The name is too long."@en .""",
        "utf-8",
    )
    ran = command("validate", "--project", tiny.root, "--lang", "sv")
    assert ran.code == 1
    assert "Namnet är för långt." in ran.out


def test_shapes_that_cannot_be_used_stop_the_build(tiny: Publication, command: Command) -> None:
    (tiny.root / "shapes").mkdir()
    (tiny.root / "shapes" / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<http://e/S> a sh:NodeShape ; sh:targetClass <http://e/A> ;\n"
        "  sh:property [ sh:path <http://e/p> ; sh:minCont 1 ] .",
        "utf-8",
    )
    ran = command("build", "--project", tiny.root)
    assert ran.code == 1
    assert "shapes/own.ttl:3" in ran.err
    assert "minCount" in ran.err
    assert not (tiny.root / "build" / "current").exists()


def test_a_doubtful_shape_is_named(tiny: Publication, command: Command) -> None:
    (tiny.root / "shapes").mkdir()
    (tiny.root / "shapes" / "own.ttl").write_text("<http://e/S> a <http://www.w3.org/ns/shacl#NodeShap> .", "utf-8")
    ran = command("build", "--project", tiny.root)
    assert ran.code == 0
    assert "shapes/own.ttl:1" in ran.err
    assert "NodeShape" in ran.err


def test_what_is_published_holds_the_report_and_the_shapes(tiny: Publication, command: Command) -> None:
    assert command("publish", "--project", tiny.root).code == 0
    public = tiny.root / "public"
    report = json.loads((public / "report" / "validation.json").read_text("utf-8"))
    assert report["conforms"] is True
    assert "sh:ValidationReport" in (public / "report" / "validation.ttl").read_text("utf-8")
    assert (public / "shapes" / "statement.ttl").is_file()
    assert (public / "shapes" / "evidence" / "document.ttl").is_file()
    assert "dqv:QualityMeasurement" in (public / "data" / "quality.ttl").read_text("utf-8")


def test_a_second_build_runs_no_shape_again(tiny: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[frozenset[str]] = []

    def affected(*given: Any) -> frozenset[str]:
        ran.append(of(*given))
        return ran[-1]

    of = incremental.affected
    monkeypatch.setattr(incremental, "affected", affected)
    here = project.load(tiny.root)
    first, second = pipeline.build(here), pipeline.build(here)
    assert ran == [frozenset()]
    assert first.report == second.report
    tiny.edit("networks.csv", "Island Network for Green Ferries", "Island Network for Greener Ferries")
    pipeline.build(here)
    names = {iri.rpartition("#")[2] for iri in ran[1]}
    assert "Entity" in names
    assert "Period" not in names
