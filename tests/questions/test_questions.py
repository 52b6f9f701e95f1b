"""The 33 questions about the two documents, each through the command line against this repository's publication."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import Command
from tests.query.asking import rows
from tests.questions.cases import Case, cases, cites, identifiers
from tests.shared import shared

CASES = cases()


def test_every_question_has_its_file() -> None:
    asked = json.loads(shared("questions", "competency.json").read_text("utf-8"))
    assert len(asked) == 33
    assert identifiers() == sorted(each["id"] for each in asked)


def test_every_file_has_cases_and_no_more_queries_than_about_twenty_answer_them() -> None:
    assert {case.question for case in CASES} == set(identifiers())
    assert len({case.query for case in CASES}) <= 22


def test_no_query_is_made_for_one_question() -> None:
    """Every query is asked more than one thing, so that no answer is written into it."""
    asked = {(case.query, tuple(case.arguments())) for case in CASES}
    assert {query for query, count in Counter(query for query, _ in asked).items() if count == 1} == set()


@pytest.mark.parametrize("case", [case for case in CASES if not case.rows], ids=lambda case: case.question)
def test_an_empty_answer_has_a_sister_that_is_not(case: Case) -> None:
    sisters = [each for each in CASES if (each.question, each.query) == (case.question, case.query) and each.rows]
    assert sisters, f"{case.question}: {case.query} answers nothing, and nothing shows that it can"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.question}-{case.query}")
def test_the_question_is_answered(case: Case, publication: Path, command: Command) -> None:
    asked = ["query", *case.arguments(), "--project", publication, "--lang", "en", "--format", "csv"]
    ran = command(*asked)
    found = list(dict.fromkeys(rows(ran, *case.columns)))
    expected = list(case.rows)
    assert (found if case.ordered else sorted(found)) == (expected if case.ordered else sorted(expected))
    cited = [passages for (passages,) in rows(ran, "passage")]
    for place in case.passages:
        assert any(cites(passages, place) for passages in cited), f"{place} is in none of {cited}"
    for words in case.remarks:
        assert words in ran.err


def test_the_same_answers_come_in_swedish(publication: Path, command: Command) -> None:
    for case in CASES:
        answers = [
            rows(command("query", *case.arguments(), "--project", publication, "--lang", each, "--format", "csv"))
            for each in ("en", "sv")
        ]
        assert len(answers[0]) == len(answers[1]), case
