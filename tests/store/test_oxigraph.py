"""What is true of the embedded store alone."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, parse_query_results

from intlgraph import graphs
from intlgraph.errors import DataError, MachineError, QueryError, StoreError
from intlgraph.namespaces import XSD
from intlgraph.store import oxigraph
from intlgraph.store.base import values_of
from intlgraph.store.faults import machine_error


def problem_of(text: str) -> tuple[str, int | None, int | None, str]:
    with pytest.raises(QueryError) as caught:
        oxigraph.in_memory().query(text)
    (problem,) = caught.value.problems
    return problem.code, problem.place.line, problem.place.character, str(problem.values.get("near", ""))


@pytest.mark.parametrize(
    ("text", "code", "line", "character", "near"),
    [
        ("SELECT ?x WHER { ?s ?p ?o }", "query-syntax", 1, 11, "WHER"),
        ("SELECT ?x\nWHERE { ?s ?p ?o . FILTR(?o > 1) . ?s ?p ?o }", "query-syntax", 2, 20, "FILTR"),
        ("SELECT ?x\nWHERE { ?s ?p ?o ; }\nORDER ?x ?y ?z ?a", "query-syntax", 3, 7, "?x"),
        ("SELECT ?x WHERE {\n ?s ?p ?o", "query-ends", 2, 10, "?o"),
        ("# ?x\nSELEC ?x {}", "query-form", 2, 1, "SELEC"),
        ("SELECT ?x {\n ?x foo:a 'foo:b' }", "query-prefix", 2, 5, ""),
        ("SELECT ?x {\n  SERVICE <http://e/> {} }", "query-service", 2, 3, ""),
        ("", "query-empty", None, None, ""),
    ],
)
def test_an_error_in_a_query_has_its_place(text: str, code: str, line: int, character: int, near: str) -> None:
    assert problem_of(text) == (code, line, character, near)


@settings(deadline=None)
@given(st.text(alphabet="SELCTASK {}?sp<>:'\"#.;,()[]\n", max_size=25))
def test_any_text_is_a_query_or_an_error_of_ours(text: str) -> None:
    try:
        oxigraph.in_memory().query(text)
    except QueryError as error:
        assert error.problems[0].text("sv")  # noqa: PT017


def test_an_error_may_be_dropped_in_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's answers may not: nothing in a traceback may still hold one."""
    kept: list[Exception] = []
    seen: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", seen.append)
    broken = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"a:b"}},{'
    with pytest.raises(SyntaxError) as caught:
        values_of(parse_query_results(broken, QueryResultsFormat.JSON))
    kept.append(caught.value)
    del caught
    thread = threading.Thread(target=kept.clear)
    thread.start()
    thread.join()
    assert (kept, seen) == ([], [])


def test_a_store_answers_in_every_thread(embedded: oxigraph.OxigraphStore) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(list(embedded.dump())))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [8] * 8


def test_the_store_rewrites_numbers(tmp_path: Path) -> None:
    """A trap worth a test: should the engine stop doing so, the docstrings that warn of it are wrong."""
    five = Literal("05", datatype=NamedNode(f"{XSD}int"))
    store = oxigraph.in_memory([Quad(NamedNode("a:s"), NamedNode("a:p"), five, NamedNode("a:g"))])
    assert next(store.dump()) == f'<a:s> <a:p> "5"^^<{XSD}integer> <a:g> .\n'


def test_a_broken_quads_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "good.nq").write_text("<a:s> <a:p> <a:o> <a:g> .\n")
    (tmp_path / "bad.nq").write_text("<a:s> <a:p> <a:o> <a:g> .\n<a:s> <a:p> .\n")
    with pytest.raises(DataError) as caught:
        oxigraph.build(tmp_path / "store", [tmp_path / "good.nq", tmp_path / "bad.nq"])
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == (str(tmp_path / "bad.nq"), 2)
    with pytest.raises(MachineError):
        oxigraph.build(tmp_path / "other", [tmp_path / "gone.nq"])


def test_several_files_become_one_store(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.nq").write_text(f"<a:s> <a:p> <a:{name}> <a:g{name}> .\n")
    oxigraph.build(tmp_path / "store", sorted(tmp_path.glob("*.nq")))
    store = oxigraph.open_read_only(tmp_path / "store")
    assert len(store.describe("a:s").triples) == 2
    assert len(list(store.dump())) == 2


def test_no_files_become_an_empty_store(tmp_path: Path) -> None:
    oxigraph.build(tmp_path / "store", [])
    assert list(oxigraph.open_read_only(tmp_path / "store").dump()) == []


def test_a_store_that_is_not_there_or_broken_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nonsense")
    for directory, code in [(tmp_path / "none", "store-missing"), (tmp_path, "store-unreadable")]:
        with pytest.raises(StoreError) as caught:
            oxigraph.open_read_only(directory)
        assert caught.value.problems[0].code == code
        assert "intlgraph build" in caught.value.problems[0].hint("sv")


def test_an_iterator_that_failed_may_be_forgotten_in_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The traceback lives in a circle with its frame, so that the collector drops it, in whatever thread it runs."""
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    store = oxigraph.in_memory([Quad(NamedNode("a:s"), NamedNode("a:p"), NamedNode("a:o"), NamedNode("a:g"))])

    def fail(quads: Iterable[Quad]) -> Iterator[str]:
        yield str(next(iter(quads)))
        raise OSError("damaged")

    monkeypatch.setattr(graphs, "lines", fail)

    def dumped() -> None:
        with pytest.raises(StoreError) as caught:
            list(store.dump())
        circle: list[object] = [caught.value]
        circle.append(circle)

    dumped()
    thread = threading.Thread(target=gc.collect)
    thread.start()
    thread.join()
    assert complaints == []


@pytest.mark.parametrize("share", [0.3, 1])
def test_a_store_whose_files_are_damaged_says_what_to_do(tmp_path: Path, share: float) -> None:
    """At the end of a file the engine sees the damage when it opens the store, in the middle when it reads there."""

    def answer() -> None:
        oxigraph.open_read_only(tmp_path / "store").query("SELECT ?o { ?s ?p ?o }")

    def dump() -> None:
        list(oxigraph.open_read_only(tmp_path / "store").dump())

    lines = (f'<a:s{number}> <a:p> "{number * 7919:050d}" <a:g> .\n' for number in range(20_000))
    (tmp_path / "many.nq").write_text("".join(lines))
    oxigraph.build(tmp_path / "store", [tmp_path / "many.nq"])
    for path in (tmp_path / "store").glob("*.sst"):
        content = path.read_bytes()
        if len(content) > 20_000:
            start = int(share * len(content)) - 2000
            path.write_bytes(content[:start] + b"x" * 2000 + content[start + 2000 :])
    for read in (answer, dump):
        with pytest.raises(StoreError) as caught:
            read()
        assert caught.value.problems[0].code == "store-unreadable"


def test_a_store_that_has_been_closed_says_so(tmp_path: Path) -> None:
    with oxigraph.writing(tmp_path / "store") as store:
        pass
    with pytest.raises(StoreError) as caught:
        store.ask("ASK {}")
    assert caught.value.problems[0].code == "store-closed"


def test_a_block_that_fails_leaves_the_directory_closed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), oxigraph.writing(tmp_path / "store"):
        raise ZeroDivisionError
    pyoxigraph.Store(tmp_path / "store")  # would not open while another handle writes


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(28, "No space left on device"), "store-disk-full"),
        (OSError("IO error: No space left on device: While appending"), "store-disk-full"),
        (PermissionError(13, "Permission denied"), "store-not-permitted"),
        (OSError("IO error: Permission denied"), "store-not-permitted"),
        (OSError(5, "Input/output error"), "store-disk-error"),
    ],
)
def test_what_the_disk_says_is_translated(error: OSError, code: str) -> None:
    (problem,) = machine_error(error, Path("build")).problems
    assert problem.code == code
    assert problem.text("sv")
    assert problem.hint("sv")
