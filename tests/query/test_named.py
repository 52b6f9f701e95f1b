"""The catalogue of named queries: complete headers, true columns, both stores, examples that run, both languages."""

from __future__ import annotations

import re
import shlex
import time
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from tests.conftest import ROOT, Command, Publication
from tests.query.conftest import Ask

from intlgraph.project import load
from intlgraph.query import named
from intlgraph.query.binding import fill
from intlgraph.query.headers import LANGUAGES, NamedQuery
from intlgraph.query.named import CERTAINTY
from intlgraph.query.parameters import Asker, bind
from intlgraph.query.times import WORDS
from intlgraph.store import generations, syntax
from intlgraph.store.oxigraph import OxigraphStore, in_memory

QUERIES = {query.name: query for query in named.catalogue(load(ROOT))}


def projected(query: NamedQuery) -> tuple[str, ...]:
    """Return the variables that the query projects when nothing is asked of it."""
    return in_memory().select(fill(query.text, {})).variables


def test_there_are_about_twenty_and_more() -> None:
    assert len(QUERIES) >= 20
    assert set(QUERIES) == {path.stem for path in (ROOT / "queries").glob("*.rq")}


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_the_header_says_what_the_query_does(name: str) -> None:
    query = QUERIES[name]
    told = [query.title, query.description]
    told += [each.text for each in query.parameters] + [each.text for each in query.columns]
    assert all(each[language].strip() for each in told for language in LANGUAGES)
    assert query.title["sv"] != query.title["en"]
    assert CERTAINTY in [each.name for each in query.parameters]
    assert query.evidence, "an answer leads to what says it"
    assert "ORDER BY" in query.text
    assert not {each.name for each in query.parameters}.intersection(query.evidence)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_the_header_lists_the_columns_truly(name: str) -> None:
    query = QUERIES[name]
    found = set(projected(query))
    timed = {f"{column.name}{WORDS}" for column in query.columns if column.time}
    assert query.projected() <= found
    assert found - query.projected() <= timed


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_column_is_never_filled_from_the_line_and_left_open_by_the_data(name: str) -> None:
    """A parameter that is also a column must be bound by a pattern; in OPTIONAL it would be true of everything."""
    query = QUERIES[name]
    optional = "".join(re.findall(r"OPTIONAL \{[^{}]*\}", query.text))
    inside = {token.text[1:] for token in syntax.tokens(optional) if token.kind == "variable"}
    outside = {
        token.text[1:]
        for token in syntax.tokens(re.sub(r"OPTIONAL \{[^{}]*\}|VALUES \([^)]*\) \{ \}", "", query.text))
        if token.kind == "variable"
    }
    assert {each.name for each in query.parameters}.intersection(inside - outside) == set()


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_example_runs_and_answers(name: str, own_built: Path, command: Command) -> None:
    query = QUERIES[name]
    assert query.examples
    for example in query.examples:
        program, verb, asked, *arguments = shlex.split(example)
        assert (program, verb, asked) == ("intlgraph", "query", name)
        ran = command("query", "--project", own_built, name, *arguments, "--lang", "en")
        assert ran.code == 0, f"{example}\n{ran.err}"
        assert "Rows: " in ran.err, f"{example} has no answer"


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_an_endpoint_answers_as_the_build_does(name: str, own_built: Path, endpoint: str, command: Command) -> None:
    for example in QUERIES[name].examples:
        asked = [*shlex.split(example)[1:], "--project", own_built, "--lang", "sv", "--format", "csv"]
        here, there = command(*asked), command(*asked, "--endpoint", endpoint)
        assert there.code == 0, there.err
        assert (there.out, there.err) == (here.out, here.err)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_it_describes_itself_in_both_languages(name: str, ask: Ask) -> None:
    english, swedish = ask(name, "--describe"), ask(name, "--describe", "--lang", "sv")
    assert (english.code, swedish.code) == (0, 0)
    for parameter in QUERIES[name].parameters:
        assert parameter.name in english.out
        assert parameter.text["sv"] in swedish.out
    assert english.out != swedish.out


def test_the_list_names_all(ask: Ask) -> None:
    listed = ask("--list")
    assert [line.split()[0] for line in listed.out.splitlines()] == sorted(QUERIES)


def copied(lines: list[str], times: int) -> OxigraphStore:
    """Return a store with so many copies of the publication beside each other, each with things of its own."""
    thing = re.compile(r"(/id/[a-z-]+/[^>#]+)(?=[>#])")
    copies = (thing.sub(rf"\1-{number}", line) for number in range(times) for line in lines)
    return in_memory(parse("".join(copies), RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def sizes(own_built: Path) -> tuple[OxigraphStore, OxigraphStore]:
    """The publication several times over, and six times that."""
    folder = generations.current(own_built / "build") / "quads"
    lines = [line for path in sorted(folder.glob("*.nq")) for line in path.read_text("utf-8").splitlines(True)]
    return copied(lines, 6), copied(lines, 36)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_its_time_grows_no_faster_than_the_data(name: str, sizes: tuple[OxigraphStore, OxigraphStore]) -> None:
    """Six times the data may take six times as long; what is quadratic takes 36 times, and is found here.

    The clock is that of the processor; below a fiftieth of a second there is nothing to measure. A busy machine can
    slow one run down, so what is found three times over counts.
    """
    assert any(times_as_long(name, *sizes) < 18 for _ in range(3))


def times_as_long(name: str, *stores: OxigraphStore) -> float:
    """Return how many times as long the second store takes to answer as the first."""
    taken = []
    for store in stores:
        text = fill(QUERIES[name].text, bind(Asker(store, "en"), QUERIES[name].parameters, needed(QUERIES[name])))
        before = time.process_time()
        store.select(text)
        taken.append(max(time.process_time() - before, 0.02))
    return taken[1] / taken[0]


def needed(query: NamedQuery) -> dict[str, list[str]]:
    """Return what must be given, found in the first of its examples."""
    given = dict(each.split("=", 1) for each in shlex.split(query.examples[0]) if "=" in each)
    required = {each.name: each.type for each in query.parameters if each.required}
    classes = {"participant": "municipality/vaxjo-1", "project": "project/spik-1", "other": "project/mis-project-1"}
    return {name: [classes[name] if kind == "thing" else given[name]] for name, kind in required.items()}


@pytest.mark.parametrize("wrong", ["memberz", "nothing-like-it"])
def test_an_unknown_query_is_told_with_the_nearest(wrong: str, ask: Ask) -> None:
    ran = ask(wrong)
    assert ran.code == 2
    assert "members" in ran.err


@pytest.mark.parametrize("arguments", [[], ["members", "-e", "ASK {}"], ["members", "-p", "organization"]])
def test_a_line_that_asks_nothing_or_too_much(arguments: list[str], ask: Ask) -> None:
    ran = ask(*arguments)
    assert ran.code == 2
    assert "-e" in ran.err or "-p" in ran.err


def test_a_publication_adds_a_query_and_replaces_one(tiny: Publication, command: Command) -> None:
    command("build", "--project", tiny.root)
    text = (ROOT / "queries" / "members.rq").read_text("utf-8")
    (tiny.root / "queries").mkdir()
    (tiny.root / "queries" / "vi.rq").write_text(text.replace("query members", "query vi"), "utf-8")
    (tiny.root / "queries" / "kinds.rq").write_text(text, "utf-8")
    ask = ["--project", tiny.root, "-p", "organization=gron-farja"]
    assert command("query", "vi", *ask).out == command("query", "members", *ask).out
    assert command("query", "kinds", *ask).out == command("query", "members", *ask).out
    assert "queries/kinds.rq" in command("build", "--verbose", "--project", tiny.root).out
    (tiny.root / "queries" / "vi.rq").write_text("SELECT * { ?s ?p ?o }", "utf-8")
    ran = command("query", "vi", "--project", tiny.root)
    assert (ran.code, "queries/vi.rq" in ran.err) == (1, True)
