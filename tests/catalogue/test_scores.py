"""The scores: points by dimension, what dataportal.se gives, stars, and the examples of the Swedish profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.catalogue.making import Net, codes, good, of, replaced
from tests.shared import shared

from intlgraph.catalogue.harvest import Check, check


def reached(checked: Check) -> dict[str, float]:
    return {each.name: round(each.reached, 6) for each in checked.dimensions}


def test_the_dimensions_are_those_of_the_assessment(tmp_path: Path) -> None:
    checked = of(good(), tmp_path)
    assert {each.name: each.most for each in checked.dimensions} == {
        "findability": 100,
        "accessibility": 100,
        "interoperability": 110,
        "reusability": 75,
        "contextuality": 20,
    }
    assert checked.portal[0] == pytest.approx(295)
    assert checked.portal[1] == 375


def test_points_are_shares(tmp_path: Path) -> None:
    """One of two distributions as PDF: half of what being open and machine-readable gives."""
    checked = of(replaced("file-type/CSV", "file-type/PDF")(good()), tmp_path)
    assert reached(checked)["interoperability"] == pytest.approx(110 - 10 - 10)
    assert codes(checked) == ["mqa-format"]
    assert checked.findings[0].points == pytest.approx(20)


def test_stars_are_a_mean_over_distributions(tmp_path: Path) -> None:
    checked = of(good(), tmp_path)
    assert checked.stars is not None
    assert checked.stars.levels == {3: 1, 4: 1}
    assert checked.stars.mean == pytest.approx(3.5)


def test_a_closed_licence_gives_no_star(tmp_path: Path) -> None:
    closed = good().replace(
        "http://creativecommons.org/licenses/by/4.0/", "http://creativecommons.org/licenses/by-nc/4.0/"
    )
    checked = of(closed, tmp_path)
    assert checked.stars is not None
    assert checked.stars.levels == {0: 1, 3: 1}


def test_dataportal_takes_media_types_for_formats(tmp_path: Path) -> None:
    text = replaced(
        '<dcterms:format rdf:resource="http://publications.europa.eu/resource/authority/file-type/CSV"/>',
        "<dcterms:format>text/csv</dcterms:format>",
    )(good())
    checked = of(text, tmp_path)
    assert checked.portal[0] == pytest.approx(295)
    assert sum(reached(checked).values()) < 325


def test_conformance_is_lost_for_the_datasets_that_break_the_profile(tmp_path: Path) -> None:
    checked = of(
        replaced("Badplatser</dcterms:title>", "Badplatser</dcterms:title>\n<dcat:theme>Bad</dcat:theme>")(good()),
        tmp_path,
    )
    assert codes(checked) == ["Dataset-theme"]
    assert checked.findings[0].points == pytest.approx(15)


def test_what_gives_most_points_comes_first(tmp_path: Path) -> None:
    text = good().replace('<dcat:keyword xml:lang="sv">bad</dcat:keyword>', "")
    text = replaced('<dcterms:rights rdf:resource="https://data.example.org/rights"/>', "")(text)
    points = [finding.points for finding in of(text, tmp_path).findings]
    assert points == sorted(points, reverse=True)
    assert len(points) == 2


WANTED = {
    "obligatoriskt.rdf": {
        "Distribution-format", "Agent-type", "DataService-format", "Dataset-keyword-recommended",
        "Dataset-theme-recommended", "Dataset-accessRights-recommended", "Catalog-themeTaxonomy-recommended",
    },
    "rekommenderat.rdf": {
        "Distribution-format", "Distribution-availability", "DataService-format", "Dataset-conformsTo-recommended",
        "Catalog-spatial-recommended",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WANTED))
def test_the_examples_of_version_2_are_harvested_and_told_what_version_3_wants(name: str) -> None:
    checked = check(str(shared("profiles", "dcat-ap-se", "exempel", name)), Net())
    assert checked.harvestable
    assert not checked.good
    assert WANTED[name] <= set(codes(checked))
    violations = {finding.code for finding in checked.findings if finding.severity == "violation"}
    assert violations == {code for code in WANTED[name] if not code.endswith("-recommended")}
    missing = sum(each.most - each.unknown - each.reached for each in checked.dimensions)
    assert sum(finding.points for finding in checked.findings) == pytest.approx(missing)
