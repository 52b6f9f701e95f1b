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
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]


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
    for path in (PUBLICATIONS[publication] / "data/tables").glob("*.csv-metadata.json"):
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
    for path in sorted((PUBLICATIONS[publication] / "data/tables").glob("*.csv")):
        schema = metadata(publication)[path.name]["tableSchema"]
        columns = {c["name"]: c for c in schema["columns"] if not c.get("virtual")}
        names = {title: name for name, column in columns.items() for title in column["titles"].values()}
        head, *rows = read(path)
        assert all(len(row) == len(head) for row in rows)
        thing = re.fullmatch(r"\.\./\.\./id/([a-z-]+)/\{id\}", schema["aboutUrl"])
        assert thing
        named = tuple({names[heading]: cell for heading, cell in zip(head, row, strict=True)} for row in rows)
        found[path.stem] = Table(path.stem, thing.group(1), columns, named)
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
    for path in (PUBLICATIONS[publication] / "data/tables").glob("*.csv"):
        columns = [c for c in metadata(publication)[path.name]["tableSchema"]["columns"] if not c.get("virtual")]
        language = "sv" if publication == "tiny" else "en"
        assert read(path)[0] == [column["titles"][language] for column in columns], path.name


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
    return {
        row["id"]: shared("seeds", row["file"]).read_text(encoding="utf-8") for row in tables("vaxjo")["documents"].rows
    }


def texts(cell: str) -> list[tuple[str, int, int]]:
    """Return the document, start and end of each passage of a cell."""
    found = []
    for item in items(cell):
        document, _, span = item.partition(":")
        start, end = span.split("-")
        found.append((document, int(start), int(end)))
    return found


def text_of(cell: str) -> str:
    return " … ".join(documents()[document][start:end] for document, start, end in texts(cell)).replace("\xa0", " ")


def heading_above(document: str, position: int) -> str:
    """Return the nearest line, above a position or at it, that is the name of a network, initiative or agreement."""
    spans = [
        (start, end)
        for table, row in rows_of("vaxjo")
        if table.thing in ("network", "initiative", "agreement")
        for found, start, end in texts(row["mentions"])
        if found == document
    ]
    text = documents()[document]
    headings = [span for span in spans if text[span[0] - 1] == "\n" == text[span[1]] and span[0] <= position]
    return text[slice(*max(headings))] if headings else ""


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
    for row in tables("vaxjo")["documents"].rows:
        raw = shared("seeds", row["file"]).read_bytes()
        text = raw.decode("utf-8")
        assert hashlib.sha256(raw).hexdigest() == row["sha256"]
        assert len(text) == int(row["characters"])
        assert unicodedata.is_normalized("NFC", text)
        assert text.startswith(row["title_sv"] + "\n")


def test_no_passage_cuts_a_word_or_leaves_its_document() -> None:
    found = passages()
    assert len(found) >= 60
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
    assert items(row["passage"])
    assert row["certainty"]
    assert bool(row["reason"]) == (row["certainty"] != "stated")


@pytest.mark.parametrize(("table", "row"), statements())
def test_the_times_of_a_statement_stand_in_its_passages(table: Table, row: dict[str, str]) -> None:
    text = text_of(row["passage"]).casefold()
    for name, _ in table.annotated(Annotation.EDTF):
        if row[name]:
            year, *month = row[name].split("-")
            assert re.search(rf"\b{year}\b", text)
            assert not month or MONTHS[int(month[0]) - 1] in text


@pytest.mark.parametrize(("table", "row"), statements())
def test_the_names_of_a_statement_stand_in_its_passages_or_their_heading(table: Table, row: dict[str, str]) -> None:
    things = {f"{other.thing}/{entity['id']}": entity for other, entity in rows_of("vaxjo")}
    above = [heading_above(document, start) for document, start, _ in texts(row["passage"])]
    text = " … ".join([text_of(row["passage"]), *above])
    for name, _ in table.annotated(Annotation.REFERS_TO):
        if "name_sv" in things.get(row[name], {}):
            names = {things[row[name]][key] for key in ("name_sv", "name_en")} - {""}
            assert any(name.split()[0] in text for name in names), (row[name], text)


@pytest.mark.parametrize(("table", "row"), statements())
def test_words_of_the_source_stand_in_the_passages(table: Table, row: dict[str, str]) -> None:
    for name in table.columns.keys() & {"role_as_written", "kind_as_written"}:
        assert row[name] in text_of(row["passage"])


def test_an_entity_is_named_where_it_is_said_to_be() -> None:
    for table, row in rows_of("vaxjo"):
        if "mentions" in table.columns:
            assert items(row["mentions"]), row["id"]
            names = {row["name_sv"], row["name_en"]} - {""}
            for mention in items(row["mentions"]):
                assert any(name in text_of(mention) for name in names), (row["id"], mention)
            assert all(any(name in text_of(mention) for mention in items(row["mentions"])) for name in names)


def test_no_person_is_named_outside_the_people_tables() -> None:
    people = set()
    for text in documents().values():
        people |= set(re.findall(r"((?:[A-ZÅÄÖ]\w*[ \xa0])+)\([A-ZÅÄÖ]{1,2}\)", text))
        people |= set(re.findall(r"^((?:[A-ZÅÄÖ]\w+ ?){2,}), \w+ (?:för|vid) ", text, re.MULTILINE))
    surnames = {name.split()[-1] for name in people}
    assert len(surnames) == 5
    for path in [*(ROOT / "data/tables").glob("*.*"), *(ROOT / "ontology").rglob("*.*")]:
        words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        assert not words & surnames, path.name


# What a careless reading would say (questions/false-statements.json), as far as these tables reach


def test_only_networks_and_organisations_have_members() -> None:
    bodies = {row["organization"].split("/")[0] for row in tables("vaxjo")["memberships"].rows}
    assert bodies <= {"network", "organisation"}
    slugs = {row["id"] for row in tables("vaxjo")["networks"].rows}
    assert slugs == {"organic-cities-network-europe", "energy-cities", "iclei", "ubc", "reves"}


def test_organic_cities_has_seven_cities_and_one_organisation_and_one_founder_that_is_named() -> None:
    network = "network/organic-cities-network-europe"
    members = {row["member"] for row in tables("vaxjo")["memberships"].rows if row["organization"] == network}
    assert sum(member.startswith("municipality/") for member in members) == 7
    assert members - {m for m in members if m.startswith("municipality/")} == {"organisation/citta-del-bio"}
    founding = [row for row in tables("vaxjo")["events"].rows if row["object"] == network]
    assert [(row["kind"], row["actor"], row["date"]) for row in founding] == [("founding", "municipality/vaxjo", "")]


def test_one_letter_was_signed_once_at_a_time_that_nobody_says() -> None:
    rows = [row for row in tables("vaxjo")["events"].rows if row["object"].startswith("appeal/")]
    assert [(row["kind"], row["date"], len(items(row["passage"]))) for row in rows] == [("signing", "", 2)]


def test_board_seats_begin_and_end_when_the_text_says() -> None:
    seats = {
        row["organization"]: (row["start"], row["end"])
        for row in tables("vaxjo")["memberships"].rows
        if row["role"] == "board-member"
    }
    assert seats == {
        "network/energy-cities": ("", ""),
        "network/iclei": ("2019-02", ""),
        "network/ubc": ("2017", "2019"),
    }


def test_a_membership_under_a_heading_alone_is_said_to_be_so() -> None:
    certainties = {
        row["organization"]: row["certainty"]
        for row in tables("vaxjo")["memberships"].rows
        if row["member"] == "municipality/vaxjo" and row["role"] == "member"
    }
    assert certainties.pop("network/reves") == "heading"
    assert set(certainties.values()) == {"implied"}
