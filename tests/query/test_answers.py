"""Answers on the tiny publication: readings of time, certainty, what is left out, and what an empty answer tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, parse_query_results
from tests.conftest import Command
from tests.query.asking import rows
from tests.query.conftest import Ask

from intlgraph.errors import sentence
from intlgraph.formats import RESULT_FORMATS
from intlgraph.namespaces import CONCEPT
from intlgraph.query import answers, headers
from intlgraph.query.parameters import Parameter
from intlgraph.store import Solutions
from intlgraph.store.oxigraph import OxigraphStore, in_memory

NORDBY, SJOAKERO, ALDERSHAMN = "municipality/nordby", "municipality/sjoakero", "municipality/aldershamn"


def members(ask: Ask, *arguments: str) -> list[str]:
    """Return who is a member of the network, once for each row."""
    ran = ask("members", "-p", "organization=gron-farja", "-p", "role=member", *arguments, "--format", "csv")
    return [name for (name,) in rows(ran, "member")]


# In the tables: Nordby from April 2021 without an end, Sjöåkerö from 2019 to the end of 2020, Åldershamn without any
# time; Nordby's seat on the board from 2022 until at the latest June 2024.
@pytest.mark.parametrize(
    ("date", "stated", "certain", "possible"),
    [
        ("2018", [], [], [ALDERSHAMN]),
        ("2019", [SJOAKERO], [], [ALDERSHAMN, SJOAKERO]),
        ("2019-07-01", [SJOAKERO], [], [ALDERSHAMN, SJOAKERO]),
        ("2020-02", [SJOAKERO], [SJOAKERO], [ALDERSHAMN, SJOAKERO]),
        ("2020-12-31", [SJOAKERO], [SJOAKERO], [ALDERSHAMN, SJOAKERO]),
        ("2021-01-01", [], [], [ALDERSHAMN]),
        ("2021-04-15", [NORDBY], [], [ALDERSHAMN, NORDBY]),
        ("2030", [NORDBY], [], [ALDERSHAMN, NORDBY]),
    ],
)
def test_the_three_readings_of_a_time(
    date: str, stated: list[str], certain: list[str], possible: list[str], ask: Ask
) -> None:
    assert members(ask, "-p", f"date={date}") == stated
    assert members(ask, "-p", f"date={date}", "--reading", "certain") == certain
    assert members(ask, "-p", f"date={date}", "--reading", "possible") == possible


@pytest.mark.parametrize(("date", "found"), [("2024-06-30", 1), ("2024-07-01", 0), ("2021-12-31", 0), ("2022-06", 1)])
def test_an_end_known_by_its_latest_day_alone(date: str, found: int, ask: Ask) -> None:
    ran = ask("members", "-p", "member=nordby", "-p", "role=board-member", "-p", f"date={date}", "--format", "csv")
    assert rows(ran, "start", "end") == [("2022", "[..2024-06]")] * found


def test_certainty_is_asked_for_and_what_is_left_out_is_counted(ask: Ask) -> None:
    everybody = ask("members", "-p", "organization=gron-farja")
    assert "Rows: 4." in everybody.err
    assert "Left out" not in everybody.err
    certain = ask("members", "-p", "organization=gron-farja", "--certainty", "stated")
    assert "Rows: 3." in certain.err
    assert "Left out as less certain: 1." in certain.err
    told = json.loads(ask("members", "-p", "organization=gron-farja", "-p", "certainty=stated", "--format", "json").out)
    assert told["head"]["intlgraph"] == {
        "query": "members",
        "parameters": {"organization": ["gron-farja"], "certainty": ["stated"]},
        "leftOut": 1,
    }
    assert len(told["results"]["bindings"]) == 3
    implied = ask("members", "-p", "organization=gron-farja", "--certainty", "implied", "--format", "csv")
    assert rows(implied, "member", "certainty") == [(ALDERSHAMN, "implied")]


def test_what_no_document_vouches_for_is_said_by_the_publisher(ask: Ask) -> None:
    ran = ask("members", "-p", "organization=sma-stader")
    assert "said by the publisher" in ran.out
    assert "utgivaren säger det" in ask("members", "-p", "organization=sma-stader", "--lang", "sv").out
    assert rows(ask("members", "-p", "organization=sma-stader", "--format", "csv"), "certainty") == [("",)]


def test_a_row_that_rests_on_nothing_is_said_by_nobody(
    own_built: Path, command: Command, statements: OxigraphStore
) -> None:
    asked = ["query", "running", "--project", own_built, "-p", "date=2021-12-15", "--reading", "possible"]
    for language, unstated, publisher in (
        ("en", "(not stated)", "said by the publisher"),
        ("sv", "(sägs inte)", "utgivaren säger det"),
    ):
        told = command(*asked, "--lang", language).out
        [line] = [line for line in told.splitlines() if "Kontaktcenter" in line]
        assert line.rstrip().endswith(unstated)
        assert publisher not in told
    assert [row.stated for row in answered(statements, (NAME, ""))] == [False]
    [row] = answered(statements, (NAME, ""), (NAME, "http://e/implied"))
    assert (row.stated, row.certainty) == (True, f"{CONCEPT}certainty/implied")


def test_a_register_is_cited_by_its_name(ask: Ask) -> None:
    ran = ask("members", "-p", "member=aldershamn", "--format", "csv")
    assert rows(ran, "passage") == [("beslut-2021-14 oregistret",)]


def test_a_table_speaks_the_language_asked_for(ask: Ask) -> None:
    english, swedish = (ask("members", "-p", "organization=gron-farja", "--lang", each).out for each in ("en", "sv"))
    assert "Island Network for Green Ferries" in english
    assert "(not stated)" in english
    assert "Öarnas nätverk för gröna färjor" in swedish
    assert "(sägs inte)" in swedish
    assert "Åldershamn" in english, "a name in one language alone serves the other"


def test_an_empty_answer_tells_what_there_is(ask: Ask) -> None:
    ran = ask("members", "-p", "organization=gron-farja", "-p", "member=aldershamn", "-p", "date=2019")
    assert ran.code == 0
    assert "That is not a no" in ran.err
    assert "Without date=2019 there are rows: 1." in ran.err
    assert "Not stated in them: from (1), until (1)." in ran.err
    assert "With --reading possible they are shown." in ran.err
    assert sentence("query-nothing", "text", "en", {}) not in ran.err
    nothing = ask("events", "-p", "object=gron-farja")
    assert sentence("query-nothing", "text", "en", {}) in nothing.err


@pytest.mark.parametrize(("language", "no"), [("en", "Not then, by"), ("sv", "Inte då, enligt")])
def test_an_empty_answer_is_a_no_where_what_is_stated_excludes_the_date(language: str, no: str, ask: Ask) -> None:
    seat = ["-p", "member=nordby", "-p", "role=board-member", "--lang", language]
    ran = ask("members", *seat, "-p", "date=2020")
    [first, *others] = ran.err.splitlines()
    assert (ran.code, first) == (
        0,
        sentence("query-excluded", "text", language, {"parameter": "date=2020", "count": 1}),
    )
    assert first.startswith(no)
    assert not [line for line in others if "date=" in line]
    assert sentence("query-no-rows", "text", language, {}) not in ran.err
    open_end = ask("members", *seat, "-p", "date=2023", "--reading", "certain")
    assert sentence("query-no-rows", "text", language, {}) in open_end.err, "its end may be later"


def test_an_empty_answer_is_no_no_where_something_may_be_of_the_date(
    ask: Ask, own_built: Path, command: Command
) -> None:
    ran = ask("members", "-p", "organization=gron-farja", "-p", "role=member", "-p", "date=2018")
    assert "That is not a no" in ran.err
    assert "Excluded by what is stated, of the rows without date=2018: 2." in ran.err
    running = ["query", "running", "--project", own_built, "--lang", "en", "-p", "thing=spik", "-p", "date=1999"]
    assert "Not then, by what is stated: every row without date=1999 is of another time (1)." in command(*running).err


@pytest.mark.parametrize("form", [form.name for form in RESULT_FORMATS])
def test_an_answer_in_every_format_can_be_read(form: str, ask: Ask) -> None:
    ran = ask("members", "-p", "organization=gron-farja", "--format", form)
    assert ran.code == 0, ran.err
    assert "Island Network for Green Ferries" in ran.out
    if form in ("json", "xml"):
        engine = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML}[form]
        assert len(list(parse_query_results(ran.out.encode(), engine))) == 4  # type: ignore[arg-type]


def test_rows_cannot_be_written_as_turtle(ask: Ask) -> None:
    assert ask("members", "--format", "turtle").code == 2


NAME = Literal("a")
HEADER = headers.read(
    "x",
    "\n".join(
        "# " + line
        for line in (
            'title = { sv = "x", en = "x" }',
            'description = { sv = "x", en = "x" }',
            'evidence = ["s"]',
            "examples = []",
            "[columns.n]",
            'sv = "n"',
            'en = "n"',
        )
    ),
    "x.rq",
    (Parameter("certainty", "text", choices=("stated", "implied", "inferred"), always=True),),
)


@pytest.fixture(scope="module")
def statements() -> OxigraphStore:
    """Statements named after their certainty, each with a passage of its own."""
    store = in_memory()
    lines = [
        f"<http://e/{name}> <https://w3id.org/intlgraph/ns#{term}> <{value}> <http://e/g> ."
        for place, name in enumerate(("stated", "implied", "inferred"))
        for term, value in (
            ("certainty", f"{CONCEPT}certainty/{name}"),
            ("passage", f"http://e/d#char={place},{place + 1}"),
        )
    ]
    from pyoxigraph import RdfFormat, parse

    assert store._engine is not None
    store._engine.extend(parse("\n".join(lines), RdfFormat.N_QUADS))
    return store


def answered(store: OxigraphStore, *cells: tuple[Literal, str], language: str = "en") -> list[answers.Row]:
    solutions = Solutions(("n", "s"), tuple((name, Literal(said)) for name, said in cells))
    return list(answers.of(store, HEADER, solutions, language).rows)


def test_an_answer_is_as_certain_as_the_weakest_that_it_uses(statements: OxigraphStore) -> None:
    [row] = answered(statements, (NAME, "http://e/stated http://e/inferred http://e/implied"))
    assert row.certainty == f"{CONCEPT}certainty/inferred"
    assert row.passages == ("d:0-1", "d:1-2", "d:2-3")


def test_the_same_answer_twice_is_one_as_certain_as_the_surer(statements: OxigraphStore) -> None:
    [row] = answered(statements, (NAME, "http://e/inferred"), (NAME, "http://e/implied"))
    assert row.certainty == f"{CONCEPT}certainty/implied"
    assert row.passages == ("d:1-2", "d:2-3")


@pytest.mark.parametrize(("language", "told"), [("en", "sea"), ("sv", "hav"), ("de", "sea")])
def test_a_text_is_told_in_one_language(language: str, told: str, statements: OxigraphStore) -> None:
    cells = (Literal("hav", language="sv"), "http://e/stated"), (Literal("sea", language="en"), "http://e/stated")
    [row] = answered(statements, *cells, language=language)
    assert row.values[0] == Literal(told, language="en" if told == "sea" else "sv")


def test_texts_of_different_statements_are_all_told(statements: OxigraphStore) -> None:
    cells = (Literal("hav", language="sv"), "http://e/stated"), (Literal("lake", language="en"), "http://e/implied")
    assert len(answered(statements, *cells)) == 2


def test_a_place_is_evidence_as_such(statements: OxigraphStore) -> None:
    [row] = answered(statements, (NAME, "http://e/id/document/page#char=3,9"))
    assert row.passages == ("page:3-9",)
    assert row.certainty.endswith("/stated")
    assert NamedNode(row.documents[0]) == NamedNode("http://e/id/document/page")


def test_a_query_in_a_file_is_asked_like_one_with_a_name(ask: Ask, tmp_path: Path) -> None:
    from tests.conftest import ROOT

    named = (ROOT / "queries" / "members.rq").read_text("utf-8")
    (tmp_path / "mine.rq").write_text(named, "utf-8")
    asked = ["-p", "organization=gron-farja", "--format", "csv"]
    assert ask(tmp_path / "mine.rq", *asked).out == ask("members", *asked).out
    (tmp_path / "plain.rq").write_text("# a comment\nSELECT ?n { ?n a intl:Network } ORDER BY ?n", "utf-8")
    assert rows(ask(tmp_path / "plain.rq", "--format", "csv"), "n") == [
        ("network/gron-farja",),
        ("network/sma-stader",),
    ]
    refused = ask(tmp_path / "plain.rq", "-p", "n=x")
    assert (refused.code, "SPARQL" in refused.err) == (2, True)


def test_passages_that_begin_together_come_by_their_end(statements: OxigraphStore) -> None:
    ends = [90, 9, 80, 700, 8, 60, 5]
    [row] = answered(statements, (NAME, " ".join(f"http://e/id/document/page#char=3,{end}" for end in ends)))
    assert row.passages == tuple(f"page:3-{end}" for end in sorted(ends))
