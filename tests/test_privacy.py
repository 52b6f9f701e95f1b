"""The gate: a person leaves only with a public role and a legal basis, and only in the people's own files."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Command, Publication

from intlgraph import privacy

FOAF = "http://xmlns.com/foaf/0.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ANNA = "http://e/id/person/anna-berg"
TYPE = f"<{ANNA}> <{RDF}type> <{FOAF}Person>"
NAME = f'<{ANNA}> <{SKOS}prefLabel> "Anna Berg"@sv'
ROLE = f'<{ANNA}> <https://w3id.org/intlgraph/ns#publicRole> "mayor"@en'
BASIS = f"<{ANNA}> <https://w3id.org/dpv#hasLegalBasis> <https://w3id.org/dpv#PublicInterest>"


def folder(path: Path, **graphs: list[str]) -> Path:
    for name, triples in graphs.items():
        lines = sorted(f"{triple} <http://e/graph/{name}> .\n" for triple in triples)
        (path / f"{name.replace('_', '-')}.nq").write_text("".join(lines), "utf-8")
    return path


def codes(path: Path) -> list[str]:
    return sorted(problem.code for problem in privacy.check(path))


def test_a_person_with_role_and_basis_passes(tmp_path: Path) -> None:
    assert codes(folder(tmp_path, people=[TYPE, NAME, ROLE, BASIS], tables=['<http://e/x> <http://e/p> "Anna"'])) == []


@pytest.mark.parametrize(
    ("said", "code"), [([TYPE, NAME, BASIS], "person-without-role"), ([TYPE, NAME, ROLE], "person-without-basis")]
)
def test_a_person_without_one_of_them_does_not(said: list[str], code: str, tmp_path: Path) -> None:
    [problem] = privacy.check(folder(tmp_path, people=said))
    assert (problem.code, problem.values["person"]) == (code, "Anna Berg")


@pytest.mark.parametrize(
    ("triple", "code"),
    [
        (TYPE, "person-outside-people"),
        (f"<http://e/id/seat/1> <http://e/p> <{ANNA}>", "person-pointed-to"),
        (f'<{ANNA}> <http://e/p> "x"', "person-pointed-to"),
        ('<http://e/x> <http://e/p> "Chair: Anna Berg (X), elected"@en', "person-named"),
        ('<http://e/x> <http://e/p> "Anna Bergs nätverk"@sv', "person-named"),
        ('<http://e/x> <http://e/p> "led by anna  berg"@en', "person-named"),
        ('<http://e/x> <http://e/p> "ANNA BERG\'s network"@en', "person-named"),
    ],
)
@pytest.mark.parametrize("graph", ["tables", "editorial", "derived", "another"])
def test_people_do_not_stand_in_other_graphs(triple: str, code: str, graph: str, tmp_path: Path) -> None:
    found = privacy.check(folder(tmp_path, people=[TYPE, NAME, ROLE, BASIS], **{graph: [triple]}))
    assert code in {problem.code for problem in found}
    assert all(problem.values["graph"] == graph for problem in found)


def test_people_may_stand_in_what_is_derived_from_them(tmp_path: Path) -> None:
    assert (
        codes(
            folder(tmp_path, people=[TYPE, NAME, ROLE, BASIS], derived_people=[f"<http://e/y> <http://e/p> <{ANNA}>"])
        )
        == []
    )


def test_a_part_of_a_name_or_of_a_word_is_nobody(tmp_path: Path) -> None:
    harmless = ['<http://e/x> <http://e/p> "Anna Bergström"', '<http://e/x> <http://e/q> "Marianna Berg"']
    assert codes(folder(tmp_path, people=[TYPE, NAME, ROLE, BASIS], tables=harmless)) == []


def test_a_name_in_the_last_of_many_blocks_is_found(tmp_path: Path) -> None:
    many = [f'<http://e/{number:07}> <http://e/p> "{"x" * 60}"' for number in range(60_000)]
    path = folder(
        tmp_path, people=[TYPE, NAME, ROLE, BASIS], tables=[*many, '<http://e/z> <http://e/p> "by Anna Berg"']
    )
    [problem] = privacy.check(path)
    assert (problem.code, problem.values["subject"]) == ("person-named", "http://e/z")


PEOPLE = "id;namn;nämns;offentlig roll;offentlig roll på engelska;rättslig grund\n"


def with_people(tiny: Publication, basis: str) -> None:
    (tiny.tables / "people").mkdir()
    metadata = tiny.tables / "people" / "people.csv"
    from intlgraph.project import load
    from intlgraph.tables.description import describe

    table = describe(load(tiny.root)).tables["people/people.csv"]
    headings = [column.name for column in table.schema.columns if not column.virtual]
    values = {
        "id": "anna-berg",
        "name_sv": "Anna Berg",
        "mentions": "festivalsidan",
        "public_role_sv": "borgmästare",
        "public_role_en": "mayor",
        "legal_basis": basis,
    }
    rows = [headings, [values.get(heading, "") for heading in headings]]
    metadata.write_text("\n".join(",".join(row) for row in rows) + "\n", "utf-8")


def test_a_name_in_the_settings_stands_at_the_head_of_every_file(tmp_path: Path) -> None:
    quads = folder(tmp_path, people=[TYPE, NAME, ROLE, BASIS])
    [problem] = privacy.check(quads, ["Everything", "All but Anna Bergs seat"])
    assert (problem.code, problem.values["person"]) == ("person-in-settings", ANNA)
    assert privacy.check(quads, ["Everything about Berg"]) == ()


def test_a_publication_with_people_keeps_them_apart(tiny: Publication, command: Command, tmp_path: Path) -> None:
    with_people(tiny, "https://w3id.org/dpv#PublicInterest")
    settings = (tiny.root / "intlgraph.toml").read_text("utf-8")
    people = '\n[datasets.people]\ntitle = { sv = "Personer", en = "People" }\ngraphs = ["people", "derived-people"]\n'
    (tiny.root / "intlgraph.toml").write_text(settings + people, "utf-8")
    ran = command("publish", "--project", tiny.root, "--out", tmp_path / "public")
    assert ran.code == 0, ran.err
    data = tmp_path / "public" / "data"
    named = {path.name for path in data.glob("*.*") if b"Anna Berg" in path.read_bytes()}
    assert named == {"people.ttl", "people.trig", "people.jsonld", "people.rdf"}
    query = "SELECT ?n WHERE { ?p a foaf:Person ; skos:prefLabel ?n }"
    assert "Anna Berg" in command("query", "--project", tiny.root, "-e", query).out


def test_a_person_without_basis_stops_everything(tiny: Publication, command: Command, tmp_path: Path) -> None:
    with_people(tiny, "")
    ran = command("publish", "--project", tiny.root, "--out", tmp_path / "public")
    assert ran.code == 1
    assert "data/tables/people/people.csv:2" in ran.err
    assert not (tmp_path / "public").exists()


def test_a_name_that_slipped_into_another_table_stops_everything(
    tiny: Publication, command: Command, tmp_path: Path
) -> None:
    with_people(tiny, "https://w3id.org/dpv#PublicInterest")
    tiny.edit("festivals.csv", "Tre dagar av samtal", "Anna Berg bjuder in till tre dagar av samtal")
    ran = command("publish", "--project", tiny.root, "--out", tmp_path / "public")
    assert ran.code == 1
    assert "Anna" not in ran.out
    assert "person/anna-berg" in ran.err
    assert "asiktsfestivalen" in ran.err
    assert not (tmp_path / "public").exists()
