"""What spreadsheets save is read: encodings, delimiters, workbooks; what they break is recognised."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from intlgraph.errors import DataError, Problem
from intlgraph.tables.encodings import detect
from intlgraph.tables.findings import Findings
from intlgraph.tables.sources import Known, discover
from intlgraph.tables.spreadsheets import diagnose

KNOWN = [
    Known("cities.csv", frozenset({"Cities", "Städer"}), frozenset({"id", "name", "namn", "since", "sedan"})),
    Known("people/people.csv", frozenset({"People", "Personer"}), frozenset({"id"})),
]
TEXT = "id;namn;sedan\nå1;Växjö;2014-08\nå2;Älmhult, nära;\n"
ROWS = [(1, ["id", "namn", "sedan"]), (2, ["å1", "Växjö", "2014-08"]), (3, ["å2", "Älmhult, nära", ""])]


def read(folder: Path, table: str = "cities.csv") -> tuple[list[tuple[int, list[str]]], tuple[Problem, ...]]:
    sources, problems = discover(folder, lambda path: path.name, KNOWN)
    assert problems == []
    findings = Findings("cities.csv")
    [source] = [source for source in sources if source.table == table]
    return list(source.rows(findings)), findings.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_every_way_of_saving_gives_the_same_rows(encoding: str, ends: str, delimiter: str, tmp_path: Path) -> None:
    text = TEXT.replace("Älmhult, nära", '"Älmhult, nära"').replace(";", delimiter).replace("\n", ends)
    (tmp_path / "cities.csv").write_bytes(text.encode(encoding))
    assert read(tmp_path) == (ROWS, ())


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_text(unicodedata.normalize("NFD", TEXT), "utf-8")
    assert detect(tmp_path / "cities.csv", "cities.csv").decomposed
    assert read(tmp_path) == (ROWS, ())


def test_the_line_that_tells_excel_the_delimiter(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_text("sep=|\n" + TEXT.replace(";", "|"), "utf-8")
    rows, _ = read(tmp_path)
    assert rows == [(number + 1, cells) for number, cells in ROWS]


def test_empty_rows_and_columns_and_space_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_text(
        "id;namn;sedan;;\n å1 ; Växjö\u00a0;2014-08;;\n;;;;\nå2;Älmhult, nära;;;\n;;;;\n;;;;\n", "utf-8"
    )
    assert read(tmp_path) == ([ROWS[0], ROWS[1], (4, ROWS[2][1])], ())


def test_a_heading_of_one_known_word_decides_between_delimiters(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_text("id;namn, kort;sedan\n1;a, b;2014\n", "utf-8")
    rows, _ = read(tmp_path)
    assert rows[1] == (2, ["1", "a, b", "2014"])


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        ("id;namn\n1;Växjö\n".encode("cp850"), "encoding-unknown", 2),
        ("id;namn\n1;Växjö\n".encode("mac-roman"), "encoding-unknown", 2),
        ("id;namn\n1;Växjö\n".encode() + "2;Älmhult\n".encode("cp1252"), "encoding-mixed", 2),
        (b"id;namn\n1;\x00\n", "not-text", 2),
        ("id;namn\n".encode("utf-16")[:-1], "encoding-broken", None),
    ],
)
def test_text_that_cannot_be_read_with_certainty_is_not_guessed_at(
    content: bytes, code: str, row: int | None, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(DataError) as caught:
        detect(tmp_path / "x.csv", "x.csv")
    [problem] = caught.value.problems
    assert (problem.code, problem.place.row) == (code, row)


def test_a_long_file_is_looked_at_whole(tmp_path: Path) -> None:
    """The one letter that is not UTF-8 stands beyond the first piece that is read."""
    (tmp_path / "x.csv").write_bytes(b"a;b\n" * 600_000 + "Växjö\n".encode("cp1252"))
    assert detect(tmp_path / "x.csv", "x.csv").name == "cp1252"
    (tmp_path / "y.csv").write_bytes(b"a;b\n" * 262_143 + "aåå".encode() * 3)
    assert detect(tmp_path / "y.csv", "y.csv").name == "utf-8"


Fill = Callable[[Workbook], None]


def workbook(path: Path, rows: list[list[object]], title: str = "Städer") -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)


@pytest.mark.parametrize("title", ["Städer", "CITIES", "cities"])
def test_a_sheet_is_a_table_by_name_or_title(title: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["id", "namn", "sedan"],
        ["å1", " Växjö ", "2014-08"],
        [None, None],
        ["å2", "Älmhult, nära"],
    ]
    workbook(tmp_path / "allt.xlsx", rows, title)
    assert read(tmp_path) == ([ROWS[0], ROWS[1], (4, ROWS[2][1])], ())


def test_a_workbook_in_a_folder_holds_the_tables_of_that_folder(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    workbook(tmp_path / "people" / "allt.xlsx", [["id"], ["x"]], "people")
    assert read(tmp_path, "people/people.csv") == ([(1, ["id"]), (2, ["x"])], ())


def test_numbers_and_whole_dates_of_a_workbook_are_written_out(tmp_path: Path) -> None:
    workbook(
        tmp_path / "x.xlsx",
        [["id", "namn", "sedan"], [7, 2.5, date(2020, 8, 3)], [1.0, True, datetime(2020, 8, 3, 12, 30)]],
    )
    rows, problems = read(tmp_path)
    assert rows[1:] == [(2, ["7", "2.5", "2020-08-03"]), (3, ["1", "true", "2020-08-03T12:30:00"])]
    assert problems == ()


def test_a_month_that_excel_made_a_day_of_is_a_problem(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "cities"
    sheet.append(["id", "namn", "sedan"])
    sheet.append(["1", "=A2", date(2014, 8, 1)])
    sheet["C2"].number_format = "mmm-yy"
    book.save(tmp_path / "x.xlsx")
    _, problems = read(tmp_path)
    assert [(each.code, each.place.row, each.place.column) for each in problems] == [
        ("spreadsheet-formula", 2, "namn"),
        ("spreadsheet-date-shown-short", 2, "sedan"),
    ]


def test_formulas_and_error_values_in_csv_are_told_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_text("id;namn;sedan\n1;=SUMMA(A1:A2);#NAMN?\n2;#1 i världen;########\n", "utf-8")
    _, problems = read(tmp_path)
    assert [(each.code, each.place.text()) for each in problems] == [
        ("spreadsheet-formula", "cities.csv:2, namn"),
        ("spreadsheet-error-value", "cities.csv:2, sedan"),
        ("spreadsheet-error-value", "cities.csv:3, sedan"),
    ]


@pytest.mark.parametrize(
    ("value", "pattern", "dates", "code", "meant"),
    [
        ("43500", "", True, "spreadsheet-day-number", "2019-02-04"),
        ("aug-14", "", True, "spreadsheet-month", ""),
        ("14-aug", "", True, "spreadsheet-month", ""),
        ("780", "[0-9]{4}", False, "spreadsheet-leading-zero", "0780"),
        ("2,1E+09", "[0-9]{10}", False, "spreadsheet-scientific", ""),
        ("43500", "", False, "cell-format", ""),
        ("12345", "[0-9]{4}", False, "cell-format", ""),
    ],
)
def test_what_excel_breaks_is_recognised(value: str, pattern: str, dates: bool, code: str, meant: str) -> None:
    problem = diagnose(Problem("cell-format", {"value": value, "format": pattern}), dates)
    assert problem.code == code
    assert problem.values.get("meant", "") == meant


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    for name in ("stader.csv", "x.ods", "~$x.xlsx", "notes.txt", "metadata.json"):
        (tmp_path / name).write_text("id\n")
    workbook(tmp_path / "y.xlsx", [["id"]], "Blad1")
    (tmp_path / "cities.csv").write_text("id\n")
    (tmp_path / "cities.tsv").write_text("id\n")
    sources, problems = discover(tmp_path, lambda path: path.name, KNOWN)
    assert [source.file for source in sources] == ["cities.csv"]
    assert sorted((each.code, each.place.file, each.severity) for each in problems) == [
        ("file-is-open", "~$x.xlsx", "warning"),
        ("sheet-unknown", "y.xlsx", "error"),
        ("spreadsheet-kind", "x.ods", "error"),
        ("table-twice", "cities.tsv", "error"),
        ("table-unknown", "stader.csv", "error"),
    ]
    (tmp_path / "empty").mkdir()
    _, [problem] = discover(tmp_path / "empty", lambda path: path.name, KNOWN)
    assert problem.code == "no-tables"
