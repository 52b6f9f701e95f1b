"""The tables of this repository's publication and of the tiny one hang together, and say what the documents say."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.shared import shared

from intlgraph import dates
from intlgraph.namespaces import CONCEPT, Annotation

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests" / "publications" / "tiny"
PUBLICATIONS = {"vaxjo": ROOT, "tiny": TINY}
OPTIONAL = Annotation.OPTIONAL


@dataclass(frozen=True)
class Table:
    name: str
    thing: str
    columns: dict[str, dict[str, Any]]
    rows: tuple[dict[str, str], ...]

    @property
    def says(self) -> bool:
        """Whether the rows are statements, which need evidence, and not names of entities."""
        return "certainty" in self.columns

    def annotated(self, annotation: str) -> Iterator[tuple[str, Any]]:
        for name, column in self.columns.items():
            if annotation in column:
                yield name, column[annotation]


def items(cell: str) -> list[str]:
    return [item for item in cell.split(";") if item]


@cache
def metadata(publication: str) -> dict[str, dict[str, Any]]:
    tables = json.loads((ROOT / "data/tables/metadata.json").read_text(encoding="utf-8"))["tables"]
    for path in (PUBLICATIONS[publication] / "data/tables").rglob("*.csv-metadata.json"):
        tables.append(json.loads(path.read_text(encoding="utf-8")))
    return {table["url"]: table for table in tables}


def read(path: Path) -> list[list[str]]:
    tiny = path.is_relative_to(TINY)
    text = path.read_bytes().decode("cp1252" if tiny else "utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if tiny else ",", strict=True))
    width = max(i for i, heading in enumerate(rows[0]) if heading) + 1
    assert not any(cell for row in rows for cell in row[width:])
    return [row[:width] for row in rows if any(row)]


@cache
def tables(publication: str) -> dict[str, Table]:
    found = {}
    folder = PUBLICATIONS[publication] / "data/tables"
    for path in sorted(folder.rglob("*.csv")):
        name = path.relative_to(folder).as_posix()
        if name == "withdrawn.csv":  # it names things of any class, and describes none
            continue
        schema = metadata(publication)[name]["tableSchema"]
        columns = {c["name"]: c for c in schema["columns"] if not c.get("virtual")}
        names = {title: key for key, column in columns.items() for title in column["titles"].values()}
        head, *rows = read(path)
        assert all(len(row) == len(head) for row in rows)
        thing = re.fullmatch(r"(?:\.\./)+id/([a-z-]+)/\{id\}", schema["aboutUrl"])
        assert thing
        assert schema["aboutUrl"].count("../") == 2 + name.count("/"), name
        named = tuple({names[heading]: cell for heading, cell in zip(head, row, strict=True)} for row in rows)
        named = tuple({**dict.fromkeys(columns, ""), **row} for row in named)
        found[name.removesuffix(".csv")] = Table(name.removesuffix(".csv"), thing.group(1), columns, named)
    return found


def rows_of(publication: str) -> list[tuple[Table, dict[str, str]]]:
    return [(table, row) for table in tables(publication).values() for row in table.rows]


def row_id(value: object) -> str | None:
    return f"{value.name}-" if isinstance(value, Table) else value["id"] if isinstance(value, dict) else None


@pytest.fixture(params=PUBLICATIONS)
def publication(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# Both publications


def test_headings_are_the_titles_of_all_columns(publication: str) -> None:
    """In the tiny publication those that may be missing are."""
    folder = PUBLICATIONS[publication] / "data/tables"
    for path in folder.rglob("*.csv"):
        schema = metadata(publication)[path.relative_to(folder).as_posix()]["tableSchema"]
        columns = [column for column in schema["columns"] if not column.get("virtual")]
        heading = read(path)[0]
        language = "sv" if publication == "tiny" else "en"
        wanted = [c for c in columns if publication != "tiny" or not c.get(OPTIONAL) or c["titles"]["sv"] in heading]
        assert heading == [column["titles"][language] for column in wanted], path.name


def test_every_built_in_table_is_there_and_every_table_has_both_titles() -> None:
    folder = ROOT / "data/tables"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")} == metadata("vaxjo").keys()
    for table in metadata("vaxjo").values():
        for term in ("dc:title", "dc:description"):
            assert [text["@language"] for text in table[term] if text["@value"]] == ["en", "sv"]


def test_a_title_in_english_is_the_name_and_no_title_stands_twice() -> None:
    for publication in PUBLICATIONS:
        for table in metadata(publication).values():
            columns = [c for c in table["tableSchema"]["columns"] if not c.get("virtual")]
            assert [c["titles"]["en"] for c in columns] == [c["name"] for c in columns]
            for language in ("sv", "en"):
                titles = [c["titles"][language] for c in columns]
                assert len(set(titles)) == len(titles)
            assert [title["@language"] for title in table["dc:title"]] == ["en", "sv"]


def test_what_is_required_is_there_and_ids_are_slugs_of_one_row(publication: str) -> None:
    for table in tables(publication).values():
        ids = [row["id"] for row in table.rows]
        assert len(set(ids)) == len(ids) > 0
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) for id_ in ids)
        for name, column in table.columns.items():
            if column.get("required"):
                assert all(row[name] for row in table.rows), (table.name, name)


def test_what_is_pointed_at_exists(publication: str) -> None:
    things = {f"{table.thing}/{row['id']}": table for table, row in rows_of(publication)}
    for table, row in rows_of(publication):
        for name, classes in table.annotated(Annotation.REFERS_TO):
            for cell in items(row[name]):
                assert cell in things, (table.name, row["id"], name)
                assert cell.split("/")[0] in classes, (table.name, row["id"], name)
        for name, _ in table.annotated(Annotation.PASSAGES):
            for cell in items(row[name]):
                assert re.fullmatch(table.columns[name]["datatype"]["format"], cell)
                assert f"document/{cell.split(':')[0]}" in things, (table.name, row["id"], name)


def test_codes_are_concepts(publication: str) -> None:
    known = set()
    for path in (ROOT / "ontology/concepts").glob("*.ttl"):
        codes = re.findall(r"^c:([a-z-]+) a ", path.read_text(encoding="utf-8"), re.MULTILINE)
        known |= {f"{path.stem}/{code}" for code in codes}
    for table, row in rows_of(publication):
        for name, column in table.columns.items():
            if (template := column.get("valueUrl", "")).startswith(CONCEPT):
                codes = items(row[name]) if "separator" in column else [row[name]] * bool(row[name])
                assert {template.removeprefix(CONCEPT).replace(f"{{{name}}}", code) for code in codes} <= known


def test_times_are_edtf_and_do_not_end_before_they_start(publication: str) -> None:
    for table, row in rows_of(publication):
        times = {kind: dates.parse(row[name]) for name, kind in table.annotated(Annotation.EDTF) if row[name]}
        if {"start", "end"} <= times.keys():
            assert (times["start"].earliest or "") <= (times["end"].latest or "9999")


def test_the_tiny_publication_is_what_a_spreadsheet_saves() -> None:
    for path in (TINY / "data/tables").glob("*.csv"):
        raw = path.read_bytes()
        with pytest.raises(UnicodeDecodeError):
            raw.decode("utf-8")
        assert raw.count(b"\r\n") == raw.count(b"\n")
        assert raw.endswith(b"\r\n")
    assert b";;;\r\n;;;" in (TINY / "data/tables/municipalities.csv").read_bytes()


# This repository's publication


def documents() -> dict[str, str]:
    files = {row["id"]: row["file"] for row in tables("vaxjo")["documents"].rows if row["file"]}
    return {name: read_document(file) for name, file in files.items()}


@cache
def read_document(file: str) -> str:
    return shared("seeds", file).read_text(encoding="utf-8")


def texts(cell: str) -> list[tuple[str, int, int]]:
    """Return the document, start and end of each passage of a cell."""
    found = []
    for item in items(cell):
        document, colon, span = item.partition(":")
        if colon:
            start, end = span.split("-")
            found.append((document, int(start), int(end)))
    return found


def text_of(cell: str) -> str:
    return " … ".join(documents()[document][start:end] for document, start, end in texts(cell)).replace("\xa0", " ")


def passages() -> list[tuple[str, str, int, int]]:
    return [
        (f"{table.name}/{row['id']}", *span)
        for table, row in rows_of("vaxjo")
        for name, _ in table.annotated(Annotation.PASSAGES)
        for span in texts(row[name])
    ]


def statements() -> list[Any]:
    return [pytest.param(table, row, id=f"{table.name}/{row['id']}") for table, row in rows_of("vaxjo") if table.says]


def test_files_are_utf8_with_line_feeds() -> None:
    for path in (ROOT / "data/tables").rglob("*.csv"):
        raw = path.read_bytes()
        assert b"\r" not in raw
        assert raw.endswith(b"\n")
        assert unicodedata.is_normalized("NFC", raw.decode("utf-8"))


def test_documents_are_the_ones_that_were_read() -> None:
    rows = [row for row in tables("vaxjo")["documents"].rows if row["kind"] == "page"]
    assert len(rows) == 2
    for row in rows:
        raw = shared("seeds", row["file"]).read_bytes()
        text = raw.decode("utf-8")
        assert hashlib.sha256(raw).hexdigest() == row["sha256"]
        assert len(text) == int(row["characters"])
        assert unicodedata.is_normalized("NFC", text)
        assert text.startswith(row["title_sv"] + "\n")


def test_no_passage_cuts_a_word_or_leaves_its_document() -> None:
    found = passages()
    assert len(found) > 900
    for row, document, start, end in found:
        text = documents()[document]
        assert 0 <= start < end <= len(text), row
        assert not text[start].isspace(), row
        assert not text[end - 1].isspace(), row
        for edge in (start, end):
            around = text[max(edge - 1, 0) : edge + 1]
            assert not re.fullmatch(r"[\w-]\w|\w[\w-]", around), (row, start, end, around)


@pytest.mark.parametrize(("table", "row"), statements())
def test_a_statement_has_passages_and_a_certainty_and_says_why(table: Table, row: dict[str, str]) -> None:
    """Whether the passages say what the row says is the work of `evidence check`, tested in `tests/evidence`."""
    assert items(row["passage"])
    assert row["certainty"]
    for reason in ("reason", "reason_sv"):
        assert bool(row[reason]) == (row["certainty"] != "stated")


def test_what_is_told_is_told_in_both_languages() -> None:
    told = 0
    for table, row in rows_of("vaxjo"):
        for name in table.columns:
            if name.endswith("_sv") and not name.startswith(("name_", "reason_", "title_")):
                assert bool(row[name]) == bool(row[f"{name.removesuffix('_sv')}_en"]), (table.name, row["id"], name)
                told += bool(row[name])
    assert told > 150


def test_registers_are_cited_whole_and_say_their_licence_where_it_asks_for_a_name() -> None:
    registers = {row["id"]: row for row in tables("vaxjo")["documents"].rows if row["kind"] == "register"}
    cited = {(table.name, item) for table, row in rows_of("vaxjo") for item in items(row.get("passage", ""))}
    used = {(name, item) for name, item in cited if ":" not in item}
    assert {item for _, item in used} == registers.keys()
    assert {name for name, item in used if item == "geonames"} == {"geonames/coordinates"}
    assert "/by/4.0/" in registers["geonames"]["licence"]


def test_an_entity_is_named_where_it_is_said_to_be() -> None:
    forms: dict[str, set[str]] = {}
    for row in tables("vaxjo")["names"].rows:
        forms.setdefault(row["thing"], set()).add(row["form"])
    seen = 0
    for table, row in rows_of("vaxjo"):
        if "mentions" in table.columns:
            assert items(row["mentions"]), row["id"]
            names = {row["name_sv"], row.get("name_en", "")} | forms.get(f"{table.thing}/{row['id']}", set())
            for mention in items(row["mentions"]):
                text = text_of(mention).casefold()
                assert any(name.casefold() in text for name in names - {""}), (row["id"], mention)
                seen += 1
    assert seen > 150


def test_no_person_is_named_outside_the_people_tables() -> None:
    people = set()
    for text in documents().values():
        people |= set(re.findall(r"((?:[A-ZÅÄÖ]\w*[ \xa0])+)\([A-ZÅÄÖ]{1,2}\)", text))
        people |= set(re.findall(r"^((?:[A-ZÅÄÖ]\w+ ?){2,}), \w+ (?:för|vid) ", text, re.MULTILINE))
    surnames = {name.split()[-1] for name in people}
    assert len(surnames) == 5
    assert {row["name_sv"].split()[-1] for row in tables("vaxjo")["people/people"].rows} == surnames
    places = [folder for folder in (ROOT / "data/tables").iterdir() if folder.name != "people"]
    files = [path for place in places for path in (place.rglob("*.*") if place.is_dir() else [place])]
    for path in [*files, *(ROOT / "ontology").rglob("*.*")]:
        words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        assert not words & surnames, path.name


# What a careless reading would say (questions/false-statements.json), as far as these tables reach


def rows(table: str, **values: str) -> list[dict[str, str]]:
    """Return the rows of a table of this publication that have these values."""
    return [row for row in tables("vaxjo")[table].rows if all(row[key] == value for key, value in values.items())]


def column(table: str, name: str, **values: str) -> set[str]:
    return {row[name] for row in rows(table, **values)}


VAXJO = "municipality/vaxjo"
OCN = "network/organic-cities-network-europe"
KRONOBERG = {
    "spik": ("owner", {"alvesta", "tingsryd", "lessebo", "uppvidinge", "almhult", "ljungby"}),
    "etableringssamverkan-kronoberg-2": ("coordinator", {"markaryd"}),
    "samordnad-samhallsorientering": (
        "runner",
        {"alvesta", "lessebo", "ljungby", "markaryd", "uppvidinge", "almhult"},
    ),
}
"""The role of Växjö and the municipalities that are partners, by project: three different lists."""


def test_a_heading_is_no_partner() -> None:
    """TRAP01: under the heading of the page stand two projects whose texts do not name Växjö."""
    for project in ("health-project-3", "kontaktcenter"):
        (row,) = rows("participations", project=f"project/{project}", participant=VAXJO)
        assert row["certainty"] == "heading"
    assert column("participations", "participant", project="project/kontaktcenter") == {VAXJO}
    assert VAXJO not in column("partnership-parties", "party", partnership="partnership/vasterbotten-yogyakarta")


def test_what_is_proposed_is_not_under_way() -> None:
    """TRAP02: an application and a proposal have planned periods, intended results and nothing that has been done."""
    for project, statuses in (
        ("gender-based-violence", {"application", "proposed"}),
        ("local-coalition-work", {"proposed", "new"}),
    ):
        thing = f"project/{project}"
        assert column("statuses", "status", thing=thing) == statuses
        assert column("periods", "kind", thing=thing) == {"planned"}
        assert column("outcomes", "realisation", thing=thing) == {"intended"}
        assert column("activities", "realisation", thing=thing) == {"intended"}
        assert column("participations", "role", project=thing) == {"proposed-partner"}
        assert rows("funding", project=thing) == []
    (planned,) = rows("periods", thing="project/local-coalition-work")
    assert (planned["start"], planned["end"]) == ("", "")
    assert planned["time_sv"]
    assert column("outcomes", "date", thing="project/gender-based-violence") == {"[..2025]"}


def test_each_project_is_funded_by_whom_the_text_says() -> None:
    """TRAP03 and TRAP10: three of the fourteen by a fund, one by ICLD, the others by nobody that is named."""
    found = {(row["project"], row["fund"], row["granting_body"]) for row in rows("funding")}
    assert found == {
        ("project/spik", "fund/esf", ""),
        ("project/etableringssamverkan-kronoberg-2", "fund/esf", ""),
        ("project/samordnad-samhallsorientering", "fund/paragraf-37-medel", "organisation/lansstyrelsen-kronoberg"),
        ("project/blue-vietnam", "", "organisation/icld"),
    }
    assert column("relations", "thing", relation="project-of") == {"project/sekos-2-predecessor"}


def test_only_networks_and_organisations_have_members() -> None:
    """TRAP07: what stands under a heading is not what the heading says."""
    bodies = {row["organization"].split("/")[0] for row in rows("memberships")}
    assert bodies <= {"network", "organisation"}
    slugs = {row["id"] for row in rows("networks")}
    assert slugs == {"organic-cities-network-europe", "energy-cities", "iclei", "ubc", "reves"}
    under = column("sections", "about", parent="section/internationella-natverk")
    assert under - {f"network/{slug}" for slug in slugs} == {"initiative/mayors-adapt", "agreement/covenant-of-mayors"}
    assert len(under) == 7
    assert column("sections", "about", parent="section/nationella-natverk") == {f"project/{name}" for name in KRONOBERG}


def test_organic_cities_has_seven_cities_and_one_organisation_and_one_founder_that_is_named() -> None:
    """TRAP04 and TRAP05: and neither a date nor a chair but in words."""
    members = column("memberships", "member", organization=OCN, role="member")
    assert sum(member.startswith("municipality/") for member in members) == 7
    assert members - {m for m in members if m.startswith("municipality/")} == {"organisation/citta-del-bio"}
    founding = rows("events", object=OCN)
    assert [(row["kind"], row["actor"], row["date"]) for row in founding] == [("founding", VAXJO, "")]
    assert [(row["number"], row["unit"]) for row in rows("counts", thing=OCN)] == [("7", "city")]
    (chair,) = rows("memberships", role="chair")
    assert (chair["member"], chair["start"], chair["end"]) == ("municipality/nurnberg", "", "")
    assert chair["time_sv"].startswith("första året")
    assert rows("events", kind="award") == []


def test_one_letter_was_signed_once_at_a_time_that_nobody_says() -> None:
    """TRAP05."""
    found = rows("events", object="appeal/mayors-letter-climate-2050")
    assert [(row["kind"], row["date"], len(items(row["passage"]))) for row in found] == [("signing", "", 2)]


def test_board_seats_begin_and_end_when_the_text_says() -> None:
    """TRAP09: that of UBC is no person's, and the edit date of the page ends nothing."""
    seats = {row["organization"]: (row["start"], row["end"]) for row in rows("memberships", role="board-member")}
    assert seats == {
        "network/energy-cities": ("", ""),
        "network/iclei": ("2019-02", ""),
        "network/ubc": ("2017", "2019"),
    }
    assert column("people/seats", "organization") == {"network/energy-cities", "network/iclei"}
    assert not any("2023-05" in value for table, row in rows_of("vaxjo") if table.says for value in row.values())


def test_a_membership_under_a_heading_alone_is_said_to_be_so() -> None:
    certainties = {row["organization"]: row["certainty"] for row in rows("memberships", member=VAXJO, role="member")}
    assert certainties.pop("network/reves") == "heading"
    assert set(certainties.values()) == {"implied"}


@pytest.mark.parametrize("project", KRONOBERG)
def test_partners_are_those_that_the_text_names(project: str) -> None:
    """TRAP08 and TRAP10: a county is no list of municipalities; owning, coordinating and running are three roles."""
    role, partners = KRONOBERG[project]
    found = rows("participations", project=f"project/{project}")
    assert {row["role"] for row in found if row["participant"] == VAXJO} == {role}
    named = {row["participant"] for row in found if row["participant"].startswith("municipality/")} - {VAXJO}
    assert named == {f"municipality/{name}" for name in partners}


def test_one_municipality_left_and_when_is_said() -> None:
    (row,) = rows(
        "participations", participant="municipality/markaryd", project="project/etableringssamverkan-kronoberg-2"
    )
    assert row["end"] == "2021-01"


def test_one_project_told_twice_is_one_project_with_both_passages() -> None:
    (period,) = rows("periods", thing="project/blue-vietnam")
    assert (period["start"], period["end"]) == ("2019", "2021")
    found = column("sections", "id", about="project/blue-vietnam")
    assert found == {"vattenprojekt-an-giang", "blue-vietnam"}


def test_goals_are_those_that_the_text_numbers_and_the_un_has() -> None:
    found = {(row["thing"], row["goal"]) for row in rows("goal-alignments", certainty="stated")}
    assert found == {
        ("project/local-coalition-work", "17"),
        ("project/energy-plan", "7"),
        ("project/sustainability-education", "4"),
    }
    known = re.findall(
        r"^sdg:(\S+) a sdgo:(?:Goal|Target)", (ROOT / "ontology/sdg.ttl").read_text("utf-8"), re.MULTILINE
    )
    assert len(known) == 17 + 169
    assert column("goal-alignments", "goal") <= set(known)


def test_activities_are_counted_where_the_text_counts_them() -> None:
    numbers = {row["thing"]: int(row["number"]) for row in rows("counts", unit="activity")}
    assert (sorted(numbers.values()), sum(numbers.values())) == ([10, 15, 15], 40)


def test_people_have_a_role_a_legal_basis_and_a_party_only_where_the_role_is_political() -> None:
    for row in rows("people/people"):
        assert row["public_role_sv"]
        assert row["public_role_en"]
        assert row["legal_basis"].startswith("https://w3id.org/dpv/")
    parties = {row["person"]: row["political_party"] for row in rows("people/affiliations")}
    quoted = column("people/quotations", "person")
    assert sorted(parties.values()) == ["M", "MP", "MP"]
    assert len(quoted) == 2
    assert not quoted & parties.keys()


def test_codes_belong_to_what_they_are_codes_of() -> None:
    """A municipality has the code of the register as text; regions of statistics belong to places."""
    codes = {row["thing"]: row["value"] for row in rows("identifiers", scheme="kommunkod")}
    assert codes[VAXJO] == "0780"
    assert all(re.fullmatch(r"07\d\d", code) and thing.startswith("municipality/") for thing, code in codes.items())
    for scheme in ("nuts", "eu-country", "lanskod"):
        assert all(thing.startswith("place/") for thing in column("identifiers", "thing", scheme=scheme))


def test_the_places_of_the_map_have_coordinates() -> None:
    shown = column("geonames/coordinates", "place")
    cities = {
        row["member"].split("/")[1] for row in rows("memberships", organization=OCN) if "municipality" in row["member"]
    }
    assert shown >= {f"place/{name}" for name in cities | {"jb-marks", "long-xuyen", "vushtrri", "bryssel"}}
    for row in rows("geonames/coordinates"):
        assert -90 < float(row["latitude"]) < 90
        assert -180 < float(row["longitude"]) < 180
