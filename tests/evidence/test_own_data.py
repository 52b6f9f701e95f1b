"""This repository's own publication: its passages support its rows, and spoilt evidence is seen."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import ROOT, Command
from tests.evidence.mutations import pairs, shifted, swapped
from tests.shared import shared

from intlgraph.evidence import exceptions, sections, support, things
from intlgraph.evidence.certainty import Statement, statement
from intlgraph.evidence.check import check, examine
from intlgraph.evidence.coverage import coverage
from intlgraph.evidence.documents import Library, gather, sha256
from intlgraph.evidence.reanchor import reanchor
from intlgraph.evidence.support import Background
from intlgraph.project import load
from intlgraph.tables import publication
from intlgraph.tables.passages import Passage

EXCEPTIONS = 0
"""How many rows need an exception: to be lowered, never raised without a reason in the file."""


@cache
def read() -> tuple[tuple[Statement, ...], Library]:
    project = load(ROOT)
    statements = tuple(statement(record) for record in publication.records(project))
    return statements, gather(project, shared("seeds"))


@cache
def background() -> Background:
    statements, library = read()
    lengths = {name: len(text) for name, text in library.texts.items()}
    return Background(things.collect(statements), sections.divide(statements, lengths))


def supported(row: Statement) -> bool:
    library = read()[1]
    ranges = [citation for citation in row.record.citations if citation.passage.start is not None]
    texts = ((citation, library.words(citation.passage)) for citation in ranges)
    readings = [support.read(citation, text) for citation, text in texts if text is not None]
    return not any(support.support(row, readings, background()))


def hashes(statements: list[Statement]) -> Mapping[Passage, str]:
    library = read()[1]
    every = (citation.passage for row in statements for citation in row.record.citations)
    return {passage: sha256(words) for passage in every if (words := library.words(passage)) is not None}


def test_every_row_is_supported() -> None:
    checked = check(load(ROOT), shared("seeds"))
    assert [(each.place.text(), each.code, each.values) for each in checked.problems] == []
    assert checked.documents == 2
    assert checked.passages > 350
    assert checked.rows > 500


def test_the_exceptions_are_few() -> None:
    path = ROOT / "data" / exceptions.FILE
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines())) if path.is_file() else []
    assert len(rows) == EXCEPTIONS


def test_shifting_every_passage_by_seven_turns_it_red() -> None:
    statements, library = read()
    moved = shifted(statements, library, 7)
    found = examine(moved, library, hashes(moved), exceptions.Exempt({}), demand=True)
    red = {(problem.place.file, problem.place.row) for problem in found.problems}
    assert len(red) > found.rows * 0.95


def test_swapping_the_passages_of_two_rows_turns_it_red() -> None:
    statements, _ = read()
    excused = exceptions.exempt(load(ROOT)).rows
    rows = [row for row in statements if (row.record.name, row.id) not in excused]
    every = list(pairs(rows))
    of_one_table = [(one, other) for one, other in every if one.record.name == other.record.name]
    for tried in (random.Random(7).sample(every, 5000), random.Random(7).sample(of_one_table, 5000)):
        unseen = [(a.thing, b.thing) for a, b in tried if all(supported(row) for row in swapped(a, b))]
        assert len(unseen) < len(tried) * 0.01, unseen[:20]


def test_swapping_the_passages_of_rows_in_doubt_turns_it_red() -> None:
    doubtful = [row for row in read()[0] if not row.stated]
    tried = list(pairs(doubtful))
    unseen = [(a.thing, b.thing) for a, b in tried if all(supported(row) for row in swapped(a, b))]
    assert len(tried) > 300
    assert len(unseen) < len(tried) * 0.03, unseen


def test_its_passages_follow_a_document_that_is_edited(tmp_path: Path) -> None:
    statements, library = read()
    text = library.texts[min(library.texts)]
    for part in ("data", "ontology"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "intlgraph.toml", tmp_path)
    project = load(tmp_path)
    (tmp_path / "old.txt").write_bytes(text.encode())
    (tmp_path / "new.txt").write_bytes(("2026 skrevs det här först.\n\n" + text).encode())
    done = reanchor(project, tmp_path / "old.txt", tmp_path / "new.txt")
    assert (done.lost, done.kept, done.problems) == (0, 0, ())
    assert done.moved > 100
    (tmp_path / "documents").mkdir()
    for file in shared("seeds").iterdir():
        shutil.copy(file, tmp_path / "documents")
    shutil.copy(tmp_path / "new.txt", tmp_path / "documents")
    checked = check(project, tmp_path / "documents")
    assert [(each.place.text(), each.code) for each in checked.problems] == []
    assert checked.rows == sum(any(each.passage.end for each in row.record.citations) for row in statements)


def test_what_no_passage_touches_states_no_fact(command: Command) -> None:
    found = {covered.document: covered for covered in coverage(load(ROOT), shared("seeds"))}
    assert len(found) == 2
    assert all(covered.share > 0.9 for covered in found.values())


@pytest.mark.parametrize("name", ["check", "coverage"])
def test_the_commands_run_on_it(name: str, command: Command) -> None:
    ran = command("evidence", name, "--project", ROOT, "--documents", shared("seeds"))
    assert ran.code == 0, ran.err
