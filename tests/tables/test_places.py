"""Which row and column a statement came from: the same mapping as the build, told the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.conftest import Publication

from intlgraph import graphs, project
from intlgraph.errors import Place
from intlgraph.namespaces import DCTERMS, PREF_LABEL, RDF, Intl
from intlgraph.positions.watching import Rung, Wanted, Watch, nearest
from intlgraph.tables import places, publication
from intlgraph.tables.workbooks import rows as workbook_rows

BASE = "https://data.example.org/nordby"
ORG = "http://www.w3.org/ns/org#"


def thing(path: str) -> str:
    return f"<{BASE}/id/{path}>"


def texts(root: Path, *wanted: Wanted) -> list[list[str]]:
    found = places.rows(project.load(root), wanted)
    return [[place.text() for place in found[each].places] for each in wanted]


def converted(root: Path, folder: Path) -> list[Wanted]:
    """Return every statement that a build makes of the tables."""
    folder.mkdir()
    publication.convert(project.load(root), None, folder)
    lines = [line for path in sorted(folder.glob("*.nq")) for line in path.read_text("utf-8").splitlines(keepends=True)]
    return [Wanted(*graphs.triple_line(line)[: -len(" .\n")].split(" ", 2)) for line in lines]


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        (
            Wanted(thing("membership/nordby-gron-farja"), f"<{ORG}member>", thing("municipality/nordby")),
            "data/tables/memberships.csv:2, medlem",
        ),
        (
            Wanted(thing("network/gron-farja"), f"<{PREF_LABEL}>"),
            "data/tables/networks.csv:2, namn",
        ),
        (
            Wanted(
                thing("membership/nordby-gron-farja"),
                f"<{Intl.TIMES['start'][1]}>",
                '"2021-04-01"^^<http://www.w3.org/2001/XMLSchema#date>',
            ),
            "data/tables/memberships.csv:2, från",
        ),
        (
            Wanted(thing("membership/nordby-gron-farja"), f"<{DCTERMS}source>", thing("document/beslut-2021-14")),
            "data/tables/memberships.csv:2, ställe",
        ),
        (
            Wanted(thing("membership/nordby-gron-farja"), f"<{RDF}type>"),
            "data/tables/memberships.csv:2",
        ),
    ],
    ids=["reference", "no object", "bound of a time", "source", "virtual column"],
)
def test_a_statement_is_found_in_its_cell(tiny: Publication, wanted: Wanted, place: str) -> None:
    assert place in texts(tiny.root, wanted)[0]


@pytest.mark.parametrize(
    ("predicate", "column"),
    [
        (Intl.TIMES["end"][0], ", till"),
        (Intl.TIMES["end"][2], ", till"),
        (Intl.REASON, ", skäl"),
        (Intl.PASSAGE, ", ställe"),
        (f"{ORG}holder", ""),
    ],
)
def test_what_is_missing_has_the_cell_that_would_say_it(tiny: Publication, predicate: str, column: str) -> None:
    wanted = Wanted(thing("membership/nordby-gron-farja"), f"<{predicate}>")
    assert texts(tiny.root, wanted) == [[f"data/tables/memberships.csv:2{column}"]]


@pytest.mark.parametrize(("language", "column"), [("en", "namn på engelska"), ("sv", "namn"), ("de", None)])
def test_a_text_missing_in_a_language_has_the_cell_for_it(tiny: Publication, language: str, column: str | None) -> None:
    wanted = Wanted(thing("municipality/nastanvik"), f"<{PREF_LABEL}>", f"@{language}")
    columns = [column] if column else ["namn", "namn på engelska"]
    assert texts(tiny.root, wanted) == [[f"data/tables/municipalities.csv:5, {each}" for each in columns]]


def test_a_column_that_the_file_lacks_leaves_the_row_alone(tiny: Publication) -> None:
    lines = tiny.read("memberships.csv").splitlines()
    tiny.write("memberships.csv", "\n".join(line.rpartition(";")[0] for line in lines))
    wanted = Wanted(thing("membership/nordby-gron-farja"), f"<{Intl.REASON}>")
    assert texts(tiny.root, wanted) == [["data/tables/memberships.csv:2"]]


def test_a_value_that_stands_nowhere_leads_to_those_that_are_given_instead(tiny: Publication) -> None:
    wanted = Wanted(thing("membership/nordby-gron-farja"), f"<{ORG}member>", thing("municipality/derived"))
    found = places.rows(project.load(tiny.root), [wanted])[wanted]
    assert found.rung is Rung.SAME
    assert [place.text() for place in found.places] == ["data/tables/memberships.csv:2, medlem"]


def test_what_is_only_mentioned_has_the_cells_that_mention_it(tiny: Publication) -> None:
    tiny.edit("memberships.csv", "nordby-sma-stader;municipality/nordby", "nordby-sma-stader;municipality/nobody")
    wanted = Wanted(thing("municipality/nobody"), f"<{PREF_LABEL}>")
    assert texts(tiny.root, wanted) == [["data/tables/memberships.csv:6, medlem"]]
    assert texts(tiny.root, Wanted(thing("municipality/never"))) == [[]]


def test_who_points_at_a_thing_is_found_without_knowing_it(tiny: Publication) -> None:
    pointing = Wanted("", f"<{ORG}organization>", thing("network/sma-stader"))
    missing = Wanted("", f"<{ORG}nobody>", thing("network/sma-stader"))
    assert texts(tiny.root, pointing, missing) == [
        ["data/tables/memberships.csv:6, organisation"],
        ["data/tables/networks.csv:3"],
    ]


def test_a_passage_has_the_cells_that_cite_it(tiny: Publication) -> None:
    tiny.edit("memberships.csv", "nordby-sma-stader;municipality/nordby", "another;municipality/nordby")
    tiny.write("memberships.csv", tiny.read("memberships.csv").replace(";festivalsidan;", ";festivalsidan:3-9;"))
    passage = thing("document/festivalsidan#char=3,9")
    cells = ["data/tables/memberships.csv:6, ställe"]
    assert texts(tiny.root, Wanted(passage, f"<{Intl.SHA256}>"), Wanted(thing("selector/festivalsidan-3-9"))) == [
        cells,
        cells,
    ]


def test_every_statement_of_a_build_stands_somewhere(tiny: Publication, tmp_path: Path) -> None:
    wanted = converted(tiny.root, tmp_path / "quads")
    found = places.rows(project.load(tiny.root), wanted)
    assert len(wanted) > 100
    assert [each for each in wanted if found[each].rung is not Rung.EXACT or not found[each].places] == []


def test_a_cell_that_is_changed_changes_what_was_said_to_come_from_it(tiny: Publication, tmp_path: Path) -> None:
    """What stands at a place is what made the statement: without the row it is not made."""
    wanted = converted(tiny.root, tmp_path / "before")
    found = places.rows(project.load(tiny.root), wanted)
    for row in (3, 5):
        lines = tiny.read("memberships.csv").splitlines(keepends=True)
        only_here = Place("data/tables/memberships.csv", row=row)
        made = {
            each for each in wanted if {Place(place.file, row=place.row) for place in found[each].places} == {only_here}
        }
        tiny.write("memberships.csv", "".join(line for number, line in enumerate(lines, 1) if number != row))
        left = set(converted(tiny.root, tmp_path / f"without-{row}"))
        assert made
        assert made == set(wanted) - left
        tiny.write("memberships.csv", "".join(lines))


def test_sheets_have_their_own_rows_and_headings(tiny: Publication) -> None:
    lines = [line.split(";") for line in tiny.read("networks.csv").splitlines()]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Nätverk"
    for number, line in enumerate(lines):
        sheet.append(line)
        if number == 0:
            sheet.append([])
    (tiny.tables / "networks.csv").unlink()
    book.save(tiny.tables / "nordby.xlsx")
    assert [row for row, _ in workbook_rows(tiny.tables / "nordby.xlsx", "", "Nätverk", lambda *_: None)][:2] == [1, 2]
    wanted = Wanted(thing("network/gron-farja"), f"<{PREF_LABEL}>")
    assert "data/tables/nordby.xlsx [Nätverk]:3, namn" in texts(tiny.root, wanted)[0]


def test_a_table_that_cannot_be_read_has_no_places_and_hides_no_other(tiny: Publication) -> None:
    (tiny.tables / "festivals.csv").write_bytes(b"")
    wanted = Wanted(thing("network/gron-farja"), f"<{PREF_LABEL}>")
    lost = Wanted(thing("festival/varmarknaden"))
    found = texts(tiny.root, wanted, lost)
    assert "data/tables/networks.csv:2, namn" in found[0]
    assert found[1] == []


def test_nothing_is_read_when_nothing_is_wanted(tmp_path: Path) -> None:
    load = project.load(Path(__file__).parents[1] / "publications" / "tiny")
    assert places.rows(load, []) == {}


TERMS = st.sampled_from(["<http://e/a>", "<http://e/b>", '"1"'])
TRIPLES = st.lists(st.tuples(TERMS, TERMS, TERMS), max_size=12)


@given(TRIPLES, st.lists(st.tuples(TERMS, TERMS, st.one_of(st.just(""), TERMS)), max_size=5))
def test_the_nearest_is_found_whatever_passes_by(
    triples: list[tuple[str, str, str]], looked_for: list[tuple[str, str, str]]
) -> None:
    wanted = [Wanted(*each) for each in looked_for]
    watch = Watch[int](wanted)
    for number, triple in enumerate(triples):
        watch.see(*triple, number)
    for each, rung, found in watch.found():
        by_rung = {
            Rung.EXACT: [n for n, t in enumerate(triples) if t == (each.subject, each.predicate, each.object)],
            Rung.SAME: [n for n, t in enumerate(triples) if t[:2] == (each.subject, each.predicate)],
            Rung.ABOUT: [n for n, t in enumerate(triples) if t[0] == each.subject],
            Rung.MENTION: [n for n, t in enumerate(triples) if t[2] == each.subject],
            Rung.NOWHERE: [],
        }
        best = next((rung for rung in by_rung if by_rung[rung]), Rung.NOWHERE)
        assert (rung, list(found)) == (best, by_rung[best])


def test_nothing_is_nearest_among_no_sources() -> None:
    assert nearest([]).places == ()
