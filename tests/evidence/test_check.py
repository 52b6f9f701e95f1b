"""`evidence check`: what is true is green, and each way in which a row can go wrong is found and placed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest
from tests.conftest import Command
from tests.evidence.conftest import TEXTS, Nordby, at
from tests.evidence.mutations import pairs, shifted, swapped

from intlgraph.evidence.certainty import Statement, statement
from intlgraph.evidence.check import examine
from intlgraph.evidence.documents import Library, gather, sha256
from intlgraph.evidence.exceptions import Exempt
from intlgraph.tables import publication
from intlgraph.tables.passages import Passage


def test_what_is_true_is_green(nordby: Nordby) -> None:
    checked = nordby.check()
    assert checked.problems == ()
    assert (checked.documents, checked.passages, checked.rows, checked.whole) == (2, 23, 27, 0)


@pytest.mark.parametrize(
    ("table", "id", "column", "value", "code"),
    [
        ("memberships", "nordby-ferries", "start", "2020-03", "time-not-said"),
        ("memberships", "nordby-ferries", "start", "2019-04", "time-not-said"),
        ("memberships", "aldershamn-towns", "end", "2022-05-30", "time-not-said"),
        ("memberships", "nordby-ferries", "end", "[2019-03,2020]", "time-not-said"),
        ("memberships", "sjoakero-towns", "start", "201X", "time-not-said"),
        ("memberships", "aldershamn-towns", "role_as_written", "kassör", "words-not-said"),
        ("names", "nordby-en", "form", "City of Nordby", "words-not-said"),
        ("counts", "countries", "number", "13", "number-not-said"),
        ("counts", "members", "number", "200", "number-not-said"),
        ("goals", "goal-14", "goal", "4", "number-not-said"),
        ("pledges", "green", "text", "Gröna färjor från 2025", "number-not-said"),
        ("memberships", "nordby-ferries", "member", "municipality/aldershamn", "thing-not-named"),
        ("memberships", "nordby-ferries", "organization", "network/towns", "thing-not-named"),
        ("counts", "participants", "thing", "project/goal", "thing-not-named"),
        ("events", "joining", "passage", at("natverk", "Små städer"), "thing-not-named"),
        ("sections", "ferries", "about", "network/towns", "thing-not-named"),
        ("sections", "goal", "parent", "section/harbour", "thing-not-named"),
        ("municipalities", "sjoakero", "mentions", at("natverk", "Små städer"), "passage-names-not"),
        ("memberships", "nordby-towns", "reason", "", "certainty-without-reason"),
        ("memberships", "nordby-towns", "certainty", "stated", "thing-not-named"),
        ("counts", "countries", "passage", "", "row-without-passage"),
    ],
)
def test_a_row_that_is_not_supported_is_found(
    table: str, id: str, column: str, value: str, code: str, nordby: Nordby
) -> None:
    nordby.cell(table, id, column, value)
    here = f"data/tables/{table}.csv", 2 + list(nordby.rows[table]).index(id)
    found = [each for each in nordby.write_and_check().problems if (each.place.file, each.place.row) == here]
    assert found[0].code == code
    assert found[0].place.column in {column, "member", "actor", ""}


def test_a_thing_without_a_name_is_named_by_what_it_relates(nordby: Nordby) -> None:
    nordby.cell("pledges", "green", "passage", at("natverk", "sedan 2021. Det har 1 200 medlemmar"))
    nordby.cell("pledges", "green", "text", "Gröna färjor")
    problems = nordby.write_and_check().problems
    assert [(problem.code, problem.values["value"]) for problem in problems] == [
        ("thing-not-named", "municipality/nordby")
    ]


def test_a_heading_speaks_only_for_what_stands_under_it(nordby: Nordby) -> None:
    nordby.cell("sections", "ferries", "about", "")
    codes = {(problem.place.file, problem.place.row) for problem in nordby.write_and_check().problems}
    assert ("data/tables/memberships.csv", 2) in codes
    assert ("data/tables/memberships.csv", 4) not in codes


def test_a_heading_is_not_about_a_thing_because_it_is_said_to_be(nordby: Nordby) -> None:
    nordby.cell("sections", "towns", "parent", "section/ferries")
    nordby.cell("sections", "towns", "about", "network/ferries")
    found = [
        each for each in nordby.write_and_check().problems if each.place.text() == "data/tables/sections.csv:4, about"
    ]
    assert [problem.code for problem in found] == ["thing-not-named"]


@pytest.mark.parametrize(
    ("passage", "code"),
    [
        (lambda start, end: (start + 1, end), "passage-cut"),
        (lambda start, end: (start, end - 1), "passage-cut"),
        (lambda start, end: (start, end + 1), "passage-cut"),
        (lambda start, end: (start, 9000), "passage-beyond-end"),
    ],
)
def test_a_passage_in_the_wrong_place_is_found(passage: object, code: str, nordby: Nordby) -> None:
    assert callable(passage)
    words = "Det har 1 200 medlemmar"
    start = TEXTS["natverk"].index(words)
    first, last = passage(start, start + len(words))
    nordby.cell("counts", "members", "passage", f"natverk:{first}-{last}")
    nordby.write()
    problems = nordby.check().problems
    assert problems[0].code == code
    assert problems[0].place.text() == "data/tables/counts.csv:2, passage"


def test_hashes_tell_a_passage_that_is_not_the_recorded_one(nordby: Nordby) -> None:
    path = nordby.root / "data" / "passages.csv"
    lines = path.read_text("utf-8").splitlines()
    cited = at("partners", "has fifteen activities").replace(":", ",").replace("-", ",")
    wanted = next(number for number, line in enumerate(lines) if line.startswith(cited))
    path.write_text("\n".join(lines[:wanted] + lines[wanted + 1 :]) + "\n", "utf-8")
    assert [problem.code for problem in nordby.check().problems] == ["passage-not-recorded"]
    lines[wanted] = f"{cited},{'0' * 64}"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert [(problem.code, problem.place.text()) for problem in nordby.check().problems] == [
        ("passage-differs", "data/tables/counts.csv:4, passage")
    ]


def test_documents_are_found_by_name_or_by_hash(nordby: Nordby) -> None:
    there = nordby.documents / "natverk.txt"
    there.rename(nordby.documents / "a copy of it.txt")
    assert nordby.check().problems == ()
    there.write_text("another text", "utf-8")
    assert nordby.check().problems == ()
    (nordby.documents / "a copy of it.txt").unlink()
    assert [problem.code for problem in nordby.check().problems] == ["document-differs"]
    there.unlink()
    problems = nordby.check().problems
    assert [(problem.code, problem.place.file) for problem in problems] == [
        ("document-missing", "data/tables/documents.csv")
    ]


def test_an_unknown_document_is_found(nordby: Nordby) -> None:
    nordby.cell("counts", "members", "passage", "natverket:0-7")
    nordby.write()
    assert {problem.code for problem in nordby.check().problems} >= {"document-unknown"}


def test_an_exception_excuses_its_row_only_while_it_needs_it(nordby: Nordby) -> None:
    path = nordby.root / "data" / "evidence-exceptions.csv"
    nordby.cell("counts", "countries", "number", "13")
    path.write_text("table,id,why\ncounts.csv,countries,A dozen and one\n", "utf-8")
    checked = nordby.write_and_check()
    assert (checked.excepted, checked.problems) == (1, ())
    nordby.cell("counts", "countries", "number", "12")
    problems = nordby.write_and_check().problems
    assert [(problem.code, problem.place.text()) for problem in problems] == [
        ("exception-not-needed", "data/evidence-exceptions.csv:2")
    ]


def test_an_exception_excuses_no_passage_that_is_cut(nordby: Nordby) -> None:
    path = nordby.root / "data" / "evidence-exceptions.csv"
    path.write_text("table,id,why\ncounts.csv,members,Because\n", "utf-8")
    start = TEXTS["natverk"].index("Det har")
    nordby.cell("counts", "members", "passage", f"natverk:{start + 1}-{start + 7}")
    assert [problem.code for problem in nordby.write_and_check().problems] == ["passage-cut"]


def test_a_register_is_cited_whole_and_counted(nordby: Nordby) -> None:
    nordby.cell("counts", "countries", "passage", "natverk")
    nordby.cell("counts", "countries", "number", "13")
    checked = nordby.write_and_check()
    assert (checked.rows, checked.whole, checked.problems) == (26, 1, ())


def test_shifting_every_passage_turns_it_red(nordby: Nordby) -> None:
    statements, library = _read(nordby)
    moved = shifted(statements, library, 7)
    hashes = {
        citation.passage: sha256(words)
        for row in moved
        for citation in row.record.citations
        if (words := library.words(citation.passage)) is not None
    }
    found = examine(moved, library, hashes, Exempt({}), demand=True)
    red = {problem.place.row for problem in found.problems if "memberships" in problem.place.file}
    assert red == {2, 3, 4, 5, 6}
    assert len({(problem.place.file, problem.place.row) for problem in found.problems}) > found.rows * 0.9


def test_swapping_the_passages_of_two_rows_turns_it_red(nordby: Nordby) -> None:
    statements, library = _read(nordby)
    hashes = _hashes(statements, library)
    assert examine(statements, library, hashes, Exempt({}), demand=True).problems == ()
    tried = list(pairs(statements))
    assert len(tried) > 250
    unseen = []
    for one, other in tried:
        instead = dict(zip((one.thing, other.thing), swapped(one, other), strict=True))
        mutated = [instead.get(row.thing, row) for row in statements]
        if not examine(mutated, library, hashes, Exempt({}), demand=True).problems:
            unseen.append((one.thing, other.thing))
    assert len(unseen) < len(tried) * 0.01, unseen


def _read(nordby: Nordby) -> tuple[list[Statement], Library]:
    statements = [statement(record) for record in publication.records(nordby.project)]
    return statements, gather(nordby.project, nordby.documents)


def _hashes(statements: list[Statement], library: Library) -> Mapping[Passage, str]:
    every = (citation.passage for row in statements for citation in row.record.citations)
    return {passage: sha256(library.words(passage) or "") for passage in every}


@pytest.mark.parametrize(("language", "words"), [("en", "Problems: 0"), ("sv", "Fel: 0")])
def test_the_command_prints_how_much_it_checked(language: str, words: str, nordby: Nordby, command: Command) -> None:
    ran = command("evidence", "check", "--project", nordby.root, "--documents", nordby.documents, "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    assert "23" in ran.out
    assert "27" in ran.out
    assert words in ran.out


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_command_tells_each_finding_and_ends_with_1(language: str, nordby: Nordby, command: Command) -> None:
    nordby.cell("counts", "countries", "number", "13")
    nordby.write()
    ran = command("evidence", "check", "--project", nordby.root, "--documents", nordby.documents, "--lang", language)
    assert ran.code == 1
    assert "data/tables/counts.csv:3, number" in ran.err
    assert "13" in ran.err


def test_bad_exceptions_and_a_missing_folder_are_told(nordby: Nordby, command: Command) -> None:
    ran = command("evidence", "check", "--project", nordby.root, "--documents", nordby.root / "nowhere")
    assert ran.code == 2
    assert "nowhere" in ran.err
    (nordby.root / "data" / "evidence-exceptions.csv").write_text("table,id,why\ncounts.csv,members,\n", "utf-8")
    ran = command("evidence", "check", "--project", nordby.root, "--documents", nordby.documents)
    assert ran.code == 1
    assert "data/evidence-exceptions.csv:2" in ran.err


def test_the_statement_of_a_row_is_read_from_its_metadata(nordby: Nordby) -> None:
    rows = {row.thing: row for row in _read(nordby)[0]}
    implied = rows["membership/nordby-towns"]
    assert (implied.certainty, implied.stated, implied.reason != "") == ("implied", False, True)
    assert implied.relates == (("member", "municipality/nordby"), ("organization", "network/towns"))
    assert rows["municipality/nordby"].mentions
    assert rows["municipality/nordby"].names == ("Nordby kommun",)
    assert dataclasses.replace(implied, certainty="").stated
