"""What `intlgraph.toml` says to portals: what is wrong is told before anything is built, in both languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.conftest import ROOT, TINY, Command

from intlgraph.catalogue import authority
from intlgraph.errors import ProjectError
from intlgraph.project import load

ALMHAGA = ROOT / "tests" / "publications" / "almhaga"


def edited(folder: Path, old: str, new: str) -> Path:
    root = folder / "almhaga"
    shutil.copytree(ALMHAGA, root, ignore=shutil.ignore_patterns("build", "public"))
    text = (root / "intlgraph.toml").read_text("utf-8")
    assert text.count(old) == 1
    (root / "intlgraph.toml").write_text(text.replace(old, new), "utf-8")
    return root


SPACED = 'base = "https://data.example.org/älm haga"'
CATEGORY = 'high_value = ["http://data.europa.eu/bna/c_ac64a52d"]'
NUMBER = 'organisation_number = "212000-9994"'
DATA = 'data = "https://creativecommons.org/publicdomain/zero/1.0/"'
WRONG = [
    (NUMBER, "", "setting-organisation-missing", "publisher.organisation_number"),
    (NUMBER, 'organisation_number = "212000-9949"', "setting-organisation-check", "publisher.organisation_number"),
    (NUMBER, 'organisation_number = "212000-999"', "setting-organisation-number", "publisher.organisation_number"),
    (DATA, 'data = "https://creativecommons.org/licenses/by-nc/4.0/"', "setting-licence-closed", "licences.data"),
    (DATA, 'data = "https://example.org/our-own"', "setting-licence-closed", "licences.data"),
    ('base = "https://data.example.org/almhaga"', SPACED, "setting-base", "publication.base"),
    ('email = "oppnadata@almhaga.example"', "", "setting-missing", "catalogue.contact.email"),
    ('email = "oppnadata@almhaga.example"', 'email = "kansliet"', "setting-email", "catalogue.contact.email"),
    ('themes = ["GOVE", "INTR"]', "", "setting-missing", "catalogue.themes"),
    ('themes = ["GOVE", "INTR"]', 'themes = ["http://x/GOVE"]', "setting-code", "catalogue.themes"),
    ('issued = "2026-01-15"', 'issued = "januari"', "setting-day", "catalogue.issued"),
    ('endpoint = "https://data', 'endpoint = "data', "setting-endpoint", "sparql.endpoint"),
    ('reconciliation = "https://data', 'reconciliation = "data', "setting-iri", "catalogue.reconciliation"),
    ('issued = "2026-01-15"', CATEGORY, "setting-high-value", "catalogue.high_value"),
    ('issued = "2026-01-15"', 'isued = "2026-01-15"', "setting-unknown", "catalogue.isued"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "setting"), WRONG, ids=[f"{each[2]} {each[1]}" for each in WRONG])
def test_a_wrong_setting_is_one_clear_error(tmp_path: Path, old: str, new: str, code: str, setting: str) -> None:
    with pytest.raises(ProjectError) as told:
        load(edited(tmp_path, old, new))
    [problem] = told.value.problems
    assert (problem.code, problem.place.column) == (code, setting)
    assert problem.text("sv") != problem.text("en")
    assert problem.hint("sv")
    assert problem.hint("en")


CODES = [
    ('themes = ["GOVE", "INTR"]', 'themes = ["GOVERN"]', "catalogue.themes", "GOVE"),
    ('frequency = "ANNUAL"', 'frequency = "ANUAL"', "catalogue.frequency", "ANNUAL"),
    ('organisation_number', 'type = "LocalAutority"\norganisation_number', "publisher.type", "LocalAuthority"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "setting", "nearest"), CODES, ids=[each[2] for each in CODES])
def test_a_code_in_no_table_is_an_error_with_the_nearest(
    tmp_path: Path, old: str, new: str, setting: str, nearest: str
) -> None:
    project = load(edited(tmp_path, old, new))
    with pytest.raises(ProjectError) as told:
        authority.check(project)
    [problem] = told.value.problems
    assert problem.place.column == setting
    assert nearest in problem.hint("en")


def test_nothing_is_published_when_a_code_is_wrong(tmp_path: Path, command: Command) -> None:
    root = edited(tmp_path, 'frequency = "ANNUAL"', 'frequency = "ANUAL"')
    ran = command("publish", "--project", root, "--lang", "sv")
    assert ran.code == 2
    assert "ANUAL" in ran.err
    assert "ANNUAL" in ran.err
    assert not (root / "public").exists()
    assert not (root / "build" / "current").exists()


def test_a_publication_without_the_section_has_no_catalogue_to_check(command: Command) -> None:
    assert load(TINY).listing is None
    ran = command("harvest-check", "--project", TINY, "--lang", "en")
    assert ran.code == 2
    assert "[catalogue]" in ran.err


def test_a_number_may_be_written_with_the_century_of_a_legal_person(tmp_path: Path) -> None:
    project = load(edited(tmp_path, "212000-9994", "16212000-9994"))
    assert project.publisher.number == "2120009994"
