"""`intlgraph harvest-check` on the command line: exit codes, both languages, and the four formats."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.catalogue.making import GOOD, good, replaced
from tests.conftest import Command


@pytest.fixture
def poor(tmp_path: Path) -> Path:
    """Write a catalogue that would be harvested but is not good."""
    path = tmp_path / "poor.rdf"
    path.write_text(good().replace('<dcat:keyword xml:lang="sv">bad</dcat:keyword>', ""), "utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Write a catalogue that would not be harvested; what is wrong with it holds markup and control characters."""
    path = tmp_path / "bad.rdf"
    path.write_text(replaced("/baths.csv", "/the &lt;b&gt;baths&#9;.csv")(good()), "utf-8")
    return path


def test_a_good_catalogue_ends_with_0_also_when_it_is_to_be_strict(command: Command) -> None:
    assert command("harvest-check", GOOD).code == 0
    assert command("harvest-check", GOOD, "--strict").code == 0


def test_a_poor_one_ends_with_1_only_when_it_is_to_be_strict(command: Command, poor: Path) -> None:
    assert command("harvest-check", poor).code == 0
    assert command("harvest-check", poor, "--strict").code == 1


def test_one_that_would_not_be_harvested_ends_with_1(command: Command, bad: Path) -> None:
    assert command("harvest-check", bad).code == 1


def test_one_that_is_not_there_ends_with_1_and_a_sentence(command: Command, tmp_path: Path) -> None:
    ran = command("harvest-check", tmp_path / "none.rdf", "--lang", "sv")
    assert (ran.code, ran.out) == (1, "")
    assert "finns inte" in ran.err


def test_text_tells_both_verdicts_in_the_language(command: Command, poor: Path) -> None:
    english = command("harvest-check", poor, "--lang", "en").out
    assert english.startswith("Would it be harvested? Yes.\n")
    assert "(+15 points)" in english
    assert "Give dcat:keyword." in english
    assert "310 of 405 points" in english
    swedish = command("harvest-check", poor, "--lang", "sv").out
    assert swedish.startswith("Skulle den skördas? Ja.\n")
    assert "(+15 poäng)" in swedish
    assert "poor.rdf:44:3" in swedish


def test_text_cannot_command_the_terminal(command: Command, bad: Path) -> None:
    out = command("harvest-check", bad, "--lang", "en").out
    assert "\t" not in out
    assert "bad.rdf:" in out


def test_json_holds_everything(command: Command, poor: Path) -> None:
    written = json.loads(command("harvest-check", poor, "--format", "json", "--lang", "en").out)
    assert written["harvestable"] is True
    assert written["good"] is False
    [finding] = written["findings"]
    assert finding["code"] == "Dataset-keyword-recommended"
    assert finding["points"] == 15
    assert finding["places"][0]["line"] == 44
    assert written["scores"]["data.europa.eu"]["reached"] == 310
    assert written["scores"]["dataportal.se"] == {"reached": 280.0, "most": 375}


def test_sarif_is_what_editors_read(command: Command, bad: Path) -> None:
    log = json.loads(command("harvest-check", bad, "--format", "sarif").out)
    [run] = log["runs"]
    [result] = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "iri"
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] > 1
    assert len(result["partialFingerprints"]["finding/v1"]) == 32


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_and_everything_in_it_is_escaped(command: Command, bad: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    ran = command("harvest-check", bad, "--format", "html", "--out", out, "--lang", "sv")
    assert (ran.code, ran.out) == (1, "")
    page = out.read_text("utf-8")
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert "<b>baths" not in page
    assert "&lt;b&gt;baths" in page
    assert '<html lang="sv">' in page


def test_a_report_goes_to_no_folder_that_is_not_there(command: Command, tmp_path: Path) -> None:
    assert command("harvest-check", GOOD, "--out", tmp_path / "none" / "report.txt").code == 2
